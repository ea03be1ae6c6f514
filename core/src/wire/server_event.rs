//! One event of the server, or of a history, into the model.

use serde::Deserialize;
use serde_json::value::RawValue;

use super::lenient::Scalar;
use crate::model::{
    ContactCenterChatSessionPartyType, ContactCenterChatSessionState, ContactCenterEvent as Event, JsonValue,
};

/// Every field of every event that we read. Events are flat, so one outline serves them all.
#[derive(Deserialize, Default)]
#[serde(default)]
struct Fields<'a> {
    #[serde(borrow)]
    event: Scalar<'a>,
    msg: Scalar<'a>,
    msg_id: Scalar<'a>,
    msg_text: Scalar<'a>,
    ref_msg_id: Scalar<'a>,
    party_id: Scalar<'a>,
    timestamp: Scalar<'a>,
    state: Scalar<'a>,
    ewt: Scalar<'a>,
    case_id: Scalar<'a>,
    first_name: Scalar<'a>,
    last_name: Scalar<'a>,
    display_name: Scalar<'a>,
    #[serde(rename = "type")]
    kind: Scalar<'a>,
    url: Scalar<'a>,
    latitude: Scalar<'a>,
    longitude: Scalar<'a>,
}

/// Reads one event; what it cannot name comes back as `Unknown`.
pub(super) fn event(raw: &RawValue) -> Event {
    // serde would read a struct from an array as well, by position.
    let object = raw.get().starts_with('{').then(|| serde_json::from_str(raw.get()));
    let fields: Fields<'_> = object.and_then(Result::ok).unwrap_or_default();
    let party_id = fields.party_id;
    let timestamp_ms = fields.timestamp.timestamp();
    match fields.event.as_str().unwrap_or_default() {
        "chat_session_message" => {
            let message_text = fields.msg_text.filled();
            // Either text may be missing; the HTML of a message without HTML is its escaped text.
            let message = fields.msg.filled().or_else(|| message_text.as_deref().map(super::client_event::html_of));
            Event::ChatSessionMessage {
                message_id: fields.msg_id.filled(),
                party_id: party_id.filled(),
                message: message.unwrap_or_default(),
                message_text: message_text.unwrap_or_default(),
                directive_id: None,
                channel: None,
                attachments: Vec::new(),
                timestamp_ms,
            }
        }
        name @ ("chat_session_message_delivered" | "chat_session_message_read") => {
            // An early client sent the id as msg_id.
            let message_id = fields.ref_msg_id.filled().or_else(|| fields.msg_id.filled());
            let party_id = party_id.filled();
            match name {
                "chat_session_message_read" => Event::ChatSessionMessageRead { message_id, party_id, timestamp_ms },
                _ => Event::ChatSessionMessageDelivered { message_id, party_id, timestamp_ms },
            }
        }
        "chat_session_status" => Event::ChatSessionStatus {
            state: ContactCenterChatSessionState::from_wire(fields.state.as_str().unwrap_or_default()),
            estimated_wait_time: fields.ewt.seconds(),
        },
        "chat_session_case_set" => Event::ChatSessionCaseSet { case_id: fields.case_id.filled(), timestamp_ms },
        "chat_session_party_joined" => {
            let (first_name, last_name) = (fields.first_name.filled(), fields.last_name.filled());
            Event::ChatSessionPartyJoined {
                party_id: party_id.filled(),
                display_name: fields.display_name.filled().or_else(|| full_name(&first_name, &last_name)),
                first_name,
                last_name,
                r#type: fields.kind.filled().map(|word| ContactCenterChatSessionPartyType::from_wire(&word)),
                timestamp_ms,
            }
        }
        "chat_session_party_left" => {
            Event::ChatSessionPartyLeft { party_id: party_id.filled(), r#type: None, timestamp_ms }
        }
        "chat_session_typing" => Event::ChatSessionTyping { party_id: party_id.filled(), draft: None, timestamp_ms },
        "chat_session_not_typing" => Event::ChatSessionNotTyping { party_id: party_id.filled(), timestamp_ms },
        "chat_session_location" => Event::ChatSessionLocation {
            message_id: fields.msg_id.filled(),
            party_id: party_id.filled(),
            url: fields.url.filled(),
            latitude: fields.latitude.number(),
            longitude: fields.longitude.number(),
            timestamp_ms,
        },
        "chat_session_timeout_warning" => Event::ChatSessionTimeoutWarning {
            message: fields.msg.text().unwrap_or_default(),
            message_text: String::new(),
            timestamp_ms,
        },
        // The second spelling is printed in the documents; servers send the first.
        "chat_session_inactivity_timeout" | "chat_session_inactvity_timeout" => Event::ChatSessionInactivityTimeout {
            message: fields.msg.text().unwrap_or_default(),
            message_text: String::new(),
            timestamp_ms,
        },
        "chat_session_ended" => Event::ChatSessionEnded,
        "chat_session_disconnect" => Event::ChatSessionDisconnect,
        "chat_session_end" => Event::ChatSessionEnd,
        name => Event::Unknown { name: name.to_owned(), raw: JsonValue::from_raw(raw) },
    }
}

fn full_name(first: &Option<String>, last: &Option<String>) -> Option<String> {
    match (first, last) {
        (Some(first), Some(last)) => Some(format!("{first} {last}")),
        (one, other) => one.as_ref().or(other.as_ref()).cloned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The event in the form that the terminal client prints, without what is absent.
    fn read(json: &str) -> String {
        let event = event(serde_json::from_str(json).expect("JSON"));
        let mut value = serde_json::to_value(event).expect("an event serialises");
        value.as_object_mut().expect("an object").retain(|_, field| !field.is_null());
        value.to_string()
    }

    #[test]
    fn captured_and_documented_events_are_read_as_they_stand() {
        for (wire, model) in [
            (
                r#"{"channel":"web","event":"chat_session_message","msg":"Please wait","msg_id":"0","party_id":"7215D0DA","timestamp":"1614718748"}"#,
                r#"{"event":"chat_session_message","message":"Please wait","message_id":"0","party_id":"7215D0DA","timestamp_ms":1614718748000}"#,
            ),
            (
                r#"{"event":"chat_session_message","msg":"a<br>b","msg_text":"a\nb","msg_id":2}"#,
                r#"{"event":"chat_session_message","message":"a<br>b","message_id":"2","message_text":"a\nb"}"#,
            ),
            (
                r#"{"event":"chat_session_message","msg_text":"1 < 2"}"#,
                r#"{"event":"chat_session_message","message":"1 &lt; 2","message_text":"1 < 2"}"#,
            ),
            (
                r#"{"event":"chat_session_status","ewt":"","state":"queued"}"#,
                r#"{"event":"chat_session_status","state":"queued"}"#,
            ),
            (
                r#"{"event":"chat_session_status","state":"connecting","ewt":"20"}"#,
                r#"{"estimated_wait_time":20,"event":"chat_session_status","state":"connecting"}"#,
            ),
            (
                r#"{"event":"chat_session_status","state":"dreaming"}"#,
                r#"{"event":"chat_session_status","state":"dreaming"}"#,
            ),
            (
                r#"{"display_name":"Alex Agent","event":"chat_session_party_joined","first_name":"Alex","last_name":"Agent","party_id":"80A8","timestamp":"1614718750","type":"internal"}"#,
                r#"{"display_name":"Alex Agent","event":"chat_session_party_joined","first_name":"Alex","last_name":"Agent","party_id":"80A8","party_type":"internal","timestamp_ms":1614718750000}"#,
            ),
            (
                r#"{"event":"chat_session_party_joined","first_name":"Alex","last_name":"Agent","type":"msteams"}"#,
                r#"{"display_name":"Alex Agent","event":"chat_session_party_joined","first_name":"Alex","last_name":"Agent","party_type":"msteams"}"#,
            ),
            (
                r#"{"event":"chat_session_message_delivered","ref_msg_id":"c:1","party_id":"P"}"#,
                r#"{"event":"chat_session_message_delivered","message_id":"c:1","party_id":"P"}"#,
            ),
            (
                r#"{"event":"chat_session_message_read","msg_id":"c:1"}"#,
                r#"{"event":"chat_session_message_read","message_id":"c:1"}"#,
            ),
            (
                r#"{"event":"chat_session_location","party_id":"p","latitude":"123.456","longitude":321.654,"timestamp":1613472506}"#,
                r#"{"event":"chat_session_location","latitude":123.456,"longitude":321.654,"party_id":"p","timestamp_ms":1613472506000}"#,
            ),
            (
                r#"{"event":"chat_session_timeout_warning","msg":"Still there?","timestamp":"1613472507"}"#,
                r#"{"event":"chat_session_timeout_warning","message":"Still there?","timestamp_ms":1613472507000}"#,
            ),
            (r#"{"event":"chat_session_timeout_warning"}"#, r#"{"event":"chat_session_timeout_warning","message":""}"#),
            (
                r#"{"event":"chat_session_inactvity_timeout","msg":"Bye"}"#,
                r#"{"event":"chat_session_inactivity_timeout","message":"Bye"}"#,
            ),
            (r#"{"event":"chat_session_case_set","case_id":""}"#, r#"{"event":"chat_session_case_set"}"#),
            (r#"{"event":"chat_session_ended"}"#, r#"{"event":"chat_session_ended"}"#),
        ] {
            assert_eq!(read(wire), model);
        }
    }

    #[test]
    fn an_event_that_makes_no_sense_is_unknown_and_keeps_its_raw_json() {
        for (wire, name) in [
            (r#"{"event":"chat_session_info","service_name":"Sales"}"#, "chat_session_info"),
            (r#"{"msg":"no name"}"#, ""),
            (r#"{"event":{"deep":1}}"#, ""),
            ("[1,2]", ""),
            ("7", ""),
            (r#"{"event":"chat_session_message","event":"twice"}"#, ""),
        ] {
            let raw: &RawValue = serde_json::from_str(wire).expect("JSON");
            assert_eq!(event(raw), Event::Unknown { name: name.into(), raw: JsonValue::from_raw(raw) });
        }
    }

    #[test]
    fn a_field_of_the_wrong_type_costs_only_itself() {
        assert_eq!(
            read(r#"{"event":"chat_session_message","msg":"hi","msg_id":{"a":1},"party_id":null,"timestamp":[1]}"#),
            r#"{"event":"chat_session_message","message":"hi"}"#
        );
    }
}
