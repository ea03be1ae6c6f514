//! Entry points for fuzzers and benchmarks only: behind the feature `internals`, without any stability.
//!
//! The entry points of fuzzers assert the invariants of every input. They must not panic otherwise.

mod push;
mod reader;
mod store;

use std::hint::black_box;

pub(crate) use self::reader::Reader;
pub use self::{push::push, store::store};
use crate::{
    configuration::check_chat_id,
    model::{ContactCenterError, ContactCenterEvent as Event, ContactCenterFileType},
    session::{self, CHAT},
    wire,
};

/// Decodes a history, as `getChatHistory` does.
pub fn decode_history(body: &[u8]) -> Result<Vec<Event>, ContactCenterError> {
    wire::history(CHAT, 200, body)
}

/// Decodes a history and writes it into the buffer from which Swift and Kotlin read it; its length in bytes.
pub fn lower_history(body: &[u8]) -> Result<usize, ContactCenterError> {
    let buffer = <Vec<Event> as uniffi::Lower<crate::UniFfiTag>>::lower_into_rust_buffer(decode_history(body)?);
    let length = buffer.len();
    buffer.destroy();
    Ok(length)
}

/// Plays `bytes` as anything that can happen to a chat.
pub fn session(bytes: &[u8]) {
    session::session(bytes);
}

/// Reads `body` as a poll, as a history and as the history of a case.
pub fn events(body: &[u8]) {
    let poll = judged(wire::events(200, body), body);
    let history = judged(wire::history(CHAT, 200, body), body);
    match &history {
        Some(history) => assert_eq!(poll.as_ref().map(Vec::len), Some(history.len()), "a poll has the same events"),
        None => assert!(poll.as_ref().is_none_or(Vec::is_empty), "whatever has events is a history"),
    }
    for event in poll.iter().chain(&history).flatten() {
        check(event, body);
    }
    for event in history.iter().flatten() {
        let is_message = matches!(event, Event::ChatSessionMessage { .. } | Event::ChatSessionFile { .. });
        assert!(!is_message || event.party_id().is_some(), "every message of a history has its party");
    }
    let sessions = judged(wire::case_history(200, body), body);
    for session in sessions.iter().flatten() {
        session.events.iter().for_each(|event| check(event, body));
    }
}

/// Reads `body` as every other answer of the server that is a success.
pub fn replies(body: &[u8]) {
    if let Some(session) = judged(wire::session_properties(200, body), body) {
        assert_eq!(check_chat_id(&session.chat_id), Ok(()), "an id that goes into paths is fit for them");
        assert!(session.estimated_wait_time.is_none_or(|seconds| seconds >= 0));
    }
    if let Some(upload) = judged(wire::uploaded(200, body, String::new(), ContactCenterFileType::Image), body) {
        assert_eq!(check_chat_id(&upload.file_id), Ok(()), "an id that goes into paths is fit for them");
    }
    if let Some(availability) = judged(wire::availability(200, body), body) {
        assert!(availability.estimated_wait_time.is_none_or(|seconds| seconds >= 0));
    }
    for parameter in judged(wire::parameters(200, body), body).iter().flatten() {
        assert!(!parameter.name.trim().is_empty());
    }
    for server in judged(wire::ice_servers(CHAT, 200, body), body).iter().flatten() {
        assert!(!server.urls.is_empty(), "a server without an address is none");
    }
    if let Some(configuration) = judged(wire::widget_configuration(200, body), body) {
        assert!(configuration.raw.as_str().len() <= 3 * body.len(), "a replacement character has three bytes");
    }
    black_box(judged(wire::version(200, body), body));
    black_box(judged(wire::accepted(200, body), body));
}

