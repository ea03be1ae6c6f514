// The delegate that the core knows. It turns every call into an update and hands it over; it holds no reference to the
// communicator, so that one which was forgotten can be collected.

package com.contactcenter.sdk

internal class CoreBridge(private val deliver: (ChatUpdate) -> Unit) : CoreEventsDelegating {
    override fun chatSessionEvents(chatId: String, origin: EventOrigin, events: List<ContactCenterEvent>): Unit =
        deliver(ChatUpdate.Events(chatId, origin, events))

    override fun chatSessionFailed(chatId: String, error: ContactCenterException): Unit =
        deliver(ChatUpdate.Failed(chatId, error))

    override fun chatSessionClosed(chatId: String, reason: ChatSessionCloseReason): Unit =
        deliver(ChatUpdate.Closed(chatId, reason))

    override fun connectionStateChanged(chatId: String, state: ConnectionState): Unit =
        deliver(ChatUpdate.ConnectionChanged(chatId, state))

    override fun messageStatusChanged(chatId: String, messageId: String, status: MessageStatus): Unit =
        deliver(ChatUpdate.MessageStatusChanged(chatId, messageId, status))
}
