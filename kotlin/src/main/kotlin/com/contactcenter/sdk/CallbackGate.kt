// Separates deliveries from the shutdown: after the gate is closed no callback starts, and the caller can wait for the
// callback that is running. The lock protects the bookkeeping alone; it is not held while a callback runs.

package com.contactcenter.sdk

import java.util.concurrent.locks.ReentrantLock
import kotlin.concurrent.withLock

internal class CallbackGate {
    private val lock = ReentrantLock()
    private val left = lock.newCondition()
    private var closed = false
    private var inside: Thread? = null
    private var changedAt = System.nanoTime()

    /** Whether the caller is called from inside a callback. */
    val isInside: Boolean get() = lock.withLock { inside === Thread.currentThread() }

    /** Whether one callback has been inside for [nanos]. */
    fun isHeldFor(nanos: Long): Boolean = lock.withLock { inside != null && System.nanoTime() - changedAt >= nanos }

    /** Whether no callback has been inside for [nanos]. */
    fun isIdleFor(nanos: Long): Boolean = lock.withLock { inside == null && System.nanoTime() - changedAt >= nanos }

    /** Runs [callback]; not, and false, where the gate is closed. One at a time: its only user is one coroutine. */
    inline fun pass(callback: () -> Unit): Boolean {
        if (!enter()) return false
        try {
            callback()
        } finally {
            leave()
        }
        return true
    }

    fun close() {
        lock.withLock { closed = true }
    }

    /**
     * Waits until nothing is inside, at most until [deadline] by [System.nanoTime]. A thread that is inside itself does
     * not wait.
     */
    fun awaitEmpty(deadline: Long) {
        var interrupted = false
        lock.withLock {
            while (inside != null && inside !== Thread.currentThread()) {
                val remaining = deadline - System.nanoTime()
                if (remaining <= 0) break
                try {
                    left.awaitNanos(remaining)
                } catch (_: InterruptedException) {
                    // The promise that nothing is running counts for more; the interruption is passed on below.
                    interrupted = true
                }
            }
        }
        if (interrupted) Thread.currentThread().interrupt()
    }

    fun enter(): Boolean = lock.withLock {
        if (!closed) {
            inside = Thread.currentThread()
            changedAt = System.nanoTime()
        }
        !closed
    }

    fun leave() {
        lock.withLock {
            inside = null
            changedAt = System.nanoTime()
            left.signalAll()
        }
    }
}
