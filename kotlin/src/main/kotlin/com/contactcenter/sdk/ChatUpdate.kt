// What a delegate is told by six methods, as one type: the form in which it is queued, and in which a flow can carry it.

package com.contactcenter.sdk

/** One thing that happened in a chat. */
public sealed interface ChatUpdate {
    /** The chat in which it happened. */
    public val chatID: String

    /**
     * Events of a chat.
     *
     * @property origin by which door they came in.
     * @property events in order; never empty.
     */
    public data class Events(
        override val chatID: String,
        val origin: EventOrigin,
        val events: List<ContactCenterEvent>,
    ) : ChatUpdate

    /**
     * Something that the app should know. Where no retry can mend it, [Closed] follows; after a storage failure, and
     * where the history cannot be had, the chat goes on.
     *
     * @property error what it is.
     */
    public data class Failed(override val chatID: String, val error: ContactCenterException) : ChatUpdate

    /**
     * The chat is closed; the last update of it. Exactly one per chat that was opened, unless the communicator is shut
     * down before.
     *
     * @property reason why.
     */
    public data class Closed(override val chatID: String, val reason: ChatSessionCloseReason) : ChatUpdate

    /**
     * The connection of a chat stands otherwise than before.
     *
     * @property state how it stands now.
     */
    public data class ConnectionChanged(override val chatID: String, val state: ConnectionState) : ChatUpdate

    /**
     * A message of this app that was not told of before; its first status follows.
     *
     * @property message the message as the history will show it; [ContactCenterEventsDelegating.ownMessageAdded] says more.
     */
    public data class OwnMessageAdded(override val chatID: String, val message: ContactCenterEvent) : ChatUpdate

    /**
     * A message of this app got further. It was told of before.
     *
     * @property messageID the message, by the id that [ContactCenterCommunicating.sendChatMessage] returns.
     * @property status how far.
     */
    public data class MessageStatusChanged(
        override val chatID: String,
        val messageID: String,
        val status: MessageStatus,
    ) : ChatUpdate
}
