import com.contactcenter.sdk.*

class Chat : ContactCenterEventsDelegating {
    override fun chatSessionEvents(chatID: String, origin: EventOrigin, events: List<ContactCenterEvent>) {
        for (event in events) {
            if (event is ContactCenterEvent.ChatSessionMessage) println(event.messageText)
        }
    }

    suspend fun start(configuration: ContactCenterConfiguration): ContactCenterCommunicator {
        val communicator = ContactCenterCommunicator(configuration, delegate = this)
        val chat = communicator.requestChat(from = "Ann")
        communicator.sendChatMessage(chat.chatID, "Where is my parcel?")
        return communicator
    }
}
