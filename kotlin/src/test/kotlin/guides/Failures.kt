package guides

import com.contactcenter.sdk.ContactCenterCommunicator
import com.contactcenter.sdk.ContactCenterException
import com.contactcenter.sdk.ContactCenterException.InvalidArgument
import com.contactcenter.sdk.ContactCenterException.MessageNotSent

/** Sends a message, and returns what to show the user. */
suspend fun send(communicator: ContactCenterCommunicator, chatID: String, text: String): String = try {
    communicator.sendChatMessage(chatID, text)
    "on its way"
} catch (_: MessageNotSent) {
    "a thousand messages are unsent already"
} catch (refused: InvalidArgument) {
    if (refused.argument == "message") "write something first" else throw refused
} catch (_: ContactCenterException.ChatSessionClosed) {
    "this chat is closed"
}

/** Starts a chat, and returns its id or what to show the user. */
suspend fun begin(communicator: ContactCenterCommunicator): String = try {
    communicator.requestChat(from = "Ann").chatID
} catch (_: ContactCenterException.Transport) {
    "no connection"
} catch (_: ContactCenterException.Timeout) {
    "the contact center does not answer"
} catch (_: ContactCenterException.Tls) {
    "the certificate of the server is not trusted"
} catch (other: ContactCenterException) {
    // For the log: it holds nothing that the user wrote.
    "not now: ${other.message}"
}
