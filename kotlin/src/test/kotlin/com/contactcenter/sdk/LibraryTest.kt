// A native library that is missing, for another processor, or of another version: each is said, with what to do. In processes of
// their own, since one process loads a library once.

package com.contactcenter.sdk

import com.sun.jna.Platform
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.Timeout
import org.junit.jupiter.api.io.TempDir
import java.io.File
import java.lang.reflect.Modifier
import java.util.concurrent.TimeUnit

@Timeout(120)
class LibraryTest {
    @TempDir
    lateinit var folder: File

    private val library get() = File(folder, System.mapLibraryName("contact_center_ffi"))

    @Test
    fun aMissingLibraryIsSaidWithWhatToDo() {
        assertFails("is missing for ${Platform.RESOURCE_PREFIX}")
    }

    @Test
    fun aLibraryForAnotherProcessorIsSaidToBeOne() {
        // Enough of a header for a loader to look at; no build of ours is for this machine.
        val header = ByteArray(64)
        byteArrayOf(0x7f, 0x45, 0x4c, 0x46, 2, 1, 1).copyInto(header)
        header[16] = 3
        header[18] = 243.toByte()
        library.writeBytes(header)
        assertFails("is built for 64-bit riscv64, and this process needs ${Platform.RESOURCE_PREFIX}")
    }

    @Test
    fun aLibraryOfAnotherVersionIsSaidToBeOne() {
        val symbols = IntegrityCheckingUniffiLib::class.java.declaredMethods
            .filter { Modifier.isNative(it.modifiers) }
            .map { it.name.substringBefore('$') }
        build(symbols)
        assertFails("is of another version")
    }

    @Test
    fun aLibraryThatLacksACallIsOfAnotherVersionToo() {
        build(listOf("ffi_contact_center_core_uniffi_contract_version"))
        assertFails("is of another version")
    }

    @Test
    fun theLibraryOfTheTestsIsTheRightOne() {
        assertEquals(listOf("null: null", "null: null"), probe(System.getProperty("jna.library.path")))
    }

    private fun assertFails(reason: String) {
        val lines = probe(folder.path)
        assertEquals(2, lines.size, "$lines")
        assertEquals(1, lines.distinct().size, "the second use says the same: $lines")
        assertTrue(lines.first().startsWith("ContactCenterLibraryError: The native library ${library.name} "), "$lines")
        assertTrue(reason in lines.first(), "$lines")
    }

    /** A library in which every function answers 1. */
    private fun build(functions: List<String>) {
        val source = File(folder, "other.c")
        source.writeText(functions.distinct().joinToString("\n") { "int $it(void) { return 1; }" })
        val compiler = ProcessBuilder("cc", "-shared", "-fPIC", "-o", library.path, source.path).inheritIO().start()
        assertEquals(0, compiler.waitFor())
    }

    private fun probe(libraryPath: String): List<String> {
        val process = ProcessBuilder(
            File(System.getProperty("java.home"), "bin/java").path,
            "-Djna.library.path=$libraryPath",
            "-cp",
            System.getProperty("java.class.path"),
            LibraryProbe::class.java.name,
        ).redirectError(ProcessBuilder.Redirect.INHERIT).start()
        val lines = process.inputStream.bufferedReader().readLines()
        assertTrue(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS))
        return lines
    }
}
