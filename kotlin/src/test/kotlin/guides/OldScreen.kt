package guides

import com.contactcenter.sdk.compat.ContactCenterCommunicator
import com.contactcenter.sdk.compat.ContactCenterEvent
import com.contactcenter.sdk.compat.ContactCenterEventsInterface
import com.contactcenter.sdk.compat.Failure
import com.contactcenter.sdk.compat.Result
import com.contactcenter.sdk.compat.Success

class OldScreen(private val api: ContactCenterCommunicator, private val show: (String) -> Unit) :
    ContactCenterEventsInterface {
    private var chatID = ""

    fun begin() {
        api.callback = this
        api.requestChat("", "Ann", emptyMap()) { result ->
            when (result) {
                is Success -> chatID = result.value.chatID
                is Failure -> show("no chat: ${result.reason.message}")
            }
        }
    }

    fun say(text: String): Unit = api.sendChatMessage(chatID, text) { result ->
        if (result is Failure) show("not sent: ${result.reason.message}")
    }

    override fun chatSessionEvents(result: Result<List<ContactCenterEvent>, Error>) {
        when (result) {
            is Success -> for (event in result.value) {
                if (event is ContactCenterEvent.ChatSessionMessage) show(event.message)
            }

            is Failure -> show("attention: ${result.reason.message}")
        }
    }
}
