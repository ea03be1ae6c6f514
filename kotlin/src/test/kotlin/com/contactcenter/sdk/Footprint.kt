// What this process takes of the machine, as Linux and the JVM count it.

package com.contactcenter.sdk

import java.io.File

internal object Footprint {
    private const val COLLECTIONS = 10

    /** Bytes of memory of the process, a heap of fixed size among them. */
    fun resident(): Long {
        val line = File("/proc/self/status").readLines().first { it.startsWith("VmRSS:") }
        return line.filter(Char::isDigit).toLong() * 1024
    }

    /** Bytes of the heap in use after collections; several, as some garbage has to be cleaned before it can be freed. */
    fun heap(): Long = List(COLLECTIONS) { heapAfterCollection() }.min()

    private fun heapAfterCollection(): Long {
        System.gc()
        Thread.yield()
        return Runtime.getRuntime().run { totalMemory() - freeMemory() }
    }

    /** The names of all threads: those that the JVM knows, and those that the kernel knows. */
    fun threads(): List<String> = javaThreads() + nativeThreads()

    /** The threads that are not among [known]; of those that share a name, as many as there are more. */
    fun threadsBeside(known: List<String>): List<String> = threads().toMutableList().apply { known.forEach(::remove) }

    private fun javaThreads() = Thread.getAllStackTraces().keys.map { it.name }.sorted()

    private fun nativeThreads() = File("/proc/self/task").listFiles().orEmpty()
        // One that ends while it is being read is not there any more.
        .mapNotNull { task -> runCatching { File(task, "comm").readText().trim() }.getOrNull() }
        .sorted()
}
