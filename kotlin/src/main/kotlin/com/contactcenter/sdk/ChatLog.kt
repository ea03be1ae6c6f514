// What happened in one chat and is not taken by everybody yet. An update is forgotten when whoever collects has done with it, and not
// when it is handed over: a collector that is cancelled in the midst of its work has not seen what was still to come.

package com.contactcenter.sdk

import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.flow.update

internal class ChatLog {
    /** Somebody who collects, and the number of the update that is next. */
    class Reader internal constructor(internal var next: Long)

    private val kept = ArrayDeque<ChatUpdate>()

    /** The number of the first of [kept]: updates are counted from the chat's beginning. */
    private var first = 0L

    /** The number behind the last update that anybody has done with. */
    private var taken = 0L
    private var begun = false
    private var ended = false
    private val readers = mutableSetOf<Reader>()
    private val changes = MutableStateFlow(0)

    private val behindLast: Long get() = first + kept.size

    /** Whether the chat is over. Then nothing is added any more, and its end is told to whoever comes. */
    val isClosed: Boolean get() = synchronized(this) { kept.lastOrNull() is ChatUpdate.Closed }

    /** Whether the chat has begun and is not over. */
    val isOpen: Boolean get() = synchronized(this) { begun && !isClosed }

    /** Whether the chat has not begun, and nobody collects it. */
    val isUnused: Boolean get() = synchronized(this) { !begun && readers.isEmpty() }

    fun begin(): Unit = synchronized(this) { begun = true }

    fun add(update: ChatUpdate): Unit = change { kept += update }

    /** Who collects gets what is there, and nobody gets anything afterwards. */
    fun end(): Unit = change { ended = true }

    /** Nobody who comes is told anything but the end of the chat; who collects already misses nothing. */
    fun forgetAllButTheEnd(): Unit = synchronized(this) {
        taken = behindLast
        forget()
    }

    /** Begins with what nobody has taken. */
    fun enter(): Reader = synchronized(this) {
        Reader(if (ended) behindLast else beginning()).also { readers += it }
    }

    /** Waits for the next update of [reader]; none where no more will come. */
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

    /** Has done with what [next] gave it. */
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

    /** Where somebody begins who comes now. */
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

/** How many updates wait for somebody to collect them; of more, the latest. */
internal const val KEPT = 1000
