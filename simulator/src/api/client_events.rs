//! Events that clients send, held against the documentation. An event that it does not know is accepted and written down;
//! one that it knows must have its fields, so that a client with a slip of the pen fails here and not at a customer's.

use serde_json::{Map, Value};

use super::body;
use crate::refusal::Refusal;

/// The shape that a field must have.
#[derive(Clone, Copy)]
enum Shape {
    Text,
    /// Ids and coordinates come as strings or as numbers.
    TextOrNumber,
    /// The data of forms and calls is an object; older clients send a string.
    ObjectOrText,
}

/// The fields without which an event makes no sense to the server.
fn required(event: &str) -> &'static [(&'static str, Shape)] {
    use Shape::{ObjectOrText, Text, TextOrNumber};
    match event {
        "chat_session_message" => &[("msg", Text)],
        "chat_session_message_delivered" | "chat_session_message_read" => &[("ref_msg_id", TextOrNumber)],
        "chat_session_form_data" | "chat_session_secure_form_data" => {
            &[("form_request_id", TextOrNumber), ("form_name", Text), ("data", ObjectOrText)]
        }
        "chat_form_data_cancel" => &[("form_request_id", TextOrNumber), ("form_name", Text)],
        "chat_session_secure_form_cancel" => &[("form_request_id", TextOrNumber)],
        "chat_session_signaling" => &[("data", ObjectOrText)],
        "chat_session_file" => &[("file_id", Text), ("file_type", Text)],
        "chat_session_location" => &[("latitude", TextOrNumber), ("longitude", TextOrNumber)],
        "chat_session_navigation" => &[("page", Text), ("title", Text)],
        _ => &[],
    }
}

/// The fields that may be missing but have a shape.
const OPTIONAL: [(&str, Shape); 4] =
    [("msg_id", Shape::TextOrNumber), ("msg_text", Shape::Text), ("file_name", Shape::Text), ("url", Shape::Text)];

/// The events of a request, all of which are good.
pub(super) fn read(body: &[u8]) -> Result<Vec<Value>, Refusal> {
    let Some(Value::Array(events)) = body::object(body)?.remove("events") else {
        return Err(Refusal::BadJson("events is not an array"));
    };
    events.iter().try_for_each(check)?;
    Ok(events)
}

/// Whether one event is good.
pub(super) fn check(event: &Value) -> Result<(), Refusal> {
    let Value::Object(fields) = event else { return Err(Refusal::BadJson("An event is not an object")) };
    let Some(Value::String(name)) = fields.get("event") else {
        return Err(Refusal::BadJson("The name of an event is not a string"));
    };
    if !required(name).iter().all(|(field, shape)| has(fields, field, *shape)) {
        return Err(Refusal::BadJson("An event lacks a field, or has it in a wrong type"));
    }
    if !OPTIONAL.iter().all(|(field, shape)| !fields.contains_key(*field) || has(fields, field, *shape)) {
        return Err(Refusal::BadJson("An event has a field of a wrong type"));
    }
    Ok(())
}

fn has(fields: &Map<String, Value>, field: &str, shape: Shape) -> bool {
    let Some(value) = fields.get(field) else { return false };
    match shape {
        Shape::Text => value.is_string(),
        Shape::TextOrNumber => value.is_string() || value.is_number(),
        Shape::ObjectOrText => value.is_object() || value.is_string(),
    }
}
