// What may be read in the log of a communicator, in its errors and in what it prints; and that a sink harms nobody.

package com.contactcenter.sdk

import com.contactcenter.sdk.ContactCenterEvent.ChatSessionFormShow
import kotlinx.coroutines.runBlocking
import kotlinx.serialization.json.put
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.Timeout
import org.junit.jupiter.api.io.TempDir
import java.io.ByteArrayOutputStream
import java.io.File
import java.io.PrintStream
import java.net.ServerSocket
import java.util.concurrent.CopyOnWriteArrayList
import java.util.logging.Handler
import java.util.logging.Level
import java.util.logging.LogRecord
import java.util.logging.Logger
import java.util.logging.SimpleFormatter

private const val SECRET = "s3cret"
private const val PHONE = "16505550123"

/** Keeps every line, and everything else that is to be searched. */
private class Paper(private val reaction: (Paper) -> Unit = {}) : ContactCenterLogging {
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

@Timeout(60)
class LogScenariosTest {
    private val simulator = Simulator()
    private val seen = Recorder()
    private val proxy = ConnectProxy("$SECRET-user", "$SECRET-password")

    @AfterEach
    fun close() {
        simulator.close()
        proxy.close()
    }

    @Test
    fun nothingSecretIsLoggedAtTheMostTalkativeLevel(@TempDir folder: File): Unit = runBlocking {
        val paper = Paper()
        val javaLog = JavaLog()
        val standardError = ByteArrayOutputStream()
        val before = System.err
        System.setErr(PrintStream(standardError, true))
        lateinit var chatID: String
        lateinit var fileID: String
        val settings = simulator.configuration.copy(
            appID = "$SECRET-app",
            clientID = "$SECRET-client",
            storageDirectory = File(folder, "$SECRET store").path,
            pinnedPublicKeys = listOf(simulator.pin),
            proxyURL = "http://$SECRET-user:$SECRET-password@127.0.0.1:${proxy.port}",
        )
        val otherPin = Simulator().use { it.pin }
        paper.show(settings)
        val delegate = Recorder { if (it.hasText("the bad one")) error("$SECRET: a delegate with a bug") }
        try {
            // One to which nobody says where to log.
            ContactCenterCommunicator(settings).shutdown()
            val communicator = ContactCenterCommunicator(settings, delegate)
            communicator.setLogSink(paper, ContactCenterLogLevel.DEBUG)
            val request = ContactCenterChatRequest(
                phoneNumber = PHONE,
                from = "$SECRET name",
                parameters = mapOf("email" to "$SECRET@example.com"),
                initialMessage = "$SECRET first words",
            )
            paper.show(request)
            val properties = communicator.requestChat(request)
            chatID = properties.chatID
            paper.show(properties, without = chatID)
            val agent = simulator.chat(chatID)
            agent.act("join", "name" to "$SECRET agent")
            agent.say("the bad one")
            agent.say("$SECRET reply")
            delegate.awaitText("$SECRET reply")
            refuse("send_events", 500, "5500")
            val message = communicator.sendChatMessage(chatID, "$SECRET words")
            delegate.await("the message to be sent") { updates ->
                updates.filterIsInstance<ChatUpdate.MessageStatusChanged>()
                    .find { it.messageID == message && it.status is MessageStatus.Sent }
            }
            communicator.chatTyping(chatID, "$SECRET draft")
            agent.act("show_form", "form_name" to "contact")
            val form = checkNotNull(delegate.awaitEvent<ChatSessionFormShow>().formRequestID)
            communicator.sendFormData(chatID, form, "contact", mapOf("name" to SECRET))
            communicator.subscribeForRemoteNotificationsFirebase(chatID, "$SECRET-token")
            val letter = File(folder, "$SECRET letter.txt").apply { writeText("a letter") }
            val file = communicator.uploadFile(letter)
            fileID = file.fileID
            communicator.sendChatFile(chatID, fileID, file.fileName, file.fileType)
            paper.show(file)
            paper.show(communicator.downloadFile(chatID, fileID, folder, file.fileName))

            refuse("version", 500, "5500")
            paper.showThrown { communicator.getVersion() }
            refuse("version", 418, "7777")
            paper.showThrown { communicator.getVersion() }
            paper.showThrown { communicator.getChatHistory("$SECRET/..") }
            paper.showThrown { communicator.retryChatMessage(chatID, "$SECRET id") }
            paper.showThrown { communicator.appDidReceiveMessage(mapOf("chatID" to "$SECRET/")) }
            paper.showThrown { ContactCenterCommunicator(settings.copy(appID = "$SECRET\n")) }
            showRefusedConnections(paper, settings, otherPin)
            paper.show(communicator.configuration.proxyURL)

            communicator.endChat(chatID)
            delegate.awaitClosed()
            communicator.shutdown()
        } finally {
            System.setErr(before)
            javaLog.close()
        }
        delegate.updates.forEach { paper.show(it, without = chatID) }

        val lines = paper.lines
        assertTrue(lines.count { it.startsWith("DEBUG http") } > 10, "$lines")
        assertTrue(lines.count { it.startsWith("DEBUG chat") } > 10, "$lines")
        assertTrue(lines.any { it.startsWith("INFO chat") && chatID.take(8) in it }, "$lines")
        assertTrue("INFO runtime shut down" in lines, "$lines")
        assertTrue(proxy.requests.size > 1, "the conversation went through the proxy: ${proxy.requests}")
        assertTrue("contact-center INFO" in "$standardError", "the default with assertions: $standardError")
        assertTrue(javaLog.lines.any { "the delegate threw" in it }, "${javaLog.lines}")
        for (line in lines + javaLog.lines + "$standardError") {
            for (word in listOf(SECRET, PHONE, chatID, fileID, proxy.credentials, simulator.pin, otherPin)) {
                assertFalse(line.contains(word, ignoreCase = true), "$word in: $line")
            }
        }
    }

