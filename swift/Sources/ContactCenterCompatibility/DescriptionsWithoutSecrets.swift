// What holds people's words shows, in a log, in `dump` and in a debugger, only what it is. Swift would print every field.

import Foundation

extension ContactCenterEvent: CustomStringConvertible, CustomReflectable {
    /// The name of the case.
    public var description: String {
        switch self {
        case .chatSessionMessage: "chatSessionMessage(…)"
        case .chatSessionMessageDelivered: "chatSessionMessageDelivered(…)"
        case .chatSessionMessageRead: "chatSessionMessageRead(…)"
        case .chatSessionStatus: "chatSessionStatus(…)"
        case .chatSessionCaseSet: "chatSessionCaseSet(…)"
        case .chatSessionPartyJoined: "chatSessionPartyJoined(…)"
        case .chatSessionPartyLeft: "chatSessionPartyLeft(…)"
        case .chatSessionTyping: "chatSessionTyping(…)"
        case .chatSessionNotTyping: "chatSessionNotTyping(…)"
        case .chatSessionLocation: "chatSessionLocation(…)"
        case .chatSessionTimeoutWarning: "chatSessionTimeoutWarning(…)"
        case .chatSessionInactivityTimeout: "chatSessionInactivityTimeout(…)"
        case .chatSessionEnded: "chatSessionEnded"
        case .chatSessionDisconnect: "chatSessionDisconnect"
        case .chatSessionEnd: "chatSessionEnd"
        }
    }

    /// A mirror without children, so that no value is printed.
    public var customMirror: Mirror { Mirror(self, children: EmptyCollection<Mirror.Child>()) }
}

extension ContactCenterChatSessionProperties: CustomStringConvertible, CustomReflectable {
    /// How the session stands.
    public var description: String { "ContactCenterChatSessionProperties(state: \(state), …)" }

    /// How the session stands.
    public var customMirror: Mirror { Mirror(self, children: ["state": state], displayStyle: .struct) }
}

extension ContactCenterChatSession: CustomStringConvertible, CustomReflectable {
    /// How much happened in it.
    public var description: String { "ContactCenterChatSession(\(events.count) events, …)" }

    /// What happened in it, by the names of the events.
    public var customMirror: Mirror { Mirror(self, children: ["events": events], displayStyle: .struct) }
}

extension ContactCenterErrorResponse: CustomStringConvertible, CustomReflectable {
    /// The server's code, and nothing of its words, which may quote a person.
    public var description: String { "ContactCenterErrorResponse(error_code: \(error_code), …)" }

    /// The server's code.
    public var customMirror: Mirror { Mirror(self, children: ["error_code": error_code], displayStyle: .struct) }
}
