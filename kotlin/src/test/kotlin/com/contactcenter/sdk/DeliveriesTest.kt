// The way from the core to the app, without a core.

package com.contactcenter.sdk

import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.asCoroutineDispatcher
import kotlinx.coroutines.async
import kotlinx.coroutines.flow.onEach
import kotlinx.coroutines.flow.take
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.runBlocking
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertNull
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.Timeout
import java.util.concurrent.CopyOnWriteArrayList
import java.util.concurrent.CountDownLatch
import java.util.concurrent.Executors
import java.util.concurrent.TimeUnit
import java.util.concurrent.atomic.AtomicBoolean
import java.util.concurrent.atomic.AtomicInteger
import java.util.logging.Handler
import java.util.logging.LogRecord
import java.util.logging.Logger
import java.util.logging.SimpleFormatter
import kotlin.concurrent.thread
import kotlin.coroutines.CoroutineContext

@Timeout(60)
class DeliveriesTest {
    private val numbered = List(10_000) { update(it) }

    private fun update(number: Int) = ChatUpdate.MessageStatusChanged("chat", "chat:$number", MessageStatus.Sent)

    private fun CoreBridge.tell(updates: List<ChatUpdate.MessageStatusChanged>) =
        updates.forEach { messageStatusChanged(it.chatID, it.messageID, it.status) }

    @Test
    fun orderHoldsOnADispatcherOfManyThreads() {
        val atOnce = AtomicInteger()
        val most = AtomicInteger()
        val seen = Recorder {
            most.accumulateAndGet(atOnce.incrementAndGet(), ::maxOf)
            Thread.yield()
            atOnce.decrementAndGet()
        }
        Executors.newFixedThreadPool(8).asCoroutineDispatcher().use { manyThreads ->
            CoreBridge(Deliveries(seen, manyThreads)::post).tell(numbered)
            seen.await("the last update") { it.takeIf { it.size == numbered.size } }
        }
        assertEquals(numbered, seen.updates)
        assertEquals(1, most.get())
    }

    @Test
    fun everyCallOfTheCoreBecomesItsOwnUpdate() {
        val seen = Recorder()
        val bridge = CoreBridge(Deliveries(seen, Dispatchers.Default)::post)
        val error = ContactCenterException.ShutDown()
        bridge.chatSessionEvents("a", EventOrigin.HISTORY, listOf(ContactCenterEvent.ChatSessionEnded))
        bridge.chatSessionFailed("b", error)
        bridge.chatSessionClosed("c", ChatSessionCloseReason.LOST)
        bridge.connectionStateChanged("d", ConnectionState.OFFLINE)
        bridge.messageStatusChanged("e", "e:1", MessageStatus.Read)
        val expected = listOf(
            ChatUpdate.Events("a", EventOrigin.HISTORY, listOf(ContactCenterEvent.ChatSessionEnded)),
            ChatUpdate.Failed("b", error),
            ChatUpdate.Closed("c", ChatSessionCloseReason.LOST),
            ChatUpdate.ConnectionChanged("d", ConnectionState.OFFLINE),
            ChatUpdate.MessageStatusChanged("e", "e:1", MessageStatus.Read),
        )
        assertEquals(expected, seen.await("five updates") { it.toList().takeIf { it.size == 5 } })
    }

