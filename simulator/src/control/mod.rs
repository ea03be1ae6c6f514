//! The control API: the handles of this crate over HTTP, for the console and for tests in other languages. JSON in and
//! out, on a port of its own, never recorded and never affected by faults. `GET /simulator/` lists its routes.

use std::sync::Arc;

use axum::{
    Json, Router,
    extract::DefaultBodyLimit,
    http::StatusCode,
    middleware,
    response::{IntoResponse, Response},
    routing::{delete, get, post},
};
use serde::de::DeserializeOwned;
use serde_json::json;

use crate::shared_state::SharedState;

mod chats;
mod faults;
mod guard;
mod service;

/// Size of a file of 25 MB in Base64, and some more.
const MAX_BODY: usize = 36 * 1024 * 1024;

/// Method, path, and what the route does.
const ROUTES: &[(&str, &str, &str)] = &[
    ("GET", "/simulator/", "this list"),
    ("GET", "/simulator/chats", r#"{"chats":[…]}"#),
    ("GET", "/simulator/chats/{id}", "one chat"),
    ("POST", "/simulator/chats/{id}/agent", r#"{"do":"say","text":"…"}: acts as the agent; answers with the event"#),
    ("POST", "/simulator/chats/{id}/take_over", "stops the scripted agent of the chat"),
    ("POST", "/simulator/chats/{id}/hand_back", "lets the scripted agent go on"),
    ("GET", "/simulator/chats/{id}/client_events?from=0", r#"{"total":…,"events":[…]} from that place on"#),
    (
        "GET",
        "/simulator/chats/{id}/timeline?from=0",
        "events of both sides with their times and forms, from that place on",
    ),
    ("GET", "/simulator/chats/{id}/requests?after=0", "requests of the chat's client after that sequence number"),
    (
        "GET",
        "/simulator/chats/{id}/forms/{form_request_id}",
        r#"{"outcome":"submitted","data":{…}}, or {"outcome":null}"#,
    ),
    ("GET", "/simulator/requests", r#"{"requests":[…]}"#),
    ("DELETE", "/simulator/requests", "forgets them"),
    ("GET", "/simulator/files", r#"{"files":[{"file_id","file_name","content_type","length"}]}"#),
    ("GET", "/simulator/files/{id}", "the file"),
    ("GET", "/simulator/faults", r#"{"faults":[{"id","route","fault","left","affected"}]}"#),
    (
        "POST",
        "/simulator/faults",
        r#"{"route":"poll","fault":{"kind":"reset"},"times":2}: queues a fault; times null: until removed"#,
    ),
    ("DELETE", "/simulator/faults", "removes all faults"),
    ("DELETE", "/simulator/faults/{id}", "removes one fault"),
    ("GET", "/simulator/options", "all options that can be changed"),
    ("PATCH", "/simulator/options", r#"{"availability":"notAvailable"}: changes options; answers with all"#),
    (
        "POST",
        "/simulator/restart",
        r#"{"sessions":"keep","down_ms":500}: closes the API's port and connections; "lose" forgets the chats"#,
    ),
    ("POST", "/simulator/shutdown", "stops the simulator"),
];

/// Protects everything on the control port.
pub(crate) fn guarded(router: Router, port: u16) -> Router {
    router.layer(middleware::from_fn_with_state(port, guard::check))
}

/// The control API.
pub(crate) fn router(shared: Arc<SharedState>) -> Router {
    let chat = Router::new()
        .route("/", get(chats::one))
        .route("/agent", post(chats::act))
        .route("/take_over", post(chats::take_over))
        .route("/hand_back", post(chats::hand_back))
        .route("/client_events", get(chats::client_events))
        .route("/timeline", get(chats::timeline))
        .route("/requests", get(chats::requests))
        .route("/forms/{form_request_id}", get(chats::form));
    Router::new()
        .route("/simulator/", get(routes))
        .route("/simulator/chats", get(chats::all))
        .nest("/simulator/chats/{chat_id}", chat)
        .route("/simulator/requests", get(service::requests).delete(service::clear_requests))
        .route("/simulator/files", get(service::files))
        .route("/simulator/files/{file_id}", get(service::file))
        .route("/simulator/options", get(service::options).patch(service::change_options))
        .route("/simulator/faults", get(faults::all).post(faults::add).delete(faults::clear))
        .route("/simulator/faults/{fault_id}", delete(faults::remove))
        .route("/simulator/restart", post(service::restart))
        .route("/simulator/shutdown", post(service::shutdown))
        .layer(DefaultBodyLimit::max(MAX_BODY))
        .with_state(shared)
}

/// `GET /simulator/`
async fn routes() -> String {
    ROUTES.iter().map(|(method, path, about)| format!("{method:<7}{path:<56}{about}\n")).collect()
}

/// A request that is refused, and why.
struct Invalid(StatusCode, String);

impl IntoResponse for Invalid {
    fn into_response(self) -> Response {
        (self.0, Json(json!({"error": self.1}))).into_response()
    }
}

fn not_found(what: &str) -> Invalid {
    Invalid(StatusCode::NOT_FOUND, format!("There is no such {what}"))
}

fn read<T: DeserializeOwned>(body: &[u8]) -> Result<T, Invalid> {
    serde_json::from_slice(body).map_err(|error| Invalid(StatusCode::BAD_REQUEST, error.to_string()))
}
