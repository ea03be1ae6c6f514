//! Getting a chat: a new one, or the one that the client has already. A client has one live session at a time.

use std::sync::Arc;

use axum::{Json, body::Bytes, extract::State};
use serde_json::{Map, Value, json};

use super::{Caller, body, client_events, service};
use crate::{AgentMode, BooleanForm, centre::Centre, refusal::Refusal, script::Script};

/// `POST chats`
pub(super) async fn request(
    State(centre): State<Arc<Centre>>,
    caller: Caller,
    body: Bytes,
) -> Result<Json<Value>, Refusal> {
    let requested = body::object(&body)?;
    check(&requested)?;
    let options = centre.options();
    let (chat_id, is_new, mut answer) = centre.change(|world| {
        let (session, is_new) = world.live_or_new(&caller, requested, &options);
        (session.id.clone(), is_new, session.told())
    });
    service::add_estimated_wait(&mut answer, &options);
    answer["is_new_chat"] = match options.is_new_chat {
        BooleanForm::Boolean => json!(is_new),
        BooleanForm::Text => json!(is_new.to_string()),
    };
    if let (true, AgentMode::Scripted { pace, patience }) = (is_new, options.agent) {
        tokio::spawn(Script::new(Arc::clone(&centre), chat_id, pace, patience).play());
    }
    Ok(Json(answer))
}

/// `GET chats/active`
pub(super) async fn active(State(centre): State<Arc<Centre>>, caller: Caller) -> Result<Json<Value>, Refusal> {
    let mut answer =
        centre.look(|world| world.live_of(&caller).map(|session| session.told())).ok_or(Refusal::NoActiveChat)?;
    service::add_estimated_wait(&mut answer, &centre.options());
    Ok(Json(answer))
}

/// All fields are optional; those that are there must have their documented type.
fn check(fields: &Map<String, Value>) -> Result<(), Refusal> {
    for field in ["phone_number", "from"] {
        if fields.get(field).is_some_and(|value| !value.is_string()) {
            return Err(Refusal::bad_json(format!("{field} is not a string")));
        }
    }
    match fields.get("parameters") {
        None => {}
        Some(Value::Object(parameters)) => check_parameters(parameters)?,
        Some(_) => return Err(Refusal::bad_json("parameters is not an object")),
    }
    if let Some(message) = fields.get("initial_message") {
        client_events::check(message)?;
        if message["event"] != "chat_session_message" {
            return Err(Refusal::bad_json("initial_message is not a message"));
        }
    }
    Ok(())
}

/// Parameters are plain values or objects of them. Two of the objects are known: what they hold are strings.
fn check_parameters(parameters: &Map<String, Value>) -> Result<(), Refusal> {
    if let Some((name, _)) = parameters.iter().find(|(_, value)| !is_parameter(value)) {
        return Err(Refusal::bad_json(format!("parameters.{name} is neither a plain value nor an object of such")));
    }
    for name in ["user_platform", "location"] {
        let Some(value) = parameters.get(name) else { continue };
        if !value.as_object().is_some_and(|fields| fields.values().all(Value::is_string)) {
            return Err(Refusal::bad_json(format!("parameters.{name} is not an object of strings")));
        }
    }
    for field in ["latitude", "longitude"] {
        if parameters.get("location").is_some_and(|location| location[field].is_null()) {
            return Err(Refusal::bad_json(format!("parameters.location.{field} is missing")));
        }
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
