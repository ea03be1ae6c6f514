// The scenarios of docs/maintainers/scenarios.md in Kotlin, against the simulator over TLS.

package com.contactcenter.sdk

import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.async
import kotlinx.coroutines.runBlocking
import kotlinx.serialization.json.put
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.Timeout
import java.net.InetAddress
import java.net.ServerSocket
import java.util.concurrent.CountDownLatch
import java.util.concurrent.LinkedBlockingQueue
import java.util.concurrent.TimeUnit
import java.util.concurrent.atomic.AtomicInteger
import kotlin.system.measureTimeMillis

@Timeout(120)
class ScenariosTest {
    private val simulator = Simulator()
    private val appThread = AppThread()

    @AfterEach
    fun close() {
        appThread.close()
        simulator.close()
    }

    @Test
    fun firstConversation(): Unit = runBlocking {
        FirstConversation(simulator).run {
            theContactCenterIsOpen()
            aChatIsRequested()
            theAgentJoinsAndGreets()
            aMessageGoesOutAndIsSentDeliveredAndRead()
            aMessageThatCameInIsAcknowledged()
            bothSidesType()
            aCaseIsSet()
            pushesAreSubscribedFor()
            aPushIsReceivedWithoutASecondPoll()
            theHistoryEqualsWhatWasSeen()
            theClientDisconnectsAndASurveyFollows()
            theClientEndsTheChatAndItIsClosedOnce()
        }
    }

    @Test
    fun aDelegateThatFailsLosesOnlyThatCall(): Unit = runBlocking {
        val failures = AtomicInteger()
        val seen = Recorder { update ->
            if (update.hasText("bad")) {
                failures.incrementAndGet()
                throw NotImplementedError("a delegate with a bug")
            }
        }
        ContactCenterCommunicator(simulator.configuration, seen).use { communicator ->
            val agent = simulator.openChat(communicator)
            for (text in listOf("good", "bad", "still good")) {
                agent.say(text)
                seen.awaitText(text)
            }
            communicator.endChat(agent.id)
            assertEquals(ChatSessionCloseReason.ENDED_BY_CLIENT, seen.awaitClosed())
            assertEquals(1, failures.get())
        }
    }

    @Test
    fun aSlowDelegateNeverDelaysTheNetwork(): Unit = runBlocking {
        val released = CountDownLatch(1)
        val seen = Recorder { released.await() }
        ContactCenterCommunicator(simulator.configuration, seen).use { communicator ->
            val agent = simulator.openChat(communicator)
            val texts = List(20) { "message $it" }
            for (text in texts) {
                agent.say(text)
                eventually("the poll to take \"$text\" away") { agent.queuedEvents.isEmpty() }
                communicator.sendChatMessage(agent.id, text)
            }
            assertEquals(1, seen.updates.size, "the delegate is still inside its first call")

            released.countDown()
            seen.awaitText(texts.last())
            assertEquals(texts, seen.messages.map { it.messageText })
            eventually("all of them to arrive") { agent.clientEvents("chat_session_message").size >= texts.size }
            assertEquals(texts, agent.clientEvents("chat_session_message").map { it.text("msg_text") })
        }
    }

    @Test
    fun shutdownWorksFromInsideACallback(): Unit = runBlocking {
        val took = LinkedBlockingQueue<Long>()
        lateinit var communicator: ContactCenterCommunicator
        val seen = Recorder { update ->
            if (update is ChatUpdate.Events) took += measureTimeMillis { communicator.shutdown() }
        }
        communicator = ContactCenterCommunicator(simulator.configuration, seen, appThread.dispatcher)
        val agent = simulator.openChat(communicator)
        // The thread is busy until more than one delivery waits, so that there is one to be dropped.
        appThread.busy {
            for (text in listOf("one", "two")) {
                agent.say(text)
                eventually("the poll to take \"$text\" away") { agent.queuedEvents.isEmpty() && agent.isPolled }
            }
        }
        val millis = checkNotNull(took.poll(PATIENCE_SECONDS, TimeUnit.SECONDS)) { "shutdown does not return" }
        assertTrue(millis < 1000, "shutdown took $millis ms")
        val updates = seen.updates
        appThread.settle()
        assertEquals(updates, seen.updates)
        assertEquals(1, updates.count { it is ChatUpdate.Events })
        eventually("the poll to end") { !agent.isPolled }
    }

    @Test
    fun nothingIsCalledAfterShutdown(): Unit = runBlocking {
        val entered = CountDownLatch(1)
        val running = AtomicInteger()
        val seen = Recorder { update ->
            if (update is ChatUpdate.Events) {
                running.incrementAndGet()
                entered.countDown()
                Thread.sleep(CALLBACK_MILLIS)
                running.decrementAndGet()
            }
        }
        val communicator = ContactCenterCommunicator(simulator.configuration, seen, appThread.dispatcher)
        val agent = simulator.openChat(communicator)
        simulator.fault("send_events", "stall") { put("duration_ms", 60_000) }
        val underWay = async(Dispatchers.Default) {
            runCatching { communicator.disconnectChat(agent.id) }
        }
        eventually("the request to arrive") { agent.clientEvents("chat_session_disconnect").isNotEmpty() }
        agent.say("one")
        entered.await()
        agent.say("two")
        eventually("the poll to take \"two\" away") { agent.queuedEvents.isEmpty() && agent.isPolled }

        val millis = measureTimeMillis { communicator.shutdown() }
        assertEquals(0, running.get(), "a callback is still running")
        assertTrue(millis < 1000, "shutdown took $millis ms")
        val updates = seen.updates
        val again = measureTimeMillis { communicator.shutdown() }
        assertTrue(again < CALLBACK_MILLIS, "the second shutdown took $again ms")
        assertShutDown { underWay.await().getOrThrow() }
        assertShutDown { communicator.getVersion() }
        assertShutDown { communicator.requestChat(from = "Ann") }
        assertShutDown { communicator.chatTyping(agent.id) }
        assertShutDown { communicator.appDidReceiveMessage(mapOf("chatID" to agent.id)) }
        communicator.setNetworkAvailable(true)
        appThread.settle()
        assertEquals(updates, seen.updates)
    }

