// The buffer of updates of one chat that some collector has not processed yet. An update is dropped when its collector has processed
// it, and not when the collector receives it: a collector that is cancelled meanwhile has not processed it.

package com.contactcenter.sdk

import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.flow.update

internal class ChatLog {
    /** A collector, and the number of its next update. */
    class Reader internal constructor(internal var next: Long)

    private val kept = ArrayDeque<ChatUpdate>()

    /** The number of the first of [kept]: updates are counted from the chat's beginning. */
    private var first = 0L

    /** The number after the last update that any collector has processed. */
    private var taken = 0L
    private var begun = false
    private var ended = false
    private val readers = mutableSetOf<Reader>()
    private val changes = MutableStateFlow(0)

    private val behindLast: Long get() = first + kept.size

    /** Whether the chat is closed. Then nothing is added any more, and every new collector gets its last update. */
    val isClosed: Boolean get() = synchronized(this) { kept.lastOrNull() is ChatUpdate.Closed }

    /** Whether the chat has begun and is not over. */
    val isOpen: Boolean get() = synchronized(this) { begun && !isClosed }

    /** Whether the chat has not begun, and has no collector. */
    val isUnused: Boolean get() = synchronized(this) { !begun && readers.isEmpty() }

    fun begin(): Unit = synchronized(this) { begun = true }

    fun add(update: ChatUpdate): Unit = change { kept += update }

    /** Ends the log: collectors get the updates that it holds, and none afterwards. */
    fun end(): Unit = change { ended = true }

    /** Drops all but the last update for new collectors. Current collectors miss nothing. */
    fun forgetAllButTheEnd(): Unit = synchronized(this) {
        taken = behindLast
        forget()
    }

    /** Adds a collector, which begins with the first update that no collector has processed. */
    fun enter(): Reader = synchronized(this) {
        Reader(if (ended) behindLast else beginning()).also { readers += it }
    }

    /** Waits for the next update of [reader]; null if no more will come. */
    suspend fun next(reader: Reader): ChatUpdate? {
        while (true) {
            val seen = changes.value
            synchronized(this) {
                if (reader.next < behindLast) return kept[(reader.next - first).toInt()]
                if (ended || isClosed) return null
            }
            changes.first { it != seen }
        }
    }

    /** Marks the update that [next] returned as processed by [reader]. */
    fun took(reader: Reader): Unit = synchronized(this) {
        reader.next++
        taken = maxOf(taken, reader.next)
        forget()
    }

    fun leave(reader: Reader): Unit = synchronized(this) {
        readers -= reader
        forget()
    }

    private fun change(change: () -> Unit) {
        synchronized(this) {
            change()
            forget()
        }
        // Not in the lock: a collector may run inside of this.
        changes.update { it + 1 }
    }

    /** The number of the first update of a new collector. */
    private fun beginning(): Long = maxOf(first, if (isClosed) minOf(taken, behindLast - 1) else taken)

    private fun forget() {
        val needed = minOf(beginning(), readers.minOfOrNull { it.next } ?: Long.MAX_VALUE)
        val tooMany = if (readers.isEmpty()) kept.size - KEPT else 0
        repeat(maxOf((needed - first).toInt(), tooMany)) {
            kept.removeFirst()
            first++
        }
    }
}

/** How many updates are kept without a collector; of more, the latest. */
internal const val KEPT = 1000
