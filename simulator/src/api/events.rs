//! Events in both directions: the long poll, the sending, and the history of both.

use std::sync::Arc;

use axum::{
    Json,
    body::Bytes,
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use serde_json::{Value, json};
use tokio::time::{Instant, timeout_at};

use super::{Caller, client_events};
use crate::{
    SendReply,
    centre::{Centre, PollSlot},
    refusal::Refusal,
    scenario,
};

/// `GET chats/{id}/events`: answered at once when events wait, else when one comes, else with none after the hold.
///
/// When the client hangs up, the server drops this future wherever it stands: the slot goes free, the queue stays.
pub(super) async fn poll(
    State(centre): State<Arc<Centre>>,
    caller: Caller,
    Path(chat_id): Path<String>,
) -> Result<Json<Value>, Refusal> {
    let deadline = Instant::now() + centre.options.poll_hold;
    let slot = PollSlot::take(Arc::clone(&centre), &caller, &chat_id)?;
    let mut changes = centre.changes();
    loop {
        if let Some(events) = slot.take_events()? {
            return Ok(Json(json!({"events": events})));
        }
        if timeout_at(deadline, changes.changed()).await.is_err() {
            return Ok(Json(json!({"events": []})));
        }
    }
}

/// `POST chats/{id}/events`: either all events are good and taken in, or none is.
pub(super) async fn send(
    State(centre): State<Arc<Centre>>,
    caller: Caller,
    Path(chat_id): Path<String>,
    body: Bytes,
) -> Result<Response, Refusal> {
    centre.change(|world| {
        let session = world.live(&caller, &chat_id)?;
        for event in client_events::read(&body)? {
            scenario::receive(session, &event, centre.options.survey);
            if session.is_finished() {
                break;
            }
        }
        Ok(match centre.options.send_reply {
            SendReply::EmptyObject => Json(json!({})).into_response(),
            SendReply::EmptyBody => StatusCode::OK.into_response(),
            // The last events of a session belong to the poll that is held, lest it ends with nothing.
            SendReply::Events if session.is_finished() && session.polled => Json(json!({"events": []})).into_response(),
            SendReply::Events => Json(json!({"events": session.take_queue()})).into_response(),
        })
    })
}

/// `GET chats/{id}/history`
pub(super) async fn history(
    State(centre): State<Arc<Centre>>,
    caller: Caller,
    Path(chat_id): Path<String>,
) -> Result<Json<Value>, Refusal> {
    centre.change(|world| world.live(&caller, &chat_id).map(|session| Json(json!({"events": session.history}))))
}
