// The calls that BPContactCenter has for Android's classes alone, for the classes of every platform.

package com.contactcenter.sdk.compat

import java.io.File

/**
 * Calls that take a map, bytes or a file, where BPContactCenter takes a `JSONObject` or a `Bitmap`.
 *
 * Unless a member is overridden, it completes with [ContactCenterError.CommonCCError]; [ContactCenterCommunicator] overrides
 * them all.
 */
public interface CommonCommunicating {
    /**
     * Starts a chat or finds the live one. Its events arrive from now on.
     *
     * @param phoneNumber the number for a callback; null or empty for none.
     * @param from the value of the scenario variable `$(item.from)`.
     * @param parameters texts, numbers, booleans, null, and lists and maps of these.
     */
    public fun requestChat(
        phoneNumber: String?,
        from: String,
        parameters: Map<String, Any?>,
        completion: (Result<ContactCenterChatSessionProperties, Error>) -> Unit,
    ): Unit = completion(notImplemented("requestChat with a map"))

    /**
     * Uploads bytes as they are, whatever their type, at most 25 MB. The caller may change them again after the completion.
     */
    public fun uploadFile(
        fileName: String,
        image: ByteArray,
        completion: (Result<ContactCenterUploadedFileInfo, Error>) -> Unit,
    ): Unit = completion(notImplemented("uploadFile with bytes"))

    /** Uploads a file, at most 25 MB. */
    public fun uploadFile(file: File, completion: (Result<ContactCenterUploadedFileInfo, Error>) -> Unit): Unit =
        completion(notImplemented("uploadFile with a file"))
}
