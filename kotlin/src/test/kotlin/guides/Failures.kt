package guides

import com.contactcenter.sdk.ContactCenterCommunicator
import com.contactcenter.sdk.ContactCenterException
import com.contactcenter.sdk.ContactCenterException.InvalidArgument
import com.contactcenter.sdk.ContactCenterException.MessageNotSent

/** What to tell a user who has pressed "send". */
suspend fun send(communicator: ContactCenterCommunicator, chatID: String, text: String): String = try {
    communicator.sendChatMessage(chatID, text)
    "on its way"
} catch (_: MessageNotSent) {
    "a thousand messages wait already"
} catch (refused: InvalidArgument) {
    if (refused.argument == "message") "write something first" else throw refused
} catch (_: ContactCenterException.ChatSessionClosed) {
    "this chat is over"
}

/** What to tell a user who wants to begin a chat. */
suspend fun begin(communicator: ContactCenterCommunicator): String = try {
    communicator.requestChat(from = "Ann").chatID
} catch (_: ContactCenterException.Transport) {
    "no connection"
} catch (_: ContactCenterException.Timeout) {
    "the contact center does not answer"
} catch (_: ContactCenterException.Tls) {
    "somebody stands between this app and the contact center"
} catch (other: ContactCenterException) {
    // For the log: it holds nothing that the user wrote.
    "not now: ${other.message}"
}
