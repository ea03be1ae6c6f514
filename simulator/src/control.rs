//! The control API: the handles of this crate for tests in other languages. JSON in and out, no authorization, never
//! recorded and never struck by a fault.
//!
//! | request | answer |
//! |---|---|
//! | `GET /simulator/requests` | `{"requests":[…]}` |
//! | `DELETE /simulator/requests` | `{}` |
//! | `GET /simulator/chats` | `{"chats":[…]}` |
//! | `GET /simulator/chats/{id}` | one chat |
//! | `GET /simulator/chats/{id}/client_events?from=0` | `{"total":…,"events":[…]}` from that place on |
//! | `GET /simulator/chats/{id}/forms/{form_request_id}` | `{"outcome":"submitted","data":{…}}`, or `{"outcome":null}` |
//! | `POST /simulator/chats/{id}/agent` with `{"do":"say","text":"…"}` | the event |
//! | `GET /simulator/files` | `{"files":[{"file_id":"…","file_name":"…","content_type":"…","length":…}]}` |
//! | `GET /simulator/files/{id}` | the file |
//! | `GET /simulator/options` | all options that can be changed |
//! | `PATCH /simulator/options` with `{"availability":"notAvailable"}` | all options |
//! | `POST /simulator/faults` with `{"route":"poll","fault":{"kind":"reset"},"times":2}` | `{}` |
//! | `DELETE /simulator/faults` | `{}` |
//! | `POST /simulator/shutdown` | `{}` |

use std::{sync::Arc, time::Duration};

use axum::{
    Json, Router,
    body::Bytes,
    extract::{Path, Query, State},
    http::{StatusCode, header::CONTENT_TYPE},
    response::{IntoResponse, Response},
    routing::{get, post},
};
use serde::{Deserialize, de::DeserializeOwned};
use serde_json::{Map, Value, json};

use crate::{AgentAction, Fault, Route, SimulatorOptions, StoredFile, centre::Centre, session::Session};

/// Time for the answer to a shutdown to get out before the connections die.
const FAREWELL: Duration = Duration::from_millis(50);

/// The whole control API.
pub(crate) fn router(centre: Arc<Centre>) -> Router {
    Router::new()
        .route("/simulator/requests", get(requests).delete(clear_requests))
        .route("/simulator/chats", get(chats))
        .route("/simulator/chats/{chat_id}", get(chat))
        .route("/simulator/chats/{chat_id}/agent", post(act))
        .route("/simulator/chats/{chat_id}/client_events", get(client_events))
        .route("/simulator/chats/{chat_id}/forms/{form_request_id}", get(form))
        .route("/simulator/files", get(files))
        .route("/simulator/files/{file_id}", get(file))
        .route("/simulator/options", get(options).patch(change_options))
        .route("/simulator/faults", post(add_fault).delete(clear_faults))
        .route("/simulator/shutdown", post(shutdown))
        .with_state(centre)
}

/// A request that makes no sense.
struct Senseless(StatusCode, String);

impl IntoResponse for Senseless {
    fn into_response(self) -> Response {
        (self.0, Json(json!({"error": self.1}))).into_response()
    }
}

fn unknown_chat() -> Senseless {
    Senseless(StatusCode::NOT_FOUND, "There is no such chat".to_owned())
}

/// The body, whatever content type it claims.
fn read<T: DeserializeOwned>(body: &[u8]) -> Result<T, Senseless> {
    serde_json::from_slice(body).map_err(|error| Senseless(StatusCode::BAD_REQUEST, error.to_string()))
}

async fn requests(State(centre): State<Arc<Centre>>) -> Json<Value> {
    let requests: Vec<_> = centre.look(|world| world.requests.all().map(|request| request.shown()).collect());
    Json(json!({"requests": requests}))
}

async fn clear_requests(State(centre): State<Arc<Centre>>) -> Json<Value> {
    centre.change(|world| world.requests.clear());
    Json(json!({}))
}

async fn chats(State(centre): State<Arc<Centre>>) -> Json<Value> {
    let chats: Vec<_> = centre.look(|world| world.sessions.iter().map(shown).collect());
    Json(json!({"chats": chats}))
}

async fn chat(State(centre): State<Arc<Centre>>, Path(chat_id): Path<String>) -> Result<Json<Value>, Senseless> {
    centre.look(|world| world.session(&chat_id).map(shown)).map(Json).ok_or_else(unknown_chat)
}

