//! Pictures of agents and of chats.

use std::sync::Arc;

use axum::{
    extract::{Path, State},
    http::header::CONTENT_TYPE,
    response::{IntoResponse, Response},
};

use super::Caller;
use crate::{Picture, centre::Centre, refusal::Refusal};

/// `GET chats/{id}/profilephotos/{id}`: of the agent who is in the chat, or was there last.
pub(super) async fn profile_photo(
    State(centre): State<Arc<Centre>>,
    caller: Caller,
    Path((chat_id, party_id)): Path<(String, String)>,
) -> Result<Response, Refusal> {
    let is_agent = centre.look(|world| {
        world.live(&caller, &chat_id).map(|session| session.agent.party_id.eq_ignore_ascii_case(&party_id))
    })?;
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
