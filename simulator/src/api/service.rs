//! What can be asked before there is a chat: version, availability, parameters, configuration.

use std::sync::Arc;

use axum::{Json, extract::State};
use serde_json::{Value, json};

use crate::{EstimatedWaitForm, SimulatorOptions, caller::Caller, shared_state::SharedState};

/// `GET version`
pub(super) async fn version(State(shared): State<Arc<SharedState>>, _caller: Caller) -> Json<Value> {
    Json(json!({"server_version": shared.options().server_version}))
}

/// `GET availability`
pub(super) async fn availability(State(shared): State<Arc<SharedState>>, _caller: Caller) -> Json<Value> {
    let options = shared.options();
    let mut answer = json!({"chat": options.availability});
    add_estimated_wait(&mut answer, &options);
    Json(answer)
}

/// `GET parameters`
pub(super) async fn parameters(State(shared): State<Arc<SharedState>>, _caller: Caller) -> Json<Value> {
    Json(json!({"parameters": shared.options().parameters}))
}

/// `GET configuration`
pub(super) async fn configuration(State(shared): State<Arc<SharedState>>, _caller: Caller) -> Json<Value> {
    Json(shared.options().configuration.clone())
}

/// Adds `ewt` in the form that the options ask for.
pub(super) fn add_estimated_wait(answer: &mut Value, options: &SimulatorOptions) {
    let seconds = options.estimated_wait_seconds;
    answer["ewt"] = match &options.estimated_wait {
        EstimatedWaitForm::Text => json!(seconds.to_string()),
        EstimatedWaitForm::Number => json!(seconds),
        EstimatedWaitForm::Empty => json!(""),
        EstimatedWaitForm::Absent => return,
        EstimatedWaitForm::Value(value) => value.clone(),
    };
}
