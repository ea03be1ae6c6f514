//! Response bodies, before their content is known.

use std::borrow::Cow;

use memchr::memchr2;

use super::object::Object;
use crate::model::ContactCenterError;

/// How many elements the lists of an answer may hold, all in all, beside the first of each. The longest answer that is read by
/// default (8 MiB) would have to hold them at less than 84 bytes each, and an event that says who and when takes more than a
/// hundred. But it can hold millions of `{}`, each of which would become an event of hundreds of bytes.
const MOST_ELEMENTS: usize = 100_000;
/// How many members one object may have beside the first: far more than any object of the API has, and each becomes an entry of a map.
const MOST_MEMBERS: usize = 10_000;
/// Nothing below this level is read.
const DEEPEST: usize = 64;

/// The body as text, whose lists are within bounds. Bytes that are not UTF-8 become replacement characters, so that they cost
/// no more than the text that they are in.
pub(super) fn text(status: i32, body: &[u8]) -> Result<Cow<'_, str>, ContactCenterError> {
    let text = String::from_utf8_lossy(body.strip_prefix(MARK).unwrap_or(body));
    within_bounds(status, &text)?;
    Ok(text)
}

/// The text of a body as an object.
pub(super) fn object(status: i32, text: &str) -> Result<Object<'_>, ContactCenterError> {
    Object::read(text).map_err(|error| unreadable(status, text, &error))
}

/// The byte order mark with which some servers begin.
const MARK: &[u8] = b"\xef\xbb\xbf";

/// Refuses JSON whose lists or objects are out of bounds, before anything is made of it.
pub(super) fn within_bounds(status: i32, json: &str) -> Result<&str, ContactCenterError> {
    let too_large = |reason: String| Err(ContactCenterError::ResponseTooLarge { reason, status });
    // An element takes two bytes, its comma included, and a member more than that.
    if json.len() > 2 * MOST_MEMBERS {
        let size = size_of(json);
        if size.elements > MOST_ELEMENTS {
            return too_large(format!("its lists hold more than {MOST_ELEMENTS} elements"));
        }
        if size.members > MOST_MEMBERS {
            return too_large(format!("one of its objects has more than {MOST_MEMBERS} members"));
        }
    }
    Ok(json)
}

/// What of JSON would cost memory.
#[derive(Debug, Default, PartialEq)]
struct Size {
    /// How many elements all lists have together, beside the first of each.
    elements: usize,
    /// How many members the object with the most has, beside the first: one is read at a time.
    members: usize,
}

/// Of what is no JSON anything.
fn size_of(json: &str) -> Size {
    let mut size = Size::default();
    // What is open: none for a list, for an object its members so far; and what is open below that, which is not read.
    let mut around: Vec<Option<usize>> = Vec::new();
    let mut deeper = 0_usize;
    let mut rest = json.as_bytes();
    while let [byte, after @ ..] = rest {
        rest = after;
        match byte {
            b'"' => rest = behind_string(rest),
            b'[' | b'{' if around.len() == DEEPEST => deeper += 1,
            b']' | b'}' if deeper > 0 => deeper -= 1,
            _ if deeper > 0 => {}
            b'[' => around.push(None),
            b'{' => around.push(Some(0)),
            b']' | b'}' => drop(around.pop()),
            b',' => match around.last_mut() {
                Some(None) => size.elements += 1,
                Some(Some(members)) => {
                    *members += 1;
                    size.members = size.members.max(*members);
                }
                None => {}
            },
            _ => {}
        }
    }
    size
}

/// What follows the string that `rest` is in. Most of an answer is in strings.
fn behind_string(mut rest: &[u8]) -> &[u8] {
    while let Some(at) = memchr2(b'"', b'\\', rest) {
        match rest[at] {
            b'"' => return &rest[at + 1..],
            _ => rest = rest.get(at + 2..).unwrap_or_default(),
        }
    }
    &[]
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

/// How an empty body is called.
pub(crate) const EMPTY: &str = "an empty body";

/// What kind of thing a body is, without quoting it.
pub(super) fn outline(body: &[u8]) -> &'static str {
    match first(body) {
        None => EMPTY,
        Some(b'<') => "an HTML page",
        Some(0x1f) if body.starts_with(b"\x1f\x8b") => "a compressed body",
        Some(_) if is_json(body) => "JSON of another form",
        Some(_) => "a body that is not JSON",
    }
}

