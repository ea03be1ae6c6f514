//! Redaction of traces.
//!
//! JSON of our own making, with everything in it replaced that says something of people. See `trace` for the rules.

use std::{fmt, hash::Hasher};

use serde::{
    Deserialize, Deserializer,
    de::{MapAccess, Visitor},
};
use serde_json::value::RawValue;
use siphasher::sip::SipHasher13;

/// Ids of chats, parties and messages; `Ok` is how a call ends that has made a message.
const IDS: &[&str] = &["chat_id", "message_id", "msg_id", "ref_msg_id", "party_id", "destination_party_id", "Ok"];

/// Words of the SDK and of the protocol, where they are words.
const WORDS: &[&str] = &[
    "input",
    "effects",
    "what",
    "persist",
    "deliver",
    "event",
    "state",
    "type",
    "party_type",
    "file_type",
    "origin",
    "connection",
    "closed",
    "status",
    "kind",
    "argument",
    "failure",
    "code",
];

/// Numbers that say how much, when and how often.
const NUMBERS: &[&str] = &[
    "ticket",
    "number",
    "last_number",
    "status",
    "timestamp_ms",
    "estimated_wait_time",
    "form_timeout",
    "secs",
    "nanos",
    "seed",
    "delivered",
];

/// Numbers with a fraction.
const FRACTIONS: &[&str] = &["latitude", "longitude"];

/// JSON of others, which is not looked into.
const OPAQUE: &[&str] = &["raw", "content", "data"];

/// What comes from the server, where `data` is a word about a call.
const FROM_SERVER: &[&str] = &["polled", "history_read", "send_finished", "deliver"];

/// Errors whose reason is our own finding, which holds no personal data.
const OWN_FINDINGS: &[&str] = &[
    "InvalidArgument",
    "Transport",
    "Tls",
    "Timeout",
    "UnexpectedResponse",
    "Decoding",
    "ChatSessionNotOpen",
    "ChatSessionClosed",
    "MessageNotSent",
    "Storage",
    "File",
    "Internal",
];

/// The longest word that is kept.
const LONGEST_WORD: usize = 40;

/// Of one chat in one recording.
#[derive(Clone)]
pub(super) struct Redaction {
    salt: [u8; 16],
    chat_id: String,
}

/// Where in the JSON a value stands.
#[derive(Clone, Copy)]
struct Place<'a> {
    name: &'a str,
    from_server: bool,
    /// Set in a word about a call.
    is_signaling: bool,
    /// Set in an error whose reason is ours.
    keeps_reason: bool,
    /// Set in an event that no document lists: its name is kept.
    is_unknown: bool,
    /// Set where not even a length may be told.
    is_secret: bool,
}

impl Redaction {
    pub(super) fn new(salt: [u8; 16], chat_id: &str) -> Self {
        Self { salt, chat_id: chat_id.to_owned() }
    }

    /// `json`, which stands under `name`, in the form in which it may be told.
    pub(super) fn json(&self, name: &str, json: &str) -> String {
        let mut told = String::with_capacity(json.len());
        let place = Place {
            name,
            from_server: false,
            is_signaling: false,
            keeps_reason: false,
            is_unknown: false,
            is_secret: false,
        };
        match serde_json::from_str::<&RawValue>(json) {
            Ok(raw) => self.value(place, raw, &mut told),
            // What we have written ourselves is JSON.
            Err(_) => told.push_str("null"),
        }
        told
    }

    /// What stands for a key of an earlier run.
    pub(super) fn key(&self, key: u64) -> u64 {
        self.hash(&key.to_le_bytes())
    }

    /// What stands for the id of a chat, a party or a message.
    pub(super) fn id(&self, id: &str) -> String {
        match id.rsplit_once(':') {
            Some((chat, number)) if chat.eq_ignore_ascii_case(&self.chat_id) => match number.parse::<u64>() {
                Ok(_) => format!("{}:{number}", self.letters(chat)),
                Err(_) => format!("{}:{}", self.letters(chat), self.letters(number)),
            },
            _ => self.letters(id),
        }
    }

