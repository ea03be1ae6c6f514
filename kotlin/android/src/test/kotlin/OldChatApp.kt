// A chat screen that was written for BPContactCenter 2.0.0: only its imports differ. It knows the interface alone, so that its own
// tests run over a fake.

import com.contactcenter.sdk.compat.ContactCenterChatSessionState
import com.contactcenter.sdk.compat.ContactCenterCommunicating
import com.contactcenter.sdk.compat.ContactCenterCommunicating.ContentFormat
import com.contactcenter.sdk.compat.ContactCenterEvent
import com.contactcenter.sdk.compat.ContactCenterEventsInterface
import com.contactcenter.sdk.compat.ContactCenterServiceChatAvailability
import com.contactcenter.sdk.compat.Failure
import com.contactcenter.sdk.compat.Result
import com.contactcenter.sdk.compat.Success
import org.json.JSONObject
import java.util.Collections
import java.util.UUID

class OldChatApp(private val api: ContactCenterCommunicating) : ContactCenterEventsInterface {
    /** The lines on the screen. */
    val lines: MutableList<String> = Collections.synchronizedList(mutableListOf())

    @Volatile var chatID = ""

    @Volatile var isAgentTyping = false

    fun start(name: String) {
        api.delegate = this
        api.checkAvailability { result ->
            if (result is Success && result.value.chatval == ContactCenterServiceChatAvailability.Available) {
                lines += "We are open"
            }
        }
        val parameters = JSONObject()
        parameters.put("email", "ann@example.com")
        parameters.put("order", JSONObject().put("number", 7))
        api.requestChat("16508888888", name, parameters) { result ->
            when (result) {
                is Success -> {
                    chatID = result.value.chatID
                    if (result.value.state != ContactCenterChatSessionState.Failed) lines += "Welcome, $name"
                }

                is Failure -> lines += "No chat: ${result.reason.message}"
            }
        }
    }

    fun send(text: String) {
        api.sendChatMessage(chatID, text, ContentFormat.TEXT) { report("Not sent", it) }
    }

    fun sendStyled(html: String) {
        api.sendChatMessage(chatID, html, format = ContentFormat.HTML, messageID = UUID.randomUUID()) { result ->
            report("Not sent", result)
        }
    }

    fun type() {
        api.chatTyping(chatID) { report("Not typing", it) }
    }

    fun pause() {
        api.chatNotTyping(chatID) { report("Still typing", it) }
        api.stopPolling(chatID) { if (it is Failure) lines += "Not paused: ${it.reason.message}" }
    }

    fun resume() {
        api.startPolling(chatID) { if (it is Failure) lines += "Not resumed: ${it.reason.message}" }
    }

    fun onNewToken(token: String) {
        api.subscribeForRemoteNotificationsFirebase(chatID, token) { report("No pushes", it) }
    }

    @Suppress("UNCHECKED_CAST")
    fun onMessageReceived(data: Map<String, String>) {
        api.appDidReceiveMessage(data as Map<Any, Any>)
    }

    fun countMessages(then: (Int) -> Unit) {
        api.getChatHistory(chatID) { result ->
            if (result is Success) then(result.value.count { it is ContactCenterEvent.ChatSessionMessage })
        }
    }

    /** Leaves the agent; the scenario may go on with a survey. */
    fun leaveAgent() {
        api.disconnectChat(chatID) { report("Not disconnected", it) }
    }

    fun end() {
        api.endChat(chatID) { report("Not ended", it) }
    }

    override fun chatSessionEvents(result: Result<List<ContactCenterEvent>, Error>) {
        when (result) {
            is Success -> result.value.forEach(::show)
            is Failure -> lines += "Failed: ${result.reason.message}"
        }
    }

    private fun show(event: ContactCenterEvent) {
        when (event) {
            is ContactCenterEvent.ChatSessionMessage -> {
                val html: String? = event.message
                lines += "${event.partyID ?: "me"}: ${event.messageText ?: html}"
                api.chatMessageDelivered(chatID, event.messageID) { report("Not delivered", it) }
                api.chatMessageRead(chatID, event.messageID) { report("Not read", it) }
            }

            is ContactCenterEvent.ChatSessionPartyJoined -> lines += "${event.displayName} joined"

            is ContactCenterEvent.ChatSessionPartyLeft -> lines += "${event.partyID} left"

            is ContactCenterEvent.ChatSessionTyping -> isAgentTyping = true

            is ContactCenterEvent.ChatSessionNotTyping -> isAgentTyping = false

            is ContactCenterEvent.ChatSessionEnded -> lines += "The chat is over"

            else -> Unit
        }
    }

    private fun report(what: String, result: Result<String, Error>) {
        if (result is Failure) lines += "$what: ${result.reason.message}"
    }
}
