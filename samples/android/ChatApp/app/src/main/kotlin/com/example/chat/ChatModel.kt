// What the screen shows and what it can ask for. It knows the SDK's interface and no Android, so it is tested without
// either a device or a screen.

package com.example.chat

import com.contactcenter.sdk.ChatUpdate
import com.contactcenter.sdk.ConnectionState
import com.contactcenter.sdk.ContactCenterCommunicating
import com.contactcenter.sdk.ContactCenterEvent
import com.contactcenter.sdk.ContactCenterException
import com.contactcenter.sdk.MessageStatus
import com.contactcenter.sdk.isFromCustomer
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.asStateFlow
import kotlinx.coroutines.flow.update
import kotlinx.coroutines.launch

/** One line of the conversation. [status] is there for messages of the user. */
data class ChatLine(val id: String?, val text: String, val isOurs: Boolean, val status: MessageStatus? = null)

/** Everything that the screen shows. */
data class ChatState(
    val lines: List<ChatLine> = emptyList(),
    val connection: ConnectionState? = null,
    val isAgentTyping: Boolean = false,
    val isOpen: Boolean = false,
    val error: String? = null,
)

/**
 * One conversation.
 *
 * @param updates what happens, as the communicator's `events` tell it.
 * @param scope lives as long as the conversation; all of the state changes in it.
 */
class ChatModel(
    private val communicator: ContactCenterCommunicating,
    updates: Flow<ChatUpdate>,
    private val scope: CoroutineScope,
) {
    private val mutableState = MutableStateFlow(ChatState())
    private var chatID: String? = null

    /** Whether the conversation has not been requested yet. */
    var isNew: Boolean = true
        private set

    val state: StateFlow<ChatState> = mutableState.asStateFlow()

    init {
        // Subscribed before anything is asked for: the flow repeats nothing.
        scope.launch(start = CoroutineStart.UNDISPATCHED) { updates.collect(::show) }
    }

    /** Begins the conversation, or goes on with the one that is live. */
    fun start(name: String) {
        isNew = false
        attempt {
            chatID = communicator.requestChat(from = name).chatID
            mutableState.update { it.copy(isOpen = true) }
        }
    }

    /** The updates bring the line, and say what becomes of it. */
    fun send(text: String): Unit = attempt {
        val chatID = chatID
        if (chatID != null && text.isNotBlank()) communicator.sendChatMessage(chatID, text)
    }

    /** To be called for every key; the SDK sees to it that the other side is not told too often. */
    fun typing(): Unit = attempt { chatID?.let { communicator.chatTyping(it) } }

    /** Tries a message again that has failed. */
    fun retry(messageID: String): Unit = attempt { chatID?.let { communicator.retryChatMessage(it, messageID) } }

    /** Ends the conversation for good. */
    fun end(): Unit = attempt { chatID?.let { communicator.endChat(it) } }

    /** The chat may be over by now: its end can come with the message. Then the receipt is not needed. */
    private fun confirm(chatID: String, messageID: String) {
        scope.launch {
            try {
                communicator.chatMessageRead(chatID, messageID)
            } catch (_: ContactCenterException) {
                // Nothing that the user could do about it.
            }
        }
    }

    private fun attempt(call: suspend () -> Unit) {
        scope.launch {
            try {
                mutableState.update { it.copy(error = null) }
                call()
            } catch (failure: ContactCenterException) {
                mutableState.update { it.copy(error = failure.toString()) }
            }
        }
    }

    private fun show(update: ChatUpdate) {
        when (update) {
            is ChatUpdate.Events -> update.events.forEach { show(update.chatID, it) }
            is ChatUpdate.Failed -> mutableState.update { it.copy(error = update.error.toString()) }
            is ChatUpdate.Closed -> mutableState.update { it.copy(isOpen = false, isAgentTyping = false) }
            is ChatUpdate.ConnectionChanged -> mutableState.update { it.copy(connection = update.state) }
            is ChatUpdate.OwnMessageAdded -> show(update.chatID, update.message, MessageStatus.Pending)
            is ChatUpdate.MessageStatusChanged -> show(update)
        }
    }

    private fun show(chatID: String, event: ContactCenterEvent, status: MessageStatus? = null) {
        when (event) {
            is ContactCenterEvent.ChatSessionMessage -> {
                val text = event.messageText
                // The party of the user's own messages is the chat itself.
                val isOurs = event.isFromCustomer(chatID)
                mutableState.update { state ->
                    val lines = state.lines + ChatLine(event.messageID, text, isOurs, status)
                    state.copy(lines = lines, isAgentTyping = state.isAgentTyping && isOurs)
                }
                if (!isOurs) event.messageID?.let { confirm(chatID, it) }
            }

            is ContactCenterEvent.ChatSessionTyping -> mutableState.update { it.copy(isAgentTyping = true) }

            is ContactCenterEvent.ChatSessionNotTyping -> mutableState.update { it.copy(isAgentTyping = false) }

            else -> Unit
        }
    }

    private fun show(change: ChatUpdate.MessageStatusChanged) {
        mutableState.update { state ->
            val lines = state.lines.map { if (it.id == change.messageID) it.copy(status = change.status) else it }
            state.copy(lines = lines)
        }
    }
}
