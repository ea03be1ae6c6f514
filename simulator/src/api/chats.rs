//! Getting a chat: a new one, or the one that the client has already. A client has one live session at a time.

use std::sync::Arc;

use axum::{
    Json,
    body::Bytes,
    extract::State,
    http::header::SET_COOKIE,
    response::{AppendHeaders, IntoResponse, Response},
};
use serde_json::{Map, Value, json};

use super::{authorization::visitor_cookie, body, client_events, service};
use crate::{
    AgentMode, BooleanForm, agent::ScriptedAgent, api_error::ApiError, caller::Caller, shared_state::SharedState,
};

/// `POST chats`
pub(super) async fn request(
    State(shared): State<Arc<SharedState>>,
    caller: Caller,
    body: Bytes,
) -> Result<Response, ApiError> {
    let requested = body::object(&body)?;
    check(&requested)?;
    let options = shared.options();
    let (chat_id, is_new, mut answer, visitor) = shared.change(|state| {
        let (session, is_new) = state.live_or_new(&caller, requested, &options);
        (session.id.clone(), is_new, session.told(), session.visitor.clone())
    });
    service::add_estimated_wait(&mut answer, &options);
    answer["is_new_chat"] = match options.is_new_chat {
        BooleanForm::Boolean => json!(is_new),
        BooleanForm::Text => json!(is_new.to_string()),
    };
    if let (true, AgentMode::Scripted { pace, patience }) = (is_new, options.agent) {
        ScriptedAgent::start(&shared, &chat_id, pace, patience);
    }
    let cookie = visitor.map(|visitor| AppendHeaders([(SET_COOKIE, visitor_cookie(&visitor, options.cleartext))]));
    Ok((cookie, Json(answer)).into_response())
}

/// `GET chats/active`
pub(super) async fn active(State(shared): State<Arc<SharedState>>, caller: Caller) -> Result<Json<Value>, ApiError> {
    let mut answer =
        shared.look(|state| state.live_of(&caller).map(|session| session.told())).ok_or(ApiError::NoActiveChat)?;
    service::add_estimated_wait(&mut answer, &shared.options());
    Ok(Json(answer))
}

/// All fields are optional; those that are there must have their documented type.
fn check(fields: &Map<String, Value>) -> Result<(), ApiError> {
    for field in ["phone_number", "from"] {
        if fields.get(field).is_some_and(|value| !value.is_string()) {
            return Err(ApiError::bad_json(format!("{field} is not a string")));
        }
    }
    match fields.get("parameters") {
        None => {}
        Some(Value::Object(parameters)) => check_parameters(parameters)?,
        Some(_) => return Err(ApiError::bad_json("parameters is not an object")),
    }
    if let Some(message) = fields.get("initial_message") {
        client_events::check(message)?;
        if message["event"] != "chat_session_message" {
            return Err(ApiError::bad_json("initial_message is not a message"));
        }
    }
    Ok(())
}

/// Parameters are plain values or objects of them. Two of the objects are known: what they hold are strings.
fn check_parameters(parameters: &Map<String, Value>) -> Result<(), ApiError> {
    if let Some((name, _)) = parameters.iter().find(|(_, value)| !is_parameter(value)) {
        return Err(ApiError::bad_json(format!("parameters.{name} is neither a plain value nor an object of such")));
    }
    for name in ["user_platform", "location"] {
        let Some(value) = parameters.get(name) else { continue };
        if !value.as_object().is_some_and(|fields| fields.values().all(Value::is_string)) {
            return Err(ApiError::bad_json(format!("parameters.{name} is not an object of strings")));
        }
    }
    // A location is empty where the visitor has not allowed it.
    if let Some(location) = parameters.get("location").and_then(Value::as_object).filter(|fields| !fields.is_empty())
        && let Some(field) = ["latitude", "longitude"].into_iter().find(|field| !location.contains_key(*field))
    {
        return Err(ApiError::bad_json(format!("parameters.location.{field} is missing")));
    }
    Ok(())
}

fn is_parameter(value: &Value) -> bool {
    match value {
        Value::Null | Value::Array(_) => false,
        Value::Object(fields) => fields.values().all(is_parameter),
        _ => true,
    }
}
