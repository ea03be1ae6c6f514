// The result of a call with a completion. Kotlin's own Result does not fit: Java cannot name it, and it has no type for the
// failure.

package com.contactcenter.sdk.callbacks

import com.contactcenter.sdk.ContactCenterException

/**
 * The result of a call.
 *
 * @param V the type of the value.
 * @param E the type of the error.
 */
public sealed class Result<out V, out E> {
    /** The value of the call; null if it failed, or if it has no value. */
    public abstract val valueOrNull: V?

    /** The error of the call; null if it succeeded. */
    public abstract val reasonOrNull: E?

    /**
     * The call succeeded.
     *
     * @property value the value of the call.
     */
    public data class Success<out V>(val value: V) : Result<V, Nothing>() {
        override val valueOrNull: V? get() = value
        override val reasonOrNull: Nothing? get() = null
    }

    /**
     * The call failed.
     *
     * @property reason the error of the call.
     */
    public data class Failure<out E>(val reason: E) : Result<Nothing, E>() {
        override val valueOrNull: Nothing? get() = null
        override val reasonOrNull: E? get() = reason
    }
}

/**
 * Receives the result of a call: once, on the dispatcher of the callbacks, and never after the call was cancelled. If the app's
 * executor was shut down, it is called on a thread of the SDK.
 */
public fun interface Completion<T> {
    /** Receives [result]. An exception is dropped; the log names its class. */
    public fun complete(result: Result<@JvmSuppressWildcards T, @JvmSuppressWildcards ContactCenterException>)
}

/** Receives the progress of a transfer, at most ten times a second. */
public fun interface Progress {
    /** Receives the bytes transferred so far, and the total if it is known. An exception ends the transfer. */
    public fun transferred(transferredBytes: Long, totalBytes: Long?)
}

/** A running call. */
public fun interface Cancellable {
    /**
     * Cancels the call: a query and a transfer are dropped; a command was handed over before, and is sent all the same. The
     * completion is not called any more, unless it is being called. Returns at once; does nothing after the call has ended.
     */
    public fun cancel()
}
