// Every update of a chat in words.

package chat

import com.contactcenter.sdk.ChatUpdate
import com.contactcenter.sdk.ContactCenterEvent
import com.contactcenter.sdk.EventOrigin
import com.contactcenter.sdk.MessageStatus
import com.contactcenter.sdk.isFromCustomer

object Screen {
    fun say(line: String): Unit = println(line)

    fun show(update: ChatUpdate) {
        when (update) {
            is ChatUpdate.Events -> update.events.forEach { show(update.chatID, it, update.origin) }
            is ChatUpdate.ConnectionChanged -> say("  · ${update.state.name.lowercase()}")
            is ChatUpdate.OwnMessageAdded -> show(update.chatID, update.message, EventOrigin.LIVE)
            is ChatUpdate.MessageStatusChanged -> show(update.messageID, update.status)
            is ChatUpdate.Failed -> say("  ! ${update.error.message}")
            is ChatUpdate.Closed -> say("  · closed: ${update.reason.name.lowercase()}")
        }
    }

    private fun show(chatID: String, event: ContactCenterEvent, origin: EventOrigin) {
        val mark = if (origin == EventOrigin.HISTORY) "(earlier) " else ""
        when (event) {
            is ContactCenterEvent.ChatSessionMessage -> {
                val who = if (event.isFromCustomer(chatID)) "you" else "agent"
                say("$mark$who: ${event.messageText}")
            }

            is ContactCenterEvent.ChatSessionPartyJoined -> say("  · $mark${event.displayName ?: "somebody"} joins")

            is ContactCenterEvent.ChatSessionPartyLeft -> say("  · ${mark}somebody leaves")

            is ContactCenterEvent.ChatSessionTyping -> say("  · …")

            is ContactCenterEvent.ChatSessionFile -> say("  · ${mark}a file: ${event.fileName}")

            is ContactCenterEvent.ChatSessionTimeoutWarning -> say("  ! ${event.messageText}")

            else -> Unit
        }
    }

    private fun show(messageID: String, status: MessageStatus) {
        val number = messageID.substringAfterLast(':')
        when (status) {
            MessageStatus.Sent -> say("  ✓ $number sent")
            MessageStatus.Read -> say("  ✓ $number read")
            is MessageStatus.Failed -> say("  ! $number not sent; /retry $number tries again")
            else -> Unit
        }
    }
}
