//! The endpoints of the API, one file per family. To add one: a file with its handlers, a line in [`router`], a name in
//! `Route`.

use std::sync::Arc;

use axum::{
    Router,
    extract::DefaultBodyLimit,
    http::StatusCode,
    middleware as layers,
    response::{Html, IntoResponse, Response},
    routing::{get, post},
};

use crate::{
    middleware,
    route::{API_PREFIXES, FILE_LINK_PREFIX},
    shared_state::SharedState,
};

mod authorization;
mod body;
mod case;
mod chats;
mod client_events;
mod events;
mod files;
mod ice_servers;
mod images;
mod notifications;
mod service;

/// The whole API under both of its prefixes; the older one has no `version`.
pub(crate) fn router(shared: Arc<SharedState>) -> Router {
    let [v2, v1] = API_PREFIXES;
    Router::new()
        .nest(v2, endpoints().route("/version", get(service::version)))
        .nest(v1, endpoints())
        // Web clients join the path with a slash too many.
        .route(&format!("{v2}//iceservers"), get(ice_servers::ask))
        .route(&format!("{v1}//iceservers"), get(ice_servers::ask))
        .route(&format!("{FILE_LINK_PREFIX}{{file_id}}"), get(files::download_by_link))
        .fallback(not_found)
        .layer(layers::from_fn_with_state(Arc::clone(&shared), middleware::handle))
        .layer(layers::from_fn_with_state(Arc::clone(&shared), middleware::cors::handle))
        // The middleware has its own limit.
        .layer(DefaultBodyLimit::disable())
        .with_state(shared)
}

fn endpoints() -> Router<Arc<SharedState>> {
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
        .route("/chats/{chat_id}/profilephotos/{party_id}", get(images::profile_photo))
        .route("/chats/{chat_id}/chaticon", get(images::chat_icon))
        .fallback(not_found)
}

/// A path that the API does not know is answered by the web server, not by the API: with a page, not with a code.
async fn not_found() -> Response {
    (StatusCode::NOT_FOUND, Html("<html><body><h1>404 Not Found</h1></body></html>")).into_response()
}
