package guides

import com.contactcenter.sdk.ContactCenterCommunicator
import com.contactcenter.sdk.ContactCenterEvent
import com.contactcenter.sdk.TransferProgress
import com.contactcenter.sdk.file
import java.io.File

/** Uploads a photo and sends it. Returns the id of the message. */
suspend fun sendPhoto(
    communicator: ContactCenterCommunicator,
    chatID: String,
    photo: File,
    progress: TransferProgress,
): String = communicator.sendChatFile(chatID, communicator.uploadFile(photo, progress))

/** Downloads the file of an event, and returns where it is on this device; null if the event has no file. */
suspend fun download(
    communicator: ContactCenterCommunicator,
    chatID: String,
    event: ContactCenterEvent,
    folder: File,
): File? = when (event) {
    is ContactCenterEvent.ChatSessionFile -> event.fileID?.let {
        communicator.downloadFile(chatID, it, folder, event.fileName ?: "file").file
    }

    is ContactCenterEvent.ChatSessionFileUrl -> event.fileURL?.let {
        communicator.downloadFileURL(it, folder, event.fileName ?: "file").file
    }

    else -> null
}
