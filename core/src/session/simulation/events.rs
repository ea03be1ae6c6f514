//! Generators of events.
//!
//! The events of the simulation: of the contact centre as it sends them, of the app as it hands them over, and of both as a
//! history shows them.

use std::{collections::BTreeMap, time::Duration};

use crate::{
    model::{ContactCenterChatSessionState, ContactCenterEvent as Event, MessageFormat, Timestamp},
    session::machine::Outgoing,
    wire::ClientEvent,
};

const AGENT: &str = "P";

/// The id of every system message of some servers.
pub(super) const SYSTEM_ID: &str = "system";

fn agent() -> Option<String> {
    Some(AGENT.to_owned())
}

/// The server's clock counts seconds.
fn second(now: Duration) -> Option<Timestamp> {
    Some(Timestamp(1_600_000_000_000 + now.as_secs() as i64 * 1000))
}

fn text(id: &str, party_id: Option<String>, message: &str, now: Duration) -> Event {
    Event::ChatSessionMessage {
        message_id: Some(id.to_owned()),
        party_id,
        message: message.to_owned(),
        message_text: message.to_owned(),
        directive_id: None,
        channel: None,
        attachments: vec![],
        timestamp_ms: second(now),
        is_message_text_derived: false,
    }
}

pub(super) fn message(id: u32, now: Duration) -> Event {
    text(&id.to_string(), agent(), "hi", now)
}

pub(super) fn nobodys_message(id: u32, now: Duration) -> Event {
    text(&id.to_string(), None, "please wait", now)
}

/// All of them have one id.
pub(super) fn system_message(number: u32, now: Duration) -> Event {
    text(SYSTEM_ID, None, &format!("you are number {number}"), now)
}

pub(super) fn file(id: u32, now: Duration) -> Event {
    file_of(&id.to_string(), agent(), now)
}

fn file_of(id: &str, party_id: Option<String>, now: Duration) -> Event {
    Event::ChatSessionFile {
        message_id: Some(id.to_owned()),
        party_id,
        file_id: Some("f".to_owned()),
        file_name: None,
        file_type: None,
        timestamp_ms: second(now),
    }
}

pub(super) fn place(id: u32, now: Duration) -> Event {
    place_of(&id.to_string(), agent(), now)
}

fn place_of(id: &str, party_id: Option<String>, now: Duration) -> Event {
    Event::ChatSessionLocation {
        message_id: Some(id.to_owned()),
        party_id,
        url: None,
        latitude: Some(1.0),
        longitude: Some(2.0),
        timestamp_ms: second(now),
    }
}

/// Two of a second are alike, and two.
pub(super) fn edit(chance: u8, now: Duration) -> Event {
    let word = ["a", "b"][usize::from(chance / 16 % 2)].to_owned();
    Event::ChatSessionMessageEdit {
        message_id: Some("2".to_owned()),
        party_id: agent(),
        message: word.clone(),
        message_text: word,
        timestamp_ms: second(now),
    }
}

/// It names no party.
pub(super) fn form(now: Duration) -> Event {
    Event::ChatSessionFormShow {
        form_request_id: Some("1".to_owned()),
        form_name: None,
        form_timeout: None,
        channel: None,
        party_id: None,
        timestamp_ms: second(now),
    }
}

pub(super) fn left(now: Duration) -> Event {
    Event::ChatSessionPartyLeft { party_id: agent(), r#type: None, timestamp_ms: second(now) }
}

pub(super) fn typing(now: Duration) -> Event {
    Event::ChatSessionTyping { party_id: agent(), draft: None, timestamp_ms: second(now) }
}

pub(super) fn read(message_id: &str, now: Duration) -> Event {
    Event::ChatSessionMessageRead {
        message_id: Some(message_id.to_owned()),
        party_id: agent(),
        timestamp_ms: second(now),
    }
}

/// Without a timestamp, so that many of them are alike.
pub(super) fn queued() -> Event {
    Event::ChatSessionStatus { state: ContactCenterChatSessionState::Queued, estimated_wait_time: None }
}

/// The id that stands for the event wherever it comes.
pub(super) fn id_of(event: &Event) -> Option<&str> {
    match event {
        Event::ChatSessionMessage { message_id, .. }
        | Event::ChatSessionFile { message_id, .. }
        | Event::ChatSessionLocation { message_id, .. }
        | Event::ChatSessionMessageRead { message_id, .. } => message_id.as_deref(),
        _ => None,
    }
}

/// A history attributes events without a party to the customer.
pub(super) fn given_to_the_customer(event: &Event, chat_id: &str) -> Event {
    let mut event = event.clone();
    if let Event::ChatSessionMessage { party_id, .. } | Event::ChatSessionFormShow { party_id, .. } = &mut event {
        party_id.get_or_insert_with(|| chat_id.to_owned());
    }
    event
}

/// As some histories write it: without its time, or a second off, or as it was.
pub(super) fn with_another_time(event: &Event) -> Event {
    let mut event = event.clone();
    let rewritten = |time: &mut Option<Timestamp>| {
        *time = match *time {
            Some(Timestamp(ms)) if ms % 3000 == 0 => None,
            Some(Timestamp(ms)) if ms % 3000 == 1000 => Some(Timestamp(ms + 1000)),
            other => other,
        }
    };
    if let Event::ChatSessionMessageEdit { timestamp_ms, .. }
    | Event::ChatSessionPartyLeft { timestamp_ms, .. }
    | Event::ChatSessionFormShow { timestamp_ms, .. } = &mut event
    {
        rewritten(timestamp_ms);
    }
    event
}

/// The same without any time.
pub(super) fn without_time(event: &Event) -> Event {
    let mut event = event.clone();
    if let Event::ChatSessionMessageEdit { timestamp_ms, .. }
    | Event::ChatSessionPartyLeft { timestamp_ms, .. }
    | Event::ChatSessionFormShow { timestamp_ms, .. } = &mut event
    {
        *timestamp_ms = None;
    }
    event
}

/// What the event says that the message `id` says.
pub(super) fn says<'a>(event: &'a Event, id: &str) -> Option<&'a String> {
    match event {
        Event::ChatSessionMessage { message_id: Some(of), message, .. }
        | Event::ChatSessionMessageEdit { message_id: Some(of), message, .. }
            if of == id =>
        {
            Some(message)
        }
        _ => None,
    }
}

