//! Chats over HTTP: what happened in them, and the actions of their agents.

use std::sync::Arc;

use axum::{
    Json,
    body::Bytes,
    extract::{Path, Query, State},
    http::StatusCode,
};
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::{Invalid, not_found, read};
use crate::{
    AgentAction, AgentMode,
    agent::{self, ScriptedAgent},
    session::Session,
    shared_state::SharedState,
};

type Answer = Result<Json<Value>, Invalid>;

pub(super) async fn all(State(shared): State<Arc<SharedState>>) -> Json<Value> {
    let chats: Vec<_> = shared.look(|state| state.sessions.iter().map(shown).collect());
    Json(json!({"chats": chats}))
}

pub(super) async fn one(State(shared): State<Arc<SharedState>>, Path(chat_id): Path<String>) -> Answer {
    look(&shared, &chat_id, shown)
}

/// Where to begin.
#[derive(Deserialize)]
pub(super) struct Beginning {
    #[serde(default)]
    from: usize,
}

pub(super) async fn client_events(
    State(shared): State<Arc<SharedState>>,
    Path(chat_id): Path<String>,
    Query(Beginning { from }): Query<Beginning>,
) -> Answer {
    look(&shared, &chat_id, |session| {
        let events = session.client_events.get(from..).unwrap_or_default();
        json!({"total": session.client_events.len(), "events": events})
    })
}

pub(super) async fn timeline(
    State(shared): State<Arc<SharedState>>,
    Path(chat_id): Path<String>,
    Query(Beginning { from }): Query<Beginning>,
) -> Answer {
    look(&shared, &chat_id, |session| {
        let timed = session.history.iter().zip(&session.history_times).skip(from);
        let entries: Vec<_> = timed.map(|(event, at)| json!({"at": at, "event": event})).collect();
        let forms: Map<_, _> = session.forms.outcomes().map(|(id, outcome)| (id.to_owned(), json!(outcome))).collect();
        json!({"total": session.history.len(), "entries": entries, "forms": forms, "queued": session.queue.len()})
    })
}

/// After which request to begin.
#[derive(Deserialize)]
pub(super) struct After {
    #[serde(default)]
    after: u64,
}

pub(super) async fn requests(
    State(shared): State<Arc<SharedState>>,
    Path(chat_id): Path<String>,
    Query(After { after }): Query<After>,
) -> Answer {
    shared.look(|state| {
        let session = state.session(&chat_id).ok_or_else(|| not_found("chat"))?;
        let of_chat = state.requests.all().filter(|request| request.sequence > after && request.is_of(session));
        let shown: Vec<_> = of_chat.map(|request| request.shown()).collect();
        Ok(Json(json!({"requests": shown})))
    })
}

pub(super) async fn form(
    State(shared): State<Arc<SharedState>>,
    Path((chat_id, form_request_id)): Path<(String, String)>,
) -> Answer {
    shared.look(|state| {
        let forms = &state.session(&chat_id).ok_or_else(|| not_found("chat"))?.forms;
        if !forms.knows(&form_request_id) {
            return Err(not_found("form"));
        }
        Ok(Json(forms.outcome(&form_request_id).map_or_else(|| json!({"outcome": null}), |outcome| json!(outcome))))
    })
}

pub(super) async fn act(State(shared): State<Arc<SharedState>>, Path(chat_id): Path<String>, body: Bytes) -> Answer {
    let action: AgentAction = read(&body)?;
    action.check().map_err(|reason| Invalid(StatusCode::PAYLOAD_TOO_LARGE, reason))?;
    agent::act(&shared, &chat_id, &action).map(Json).ok_or_else(|| not_found("chat"))
}

pub(super) async fn take_over(State(shared): State<Arc<SharedState>>, Path(chat_id): Path<String>) -> Answer {
    shared.change(|state| {
        state.session_mut(&chat_id).ok_or_else(|| not_found("chat"))?.script = None;
        Ok(Json(json!({})))
    })
}

pub(super) async fn hand_back(State(shared): State<Arc<SharedState>>, Path(chat_id): Path<String>) -> Answer {
    let (pace, patience) = match shared.options().agent {
        AgentMode::Scripted { pace, patience } => (pace, patience),
        AgentMode::Manual => (AgentMode::DEFAULT_PACE, None),
    };
    let started = ScriptedAgent::start(&shared, &chat_id, pace, patience);
    started.map(|()| Json(json!({}))).ok_or_else(|| not_found("chat that goes on"))
}

fn look(shared: &SharedState, chat_id: &str, look: impl FnOnce(&Session) -> Value) -> Answer {
    shared.look(|state| state.session(chat_id).map(look)).map(Json).ok_or_else(|| not_found("chat"))
}

/// A chat as the control API shows it.
fn shown(session: &Session) -> Value {
    json!({
        "chat_id": session.id,
        "client_id": session.client_id,
        "state": session.state,
        "is_finished": session.is_finished(),
        "is_polled": session.polled,
        "is_scripted": session.script.is_some(),
        "case_id": session.case_id,
        "is_case_closed": session.case_closed,
        "subscription": session.subscription,
        "requested": session.requested,
        "client_events": session.client_events,
        "queued_events": session.queue,
        "history": session.history,
    })
}
