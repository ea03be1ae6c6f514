// What the user writes without a screen: an answer to a notification. The SDK is quiet in the background and sends
// nothing there, so for as long as it takes it is told of the foreground.

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
                    // Before anybody could tell what becomes of it.
                    .onSubscription { messageID = handOver(message) }
                    .filterIsInstance<ChatUpdate.MessageStatusChanged>()
                    .first { it.messageID == messageID && it.status.isSettled }
            }
            return outcome ?: ChatUpdate.MessageStatusChanged(chatID, messageID, MessageStatus.Pending)
        } finally {
            holds.forEach { it.close() }
        }
    }

    /** The limit is for the server: without the id, which comes in a moment, nobody could follow the message. */
    private suspend fun handOver(message: String): String =
        withContext(NonCancellable) { communicator.sendChatMessage(chatID, message) }
}

private val MessageStatus.isSettled: Boolean get() = this != MessageStatus.Pending && this != MessageStatus.Sending
