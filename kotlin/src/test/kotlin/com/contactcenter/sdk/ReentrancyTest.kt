// Calls that are made from inside a callback, and waited for there.

package com.contactcenter.sdk

import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.asCoroutineDispatcher
import kotlinx.coroutines.async
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withContext
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.Timeout
import java.util.concurrent.Executors
import java.util.concurrent.LinkedBlockingQueue
import java.util.concurrent.TimeUnit
import kotlin.concurrent.thread

@Timeout(60)
class ReentrancyTest {
    private val ends = LinkedBlockingQueue<Any>()

    private fun update(number: Int) = ChatUpdate.MessageStatusChanged("chat", "chat:$number", MessageStatus.Sent)

    private fun awaitEnd() = checkNotNull(ends.poll(PATIENCE_SECONDS, TimeUnit.SECONDS)) { "it never returned" }

    @Test
    fun aPushAwaitedInADelegateCallbackReturns(): Unit = runBlocking {
        for (dispatcher in listOf(Dispatchers.Default, Executors.newSingleThreadExecutor().asCoroutineDispatcher())) {
            Simulator().use { simulator ->
                lateinit var communicator: ContactCenterCommunicator
                lateinit var agent: SimulatedChat
                val seen = Recorder { update ->
                    if (update.hasText("first")) {
                        agent.say("second")
                        ends += runBlocking { communicator.handlePush(mapOf("chatID" to agent.id)) }
                    }
                }
                communicator = ContactCenterCommunicator(simulator.configuration, seen, dispatcher)
                communicator.use {
                    agent = simulator.openChat(communicator)
                    communicator.setForeground(false)
                    agent.say("first")
                    assertTrue(communicator.handlePush(mapOf("chatID" to agent.id)))
                    assertEquals(true, awaitEnd())
                    seen.awaitText("second")
                }
            }
        }
    }

    @Test
    fun aFullQueueDoesNotHoldUpWhatACallbackWaitsFor() {
        lateinit var deliveries: Deliveries
        val seen = Recorder { update ->
            if (update == update(0)) {
                ends += runBlocking {
                    deliveries.settledAfter {
                        // The core's thread, which hands over more than may wait.
                        val core = CompletableDeferred<String>()
                        thread {
                            for (number in 1..3000) deliveries.post(update(number))
                            core.complete("handed over")
                        }
                        core.await()
                    }
                }
            }
        }
        deliveries = Deliveries(seen, Dispatchers.Default, longestCallbackMillis = Long.MAX_VALUE)
        deliveries.post(update(0))
        assertEquals("handed over", awaitEnd())
        seen.await("the rest") { it.takeIf { it.size == 3001 } }
        // The bound is in force again.
        AppThread().use { appThread ->
            val bounded = Deliveries(Recorder(), appThread.dispatcher)
            appThread.busy {
                val core = thread { for (number in 0..1000) bounded.post(update(number)) }
                eventually("the core to wait") { core.state == Thread.State.WAITING }
                bounded.stop()
            }
        }
    }

    @Test
    fun aCallOnAnotherThreadReturnsAlthoughTheCallbackWaitsForIt() {
        lateinit var deliveries: Deliveries
        val seen = Recorder { update ->
            if (update == update(0)) {
                // Behind this callback.
                deliveries.post(update(1))
                ends += runBlocking { withContext(Dispatchers.IO) { deliveries.settledAfter { "hopped" } } }
                ends += runBlocking(Dispatchers.IO) { deliveries.settledAfter { "elsewhere" } }
            }
        }
        deliveries = Deliveries(seen, Dispatchers.Default, longestCallbackMillis = 100)
        deliveries.post(update(0))
        assertEquals(listOf("hopped", "elsewhere"), listOf(awaitEnd(), awaitEnd()))
        seen.await("the update behind it") { it.takeIf { it.size == 2 } }
    }

    @Test
    fun aCallThatACallbackDoesNotWaitForIsSettledLikeAnyOther() {
        lateinit var deliveries: Deliveries
        val seen = Recorder { update ->
            if (update == update(0)) {
                deliveries.post(update(1))
                CoroutineScope(Dispatchers.Default).launch(start = CoroutineStart.UNDISPATCHED) {
                    deliveries.settledAfter { }
                    ends += "settled"
                }
            }
            if (update == update(1)) ends += "delivered"
        }
        deliveries = Deliveries(seen, Dispatchers.Default)
        deliveries.post(update(0))
        assertEquals(listOf("delivered", "settled"), listOf(awaitEnd(), awaitEnd()))
    }

    @Test
    fun aSlowCallbackIsWaitedFor(): Unit = runBlocking {
        val seen = Recorder { Thread.sleep(20) }
        val deliveries = Deliveries(seen, Dispatchers.Default)
        val settled = async { deliveries.settledAfter { for (number in 0..29) deliveries.post(update(number)) } }
        settled.await()
        assertEquals(30, seen.updates.size)
    }

    @Test
    fun aPushAwaitedInACompletionOnTheOnlyThreadReturns(): Unit = runBlocking {
        Simulator().use { simulator ->
            AppThread().use { appThread ->
                val seen = Recorder()
                ContactCenterCommunicator(simulator.configuration, seen, appThread.dispatcher).use { communicator ->
                    val agent = simulator.openChat(communicator)
                    communicator.setForeground(false)
                    agent.say("behind the completion")
                    communicator.callbacks.getVersion {
                        ends += runBlocking { communicator.handlePush(mapOf("chatID" to agent.id)) }
                    }
                    assertEquals(true, awaitEnd())
                    seen.awaitText("behind the completion")
                }
            }
        }
    }
}
