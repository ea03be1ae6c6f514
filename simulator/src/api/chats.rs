//! Getting a chat: a new one, or the one that the client has already. A client has one live session at a time.

use std::sync::Arc;

use axum::{Json, body::Bytes, extract::State};
use serde_json::{Map, Value, json};

use super::{Caller, body, client_events, service};
use crate::{
    AgentMode, BooleanForm, SimulatorOptions, centre::Centre, refusal::Refusal, script::Script, session::NewSession,
    session::Session,
};

/// `POST chats`
pub(super) async fn request(
    State(centre): State<Arc<Centre>>,
    caller: Caller,
    body: Bytes,
) -> Result<Json<Value>, Refusal> {
    let new = read(body::object(&body)?)?;
    let (chat_id, is_new, mut answer) = centre.change(|world| {
        let (session, is_new) = world.live_or_new(&caller, new);
        (session.id.clone(), is_new, properties(session, &centre.options))
    });
    answer["is_new_chat"] = match centre.options.is_new_chat {
        BooleanForm::Boolean => json!(is_new),
        BooleanForm::Text => json!(is_new.to_string()),
    };
    if let (true, AgentMode::Scripted { pace, patience }) = (is_new, centre.options.agent) {
        tokio::spawn(Script::new(Arc::clone(&centre), chat_id, pace, patience).play());
    }
    Ok(Json(answer))
}

/// `GET chats/active`
pub(super) async fn active(State(centre): State<Arc<Centre>>, caller: Caller) -> Result<Json<Value>, Refusal> {
    let answer = centre.look(|world| world.live_of(&caller).map(|session| properties(session, &centre.options)));
    answer.map(Json).ok_or(Refusal::NoActiveChat)
}

/// What both requests answer.
fn properties(session: &Session, options: &SimulatorOptions) -> Value {
    let mut answer = json!({"chat_id": session.id, "state": session.state});
    service::add_estimated_wait(&mut answer, options);
    if let Some(phone_number) = &session.phone_number {
        answer["phone_number"] = json!(phone_number);
    }
    answer
}

/// All fields are optional; those that are there must have their documented type.
fn read(mut fields: Map<String, Value>) -> Result<NewSession, Refusal> {
    let phone_number = match fields.remove("phone_number") {
        None => None,
        Some(Value::String(number)) => Some(number),
        Some(_) => return Err(Refusal::BadJson("phone_number is not a string")),
    };
    if fields.get("from").is_some_and(|from| !from.is_string()) {
        return Err(Refusal::BadJson("from is not a string"));
    }
    match fields.get("parameters") {
        None => {}
        Some(Value::Object(parameters)) if !parameters.values().any(|value| value.is_null() || value.is_array()) => {}
        Some(_) => return Err(Refusal::BadJson("parameters is not an object of strings and objects")),
    }
    let initial_message = fields.remove("initial_message");
    if let Some(message) = &initial_message {
        client_events::check(message)?;
        if message["event"] != "chat_session_message" {
            return Err(Refusal::BadJson("initial_message is not a message"));
        }
    }
    Ok(NewSession { phone_number, initial_message })
}
