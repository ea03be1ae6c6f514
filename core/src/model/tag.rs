//! The name of a variant without its content, for logs of values that hold personal data.

use std::fmt;

use serde::Serialize;

/// Writes `name(…)` for an enum whose JSON begins with its tag, as that of every enum with `#[serde(tag = …)]` does.
pub(super) fn write_tag(value: &impl Serialize, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let json = serde_json::to_string(value).unwrap_or_default();
    // An opening brace, the key, a colon, the tag.
    let tag = json.split('"').nth(3).unwrap_or_default();
    write!(f, "{tag}(…)")
}

#[cfg(test)]
mod tests {
    use crate::model::{
        ContactCenterChatSession, ContactCenterChatSessionProperties, ContactCenterChatSessionState,
        ContactCenterChoicesLayout, ContactCenterEvent as Event, ContactCenterImage, ContactCenterMessageDirectives,
        ContactCenterSignaling as Signaling, ContactCenterUserPlatform, JsonValue,
    };

    const SECRET: &str = "my secret";

    fn secret() -> Option<String> {
        Some(SECRET.to_owned())
    }

    fn json() -> JsonValue {
        JsonValue::from_text(format!("{{\"text\":\"{SECRET}\"}}"))
    }

    fn typing() -> Event {
        Event::ChatSessionTyping { party_id: secret(), draft: secret(), timestamp_ms: None }
    }

    #[test]
    fn the_debug_form_says_what_a_thing_is_and_nothing_that_people_wrote() {
        let message = Event::ChatSessionTimeoutWarning {
            message: SECRET.into(),
            message_text: SECRET.into(),
            timestamp_ms: None,
        };
        let signaling = Event::ChatSessionSignaling {
            message_id: None,
            party_id: None,
            destination_party_id: None,
            data: Signaling::RequestSms { number: SECRET.into() },
            timestamp_ms: None,
        };
        let id = format!("0123abcd-{SECRET}");
        let session = ContactCenterChatSession { chat_id: id.clone(), created_time: None, events: vec![typing()] };
        let properties = ContactCenterChatSessionProperties {
            chat_id: id.clone(),
            state: ContactCenterChatSessionState::Queued,
            estimated_wait_time: None,
            is_new_chat: true,
            phone_number: secret(),
            initial_message_id: Some(id),
        };
        let directives = ContactCenterMessageDirectives {
            text: SECRET.into(),
            choices: vec![SECRET.into()],
            choices_layout: Some(ContactCenterChoicesLayout::Row),
            attachments: vec![],
        };
        let platform =
            ContactCenterUserPlatform { details: [(SECRET.into(), SECRET.into())].into(), ..Default::default() };
        let image = ContactCenterImage { data: vec![201; 3], content_type: Some("image/png".into()) };
        for (shown, says) in [
            (format!("{:?}", typing()), "chat_session_typing(…)"),
            (format!("{message:?}"), "chat_session_timeout_warning(…)"),
            (format!("{signaling:?}"), "chat_session_signaling(…)"),
            (format!("{:?}", Event::ChatSessionEnded), "chat_session_ended(…)"),
            (format!("{:?}", Event::Unknown { name: SECRET.into(), raw: json() }), "unknown(…)"),
            (format!("{:?}", Signaling::OfferCall { sdp: SECRET.into(), offer_video: true }), "OFFER_CALL(…)"),
            (format!("{:?}", json()), "JsonValue(20 bytes)"),
            (format!("{session:?}"), "chat_session_typing(…)"),
            (format!("{session:?}"), "\"0123abcd…\""),
            (format!("{properties:?}"), "Queued"),
            (format!("{properties:?}"), "\"0123abcd…\""),
            (format!("{directives:?}"), "ContactCenterMessageDirectives"),
            (format!("{platform:?}"), "ContactCenterUserPlatform"),
            (format!("{image:?}"), "3 bytes"),
        ] {
            assert!(shown.contains(says) && !shown.contains(SECRET) && !shown.contains("201"), "{shown}");
        }
    }
}
