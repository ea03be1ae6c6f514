// From the values of the module ContactCenter to those of BPMobileMessaging. Every case stands here by its name, so that
// a case that is added there does not compile here until it is mapped.

import ContactCenter
import Foundation

/// An event of the module `ContactCenter`, with everything that a server sends.
public typealias ContactCenterFurtherEvent = ContactCenter.ContactCenterEvent

extension ContactCenterEvent {
    /// What BPMobileMessaging makes of an event; `nil` where it has no case for it.
    ///
    /// - Parameters:
    ///   - event: The event.
    ///   - receipt: When it came, for cases that must have a time.
    init?(_ event: ContactCenterFurtherEvent, receivedAt receipt: Date) {
        switch event {
        case .chatSessionMessage(
            let messageID, let partyID, let message, let messageText, _, _, _, let timestamp, let isMessageTextDerived):
            // Apps show `messageText ?? message`, so a text that the server did not send must not take the message's place.
            self = .chatSessionMessage(
                messageID: messageID, partyID: partyID, message: message,
                messageText: isMessageTextDerived || messageText.isEmpty ? nil : messageText, timestamp: timestamp)
        case .chatSessionMessageDelivered(let messageID, let partyID, let timestamp):
            self = .chatSessionMessageDelivered(messageID: messageID, partyID: partyID, timestamp: timestamp)
        case .chatSessionMessageRead(let messageID, let partyID, let timestamp):
            self = .chatSessionMessageRead(messageID: messageID, partyID: partyID, timestamp: timestamp)
        case .chatSessionStatus(let state, let estimatedWaitTime):
            self = .chatSessionStatus(state: .init(state), estimatedWaitTime: estimatedWaitTime.map(Int.init) ?? 0)
        case .chatSessionCaseSet(let caseID, let timestamp):
            self = .chatSessionCaseSet(caseID: caseID, timestamp: timestamp ?? receipt)
        case .chatSessionPartyJoined(
            let partyID, let firstName, let lastName, let displayName, let type, let timestamp):
            self = .chatSessionPartyJoined(
                partyID: partyID ?? "", firstName: firstName, lastName: lastName, displayName: displayName,
                type: .init(type), timestamp: timestamp ?? receipt)
        case .chatSessionPartyLeft(let partyID, _, let timestamp):
            self = .chatSessionPartyLeft(partyID: partyID ?? "", timestamp: timestamp ?? receipt)
        case .chatSessionTyping(let partyID, _, let timestamp):
            self = .chatSessionTyping(partyID: partyID, timestamp: timestamp)
        case .chatSessionNotTyping(let partyID, let timestamp):
            self = .chatSessionNotTyping(partyID: partyID, timestamp: timestamp)
        case .chatSessionLocation(_, let partyID, let url, let latitude?, let longitude?, let timestamp):
            self = .chatSessionLocation(
                partyID: partyID, url: url, latitude: Float(latitude), longitude: Float(longitude),
                timestamp: timestamp)
        case .chatSessionTimeoutWarning(let message, _, let timestamp):
            self = .chatSessionTimeoutWarning(message: message, timestamp: timestamp ?? receipt)
        case .chatSessionInactivityTimeout(let message, _, let timestamp):
            self = .chatSessionInactivityTimeout(message: message, timestamp: timestamp ?? receipt)
        case .chatSessionEnded:
            self = .chatSessionEnded
        case .chatSessionDisconnect:
            self = .chatSessionDisconnect
        case .chatSessionEnd:
            self = .chatSessionEnd
        case .chatSessionLocation, .chatSessionMessageEdit, .chatSessionMessageDelete, .chatSessionFile,
            .chatSessionFileUrl, .chatSessionNavigation, .chatSessionFormShow, .chatSessionSecureFormShow,
            .chatSessionFormData, .chatFormDataCancel, .chatSessionSecureFormData, .chatSessionSecureFormCancel,
            .chatSessionFormSubmit, .chatSessionCobrowsingRequested, .chatSessionCobrowsingRejected,
            .chatSessionCobrowsingStarted, .chatSessionCobrowsingEnded, .chatSessionSignaling, .chatSessionInfo,
            .unknown:
            return nil
        }
    }
}

extension ContactCenterChatSessionState {
    init(_ state: ContactCenter.ContactCenterChatSessionState) {
        switch state {
        case .queued: self = .queued
        case .connecting, .establishing, .other: self = .connecting
        case .connected: self = .connected
        case .ivr: self = .ivr
        case .failed: self = .failed
        case .completed: self = .completed
        }
    }
}

extension ContactCenterChatSessionPartyType {
    init(_ type: ContactCenter.ContactCenterChatSessionPartyType?) {
        switch type {
        case .scenario: self = .scenario
        case .external: self = .external
        case .internal, .msTeams, .other, nil: self = .internal
        }
    }
}

extension ContactCenterChatSessionProperties {
    init(_ properties: ContactCenter.ContactCenterChatSessionProperties) {
        self.init(
            chatID: properties.chatID, state: .init(properties.state),
            estimatedWaitTime: properties.estimatedWaitTime.map(Int.init), isNewChat: properties.isNewChat,
            phoneNumber: properties.phoneNumber)
    }
}

extension ContactCenterChatSession {
    init(_ session: ContactCenter.ContactCenterChatSession) {
        let createdTime = session.createdTime ?? session.events.lazy.compactMap(\.timestamp).first ?? .distantPast
        self.init(
            chatID: session.chatID, createdTime: createdTime,
            events: session.events.compactMap { .init($0, receivedAt: createdTime) })
    }
}

extension ContactCenterServiceAvailability {
    init(_ availability: ContactCenter.ContactCenterServiceAvailability) {
        let chat: ContactCenterServiceChatAvailability =
            switch availability.chat {
            case .available: .available
            case .unavailable: .unavailable
            }
        self.init(chat: chat, estimatedWaitTime: availability.estimatedWaitTime.map(Int.init))
    }
}

extension ContentFormat {
    var format: MessageFormat {
        switch self {
        case .Text: .text
        case .Html: .html
        }
    }
}
