// Sends the answer to a notification while no activity is visible. In the background the SDK sends nothing, so it is
// set to the foreground until the message is sent.

package com.contactcenter.sdk.android

import com.contactcenter.sdk.ChatUpdate
import com.contactcenter.sdk.ContactCenterCommunicator
import com.contactcenter.sdk.MessageStatus
import kotlinx.coroutines.NonCancellable
import kotlinx.coroutines.flow.filterIsInstance
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.flow.onSubscription
import kotlinx.coroutines.withContext
import kotlinx.coroutines.withTimeoutOrNull

internal class BackgroundReply(private val communicator: ContactCenterCommunicator, private val chatID: String) {
    suspend fun send(message: String, limitMillis: Long): ChatUpdate.MessageStatusChanged {
        val holds = communicator.companions().filterIsInstance<ForegroundWatch>().map { it.hold() }
        try {
            var messageID = ""
            val outcome = withTimeoutOrNull(limitMillis) {
                communicator.events
                    // Subscribed first, so that no status of the message is missed.
                    .onSubscription { messageID = handOver(message) }
                    .filterIsInstance<ChatUpdate.MessageStatusChanged>()
                    .first { it.messageID == messageID && it.status.isSettled }
            }
            return outcome ?: ChatUpdate.MessageStatusChanged(chatID, messageID, MessageStatus.Pending)
        } finally {
            holds.forEach { it.close() }
        }
    }

    /** Returns the id of the message. The time limit does not cut this short: without the id no status can be followed. */
    private suspend fun handOver(message: String): String =
        withContext(NonCancellable) { communicator.sendChatMessage(chatID, message) }
}

private val MessageStatus.isSettled: Boolean get() = this != MessageStatus.Pending && this != MessageStatus.Sending