    @Test
    fun aDeadPortIsATransportError(): Unit = runBlocking {
        val port = ServerSocket(0, 0, InetAddress.getLoopbackAddress()).use { it.localPort }
        val dead = simulator.configuration.copy(baseURL = "https://127.0.0.1:$port")
        ContactCenterCommunicator(dead).use { communicator ->
            assertThrown<ContactCenterException.Transport> { communicator.getVersion() }
            assertThrown<ContactCenterException.Transport> { communicator.requestChat(from = "Ann") }
            // The delegate receives events again.
            Relay(port, simulator).use { assertFalse(communicator.getVersion().serverVersion.isEmpty()) }
        }
    }

    @Test
    fun aWrongCertificateIsATlsError(): Unit = runBlocking {
        val distrustful = simulator.configuration.copy(extraRootCertificates = emptyList(), trustExtraRootsOnly = false)
        ContactCenterCommunicator(distrustful).use { communicator ->
            assertThrown<ContactCenterException.Tls> { communicator.getVersion() }
        }
        assertEquals(emptyList<SimulatedRequest>(), simulator.requests())
    }

    @Test
    fun anHtmlPageAndAnEmptyBodyAreTypedErrors(): Unit = runBlocking {
        val seen = Recorder()
        ContactCenterCommunicator(simulator.configuration, seen).use { communicator ->
            for (status in listOf(502, 200)) {
                simulator.fault("version", "status") {
                    put("status", status)
                    put("body", "<html><body>Proxy</body></html>")
                    put("content_type", "text/html")
                }
                val page = assertThrown<ContactCenterException.UnexpectedResponse> { communicator.getVersion() }
                assertEquals(status, page.status)
            }
            simulator.fault("version", "empty_body")
            val empty = assertThrown<ContactCenterException.UnexpectedResponse> { communicator.getVersion() }
            assertEquals(200, empty.status)

            simulator.fault("poll", "empty_body")
            val agent = simulator.openChat(communicator)
            eventually("a poll") { agent.isPolled }
            agent.say("lost with the empty answer")
            eventually("an answer to it") { simulator.requests().any { it.isPoll && it.status == 200 } }
            agent.say("still here")
            seen.awaitText("still here")
            val states = seen.updates.filterIsInstance<ChatUpdate.ConnectionChanged>().map { it.state }
            assertEquals(listOf(ConnectionState.CONNECTED), states, "an empty poll is no failure")
        }
    }

    @Test
    fun aRefusalOfTheServerKeepsItsCode(): Unit = runBlocking {
        ContactCenterCommunicator(simulator.configuration).use { communicator ->
            val agent = simulator.openChat(communicator)
            val noCase = assertThrown<ContactCenterException.ChatSessionCaseNotSpecified> {
                communicator.getCaseHistory(agent.id)
            }
            assertEquals(406, noCase.status)
            assertEquals("Case not specified", noCase.reason)

            simulator.fault("history", "status") {
                put("status", 418)
                put("body", """{"error_code":"7777","error_message":"Something new"}""")
                put("content_type", "application/json")
            }
            val novel = assertThrown<ContactCenterException.Server> { communicator.getChatHistory(agent.id) }
            assertEquals("7777", novel.code)
            assertEquals(418, novel.status)
            assertEquals("Something new", novel.reason)
        }
    }

    @Test
    fun aThousandCyclesLeaveNoThreadAndNoGrowth(): Unit = runBlocking {
        repeat(200) { cycle() }
        val threads = Footprint.threads()
        assertTrue(threads.none { it.startsWith("contact-center") }, "$threads")
        val heap = Footprint.heap()
        val resident = Footprint.resident()
        repeat(800) { cycle() }
        assertEquals(emptyList<String>(), Footprint.threadsBeside(threads))
        eventually("the heap to be as small as before") { Footprint.heap() - heap < MOST_GROWTH_OF_HEAP }
        val growth = Footprint.resident() - resident
        assertTrue(growth < MOST_GROWTH, "$growth bytes more after cycle 1000 than after cycle 200")
    }

    private suspend fun cycle() {
        val seen = Recorder()
        val communicator = ContactCenterCommunicator(simulator.configuration, seen)
        val chatID = communicator.requestChat(from = "Ann").chatID
        communicator.sendChatMessage(chatID, "hello")
        communicator.endChat(chatID)
        assertEquals(ChatSessionCloseReason.ENDED_BY_CLIENT, seen.awaitClosed())
        communicator.shutdown()
    }
}

/** How long a slow callback takes; far longer than all the rest of a shutdown. */
private const val CALLBACK_MILLIS = 300L

/** Less than a leak of 20 KB a cycle comes to; the allocator and the JVM need some of it. */
private const val MOST_GROWTH = 16L * 1024 * 1024

/** Less than a leak of 3 KB a cycle comes to. */
private const val MOST_GROWTH_OF_HEAP = 1024L * 1024
