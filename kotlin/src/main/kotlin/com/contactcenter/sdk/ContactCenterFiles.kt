// Uploads, downloads and images.

package com.contactcenter.sdk

import java.io.File

/**
 * Receives the progress of a transfer: the bytes transferred so far, and the total if it is known.
 *
 * It is called in the context of the coroutine that transfers, one call at a time, at most ten times a second, and not after the
 * transfer has returned. A transfer that succeeds reports its end before it returns. An exception ends the transfer, which throws it.
 */
public typealias TransferProgress = (transferredBytes: Long, totalBytes: Long?) -> Unit

/**
 * Files of a chat. [ContactCenterCommunicating] says what holds for every call.
 *
 * A transfer has no time limit while bytes move. It fails with [ContactCenterException.Timeout] when none has moved for
 * `requestTimeoutMs` of the configuration. The SDK does not retry it. Cancelling its coroutine stops it, and removes an
 * incomplete file.
 */
public interface ContactCenterFiles {
    /**
     * Uploads a file of this device, at most 25 MB (25 × 1024 × 1024 bytes). The other side sees it only after
     * [ContactCenterMessages.sendChatFile].
     *
     * @throws ContactCenterException.InvalidArgument if the file is missing, empty, too large or not readable.
     * @throws ContactCenterException.File if reading fails, or the length of the file changes meanwhile.
     * @throws ContactCenterException.ChatSessionUploadSizeLimitExceeded if the file is too large for the server.
     */
    public suspend fun uploadFile(file: File, progress: TransferProgress? = null): ContactCenterUploadedFile

    /** Uploads [data] as a file named [fileName], with the limits and errors of [uploadFile]. */
    public suspend fun uploadData(
        data: ByteArray,
        fileName: String,
        progress: TransferProgress? = null,
    ): ContactCenterUploadedFile

    /**
     * Downloads a file of a chat ([ContactCenterEvent.ChatSessionFile]), at most 100 MB. It appears in the folder when it is complete.
     *
     * @param directory an existing folder.
     * @param fileName the name of the new file. Characters that cannot be in the name of a visible file are left out. If the
     *   name is taken, `name (2).ext` is used.
     * @throws ContactCenterException.InvalidArgument for a folder that does not exist or cannot be written to.
     * @throws ContactCenterException.File if writing fails.
     * @throws ContactCenterException.ChatSessionFileNotFound if the server does not have the file.
     */
    public suspend fun downloadFile(
        chatID: String,
        fileID: String,
        directory: File,
        fileName: String,
        progress: TransferProgress? = null,
    ): ContactCenterDownloadedFile

    /**
     * Downloads a file of another server ([ContactCenterEvent.ChatSessionFileUrl]), over `https` only; otherwise like
     * [downloadFile]. The request holds nothing that identifies this client.
     */
    public suspend fun downloadFileURL(
        fileURL: String,
        directory: File,
        fileName: String,
        progress: TransferProgress? = null,
    ): ContactCenterDownloadedFile

    /** Returns the photo of a party, at most 8 MB; null if the server has none. */
    public suspend fun getPartyPhoto(chatID: String, partyID: String): ContactCenterImage?

    /** Returns the icon of the chat, shown until an agent joins, at most 8 MB; null if the server has none. */
    public suspend fun getChatIcon(chatID: String): ContactCenterImage?
}

/** The downloaded file. */
public val ContactCenterDownloadedFile.file: File get() = File(path)
