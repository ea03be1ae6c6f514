//! What an event is the same as.
//!
//! What is shown as a message (a text, a file, a place) and receipts have an *identity*: party and message id. Edits and
//! deletions name the message that they are about, not themselves; so they, and everything else, are known by
//! all that they say.
//!
//! A history may give to the customer what came from nobody in particular, so an event without a party is the same as one whose
//! party is the chat. And servers spell ids in both cases.

use std::{collections::BTreeMap, hash::Hasher};

use serde_json::value::RawValue;
use siphasher::sip::SipHasher13;

use crate::model::ContactCenterEvent as Event;

/// Stands for an event: a hash of its identity or of its content, the same on every machine, because it is
/// kept in the store. 64 bits: among ten thousand events of a chat, two different ones collide once in
/// 10^11 chats.
pub(crate) type Key = u64;

/// Whether `message_id` is of the form that this app's messages have: `chatId:number`.
pub(super) fn is_numbered(chat_id: &str, message_id: &str) -> bool {
    message_id.rsplit_once(':').is_some_and(|(chat, _)| chat.eq_ignore_ascii_case(chat_id))
}

/// The key of an event, and whether it stands for an identity.
pub(crate) fn key_of(chat_id: &str, event: &Event) -> (Key, bool) {
    let (name, id) = match event {
        Event::ChatSessionMessage { message_id, .. }
        | Event::ChatSessionFile { message_id, .. }
        | Event::ChatSessionFileUrl { message_id, .. }
        | Event::ChatSessionLocation { message_id, .. } => ("message", message_id),
        Event::ChatSessionMessageDelivered { message_id, .. } => ("delivered", message_id),
        Event::ChatSessionMessageRead { message_id, .. } => ("read", message_id),
        _ => ("", &None),
    };
    match id {
        Some(id) => (identity(name, event.party_id().unwrap_or(chat_id), id), true),
        None => (content(chat_id, event), false),
    }
}

/// The key of a message of ours, should the server echo it.
pub(super) fn key_of_ours(chat_id: &str, message_id: &str) -> Key {
    identity("message", chat_id, message_id)
}

fn identity(name: &str, party: &str, message_id: &str) -> Key {
    hash([name, &party.to_ascii_lowercase(), &message_id.to_ascii_lowercase()].map(str::as_bytes))
}

/// Of everything that an event says. What is absent says nothing, so that a field which a later version reads as well changes
/// no key of an event without it. The fields are taken as they are written, because the server may have put anything into
/// them: numbers that no machine holds, half of a character, nesting without end.
fn content(chat_id: &str, event: &Event) -> Key {
    let json = serde_json::to_vec(event).unwrap_or_default();
    let fields: BTreeMap<&str, &RawValue> = serde_json::from_slice(&json).unwrap_or_default();
    let mut hasher = SipHasher13::new();
    for (name, value) in &fields {
        match (*name, value.get()) {
            ("party_id", _) => add(&mut hasher, event.party_id().unwrap_or(chat_id).to_ascii_lowercase().as_bytes()),
            (_, "null") => {}
            (name, value) => {
                add(&mut hasher, name.as_bytes());
                add(&mut hasher, value.as_bytes());
            }
        }
    }
    hasher.finish()
}

fn add(hasher: &mut SipHasher13, part: &[u8]) {
    hasher.write(&(part.len() as u64).to_le_bytes());
    hasher.write(part);
}

fn hash<const N: usize>(parts: [&[u8]; N]) -> Key {
    let mut hasher = SipHasher13::new();
    parts.into_iter().for_each(|part| add(&mut hasher, part));
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{ContactCenterFileType, Timestamp};

    fn key(event: &Event) -> Key {
        key_of("C", event).0
    }

    fn of(party: Option<&str>) -> Option<String> {
        party.map(str::to_owned)
    }

    fn message(party: Option<&str>, text: &str) -> Event {
        Event::ChatSessionMessage {
            message_id: Some("7".into()),
            party_id: of(party),
            message: text.into(),
            message_text: text.into(),
            directive_id: None,
            channel: None,
            attachments: vec![],
            timestamp_ms: None,
        }
    }

    fn file(party: Option<&str>, id: Option<&str>) -> Event {
        Event::ChatSessionFile {
            message_id: of(id),
            party_id: of(party),
            file_id: Some("f".into()),
            file_name: None,
            file_type: Some(ContactCenterFileType::Image),
            timestamp_ms: None,
        }
    }

    fn left(party: Option<&str>) -> Event {
        Event::ChatSessionPartyLeft { party_id: of(party), r#type: None, timestamp_ms: Some(Timestamp(1000)) }
    }

    fn edit(text: &str) -> Event {
        Event::ChatSessionMessageEdit {
            message_id: Some("7".into()),
            party_id: Some("P".into()),
            message: text.into(),
            message_text: text.into(),
            timestamp_ms: None,
        }
    }

    #[test]
    fn what_came_from_nobody_in_particular_is_the_same_as_what_a_history_gives_to_the_customer() {
        assert_eq!(key(&message(None, "hi")), key(&message(Some("c"), "hi")));
        assert_eq!(key(&file(None, None)), key(&file(Some("C"), None)));
        assert_eq!(key(&left(None)), key(&left(Some("c"))));
        assert_ne!(key(&message(None, "hi")), key(&message(Some("P"), "hi")));
        assert_ne!(key(&left(None)), key(&left(Some("P"))));
    }

    #[test]
    fn texts_files_and_places_are_known_by_party_and_id_and_without_an_id_by_what_they_say() {
        assert_eq!(key(&message(Some("P"), "hi")), key(&message(Some("p"), "<b>hi</b>")));
        assert_eq!(key_of("c", &file(Some("P"), Some("7"))), (key(&message(Some("P"), "hi")), true));
        let place = |latitude, id| Event::ChatSessionLocation {
            message_id: of(id),
            party_id: Some("P".into()),
            url: None,
            latitude: Some(latitude),
            longitude: None,
            timestamp_ms: None,
        };
        assert_eq!(key(&place(1.0, Some("9"))), key(&place(2.0, Some("9"))));
        assert_ne!(key(&place(1.0, None)), key(&place(2.0, None)));
        assert!(!key_of("c", &file(Some("P"), None)).1);
    }

    #[test]
    fn an_edit_is_neither_its_message_nor_another_edit_of_it() {
        let deletion = Event::ChatSessionMessageDelete {
            message_id: Some("7".into()),
            party_id: Some("P".into()),
            timestamp_ms: None,
        };
        let keys = [message(Some("P"), "a"), edit("a"), edit("b"), deletion].map(|event| key(&event));
        for (at, key) in keys.iter().enumerate() {
            assert!(!keys[at + 1..].contains(key), "{keys:?}");
        }
        assert!(!key_of("c", &edit("a")).1, "two that say the same are two");
    }

    #[test]
    fn keys_never_change_because_they_are_kept() {
        assert_eq!(
            [message(Some("P"), "hi"), left(Some("P"))].map(|event| key(&event)),
            [16293881100976981409, 9313958136463486269]
        );
    }
}
