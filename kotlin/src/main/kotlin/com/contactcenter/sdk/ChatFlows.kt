// The updates of each chat by itself. What a chat begins with may come before the app knows its id, and the screen that collects a
// chat may be away for a moment; so what nobody collects waits for whoever is next.

package com.contactcenter.sdk

import kotlinx.coroutines.ExperimentalCoroutinesApi
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.MutableSharedFlow
import kotlinx.coroutines.flow.emitAll
import kotlinx.coroutines.flow.flow
import kotlinx.coroutines.flow.onSubscription
import kotlinx.coroutines.flow.transformWhile
import java.util.concurrent.ConcurrentHashMap

internal class ChatFlows {
    private val chats = ConcurrentHashMap<String, Chat>()

    @Volatile private var ended = false

    /** Ends with the chat, and with [end]. */
    fun of(chatID: String): Flow<ChatUpdate> = flow {
        // Looked up when it is collected: by then the chat may have begun.
        val chat = chats.computeIfAbsent(chatID) { Chat() }
        emitAll(
            chat.updates.onSubscription { if (ended) emit(null) else chat.handOver() }.transformWhile { update ->
                if (update != null) emit(update)
                update != null && update !is ChatUpdate.Closed
            },
        )
    }

    /** Only from one thread at a time. */
    fun emit(update: ChatUpdate) {
        val chat = chats[update.chatID]?.takeUnless { it.closed != null } ?: begin(update.chatID)
        chat.closed = update as? ChatUpdate.Closed
        chat.updates.tryEmit(update)
        if (chat.updates.subscriptionCount.value > 0) chat.handOver()
    }

    /** A client has one live session: when a chat begins, nobody waits for one that is over. */
    private fun begin(chatID: String): Chat {
        chats.values.removeIf { it.closed != null }
        return chats.computeIfAbsent(chatID) { Chat() }
    }

    fun end() {
        ended = true
        chats.values.forEach { it.updates.tryEmit(null) }
    }

    private class Chat {
        /** Null is the end of all. */
        val updates = MutableSharedFlow<ChatUpdate?>(KEPT, extraBufferCapacity = Int.MAX_VALUE - KEPT)

        @Volatile var closed: ChatUpdate.Closed? = null

        /** Who collects by now has what waited; for whoever comes next nothing of it waits but the end. */
        @OptIn(ExperimentalCoroutinesApi::class)
        fun handOver() {
            updates.resetReplayCache()
            closed?.let(updates::tryEmit)
        }
    }
}

/** How many updates wait for somebody to collect them; of more, the latest. */
internal const val KEPT = 1000
