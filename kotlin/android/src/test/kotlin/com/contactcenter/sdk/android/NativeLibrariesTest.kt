// An app without the core, or with one for another kind of device, is told which library, which device and what to do.

package com.contactcenter.sdk.android

import com.contactcenter.sdk.assertThrown
import com.sun.jna.NativeLibrary
import org.junit.Assert.assertEquals
import org.junit.Assert.assertNotNull
import org.junit.Assert.assertTrue
import org.junit.Rule
import org.junit.Test
import org.junit.rules.TemporaryFolder
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.annotation.Config
import java.io.File

@RunWith(RobolectricTestRunner::class)
@Config(sdk = [NEWEST])
class NativeLibrariesTest {
    @get:Rule
    val folder = TemporaryFolder()

    @Test
    fun theLibraryThatIsThereIsFound() = NativeLibraries.require()

    @Test
    fun aMissingLibraryIsNamedWithTheDeviceAndWhatToDo() {
        repeat(2) { assertNamed("absent_core", assertThrown { NativeLibraries.require("absent_core") }) }
    }

    @Test
    fun aLibraryForAnotherKindOfDeviceIsNamedToo() {
        val library = File(folder.root, "libforeign_core.so").apply { writeBytes(elfFor(S390)) }
        NativeLibrary.addSearchPath("foreign_core", folder.root.path)
        assertNamed("foreign_core", assertThrown { NativeLibraries.require("foreign_core") })
        assertTrue(library.exists())
    }

    private fun assertNamed(library: String, failure: UnsatisfiedLinkError) {
        val text = checkNotNull(failure.message)
        for (part in listOf("lib$library.so", "abiFilters", android.os.Build.SUPPORTED_ABIS.first())) {
            assertTrue(text, part in text)
        }
        assertNotNull(failure.cause)
        assertEquals(UnsatisfiedLinkError::class.java, failure.javaClass)
    }

    /** The head of a shared library of 64 bits for a machine that this one is not. */
    private fun elfFor(machine: Byte): ByteArray = ByteArray(64).also { elf ->
        byteArrayOf(0x7f, 'E'.code.toByte(), 'L'.code.toByte(), 'F'.code.toByte(), 2, 1, 1).copyInto(elf)
        elf[16] = 3
        elf[18] = machine
        elf[20] = 1
    }

    private companion object {
        const val S390: Byte = 22
    }
}