/// Where to begin.
#[derive(Deserialize)]
struct Beginning {
    #[serde(default)]
    from: usize,
}

async fn client_events(
    State(centre): State<Arc<Centre>>,
    Path(chat_id): Path<String>,
    Query(Beginning { from }): Query<Beginning>,
) -> Result<Json<Value>, Senseless> {
    let shown = centre.look(|world| {
        world.session(&chat_id).map(|session| {
            let events = session.client_events.get(from..).unwrap_or_default();
            json!({"total": session.client_events.len(), "events": events})
        })
    });
    shown.map(Json).ok_or_else(unknown_chat)
}

async fn form(
    State(centre): State<Arc<Centre>>,
    Path((chat_id, form_request_id)): Path<(String, String)>,
) -> Result<Json<Value>, Senseless> {
    centre.look(|world| {
        let forms = &world.session(&chat_id).ok_or_else(unknown_chat)?.forms;
        if !forms.knows(&form_request_id) {
            return Err(Senseless(StatusCode::NOT_FOUND, "There is no such form".to_owned()));
        }
        Ok(Json(forms.outcome(&form_request_id).map_or_else(|| json!({"outcome": null}), |outcome| json!(outcome))))
    })
}

async fn files(State(centre): State<Arc<Centre>>) -> Json<Value> {
    let files: Vec<_> = centre.look(|world| {
        let told = |(id, file): (&str, &StoredFile)| {
            json!({
                "file_id": id,
                "file_name": file.name,
                "content_type": file.content_type,
                "length": file.bytes.len(),
            })
        };
        world.files.all().map(told).collect()
    });
    Json(json!({"files": files}))
}

async fn file(State(centre): State<Arc<Centre>>, Path(file_id): Path<String>) -> Result<Response, Senseless> {
    let file = centre.look(|world| world.files.get(&file_id).cloned());
    let file = file.ok_or_else(|| Senseless(StatusCode::NOT_FOUND, "There is no such file".to_owned()))?;
    Ok(([(CONTENT_TYPE, file.content_type)], file.bytes).into_response())
}

async fn options(State(centre): State<Arc<Centre>>) -> Json<SimulatorOptions> {
    Json(centre.options().as_ref().clone())
}

async fn change_options(State(centre): State<Arc<Centre>>, body: Bytes) -> Result<Json<SimulatorOptions>, Senseless> {
    let changes: Map<String, Value> = read(&body)?;
    centre
        .change_options(|options| options.with_json(&changes))
        .map_err(|error| Senseless(StatusCode::BAD_REQUEST, error.to_string()))?;
    Ok(options(State(centre)).await)
}

async fn act(
    State(centre): State<Arc<Centre>>,
    Path(chat_id): Path<String>,
    body: Bytes,
) -> Result<Json<Value>, Senseless> {
    let action: AgentAction = read(&body)?;
    centre.act(&chat_id, &action).map(Json).ok_or_else(unknown_chat)
}

/// What is asked for with a fault.
#[derive(Deserialize)]
struct FaultOrder {
    route: Route,
    fault: Fault,
    #[serde(default = "once")]
    times: u32,
}

fn once() -> u32 {
    1
}

async fn add_fault(State(centre): State<Arc<Centre>>, body: Bytes) -> Result<Json<Value>, Senseless> {
    let order: FaultOrder = read(&body)?;
    centre.change(|world| world.faults.add(order.route, order.fault, order.times));
    Ok(Json(json!({})))
}

async fn clear_faults(State(centre): State<Arc<Centre>>) -> Json<Value> {
    centre.change(|world| world.faults.clear());
    Json(json!({}))
}

async fn shutdown(State(centre): State<Arc<Centre>>) -> Json<Value> {
    tokio::spawn(async move {
        tokio::time::sleep(FAREWELL).await;
        centre.request_shutdown();
    });
    Json(json!({}))
}

/// A chat as the control API shows it.
fn shown(session: &Session) -> Value {
    json!({
        "chat_id": session.id,
        "client_id": session.client_id,
        "state": session.state,
        "is_finished": session.is_finished(),
        "is_polled": session.polled,
        "case_id": session.case_id,
        "is_case_closed": session.case_closed,
        "subscription": session.subscription,
        "requested": session.requested,
        "client_events": session.client_events,
        "queued_events": session.queue,
        "history": session.history,
    })
}
