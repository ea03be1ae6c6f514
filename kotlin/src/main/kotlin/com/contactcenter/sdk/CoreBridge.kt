// The delegate that the core knows. It turns every call into an update and hands it over; it holds no reference to the
// communicator, so that one which was forgotten can be collected.

package com.contactcenter.sdk

internal class CoreBridge(private val deliver: (ChatUpdate) -> Unit) : CoreEventsDelegating {
    override fun chatSessionEvents(chatID: String, origin: EventOrigin, events: List<ContactCenterEvent>): Unit =
        deliver(ChatUpdate.Events(chatID, origin, events))

    override fun chatSessionFailed(chatID: String, error: ContactCenterException): Unit =
        deliver(ChatUpdate.Failed(chatID, error))

    override fun chatSessionClosed(chatID: String, reason: ChatSessionCloseReason): Unit =
        deliver(ChatUpdate.Closed(chatID, reason))

    override fun connectionStateChanged(chatID: String, state: ConnectionState): Unit =
        deliver(ChatUpdate.ConnectionChanged(chatID, state))

    override fun ownMessageAdded(chatID: String, message: ContactCenterEvent): Unit =
        deliver(ChatUpdate.OwnMessageAdded(chatID, message))

    override fun messageStatusChanged(chatID: String, messageID: String, status: MessageStatus): Unit =
        deliver(ChatUpdate.MessageStatusChanged(chatID, messageID, status))
}
