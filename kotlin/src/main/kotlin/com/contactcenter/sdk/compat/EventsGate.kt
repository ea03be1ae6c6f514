// Hands events to the app's callback, and keeps those back whose chat was told to stop for now.

package com.contactcenter.sdk.compat

import com.contactcenter.sdk.ChatSessionCloseReason
import com.contactcenter.sdk.ConnectionState
import com.contactcenter.sdk.ContactCenterEventsDelegating
import com.contactcenter.sdk.ContactCenterException
import com.contactcenter.sdk.EventOrigin
import com.contactcenter.sdk.contained
import java.util.concurrent.locks.ReentrantLock
import kotlin.concurrent.withLock
import com.contactcenter.sdk.ContactCenterEvent as Event

internal class EventsGate(private val baseURL: String) : ContactCenterEventsDelegating {
    @Volatile var callback: ContactCenterEventsInterface? = null

    private val lock = ReentrantLock()

    /** Servers spell ids in both cases. */
    private val chats = sortedMapOf<String, Chat>(String.CASE_INSENSITIVE_ORDER)

    fun opened(chatID: String): Unit = lock.withLock { chats.getOrPut(chatID) { Chat() } }

    /** From here on the chat's events wait. False for a chat that is not open. */
    fun stop(chatID: String): Boolean = lock.withLock {
        val chat = chats[chatID]?.takeUnless { it.isClosed } ?: return false
        chat.isStopped = true
        true
    }

    fun isOpen(chatID: String): Boolean = lock.withLock { chatID in chats }

    /** Hands on what waited, and then lets the chat's events pass. To be called where the app is called. */
    fun start(chatID: String) {
        lock.withLock {
            val chat = chats[chatID] ?: return
            chat.isStopped = false
            if (chat.isDraining) return
            chat.isDraining = true
        }
        while (true) contained("the callback") { deliver(nextOf(chatID) ?: return) }
    }

    /** None where all has been handed on, or the chat was stopped again meanwhile. */
    private fun nextOf(chatID: String): Result<List<ContactCenterEvent>, Error>? = lock.withLock {
        val chat = chats.getValue(chatID)
        val next = if (chat.isStopped) null else chat.waiting.removeFirstOrNull()
        if (next == null) {
            chat.isDraining = false
            if (chat.isClosed && !chat.isStopped) chats.remove(chatID)
        }
        next
    }

    private fun deliver(result: Result<List<ContactCenterEvent>, Error>) {
        callback?.chatSessionEvents(result)
    }

    override fun chatSessionEvents(chatID: String, origin: EventOrigin, events: List<Event>) {
        pass(chatID, Success(events.map { it.forCompatibility(baseURL) }))
    }

    override fun chatSessionFailed(chatID: String, error: ContactCenterException) {
        pass(chatID, Failure(error.asError()))
    }

    override fun chatSessionClosed(chatID: String, reason: ChatSessionCloseReason) {
        // Of every other end an event or an error has told already.
        if (reason == ChatSessionCloseReason.LOST) {
            pass(chatID, Failure(ContactCenterError.ChatSessionNotFound("the server does not know the chat any more")))
        }
        lock.withLock {
            val chat = chats[chatID] ?: return
            chat.isClosed = true
            if (!chat.isStopped && !chat.isDraining) chats.remove(chatID)
        }
    }

    override fun connectionStateChanged(chatID: String, state: ConnectionState): Unit = opened(chatID)

    private fun pass(chatID: String, result: Result<List<ContactCenterEvent>, Error>) {
        val waits = lock.withLock {
            val chat = chats[chatID]
            chat != null && (chat.isStopped || chat.isDraining) && chat.waiting.add(result)
        }
        if (!waits) deliver(result)
    }

    private class Chat {
        val waiting = ArrayDeque<Result<List<ContactCenterEvent>, Error>>()
        var isStopped = false

        /** Whether a thread is delivering the waiting results; new results are queued after them. */
        var isDraining = false
        var isClosed = false
    }
}
