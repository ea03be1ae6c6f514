// The delegate of the app. The core has a delegate of its own; this one is held weakly, is called on a queue that the app
// chooses, and has optional methods.

/// Receives the updates of all chats of one ``ContactCenterCommunicator``.
///
/// The methods are called one at a time, in order, on the callback queue of the communicator, which is the main queue by
/// default. No lock is held meanwhile, so a delegate may call back into the SDK, ``ContactCenterRunning/shutdown()`` included.
/// A slow delegate delays its own further calls, and nothing that is sent. Backpressure: while some thousands of updates
/// wait for it, no chat polls, and streams receive no more updates either. Nothing is lost, because the server keeps events
/// until they are fetched.
///
/// The communicator holds its delegate weakly.
///
/// A class of the main actor, such as a view controller, implements the methods as `nonisolated` and enters its actor, which
/// is the current one while the callback queue is the main queue:
///
/// ```swift
/// nonisolated func chatSessionEvents(chatID: String, origin: EventOrigin, events: [ContactCenterEvent]) {
///     MainActor.assumeIsolated { show(events) }
/// }
/// ```
public protocol ContactCenterEventsDelegating: AnyObject, Sendable {
    /// Events of a chat.
    ///
    /// - Parameters:
    ///   - chatID: The chat.
    ///   - origin: Whether the events are live, or of the history from before the chat was opened here.
    ///   - events: The events in the order of the server; never empty.
    func chatSessionEvents(chatID: String, origin: EventOrigin, events: [ContactCenterEvent])

    /// A failure that the app should know of.
    ///
    /// If retrying cannot help (tenant, app id, authorization), ``chatSessionClosed(chatID:reason:)`` with the reason
    /// ``ChatSessionCloseReason/refused`` follows. The chat goes on after ``ContactCenterError/Storage(reason:)``, after
    /// ``ContactCenterError/Internal(reason:)`` unless it closes as ``ChatSessionCloseReason/defect``, and after a history that
    /// cannot be fetched.
    ///
    /// - Parameters:
    ///   - chatID: The chat.
    ///   - error: The failure.
    func chatSessionFailed(chatID: String, error: ContactCenterError)

    /// The chat is closed. This is the last call for the chat.
    ///
    /// It is called exactly once for each chat that was opened, unless the communicator is shut down before.
    ///
    /// - Parameters:
    ///   - chatID: The chat.
    ///   - reason: Why the chat is closed.
    func chatSessionClosed(chatID: String, reason: ChatSessionCloseReason)

    /// The connection state of a chat has changed.
    ///
    /// - Parameters:
    ///   - chatID: The chat.
    ///   - state: The new state.
    func connectionStateChanged(chatID: String, state: ConnectionState)

    /// A message of this app was added to the chat: it was just sent, was part of the request for the chat, or is unsent or failed
    /// since an earlier run of the app. Its first status, ``MessageStatus/pending``, follows.
    ///
    /// Each message is reported once, here or in a history. If a chat begins with its history, this comes after it, unless the
    /// history cannot be fetched at once. So a conversation can be drawn from the calls of the delegate alone.
    ///
    /// Unsent and failed messages of a chat that ended while the app was not running are reported in that chat and, with the same
    /// id, in the chat that is opened next. In both they fail; in the next chat ``ContactCenterMessaging`` retries or discards them.
    ///
    /// - Parameters:
    ///   - chatID: The chat.
    ///   - message: The message as the history will show it: a text, a file or a location with its id, the chat id as its party,
    ///     and the time of this device.
    func ownMessageAdded(chatID: String, message: ContactCenterEvent)

    /// The status of a message of this app has changed. ``ownMessageAdded(chatID:message:)`` came before.
    ///
    /// - Parameters:
    ///   - chatID: The chat.
    ///   - messageID: The id of the message, which ``ContactCenterCommunicating/sendChatMessage(chatID:message:with:)``
    ///     returns.
    ///   - status: The new status. It only moves forward until the app retries the message.
    func messageStatusChanged(chatID: String, messageID: String, status: MessageStatus)
}

/// Empty implementations, which make all methods but the first optional.
extension ContactCenterEventsDelegating {
    /// Does nothing.
    public func chatSessionFailed(chatID: String, error: ContactCenterError) {}

    /// Does nothing.
    public func chatSessionClosed(chatID: String, reason: ChatSessionCloseReason) {}

    /// Does nothing.
    public func connectionStateChanged(chatID: String, state: ConnectionState) {}

    /// Does nothing.
    public func ownMessageAdded(chatID: String, message: ContactCenterEvent) {}

    /// Does nothing.
    public func messageStatusChanged(chatID: String, messageID: String, status: MessageStatus) {}
}
