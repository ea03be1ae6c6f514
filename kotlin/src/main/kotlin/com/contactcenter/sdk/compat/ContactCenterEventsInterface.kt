// Who is told of a chat, and how a call ends, under the names that BPContactCenter has for them.

package com.contactcenter.sdk.compat

/** How a call ends: [Success] with a value, or [Failure] with a reason. */
public typealias Result<V, E> = com.contactcenter.sdk.callbacks.Result<V, E>

/** A call that succeeded. */
public typealias Success<V> = com.contactcenter.sdk.callbacks.Result.Success<V>

/** A call that failed. */
public typealias Failure<E> = com.contactcenter.sdk.callbacks.Result.Failure<E>

/** Receives what happens in the chat. */
public interface ContactCenterEventsInterface {
    /**
     * Events of the chat, in order, each once; or what has gone wrong, as a [ContactCenterError]. Called on the dispatcher that
     * the communicator was made with, one call after the other.
     */
    public fun chatSessionEvents(result: Result<List<ContactCenterEvent>, Error>)
}
