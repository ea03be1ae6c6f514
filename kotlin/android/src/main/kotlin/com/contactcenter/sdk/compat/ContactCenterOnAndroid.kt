// What of BPContactCenter's surface names classes of Android: a context, a picture, a JSON object.

package com.contactcenter.sdk.compat

import android.content.Context
import android.graphics.Bitmap
import com.contactcenter.sdk.ContactCenterConfiguration
import com.contactcenter.sdk.android.ContactCenterAndroid
import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.Dispatchers
import org.json.JSONArray
import org.json.JSONObject
import java.io.ByteArrayOutputStream

/**
 * A communicator that knows the device it runs on ([ContactCenterAndroid.createCommunicator]). Completions and events
 * arrive on the main thread. Settings that are refused are told by every call.
 */
public fun ContactCenterCommunicator.Companion.init(
    baseURL: String,
    tenantURL: String,
    appID: String,
    clientID: String,
    context: Context,
): ContactCenterCommunicator = init(ContactCenterConfiguration(baseURL, tenantURL, appID, clientID), context)

/**
 * The same with everything that can be set.
 *
 * @param dispatcher where completions and events arrive.
 */
public fun ContactCenterCommunicator.Companion.init(
    configuration: ContactCenterConfiguration,
    context: Context,
    dispatcher: CoroutineDispatcher = Dispatchers.Main,
): ContactCenterCommunicator = ContactCenterCommunicator(configuration, dispatcher) { settings, delegate, where ->
    ContactCenterAndroid.createCommunicator(context, settings, delegate, where)
}

/** [ContactCenterCommunicating.requestChat] with the parameters as a JSON object, which is not changed. */
public fun ContactCenterCommunicating.requestChat(
    phoneNumber: String?,
    from: String,
    parameters: JSONObject,
    completion: (Result<ContactCenterChatSessionProperties, Error>) -> Unit,
): Unit = requestChat(phoneNumber, from, parameters.toMap(), completion)

/** [ContactCenterCommunicating.uploadFile] of a picture, as a JPEG of the quality 80, made before it returns. */
public fun ContactCenterCommunicating.uploadFile(
    fileName: String,
    image: Bitmap,
    completion: (Result<ContactCenterUploadedFileInfo, Error>) -> Unit,
) {
    val bytes = ByteArrayOutputStream().apply { image.compress(Bitmap.CompressFormat.JPEG, 80, this) }.toByteArray()
    uploadFile(fileName, bytes, completion)
}

private fun JSONObject.toMap(): Map<String, Any?> = keys().asSequence().associateWith { name -> valueOf(get(name)) }

private fun valueOf(json: Any): Any? = when (json) {
    JSONObject.NULL -> null
    is JSONObject -> json.toMap()
    is JSONArray -> List(json.length()) { valueOf(json.get(it)) }
    else -> json
}
