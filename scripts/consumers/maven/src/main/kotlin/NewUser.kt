// The first program of a new user: a conversation in coroutines, and the same as an app that comes from
// BPContactCenter.

import com.contactcenter.sdk.ChatUpdate
import com.contactcenter.sdk.ContactCenterCommunicator
import com.contactcenter.sdk.ContactCenterConfiguration
import com.contactcenter.sdk.ContactCenterEvent
import com.contactcenter.sdk.MessageStatus
import com.contactcenter.sdk.compat.Success
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.flow.onEach
import kotlinx.coroutines.runBlocking
import java.io.File
import java.util.concurrent.CompletableFuture
import com.contactcenter.sdk.compat.ContactCenterCommunicator as OldCommunicator

fun main() {
    val configuration = ContactCenterConfiguration(
        baseURL = System.getenv("BASE_URL"),
        tenantURL = "acme.example.com",
        appID = "app",
        clientID = "new-user",
        extraRootCertificates = listOf(File(System.getenv("CA_FILE")).readBytes()),
        trustExtraRootsOnly = true,
    )
    runBlocking { converse(configuration) }
    converseAsBefore(configuration.copy(clientID = "old-user"))
}

private suspend fun converse(configuration: ContactCenterConfiguration) {
    ContactCenterCommunicator(configuration).use { communicator ->
        val chat = communicator.requestChat(from = "Ann")
        val messageID = communicator.sendChatMessage(chat.chatID, "Where is my parcel?")
        val sent = ChatUpdate.MessageStatusChanged(chat.chatID, messageID, MessageStatus.Sent)
        communicator.events(chat.chatID).onEach(::show).first { it == sent }
        println("contact-center-jvm: sent $messageID")
        communicator.endChat(chat.chatID)
    }
}

private fun show(update: ChatUpdate) {
    if (update !is ChatUpdate.Events) return
    for (event in update.events) {
        if (event is ContactCenterEvent.ChatSessionMessage) println("contact-center-jvm: ${event.messageText}")
    }
}

private fun converseAsBefore(configuration: ContactCenterConfiguration) {
    OldCommunicator.init(configuration).use { api ->
        val sent = CompletableFuture<String>()
        api.requestChat("", "Ann", emptyMap()) { requested ->
            requested as Success
            api.sendChatMessage(requested.value.chatID, "And mine?") { sent.complete((it as Success).value) }
        }
        println("compat: sent ${sent.get()}")
    }
}
