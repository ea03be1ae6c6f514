//! Response bodies for fuzzing.
//!
//! Bodies of answers: arbitrary bytes, or events put together from a few words, so that a fuzzer finds its way past the names.

use serde_json::{Map, Value, json};

use super::CHAT;
use crate::internals::Reader;

const NAMES: [&str; 20] = [
    "chat_session_message",
    "chat_session_message_delivered",
    "chat_session_message_read",
    "chat_session_message_edit",
    "chat_session_message_delete",
    "chat_session_status",
    "chat_session_party_joined",
    "chat_session_party_left",
    "chat_session_typing",
    "chat_session_not_typing",
    "chat_session_file",
    "chat_session_location",
    "chat_session_navigation",
    "chat_session_form_show",
    "chat_session_form_data",
    "chat_session_signaling",
    "chat_session_inactivity_timeout",
    "chat_session_ended",
    "chat_session_end",
    "novel_event",
];

const STATES: [&str; 6] = ["queued", "connected", "ivr", "failed", "completed", "novel"];

const CODES: [&str; 12] =
    ["1000", "2001", "3000", "5000", "5001", "5005", "5006", "5500", "5509", "5511", "5603", "7777"];

pub(super) fn body(reader: &mut Reader<'_>) -> Vec<u8> {
    match reader.byte() {
        255 => reader.bytes().to_vec(),
        count => {
            let events: Vec<_> = (0..count % 8).map(|_| event(reader)).collect();
            json!({ "events": events }).to_string().into_bytes()
        }
    }
}

fn event(reader: &mut Reader<'_>) -> Value {
    let name = reader.byte();
    let bits = reader.byte();
    let mut fields = Map::new();
    let mut put = |name: &str, value: Value| drop(fields.insert(name.to_owned(), value));
    put("event", NAMES[usize::from(name) % NAMES.len()].into());
    if bits & 1 == 1 {
        put("party_id", party(reader).into());
    }
    if bits & 2 == 2 {
        let id = message_id(reader);
        put("msg_id", id.as_str().into());
        put("ref_msg_id", id.into());
    }
    if bits & 4 == 4 {
        let text = reader.text();
        put("msg", text.as_str().into());
        put("data", json!({ "type": "REQUEST_SMS", "number": text }));
    }
    if bits & 8 == 8 {
        put("state", STATES[usize::from(reader.byte()) % STATES.len()].into());
    }
    if bits & 16 == 16 {
        put("timestamp", u32::from(reader.byte()).to_string().into());
    }
    if bits & 32 == 32 {
        put("destination_party_id", party(reader).into());
    }
    Value::Object(fields)
}

fn party(reader: &mut Reader<'_>) -> String {
    match reader.byte() % 6 {
        0 => CHAT.to_owned(),
        1 => CHAT.to_uppercase(),
        2 => "AGENT-1".to_owned(),
        3 => "agent-1".to_owned(),
        4 => "agent-2".to_owned(),
        _ => reader.text(),
    }
}

/// Of few, so that they come again: ours, in either case, and those of others.
pub(super) fn message_id(reader: &mut Reader<'_>) -> String {
    let number = reader.byte();
    match number >> 6 {
        0 => format!("{CHAT}:{number}"),
        1 => format!("{}:{}", CHAT.to_uppercase(), number & 63),
        2 => format!("{}{}", if number & 1 == 1 { "a" } else { "A" }, (number & 63) >> 1),
        _ => reader.text(),
    }
}

/// The body of a refusal.
pub(super) fn refusal(reader: &mut Reader<'_>) -> Vec<u8> {
    match reader.byte() {
        255 => reader.bytes().to_vec(),
        254 => Vec::new(),
        253 => b"<html>Service unavailable</html>".to_vec(),
        code => {
            let code = CODES[usize::from(code) % CODES.len()];
            json!({ "error_code": code, "error_message": "words" }).to_string().into_bytes()
        }
    }
}
