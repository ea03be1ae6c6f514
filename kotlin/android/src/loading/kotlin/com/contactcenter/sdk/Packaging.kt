// Where the native libraries lie in an Android app, and by what they get lost on their way there. The JVM has its own
// file of this name.

package com.contactcenter.sdk

import android.os.Build

internal object Packaging {
    /** What a library has to be made for: the kinds of processor that this device takes, the best first. */
    val device: String get() = Build.SUPPORTED_ABIS.joinToString()

    /** What to do where the core is missing. */
    const val ADVICE_ON_CORE: String = "The AAR holds it for arm64-v8a, armeabi-v7a and x86_64: see that no " +
        "abiFilters, splits or packaging options of the app leave it out."

    /** What to do where JNA's own native half is. */
    const val ADVICE_ON_JNA: String = "Depend on net.java.dev.jna:jna as \"@aar\", not as the jar of the same name."
}