/// The edit that tells of a message which was changed while the app was away.
pub(super) fn is_silent_edit(event: &Event) -> bool {
    matches!(event, Event::ChatSessionMessageEdit { message, .. } if message.starts_with("changed"))
}

/// A message that was changed may have reached the app with any of its texts.
pub(super) fn without_edited_text(mut event: Event, edited: &BTreeMap<String, String>) -> Event {
    if let Event::ChatSessionMessage { message_id: Some(id), message, message_text, .. } = &mut event
        && edited.contains_key(id)
    {
        (*message, *message_text) = (String::new(), String::new());
    }
    event
}

/// Whether a gateway refuses this event of the app whenever it comes.
pub(super) fn is_too_large(event: &ClientEvent) -> bool {
    matches!(event, ClientEvent::ChatSessionMessage { .. }) && label_of(event).is_some_and(|label| label % 13 == 0)
}

/// A message, file or place of the app.
pub(super) fn is_the_apps(event: &Event, chat_id: &str) -> bool {
    id_of(event).is_some_and(|id| id.starts_with(chat_id)) && event.party_id() == Some(chat_id)
}

/// What the app hands over, as `chance` has it, with a label that tells its place in the order of the calls.
pub(super) fn outgoing(chance: u8, label: u32) -> Outgoing {
    match chance % 16 {
        0 => Outgoing::Typing(None),
        1 | 2 => Outgoing::Note(ClientEvent::ChatSessionMessageRead { ref_msg_id: label.to_string() }),
        3 => Outgoing::Once(answer_to_a_form(label)),
        4 => Outgoing::Message(ClientEvent::ChatSessionFile {
            file_id: label.to_string(),
            file_type: "image".to_owned(),
            file_name: String::new(),
            msg_id: String::new(),
        }),
        5 => Outgoing::Message(ClientEvent::ChatSessionLocation {
            latitude: label.to_string(),
            longitude: String::new(),
            url: None,
            msg_id: String::new(),
        }),
        _ => Outgoing::Message(ClientEvent::message(&label.to_string(), MessageFormat::Text, None)),
    }
}

fn answer_to_a_form(label: u32) -> ClientEvent {
    ClientEvent::ChatSessionFormData {
        form_request_id: label.to_string(),
        form_name: String::new(),
        data: serde_json::Value::Null,
    }
}

/// A note that the server answers with an error whenever it comes.
pub(super) fn indigestible() -> Outgoing {
    Outgoing::Note(ClientEvent::ChatFormDataCancel { form_request_id: "bad".to_owned(), form_name: String::new() })
}

pub(super) fn is_indigestible(event: &ClientEvent) -> bool {
    matches!(event, ClientEvent::ChatFormDataCancel { .. })
}

/// The place of an event of the app in the order of its calls.
pub(super) fn label_of(event: &ClientEvent) -> Option<u32> {
    let label = match event {
        ClientEvent::ChatSessionMessage { msg, .. } => msg,
        ClientEvent::ChatSessionFile { file_id, .. } => file_id,
        ClientEvent::ChatSessionLocation { latitude, .. } => latitude,
        ClientEvent::ChatSessionMessageRead { ref_msg_id } => ref_msg_id,
        ClientEvent::ChatSessionFormData { form_request_id, .. } => form_request_id,
        _ => return None,
    };
    label.parse().ok()
}

pub(super) fn as_history_shows(event: &ClientEvent, chat_id: &str, now: Duration) -> Option<Event> {
    let party = Some(chat_id.to_owned());
    match event {
        ClientEvent::ChatSessionMessage { msg, msg_id, .. } => Some(text(msg_id, party, msg, now)),
        ClientEvent::ChatSessionFile { msg_id, .. } => Some(file_of(msg_id, party, now)),
        ClientEvent::ChatSessionLocation { msg_id, .. } => Some(place_of(msg_id, party, now)),
        _ => None,
    }
}
