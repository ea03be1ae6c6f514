import com.contactcenter.sdk.*
import java.io.File

class Chat : ContactCenterEventsDelegating {
    fun configuration(folder: File) = ContactCenterConfiguration(
        baseURL = "https://acme.example.com",
        tenantURL = "acme.example.com",
        appID = "parcels",
        clientID = "",
        storageDirectory = folder.path,
    )

    suspend fun start(configuration: ContactCenterConfiguration): ContactCenterCommunicator {
        val communicator = ContactCenterCommunicator(configuration, delegate = this)
        val chat = communicator.requestChat(from = "Ann")
        communicator.sendChatMessage(chat.chatID, "Where is my parcel?")
        return communicator
    }

    override fun chatSessionEvents(chatID: String, origin: EventOrigin, events: List<ContactCenterEvent>) {
        events.filterIsInstance<ContactCenterEvent.ChatSessionMessage>().forEach { println(it.messageText) }
    }
}
