// What lives as long as a communicator and is closed with it: the platform's side of it.

package com.contactcenter.sdk

internal class Companions : AutoCloseable {
    private var closed = false
    private val companions = mutableListOf<AutoCloseable>()

    /** Closes [companion] at once after [close]. */
    fun add(companion: AutoCloseable) {
        synchronized(companions) {
            if (!closed) {
                companions += companion
                return
            }
        }
        companion.close()
    }

    /** Those that are there. */
    fun all(): List<AutoCloseable> = synchronized(companions) { companions.toList() }

    override fun close() {
        val all = synchronized(companions) {
            closed = true
            companions.toList().also { companions.clear() }
        }
        all.forEach { it.close() }
    }
}
