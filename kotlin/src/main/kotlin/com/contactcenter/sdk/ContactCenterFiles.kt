// Files and pictures, up and down.

package com.contactcenter.sdk

import java.io.File

/**
 * Is told that so many bytes of a file were transferred, of so many in all where that is known.
 *
 * Called in the context of the coroutine that transfers, one call at a time, at most ten times a second, and not after the
 * transfer has returned. One that succeeds tells everything before it returns. What it throws ends the transfer and is thrown by it.
 */
public typealias TransferProgress = (transferredBytes: Long, totalBytes: Long?) -> Unit

/**
 * Files of a chat. [ContactCenterCommunicating] says what holds for every call.
 *
 * A transfer may take as long as something moves, and fails with [ContactCenterException.Timeout] when nothing has moved for
 * `requestTimeoutMs` of the configuration. It is never tried again by itself. Cancelling its coroutine stops it; a file
 * that is not whole by then leaves nothing behind.
 */
public interface ContactCenterFiles {
    /**
     * Brings a file of this device to the server, at most 25 MB (25 × 1024 × 1024 bytes). The other side sees it only when
     * [ContactCenterMessages.sendChatFile] names it.
     *
     * @throws ContactCenterException.InvalidArgument for no file, one that is empty or too large, or may not be read.
     * @throws ContactCenterException.File where reading fails, or the file changes its length meanwhile.
     * @throws ContactCenterException.ChatSessionUploadSizeLimitExceeded where it is too large for the server.
     */
    public suspend fun uploadFile(file: File, progress: TransferProgress? = null): ContactCenterUploadedFile

    /** The same with bytes, under a name. */
    public suspend fun uploadData(
        data: ByteArray,
        fileName: String,
        progress: TransferProgress? = null,
    ): ContactCenterUploadedFile

    /**
     * Brings a file of a chat here ([ContactCenterEvent.ChatSessionFile]), at most 100 MB. It appears when it is whole.
     *
     * @param directory a folder that exists.
     * @param fileName how to call it there; any text, of which only what can be the name of a visible file is used. Where
     *   it is taken, `name (2).ext` is next.
     * @throws ContactCenterException.InvalidArgument for a folder that does not exist or cannot be written to.
     * @throws ContactCenterException.File where writing fails.
     * @throws ContactCenterException.ChatSessionFileNotFound where the server has no such file.
     */
    public suspend fun downloadFile(
        chatID: String,
        fileID: String,
        directory: File,
        fileName: String,
        progress: TransferProgress? = null,
    ): ContactCenterDownloadedFile

    /**
     * Brings a file here that lies elsewhere ([ContactCenterEvent.ChatSessionFileUrl]), over `https` alone; otherwise like
     * [downloadFile]. Nothing that identifies this client is sent there.
     */
    public suspend fun downloadFileURL(
        fileURL: String,
        directory: File,
        fileName: String,
        progress: TransferProgress? = null,
    ): ContactCenterDownloadedFile

    /** The picture of a party, at most 8 MB; none where the server has none. */
    public suspend fun getPartyPhoto(chatID: String, partyID: String): ContactCenterImage?

    /** The picture that stands for the chat while nobody has joined it, at most 8 MB; none where the server has none. */
    public suspend fun getChatIcon(chatID: String): ContactCenterImage?
}

/** The file that was downloaded. */
public val ContactCenterDownloadedFile.file: File get() = File(path)
