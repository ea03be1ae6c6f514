// Loads the native library before anything else of it is used, once, and remembers why that failed: the JVM itself tells the
// reason the first time alone, and says afterwards that some class could not be initialised.
// Compiled together with the generated code, which asks for it before every call.

package com.contactcenter.sdk

import com.sun.jna.Native
import com.sun.jna.Platform
import java.io.File
import java.io.InputStream

internal object CoreLibrary {
    private val failure: ContactCenterLibraryError? by lazy { load() }

    /** @throws ContactCenterLibraryError where the library cannot be used. */
    fun require() {
        failure?.let { throw it }
    }

    private fun load(): ContactCenterLibraryError? {
        try {
            Native.POINTER_SIZE
        } catch (missing: LinkageError) {
            return ContactCenterLibraryError(withoutJna(missing), missing)
        }
        return try {
            CoreThreads.keepAttached()
            // The generated code compares its checksums with those of the library here, and nowhere else.
            uniffiEnsureInitialized()
            null
        } catch (missing: LinkageError) {
            ContactCenterLibraryError(withoutCore(missing), missing)
        } catch (unexpected: RuntimeException) {
            ContactCenterLibraryError(withoutCore(unexpected), unexpected)
        }
    }

    /** What loads the core has a native half itself, which has to come with it. */
    private fun withoutJna(failure: Throwable): String {
        val file = System.mapLibraryName("jnidispatch")
        return "The native library $file of JNA is missing for ${Packaging.device}, or is not for it. " +
            "${Packaging.ADVICE_ON_JNA} The loader says: ${failure.words().firstOrNull()}"
    }

    /** What to tell of [failure], with which JNA has ended. */
    fun withoutCore(failure: Throwable): String {
        val words = failure.words()
        val loader = words.firstOrNull()
        // On a device it lies in none of the places that are looked into here, and the loader alone knows.
        val foreign = libraries().firstNotNullOfOrNull { it.machineIfForeign() }
            ?: "another processor".takeIf { words.any { line -> FOREIGN.any { it in line } } }
        return when {
            words.any { "mismatch" in it || "Error looking up function" in it } ->
                "The native library $FILE is of another version than the classes of the contact center SDK. " +
                    "Take both from the same artifact, and remove other copies from the path on which it is found."

            foreign != null ->
                "The native library $FILE is built for $foreign, and this process needs ${Packaging.device}. " +
                    "Use an artifact of the contact center SDK that holds a library for this processor. " +
                    "${Packaging.ADVICE_ON_CORE} The loader says: $loader"

            words.any { line -> NOT_FOUND.findAll(line).any { it.groupValues[1] != FILE } } ->
                "The native library $FILE of the contact center SDK is there and does not load: it needs another " +
                    "one, which is not. Was it built for this system? The loader says: $loader"

            else ->
                "The native library $FILE of the contact center SDK is missing for ${Packaging.device}. " +
                    "${Packaging.ADVICE_ON_CORE} The loader says: $loader"
        }
    }

    /** What it and its causes say, each in one line: JNA puts the loader's words behind its own first line. */
    private fun Throwable.words(): List<String> = generateSequence(this) { it.cause }.mapNotNull { it.message }
        .map { message -> message.lines().joinToString(" ") { it.substringBefore(" in resource path") } }.toList()

    /** The files that the loader may have found: it says of one that is built for another processor that it is not there. */
    private fun libraries(): Sequence<ElfHeader> = sequence {
        for (folder in System.getProperty("jna.library.path").orEmpty().split(File.pathSeparator)) {
            val file = File(folder, FILE)
            if (folder.isNotEmpty() && file.isFile) yield(file.inputStream())
        }
        CoreLibrary::class.java.getResourceAsStream("/${Platform.RESOURCE_PREFIX}/$FILE")?.let { yield(it) }
    }.mapNotNull { stream -> stream.use(ElfHeader::read) }

    /** How the loaders of Android and of Linux say that a library is for another processor. */
    private val FOREIGN = listOf("e_machine", "-bit instead of ", " is for EM_", "wrong ELF class")

    /** How the loader of Android names a library that it does not find. */
    private val NOT_FOUND = Regex("library \"([^\"]+)\" not found")

    private val FILE: String get() = System.mapLibraryName("contact_center_ffi")
}

/** As much of a Linux or Android library as says for which processor it was built. */
private class ElfHeader(private val machine: Int, private val bits: Int) {
    fun machineIfForeign(): String? {
        val expected = MACHINES.entries.find { it.value == Platform.ARCH }?.key
        val isForeign = bits != Native.POINTER_SIZE * Byte.SIZE_BITS || (expected != null && machine != expected)
        return if (isForeign) "$bits-bit ${MACHINES[machine] ?: "processors of ELF type $machine"}" else null
    }

    companion object {
        fun read(stream: InputStream): ElfHeader? {
            val bytes = ByteArray(20)
            var count = 0
            while (count < bytes.size) {
                val read = stream.read(bytes, count, bytes.size - count)
                if (read < 0) return null
                count += read
            }
            if (!bytes.copyOf(MAGIC.size).contentEquals(MAGIC)) return null
            return ElfHeader(machine = bytes[18].toInt() and 0xff, bits = if (bytes[4].toInt() == 1) 32 else 64)
        }

        private val MAGIC = byteArrayOf(0x7f, 'E'.code.toByte(), 'L'.code.toByte(), 'F'.code.toByte())

        /** The types of processors in ELF, by the names that JNA has for them. */
        private val MACHINES = mapOf(3 to "x86", 40 to "arm", 62 to "x86-64", 183 to "aarch64", 243 to "riscv64")
    }
}
