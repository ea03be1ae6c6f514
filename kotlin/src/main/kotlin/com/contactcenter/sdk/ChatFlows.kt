// The updates of each chat by itself. What a chat begins with may come before the app knows its id, and the screen that collects a
// chat may be away for a moment; so what nobody collects waits for whoever is next.

package com.contactcenter.sdk

import kotlinx.coroutines.currentCoroutineContext
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.FlowCollector
import kotlinx.coroutines.flow.flow
import kotlinx.coroutines.isActive

internal class ChatFlows {
    /** In the order in which they began. */
    private val logs = LinkedHashMap<String, ChatLog>()
    private var ended = false

    /** Ends with the chat, and with [end]. */
    fun of(chatID: String): Flow<ChatUpdate> = flow {
        // Looked up when it is collected: by then the chat may have begun.
        val log = synchronized(logs) { logs.getOrPut(chatID, ::newLog) }
        val reader = log.enter()
        try {
            while (true) handOver(log.next(reader) ?: break) { log.took(reader) }
        } finally {
            log.leave(reader)
        }
    }

    /** Only from one thread at a time. */
    fun emit(update: ChatUpdate) {
        val log = synchronized(logs) { logs[update.chatID]?.takeUnless { it.isClosed } ?: begin(update.chatID) }
        log.add(update)
    }

    fun end(): Unit = synchronized(logs) {
        ended = true
        logs.values.forEach { it.end() }
    }

    /** A client has one live session: when a chat begins, of those that are over the end is all that anybody may ask for. */
    private fun begin(chatID: String): ChatLog {
        logs -= chatID
        val over = logs.filterValues { it.isClosed }
        over.values.forEach { it.forgetAllButTheEnd() }
        logs -= over.keys.take(maxOf(0, over.size - ENDS_KEPT))
        return logs.getOrPut(chatID, ::newLog)
    }

    private fun newLog() = ChatLog().also { if (ended) it.end() }
}

/** A collector that is cancelled before it has done with [update] has not taken it; one that has enough of them (`first`) has. */
private suspend fun FlowCollector<ChatUpdate>.handOver(update: ChatUpdate, took: () -> Unit) {
    var isDone = false
    try {
        emit(update)
        isDone = true
    } finally {
        if (isDone || currentCoroutineContext().isActive) took()
    }
}

/** Of how many chats that are over the end is remembered; of more, the latest. */
internal const val ENDS_KEPT = 100
