// Where the log goes when the app does not say: in a release nowhere. On a JVM that is a run without assertions, which is the
// default of `java`, and not that of the process in which tests run.

package com.contactcenter.sdk

import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.Timeout
import org.junit.jupiter.api.io.TempDir
import java.io.File
import java.util.concurrent.TimeUnit

@Timeout(60)
class DefaultLogTest {
    @TempDir
    lateinit var folder: File

    @Test
    fun withoutAssertionsNothingIsLoggedUnlessTheAppAsksForIt() {
        for (arguments in listOf(emptyList(), listOf("-da"), listOf("-ea", "-da:com.contactcenter.sdk..."))) {
            assertEquals(emptyList<String>(), logged(arguments, until = "asked in vain"), "$arguments")
        }
    }

    @Test
    fun withAssertionsTheLogGoesToTheStandardError() {
        for (arguments in listOf(listOf("-ea"), listOf("-ea:com.contactcenter.sdk..."))) {
            assertTrue(logged(arguments, until = "contact-center INFO http: GET version").isNotEmpty())
        }
    }

    /** The lines of the log in whatever a process says that is run with [arguments], and that ends when it has said [until]. */
    private fun logged(arguments: List<String>, until: String): List<String> {
        val said = File(folder, "said")
        val jvm = otherJvm(DefaultLogProbe::class.java, flags = arguments)
        val process = jvm.redirectErrorStream(true).redirectOutput(said).start()
        process.outputStream.use { eventually("\"$until\"") { until in said.readText() } }
        assertTrue(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS))
        // A JVM has warnings of its own.
        return said.readLines().filter { it.startsWith("contact-center ") }
    }
}
