// The one way from the core to the app. Updates are queued; while a thousand events wait the core's thread for callbacks waits as
// well, and the core asks for no more of them. One coroutine takes them out, so that their order holds on a dispatcher of many
// threads.

package com.contactcenter.sdk

import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.channels.Channel
import kotlinx.coroutines.channels.consumeEach
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.MutableSharedFlow
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.SharedFlow
import kotlinx.coroutines.flow.asSharedFlow
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.flow.update
import kotlinx.coroutines.launch
import kotlinx.coroutines.withContext
import kotlinx.coroutines.withTimeoutOrNull
import kotlinx.coroutines.yield
import java.util.concurrent.TimeUnit
import java.util.concurrent.atomic.AtomicBoolean
import java.util.concurrent.atomic.AtomicLong
import java.util.logging.Logger

internal class Deliveries(
    @Volatile var delegate: ContactCenterEventsDelegating?,
    dispatcher: CoroutineDispatcher,
    longestCallbackMillis: Long = LONGEST_CALLBACK_MILLIS,
) {
    private val longestCallback = TimeUnit.MILLISECONDS.toNanos(longestCallbackMillis)
    private val queue = Channel<Job>(Channel.UNLIMITED) { it.dropped() }
    private val flow = MutableSharedFlow<ChatUpdate>(extraBufferCapacity = Int.MAX_VALUE)
    private val chats = ChatFlows()
    private val gate = CallbackGate()
    private val backpressure = Backpressure()
    private val stopped = AtomicBoolean()
    private val posted = AtomicLong()
    private val delivered = MutableStateFlow(0L)

    val events: SharedFlow<ChatUpdate> = flow.asSharedFlow()

    fun of(chatID: String): Flow<ChatUpdate> = chats.of(chatID)

    init {
        val delivering = CoroutineScope(dispatcher).launch {
            queue.consumeEach { job ->
                backpressure.leave(job.size)
                if (!gate.pass { job.run() }) job.dropped()
                delivered.update { it + 1 }
            }
        }
        // An executor that is shut down before the communicator ends it. Without this, threads that wait for capacity would wait until the shutdown.
        delivering.invokeOnCompletion {
            makeRoomForAll {
                LOGGER.severe("the callback dispatcher takes no more work: from here on no update is delivered")
            }
        }
    }

    /** Waits while too much waits, and never fails; does nothing after [stop]. */
    fun post(update: ChatUpdate) {
        val size = update.size
        backpressure.enter(size)
        put(Job(size, { deliver(update) }))
    }

    /** Makes another call to the app, after all updates so far; calls [dropped] in its place, elsewhere, where it will not be made. */
    fun call(dropped: () -> Unit, call: () -> Unit): Unit = put(Job(size = 0, call, dropped))

    private fun put(job: Job) {
        posted.incrementAndGet()
        try {
            if (queue.trySend(job).isFailure) job.dropped()
        } catch (thrown: Throwable) {
            // From a dispatcher that does not take work any more. The core's thread is no place for its complaint.
            logThrown("the callback dispatcher threw {0}", thrown)
            job.dropped()
        }
    }

    /**
     * What [call] gives, when everything that was posted by its end has been delivered, or will not be.
     *
     * A callback may block on it. What is posted meanwhile can be delivered only when that callback has returned, so it is not
     * waited for. Nor is anything behind a callback that does not return for [LONGEST_CALLBACK_MILLIS], or behind a thread that a
     * callback of another kind, or of another communicator, blocks with this.
     */
    suspend fun <T> settledAfter(call: suspend () -> T): T {
        val result = if (gate.isInside) backpressure.lifted(call) else call()
        // Where nothing was suspended yet, that says nothing of the callback.
        if (gate.isInside || isInsideCallback) yield()
        // Still inside, on the callback's own thread: it is blocked in an event loop that runs this.
        if (!gate.isInside) settle(isCallbackBlocked = isInsideCallback)
        return result
    }

    private suspend fun settle(isCallbackBlocked: Boolean) {
        val last = posted.get()
        val isSettled = { it: Long -> it >= last || stopped.get() }
        if (isSettled(delivered.value)) return
        // In real time, whatever clock the caller's dispatcher has.
        withContext(Dispatchers.Default) {
            while (withTimeoutOrNull(CHECK_MILLIS) { delivered.first(isSettled) } == null) {
                if (gate.isHeldFor(longestCallback)) break
                if (isCallbackBlocked && gate.isIdleFor(LONGEST_IDLE_NANOS)) break
            }
        }
    }

    /** From here on no delivery starts; what is queued is dropped. */
    fun stop() {
        gate.close()
        makeRoomForAll()
        queue.cancel()
        chats.end()
    }

    /** After [stop]: waits for the delivery that is under way, at most until [deadline] by [System.nanoTime]. */
    fun awaitEnd(deadline: Long): Unit = gate.awaitEmpty(deadline)

    /** Once; after [before]. */
    private fun makeRoomForAll(before: () -> Unit = {}) {
        if (!stopped.compareAndSet(false, true)) return
        before()
        backpressure.end()
        // Wakes what waits.
        delivered.update { it + 1 }
    }

    private fun deliver(update: ChatUpdate) {
        flow.tryEmit(update)
        chats.emit(update)
        val delegate = delegate ?: return
        contained("the delegate") { delegate.accept(update) }
    }
}

/** A call to the app, its size in the queue, and what to do if it is not made. Exactly one of both is done, once. */
private class Job(val size: Int, private val call: () -> Unit, private val otherwise: () -> Unit = {}) {
    private val isDone = AtomicBoolean()

    fun run() {
        if (isDone.compareAndSet(false, true)) call()
    }

    fun dropped() {
        if (isDone.compareAndSet(false, true)) otherwise()
    }
}

private fun ContactCenterEventsDelegating.accept(update: ChatUpdate) = when (update) {
    is ChatUpdate.Events -> chatSessionEvents(update.chatID, update.origin, update.events)
    is ChatUpdate.Failed -> chatSessionFailed(update.chatID, update.error)
    is ChatUpdate.Closed -> chatSessionClosed(update.chatID, update.reason)
    is ChatUpdate.ConnectionChanged -> connectionStateChanged(update.chatID, update.state)
    is ChatUpdate.OwnMessageAdded -> ownMessageAdded(update.chatID, update.message)
    is ChatUpdate.MessageStatusChanged -> messageStatusChanged(update.chatID, update.messageID, update.status)
}

/** How long one callback is waited for. Not without a limit: it may be waiting for the same call, on whatever thread. */
private const val LONGEST_CALLBACK_MILLIS = 5_000L
private const val CHECK_MILLIS = 250L

/** How long a dispatcher that may be blocked is waited for. */
private val LONGEST_IDLE_NANOS = TimeUnit.SECONDS.toNanos(1)

private val LOGGER: Logger = Logger.getLogger("com.contactcenter.sdk")
