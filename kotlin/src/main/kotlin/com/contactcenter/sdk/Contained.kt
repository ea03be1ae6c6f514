// What an app's code throws where the SDK calls it costs that one call, and leaves a line in the log.

package com.contactcenter.sdk

import java.util.logging.Level
import java.util.logging.Logger

/** Calls [code], which is [whose]. */
internal inline fun contained(whose: String, code: () -> Unit) {
    try {
        code()
    } catch (fatal: VirtualMachineError) {
        throw fatal
    } catch (thrown: Throwable) {
        logThrown(whose, thrown)
    }
}

/** Neither its message nor its stack: both may hold what the user wrote. */
internal fun logThrown(whose: String, thrown: Throwable): Unit =
    LOGGER.log(Level.SEVERE, "$whose threw {0}; that one call is lost", thrown.javaClass.name)

private val LOGGER: Logger = Logger.getLogger("com.contactcenter.sdk")
