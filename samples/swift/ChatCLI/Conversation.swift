// What is written of a chat, line by line.

import ContactCenter

/// The other side as it is known so far, and how what happens is told.
struct Conversation {
    private let chatID: String
    private var names: [String: String] = [:]

    init(chatID: String) {
        self.chatID = chatID
    }

    /// The lines that an update comes to.
    mutating func lines(for update: ChatUpdate) -> [String] {
        switch update {
        case .events(_, _, let events): events.compactMap { line(for: $0) }
        case .failed(_, let error): ["! \(error.localizedDescription)"]
        case .connectionChanged(_, let state): ["* connection: \(state)"]
        case .closed(_, let reason): ["* the chat is over: \(reason)"]
        case .ownMessageAdded(_, let message): line(for: message).map { [$0] } ?? []
        case .messageStatusChanged(_, _, .failed(let error)): ["! not sent: \(error.localizedDescription)"]
        case .messageStatusChanged(_, let messageID, let status): ["* message \(number(of: messageID)): \(status)"]
        }
    }

    /// The line of an event; `nil` for those that a terminal has no use for.
    mutating func line(for event: ContactCenterEvent) -> String? {
        switch event {
        case .chatSessionMessage(_, let partyID, _, let text, _, _, _, _, _):
            return "\(name(of: partyID)): \(text)"
        case .chatSessionPartyJoined(let partyID, let first, let last, let display, _, _):
            let name = display ?? [first, last].compactMap { $0 }.joined(separator: " ")
            if let partyID { names[partyID] = name }
            return "* \(name) has joined"
        case .chatSessionPartyLeft(let partyID, _, _):
            return "* \(name(of: partyID)) has left"
        case .chatSessionFile(_, let partyID, _, let fileName, _, _):
            return "\(name(of: partyID)): [\(fileName ?? "a file")]"
        case .chatSessionTimeoutWarning(_, let text, _), .chatSessionInactivityTimeout(_, let text, _):
            return "* \(text)"
        default:
            return nil
        }
    }

    private func name(of partyID: String?) -> String {
        guard let partyID else { return "contact center" }
        return partyID.lowercased() == chatID.lowercased() ? "you" : names[partyID] ?? "contact center"
    }

    private func number(of messageID: String) -> Substring {
        messageID.split(separator: ":").last ?? ""
    }
}
