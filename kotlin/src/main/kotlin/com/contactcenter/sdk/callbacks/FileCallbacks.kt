// Files and pictures with completions. The progress is told on the same dispatcher as the completion, and before it.

package com.contactcenter.sdk.callbacks

import com.contactcenter.sdk.ContactCenterDownloadedFile
import com.contactcenter.sdk.ContactCenterFiles
import com.contactcenter.sdk.ContactCenterImage
import com.contactcenter.sdk.ContactCenterUploadedFile
import com.contactcenter.sdk.TransferProgress
import kotlinx.coroutines.withContext
import java.io.File

/** [ContactCenterFiles] with completions; [ContactCenterCallbacks] says what holds for every call. */
public class FileCallbacks internal constructor(
    private val files: ContactCenterFiles,
    private val calls: CompletedCalls,
) {
    /** [ContactCenterFiles.uploadFile]. */
    public fun uploadFile(
        file: File,
        progress: Progress?,
        completion: Completion<ContactCenterUploadedFile>,
    ): Cancellable = transfer(completion) { files.uploadFile(file, progress.told()) }

    /** [ContactCenterFiles.uploadData]. They are read after this has returned: [data] is not to be changed before the completion. */
    public fun uploadData(
        data: ByteArray,
        fileName: String,
        progress: Progress?,
        completion: Completion<ContactCenterUploadedFile>,
    ): Cancellable = transfer(completion) { files.uploadData(data, fileName, progress.told()) }

    /** [ContactCenterFiles.downloadFile]. */
    public fun downloadFile(
        chatID: String,
        fileID: String,
        directory: File,
        fileName: String,
        progress: Progress?,
        completion: Completion<ContactCenterDownloadedFile>,
    ): Cancellable = transfer(completion) { files.downloadFile(chatID, fileID, directory, fileName, progress.told()) }

    /** [ContactCenterFiles.downloadFileURL]. */
    public fun downloadFileURL(
        fileURL: String,
        directory: File,
        fileName: String,
        progress: Progress?,
        completion: Completion<ContactCenterDownloadedFile>,
    ): Cancellable = transfer(completion) { files.downloadFileURL(fileURL, directory, fileName, progress.told()) }

    /** [ContactCenterFiles.getPartyPhoto]; succeeds with null where there is none. */
    public fun getPartyPhoto(
        chatID: String,
        partyID: String,
        completion: Completion<ContactCenterImage?>,
    ): Cancellable = calls.start(completion) { files.getPartyPhoto(chatID, partyID) }

    /** [ContactCenterFiles.getChatIcon]; succeeds with null where there is none. */
    public fun getChatIcon(chatID: String, completion: Completion<ContactCenterImage?>): Cancellable =
        calls.start(completion) { files.getChatIcon(chatID) }

    private fun <T> transfer(completion: Completion<T>, call: suspend () -> T): Cancellable =
        calls.start(completion) { withContext(calls.dispatcher) { call() } }

    private fun Progress?.told(): TransferProgress? = this?.let { it::transferred }
}
