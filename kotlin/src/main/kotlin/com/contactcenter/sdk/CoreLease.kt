// Counts the calls that use the core's object, which may be freed only when there are none. A call that races with the
// shutdown throws ShutDown instead of an error about a freed object.

package com.contactcenter.sdk

import java.util.concurrent.atomic.AtomicBoolean
import java.util.concurrent.atomic.AtomicInteger

internal class CoreLease(val core: CoreCommunicator) {
    private val closed = AtomicBoolean(false)

    /** Calls under way, and one for the time until [close]. Zero is final: the core is freed. */
    private val users = AtomicInteger(1)

    /** Runs [call] with the core alive throughout; refuses after [close]. */
    inline fun <T> use(call: (CoreCommunicator) -> T): T {
        if (!enter()) throw ContactCenterException.ShutDown()
        try {
            return call(core)
        } finally {
            leave()
        }
    }

    /** The same, but does nothing after [close]. */
    inline fun useIfOpen(call: (CoreCommunicator) -> Unit) {
        if (!enter()) return
        try {
            call(core)
        } finally {
            leave()
        }
    }

    /** Shuts the core down the first time; frees it as soon as the last call has ended. */
    fun close() {
        if (!closed.compareAndSet(false, true)) return
        try {
            core.shutdown()
        } finally {
            leave()
        }
    }

    fun enter(): Boolean {
        if (closed.get()) return false
        while (true) {
            val users = users.get()
            if (users == 0) return false
            if (this.users.compareAndSet(users, users + 1)) return true
        }
    }

    fun leave() {
        if (users.decrementAndGet() == 0) core.destroy()
    }
}
