// Where the log of a communicator goes when the app does not say otherwise, and what stands between the core and a sink.

package com.contactcenter.sdk

import java.util.logging.Level
import java.util.logging.LogRecord
import java.util.logging.Logger

/**
 * Writes to the standard error. On a JVM, what a communicator logs to by default where assertions are enabled (`java -ea`), as build
 * tools do for tests and for debugging; elsewhere it logs nothing.
 */
public class ContactCenterStandardErrorLog : ContactCenterLogging {
    override fun log(level: ContactCenterLogLevel, category: String, message: String): Unit =
        System.err.println("contact-center $level $category: $message")
}

/**
 * A log sink that writes to the JVM's own log, `java.util.logging`, with the name `com.contactcenter.sdk.` and the part of the SDK.
 * It receives the levels of [ContactCenterCommunicator.setLogSink]; the levels of the loggers apply as well.
 */
public class ContactCenterJavaLog : ContactCenterLogging {
    override fun log(level: ContactCenterLogLevel, category: String, message: String) {
        val record = LogRecord(level.ofJava(), message)
        record.loggerName = "com.contactcenter.sdk.$category"
        // Without this the logger would look for a caller on the stack, and there is none.
        record.sourceClassName = null
        record.sourceMethodName = null
        Logger.getLogger(record.loggerName).log(record)
    }

    private fun ContactCenterLogLevel.ofJava(): Level = when (this) {
        ContactCenterLogLevel.ERROR -> Level.SEVERE
        ContactCenterLogLevel.WARNING -> Level.WARNING
        ContactCenterLogLevel.INFO -> Level.INFO
        ContactCenterLogLevel.DEBUG -> Level.FINE
    }
}

/** Keeps what a sink throws away from the core, which would print it: an exception may quote anything. */
internal class GuardedSink(private val sink: ContactCenterLogging) : ContactCenterLogging {
    override fun log(level: ContactCenterLogLevel, category: String, message: String) {
        try {
            sink.log(level, category, message)
        } catch (fatal: VirtualMachineError) {
            throw fatal
        } catch (_: Throwable) {
            // The line is lost. Reporting the failure to the sink that has just failed would not help.
        }
    }
}
