//! Answers of the server as wholes.

use serde::Deserialize;
use serde_json::value::RawValue;

use super::{error_body::outline, lenient::Scalar, server_event::event};
use crate::model::{
    ContactCenterChatSession, ContactCenterChatSessionProperties, ContactCenterChatSessionState, ContactCenterError,
    ContactCenterEvent, ContactCenterServiceAvailability, ContactCenterServiceChatAvailability, ContactCenterVersion,
};

/// The answer to `version`.
pub(crate) fn version(status: i32, body: &[u8]) -> Result<ContactCenterVersion, ContactCenterError> {
    #[derive(Deserialize)]
    struct Body<'a> {
        #[serde(borrow)]
        server_version: Scalar<'a>,
    }
    let body: Body<'_> = read(status, body)?;
    Ok(ContactCenterVersion { server_version: body.server_version.text().unwrap_or_default() })
}

/// The answer to `availability`.
pub(crate) fn availability(status: i32, body: &[u8]) -> Result<ContactCenterServiceAvailability, ContactCenterError> {
    #[derive(Deserialize)]
    struct Body<'a> {
        #[serde(borrow)]
        chat: Scalar<'a>,
        #[serde(default)]
        ewt: Scalar<'a>,
    }
    let body: Body<'_> = read(status, body)?;
    let chat_value = body.chat.text().unwrap_or_default();
    Ok(ContactCenterServiceAvailability {
        chat: match chat_value.as_str() {
            "available" => ContactCenterServiceChatAvailability::Available,
            _ => ContactCenterServiceChatAvailability::Unavailable,
        },
        chat_value,
        estimated_wait_time: body.ewt.seconds(),
    })
}

/// The answer to a request for a chat, and to the question for the active one.
pub(crate) fn session_properties(
    status: i32,
    body: &[u8],
) -> Result<ContactCenterChatSessionProperties, ContactCenterError> {
    #[derive(Deserialize)]
    #[serde(default)]
    #[derive(Default)]
    struct Body<'a> {
        #[serde(borrow)]
        chat_id: Scalar<'a>,
        state: Scalar<'a>,
        ewt: Scalar<'a>,
        is_new_chat: Scalar<'a>,
        phone_number: Scalar<'a>,
    }
    let body: Body<'_> = read(status, body)?;
    let chat_id = body.chat_id.filled().filter(|id| crate::configuration::check_chat_id(id).is_ok());
    Ok(ContactCenterChatSessionProperties {
        chat_id: chat_id.ok_or_else(|| decoding(status, "it names no usable chat id"))?,
        state: ContactCenterChatSessionState::from_wire(body.state.as_str().unwrap_or_default()),
        estimated_wait_time: body.ewt.seconds(),
        is_new_chat: body.is_new_chat.flag().unwrap_or(false),
        phone_number: body.phone_number.filled(),
    })
}

/// The events of a poll, of a history, or of the answer to a POST. An empty body and `{}` hold none.
pub(crate) fn events(status: i32, body: &[u8]) -> Result<Vec<ContactCenterEvent>, ContactCenterError> {
    if body.trim_ascii().is_empty() {
        return Ok(Vec::new());
    }
    Ok(read::<Events<'_>>(status, body)?.into_model())
}

/// An answer whose content says nothing: an empty body or any JSON, but not a page of some proxy.
pub(crate) fn accepted(status: i32, body: &[u8]) -> Result<(), ContactCenterError> {
    if body.trim_ascii().is_empty() {
        return Ok(());
    }
    read::<serde::de::IgnoredAny>(status, body).map(drop)
}

/// The sessions of a case.
pub(crate) fn case_history(status: i32, body: &[u8]) -> Result<Vec<ContactCenterChatSession>, ContactCenterError> {
    #[derive(Deserialize)]
    struct Body<'a> {
        #[serde(borrow, default)]
        sessions: Option<Vec<&'a RawValue>>,
    }
    #[derive(Deserialize, Default)]
    #[serde(default)]
    struct Session<'a> {
        #[serde(borrow)]
        chat_id: Scalar<'a>,
        created_time: Scalar<'a>,
    }
    let body: Body<'_> = read(status, body)?;
    let session = |raw: &RawValue| {
        let head: Session<'_> = serde_json::from_str(raw.get()).unwrap_or_default();
        let events: Events<'_> = serde_json::from_str(raw.get()).unwrap_or_default();
        ContactCenterChatSession {
            chat_id: head.chat_id.text().unwrap_or_default(),
            created_time: head.created_time.timestamp(),
            events: events.into_model(),
        }
    };
    Ok(body.sessions.unwrap_or_default().into_iter().map(session).collect())
}

/// Events are first taken apart and then read one by one, so that one bad event costs none of its neighbours.
#[derive(Deserialize, Default)]
struct Events<'a> {
    #[serde(borrow, default)]
    events: Option<Vec<&'a RawValue>>,
}

impl Events<'_> {
    fn into_model(self) -> Vec<ContactCenterEvent> {
        self.events.unwrap_or_default().into_iter().map(event).collect()
    }
}

