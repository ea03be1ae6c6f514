// The app's callback, as BPContactCenter has it.

package com.contactcenter.sdk.compat

/** Receives the events of the chat. */
public interface ContactCenterEventsInterface {
    /**
     * Receives events of the chat, in order and each once, or the [ContactCenterError] that the chat ran into. Called on the
     * dispatcher that the communicator was made with, one call after the other.
     */
    public fun chatSessionEvents(result: Result<List<ContactCenterEvent>, Error>)
}
