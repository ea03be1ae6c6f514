//! Event fingerprints: how an event is recognised when it comes again.
//!
//! Events that are shown as a message (a text, a file, a location) and receipts have an *identity*: party and message id. What a
//! message says is part of its fingerprint as well: it tells several messages of one id apart, and an edited message from what
//! it said before. Edits and deletions name the message that they are about, not themselves; so they, and everything else, are
//! known by their content.
//!
//! A history may write the time of an event otherwise than a poll did (in another unit, a second off, or not at all). So an
//! event that is known by its content has two keys: one of everything it says, and one of everything but its time.
//!
//! A history may attribute an event without a party to the customer, so an event without a party is the same as one whose party
//! is the chat. And servers spell ids in both cases.

use std::{collections::BTreeMap, hash::Hasher};

use serde_json::value::RawValue;
use siphasher::sip::SipHasher13;

use crate::model::ContactCenterEvent as Event;

/// A hash of an identity or of a content, the same on every machine, because it is kept in the store. 64 bits: among ten
/// thousand events of a chat, two different ones collide once in 10^11 chats.
pub(crate) type Key = u64;

/// How an event is recognised when it comes again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fingerprint {
    /// An event that is shown as a message and has an id.
    Message { id: Key, said: Said },
    /// A receipt that names its message.
    Receipt { id: Key },
    /// Any other event: of all that it says, and of all but its time; and what an edit says of its message.
    Content { exact: Key, untimed: Key, edited: Option<Said> },
}

/// What a message with an id says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Said {
    /// Of a text: its HTML and its plain text, because a history may hold only one of the two as the poll had it. Of everything
    /// else twice the same.
    pub(crate) versions: [Key; 2],
    /// Whether it is a text: only texts are edited.
    pub(crate) is_text: bool,
}

impl Fingerprint {
    pub(crate) fn of(chat_id: &str, event: &Event) -> Self {
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
            Some(message_id) => {
                let id = identity(name, event.party_id().unwrap_or(chat_id), message_id);
                match Said::of(event, message_id) {
                    Some(said) => Self::Message { id, said },
                    None => Self::Receipt { id },
                }
            }
            None => {
                let edited = match event {
                    Event::ChatSessionMessageEdit { message_id: Some(id), .. } => Said::of(event, id),
                    _ => None,
                };
                let [exact, untimed] = [true, false].map(|with_time| content(chat_id, event, with_time));
                Self::Content { exact, untimed, edited }
            }
        }
    }

    /// Whether a second event with this fingerprint is the first one again.
    pub(crate) fn has_identity(&self) -> bool {
        !matches!(self, Self::Content { .. })
    }

    /// The key under which copies of the event are expected: the identity, or the content without its time.
    pub(crate) fn key(&self) -> Key {
        match self {
            Self::Message { id, .. } | Self::Receipt { id } => *id,
            Self::Content { untimed, .. } => *untimed,
        }
    }

    /// Every key of it, in an order that depends on nothing but the kind of the event.
    pub(crate) fn keys(&self) -> Vec<Key> {
        let (own, said) = match self {
            Self::Message { id, said } => (vec![*id, text_known(*id)], Some(said)),
            Self::Receipt { id } => (vec![*id], None),
            Self::Content { exact, untimed, edited } => (vec![*exact, *untimed], edited.as_ref()),
        };
        own.into_iter().chain(said.into_iter().flat_map(|said| said.versions)).collect()
    }
}

impl Said {
    /// What `event` says as the message `message_id`, or says that it now says. None where it is neither.
    pub(crate) fn of(event: &Event, message_id: &str) -> Option<Self> {
        let text = |text: &str| text.split_whitespace().collect::<String>();
        let (versions, is_text) = match event {
            Event::ChatSessionMessage { message, message_text, .. }
            | Event::ChatSessionMessageEdit { message, message_text, .. } => {
                let (html, plain) = (text(message), text(message_text));
                let one_of = |text: &str, other: &str| said(message_id, &[if text.is_empty() { other } else { text }]);
                ([one_of(&html, &plain), one_of(&plain, &html)], true)
            }
            Event::ChatSessionFile { file_id, .. } => {
                ([said(message_id, &["file", file_id.as_deref().unwrap_or_default()]); 2], false)
            }
            Event::ChatSessionFileUrl { file_url, .. } => {
                ([said(message_id, &["url", file_url.as_deref().unwrap_or_default()]); 2], false)
            }
            Event::ChatSessionLocation { latitude, longitude, .. } => {
                let degrees = |degrees: &Option<f64>| degrees.unwrap_or_default().to_string();
                ([said(message_id, &["location", &degrees(latitude), &degrees(longitude)]); 2], false)
            }
            _ => return None,
        };
        Some(Self { versions, is_text })
    }
}

