//! Events that clients send, held against the documentation. An event that it does not know is accepted and written down;
//! one that it knows must have its fields, so that a client with a slip of the pen fails here and not at a customer's.

use serde_json::{Map, Value};

use super::body;
use crate::{api_error::ApiError, files::FileStore, session::Session};

/// The shape that a field must have.
#[derive(Clone, Copy)]
enum Shape {
    Text,
    /// Ids and coordinates come as strings or as numbers.
    TextOrNumber,
    /// The data of forms and calls is an object; older clients send a string.
    ObjectOrText,
    /// `image` or `attachment`.
    FileType,
}

use Shape::{FileType, ObjectOrText, Text, TextOrNumber};

/// The fields without which an event makes no sense to the server.
fn required(event: &str) -> &'static [(&'static str, Shape)] {
    match event {
        "chat_session_message" => &[("msg", Text)],
        "chat_session_message_delivered" | "chat_session_message_read" => &[("ref_msg_id", TextOrNumber)],
        "chat_session_form_data" | "chat_session_secure_form_data" => {
            &[("form_request_id", TextOrNumber), ("form_name", Text), ("data", ObjectOrText)]
        }
        "chat_form_data_cancel" => &[("form_request_id", TextOrNumber), ("form_name", Text)],
        "chat_session_secure_form_cancel" => &[("form_request_id", TextOrNumber)],
        "chat_session_signaling" => &[("destination_party_id", Text), ("data", ObjectOrText)],
        "chat_session_file" => &[("file_id", Text), ("file_type", FileType)],
        "chat_session_location" => &[("latitude", TextOrNumber), ("longitude", TextOrNumber)],
        "chat_session_navigation" => &[("page", Text), ("title", Text)],
        _ => &[],
    }
}

/// The fields that may be missing but have a shape.
fn optional(event: &str) -> &'static [(&'static str, Shape)] {
    match event {
        "chat_session_typing" => &[("msg", Text)],
        "chat_session_message" => &[("msg_text", Text), ("directive_id", Text)],
        "chat_session_secure_form_cancel" => &[("form_name", Text)],
        "chat_session_file" => &[("file_name", Text)],
        "chat_session_location" => &[("url", Text)],
        "chat_session_cobrowsing_started" => {
            &[("provider_type", Text), ("cobrowsing_url", Text), ("cobrowsing_id", TextOrNumber)]
        }
        _ => &[],
    }
}

/// The events of a request, all of which are good.
pub(super) fn read(body: &[u8]) -> Result<Vec<Value>, ApiError> {
    let Some(Value::Array(events)) = body::object(body)?.remove("events") else {
        return Err(ApiError::bad_json("events is not an array"));
    };
    events.iter().try_for_each(check)?;
    Ok(events)
}

/// Whether one event is good by itself.
pub(super) fn check(event: &Value) -> Result<(), ApiError> {
    let Value::Object(fields) = event else { return Err(ApiError::bad_json("An event is not an object")) };
    let Some(Value::String(name)) = fields.get("event") else {
        return Err(ApiError::bad_json("The name of an event is not a string"));
    };
    if let Some((field, _)) = required(name).iter().find(|(field, shape)| !has(fields, field, *shape)) {
        return Err(ApiError::bad_json(format!("{name} lacks {field}, or has it in a wrong type")));
    }
    let given = |field: &str| fields.contains_key(field);
    let optional = [("msg_id", TextOrNumber)].iter().chain(optional(name));
    match optional.filter(|(field, _)| given(field)).find(|(field, shape)| !has(fields, field, *shape)) {
        Some((field, _)) => Err(ApiError::bad_json(format!("{name} has {field} in a wrong type"))),
        None => Ok(()),
    }
}

/// Whether one event goes with what came before it: the form that it answers, the file that it names.
pub(super) fn check_in_context(event: &Value, session: &Session, files: &FileStore) -> Result<(), ApiError> {
    session.forms.check(event).map_err(ApiError::bad_json)?;
    let file_id = event["file_id"].as_str().unwrap_or_default();
    if event["event"] == "chat_session_file" && files.get(file_id).is_none() {
        return Err(ApiError::NoFile);
    }
    Ok(())
}

fn has(fields: &Map<String, Value>, field: &str, shape: Shape) -> bool {
    let Some(value) = fields.get(field) else { return false };
    match shape {
        Text => value.is_string(),
        TextOrNumber => value.is_string() || value.is_number(),
        ObjectOrText => value.is_object() || value.is_string(),
        FileType => matches!(value.as_str(), Some("image" | "attachment")),
    }
}
