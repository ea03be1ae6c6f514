// An app that was written against BPContactCenter, in the manner of its README: only its imports have changed.

import com.contactcenter.sdk.compat.ContactCenterCommunicator
import com.contactcenter.sdk.compat.ContactCenterEvent
import com.contactcenter.sdk.compat.ContactCenterEventsInterface
import com.contactcenter.sdk.compat.Failure
import com.contactcenter.sdk.compat.Result
import com.contactcenter.sdk.compat.Success
import java.util.Collections

class OldApp(private val api: ContactCenterCommunicator) : ContactCenterEventsInterface {
    /** What the screen shows. */
    val lines: MutableList<String> = Collections.synchronizedList(mutableListOf())

    @Volatile var chatID: String? = null

    fun start() {
        api.callback = this
        api.callbackWaitingTimeMS = 10_000
        api.checkAvailability { result ->
            when (result) {
                is Success -> lines += "open: ${result.value.chatval} ${result.value.estimatedWaitTime}"
                is Failure -> lines += "failed: ${result.reason.message}"
            }
        }
        api.requestChat("16508888888", "Ann", mapOf("email" to "ann@example.com", "vip" to true)) { result ->
            when (result) {
                is Success -> chatID = result.value.chatID
                is Failure -> lines += "failed: ${result.reason.message}"
            }
        }
    }

    fun say(text: String) {
        api.sendChatMessage(chatID ?: return, text) { result ->
            if (result is Failure) lines += "not sent: ${result.reason}"
        }
    }

    override fun chatSessionEvents(result: Result<List<ContactCenterEvent>, Error>) {
        when (result) {
            is Success -> result.value.forEach { lines += describe(it) }
            is Failure -> lines += "failed: ${result.reason.message}"
        }
    }

    /** Every event, without an else: what is added to the SDK must not be added here. */
    private fun describe(event: ContactCenterEvent): String = when (event) {
        is ContactCenterEvent.ChatSessionMessage -> "${event.messageID} ${event.partyID}: ${event.message}".also {
            api.chatMessageDelivered(chatID.orEmpty(), event.messageID) {}
            api.chatMessageRead(chatID.orEmpty(), event.messageID) {}
        }

        is ContactCenterEvent.ChatSessionMessageDelivered -> "delivered ${event.messageID}"

        is ContactCenterEvent.ChatSessionMessageRead -> "read ${event.messageID}"

        is ContactCenterEvent.ChatSessionPartyJoined -> "joined ${event.displayName} (${event.type})"

        is ContactCenterEvent.ChatSessionPartyLeft -> "left ${event.partyID}"

        is ContactCenterEvent.ChatSessionTyping -> "typing ${event.partyID}"

        is ContactCenterEvent.ChatSessionNotTyping -> "not typing ${event.partyID}"

        is ContactCenterEvent.ChatSessionLocation -> "at ${event.latitude} ${event.longitude} ${event.url}"

        is ContactCenterEvent.ChatSessionTimeoutWarning -> "warning ${event.message}"

        is ContactCenterEvent.ChatSessionInactivityTimeout -> "timeout ${event.message}"

        is ContactCenterEvent.ChatSessionEnded -> "ended"

        is ContactCenterEvent.ChatSessionDisconnect -> "disconnect"

        is ContactCenterEvent.ChatSessionEnd -> "end"

        is ContactCenterEvent.ChatSessionFile -> "file ${event.fileName} ${event.fileType} ${event.url}"

        is ContactCenterEvent.ChatSessionFormSubmit -> "submitted ${event.formData} ${event.reqID}"

        is ContactCenterEvent.ChatSessionCaseSet -> "case ${event.caseID}"

        is ContactCenterEvent.ChatSessionMessageStatus -> "message status ${event.state}"

        is ContactCenterEvent.ChatSessionStatus -> "status ${event.state} ${event.estimatedWaitTime}"

        is ContactCenterEvent.ChatSessionSignaling -> "signal ${event.data.type} of ${event.party_id}"

        is ContactCenterEvent.ChatSessionFormShow -> "form ${event.formName} ${event.requestID} ${event.timeout}"

        is ContactCenterEvent.ChatSessionUnknownEvent -> "unknown ${event.errorDescription}"
    }
}
