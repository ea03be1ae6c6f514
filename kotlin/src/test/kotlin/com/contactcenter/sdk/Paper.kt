// Log sinks for tests: the sink of one communicator, and the JVM's own log.

package com.contactcenter.sdk

import java.util.concurrent.CopyOnWriteArrayList
import java.util.logging.Handler
import java.util.logging.Level
import java.util.logging.LogRecord
import java.util.logging.Logger
import java.util.logging.SimpleFormatter

/** Keeps every line, and everything else that is to be searched. */
internal class Paper(private val reaction: (Paper) -> Unit = {}) : ContactCenterLogging {
    val lines = CopyOnWriteArrayList<String>()

    override fun log(level: ContactCenterLogLevel, category: String, message: String) {
        lines += "$level $category $message"
        reaction(this)
    }

    fun show(value: Any?, without: String = "CHAT") {
        lines += "shown $value".replace(without, "CHAT")
    }

    inline fun showThrown(call: () -> Any?): Throwable {
        val thrown = checkNotNull(runCatching(call).exceptionOrNull())
        lines += "shown ${thrown.message} ${thrown.stackTraceToString()}"
        return thrown
    }
}

/** Everything that is said to the JVM's own log, at every level. */
internal class JavaLog :
    Handler(),
    AutoCloseable {
    val lines = CopyOnWriteArrayList<String>()
    val records = CopyOnWriteArrayList<String>()
    private val logger = Logger.getLogger("com.contactcenter.sdk")
    private val before = logger.level

    init {
        logger.level = Level.ALL
        logger.addHandler(this)
    }

    override fun publish(record: LogRecord) {
        lines += SimpleFormatter().format(record)
        records += "${record.loggerName} ${record.level} ${record.message}"
    }

    override fun flush() = Unit

    override fun close() {
        logger.removeHandler(this)
        logger.level = before
    }
}