/// Reads `body` as the body of refusals, and as a text that people and bots write.
pub fn refusals(body: &[u8]) {
    for status in [0, 400, 401, 404, 406, 429, 500, 503] {
        let error = wire::refusal(status, body);
        assert_eq!(error.status(), Some(status));
        assert!(error.reason().chars().count() <= 500, "the server's words are kept within bounds");
        assert!(error.to_string().len() <= 300, "the text of an error is ours, but for a short code");
        black_box(error.class());
    }
    let text = String::from_utf8_lossy(body).into_owned();
    let plain = wire::plain_text(&text);
    assert!(plain.len() <= 4 * text.len(), "plain text is no longer than its HTML, but for a few characters");
    let directives = wire::message_directives(text.clone());
    assert!(directives.text.len() <= text.len());
    assert!(directives.choices.iter().all(|choice| text.contains(choice.as_str())));
    assert!(directives.attachments.iter().all(|file| text.contains(&file.url)));
}

/// What was read; an error must say that in few words that quote nothing.
fn judged<T>(read: Result<T, ContactCenterError>, body: &[u8]) -> Option<T> {
    read.map_err(|error| {
        assert!(
            error.reason().len() <= 120,
            "an outline, not a quotation: {} bytes of {}",
            error.reason().len(),
            body.len()
        );
        assert!(["Decoding", "ResponseTooLarge", "UnexpectedResponse"].contains(&&*error.kind()), "{error:?}");
    })
    .ok()
}

/// What holds of every event. Escapes are at most six times as long as what they stand for.
fn check(event: &Event, body: &[u8]) {
    let longest = 6 * body.len();
    match event {
        Event::ChatSessionMessage { message, message_text, .. }
        | Event::ChatSessionMessageEdit { message, message_text, .. } => {
            assert!(message.len() <= longest && message_text.len() <= longest);
        }
        Event::ChatSessionStatus { estimated_wait_time, .. } => assert!(estimated_wait_time.is_none_or(|s| s >= 0)),
        Event::ChatSessionLocation { latitude, longitude, .. } => {
            assert!([latitude, longitude].into_iter().flatten().all(|degrees| degrees.is_finite()));
        }
        Event::Unknown { raw, .. } => {
            let kept = String::from_utf8_lossy(body).contains(raw.as_str());
            assert!(kept, "raw JSON is kept byte for byte");
        }
        _ => {}
    }
    black_box(serde_json::to_vec(event).expect("an event serialises"));
    assert_eq!(
        session::Fingerprint::of(CHAT, event),
        session::Fingerprint::of(CHAT, &event.clone()),
        "an event has one fingerprint"
    );
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Bodies of every kind, to be damaged.
    const BODIES: [&str; 6] = [
        r#"{"events":[{"event":"chat_session_message","msg":"a<br>&amp;","timestamp":"1"},{"event":"novel"},7]}"#,
        r#"{"sessions":[{"chat_id":"c","created_time":1,"events":[{"event":"chat_session_signaling","data":"{}"}]}]}"#,
        r#"{"chat_id":"c","state":"ivr","file_id":"f","chat":"available","ewt":"3","server_version":"5"}"#,
        r#"{"parameters":[{"a":"TEXT"}],"servers":[{"urls":["stun:s"]}],"definition":{"forms":[{"fields":[{}]}]}}"#,
        r#"{"error_code":"5005","error_message":"gone"}"#,
        "<p>Sure?</p> /buttons [Yes] [No] /attachment: https://x/a.png, image",
    ];

    proptest! {
        #[test]
        fn the_doors_hold_against_damaged_bodies(
            body in prop::sample::select(BODIES.to_vec()),
            cut in any::<prop::sample::Index>(),
            damage in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..4),
        ) {
            let mut bytes = body.as_bytes().to_vec();
            for (place, byte) in damage {
                let place = place.index(bytes.len());
                bytes[place] = byte;
            }
            for bytes in [&bytes[..], &bytes[..cut.index(bytes.len())]] {
                events(bytes);
                replies(bytes);
                refusals(bytes);
            }
        }
    }
}
