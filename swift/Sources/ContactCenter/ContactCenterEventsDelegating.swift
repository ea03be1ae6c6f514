// The app's side of the SDK. The core has a delegate of its own; this one exists beside it because an app expects to be
// held weakly, to be called on a queue of its choice, and to leave out what it does not need.

/// Receives everything that happens in the chats of one ``ContactCenterCommunicator``.
///
/// The calls come one after the other, in the order in which things happened, on the queue that the communicator was
/// made with: the main queue, unless told otherwise. Nothing is locked meanwhile, so a delegate may call back into the
/// SDK, ``ContactCenterRunning/shutdown()`` included. A slow delegate delays its own further calls, and nothing that is sent.
/// While some thousands of events and the like wait for it no chat is asked for more, so streams bring no more either; nothing
/// is lost, because the contact center keeps what nobody asks for.
///
/// The communicator does not keep its delegate alive.
///
/// A class of the main actor, such as a view controller, conforms with methods that are `nonisolated` and enter its actor,
/// where they are already as long as the callbacks come on the main queue:
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
    ///   - origin: Whether they have just happened, or before this chat was opened here.
    ///   - events: What happened, in order; never empty.
    func chatSessionEvents(chatID: String, origin: EventOrigin, events: [ContactCenterEvent])

    /// Something that the app should know. Where no retry can mend it (tenant, app id, authorization),
    /// ``chatSessionClosed(chatID:reason:)`` with the reason ``ChatSessionCloseReason/refused`` follows; after
    /// ``ContactCenterError/Storage(reason:)``, after ``ContactCenterError/Internal(reason:)`` unless it closes as
    /// ``ChatSessionCloseReason/defect``, and where the history cannot be had, the chat goes on.
    ///
    /// - Parameters:
    ///   - chatID: The chat.
    ///   - error: What it was, and what to do.
    func chatSessionFailed(chatID: String, error: ContactCenterError)

    /// The chat is closed. This is the last call for it, and the only one of its kind.
    ///
    /// It does not come if the communicator is shut down before.
    ///
    /// - Parameters:
    ///   - chatID: The chat.
    ///   - reason: How it came to that.
    func chatSessionClosed(chatID: String, reason: ChatSessionCloseReason)

    /// The connection of a chat stands otherwise than before.
    ///
    /// - Parameters:
    ///   - chatID: The chat.
    ///   - state: How it stands now.
    func connectionStateChanged(chatID: String, state: ConnectionState)

    /// A message of this app that was not told of before: one that was just handed over, that went out with the request for the
    /// chat, or that waits or has failed since the app ran last. Its first status, ``MessageStatus/pending``, follows.
    ///
    /// Each message is told of once, here or in a history. Where a chat begins with its history, this comes after it, unless the
    /// history cannot be had at once. So a screen can be drawn from these calls alone.
    ///
    /// Messages that waited or had failed in a chat that ended while the app was away are told in that chat and, under the same id, in
    /// the chat that is opened next. In both they fail; in the next chat ``ContactCenterMessaging`` retries or discards them.
    ///
    /// - Parameters:
    ///   - chatID: The chat.
    ///   - message: The message as the history will show it: a text, a file or a place with its id, the chat id as its party, and
    ///     the time of this device.
    func ownMessageAdded(chatID: String, message: ContactCenterEvent)

    /// A message of this app got further. It was told of before.
    ///
    /// - Parameters:
    ///   - chatID: The chat.
    ///   - messageID: The message, by the id that ``ContactCenterCommunicating/sendChatMessage(chatID:message:with:)``
    ///     tells.
    ///   - status: How far it has got; it never goes back.
    func messageStatusChanged(chatID: String, messageID: String, status: MessageStatus)
}

/// What a delegate leaves out is ignored.
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
