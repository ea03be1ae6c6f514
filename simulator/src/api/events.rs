//! Events in both directions: the long poll, the sending, and the history of both.

use std::sync::Arc;

use axum::{
    Json,
    body::Bytes,
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use serde::Serialize;
use serde_json::{Value, json};
use tokio::time::{Instant, timeout_at};

use super::client_events;
use crate::{
    IdlePollReply, SendReply,
    agent::scenario,
    api_error::ApiError,
    caller::Caller,
    shared_state::{PollSlot, SharedState},
};

/// An answer of events, written straight from where they are: histories are long.
#[derive(Serialize)]
struct Events<'a> {
    events: &'a [Value],
}

impl IntoResponse for Events<'_> {
    fn into_response(self) -> Response {
        Json(self).into_response()
    }
}

/// `GET chats/{id}/events`: answered at once when events wait, else when one comes, else with none after the hold.
///
/// When the client hangs up, the server drops this future wherever it stands: the slot goes free, the queue stays.
pub(super) async fn poll(
    State(shared): State<Arc<SharedState>>,
    caller: Caller,
    Path(chat_id): Path<String>,
) -> Result<Response, ApiError> {
    let options = shared.options();
    let deadline = Instant::now() + options.poll_hold;
    let slot = PollSlot::take(Arc::clone(&shared), &caller, &chat_id)?;
    let mut changes = shared.changes();
    loop {
        if let Some(events) = slot.take_events()? {
            return Ok(Events { events: &events }.into_response());
        }
        if timeout_at(deadline, changes.changed()).await.is_err() {
            return match options.idle_poll {
                IdlePollReply::EmptyList => Ok(Events { events: &[] }.into_response()),
                IdlePollReply::EmptyBody => Ok(StatusCode::OK.into_response()),
                IdlePollReply::NoEvents => Err(ApiError::NoEvents),
            };
        }
    }
}

/// `POST chats/{id}/events`: either all events are good and taken in, or none is.
pub(super) async fn send(
    State(shared): State<Arc<SharedState>>,
    caller: Caller,
    Path(chat_id): Path<String>,
    body: Bytes,
) -> Result<Response, ApiError> {
    let options = shared.options();
    shared.change(|state| {
        let session = state.live(&caller, &chat_id)?;
        let events = client_events::read(&body)?;
        events.iter().try_for_each(|event| client_events::check_in_context(event, session, &state.files))?;
        let session = state.live_mut(&caller, &chat_id)?;
        for event in events {
            scenario::receive(session, &event, &options);
            if session.is_finished() {
                break;
            }
        }
        Ok(match options.send_reply {
            SendReply::EmptyObject => Json(json!({})).into_response(),
            SendReply::EmptyBody => StatusCode::OK.into_response(),
            SendReply::EmptyList => Events { events: &[] }.into_response(),
            // The last events of a session belong to the poll that is held, lest it ends with nothing.
            SendReply::Events if session.is_finished() && session.polled => Events { events: &[] }.into_response(),
            SendReply::Events => Events { events: &session.take_queue() }.into_response(),
        })
    })
}

/// `GET chats/{id}/history`
pub(super) async fn history(
    State(shared): State<Arc<SharedState>>,
    caller: Caller,
    Path(chat_id): Path<String>,
) -> Result<Response, ApiError> {
    shared
        .look(|state| state.live(&caller, &chat_id).map(|session| Events { events: &session.history }.into_response()))
}
