//! Faults over HTTP.

use std::sync::Arc;

use axum::{
    Json,
    body::Bytes,
    extract::{Path, State},
};
use serde::Deserialize;
use serde_json::{Value, json};

use super::{Invalid, not_found, read};
use crate::{Fault, Route, shared_state::SharedState};

/// A fault to be queued.
#[derive(Deserialize)]
struct Order {
    route: Route,
    fault: Fault,
    #[serde(default = "once")]
    times: Option<u32>,
}

fn once() -> Option<u32> {
    Some(1)
}

pub(super) async fn all(State(shared): State<Arc<SharedState>>) -> Json<Value> {
    Json(json!({"faults": shared.look(|state| state.faults.shown())}))
}

pub(super) async fn add(State(shared): State<Arc<SharedState>>, body: Bytes) -> Result<Json<Value>, Invalid> {
    let order: Order = read(&body)?;
    let id = shared.change(|state| state.faults.add(order.route, order.fault, order.times));
    Ok(Json(json!({"id": id})))
}

pub(super) async fn remove(
    State(shared): State<Arc<SharedState>>,
    Path(fault_id): Path<u64>,
) -> Result<Json<Value>, Invalid> {
    let removed = shared.change(|state| state.faults.remove(fault_id));
    removed.then(|| Json(json!({}))).ok_or_else(|| not_found("fault"))
}

pub(super) async fn clear(State(shared): State<Arc<SharedState>>) -> Json<Value> {
    shared.change(|state| state.faults.clear());
    Json(json!({}))
}
