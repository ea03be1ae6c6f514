// What an app's code throws where the SDK calls it costs that one call, and leaves a line in the log.

package com.contactcenter.sdk

import java.util.logging.Level
import java.util.logging.Logger

/** Calls [code], which is [whose]. */
internal inline fun contained(whose: String, code: () -> Unit) {
    try {
        insideCallback(code)
    } catch (fatal: VirtualMachineError) {
        throw fatal
    } catch (thrown: Throwable) {
        logThrown("$whose threw {0}; that one call is lost", thrown)
    }
}

/** Runs [code] of the app; meanwhile [isInsideCallback] holds on this thread. */
internal inline fun insideCallback(code: () -> Unit) {
    val isOutermost = !isInsideCallback
    isInsideCallback = true
    try {
        code()
    } finally {
        if (isOutermost) isInsideCallback = false
    }
}

/** Whether the app is being called on this thread: it may be waiting there for what the caller does. */
internal var isInsideCallback: Boolean
    get() = INSIDE_CALLBACK.get() == true
    set(value) = if (value) INSIDE_CALLBACK.set(true) else INSIDE_CALLBACK.remove()

private val INSIDE_CALLBACK = ThreadLocal<Boolean>()

/** With its class for `{0}`, but neither its message nor its stack: both may hold what the user wrote. */
internal fun logThrown(words: String, thrown: Throwable): Unit = LOGGER.log(Level.SEVERE, words, thrown.javaClass.name)

private val LOGGER: Logger = Logger.getLogger("com.contactcenter.sdk")