    @Test
    fun aSinkReadsDownToItsLevelAndAnotherTakesItsPlace(): Unit = runBlocking {
        val (first, second) = Paper() to Paper()
        val communicator = ContactCenterCommunicator(simulator.configuration, seen)
        communicator.setLogSink(first)
        communicator.getVersion()
        communicator.setLogSink(second, ContactCenterLogLevel.DEBUG)
        communicator.getVersion()
        eventually("the line of the request") { second.lines.isNotEmpty() }
        communicator.setLogSink(null)
        communicator.getVersion()
        communicator.shutdown()
        assertEquals(emptyList<String>(), first.lines)
        assertEquals(1, second.lines.size, "${second.lines}")
        assertShutDown { communicator.setLogSink(first) }
    }

    @Test
    fun aSinkThatThrowsLosesThatOneLine(): Unit = runBlocking {
        val paper = Paper { error("$SECRET: a sink with a bug") }
        ContactCenterCommunicator(simulator.configuration, seen).use { communicator ->
            communicator.setLogSink(paper, ContactCenterLogLevel.DEBUG)
            repeat(3) { communicator.getVersion() }
            eventually("three lines") { paper.lines.size == 3 }
        }
    }

    @Test
    fun aSinkMayShutDownTheCommunicatorThatCallsIt(): Unit = runBlocking {
        val communicator = ContactCenterCommunicator(simulator.configuration, seen)
        val paper = Paper { communicator.shutdown() }
        communicator.setLogSink(paper, ContactCenterLogLevel.DEBUG)
        runCatching { communicator.getVersion() }
        eventually("the shutdown") { runCatching { communicator.setLogSink(null) }.isFailure }
        eventually("the end of the thread") { Thread.getAllStackTraces().keys.none { it.name == "contact-center-log" } }
        assertEquals(1, paper.lines.size, "${paper.lines}")
    }

    @Test
    fun theJavaLogHasALoggerForEachPartOfTheSdk() {
        val javaLog = JavaLog()
        javaLog.use { ContactCenterJavaLog().log(ContactCenterLogLevel.DEBUG, "http", "GET {0}") }
        assertEquals(listOf("com.contactcenter.sdk.http FINE GET {0}"), javaLog.records)
    }

    /** A proxy that does not let through, one that is not there, one that cannot be meant, and a key that is not pinned. */
    private suspend fun showRefusedConnections(paper: Paper, settings: ContactCenterConfiguration, otherPin: String) {
        val plain = settings.copy(storageDirectory = null)
        val free = ServerSocket(0).use { it.localPort }
        val refused = listOf(
            plain.copy(proxyURL = "http://$SECRET-user:$SECRET-guess@127.0.0.1:${proxy.port}"),
            plain.copy(proxyURL = "http://$SECRET-user:$SECRET-password@127.0.0.1:$free"),
            plain.copy(pinnedPublicKeys = listOf(otherPin)),
        )
        val kinds = refused.map { configuration ->
            ContactCenterCommunicator(configuration).use { communicator ->
                communicator.setLogSink(paper, ContactCenterLogLevel.DEBUG)
                paper.showThrown { communicator.getVersion() }::class
            }
        }
        assertEquals(
            listOf(
                ContactCenterException.Proxy::class,
                ContactCenterException.Proxy::class,
                ContactCenterException.Tls::class,
            ),
            kinds,
        )
        paper.showThrown {
            ContactCenterCommunicator(plain.copy(proxyURL = "ftp://$SECRET-user:$SECRET-password@127.0.0.1"))
        }
        paper.showThrown { ContactCenterCommunicator(plain.copy(pinnedPublicKeys = listOf("$otherPin$otherPin"))) }
    }

    private fun refuse(route: String, status: Int, code: String) = simulator.fault(route, "status") {
        put("status", status)
        put("body", """{"error_code":"$code","error_message":"$SECRET words of the server"}""")
        put("content_type", "application/json")
    }
}

/** Everything that is said to the JVM's own log, at every level. */
private class JavaLog :
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
