//! What can be asked before there is a chat: version, availability, parameters, configuration.

use std::sync::Arc;

use axum::{Json, extract::State};
use serde_json::{Value, json};

use crate::{EstimatedWaitForm, SimulatorOptions, api::Caller, centre::Centre};

/// `GET version`
pub(super) async fn version(State(centre): State<Arc<Centre>>, _caller: Caller) -> Json<Value> {
    Json(json!({"server_version": centre.options().server_version}))
}

/// `GET availability`
pub(super) async fn availability(State(centre): State<Arc<Centre>>, _caller: Caller) -> Json<Value> {
    let options = centre.options();
    let mut answer = json!({"chat": options.availability});
    add_estimated_wait(&mut answer, &options);
    Json(answer)
}

/// `GET parameters`
pub(super) async fn parameters(State(centre): State<Arc<Centre>>, _caller: Caller) -> Json<Value> {
    Json(json!({"parameters": centre.options().parameters}))
}

/// `GET configuration`
pub(super) async fn configuration(State(centre): State<Arc<Centre>>, _caller: Caller) -> Json<Value> {
    Json(centre.options().configuration.clone())
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
