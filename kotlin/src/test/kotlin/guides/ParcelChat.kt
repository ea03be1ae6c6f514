package guides

import com.contactcenter.sdk.ChatUpdate
import com.contactcenter.sdk.ContactCenterChatSessionProperties
import com.contactcenter.sdk.ContactCenterCommunicating
import com.contactcenter.sdk.ContactCenterCommunicator
import com.contactcenter.sdk.ContactCenterConfiguration
import com.contactcenter.sdk.ContactCenterEvent
import com.contactcenter.sdk.ContactCenterServiceChatAvailability
import com.contactcenter.sdk.MessageStatus
import com.contactcenter.sdk.storedClientID
import java.io.File

/** The one communicator of the app, created when the app starts. */
fun communicatorOf(folder: File): ContactCenterCommunicator = ContactCenterCommunicator(
    ContactCenterConfiguration(
        baseURL = "https://acme.example.com",
        tenantURL = "acme.example.com",
        appID = "parcels",
        clientID = storedClientID(folder.path),
        storageDirectory = folder.path,
    ),
)

class ParcelChat(private val communicator: ContactCenterCommunicator, private val show: (String) -> Unit) {
    private lateinit var chat: ContactCenterChatSessionProperties

    suspend fun begin() {
        chat = communicator.requestChat(from = "Ann", parameters = mapOf("topic" to "parcel"))
    }

    /** Shows the updates of the chat. Returns when the chat is closed. */
    suspend fun follow() {
        communicator.events(chat.chatID).collect { update ->
            when (update) {
                is ChatUpdate.Events -> update.events.forEach(::showEvent)
                is ChatUpdate.OwnMessageAdded -> showEvent(update.message)
                is ChatUpdate.MessageStatusChanged -> showStatus(update.messageID, update.status)
                is ChatUpdate.ConnectionChanged -> show("connection: ${update.state}")
                is ChatUpdate.Failed -> show("attention: ${update.error}")
                is ChatUpdate.Closed -> show("the chat is closed: ${update.reason}")
            }
        }
    }

    suspend fun say(text: String): String = communicator.sendChatMessage(chat.chatID, text)

    suspend fun leave(): Unit = communicator.endChat(chat.chatID)

    private fun showEvent(event: ContactCenterEvent) {
        when (event) {
            is ContactCenterEvent.ChatSessionPartyJoined -> show("${event.displayName} is here")
            is ContactCenterEvent.ChatSessionMessage -> show(event.messageText)
            else -> Unit
        }
    }

    private fun showStatus(messageID: String, status: MessageStatus) {
        if (status is MessageStatus.Failed) show("not sent: $messageID")
    }
}

/** Code that uses the interface can be tested with a test double, without a contact center. */
suspend fun isOpen(contactCenter: ContactCenterCommunicating): Boolean =
    contactCenter.checkAvailability().chat == ContactCenterServiceChatAvailability.AVAILABLE
