// What most events have, asked for without a `switch` over all of them.

import Foundation

extension ContactCenterEvent {
    /// When the event happened, by the server's clock; `nil` for events without a time.
    public var timestamp: Date? {
        switch self {
        case .chatSessionMessage(_, _, _, _, _, _, _, let timestamp, _),
            .chatSessionMessageDelivered(_, _, let timestamp),
            .chatSessionMessageRead(_, _, let timestamp),
            .chatSessionMessageEdit(_, _, _, _, let timestamp),
            .chatSessionMessageDelete(_, _, let timestamp),
            .chatSessionCaseSet(_, let timestamp),
            .chatSessionPartyJoined(_, _, _, _, _, let timestamp),
            .chatSessionPartyLeft(_, _, let timestamp),
            .chatSessionTyping(_, _, let timestamp),
            .chatSessionNotTyping(_, let timestamp),
            .chatSessionFile(_, _, _, _, _, let timestamp),
            .chatSessionFileUrl(_, _, _, _, _, let timestamp),
            .chatSessionLocation(_, _, _, _, _, let timestamp),
            .chatSessionNavigation(_, _, _, _, let timestamp),
            .chatSessionFormShow(_, _, _, _, _, let timestamp),
            .chatSessionSecureFormShow(_, _, _, let timestamp),
            .chatSessionFormData(_, _, _, _, let timestamp),
            .chatFormDataCancel(_, _, _, let timestamp),
            .chatSessionSecureFormData(_, _, _, let timestamp),
            .chatSessionSecureFormCancel(_, _, _, let timestamp),
            .chatSessionFormSubmit(_, _, _, let timestamp),
            .chatSessionCobrowsingRequested(_, _, let timestamp),
            .chatSessionCobrowsingRejected(_, _, let timestamp),
            .chatSessionCobrowsingStarted(_, _, _, _, _, let timestamp),
            .chatSessionCobrowsingEnded(_, _, let timestamp),
            .chatSessionSignaling(_, _, _, _, let timestamp),
            .chatSessionInfo(_, let timestamp),
            .chatSessionTimeoutWarning(_, _, let timestamp),
            .chatSessionInactivityTimeout(_, _, let timestamp):
            timestamp
        case .chatSessionStatus, .chatSessionEnded, .chatSessionDisconnect, .chatSessionEnd, .unknown:
            nil
        }
    }

    /// The id of the party that caused the event; `nil` for events of the server, and if the server does not name it.
    public var partyID: String? {
        switch self {
        case .chatSessionMessage(_, let partyID, _, _, _, _, _, _, _),
            .chatSessionMessageDelivered(_, let partyID, _),
            .chatSessionMessageRead(_, let partyID, _),
            .chatSessionMessageEdit(_, let partyID, _, _, _),
            .chatSessionMessageDelete(_, let partyID, _),
            .chatSessionPartyJoined(let partyID, _, _, _, _, _),
            .chatSessionPartyLeft(let partyID, _, _),
            .chatSessionTyping(let partyID, _, _),
            .chatSessionNotTyping(let partyID, _),
            .chatSessionFile(_, let partyID, _, _, _, _),
            .chatSessionFileUrl(_, let partyID, _, _, _, _),
            .chatSessionLocation(_, let partyID, _, _, _, _),
            .chatSessionNavigation(_, let partyID, _, _, _),
            .chatSessionFormShow(_, _, _, _, let partyID, _),
            .chatSessionSecureFormShow(_, _, let partyID, _),
            .chatSessionFormData(_, _, _, let partyID, _),
            .chatFormDataCancel(_, _, let partyID, _),
            .chatSessionSecureFormData(_, _, let partyID, _),
            .chatSessionSecureFormCancel(_, _, let partyID, _),
            .chatSessionFormSubmit(_, _, let partyID, _),
            .chatSessionCobrowsingRequested(_, let partyID, _),
            .chatSessionCobrowsingRejected(_, let partyID, _),
            .chatSessionCobrowsingStarted(_, let partyID, _, _, _, _),
            .chatSessionCobrowsingEnded(_, let partyID, _),
            .chatSessionSignaling(_, let partyID, _, _, _):
            partyID
        case .chatSessionStatus, .chatSessionCaseSet, .chatSessionInfo, .chatSessionTimeoutWarning,
            .chatSessionInactivityTimeout, .chatSessionEnded, .chatSessionDisconnect, .chatSessionEnd, .unknown:
            nil
        }
    }

    /// The id of the message of the event, or to which a receipt or an edit refers; `nil` for other events.
    public var messageID: String? {
        switch self {
        case .chatSessionMessage(let messageID, _, _, _, _, _, _, _, _),
            .chatSessionMessageDelivered(let messageID, _, _),
            .chatSessionMessageRead(let messageID, _, _),
            .chatSessionMessageEdit(let messageID, _, _, _, _),
            .chatSessionMessageDelete(let messageID, _, _),
            .chatSessionFile(let messageID, _, _, _, _, _),
            .chatSessionFileUrl(let messageID, _, _, _, _, _),
            .chatSessionLocation(let messageID, _, _, _, _, _),
            .chatSessionNavigation(let messageID, _, _, _, _),
            .chatSessionCobrowsingRequested(let messageID, _, _),
            .chatSessionCobrowsingRejected(let messageID, _, _),
            .chatSessionCobrowsingStarted(let messageID, _, _, _, _, _),
            .chatSessionCobrowsingEnded(let messageID, _, _),
            .chatSessionSignaling(let messageID, _, _, _, _):
            messageID
        default:
            nil
        }
    }

    /// The plain text of a message, of an edit, or of a warning about inactivity; `nil` for other events.
    public var messageText: String? {
        switch self {
        case .chatSessionMessage(_, _, _, let messageText, _, _, _, _, _),
            .chatSessionMessageEdit(_, _, _, let messageText, _),
            .chatSessionTimeoutWarning(_, let messageText, _),
            .chatSessionInactivityTimeout(_, let messageText, _):
            messageText
        default:
            nil
        }
    }

    /// The id of the request for a form that the event is, or refers to; `nil` for other events.
    public var formRequestID: String? {
        switch self {
        case .chatSessionFormShow(let formRequestID, _, _, _, _, _),
            .chatSessionSecureFormShow(let formRequestID, _, _, _),
            .chatSessionFormData(let formRequestID, _, _, _, _),
            .chatFormDataCancel(let formRequestID, _, _, _),
            .chatSessionSecureFormData(let formRequestID, _, _, _),
            .chatSessionSecureFormCancel(let formRequestID, _, _, _),
            .chatSessionFormSubmit(let formRequestID, _, _, _):
            formRequestID
        default:
            nil
        }
    }

    /// Returns whether the customer caused the event, in this app or another client.
    ///
    /// That is so for events of the party whose id is the id of the chat, in upper or lower case, and for leaving the chat,
    /// which only the customer does. In a history all messages of the customer have a party; a message without one is an
    /// announcement of the contact center.
    ///
    /// - Parameter chatID: The chat of the event.
    /// - Returns: False for events of the other side or the server.
    public func isFromCustomer(ofChat chatID: String) -> Bool {
        switch self {
        case .chatSessionDisconnect, .chatSessionEnd: true
        default: partyID?.lowercased() == chatID.lowercased()
        }
    }
}
