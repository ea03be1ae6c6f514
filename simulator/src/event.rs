//! The server's events as JSON, in the shape in which real servers send them: timestamps are seconds in a string, a status
//! has none.

use serde_json::{Value, json};

use crate::session::seconds_now;

/// A message of the agent or the scenario: HTML, and the plain text of it.
pub(crate) fn message(msg_id: &str, party_id: &str, html: &str, text: &str) -> Value {
    stamped(json!({
        "event": "chat_session_message",
        "channel": "web",
        "msg_id": msg_id,
        "party_id": party_id,
        "msg": html,
        "msg_text": text,
    }))
}

/// A new state of the session.
pub(crate) fn status(state: &str) -> Value {
    json!({"event": "chat_session_status", "state": state, "ewt": ""})
}

/// An agent enters. A name of one word is a first name.
pub(crate) fn party_joined(party_id: &str, name: &str) -> Value {
    let mut event = of_party("chat_session_party_joined", party_id);
    let (first, last) = name.rsplit_once(' ').map_or((name, None), |(first, last)| (first, Some(last)));
    event["first_name"] = first.into();
    if let Some(last) = last {
        event["last_name"] = last.into();
    }
    event["display_name"] = name.into();
    event["type"] = "internal".into();
    event
}

/// An agent leaves.
pub(crate) fn party_left(party_id: &str) -> Value {
    of_party("chat_session_party_left", party_id)
}

/// A receipt for a message of the client.
pub(crate) fn receipt(name: &str, party_id: &str, msg_id: &str) -> Value {
    let mut event = of_party(name, party_id);
    event["ref_msg_id"] = msg_id.into();
    event
}

/// An event that tells no more than whose it is.
pub(crate) fn of_party(name: &str, party_id: &str) -> Value {
    stamped(json!({"event": name, "party_id": party_id}))
}

/// The session has a case, or none any more.
pub(crate) fn case_set(case_id: Option<&str>) -> Value {
    stamped(json!({"event": "chat_session_case_set", "case_id": case_id.unwrap_or_default()}))
}

/// A word of the server itself: a warning, a timeout.
pub(crate) fn notice(name: &str, text: &str) -> Value {
    stamped(json!({"event": name, "msg": text}))
}

/// The session is over.
pub(crate) fn ended() -> Value {
    stamped(json!({"event": "chat_session_ended"}))
}

/// The event with the time of now. Only objects carry a time.
pub(crate) fn stamped(event: Value) -> Value {
    let Value::Object(mut fields) = event else { return event };
    fields.insert("timestamp".to_owned(), seconds_now().to_string().into());
    Value::Object(fields)
}
