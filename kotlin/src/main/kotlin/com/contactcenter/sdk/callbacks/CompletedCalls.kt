// A suspend call as one with a completion. Made at once, so that calls keep their order; completed where the app wants it.

package com.contactcenter.sdk.callbacks

import com.contactcenter.sdk.ContactCenterCommunicator
import com.contactcenter.sdk.ContactCenterException
import com.contactcenter.sdk.CoreOutgoingMessage
import com.contactcenter.sdk.MessageHandover
import com.contactcenter.sdk.contained
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.currentCoroutineContext
import kotlinx.coroutines.ensureActive
import kotlinx.coroutines.launch

/** [messages] hands over messages where [dispatcher] is that of its updates, so that completions come in their order. */
internal class CompletedCalls(
    val dispatcher: CoroutineDispatcher,
    private val messages: ContactCenterCommunicator? = null,
) {
    // Answers are read neither on the core's thread, which has other chats to serve, nor on the app's.
    private val scope = CoroutineScope(SupervisorJob() + Dispatchers.Default)

    /**
     * Runs [call] up to its first suspension on this thread, and [completion] on the dispatcher, never inside of this; elsewhere
     * where the dispatcher takes no more work, because a completion that never comes may be waited for.
     */
    fun <T> start(completion: Completion<T>, call: suspend () -> T): Cancellable {
        val job = scope.launch(start = CoroutineStart.UNDISPATCHED) {
            val result = outcomeOf(call)
            complete { completion.complete(result) }
        }
        return Cancellable { job.cancel() }
    }

    /**
     * Queues a message, as [call] does. The completion is called after the update that reports the message, and before any of its
     * statuses but [com.contactcenter.sdk.MessageStatus.Pending].
     */
    fun send(
        completion: Completion<String>,
        chatID: String,
        message: CoreOutgoingMessage,
        call: suspend () -> String,
    ): Cancellable {
        if (messages == null) return start(completion, call)
        return handOver(Handover(completion) { it }) { messages.handOver(chatID, message, it) }
    }

    /** Tries a message again, as [call] does. The completion comes before the statuses that the message has afterwards. */
    fun retry(completion: Completion<Unit>, chatID: String, messageID: String, call: suspend () -> Unit): Cancellable {
        if (messages == null) return start(completion, call)
        return handOver(Handover(completion) {}) { messages.retry(chatID, messageID, it) }
    }

    private fun <T> handOver(handover: Handover<T>, call: (MessageHandover) -> Unit): Cancellable {
        try {
            call(handover)
        } catch (refused: ContactCenterException) {
            handover.failed(refused)
        }
        return Cancellable { handover.isCancelled = true }
    }

    private inner class Handover<T>(
        private val completion: Completion<T>,
        private val answer: (messageID: String) -> T,
    ) : MessageHandover {
        @Volatile var isCancelled = false

        override fun handedOver(messageID: String) {
            if (!isCancelled) contained("a completion") { completion.complete(Result.Success(answer(messageID))) }
        }

        override fun failed(error: ContactCenterException) {
            scope.launch { complete { if (!isCancelled) completion.complete(Result.Failure(error)) } }
        }
    }

    private suspend fun complete(complete: () -> Unit): Unit = coroutineScope {
        val completing = launch(dispatcher) { contained("a completion", complete) }
        completing.join()
        // Not by the app, or the line before would not have returned.
        if (completing.isCancelled) launch { contained("a completion", complete) }
    }

    private suspend fun <T> outcomeOf(call: suspend () -> T): Result<T, ContactCenterException> = try {
        Result.Success(call())
    } catch (fatal: VirtualMachineError) {
        throw fatal
    } catch (_: CancellationException) {
        currentCoroutineContext().ensureActive()
        // Not this call was cancelled: a progress threw it, or the app's executor was shut down.
        Result.Failure(ContactCenterException.Cancelled())
    } catch (failure: ContactCenterException) {
        Result.Failure(failure)
    } catch (unexpected: Throwable) {
        // A progress that threw, for example. Its words may be the user's.
        Result.Failure(ContactCenterException.Internal("the call ended with ${unexpected.javaClass.name}"))
    }
}
