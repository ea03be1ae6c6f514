// What the package leaves to the platform. The calls of BPContactCenter that take Android's classes: a context, a bitmap, a JSON
// object.

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

/** Calls that take Android's classes. */
public interface PlatformCommunicating : CommonCommunicating {
    /**
     * Starts a chat or finds the live one. Its events arrive from now on.
     *
     * @param phoneNumber the number for a callback; empty for none.
     * @param from the value of the scenario variable `$(item.from)`.
     * @param parameters not changed by the SDK.
     */
    public fun requestChat(
        phoneNumber: String,
        from: String,
        parameters: JSONObject,
        completion: (Result<ContactCenterChatSessionProperties, Error>) -> Unit,
    ): Unit = requestChat(phoneNumber, from, parameters.toMap(), completion)

    /** Uploads an image as a JPEG of the quality 80, which is made before the call returns. */
    public fun uploadFile(
        fileName: String,
        image: Bitmap,
        completion: (Result<ContactCenterUploadedFileInfo, Error>) -> Unit,
    ) {
        val bytes = ByteArrayOutputStream().apply { image.compress(Bitmap.CompressFormat.JPEG, 80, this) }.toByteArray()
        uploadFile(fileName, bytes, completion)
    }
}

/** Ways to make a communicator with a context. */
public interface PlatformFactory {
    /**
     * Makes a communicator that observes the device ([ContactCenterAndroid.createCommunicator]). Completions and events arrive
     * on the main thread. A setting that is refused fails every call.
     */
    public fun init(
        baseURL: String,
        tenantURL: String,
        appID: String,
        clientID: String,
        context: Context,
    ): ContactCenterCommunicator = init(ContactCenterConfiguration(baseURL, tenantURL, appID, clientID), context)

    /**
     * Makes a communicator with all settings.
     *
     * @param dispatcher the dispatcher of completions and events.
     */
    public fun init(
        configuration: ContactCenterConfiguration,
        context: Context,
        dispatcher: CoroutineDispatcher = Dispatchers.Main,
    ): ContactCenterCommunicator = ContactCenterCommunicator(configuration, dispatcher) { settings, delegate, where ->
        ContactCenterAndroid.createCommunicator(context, settings, delegate, where)
    }
}

private fun JSONObject.toMap(): Map<String, Any?> = keys().asSequence().associateWith { name -> valueOf(get(name)) }

private fun valueOf(json: Any): Any? = when (json) {
    JSONObject.NULL -> null
    is JSONObject -> json.toMap()
    is JSONArray -> List(json.length()) { valueOf(json.get(it)) }
    else -> json
}
