// An app without the native libraries, or with those of another kind of device, is told which one, for which device,
// and what to do. Three classes, because a process loads a library once, and each class has a process.

package com.contactcenter.sdk.android

import android.os.Build
import com.contactcenter.sdk.ContactCenterCommunicator
import com.contactcenter.sdk.ContactCenterConfiguration
import com.contactcenter.sdk.ContactCenterLibraryError
import com.contactcenter.sdk.assertThrown
import org.junit.Assert.assertEquals
import org.junit.Assert.assertNotNull
import org.junit.Assert.assertTrue
import org.junit.ClassRule
import org.junit.Test
import org.junit.rules.ExternalResource
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.annotation.Config
import java.io.File
import java.nio.file.Files

private const val CORE = "libcontact_center_ffi.so"

@RunWith(RobolectricTestRunner::class)
@Config(sdk = [NEWEST])
class MissingCoreTest {
    @Test
    fun anAppWithoutTheCoreIsToldSoWithTheDeviceAndWhatToDo() = assertTold(CORE, "is missing for", "abiFilters")

    companion object {
        @ClassRule
        @JvmField
        val surroundings = Libraries("jna.library.path")
    }
}

@RunWith(RobolectricTestRunner::class)
@Config(sdk = [NEWEST])
class ForeignCoreTest {
    @Test
    fun anAppWithTheCoreOfAnotherKindOfDeviceIsToldSo() {
        assertTold(CORE, "is built for 64-bit riscv64, and this process needs", "abiFilters")
    }

    companion object {
        @ClassRule
        @JvmField
        val surroundings = Libraries("jna.library.path") { File(it, CORE).writeBytes(elfForRiscV()) }
    }
}

@RunWith(RobolectricTestRunner::class)
@Config(sdk = [NEWEST])
class MissingJnaTest {
    @Test
    fun anAppWithoutTheNativeHalfOfJnaIsToldToDependOnItsAar() {
        assertTold("libjnidispatch.so", "is missing for", "net.java.dev.jna:jna as \"@aar\"")
    }

    companion object {
        /** The jar holds that half for desktops, and must not help. */
        @ClassRule
        @JvmField
        val surroundings = Libraries("jna.boot.library.path") { System.setProperty("jna.noclasspath", "true") }
    }
}

/** Has this process find its libraries in one empty folder and nowhere else, from before the SDK is first used. */
class Libraries(private val property: String, private val prepare: (File) -> Unit = {}) : ExternalResource() {
    private val folder: File = Files.createTempDirectory("libraries").toFile()

    override fun before() {
        System.setProperty(property, folder.path)
        prepare(folder)
    }

    override fun after() {
        folder.deleteRecursively()
    }
}

/** Through every entry point, and with the same message the second time. */
private fun assertTold(vararg parts: String) {
    val settings = ContactCenterConfiguration("https://acme.example.com", "acme.example.com", "app", "client")
    val doors = listOf(
        { ContactCenterAndroid.createCommunicator(application, settings) },
        { ContactCenterCommunicator(settings) },
    )
    val failures = doors.map { door -> assertThrown<ContactCenterLibraryError> { door() } }
    assertEquals("$failures", 1, failures.map { it.message }.distinct().size)
    val text = checkNotNull(failures.first().message)
    for (part in listOf(Build.SUPPORTED_ABIS.first(), *parts)) assertTrue(text, part in text)
    assertNotNull(failures.first().cause)
}

/** The head of a shared library of 64 bits for a machine that no Android of today is. */
private fun elfForRiscV(): ByteArray = ByteArray(64).also { elf ->
    byteArrayOf(0x7f, 'E'.code.toByte(), 'L'.code.toByte(), 'F'.code.toByte(), 2, 1, 1).copyInto(elf)
    elf[16] = 3
    elf[18] = 243.toByte()
    elf[20] = 1
}
