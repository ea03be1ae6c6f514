//! The endpoints of the API, one file per family. To add one: a file with its handlers, a line in [`router`], a name in
//! `Route`.

use std::sync::Arc;

use axum::{
    Router,
    extract::DefaultBodyLimit,
    http::StatusCode,
    middleware,
    response::{Html, IntoResponse, Response},
    routing::{get, post},
};

use crate::{
    centre::Centre,
    front_desk,
    route::{API_PREFIXES, FILE_LINK_PREFIX},
};

mod body;
mod caller;
mod case;
mod chats;
mod client_events;
mod events;
mod files;
mod ice_servers;
mod notifications;
mod pictures;
mod service;

pub(crate) use caller::Caller;

/// The whole API under both of its prefixes; the older one has no `version`.
pub(crate) fn router(centre: Arc<Centre>) -> Router {
    let [v2, v1] = API_PREFIXES;
    Router::new()
        .nest(v2, endpoints().route("/version", get(service::version)))
        .nest(v1, endpoints())
        .route(&format!("{FILE_LINK_PREFIX}{{file_id}}"), get(files::download_by_link))
        .fallback(not_found)
        .layer(middleware::from_fn_with_state(Arc::clone(&centre), front_desk::attend))
        // The front desk has its own limit.
        .layer(DefaultBodyLimit::disable())
        .with_state(centre)
}

fn endpoints() -> Router<Arc<Centre>> {
    Router::new()
        .route("/availability", get(service::availability))
        .route("/parameters", get(service::parameters))
        .route("/configuration", get(service::configuration))
        .route("/iceservers", get(ice_servers::ask))
        .route("/files", post(files::upload))
        .route("/chats", post(chats::request))
        .route("/chats/active", get(chats::active))
        .route("/chats/{chat_id}/events", get(events::poll).post(events::send))
        .route("/chats/{chat_id}/history", get(events::history))
        .route("/chats/{chat_id}/casehistory", get(case::history))
        .route("/chats/{chat_id}/closecase", post(case::close))
        .route("/chats/{chat_id}/notifications", post(notifications::subscribe))
        .route("/chats/{chat_id}/files/{file_id}", get(files::download))
        .route("/chats/{chat_id}/profilephotos/{party_id}", get(pictures::profile_photo))
        .route("/chats/{chat_id}/chaticon", get(pictures::chat_icon))
        .fallback(not_found)
}

/// A path that the API does not know is answered by the web server, not by the API: with a page, not with a code.
async fn not_found() -> Response {
    (StatusCode::NOT_FOUND, Html("<html><body><h1>404 Not Found</h1></body></html>")).into_response()
}
