//! Pictures of agents and of chats.

use std::sync::Arc;

use axum::{
    extract::{Path, State},
    http::header::CONTENT_TYPE,
    response::{IntoResponse, Response},
};

use serde_json::Value;

use super::authorization::Viewer;
use crate::{Picture, api_error::ApiError, shared_state::SharedState};

/// `GET chats/{id}/profilephotos/{id}`: of any agent who has joined the chat, since left or not.
pub(super) async fn profile_photo(
    State(shared): State<Arc<SharedState>>,
    viewer: Viewer,
    Path((chat_id, party_id)): Path<(String, String)>,
) -> Result<Response, ApiError> {
    let joined = |event: &Value| {
        event["event"] == "chat_session_party_joined"
            && event["party_id"].as_str().is_some_and(|id| id.eq_ignore_ascii_case(&party_id))
    };
    let is_agent = shared.look(|state| {
        state.viewed(viewer.caller.as_ref(), &chat_id).map(|session| session.history.iter().any(joined))
    })?;
    serve(shared.options().agent_photo.as_ref().filter(|_| is_agent))
}

/// `GET chats/{id}/chaticon`
pub(super) async fn chat_icon(
    State(shared): State<Arc<SharedState>>,
    viewer: Viewer,
    Path(chat_id): Path<String>,
) -> Result<Response, ApiError> {
    shared.look(|state| state.viewed(viewer.caller.as_ref(), &chat_id).map(|_| ()))?;
    serve(shared.options().chat_icon.as_ref())
}

fn serve(picture: Option<&Picture>) -> Result<Response, ApiError> {
    let picture = picture.cloned().ok_or(ApiError::NoFile)?;
    Ok(([(CONTENT_TYPE, picture.content_type)], picture.bytes).into_response())
}
