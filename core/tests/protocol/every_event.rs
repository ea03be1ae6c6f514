//! One of each event that a server sends: as it comes over the line, and as an app sees it.

use serde_json::json;

use super::*;

const TIME: Option<Timestamp> = Some(Timestamp(1_614_718_748_000));

/// The event as it comes, with the party and the time that all but a few have, beside the event as an app sees it.
fn event(name: &str, fields: Value, seen: Event) -> (Value, Event) {
    let mut sent = json!({ "event": name, "party_id": "P", "timestamp": "1614718748" });
    sent.as_object_mut().unwrap().extend(fields.as_object().cloned().unwrap());
    (sent, seen)
}

fn some(text: &str) -> Option<String> {
    Some(text.to_owned())
}

fn raw(json: &str) -> JsonValue {
    JsonValue::from_text(json.to_owned())
}

/// An event with its party, its time and the fields that are given.
macro_rules! seen {
    ($event:ident { $($field:tt)* }) => {
        Event::$event { party_id: some("P"), timestamp_ms: TIME, $($field)* }
    };
}

/// All but those that end a chat.
pub(super) fn in_a_chat_that_goes_on() -> Vec<(Value, Event)> {
    [talk(), shared(), forms(), together()].into_iter().flatten().collect()
}

fn talk() -> Vec<(Value, Event)> {
    vec![
        event(
            "chat_session_message",
            json!({
                "msg_id": "2", "msg": "<b>Yes</b>", "msg_text": "Yes", "directive_id": "D", "channel": "web",
                "attachments": [{ "id": "1", "name": "card", "contentType": "application/json", "content": { "a": 1 } }],
            }),
            seen!(ChatSessionMessage {
                message_id: some("2"),
                message: "<b>Yes</b>".into(),
                message_text: "Yes".into(),
                directive_id: some("D"),
                channel: some("web"),
                attachments: vec![ContactCenterAttachment {
                    id: some("1"),
                    name: some("card"),
                    content_type: some("application/json"),
                    content: Some(raw(r#"{"a":1}"#)),
                }],
                is_message_text_derived: false,
            }),
        ),
        event(
            "chat_session_message_delivered",
            json!({ "ref_msg_id": "1" }),
            seen!(ChatSessionMessageDelivered { message_id: some("1") }),
        ),
        event(
            "chat_session_message_read",
            json!({ "ref_msg_id": "1" }),
            seen!(ChatSessionMessageRead { message_id: some("1") }),
        ),
        event(
            "chat_session_message_edit",
            json!({ "ref_msg_id": "2", "msg": "No", "msg_text": "No" }),
            seen!(ChatSessionMessageEdit { message_id: some("2"), message: "No".into(), message_text: "No".into() }),
        ),
        event(
            "chat_session_message_delete",
            json!({ "ref_msg_id": "2" }),
            seen!(ChatSessionMessageDelete { message_id: some("2") }),
        ),
        event(
            "chat_session_status",
            json!({ "state": "ivr", "ewt": "20" }),
            Event::ChatSessionStatus { state: ContactCenterChatSessionState::Ivr, estimated_wait_time: Some(20) },
        ),
        event(
            "chat_session_case_set",
            json!({ "case_id": "7" }),
            Event::ChatSessionCaseSet { case_id: some("7"), timestamp_ms: TIME },
        ),
        event(
            "chat_session_party_joined",
            json!({ "first_name": "Alex", "last_name": "Agent", "display_name": "Alex A.", "type": "internal" }),
            seen!(ChatSessionPartyJoined {
                first_name: some("Alex"),
                last_name: some("Agent"),
                display_name: some("Alex A."),
                r#type: Some(ContactCenterChatSessionPartyType::Internal),
            }),
        ),
        event(
            "chat_session_party_left",
            json!({ "type": "scenario" }),
            seen!(ChatSessionPartyLeft { r#type: Some(ContactCenterChatSessionPartyType::Scenario) }),
        ),
        event("chat_session_typing", json!({ "msg": "I th" }), seen!(ChatSessionTyping { draft: some("I th") })),
        event("chat_session_not_typing", json!({}), seen!(ChatSessionNotTyping {})),
        event(
            "chat_session_info",
            json!({ "service_name": "Billing" }),
            Event::ChatSessionInfo { service_name: some("Billing"), timestamp_ms: TIME },
        ),
        event(
            "chat_session_timeout_warning",
            json!({ "msg": "Are you there?<br>" }),
            Event::ChatSessionTimeoutWarning {
                message: "Are you there?<br>".into(),
                message_text: "Are you there?".into(),
                timestamp_ms: TIME,
            },
        ),
    ]
}

fn shared() -> Vec<(Value, Event)> {
    vec![
        event(
            "chat_session_file",
            json!({ "msg_id": "4", "file_id": "F", "file_name": "a.pdf", "file_type": "attachment" }),
            seen!(ChatSessionFile {
                message_id: some("4"),
                file_id: some("F"),
                file_name: some("a.pdf"),
                file_type: Some(ContactCenterFileType::Attachment),
            }),
        ),
        event(
            "chat_session_file_url",
            json!({ "msg_id": "6", "file_url": "https://files.example.com/a.png", "file_name": "a.png", "file_type": "image" }),
            seen!(ChatSessionFileUrl {
                message_id: some("6"),
                file_url: some("https://files.example.com/a.png"),
                file_name: some("a.png"),
                file_type: Some(ContactCenterFileType::Image),
            }),
        ),
        event(
            "chat_session_location",
            json!({ "msg_id": "8", "latitude": "55.5", "longitude": "-12.25", "url": "https://maps.example.com" }),
            seen!(ChatSessionLocation {
                message_id: some("8"),
                url: some("https://maps.example.com"),
                latitude: Some(55.5),
                longitude: Some(-12.25),
            }),
        ),
        event(
            "chat_session_navigation",
            json!({ "msg_id": "10", "page": "/cart", "title": "Cart" }),
            seen!(ChatSessionNavigation { message_id: some("10"), page: some("/cart"), title: some("Cart") }),
        ),
    ]
}

fn forms() -> Vec<(Value, Event)> {
    vec![
        event(
            "chat_session_form_show",
            json!({ "form_request_id": 1, "form_name": "contact", "form_timeout": "60", "channel": "web" }),
            seen!(ChatSessionFormShow {
                form_request_id: some("1"),
                form_name: some("contact"),
                form_timeout: Some(60),
                channel: some("web"),
            }),
        ),
        event(
            "chat_session_secure_form_show",
            json!({ "form_request_id": "2", "form_id": "card" }),
            seen!(ChatSessionSecureFormShow { form_request_id: some("2"), form_id: some("card") }),
        ),
        event(
            "chat_session_form_data",
            json!({ "form_request_id": "1", "form_name": "contact", "data": { "a": 1 } }),
            seen!(ChatSessionFormData {
                form_request_id: some("1"),
                form_name: some("contact"),
                data: Some(raw(r#"{"a":1}"#)),
            }),
        ),
        event(
            "chat_form_data_cancel",
            json!({ "form_request_id": "1", "form_name": "contact" }),
            seen!(ChatFormDataCancel { form_request_id: some("1"), form_name: some("contact") }),
        ),
        event(
            "chat_session_secure_form_data",
            json!({ "form_request_id": "2", "form_name": "card", "data": { "a": 1 } }),
            seen!(ChatSessionSecureFormData { form_request_id: some("2"), form_name: some("card") }),
        ),
        event(
            "chat_session_secure_form_cancel",
            json!({ "form_request_id": "2", "form_name": "card" }),
            seen!(ChatSessionSecureFormCancel { form_request_id: some("2"), form_name: some("card") }),
        ),
        event(
            "chat_session_form_submit",
            json!({ "req_id": 1, "form_data": { "a": 1 } }),
            seen!(ChatSessionFormSubmit { form_request_id: some("1"), data: Some(raw(r#"{"a":1}"#)) }),
        ),
    ]
}

fn together() -> Vec<(Value, Event)> {
    let novelty = json!({ "event": "chat_session_novelty", "party_id": "P", "timestamp": "1614718748" }).to_string();
    vec![
        event(
            "chat_session_cobrowsing_requested",
            json!({ "msg_id": "12" }),
            seen!(ChatSessionCobrowsingRequested { message_id: some("12") }),
        ),
        event(
            "chat_session_cobrowsing_rejected",
            json!({ "msg_id": "14" }),
            seen!(ChatSessionCobrowsingRejected { message_id: some("14") }),
        ),
        event(
            "chat_session_cobrowsing_started",
            json!({
                "msg_id": "16", "provider_type": "surfly", "cobrowsing_url": "https://cobrowse.example.com",
                "cobrowsing_id": "C",
            }),
            seen!(ChatSessionCobrowsingStarted {
                message_id: some("16"),
                provider_type: some("surfly"),
                cobrowsing_url: some("https://cobrowse.example.com"),
                cobrowsing_id: some("C"),
            }),
        ),
        event(
            "chat_session_cobrowsing_ended",
            json!({ "msg_id": "18" }),
            seen!(ChatSessionCobrowsingEnded { message_id: some("18") }),
        ),
        event(
            "chat_session_signaling",
            json!({ "msg_id": "20", "destination_party_id": "Q", "data": { "type": "REQUEST_CALL", "offerVideo": "true" } }),
            seen!(ChatSessionSignaling {
                message_id: some("20"),
                destination_party_id: some("Q"),
                data: ContactCenterSignaling::RequestCall { offer_video: true },
            }),
        ),
        event("chat_session_disconnect", json!({}), Event::ChatSessionDisconnect),
        event("chat_session_end", json!({}), Event::ChatSessionEnd),
        event(
            "chat_session_novelty",
            json!({}),
            Event::Unknown { name: "chat_session_novelty".into(), raw: raw(&novelty) },
        ),
    ]
}

/// Each with the reason for which the chat closes.
pub(super) fn that_end_a_chat() -> [((Value, Event), ChatSessionCloseReason); 4] {
    let status = |word: &str| {
        let state = ContactCenterChatSessionState::from_wire(word);
        let seen = Event::ChatSessionStatus { state, estimated_wait_time: None };
        event("chat_session_status", json!({ "state": word }), seen)
    };
    let timeout = Event::ChatSessionInactivityTimeout {
        message: "<b>Bye</b>".into(),
        message_text: "Bye".into(),
        timestamp_ms: TIME,
    };
    let bye = json!({ "msg": "<b>Bye</b>", "msg_text": "Bye" });
    [
        (event("chat_session_inactivity_timeout", bye, timeout), ChatSessionCloseReason::InactivityTimeout),
        (event("chat_session_ended", json!({}), Event::ChatSessionEnded), ChatSessionCloseReason::Ended),
        (status("failed"), ChatSessionCloseReason::Failed),
        (status("completed"), ChatSessionCloseReason::Completed),
    ]
}
