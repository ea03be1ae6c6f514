// What a delegate is told by six methods, as one type: the form in which it is queued, and in which a flow can carry it.

package com.contactcenter.sdk

/** One thing that happened in a chat. */
public sealed interface ChatUpdate {
    /** The chat in which it happened. */
    public val chatID: String

    /**
     * Events of a chat.
     *
     * @property origin whether they are live, or of the history.
     * @property events the events in the order of the server; never empty.
     */
    public data class Events(
        override val chatID: String,
        val origin: EventOrigin,
        val events: List<ContactCenterEvent>,
    ) : ChatUpdate

    /**
     * A failure that the app should know of. If retrying cannot help, [Closed] follows. After a storage failure, and after
     * a history that cannot be fetched, the chat goes on.
     *
     * @property error the failure.
     */
    public data class Failed(override val chatID: String, val error: ContactCenterException) : ChatUpdate

    /**
     * The chat is closed. This is its last update. Each chat that was opened gets exactly one, unless the communicator is
     * shut down before.
     *
     * @property reason why the chat is closed.
     */
    public data class Closed(override val chatID: String, val reason: ChatSessionCloseReason) : ChatUpdate

    /**
     * The connection state of a chat has changed.
     *
     * @property state the new state.
     */
    public data class ConnectionChanged(override val chatID: String, val state: ConnectionState) : ChatUpdate

    /**
     * A message of this app was added to the chat. Its first status follows.
     *
     * @property message the message as the history will show it; [ContactCenterEventsDelegating.ownMessageAdded] says more.
     */
    public data class OwnMessageAdded(override val chatID: String, val message: ContactCenterEvent) : ChatUpdate

    /**
     * The status of a message of this app has changed. [OwnMessageAdded] came before.
     *
     * @property messageID the id of the message, which [ContactCenterCommunicating.sendChatMessage] returns.
     * @property status the new status.
     */
    public data class MessageStatusChanged(
        override val chatID: String,
        val messageID: String,
        val status: MessageStatus,
    ) : ChatUpdate
}
