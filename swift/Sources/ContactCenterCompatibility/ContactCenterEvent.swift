// The events of BPMobileMessaging: its cases, with their associated values in its order.

import Foundation

/// An event of a chat.
///
/// Each case says what stands for a value that the server has left out.
public enum ContactCenterEvent: Sendable {
    /// A message: HTML, and the plain text that the server sent with it. `messageText` is `nil` if the server sent none, and
    /// never empty.
    case chatSessionMessage(
        messageID: String?, partyID: String?, message: String, messageText: String?, timestamp: Date?)
    /// The other side's device has a message.
    case chatSessionMessageDelivered(messageID: String?, partyID: String?, timestamp: Date?)
    /// The other side has read a message.
    case chatSessionMessageRead(messageID: String?, partyID: String?, timestamp: Date?)
    /// The state of the session has changed. The wait is in seconds; 0 if the server does not name one.
    case chatSessionStatus(state: ContactCenterChatSessionState, estimatedWaitTime: Int)
    /// The CRM case of the session was set, or cleared. Without a time of the server, the time is that of receipt.
    case chatSessionCaseSet(caseID: String?, timestamp: Date)
    /// A party has joined. A missing id is empty. Without a time of the server, the time is that of receipt.
    case chatSessionPartyJoined(
        partyID: String, firstName: String?, lastName: String?, displayName: String?,
        type: ContactCenterChatSessionPartyType, timestamp: Date)
    /// A party has left. Missing values are as for a party that joins.
    case chatSessionPartyLeft(partyID: String, timestamp: Date)
    /// A party is typing.
    case chatSessionTyping(partyID: String?, timestamp: Date?)
    /// A party has stopped typing.
    case chatSessionNotTyping(partyID: String?, timestamp: Date?)
    /// A location, with the precision of a `Float`. One with unreadable degrees is delivered as a further event.
    case chatSessionLocation(partyID: String?, url: String?, latitude: Float, longitude: Float, timestamp: Date?)
    /// The customer has been silent for long. Without a time of the server, the time is that of receipt.
    case chatSessionTimeoutWarning(message: String, timestamp: Date)
    /// The session was ended because the customer was silent. The time is as for the warning.
    case chatSessionInactivityTimeout(message: String, timestamp: Date)
    /// The session has ended.
    case chatSessionEnded
    /// The customer has left the conversation. In histories only.
    case chatSessionDisconnect
    /// The customer has completed the session. In histories only.
    case chatSessionEnd
}

/// The state of a session.
public enum ContactCenterChatSessionState: Sendable {
    /// The session waits for a free agent.
    case queued
    /// An agent is about to join. States that BPMobileMessaging does not have are reported as this one.
    case connecting
    /// An agent has joined.
    case connected
    /// A scenario answers.
    case ivr
    /// The session has failed.
    case failed
    /// The session is completed.
    case completed
}

/// The type of a party of a chat.
public enum ContactCenterChatSessionPartyType: Sendable {
    /// A scenario of the contact center.
    case scenario
    /// A party outside of the contact center, for example the customer.
    case external
    /// An agent. Types that BPMobileMessaging does not have are reported as this one, such as an agent in Microsoft Teams.
    case `internal`
}
