// An app that lacks one of the two native libraries fails at its first call, with a text that says neither which nor
// why, and with another one at the second. Looked for before anything needs them, they fail always in the same words.

package com.contactcenter.sdk.android

import android.os.Build
import com.sun.jna.Native
import com.sun.jna.NativeLibrary

internal object NativeLibraries {
    /** @throws UnsatisfiedLinkError where one is missing, or made for other devices; says which and what to do. */
    fun require(core: String = "contact_center_ffi") {
        load("libjnidispatch.so", "depend on net.java.dev.jna:jna as \"@aar\", not as the jar of the same name") {
            Native.POINTER_SIZE
        }
        load("lib$core.so", "see that no abiFilters, splits or packaging options of the app leave it out") {
            NativeLibrary.getInstance(core)
        }
    }

    private inline fun load(file: String, advice: String, load: () -> Unit) {
        try {
            load()
        } catch (cause: LinkageError) {
            val device = Build.SUPPORTED_ABIS.joinToString()
            val reason = "it is not in the app, or is for another kind of device"
            val failure = UnsatisfiedLinkError("$file cannot be loaded for this device ($device): $reason; $advice")
            throw failure.apply { initCause(cause) }
        }
    }
}
