//! What can be asked before there is a chat: version, availability, parameters.

use std::sync::Arc;

use axum::{Json, extract::State};
use serde_json::{Value, json};

use crate::{EstimatedWaitForm, SimulatorOptions, api::Caller, centre::Centre};

/// `GET version`
pub(super) async fn version(State(centre): State<Arc<Centre>>, _caller: Caller) -> Json<Value> {
    Json(json!({"server_version": centre.options.server_version}))
}

/// `GET availability`; the doors are always open, a fault can close them.
pub(super) async fn availability(State(centre): State<Arc<Centre>>, _caller: Caller) -> Json<Value> {
    let mut answer = json!({"chat": "available"});
    add_estimated_wait(&mut answer, &centre.options);
    Json(answer)
}

/// `GET parameters`
pub(super) async fn parameters(_caller: Caller) -> Json<Value> {
    Json(json!({"parameters": [{"first_name": "FIRST_NAME"}, {"last_name": "LAST_NAME"}, {"email": "EMAIL"}]}))
}

/// Adds `ewt` in the form that the options ask for.
pub(super) fn add_estimated_wait(answer: &mut Value, options: &SimulatorOptions) {
    let seconds = options.estimated_wait_seconds;
    answer["ewt"] = match options.estimated_wait {
        EstimatedWaitForm::Text => json!(seconds.to_string()),
        EstimatedWaitForm::Number => json!(seconds),
        EstimatedWaitForm::Empty => json!(""),
        EstimatedWaitForm::Absent => return,
    };
}
