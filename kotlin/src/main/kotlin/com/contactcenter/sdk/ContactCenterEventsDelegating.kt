// The listener that an app implements. Every method has a body, so that an app writes only those that it needs.

package com.contactcenter.sdk

/**
 * Receives everything that happens in the chats of one [ContactCenterCommunicator].
 *
 * The calls come one after the other, in the order in which things happened, on the dispatcher that the communicator was
 * made with. No lock is held meanwhile: calling back into the SDK works, [ContactCenterCommunicator.shutdown] included. A
 * slow method delays the calls after it and nothing else. One that throws loses that one call, and leaves a line in the
 * log that names the exception's class.
 */
public interface ContactCenterEventsDelegating {
    /** [events] of a chat, in order; never empty. [origin] says whether they have just happened. */
    public fun chatSessionEvents(chatID: String, origin: EventOrigin, events: List<ContactCenterEvent>) {}

    /**
     * Something that the app should know. Where no retry can mend it (tenant, app id, authorization), [chatSessionClosed]
     * with the reason `REFUSED` follows; after a storage failure, after `Internal` (unless it closes as `DEFECT`), and where the
     * history cannot be had, the chat goes on.
     */
    public fun chatSessionFailed(chatID: String, error: ContactCenterException) {}

    /**
     * The chat is closed; the last call for it. Exactly one per chat that was opened, unless the communicator is shut
     * down before.
     */
    public fun chatSessionClosed(chatID: String, reason: ChatSessionCloseReason) {}

    /** The connection of a chat stands otherwise than before. */
    public fun connectionStateChanged(chatID: String, state: ConnectionState) {}

    /**
     * A message of this app that was not told of before: one that was just handed over, that went out with the request for the
     * chat, or that waits or has failed since the app ran last. Its first status, [MessageStatus.Pending], follows.
     *
     * Each message is told of once, here or in a history. Where a chat begins with its history, this comes after it, unless the
     * history cannot be had at once. So a screen can be drawn from these calls alone.
     *
     * Messages that waited or had failed in a chat that ended while the app was away are told in that chat and, under the same
     * id, in the chat that is opened next. In both they fail; in the next chat they can be retried and discarded.
     *
     * @param message the message as the history will show it: a text, a file or a place with its id, the chat id as its party,
     * and the time of this device.
     */
    public fun ownMessageAdded(chatID: String, message: ContactCenterEvent) {}

    /** A message of this app got further; it was told of before. [messageID] is what [ContactCenterCommunicating.sendChatMessage] returns. */
    public fun messageStatusChanged(chatID: String, messageID: String, status: MessageStatus) {}
}
