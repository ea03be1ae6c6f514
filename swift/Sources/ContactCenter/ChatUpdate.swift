// What an app hears of its chats, as one value: the element of the streams, and what the bridge carries to the delegate.

/// An update of a chat. There is a case for every method of ``ContactCenterEventsDelegating``, which says more about each.
public enum ChatUpdate: Equatable, Hashable, Sendable {
    /// Events of a chat, in order; never empty.
    case events(chatID: String, origin: EventOrigin, events: [ContactCenterEvent])
    /// A failure that the app should know of.
    case failed(chatID: String, error: ContactCenterError)
    /// The chat is closed; this is its last update.
    case closed(chatID: String, reason: ChatSessionCloseReason)
    /// The connection state of the chat has changed.
    case connectionChanged(chatID: String, state: ConnectionState)
    /// A message of this app was added to the chat; its first status follows.
    case ownMessageAdded(chatID: String, message: ContactCenterEvent)
    /// The status of a message of this app has changed.
    case messageStatusChanged(chatID: String, messageID: String, status: MessageStatus)

    /// The id of the chat.
    public var chatID: String {
        switch self {
        case .events(let chatID, _, _), .failed(let chatID, _), .closed(let chatID, _),
            .connectionChanged(let chatID, _), .ownMessageAdded(let chatID, _),
            .messageStatusChanged(let chatID, _, _):
            chatID
        }
    }

    /// The events of the update; empty for other cases than events.
    public var events: [ContactCenterEvent] {
        if case .events(_, _, let events) = self { events } else { [] }
    }
}

extension ContactCenterEventsDelegating {
    func receive(_ update: ChatUpdate) {
        switch update {
        case .events(let chatID, let origin, let events):
            chatSessionEvents(chatID: chatID, origin: origin, events: events)
        case .failed(let chatID, let error):
            chatSessionFailed(chatID: chatID, error: error)
        case .closed(let chatID, let reason):
            chatSessionClosed(chatID: chatID, reason: reason)
        case .connectionChanged(let chatID, let state):
            connectionStateChanged(chatID: chatID, state: state)
        case .ownMessageAdded(let chatID, let message):
            ownMessageAdded(chatID: chatID, message: message)
        case .messageStatusChanged(let chatID, let messageID, let status):
            messageStatusChanged(chatID: chatID, messageID: messageID, status: status)
        }
    }
}