pub(super) fn read<'a, T: Deserialize<'a>>(status: i32, body: &'a [u8]) -> Result<T, ContactCenterError> {
    serde_json::from_slice(body).map_err(|error| match body.trim_ascii_start().first() {
        Some(b'{' | b'[') => {
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
        _ => ContactCenterError::UnexpectedResponse { reason: outline(body).to_owned(), status },
    })
}

pub(super) fn decoding(status: i32, reason: &str) -> ContactCenterError {
    ContactCenterError::Decoding { reason: reason.to_owned(), status }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Timestamp;

    #[test]
    fn one_bad_event_costs_none_of_its_neighbours() {
        let body = br#"{"events":[{"event":"chat_session_ended"},17,{"event":null},{"event":"chat_session_end"}]}"#;
        let events = events(200, body).expect("readable");
        assert_eq!(events.len(), 4);
        assert_eq!(events[0], ContactCenterEvent::ChatSessionEnded);
        assert!(matches!(&events[1], ContactCenterEvent::Unknown { raw, .. } if raw.as_str() == "17"));
        assert!(matches!(&events[2], ContactCenterEvent::Unknown { .. }));
        assert_eq!(events[3], ContactCenterEvent::ChatSessionEnd);
    }

    #[test]
    fn an_answer_without_events_holds_none() {
        for body in ["", "  ", "{}", r#"{"events":null}"#, r#"{"events":[]}"#, r#"{"state":"success"}"#] {
            assert_eq!(events(200, body.as_bytes()), Ok(vec![]), "{body}");
        }
    }

    #[test]
    fn an_answer_that_cannot_be_read_is_a_typed_error_that_quotes_nothing() {
        for (body, kind) in [
            ("<html>secret</html>", "UnexpectedResponse"),
            ("secret", "UnexpectedResponse"),
            (r#"{"events":[{"msg":"secret"#, "Decoding"),
            (r#"{"events":"secret"}"#, "Decoding"),
            ("[\"secret\"]", "Decoding"),
        ] {
            let error = events(200, body.as_bytes()).expect_err("unreadable");
            assert_eq!(error.kind(), kind, "{body}");
            assert!(!format!("{error} {error:?}").contains("secret"), "{error:?}");
        }
        assert_eq!(events(200, b"{\"events\":[\"\xff\"]}").expect_err("not UTF-8").kind(), "Decoding");
        let deep = format!("{{\"events\":{}", "[".repeat(100_000));
        assert_eq!(events(200, deep.as_bytes()).expect_err("too deep").kind(), "Decoding");
    }

    #[test]
    fn a_session_is_read_from_every_variant_of_its_scalars() {
        for (body, wait, new) in [
            (r#"{"state":"ivr","ewt":"0","chat_id":"d6","is_new_chat":true,"phone_number":"1"}"#, Some(0), true),
            (r#"{"state":"ivr","ewt":7,"chat_id":"d6","is_new_chat":"true"}"#, Some(7), true),
            (r#"{"state":"ivr","ewt":"","chat_id":"d6","is_new_chat":"false"}"#, None, false),
            (r#"{"state":"ivr","chat_id":"d6"}"#, None, false),
        ] {
            let properties = session_properties(200, body.as_bytes()).expect("readable");
            assert_eq!(properties.chat_id, "d6");
            assert_eq!(properties.state, ContactCenterChatSessionState::Ivr);
            assert_eq!((properties.estimated_wait_time, properties.is_new_chat), (wait, new), "{body}");
        }
    }

    #[test]
    fn a_chat_id_of_the_server_that_could_break_out_of_a_path_is_refused() {
        for id in ["", "../x", "a/b", "a\\\"b"] {
            let body = format!(r#"{{"chat_id":"{id}","state":"ivr"}}"#);
            assert_eq!(session_properties(200, body.as_bytes()).expect_err("unusable").kind(), "Decoding", "{id}");
        }
    }

    #[test]
    fn anything_but_available_is_unavailable_and_keeps_its_word() {
        for (body, chat, word, wait) in [
            (
                r#"{"chat":"available","ewt":"3"}"#,
                ContactCenterServiceChatAvailability::Available,
                "available",
                Some(3),
            ),
            (r#"{"chat":"notAvailable"}"#, ContactCenterServiceChatAvailability::Unavailable, "notAvailable", None),
            (r#"{"chat":"closed","ewt":""}"#, ContactCenterServiceChatAvailability::Unavailable, "closed", None),
        ] {
            let expected =
                ContactCenterServiceAvailability { chat, chat_value: word.into(), estimated_wait_time: wait };
            assert_eq!(availability(200, body.as_bytes()), Ok(expected));
        }
    }

    #[test]
    fn the_sessions_of_a_case_are_read_with_every_form_of_their_time() {
        let body = br#"{"sessions":[{"chat_id":"a","created_time":1614700000,"events":[{"event":"chat_session_end"}]},
            {"chat_id":"b","created_time":"1614700000123"},{"chat_id":"c","events":{}},null]}"#;
        let sessions = case_history(200, body).expect("readable");
        let outline: Vec<_> =
            sessions.iter().map(|s| (s.chat_id.as_str(), s.created_time.map(|t| t.0), s.events.len())).collect();
        assert_eq!(
            outline,
            [("a", Some(1_614_700_000_000), 1), ("b", Some(1_614_700_000_123), 0), ("c", None, 0), ("", None, 0)]
        );
        assert_eq!(sessions[0].created_time, Some(Timestamp(1_614_700_000_000)));
    }

    #[test]
    fn the_version_is_read() {
        let read = version(200, br#"{"server_version":"5.5.6.12345 (Stable)"}"#).expect("readable");
        assert_eq!(read.server_version, "5.5.6.12345 (Stable)");
    }
}
