// A delegate that records every call as an update, and lets tests wait for one.

package com.contactcenter.sdk

import com.contactcenter.sdk.ContactCenterEvent.ChatSessionMessage
import java.util.concurrent.TimeUnit
import java.util.concurrent.locks.ReentrantLock
import kotlin.concurrent.withLock

/** [onCall] is what the delegate does inside of each call, after it was remembered. */
internal class Recorder(private val onCall: (ChatUpdate) -> Unit = {}) : ContactCenterEventsDelegating {
    private val lock = ReentrantLock()
    private val changed = lock.newCondition()
    private val calls = mutableListOf<ChatUpdate>()

    val updates: List<ChatUpdate> get() = lock.withLock { calls.toList() }
    val events: List<ContactCenterEvent> get() = updates.events()
    val messages: List<ChatSessionMessage> get() = events.filterIsInstance<ChatSessionMessage>()
    val closed: List<ChatUpdate.Closed> get() = updates.filterIsInstance<ChatUpdate.Closed>()

    /** Blocks until the calls so far give what is looked for; fails, telling them, where that never happens. */
    fun <T : Any> await(what: String, find: (List<ChatUpdate>) -> T?): T = lock.withLock {
        var patience = TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS)
        var found = find(calls)
        while (found == null) {
            check(patience > 0) { "waited in vain for $what; so far: $calls" }
            patience = changed.awaitNanos(patience)
            found = find(calls)
        }
        found
    }

    fun awaitText(text: String): ChatSessionMessage = await("the message \"$text\"") { calls ->
        calls.events().filterIsInstance<ChatSessionMessage>().find { it.messageText == text }
    }

    inline fun <reified T : ContactCenterEvent> awaitEvent(): T =
        await(T::class.java.simpleName) { calls -> calls.events().filterIsInstance<T>().firstOrNull() }

    fun awaitClosed(): ChatSessionCloseReason =
        await("the end of the chat") { calls -> calls.filterIsInstance<ChatUpdate.Closed>().firstOrNull() }.reason

    override fun chatSessionEvents(chatID: String, origin: EventOrigin, events: List<ContactCenterEvent>) =
        remember(ChatUpdate.Events(chatID, origin, events))

    override fun chatSessionFailed(chatID: String, error: ContactCenterException) =
        remember(ChatUpdate.Failed(chatID, error))

    override fun chatSessionClosed(chatID: String, reason: ChatSessionCloseReason) =
        remember(ChatUpdate.Closed(chatID, reason))

    override fun connectionStateChanged(chatID: String, state: ConnectionState) =
        remember(ChatUpdate.ConnectionChanged(chatID, state))

    override fun ownMessageAdded(chatID: String, message: ContactCenterEvent) =
        remember(ChatUpdate.OwnMessageAdded(chatID, message))

    override fun messageStatusChanged(chatID: String, messageID: String, status: MessageStatus) =
        remember(ChatUpdate.MessageStatusChanged(chatID, messageID, status))

    private fun remember(update: ChatUpdate) {
        lock.withLock {
            calls += update
            changed.signalAll()
        }
        onCall(update)
    }
}

internal fun List<ChatUpdate>.events(): List<ContactCenterEvent> =
    filterIsInstance<ChatUpdate.Events>().flatMap { it.events }

/** Whether a message with this text is among the events of the update. */
internal fun ChatUpdate.hasText(text: String): Boolean =
    listOf(this).events().any { it is ChatSessionMessage && it.messageText == text }