/// Stands in the set of delivered keys where it is known what the message of this party and id said. That of an own message is not: the
/// app wrote it.
pub(super) fn text_known(id: Key) -> Key {
    hash(["said", &id.to_string()])
}

/// Whether `message_id` is of the form that this app's messages have: `chatId:number`.
pub(super) fn is_numbered(chat_id: &str, message_id: &str) -> bool {
    message_id.rsplit_once(':').is_some_and(|(chat, _)| chat.eq_ignore_ascii_case(chat_id))
}

/// The key of an own message, should the server echo it.
pub(super) fn key_of_own(chat_id: &str, message_id: &str) -> Key {
    identity("message", chat_id, message_id)
}

fn identity(name: &str, party: &str, message_id: &str) -> Key {
    hash([name, &party.to_ascii_lowercase(), &message_id.to_ascii_lowercase()])
}

/// Without the party: an edit may come from another one than the message.
fn said(message_id: &str, parts: &[&str]) -> Key {
    let id = message_id.to_ascii_lowercase();
    hash(["said", &id].into_iter().chain(parts.iter().copied()))
}

/// Of everything that an event says. What is absent says nothing, so that a field which a later version reads as well changes
/// no key of an event without it. The fields are taken as they are written, because the server may have put anything into
/// them: numbers that no machine holds, half of a character, nesting without end.
fn content(chat_id: &str, event: &Event, with_time: bool) -> Key {
    let json = serde_json::to_vec(event).unwrap_or_default();
    let fields: BTreeMap<&str, &RawValue> = serde_json::from_slice(&json).unwrap_or_default();
    let mut hasher = SipHasher13::new();
    if !with_time {
        add(&mut hasher, b"untimed");
    }
    for (name, value) in &fields {
        match (*name, value.get()) {
            ("party_id", _) => add(&mut hasher, event.party_id().unwrap_or(chat_id).to_ascii_lowercase().as_bytes()),
            (_, "null") => {}
            ("timestamp_ms", _) if !with_time => {}
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

fn hash<'a>(parts: impl IntoIterator<Item = &'a str>) -> Key {
    let mut hasher = SipHasher13::new();
    parts.into_iter().for_each(|part| add(&mut hasher, part.as_bytes()));
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{ContactCenterFileType, Timestamp};

    fn key(event: &Event) -> Key {
        Fingerprint::of("C", event).keys()[0]
    }

    fn untimed(event: &Event) -> Key {
        Fingerprint::of("C", event).key()
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
            is_message_text_derived: false,
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
        assert_eq!(key(&file(Some("P"), Some("7"))), key(&message(Some("P"), "hi")));
        assert!(Fingerprint::of("c", &file(Some("P"), Some("7"))).has_identity());
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
        assert!(!Fingerprint::of("c", &file(Some("P"), None)).has_identity());
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
        assert!(!Fingerprint::of("c", &edit("a")).has_identity(), "two that say the same are two");
    }

    #[test]
    fn event_is_recognised_without_its_time() {
        let left = |timestamp_ms| Event::ChatSessionPartyLeft { party_id: of(Some("P")), r#type: None, timestamp_ms };
        let times = [None, Some(Timestamp(1000)), Some(Timestamp(2000))];
        assert!(times.iter().all(|time| untimed(&left(*time)) == untimed(&left(None))));
        assert_ne!(key(&left(times[1])), key(&left(times[2])));
        assert_ne!(untimed(&left(None)), untimed(&edit("a")));
    }

    #[test]
    fn edit_says_what_the_edited_message_says() {
        let said = |event: &Event| Said::of(event, "7").expect("something");
        assert_eq!(said(&edit("a b")).versions, said(&message(None, "a  b")).versions);
        assert_ne!(said(&edit("a")).versions, said(&edit("b")).versions);
    }

    #[test]
    fn keys_never_change_because_they_are_kept() {
        assert_eq!(
            [message(Some("P"), "hi"), left(Some("P"))].map(|event| key(&event)),
            [16293881100976981409, 9313958136463486269]
        );
    }
}
