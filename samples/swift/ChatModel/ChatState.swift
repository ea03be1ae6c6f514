// What the screen of a chat shows, and how it follows from what happens. Values only: no SDK is called here, nothing waits.

import ContactCenter
import Foundation

/// One line of the conversation.
public struct ChatLine: Identifiable, Equatable, Sendable {
    /// Who has written it.
    public enum Author: Equatable, Sendable {
        /// The customer.
        case me
        /// A party of the contact center, by name.
        case them(String)
        /// No party: the line is a notice.
        case notice
    }

    /// Stays the same for as long as the line is there.
    public let id: String
    /// Who has written it.
    public let author: Author
    /// The text, plain.
    public var text: String
    /// How far a line of the customer's has got.
    public var status: MessageStatus?
}

/// What the screen shows.
public struct ChatState: Equatable, Sendable {
    /// The conversation, oldest first.
    public private(set) var lines: [ChatLine] = []
    /// Whether the other side types.
    public private(set) var isAgentTyping = false
    /// Whether there is a connection; `nil` before it is known.
    public private(set) var connection: ConnectionState?
    /// Set once, when the chat is over.
    public private(set) var closeReason: ChatSessionCloseReason?
    /// What the user should be told; the latest.
    public var failure: String?

    /// The session, once there is one.
    public internal(set) var chatID: String?
    private var names: [String: String] = [:]

    /// Before anything has happened.
    public init() {}

    /// Whether a message can be written.
    public var canSend: Bool { chatID != nil && closeReason == nil }

    /// Follows what has happened.
    mutating func apply(_ update: ChatUpdate) {
        switch update {
        case .events(_, _, let events): events.forEach { apply($0) }
        case .failed(_, let error): failure = error.recoverySuggestion ?? error.localizedDescription
        case .closed(_, let reason): closeReason = reason
        case .connectionChanged(_, let state): connection = state
        case .ownMessageAdded(_, let message): apply(message, status: .pending)
        case .messageStatusChanged(_, let messageID, let status): change(messageID) { $0.status = status }
        }
    }

    private mutating func apply(_ event: ContactCenterEvent, status: MessageStatus? = nil) {
        switch event {
        case .chatSessionMessage(let messageID, let partyID, _, let text, _, _, _, _, _):
            let isMine = chatID.map { event.isFromCustomer(ofChat: $0) } ?? false
            if !isMine { isAgentTyping = false }
            let author: ChatLine.Author = isMine ? .me : .them(partyID.flatMap { names[$0] } ?? "")
            lines.append(ChatLine(id: messageID ?? UUID().uuidString, author: author, text: text, status: status))
        case .chatSessionMessageEdit(let messageID, _, _, let text, _):
            change(messageID) { $0.text = text }
        case .chatSessionMessageDelete(let messageID, _, _):
            lines.removeAll { $0.id == messageID }
        case .chatSessionPartyJoined(let partyID, let first, let last, let display, _, _):
            let name = display ?? [first, last].compactMap { $0 }.joined(separator: " ")
            if let partyID { names[partyID] = name }
            notice("\(name) joined")
        case .chatSessionPartyLeft(let partyID, _, _):
            isAgentTyping = false
            notice("\(partyID.flatMap { names[$0] } ?? "Agent") left")
        case .chatSessionTyping: isAgentTyping = true
        case .chatSessionNotTyping: isAgentTyping = false
        case .chatSessionTimeoutWarning(_, let text, _), .chatSessionInactivityTimeout(_, let text, _): notice(text)
        default: break
        }
    }

    private mutating func notice(_ text: String) {
        lines.append(ChatLine(id: UUID().uuidString, author: .notice, text: text))
    }

    private mutating func change(_ messageID: String?, _ change: (inout ChatLine) -> Void) {
        guard let index = lines.firstIndex(where: { $0.id == messageID }) else { return }
        change(&lines[index])
    }
}
