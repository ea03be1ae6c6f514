//! The server's events as JSON, in the shape in which real servers send them. The time is added by the session, which
//! knows the form of it; a status has none.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

/// What a message can carry besides words.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct MessageExtras {
    /// Id of the question, which the client's answer repeats.
    pub directive_id: Option<String>,
    /// Answers to choose from; they follow the text as `/buttons [A] [B]`.
    pub choices: Vec<String>,
    /// How the choices are shown: `buttons`, `buttons-column` or `choice`; `buttons` if nothing is said.
    pub choices_as: Option<String>,
    /// Cards: objects with `id`, `contentType`, `content` and `name`, sent as they are.
    pub attachments: Vec<Value>,
}

impl MessageExtras {
    /// The text with its choices.
    pub(crate) fn words(&self, text: &str) -> String {
        if self.choices.is_empty() {
            return text.to_owned();
        }
        let choices: Vec<_> = self.choices.iter().map(|choice| format!("[{choice}]")).collect();
        let directive = self.choices_as.as_deref().unwrap_or("buttons");
        format!("{text} /{directive} {}", choices.join(" ")).trim_start().to_owned()
    }
}

/// A message of the agent or the scenario: HTML, and the plain text of it.
pub(crate) fn message(msg_id: &str, party_id: &str, html: &str, text: &str) -> Value {
    let mut event = of_party("chat_session_message", party_id);
    event["channel"] = "web".into();
    event["msg_id"] = msg_id.into();
    event["msg"] = html.into();
    event["msg_text"] = text.into();
    event
}

/// Adds to a message what it carries besides words.
pub(crate) fn add_extras(message: &mut Value, extras: &MessageExtras) {
    if let Some(directive_id) = &extras.directive_id {
        message["directive_id"] = directive_id.as_str().into();
    }
    if !extras.attachments.is_empty() {
        message["attachments"] = extras.attachments.clone().into();
    }
}

/// A new state of the session.
pub(crate) fn status(state: &str) -> Value {
    json!({"event": "chat_session_status", "state": state, "ewt": ""})
}

/// An agent enters. A name of one word is a first name.
pub(crate) fn party_joined(party_id: &str, name: &str) -> Value {
    let mut event = of_party("chat_session_party_joined", party_id);
    let (first, last) = name.rsplit_once(' ').map_or((name, None), |(first, last)| (first, Some(last)));
    event["first_name"] = first.into();
    if let Some(last) = last {
        event["last_name"] = last.into();
    }
    event["display_name"] = name.into();
    event["type"] = "internal".into();
    event
}

/// An agent leaves.
pub(crate) fn party_left(party_id: &str) -> Value {
    of_party("chat_session_party_left", party_id)
}

/// An agent types; a draft is shown to the customer before it is sent.
pub(crate) fn typing(party_id: &str, draft: Option<&str>) -> Value {
    let mut event = of_party("chat_session_typing", party_id);
    if let Some(draft) = draft {
        event["msg"] = draft.into();
    }
    event
}

/// Something about an earlier message: a receipt, or new words for it.
pub(crate) fn about_message(name: &str, party_id: &str, msg_id: &str) -> Value {
    let mut event = of_party(name, party_id);
    event["ref_msg_id"] = msg_id.into();
    event
}

/// An earlier message is taken back.
pub(crate) fn message_deleted(msg_id: &str) -> Value {
    json!({"event": "chat_session_message_delete", "ref_msg_id": msg_id})
}

/// An event that tells no more than whose it is.
pub(crate) fn of_party(name: &str, party_id: &str) -> Value {
    json!({"event": name, "party_id": party_id})
}

/// An event of a party with an id like a message's and with fields of its own.
pub(crate) fn numbered(name: &str, msg_id: &str, party_id: &str, fields: Value) -> Value {
    let mut event = of_party(name, party_id);
    event["msg_id"] = msg_id.into();
    for (field, value) in fields.as_object().into_iter().flatten() {
        event[field] = value.clone();
    }
    event
}

/// The session has a case, or none any more.
pub(crate) fn case_set(case_id: Option<&str>) -> Value {
    json!({"event": "chat_session_case_set", "case_id": case_id.unwrap_or_default()})
}

/// A word of the server itself: a warning, a timeout.
pub(crate) fn notice(name: &str, text: &str) -> Value {
    json!({"event": name, "msg": text})
}

/// A form that was filled in, as transcripts have it.
pub(crate) fn form_submitted(party_id: &str, form_request_id: &Value, data: &Value) -> Value {
    let number = form_request_id.as_str().and_then(|id| id.parse::<u64>().ok());
    let req_id = number.map_or_else(|| form_request_id.clone(), Value::from);
    json!({"event": "chat_session_form_submit", "form_data": data, "party_id": party_id, "req_id": req_id})
}

/// What an agent's side of a call says. Real servers write `offerVideo` as a string, whatever the agent's side wrote.
pub(crate) fn signaling_data(data: &Value) -> Value {
    let mut data = data.clone();
    if let Some(offer) = data.as_object_mut().and_then(|fields: &mut Map<_, _>| fields.get_mut("offerVideo"))
        && let Some(video) = offer.as_bool()
    {
        *offer = video.to_string().into();
    }
    data
}

/// The session is over.
pub(crate) fn ended() -> Value {
    json!({"event": "chat_session_ended"})
}