    fn value(&self, place: Place<'_>, raw: &RawValue, told: &mut String) {
        let json = raw.get();
        let is_of_a_call = place.from_server && place.is_signaling && place.name == "data";
        if OPAQUE.contains(&place.name) && !is_of_a_call {
            return match json {
                "null" => told.push_str(json),
                _ if place.is_secret => told.push_str("\"withheld\""),
                _ => self.push_hash("json", json.len(), json, told),
            };
        }
        match json.as_bytes().first() {
            Some(b'{') => self.object(place, json, told),
            Some(b'[') => self.list(place, json, told),
            Some(b'"') => self.text(place, json, told),
            Some(b'-' | b'0'..=b'9') => self.number(place, json, told),
            _ => told.push_str(json),
        }
    }

    fn object(&self, place: Place<'_>, json: &str, told: &mut String) {
        let Members(members) = serde_json::from_str(json).unwrap_or_default();
        let word =
            |name| members.iter().find(|(known, _)| *known == name).map_or("", |(_, raw)| raw.get().trim_matches('"'));
        let (kind, event) = (word("kind"), word("event"));
        told.push('{');
        for (at, (name, raw)) in members.iter().enumerate() {
            if at > 0 {
                told.push(',');
            }
            told.push_str(&serde_json::Value::from(*name).to_string());
            told.push(':');
            let inner = Place {
                name,
                from_server: place.from_server || FROM_SERVER.contains(name),
                is_signaling: event == "chat_session_signaling",
                keeps_reason: OWN_FINDINGS.contains(&kind),
                is_unknown: event == "unknown",
                is_secret: event == "chat_session_secure_form_data",
            };
            self.value(inner, raw, told);
        }
        told.push('}');
    }

    fn list(&self, place: Place<'_>, json: &str, told: &mut String) {
        let elements: Vec<&RawValue> = serde_json::from_str(json).unwrap_or_default();
        told.push('[');
        for (at, element) in elements.into_iter().enumerate() {
            if at > 0 {
                told.push(',');
            }
            self.value(place, element, told);
        }
        told.push(']');
    }

    fn text(&self, place: Place<'_>, json: &str, told: &mut String) {
        let text: String = serde_json::from_str(json).unwrap_or_default();
        let may_be_a_word = WORDS.contains(&place.name) || (place.name == "name" && place.is_unknown);
        let is_kept = (may_be_a_word && is_word(&text)) || (place.name == "reason" && place.keeps_reason);
        if is_kept || text.is_empty() {
            told.push_str(json);
        } else if IDS.contains(&place.name) {
            told.push_str(&format!("\"{}\"", self.id(&text)));
        } else {
            self.push_hash("text", text.chars().count(), json, told);
        }
    }

    fn number(&self, place: Place<'_>, json: &str, told: &mut String) {
        if NUMBERS.contains(&place.name) {
            return told.push_str(json);
        }
        let number = self.hash(json.as_bytes()) & 0x7fff_ffff;
        told.push_str(&number.to_string());
        if FRACTIONS.contains(&place.name) {
            told.push_str(".5");
        }
    }

    fn push_hash(&self, what: &str, length: usize, json: &str, told: &mut String) {
        told.push_str(&format!("\"{what}:{length}:{:016x}\"", self.hash(json.as_bytes())));
    }

    /// Twelve letters for an id; in which case each is says how the id is spelt, and in small letters it is all small.
    fn letters(&self, id: &str) -> String {
        let small = id.to_ascii_lowercase();
        let capitals = if small == id { 0 } else { self.hash(id.as_bytes()) | 1 };
        let letters = self.hash(small.as_bytes());
        let letter = |at: u32| {
            let letter = b'a' + (letters >> (4 * at) & 15) as u8;
            char::from(if capitals >> at & 1 == 1 { letter.to_ascii_uppercase() } else { letter })
        };
        if id.is_empty() { String::new() } else { (0..12).map(letter).collect() }
    }

    fn hash(&self, bytes: &[u8]) -> u64 {
        let mut hasher = SipHasher13::new_with_key(&self.salt);
        hasher.write(bytes);
        hasher.finish()
    }
}

fn is_word(text: &str) -> bool {
    text.len() <= LONGEST_WORD && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}

/// The members of an object, in their order. Their names are ours, without escapes.
#[derive(Default)]
struct Members<'a>(Vec<(&'a str, &'a RawValue)>);

impl<'de: 'a, 'a> Deserialize<'de> for Members<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct InOrder;

        impl<'de> Visitor<'de> for InOrder {
            type Value = Members<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut members = Vec::new();
                while let Some(member) = map.next_entry()? {
                    members.push(member);
                }
                Ok(Members(members))
            }
        }

        deserializer.deserialize_map(InOrder)
    }
}
