// What the calls of BPMobileMessaging answer with, beside events.

import Foundation

/// A chat session, as a request for one answers.
public struct ContactCenterChatSessionProperties: Sendable {
    /// The id of the session; every further call names it.
    public let chatID: String
    /// How the session stands.
    public let state: ContactCenterChatSessionState
    /// How long the wait may be, in seconds, where the server says so.
    public let estimatedWaitTime: Int?
    /// False for a session of this client that was live before.
    public let isNewChat: Bool
    /// The customer's number, where the server knows it.
    public let phoneNumber: String?

    /// Made by hand in an app's tests.
    public init(
        chatID: String, state: ContactCenterChatSessionState, estimatedWaitTime: Int?, isNewChat: Bool,
        phoneNumber: String?
    ) {
        self.chatID = chatID
        self.state = state
        self.estimatedWaitTime = estimatedWaitTime
        self.isNewChat = isNewChat
        self.phoneNumber = phoneNumber
    }
}

/// One session of a CRM case.
public struct ContactCenterChatSession: Sendable {
    /// The id of the session.
    public let chatID: String
    /// When it began; the time of its first event where the server does not say, and `Date.distantPast` where that has none.
    public let createdTime: Date
    /// What happened in it, in the server's order.
    public let events: [ContactCenterEvent]

    /// Made by hand in an app's tests.
    public init(chatID: String, createdTime: Date, events: [ContactCenterEvent]) {
        self.chatID = chatID
        self.createdTime = createdTime
        self.events = events
    }
}

/// The sessions of a CRM case.
public struct ContactCenterCaseHistory: Sendable {
    /// The sessions, in the server's order.
    public let sessions: [ContactCenterChatSession]

    /// Creates a case history, for tests of an app and for what an app keeps.
    public init(sessions: [ContactCenterChatSession]) {
        self.sessions = sessions
    }
}

/// Whether chats can be requested. The raw values are the server's.
public enum ContactCenterServiceChatAvailability: String, Decodable, Sendable {
    /// The contact center is open.
    case available
    /// The contact center is closed.
    case unavailable = "notAvailable"
}

/// Opening hours, and perhaps the wait.
public struct ContactCenterServiceAvailability: Sendable {
    /// Whether the contact center is open. Says nothing of agents who are logged in.
    public let chat: ContactCenterServiceChatAvailability
    /// How long the wait may be, in seconds, where the server says so.
    public let estimatedWaitTime: Int?

    /// Made by hand in an app's tests.
    public init(chat: ContactCenterServiceChatAvailability, estimatedWaitTime: Int?) {
        self.chat = chat
        self.estimatedWaitTime = estimatedWaitTime
    }
}

/// The server's version.
public struct ContactCenterVersion: Sendable {
    /// As the server writes it.
    public let serverVersion: String

    /// Made by hand in an app's tests.
    public init(serverVersion: String) {
        self.serverVersion = serverVersion
    }
}
