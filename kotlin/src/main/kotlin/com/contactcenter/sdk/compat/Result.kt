// The result of a call, as BPContactCenter has it: three classes of their own, which Java can name too.

package com.contactcenter.sdk.compat

/**
 * The result of a call: a [Success] or a [Failure].
 *
 * @param V the type of the value.
 * @param E the type of the error.
 */
public sealed class Result<out V, out E>

/**
 * The result of a call that succeeded.
 *
 * @property value what the call returns.
 */
public data class Success<out V>(val value: V) : Result<V, Nothing>()

/**
 * The result of a call that failed.
 *
 * @property reason the error, a [ContactCenterError].
 */
public data class Failure<out E>(val reason: E) : Result<Nothing, E>()
