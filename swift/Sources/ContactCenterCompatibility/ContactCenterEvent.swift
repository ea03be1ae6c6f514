// The events of BPMobileMessaging: its cases, with their associated values in its order.

import Foundation

/// What happens in a chat, or has happened.
///
/// Where a value cannot be absent here and the server leaves it out, it is what the case says.
public enum ContactCenterEvent: Sendable {
    /// A message: HTML, and the plain text that the server sent with it. `messageText` is `nil` if the server sent none, and
    /// never empty.
    case chatSessionMessage(
        messageID: String?, partyID: String?, message: String, messageText: String?, timestamp: Date?)
    /// Somebody has a message.
    case chatSessionMessageDelivered(messageID: String?, partyID: String?, timestamp: Date?)
    /// Somebody has read a message.
    case chatSessionMessageRead(messageID: String?, partyID: String?, timestamp: Date?)
    /// How the session stands. The wait is in seconds, 0 where the server names none.
    case chatSessionStatus(state: ContactCenterChatSessionState, estimatedWaitTime: Int)
    /// The CRM case of the session was set, or cleared. The time is that of receipt where the server names none.
    case chatSessionCaseSet(caseID: String?, timestamp: Date)
    /// Somebody has joined. A party without an id has an empty one; the time is that of receipt where the server names none.
    case chatSessionPartyJoined(
        partyID: String, firstName: String?, lastName: String?, displayName: String?,
        type: ContactCenterChatSessionPartyType, timestamp: Date)
    /// Somebody has left; otherwise as for those who join.
    case chatSessionPartyLeft(partyID: String, timestamp: Date)
    /// Somebody types.
    case chatSessionTyping(partyID: String?, timestamp: Date?)
    /// Somebody has stopped typing.
    case chatSessionNotTyping(partyID: String?, timestamp: Date?)
    /// A place, to the precision of a `Float`. One whose degrees cannot be read is among the further events.
    case chatSessionLocation(partyID: String?, url: String?, latitude: Float, longitude: Float, timestamp: Date?)
    /// The customer has been silent for long. The time is that of receipt where the server names none.
    case chatSessionTimeoutWarning(message: String, timestamp: Date)
    /// The session was ended because of that; otherwise as the warning.
    case chatSessionInactivityTimeout(message: String, timestamp: Date)
    /// The session has ended.
    case chatSessionEnded
    /// The customer has left the conversation. In histories only.
    case chatSessionDisconnect
    /// The customer has completed the session. In histories only.
    case chatSessionEnd
}

/// How a session stands.
public enum ContactCenterChatSessionState: Sendable {
    /// It waits for somebody to be free.
    case queued
    /// Somebody is about to join; states that BPMobileMessaging did not know are this one, too.
    case connecting
    /// Somebody has joined.
    case connected
    /// A scenario answers.
    case ivr
    /// It has failed, and is over.
    case failed
    /// It is over.
    case completed
}

/// What a party of a chat is.
public enum ContactCenterChatSessionPartyType: Sendable {
    /// A scenario of the contact center.
    case scenario
    /// Somebody from outside, as the customer is.
    case external
    /// An agent; also what BPMobileMessaging did not know, such as an agent in Microsoft Teams.
    case `internal`
}
