// How a call with a completion ends. Kotlin's own Result is no help here: Java cannot name it, and it says nothing of what the
// failure may be.

package com.contactcenter.sdk.callbacks

import com.contactcenter.sdk.ContactCenterException

/**
 * What became of a call.
 *
 * @param V what it gives.
 * @param E why it does not.
 */
public sealed class Result<out V, out E> {
    /** What the call gives; none where it failed, or where it gives nothing. */
    public abstract val valueOrNull: V?

    /** Why the call failed; none where it did not. */
    public abstract val reasonOrNull: E?

    /**
     * The call succeeded.
     *
     * @property value what it gives.
     */
    public data class Success<out V>(val value: V) : Result<V, Nothing>() {
        override val valueOrNull: V? get() = value
        override val reasonOrNull: Nothing? get() = null
    }

    /**
     * The call failed.
     *
     * @property reason why.
     */
    public data class Failure<out E>(val reason: E) : Result<Nothing, E>() {
        override val valueOrNull: Nothing? get() = null
        override val reasonOrNull: E? get() = reason
    }
}

/**
 * Is told what became of a call: once, where the callbacks are called, and never where the call was cancelled. On a thread of the
 * SDK's choice where the app's executor has been shut down.
 */
public fun interface Completion<T> {
    /** The call is over. What this throws is lost, but for a line in the log that names its class. */
    public fun complete(result: Result<@JvmSuppressWildcards T, @JvmSuppressWildcards ContactCenterException>)
}

/** Is told that so many bytes of a file were transferred, of so many in all where that is known; at most ten times a second. */
public fun interface Progress {
    /** What this throws ends the transfer. */
    public fun transferred(transferredBytes: Long, totalBytes: Long?)
}

/** A call that is under way. */
public fun interface Cancellable {
    /**
     * Ends the call: a request that asks for something is dropped, and so is a transfer; what was handed over to be sent
     * is sent all the same. The completion is not called any more, unless it is just being called. Returns at once;
     * does nothing when the call is over.
     */
    public fun cancel()
}
