// The flows of single chats. The first updates of a chat may arrive before the app knows its id, and the screen that collects a
// chat may be absent for a moment; so updates without a collector wait for the next one.

package com.contactcenter.sdk

import kotlinx.coroutines.currentCoroutineContext
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.FlowCollector
import kotlinx.coroutines.flow.flow
import kotlinx.coroutines.isActive

internal class ChatFlows {
    /** By id in lower case, because servers spell ids in both cases; in the order in which they began. */
    private val logs = LinkedHashMap<String, ChatLog>()
    private var ended = false

    /** Of how many chats something is kept. */
    val size: Int get() = synchronized(logs) { logs.size }

    /** Ends with the chat, and with [end]. */
    fun of(chatID: String): Flow<ChatUpdate> = flow {
        val key = chatID.lowercase()
        // Looked up when it is collected: by then the chat may have begun.
        val (log, reader) = synchronized(logs) {
            val log = logs.getOrPut(key, ::newLog)
            log to log.enter()
        }
        try {
            while (true) handOver(log.next(reader) ?: break) { log.took(reader) }
        } finally {
            synchronized(logs) {
                log.leave(reader)
                if (log.isUnused && logs[key] === log) logs -= key
            }
        }
    }

    /** Only from one thread at a time. */
    fun emit(update: ChatUpdate) {
        val key = update.chatID.lowercase()
        val log = synchronized(logs) { logs[key]?.takeIf { it.isOpen } ?: begin(key) }
        log.add(update)
    }

    fun end() {
        val all = synchronized(logs) {
            ended = true
            logs.values.toList()
        }
        all.forEach { it.end() }
    }

    /** A client has one live session: when a chat begins, only the last update of closed chats is kept. */
    private fun begin(key: String): ChatLog {
        // Collected before it began, or over.
        val log = logs.remove(key)?.takeUnless { it.isClosed } ?: newLog()
        val over = logs.filterValues { it.isClosed }
        over.values.forEach { it.forgetAllButTheEnd() }
        logs -= over.keys.take(maxOf(0, over.size - ENDS_KEPT))
        logs[key] = log
        log.begin()
        return log
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