fn is_json(body: &[u8]) -> bool {
    matches!(first(body), Some(b'{' | b'['))
}

/// The first byte that says something.
fn first(body: &[u8]) -> Option<&u8> {
    body.strip_prefix(MARK).unwrap_or(body).trim_ascii_start().first()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::{case_history, events, ice_servers, widget_configuration};

    fn list(element: &str, count: usize) -> String {
        format!("[{}]", vec![element; count].join(","))
    }

    #[test]
    fn an_answer_of_too_many_small_things_is_refused_before_anything_is_made_of_it() {
        let full = format!(r#"{{"events":{}}}"#, list("{}", MOST_ELEMENTS + 1));
        assert_eq!(events(200, full.as_bytes()).map(|events| events.len()), Ok(MOST_ELEMENTS + 1));
        let too_many = list("{}", MOST_ELEMENTS + 2);
        let halves = list(&format!(r#"{{"events":{}}}"#, list("1", MOST_ELEMENTS / 2 + 1)), 2);
        let cards = format!(r#"{{"event":"chat_session_message","attachments":{too_many}}}"#);
        for body in [format!(r#"{{"events":{too_many}}}"#), format!(r#"{{"events":[{cards}]}}"#)] {
            assert_eq!(events(200, body.as_bytes()).expect_err("too many").kind(), "ResponseTooLarge");
        }
        for sessions in [halves, too_many.clone()] {
            let body = format!(r#"{{"sessions":{sessions}}}"#);
            assert_eq!(case_history(200, body.as_bytes()).expect_err("too many").kind(), "ResponseTooLarge");
        }
        let servers = ice_servers("C", 200, too_many.as_bytes());
        assert_eq!(servers.expect_err("too many").kind(), "ResponseTooLarge");
    }

    #[test]
    fn an_object_of_too_many_members_is_refused_before_anything_is_made_of_it() {
        let with = |count: usize| {
            let members: Vec<_> = (0..count).map(|name| format!(r#""{name}":{{}}"#)).collect();
            format!(r#"{{"events":[{{}},{{{}}}]}}"#, members.join(","))
        };
        assert_eq!(events(200, with(MOST_MEMBERS + 1).as_bytes()).map(|events| events.len()), Ok(2));
        assert_eq!(events(200, with(MOST_MEMBERS + 2).as_bytes()).expect_err("too many").kind(), "ResponseTooLarge");
    }

    #[test]
    fn what_a_string_holds_counts_where_it_is_read() {
        let forms = list("{}", MOST_ELEMENTS + 2);
        let body = format!(r#"{{"definition":"{{\"forms\":{forms}}}"}}"#);
        let read = widget_configuration(200, body.as_bytes()).expect("a configuration");
        assert_eq!(read.forms.len(), 0, "as though it were no definition");
        let body = format!(r#"{{"definition":"{{\"forms\":{}}}"}}"#, list("{}", 3));
        assert_eq!(widget_configuration(200, body.as_bytes()).expect("a configuration").forms.len(), 3);
    }

    #[test]
    fn only_what_would_cost_memory_counts() {
        let commas = ",[".repeat(2 * MOST_ELEMENTS);
        let body = format!(r#"{{"events":[{{"msg":"\"{commas}"}},{{}}]}}"#);
        assert_eq!(events(200, body.as_bytes()).map(|events| events.len()), Ok(2));
        let deep = format!("{}1,2{}", "[".repeat(100), "]".repeat(100));
        for (json, elements, members) in [
            ("[]", 0, 0),
            ("[1,2]", 1, 0),
            (r#"[[1,2],{"a":1,"b":[3]},"[,"]"#, 3, 1),
            (r#"{"a":{"b":1,"c":2,"d":3},"e":[{}]}"#, 0, 2),
            ("]]}", 0, 0),
            ("\"\\", 0, 0),
            (&deep, 0, 0),
        ] {
            assert_eq!(size_of(json), Size { elements, members }, "{json}");
        }
    }

    #[test]
    fn a_byte_order_mark_says_nothing() {
        assert_eq!(outline(b"\xef\xbb\xbf"), EMPTY);
        assert_eq!(outline(b"\xef\xbb\xbf <html>"), "an HTML page");
    }
}
