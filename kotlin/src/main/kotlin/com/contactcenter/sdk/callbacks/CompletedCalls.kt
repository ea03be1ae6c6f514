// A suspend call as one with a completion. Made at once, so that calls keep their order; completed where the app wants it.

package com.contactcenter.sdk.callbacks

import com.contactcenter.sdk.ContactCenterException
import com.contactcenter.sdk.contained
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.launch

internal class CompletedCalls(val dispatcher: CoroutineDispatcher) {
    // Answers are read neither on the core's thread, which has other chats to serve, nor on the app's.
    private val scope = CoroutineScope(SupervisorJob() + Dispatchers.Default)

    /**
     * Runs [call] up to its first suspension on this thread, and [completion] on the dispatcher, never inside of this; elsewhere
     * where the dispatcher takes no more work, because a completion that never comes may be waited for.
     */
    fun <T> start(completion: Completion<T>, call: suspend () -> T): Cancellable {
        val job = scope.launch(start = CoroutineStart.UNDISPATCHED) {
            val result = outcomeOf(call)
            val complete = { contained("a completion") { completion.complete(result) } }
            val completing = launch(dispatcher) { complete() }
            completing.join()
            // Not by the app, or the line before would not have returned.
            if (completing.isCancelled) launch { complete() }
        }
        return Cancellable { job.cancel() }
    }

    private suspend fun <T> outcomeOf(call: suspend () -> T): Result<T, ContactCenterException> = try {
        Result.Success(call())
    } catch (cancelled: CancellationException) {
        throw cancelled
    } catch (failure: ContactCenterException) {
        Result.Failure(failure)
    } catch (unexpected: Exception) {
        // A progress that threw, for one. Its words may be the user's.
        Result.Failure(ContactCenterException.Internal("the call ended with ${unexpected.javaClass.name}"))
    }
}
