// The calls with completions: all of them are there, each is completed once and where the app wants it, or cancelled.

package com.contactcenter.sdk.callbacks

import com.contactcenter.sdk.AppThread
import com.contactcenter.sdk.ContactCenterCommunicating
import com.contactcenter.sdk.ContactCenterCommunicator
import com.contactcenter.sdk.ContactCenterEventsDelegating
import com.contactcenter.sdk.ContactCenterException
import com.contactcenter.sdk.MessageStatus
import com.contactcenter.sdk.PATIENCE_SECONDS
import com.contactcenter.sdk.Simulator
import com.contactcenter.sdk.eventually
import com.contactcenter.sdk.openChat
import com.contactcenter.sdk.text
import kotlinx.coroutines.runBlocking
import kotlinx.serialization.json.put
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertNotEquals
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.Timeout
import java.util.concurrent.LinkedBlockingQueue
import java.util.concurrent.TimeUnit
import kotlin.coroutines.Continuation
import kotlin.coroutines.cancellation.CancellationException

@Timeout(60)
class CallbacksTest {
    private val simulator = Simulator()
    private val appThread = AppThread()
    private val communicator = ContactCenterCommunicator(simulator.configuration, null, appThread.dispatcher)
    private val callbacks = communicator.callbacks

    @AfterEach
    fun close() {
        communicator.shutdown()
        appThread.close()
        simulator.close()
    }

    @Test
    fun everyCallHasOneWithACompletion() {
        // They return at once and do not suspend, so Java calls them directly.
        val plain = setOf("setNetworkAvailable", "setForeground", "shutdown", "startRecording", "stopRecording")
        val methods = ContactCenterCommunicating::class.java.methods.filterNot { it.isSynthetic }
        val all = methods.map { it.name.substringBefore('$') }
        val suspending = methods.filter { Continuation::class.java in it.parameterTypes }
        assertEquals(emptySet<String>(), suspending.map { it.name }.toSet() intersect plain)
        val withCompletions = listOf(
            ContactCenterCallbacks::class,
            MessageCallbacks::class,
            FormCallbacks::class,
            FileCallbacks::class,
            SignalingCallbacks::class,
        ).flatMap { type -> type.java.declaredMethods.map { it.name } }
        assertEquals(emptySet<String>(), all.toSet() - plain - withCompletions.toSet())
    }

    @Test
    fun aCompletionIsCalledOnTheDispatcherAndNeverInsideTheCall(): Unit = runBlocking {
        val ends = LinkedBlockingQueue<Pair<Result<Any, ContactCenterException>, Thread>>()
        appThread.busy {
            callbacks.getVersion { ends += it to Thread.currentThread() }
            // Refused before anything is sent; the thread is busy, so its completion cannot have been called yet.
            callbacks.sendChatMessage("a/b", "hello") { ends += it to Thread.currentThread() }
            assertTrue(ends.isEmpty())
        }
        val (first, second) = List(2) { checkNotNull(ends.poll(PATIENCE_SECONDS, TimeUnit.SECONDS)) }
        assertEquals(first.second, second.second)
        assertNotEquals(Thread.currentThread(), first.second)
        val refusal = listOf(first.first, second.first).firstNotNullOf { it.reasonOrNull }
        assertEquals("chat_id", (refusal as ContactCenterException.InvalidArgument).argument)
        assertEquals(1, listOf(first.first, second.first).count { it is Result.Success })
    }

    @Test
    fun messagesGoOutInTheOrderOfTheirCalls(): Unit = runBlocking {
        val agent = simulator.openChat(communicator)
        val texts = List(50) { "message $it" }
        val ids = LinkedBlockingQueue<String>()
        for (text in texts) callbacks.sendChatMessage(agent.id, text) { ids += checkNotNull(it.valueOrNull) }
        eventually("all of them to arrive") { agent.clientEvents("chat_session_message").size >= texts.size }
        assertEquals(texts, agent.clientEvents("chat_session_message").map { it.text("msg_text") })
        eventually("all of them to be completed") { ids.size == texts.size }
        assertEquals(List(50) { "${agent.id}:${it + 1}" }.toSet(), ids.toSet())
    }

    @Test
    fun retriesAreCompletedBetweenPendingAndTheNextStatus(): Unit = runBlocking {
        val agent = simulator.openChat(communicator)
        val told = LinkedBlockingQueue<String>()
        communicator.delegate = object : ContactCenterEventsDelegating {
            override fun messageStatusChanged(chatID: String, messageID: String, status: MessageStatus) {
                told += status.javaClass.simpleName
            }
        }
        for (number in 1..20) {
            simulator.fault("send_events", "status") {
                put("status", 418)
                put("body", """{"error_code":"7777","error_message":"no"}""")
                put("content_type", "application/json")
            }
            callbacks.sendChatMessage(agent.id, "message") {}
            fun next() = told.poll(PATIENCE_SECONDS, TimeUnit.SECONDS)
            assertEquals("Failed", generateSequence(::next).first { it != "Pending" && it != "Sending" })
            callbacks.messages.retryChatMessage(agent.id, "${agent.id}:$number") { told += it.javaClass.simpleName }
            assertEquals(listOf("Pending", "Success", "Sending", "Sent"), List(4) { next() }, "message $number")
        }
    }

