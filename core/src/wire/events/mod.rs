//! Events of the server and of histories.

mod attachment;
mod event;
mod fields;
mod log;

use log::{Holds, Log};

use super::{body, object::elements};
use crate::model::{ContactCenterChatSession, ContactCenterError, ContactCenterEvent as Event};

/// The events of a poll, or of the answer to a POST. An empty body and `{}` hold none; an object of anything else is not an
/// answer of the API, and may replace one that had events.
pub(crate) fn events(status: i32, body: &[u8]) -> Result<Vec<Event>, ContactCenterError> {
    let text = body::text(status, body)?;
    if text.trim_ascii().is_empty() {
        return Ok(Vec::new());
    }
    let log = log(status, &text)?;
    match log.holds {
        Holds::Events | Holds::Nothing => Ok(log.events),
        Holds::SomethingElse => Err(no_list(status)),
    }
}

/// An object of the wire that may hold events.
fn log(status: i32, text: &str) -> Result<Log<'_>, ContactCenterError> {
    Log::read(text).map_err(|error| body::unreadable(status, text, &error))
}

fn no_list(status: i32) -> ContactCenterError {
    body::decoding(status, "it has no list of events")
}

/// The events of the history of a chat, which always has a list of them: what was sent and is missing there will be sent again.
///
/// What the customer did carries no party there now and then, as the message does that
/// came with the request for the chat; it gets the customer's, which is the chat id.
pub(crate) fn history(chat_id: &str, status: i32, body: &[u8]) -> Result<Vec<Event>, ContactCenterError> {
    let text = body::text(status, body)?;
    if text.trim_ascii().is_empty() {
        return Err(body::unexpected(status, body));
    }
    let log = log(status, &text)?;
    match log.holds {
        Holds::Events => Ok(attributed(chat_id, log.events)),
        Holds::Nothing | Holds::SomethingElse => Err(no_list(status)),
    }
}

/// The sessions of a case, each with its history.
pub(crate) fn case_history(status: i32, body: &[u8]) -> Result<Vec<ContactCenterChatSession>, ContactCenterError> {
    #[derive(serde::Deserialize)]
    struct Quick<'a> {
        #[serde(borrow)]
        sessions: Vec<Log<'a>>,
    }
    let text = body::text(status, body)?;
    if let Ok(quick) = serde_json::from_str::<Quick<'_>>(&text)
        && quick.sessions.iter().all(Log::is_complete)
    {
        return Ok(quick.sessions.into_iter().map(session).collect());
    }
    let object = body::object(status, &text)?;
    match object.raw("sessions") {
        Some(raw) if raw.get().starts_with('[') => {
            Ok(elements(raw).into_iter().map(|raw| session(Log::read(raw.get()).unwrap_or_default())).collect())
        }
        _ => Err(body::decoding(status, "it has no list of sessions")),
    }
}

fn session(log: Log<'_>) -> ContactCenterChatSession {
    let created_time = log.created_time.timestamp();
    let chat_id = log.chat_id.text().unwrap_or_default();
    let events = attributed(&chat_id, log.events);
    ContactCenterChatSession { chat_id, created_time, events }
}

/// Gives what only the customer does, and messages without any party, to the customer.
fn attributed(chat_id: &str, mut events: Vec<Event>) -> Vec<Event> {
    for event in &mut events {
        if let Event::ChatSessionMessage { party_id, .. }
        | Event::ChatSessionFile { party_id, .. }
        | Event::ChatSessionLocation { party_id, .. }
        | Event::ChatSessionNavigation { party_id, .. }
        | Event::ChatSessionFormData { party_id, .. }
        | Event::ChatFormDataCancel { party_id, .. }
        | Event::ChatSessionSecureFormData { party_id, .. }
        | Event::ChatSessionCobrowsingRejected { party_id, .. }
        | Event::ChatSessionCobrowsingStarted { party_id, .. } = event
            && party_id.is_none()
            && !chat_id.is_empty()
        {
            *party_id = Some(chat_id.to_owned());
        }
    }
    events
}
