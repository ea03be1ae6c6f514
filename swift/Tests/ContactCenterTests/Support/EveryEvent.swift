// One of each event that a server sends: as it comes over the line, and as an app sees it.

import ContactCenter
import Foundation

struct EveryEvent {
    let json: ContactCenterJSON
    let event: ContactCenterEvent

    private static let time = Date(timeIntervalSince1970: 1_614_718_748)

    /// The event with its party and its time, which all but a few have.
    private init(_ name: String, _ members: [String: ContactCenterJSON] = [:], is event: ContactCenterEvent) {
        let common: [String: ContactCenterJSON] = [
            "event": .string(name), "party_id": "P", "timestamp": "1614718748",
        ]
        json = .object(common.merging(members) { $1 })
        self.event = event
    }

    /// All but those that end a chat.
    static let inAChatThatGoesOn: [EveryEvent] = talk + shared + forms + together

    private static let talk = [
        EveryEvent(
            "chat_session_message",
            [
                "msg_id": "2", "msg": "<b>Yes</b>", "msg_text": "Yes", "directive_id": "D", "channel": "web",
                "attachments": [
                    ["id": "1", "name": "card", "contentType": "application/json", "content": ["a": 1]]
                ],
            ],
            is: .chatSessionMessage(
                messageID: "2", partyID: "P", message: "<b>Yes</b>", messageText: "Yes", directiveID: "D",
                channel: "web",
                attachments: [
                    ContactCenterAttachment(
                        id: "1", name: "card", contentType: "application/json", content: #"{"a":1}"#)
                ], timestamp: time)),
        EveryEvent(
            "chat_session_message_delivered", ["ref_msg_id": "1"],
            is: .chatSessionMessageDelivered(messageID: "1", partyID: "P", timestamp: time)),
        EveryEvent(
            "chat_session_message_read", ["ref_msg_id": "1"],
            is: .chatSessionMessageRead(messageID: "1", partyID: "P", timestamp: time)),
        EveryEvent(
            "chat_session_message_edit", ["ref_msg_id": "2", "msg": "No", "msg_text": "No"],
            is: .chatSessionMessageEdit(
                messageID: "2", partyID: "P", message: "No", messageText: "No", timestamp: time)),
        EveryEvent(
            "chat_session_message_delete", ["ref_msg_id": "2"],
            is: .chatSessionMessageDelete(messageID: "2", partyID: "P", timestamp: time)),
        EveryEvent(
            "chat_session_status", ["state": "ivr", "ewt": "20"],
            is: .chatSessionStatus(state: .ivr, estimatedWaitTime: 20)),
        EveryEvent("chat_session_case_set", ["case_id": "7"], is: .chatSessionCaseSet(caseID: "7", timestamp: time)),
        EveryEvent(
            "chat_session_party_joined",
            ["first_name": "Alex", "last_name": "Agent", "display_name": "Alex A.", "type": "internal"],
            is: .chatSessionPartyJoined(
                partyID: "P", firstName: "Alex", lastName: "Agent", displayName: "Alex A.", type: .internal,
                timestamp: time)),
        EveryEvent(
            "chat_session_party_left", ["type": "internal"],
            is: .chatSessionPartyLeft(partyID: "P", type: .internal, timestamp: time)),
        EveryEvent(
            "chat_session_typing", ["msg": "I th"],
            is: .chatSessionTyping(partyID: "P", draft: "I th", timestamp: time)),
        EveryEvent("chat_session_not_typing", is: .chatSessionNotTyping(partyID: "P", timestamp: time)),
        EveryEvent(
            "chat_session_info", ["service_name": "Billing"],
            is: .chatSessionInfo(serviceName: "Billing", timestamp: time)),
        EveryEvent(
            "chat_session_timeout_warning", ["msg": "Are you there?"],
            is: .chatSessionTimeoutWarning(
                message: "Are you there?", messageText: "Are you there?", timestamp: time)),
    ]

    private static let shared = [
        EveryEvent(
            "chat_session_file",
            ["msg_id": "4", "file_id": "F", "file_name": "a.pdf", "file_type": "attachment"],
            is: .chatSessionFile(
                messageID: "4", partyID: "P", fileID: "F", fileName: "a.pdf", fileType: .attachment,
                timestamp: time)),
        EveryEvent(
            "chat_session_file_url",
            ["msg_id": "6", "file_url": "https://files.example.com/a.png", "file_type": "image"],
            is: .chatSessionFileUrl(
                messageID: "6", partyID: "P", fileURL: "https://files.example.com/a.png", fileName: nil,
                fileType: .image, timestamp: time)),
        EveryEvent(
            "chat_session_location",
            ["msg_id": "8", "latitude": "55.5", "longitude": "-12.25", "url": "https://maps.example.com"],
            is: .chatSessionLocation(
                messageID: "8", partyID: "P", url: "https://maps.example.com", latitude: 55.5, longitude: -12.25,
                timestamp: time)),
        EveryEvent(
            "chat_session_navigation", ["msg_id": "10", "page": "/cart", "title": "Cart"],
            is: .chatSessionNavigation(
                messageID: "10", partyID: "P", page: "/cart", title: "Cart", timestamp: time)),
    ]

    private static let forms = [
        EveryEvent(
            "chat_session_form_show",
            ["form_request_id": 1, "form_name": "contact", "form_timeout": "60", "channel": "web"],
            is: .chatSessionFormShow(
                formRequestID: "1", formName: "contact", formTimeout: 60, channel: "web", partyID: "P",
                timestamp: time)),
        EveryEvent(
            "chat_session_secure_form_show", ["form_request_id": "2", "form_id": "card"],
            is: .chatSessionSecureFormShow(formRequestID: "2", formID: "card", partyID: "P", timestamp: time)),
        EveryEvent(
            "chat_session_form_data", ["form_request_id": "1", "form_name": "contact", "data": ["a": 1]],
            is: .chatSessionFormData(
                formRequestID: "1", formName: "contact", data: #"{"a":1}"#, partyID: "P", timestamp: time)),
        EveryEvent(
            "chat_form_data_cancel", ["form_request_id": "1", "form_name": "contact"],
            is: .chatFormDataCancel(formRequestID: "1", formName: "contact", partyID: "P", timestamp: time)),
        EveryEvent(
            "chat_session_secure_form_data", ["form_request_id": "2", "form_name": "card", "data": ["a": 1]],
            is: .chatSessionSecureFormData(formRequestID: "2", formName: "card", partyID: "P", timestamp: time)),
        EveryEvent(
            "chat_session_secure_form_cancel", ["form_request_id": "2", "form_name": "card"],
            is: .chatSessionSecureFormCancel(formRequestID: "2", formName: "card", partyID: "P", timestamp: time)),
        EveryEvent(
            "chat_session_form_submit", ["req_id": 1, "form_data": ["a": 1]],
            is: .chatSessionFormSubmit(formRequestID: "1", data: #"{"a":1}"#, partyID: "P", timestamp: time)),
    ]

    private static let together = [
        EveryEvent(
            "chat_session_cobrowsing_requested", ["msg_id": "12"],
            is: .chatSessionCobrowsingRequested(messageID: "12", partyID: "P", timestamp: time)),
        EveryEvent(
            "chat_session_cobrowsing_rejected", ["msg_id": "14"],
            is: .chatSessionCobrowsingRejected(messageID: "14", partyID: "P", timestamp: time)),
        EveryEvent(
            "chat_session_cobrowsing_started",
            [
                "msg_id": "16", "provider_type": "surfly", "cobrowsing_url": "https://cobrowse.example.com",
                "cobrowsing_id": "C",
            ],
            is: .chatSessionCobrowsingStarted(
                messageID: "16", partyID: "P", providerType: "surfly",
                cobrowsingURL: "https://cobrowse.example.com", cobrowsingID: "C", timestamp: time)),
        EveryEvent(
            "chat_session_cobrowsing_ended", ["msg_id": "18"],
            is: .chatSessionCobrowsingEnded(messageID: "18", partyID: "P", timestamp: time)),
        EveryEvent(
            "chat_session_signaling",
            ["msg_id": "20", "destination_party_id": "Q", "data": ["type": "REQUEST_CALL", "offerVideo": "true"]],
            is: .chatSessionSignaling(
                messageID: "20", partyID: "P", destinationPartyID: "Q", data: .requestCall(offerVideo: true),
                timestamp: time)),
        EveryEvent("chat_session_disconnect", is: .chatSessionDisconnect),
        EveryEvent("chat_session_end", is: .chatSessionEnd),
        EveryEvent(
            "chat_session_novelty",
            is: .unknown(
                name: "chat_session_novelty",
                raw: #"{"event":"chat_session_novelty","party_id":"P","timestamp":"1614718748"}"#)),
    ]

    static let thatEndAChat: [(EveryEvent, ChatSessionCloseReason)] = [
        (
            EveryEvent(
                "chat_session_inactivity_timeout", ["msg": "<b>Bye</b>", "msg_text": "Bye"],
                is: .chatSessionInactivityTimeout(message: "<b>Bye</b>", messageText: "Bye", timestamp: time)),
            .inactivityTimeout
        ),
        (EveryEvent("chat_session_ended", is: .chatSessionEnded), .ended),
        (
            EveryEvent(
                "chat_session_status", ["state": "failed"],
                is: .chatSessionStatus(state: .failed, estimatedWaitTime: nil)),
            .failed
        ),
        (
            EveryEvent(
                "chat_session_status", ["state": "completed"],
                is: .chatSessionStatus(state: .completed, estimatedWaitTime: nil)),
            .completed
        ),
    ]
}
