// Where the native libraries lie in what a JVM program depends on. Android has its own file of this name.

package com.contactcenter.sdk

import com.sun.jna.Platform

internal object Packaging {
    /** What a library has to be made for, as JNA calls it. */
    val device: String get() = Platform.RESOURCE_PREFIX

    /** What to do where the core is missing. */
    const val ADVICE_ON_CORE: String = "Use an artifact that holds it (the JAR has a folder for each platform), or " +
        "name its folder with -Djna.library.path."

    /** What to do where JNA's own native half is. */
    const val ADVICE_ON_JNA: String = "Depend on the jar net.java.dev.jna:jna, and leave in it what it holds."
}
