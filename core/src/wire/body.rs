//! The body of an answer, before anything is known of its content.

use super::object::Object;
use crate::model::ContactCenterError;

/// The body as text.
pub(super) fn text(status: i32, body: &[u8]) -> Result<&str, ContactCenterError> {
    match std::str::from_utf8(body) {
        Ok(text) => Ok(text.strip_prefix('\u{feff}').unwrap_or(text)),
        Err(error) if is_json(body) => {
            Err(decoding(status, &format!("it is not UTF-8 from byte {} on", error.valid_up_to())))
        }
        Err(_) => Err(unexpected(status, body)),
    }
}

/// The body as an object.
pub(super) fn object(status: i32, body: &[u8]) -> Result<Object<'_>, ContactCenterError> {
    let text = text(status, body)?;
    Object::read(text).map_err(|error| unreadable(status, text, &error))
}

/// The error for a body that serde could not read.
pub(super) fn unreadable(status: i32, body: &str, error: &serde_json::Error) -> ContactCenterError {
    if !is_json(body.as_bytes()) {
        return unexpected(status, body.as_bytes());
    }
    let place = format!("line {} column {}", error.line(), error.column());
    decoding(
        status,
        &match error.classify() {
            serde_json::error::Category::Eof => format!("it ends too early, at {place}"),
            serde_json::error::Category::Data => format!("it has another form, at {place}"),
            _ => format!("it is not JSON, at {place}"),
        },
    )
}

pub(super) fn decoding(status: i32, reason: &str) -> ContactCenterError {
    ContactCenterError::Decoding { reason: reason.to_owned(), status }
}

pub(super) fn unexpected(status: i32, body: &[u8]) -> ContactCenterError {
    ContactCenterError::UnexpectedResponse { reason: outline(body).to_owned(), status }
}

/// What kind of thing a body is, without quoting it.
pub(super) fn outline(body: &[u8]) -> &'static str {
    match body.trim_ascii_start().first() {
        None => "an empty body",
        Some(b'<') => "an HTML page",
        Some(_) if is_json(body) => "JSON of another form",
        Some(_) => "a body that is not JSON",
    }
}

fn is_json(body: &[u8]) -> bool {
    matches!(body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body).trim_ascii_start().first(), Some(b'{' | b'['))
}
