//! Requests, files, options, restart and shutdown over HTTP.

use std::{sync::Arc, time::Duration};

use axum::{
    Json,
    body::Bytes,
    extract::{Path, State},
    http::{
        StatusCode,
        header::{CONTENT_SECURITY_POLICY, CONTENT_TYPE},
    },
    response::{IntoResponse, Response},
};
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::{Invalid, not_found, read};
use crate::{
    SimulatorOptions, StoredFile, serde_millis,
    shared_state::{Restart, SharedState},
};

/// Time for the answer to a shutdown to leave before the connections close.
const FAREWELL: Duration = Duration::from_millis(50);

/// Files of customers run no script, whatever they contain.
const FILE_POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; media-src 'self'; sandbox";

pub(super) async fn requests(State(shared): State<Arc<SharedState>>) -> Json<Value> {
    let requests: Vec<_> = shared.look(|state| state.requests.all().map(|request| request.shown()).collect());
    Json(json!({"requests": requests}))
}

pub(super) async fn clear_requests(State(shared): State<Arc<SharedState>>) -> Json<Value> {
    shared.change(|state| state.requests.clear());
    Json(json!({}))
}

pub(super) async fn files(State(shared): State<Arc<SharedState>>) -> Json<Value> {
    let files: Vec<_> = shared.look(|state| {
        let told = |(id, file): (&str, &StoredFile)| {
            json!({
                "file_id": id,
                "file_name": file.name,
                "content_type": file.content_type,
                "length": file.bytes.len(),
            })
        };
        state.files.all().map(told).collect()
    });
    Json(json!({"files": files}))
}

pub(super) async fn file(
    State(shared): State<Arc<SharedState>>,
    Path(file_id): Path<String>,
) -> Result<Response, Invalid> {
    let file = shared.look(|state| state.files.get(&file_id).cloned()).ok_or_else(|| not_found("file"))?;
    let headers = [(CONTENT_TYPE, file.content_type), (CONTENT_SECURITY_POLICY, FILE_POLICY.to_owned())];
    Ok((headers, file.bytes).into_response())
}

pub(super) async fn options(State(shared): State<Arc<SharedState>>) -> Json<SimulatorOptions> {
    Json(shared.options().as_ref().clone())
}

pub(super) async fn change_options(
    State(shared): State<Arc<SharedState>>,
    body: Bytes,
) -> Result<Json<SimulatorOptions>, Invalid> {
    let changes: Map<String, Value> = read(&body)?;
    shared
        .change_options(|options| options.with_json(&changes))
        .map_err(|error| Invalid(StatusCode::BAD_REQUEST, error.to_string()))?;
    Ok(options(State(shared)).await)
}

/// What a restart does to the chats.
#[derive(Clone, Copy, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
enum Sessions {
    Keep,
    Lose,
}

/// A restart to be made.
#[derive(Deserialize)]
struct RestartOrder {
    sessions: Sessions,
    /// How long the port is closed.
    #[serde(rename = "down_ms", with = "serde_millis", default = "briefly")]
    down: Duration,
}

fn briefly() -> Duration {
    Duration::from_millis(500)
}

pub(super) async fn restart(State(shared): State<Arc<SharedState>>, body: Bytes) -> Result<Json<Value>, Invalid> {
    let order: RestartOrder = read(&body)?;
    shared.request_restart(Restart { down: order.down, loses_sessions: order.sessions == Sessions::Lose });
    Ok(Json(json!({})))
}

pub(super) async fn shutdown(State(shared): State<Arc<SharedState>>) -> Json<Value> {
    tokio::spawn(async move {
        tokio::time::sleep(FAREWELL).await;
        shared.request_shutdown();
    });
    Json(json!({}))
}
