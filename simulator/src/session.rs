//! One chat session as the server keeps it: two parties, a queue for the poll and a history of everything.

use std::{
    collections::HashMap,
    time::{SystemTime, UNIX_EPOCH},
};

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use uuid::Uuid;

use crate::{
    NumberForm, SimulatorOptions, TimeForm,
    caller::{Caller, Visitor},
    event::{self, MessageExtras},
    forms::{FormOutcome, Forms, id_text},
    message_numbers::MessageNumbers,
};

/// How the events of a session are written; settled when it begins.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub(crate) struct Writing {
    pub(crate) timestamps: TimeForm,
    pub(crate) form_numbers: NumberForm,
}

/// Where a session stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Stage {
    /// The client talks to the scenario or to an agent.
    Conversation,
    /// The client has disconnected; the scenario waits for the rating.
    Survey,
    /// Over. Only a poll may still come, and only for what waits in the queue.
    Ended,
    /// Over by the client's own wish: nothing more for it, except through a poll that is held at this moment.
    EndedByClient,
    /// Forgotten by a restart: no request reaches it.
    Lost,
}

/// The agent's side of a session.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Agent {
    pub(crate) party_id: String,
    /// Display name of the agent who joined last.
    pub(crate) name: String,
    /// Whether the agent is in the chat: joined and not left.
    pub(crate) present: bool,
}

/// A chat session.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Session {
    /// A UUID in lower case; the client's own party id as well.
    pub(crate) id: String,
    pub(crate) client_id: String,
    /// The cookie of a web client; none where the client id alone identifies the client.
    pub(crate) visitor: Option<String>,
    /// Milliseconds since 1970.
    pub(crate) created_time: u64,
    /// The body of the request that the session began with.
    pub(crate) requested: Map<String, Value>,
    pub(crate) writing: Writing,
    /// As last told in a status event.
    pub(crate) state: String,
    pub(crate) stage: Stage,
    /// Events that no poll has taken.
    pub(crate) queue: Vec<Value>,
    /// Events of both sides in order of arrival.
    pub(crate) history: Vec<Value>,
    /// When each of them arrived, in milliseconds since 1970.
    pub(crate) history_times: Vec<u64>,
    /// Events of the client exactly as sent.
    pub(crate) client_events: Vec<Value>,
    /// How many of them have which name, which saves counting in a long chat.
    counts: HashMap<String, usize>,
    pub(crate) forms: Forms,
    /// Party id of the scenario, which speaks when no agent does.
    pub(crate) scenario: String,
    pub(crate) agent: Agent,
    pub(crate) case_id: Option<String>,
    /// Set when the client closes the case, cleared when the case is set anew.
    pub(crate) case_closed: bool,
    /// The body of the last subscription; cleared by an empty one.
    pub(crate) subscription: Option<Value>,
    /// Whether a poll is held.
    #[serde(skip)]
    pub(crate) polled: bool,
    /// Number of the scripted agent that plays the chat; none while a person or a test does.
    pub(crate) script: Option<u32>,
    last_script: u32,
    msg_ids: MessageNumbers,
}

impl Session {
    pub(crate) fn new(caller: &Caller, requested: Map<String, Value>, options: &SimulatorOptions) -> Self {
        let initial_message = requested.get("initial_message").cloned();
        let mut session = Self {
            id: Uuid::new_v4().to_string(),
            client_id: caller.client_id.clone(),
            visitor: match &caller.visitor {
                Visitor::Any => None,
                Visitor::Cookie(visitor) => Some(visitor.clone().unwrap_or_else(|| Uuid::new_v4().to_string())),
            },
            created_time: milliseconds_now(),
            requested,
            writing: Writing { timestamps: options.timestamps, form_numbers: options.form_numbers },
            state: options.initial_state.clone(),
            stage: Stage::Conversation,
            queue: Vec::new(),
            history: Vec::new(),
            history_times: Vec::new(),
            client_events: Vec::new(),
            counts: HashMap::new(),
            forms: Forms::default(),
            scenario: new_party_id(),
            agent: Agent { party_id: new_party_id(), name: String::new(), present: false },
            case_id: None,
            case_closed: false,
            subscription: None,
            polled: false,
            script: None,
            last_script: 0,
            msg_ids: MessageNumbers::new(options.message_ids),
        };
        if let Some(message) = initial_message {
            // The one event of a client that history shows without a party.
            session.record(session.stamped(message.clone()));
            session.keep(message);
        }
        session
    }

    /// Sends an event to the client with the time of now, and returns it.
    pub(crate) fn publish(&mut self, event: Value) -> Value {
        let event = self.stamped(event);
        self.publish_as_is(event)
    }

    /// Sends an event to the client without another touch, and returns it.
    pub(crate) fn publish_as_is(&mut self, event: Value) -> Value {
        self.queue.push(event.clone());
        self.record(event.clone());
        event
    }

    /// Sends a message of one of the parties on the server's side.
    pub(crate) fn publish_message(&mut self, party_id: &str, html: &str, text: &str, extras: &MessageExtras) -> Value {
        let mut event = event::message(&self.msg_ids.next(), party_id, html, text);
        event::add_extras(&mut event, extras);
        self.publish(event)
    }