    @Test
    fun aCancelledCallIsNotCompletedAndTheNextOneIs(): Unit = runBlocking {
        val agent = simulator.openChat(communicator)
        simulator.fault("history", "stall") { put("duration_ms", 600_000) }
        val ends = LinkedBlockingQueue<String>()
        val asking = callbacks.getChatHistory(agent.id) { ends += "history" }
        eventually("the question") { simulator.requests().any { it.path.endsWith("/history") } }
        asking.cancel()
        callbacks.getVersion { ends += "version" }
        assertEquals("version", ends.poll(PATIENCE_SECONDS, TimeUnit.SECONDS))
        communicator.shutdown()
        appThread.settle()
        assertTrue(ends.isEmpty(), "$ends")
        asking.cancel()
    }

    @Test
    fun aShutdownCompletesWhatIsUnderWayAndWhatComesAfterwards(): Unit = runBlocking {
        simulator.fault("version", "stall") { put("duration_ms", 600_000) }
        val ends = LinkedBlockingQueue<Result<Any, ContactCenterException>>()
        callbacks.getVersion { ends += it }
        eventually("the request") { simulator.requests().isNotEmpty() }
        communicator.shutdown()
        callbacks.checkAvailability { ends += it }
        repeat(2) {
            val end = checkNotNull(ends.poll(PATIENCE_SECONDS, TimeUnit.SECONDS))
            assertTrue(end.reasonOrNull is ContactCenterException.ShutDown, "$end")
        }
    }

    @Test
    fun anExecutorThatIsShutDownFirstCompletesElsewhereAndNotInsideTheCall() {
        appThread.close()
        val ends = LinkedBlockingQueue<Pair<Result<Any, ContactCenterException>, Thread>>()
        callbacks.getVersion { ends += it to Thread.currentThread() }
        callbacks.sendChatMessage("a/b", "refused before anything is sent") { ends += it to Thread.currentThread() }
        repeat(2) {
            val (_, where) = checkNotNull(ends.poll(PATIENCE_SECONDS, TimeUnit.SECONDS))
            assertNotEquals(Thread.currentThread(), where)
        }
    }

    @Test
    fun aCompletionThatThrowsHarmsOnlyItself(): Unit = runBlocking {
        val ends = LinkedBlockingQueue<String>()
        callbacks.getVersion { error("a completion with a bug") }
        callbacks.getVersion { ends += checkNotNull(it.valueOrNull).serverVersion }
        assertTrue(checkNotNull(ends.poll(PATIENCE_SECONDS, TimeUnit.SECONDS)).isNotEmpty())
    }

    @Test
    fun anUploadTellsItsProgressBeforeItsEndAndOneThatThrowsThereFails() {
        val ends = LinkedBlockingQueue<Any>()
        callbacks.files.uploadData("hello".toByteArray(), "note.txt", { transferred, _ -> ends += transferred }) {
            ends += checkNotNull(it.valueOrNull).fileName
        }
        val told = generateSequence { ends.poll(PATIENCE_SECONDS, TimeUnit.SECONDS) }.takeWhile { it != "note.txt" }
        assertEquals(5L, told.last())

        callbacks.files.uploadData("hello".toByteArray(), "note.txt", { _, _ -> error("my secret") }) {
            ends += checkNotNull(it.reasonOrNull)
        }
        val failure = ends.poll(PATIENCE_SECONDS, TimeUnit.SECONDS) as ContactCenterException.Internal
        assertTrue("secret" !in failure.reason, failure.reason)
    }

    @Test
    fun anUploadIsCompletedWhateverItsProgressThrows() {
        val ends = LinkedBlockingQueue<ContactCenterException>()
        for (thrown in listOf(CancellationException("enough"), AssertionError("my secret"))) {
            callbacks.files.uploadData("hello".toByteArray(), "note.txt", { _, _ -> throw thrown }) {
                ends += checkNotNull(it.reasonOrNull)
            }
        }
        val reasons = List(2) { checkNotNull(ends.poll(PATIENCE_SECONDS, TimeUnit.SECONDS)) }
        assertEquals(1, reasons.count { it is ContactCenterException.Cancelled }, "$reasons")
        val failure = reasons.filterIsInstance<ContactCenterException.Internal>().single()
        assertTrue("secret" !in failure.reason, failure.reason)
    }

    @Test
    fun anUploadOnAnExecutorThatIsShutDownIsCompleted() {
        appThread.close()
        val ends = LinkedBlockingQueue<Result<Any, ContactCenterException>>()
        callbacks.files.uploadData("hello".toByteArray(), "note.txt", null) { ends += it }
        val end = checkNotNull(ends.poll(PATIENCE_SECONDS, TimeUnit.SECONDS))
        assertTrue(end.reasonOrNull is ContactCenterException.Cancelled, "$end")
    }
}
