//! Pictures of agents and of chats.

use std::sync::Arc;

use axum::{
    extract::{Path, State},
    http::header::CONTENT_TYPE,
    response::{IntoResponse, Response},
};

use serde_json::Value;

use super::Caller;
use crate::{Picture, centre::Centre, refusal::Refusal};

/// `GET chats/{id}/profilephotos/{id}`: of any agent who has joined the chat, since left or not.
pub(super) async fn profile_photo(
    State(centre): State<Arc<Centre>>,
    caller: Caller,
    Path((chat_id, party_id)): Path<(String, String)>,
) -> Result<Response, Refusal> {
    let joined = |event: &Value| {
        event["event"] == "chat_session_party_joined"
            && event["party_id"].as_str().is_some_and(|id| id.eq_ignore_ascii_case(&party_id))
    };
    let is_agent =
        centre.look(|world| world.live(&caller, &chat_id).map(|session| session.history.iter().any(joined)))?;
    serve(centre.options().agent_photo.as_ref().filter(|_| is_agent))
}

/// `GET chats/{id}/chaticon`
pub(super) async fn chat_icon(
    State(centre): State<Arc<Centre>>,
    caller: Caller,
    Path(chat_id): Path<String>,
) -> Result<Response, Refusal> {
    centre.look(|world| world.live(&caller, &chat_id).map(|_| ()))?;
    serve(centre.options().chat_icon.as_ref())
}

fn serve(picture: Option<&Picture>) -> Result<Response, Refusal> {
    let picture = picture.cloned().ok_or(Refusal::NoFile)?;
    Ok(([(CONTENT_TYPE, picture.content_type)], picture.bytes).into_response())
}