    /// Sends something that is numbered among the messages, in the name of the current speaker.
    pub(crate) fn publish_numbered(&mut self, name: &str, fields: Value) -> Value {
        let event = event::numbered(name, &self.msg_ids.next(), &self.speaker(), fields);
        self.publish(event)
    }

    /// Sends a status event and takes the state over.
    pub(crate) fn publish_status(&mut self, state: &str) -> Value {
        self.state = state.to_owned();
        self.publish_as_is(event::status(state))
    }

    /// Writes an event of the client down. What is secure stays out of the history.
    pub(crate) fn receive(&mut self, event: &Value) {
        let mut told = self.stamped(event.clone());
        told["party_id"] = self.id.clone().into();
        let id = id_text(&event["form_request_id"]);
        let submitted = || FormOutcome::Submitted { data: event["data"].clone() };
        match event["event"].as_str() {
            Some("chat_session_form_data") => {
                self.record(told);
                if self.forms.settle(&id, submitted()) {
                    let transcript = event::form_submitted(&self.id, &event["form_request_id"], &event["data"]);
                    self.record(self.stamped(transcript));
                }
            }
            Some("chat_session_secure_form_data") => {
                self.forms.settle(&id, submitted());
                if let Some(fields) = told.as_object_mut() {
                    fields.remove("data");
                }
                self.record(told);
            }
            Some("chat_form_data_cancel" | "chat_session_secure_form_cancel") => {
                self.forms.settle(&id, FormOutcome::Cancelled);
                self.record(told);
            }
            _ => self.record(told),
        }
        self.keep(event.clone());
    }

    /// Gives the chat to a scripted agent and returns its number. An earlier one stops.
    pub(crate) fn start_script(&mut self) -> u32 {
        self.last_script += 1;
        self.script = Some(self.last_script);
        self.last_script
    }

    /// Whether the session, named by its id, belongs to the caller. A browser may withhold the cookie; the id, which only
    /// the visitor knows, is enough then.
    pub(crate) fn belongs_to(&self, caller: &Caller) -> bool {
        let is_visitor = match &caller.visitor {
            Visitor::Cookie(Some(visitor)) => self.visitor.as_ref() == Some(visitor),
            Visitor::Cookie(None) | Visitor::Any => true,
        };
        is_visitor && self.client_id == caller.client_id
    }

    /// Whether the session is the caller's without being named by its id.
    pub(crate) fn is_found_by(&self, caller: &Caller) -> bool {
        self.belongs_to(caller) && caller.visitor != Visitor::Cookie(None)
    }

    /// How many events of that name the client has sent.
    pub(crate) fn count(&self, name: &str) -> usize {
        self.counts.get(name).copied().unwrap_or_default()
    }

    /// Takes the events out of the queue; from here on they live in the history alone.
    pub(crate) fn take_queue(&mut self) -> Vec<Value> {
        std::mem::take(&mut self.queue)
    }

    /// The agent while in the chat, else the scenario.
    pub(crate) fn speaker(&self) -> String {
        if self.agent.present { self.agent.party_id.clone() } else { self.scenario.clone() }
    }

    pub(crate) fn is_finished(&self) -> bool {
        matches!(self.stage, Stage::Ended | Stage::EndedByClient | Stage::Lost)
    }

    /// Whether a poll could ever get an answer.
    pub(crate) fn can_be_polled(&self) -> bool {
        match self.stage {
            Stage::Conversation | Stage::Survey => true,
            Stage::Ended => !self.queue.is_empty(),
            Stage::EndedByClient | Stage::Lost => false,
        }
    }

    /// The session as both `POST chats` and `chats/active` tell it, without the waiting time.
    pub(crate) fn told(&self) -> Value {
        let mut told = json!({"chat_id": self.id, "state": self.state});
        if let Some(phone_number) = self.requested.get("phone_number") {
            told["phone_number"] = phone_number.clone();
        }
        told
    }

    /// Appends to the history.
    fn record(&mut self, event: Value) {
        self.history.push(event);
        self.history_times.push(milliseconds_now());
    }

    fn keep(&mut self, event: Value) {
        let name = event["event"].as_str().unwrap_or_default();
        *self.counts.entry(name.to_owned()).or_default() += 1;
        self.msg_ids.note(&event["msg_id"]);
        self.client_events.push(event);
    }

    /// The event with the time of now and no other. Only objects carry a time.
    fn stamped(&self, event: Value) -> Value {
        let Value::Object(mut fields) = event else { return event };
        fields.remove("timestamp");
        if let Some(time) = self.writing.timestamps.written(milliseconds_now()) {
            fields.insert("timestamp".to_owned(), time);
        }
        Value::Object(fields)
    }
}

/// Party ids are in upper case, chat ids in lower case; that is how servers do it.
pub(crate) fn new_party_id() -> String {
    Uuid::new_v4().to_string().to_uppercase()
}

fn milliseconds_now() -> u64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    u64::try_from(since.as_millis()).unwrap_or(u64::MAX)
}
