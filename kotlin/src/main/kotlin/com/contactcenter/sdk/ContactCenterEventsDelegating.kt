// The delegate that an app implements. Every method has a body, so that an app overrides only those that it needs.

package com.contactcenter.sdk

/**
 * Receives the updates of all chats of one [ContactCenterCommunicator].
 *
 * The methods are called one at a time, in order, on the callback dispatcher of the communicator. No lock is held meanwhile,
 * so a method may call back into the SDK, [ContactCenterCommunicator.shutdown] included. A slow method delays the calls after
 * it and nothing else. A method that throws loses that call; the log then names the class of the exception.
 */
public interface ContactCenterEventsDelegating {
    /** Receives [events] of a chat in the order of the server; never empty. [origin] says whether they are live, or of the history. */
    public fun chatSessionEvents(chatID: String, origin: EventOrigin, events: List<ContactCenterEvent>) {}

    /**
     * A failure that the app should know of. If retrying cannot help (tenant, app id, authorization), [chatSessionClosed] with
     * the reason `REFUSED` follows. The chat goes on after a storage failure, after `Internal` (unless it closes as `DEFECT`),
     * and after a history that cannot be fetched.
     */
    public fun chatSessionFailed(chatID: String, error: ContactCenterException) {}

    /**
     * The chat is closed. This is the last call for the chat. It is called exactly once for each chat that was opened, unless
     * the communicator is shut down before.
     */
    public fun chatSessionClosed(chatID: String, reason: ChatSessionCloseReason) {}

    /** The connection state of a chat has changed. */
    public fun connectionStateChanged(chatID: String, state: ConnectionState) {}

    /**
     * A message of this app was added to the chat: it was just sent, was part of the request for the chat, or is unsent or
     * failed since an earlier run of the app. Its first status, [MessageStatus.Pending], follows.
     *
     * Each message is reported once, here or in a history. If a chat begins with its history, this comes after it, unless the
     * history cannot be fetched at once. So a conversation can be drawn from the calls of the delegate alone.
     *
     * Unsent and failed messages of a chat that ended while the app was not running are reported in that chat and, with the
     * same id, in the chat that is opened next. In both they fail; in the next chat they can be retried and discarded.
     *
     * @param message the message as the history will show it: a text, a file or a location with its id, the chat id as its
     * party, and the time of this device.
     */
    public fun ownMessageAdded(chatID: String, message: ContactCenterEvent) {}

    /** The status of a message of this app has changed. [messageID] is the id that [ContactCenterCommunicating.sendChatMessage] returns. */
    public fun messageStatusChanged(chatID: String, messageID: String, status: MessageStatus) {}
}