    @Test
    fun aThrowingDelegateIsLoggedByTheClassOfWhatItThrewAndNothingElse() {
        val records = mutableListOf<LogRecord>()
        val logger = Logger.getLogger("com.contactcenter.sdk")
        val handler = object : Handler() {
            override fun publish(record: LogRecord) = synchronized(records) { records += record }

            override fun flush() = Unit

            override fun close() = Unit
        }
        logger.addHandler(handler)
        logger.useParentHandlers = false
        try {
            val seen = Recorder { update ->
                if (update == numbered[0]) throw IllegalStateException("secret of $update")
                if (update == numbered[1]) throw AssertionError("secret of $update")
            }
            CoreBridge(Deliveries(seen, Dispatchers.Default)::post).tell(numbered.take(3))
            seen.await("the call after those that threw") { it.find { it == numbered[2] } }
        } finally {
            logger.removeHandler(handler)
            logger.useParentHandlers = true
        }
        val texts = synchronized(records) { records.map(SimpleFormatter()::formatMessage) }
        assertEquals(
            listOf("java.lang.IllegalStateException", "java.lang.AssertionError")
                .map { "the delegate threw $it; that one call is lost" },
            texts,
        )
        records.forEach { assertNull(it.thrown) }
    }

    @Test
    fun anExecutorThatIsShutDownFirstNeverHoldsUpTheCoreAndIsSaidOnce() {
        val texts = logged {
            val executor = Executors.newSingleThreadExecutor()
            val deliveries = Deliveries(Recorder(), executor.asCoroutineDispatcher())
            executor.shutdown()
            val core = thread(isDaemon = true) { numbered.forEach(deliveries::post) }
            core.join(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS))
            assertEquals(Thread.State.TERMINATED, core.state)
            deliveries.stop()
        }
        assertEquals(listOf("the callback dispatcher takes no more work: from here on no update is delivered"), texts)
    }

    @Test
    fun theEndOfDeliveriesIsNoComplaint() {
        val texts = logged {
            repeat(100) {
                val deliveries = Deliveries(Recorder(), Dispatchers.Default)
                deliveries.post(numbered[0])
                deliveries.stop()
            }
        }
        assertEquals(emptyList<String>(), texts)
    }

    /** What the SDK says meanwhile in the JVM's own log. */
    private fun logged(work: () -> Unit): List<String> {
        val texts = CopyOnWriteArrayList<String>()
        val logger = Logger.getLogger("com.contactcenter.sdk")
        val handler = object : Handler() {
            override fun publish(record: LogRecord) {
                texts += SimpleFormatter().formatMessage(record)
            }

            override fun flush() = Unit

            override fun close() = Unit
        }
        logger.addHandler(handler)
        logger.useParentHandlers = false
        try {
            work()
        } finally {
            logger.removeHandler(handler)
            logger.useParentHandlers = true
        }
        return texts
    }

    @Test
    fun aSubscriberThatIsSlowLosesNothing(): Unit = runBlocking {
        val seen = Recorder()
        val deliveries = Deliveries(seen, Dispatchers.Default)
        val allPosted = CountDownLatch(1)
        val collected = async(Dispatchers.Default, CoroutineStart.UNDISPATCHED) {
            deliveries.events.onEach { allPosted.await() }.take(numbered.size).toList()
        }
        CoreBridge(deliveries::post).tell(numbered)
        seen.await("the last update") { it.takeIf { it.size == numbered.size } }
        allPosted.countDown()
        assertEquals(numbered, collected.await())
    }

    @Test
    fun whileAThousandThingsWaitTheCoreWaitsForRoomOrForTheEnd() {
        for (isStopped in listOf(false, true)) {
            val seen = Recorder()
            AppThread().use { appThread ->
                val deliveries = Deliveries(seen, appThread.dispatcher)
                lateinit var core: Thread
                appThread.busy {
                    numbered.take(1000).forEach(deliveries::post)
                    core = thread { deliveries.post(numbered[1000]) }
                    eventually("the core to wait") { core.state == Thread.State.WAITING }
                    if (isStopped) deliveries.stop()
                }
                core.join(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS))
                assertEquals(Thread.State.TERMINATED, core.state)
                if (!isStopped) seen.await("the last update") { it.takeIf { it.size == 1001 } }
                appThread.settle()
                assertEquals(if (isStopped) emptyList() else numbered.take(1001), seen.updates)
            }
        }
    }

    @Test
    fun longTextsThatWaitHoldUpTheCoreBeforeTheyAreAThousand() {
        val raw = "\"${"x".repeat(1 shl 20)}\""
        val long = ChatUpdate.Events("chat", EventOrigin.LIVE, listOf(ContactCenterEvent.Unknown("novel", raw)))
        val seen = Recorder()
        AppThread().use { appThread ->
            val deliveries = Deliveries(seen, appThread.dispatcher)
            val posted = AtomicInteger()
            lateinit var core: Thread
            appThread.busy {
                core = thread {
                    repeat(30) {
                        deliveries.post(long)
                        posted.incrementAndGet()
                    }
                }
                eventually("the core to wait") { core.state == Thread.State.WAITING }
                assertEquals(15, posted.get())
            }
            core.join(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS))
            seen.await("all of them") { it.takeIf { it.size == 30 } }
            // One that alone is longer than all that may wait is delivered like any other.
            val huge = ContactCenterEvent.Unknown("novel", raw.repeat(17))
            deliveries.post(long.copy(events = listOf(huge)))
            seen.await("the longest") { it.takeIf { it.size == 31 } }
        }
    }

    @Test
    fun anotherDelegateTakesOver() {
        val (first, second) = Recorder() to Recorder()
        val deliveries = Deliveries(first, Dispatchers.Default)
        deliveries.post(numbered[0])
        first.await("the first update") { it.firstOrNull() }
        deliveries.delegate = second
        deliveries.post(numbered[1])
        second.await("the second update") { it.firstOrNull() }
        assertEquals(listOf(numbered[0]), first.updates)
        assertEquals(listOf(numbered[1]), second.updates)
    }

    @Test
    fun theEndIsAwaitedNoLongerThanSaid() {
        val entered = CountDownLatch(1)
        val released = CountDownLatch(1)
        val seen = Recorder {
            entered.countDown()
            released.await()
        }
        AppThread().use { appThread ->
            val deliveries = Deliveries(seen, appThread.dispatcher)
            numbered.take(2).forEach(deliveries::post)
            entered.await()
            deliveries.stop()
            val start = System.nanoTime()
            deliveries.awaitEnd(start + TimeUnit.MILLISECONDS.toNanos(100))
            val took = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start)
            assertTrue(took in 100..1000, "it took $took ms")
            released.countDown()
            appThread.settle()
            assertEquals(numbered.take(1), seen.updates)
        }
    }

    @Test
    fun aDeliveryThatStopsDeliveriesDoesNotWaitForItself() {
        val stopped = CountDownLatch(1)
        lateinit var deliveries: Deliveries
        val seen = Recorder {
            deliveries.stop()
            deliveries.awaitEnd(Long.MAX_VALUE)
            stopped.countDown()
        }
        deliveries = Deliveries(seen, Dispatchers.Default)
        numbered.take(2).forEach(deliveries::post)
        assertTrue(stopped.await(PATIENCE_SECONDS, TimeUnit.SECONDS))
        assertEquals(numbered.take(1), seen.updates)
    }

    @Test
    fun nothingPassesAClosedGate() {
        val passed = mutableListOf<String>()
        val gate = CallbackGate()
        gate.pass { passed += "open" }
        gate.close()
        gate.pass { passed += "closed" }
        assertEquals(listOf("open"), passed)
    }

    @Test
    fun aDispatcherThatThrowsDoesNotReachTheCore() {
        val isBroken = AtomicBoolean()
        val dispatcher = object : CoroutineDispatcher() {
            override fun dispatch(context: CoroutineContext, block: Runnable) {
                check(!isBroken.get()) { "no thread" }
                block.run()
            }
        }
        val seen = Recorder()
        val bridge = CoreBridge(Deliveries(seen, dispatcher)::post)
        bridge.tell(numbered.take(1))
        isBroken.set(true)
        bridge.tell(numbered.subList(1, 2))
        assertEquals(numbered.take(1), seen.updates)
    }
}
