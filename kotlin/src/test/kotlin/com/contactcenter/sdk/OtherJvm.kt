package com.contactcenter.sdk

import java.io.File

/** A JVM of its own that runs the `main` of [program], a class of the tests, with [flags] and [arguments]. */
internal fun otherJvm(
    program: Class<*>,
    vararg arguments: String,
    flags: List<String> = emptyList(),
    libraryPath: String = System.getProperty("jna.library.path"),
): ProcessBuilder {
    val java = File(System.getProperty("java.home"), "bin/java").path
    val classes = listOf("-Djna.library.path=$libraryPath", "-cp", System.getProperty("java.class.path"))
    return ProcessBuilder(listOf(java) + flags + classes + program.name + arguments)
        .redirectError(ProcessBuilder.Redirect.INHERIT)
}
