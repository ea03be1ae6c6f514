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

    @Test
    fun whatTheLoaderOfADeviceSaysOfAnotherProcessorIsUnderstood() {
        val words = listOf(
            "dlopen failed: \"/data/app/lib/arm64/libcontact_center_ffi.so\" is 32-bit instead of 64-bit",
            "dlopen failed: \"libcontact_center_ffi.so\" is for EM_X86_64 (62) instead of EM_AARCH64 (183)",
            "dlopen failed: \"libcontact_center_ffi.so\" has unexpected e_machine: 40 (EM_ARM)",
        )
        for (loader in words) {
            val said = said(loader)
            assertTrue("is built for another processor, and this process needs " in said, said)
            assertTrue(loader in said, said)
        }
    }

    @Test
    fun aLibraryThatIsThereAndLacksAnotherOneIsNotSaidToBeMissing() {
        val lacking = "dlopen failed: library \"libgcc_s.so\" not found: needed by /data/app/libcontact_center_ffi.so"
        val said = said(lacking)
        assertTrue("is there and does not load" in said, said)
        assertTrue(lacking in said, said)
        val missing = said("dlopen failed: library \"${library.name}\" not found")
        assertTrue("is missing for" in missing, missing)
    }

    /** What is said of a library where the loader says [words] on the second line, as JNA puts it. */
    private fun said(words: String): String {
        val path = "Native library (${library.name}) not found in resource path (a.jar:b.jar)"
        val said = CoreLibrary.withoutCore(
            UnsatisfiedLinkError("Unable to load library 'contact_center_ffi':\n$words\n$path"),
        )
        assertTrue("a.jar" !in said, "the whole class path is of no help: $said")
        return said
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
        val process = otherJvm(LibraryProbe::class.java, libraryPath = libraryPath).start()
        val lines = process.inputStream.bufferedReader().readLines()
        assertTrue(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS))
        return lines
    }
}
