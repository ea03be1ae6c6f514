//! The case that sessions may belong to. Without one both requests are refused, whatever other sessions have.

use std::sync::Arc;

use axum::{
    Json,
    extract::{Path, State},
};
use serde_json::{Value, json};

use crate::{api_error::ApiError, caller::Caller, shared_state::SharedState};

/// `GET chats/{id}/casehistory`: the other sessions of this client under the same case, the oldest first.
pub(super) async fn history(
    State(shared): State<Arc<SharedState>>,
    caller: Caller,
    Path(chat_id): Path<String>,
) -> Result<Json<Value>, ApiError> {
    let options = shared.options();
    shared.look(|state| {
        let current = state.live(&caller, &chat_id)?;
        let case_id = current.case_id.clone().ok_or(ApiError::NoCase)?;
        let of_case = state.sessions.iter().filter(|session| {
            session.belongs_to(&caller)
                && session.case_id.as_ref() == Some(&case_id)
                && (options.case_history_with_current || session.id != current.id)
        });
        let sessions: Vec<_> = of_case
            .map(|session| {
                let mut told = json!({"chat_id": session.id, "events": session.history});
                if let Some(time) = options.created_time.written(session.created_time) {
                    told["created_time"] = time;
                }
                told
            })
            .collect();
        Ok(Json(json!({"sessions": sessions})))
    })
}

/// `POST chats/{id}/closecase`; the body does not matter. The session keeps its case, closed.
pub(super) async fn close(
    State(shared): State<Arc<SharedState>>,
    caller: Caller,
    Path(chat_id): Path<String>,
) -> Result<Json<Value>, ApiError> {
    shared.change(|state| {
        let session = state.live_mut(&caller, &chat_id)?;
        if session.case_id.is_none() {
            return Err(ApiError::NoCase);
        }
        session.case_closed = true;
        Ok(Json(json!({})))
    })
}
