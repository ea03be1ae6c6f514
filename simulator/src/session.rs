//! One chat session as the server keeps it: two parties, a queue for the poll and a history of everything.

use std::time::{SystemTime, UNIX_EPOCH};

use serde_json::Value;
use uuid::Uuid;

use crate::event;

/// What a client asks for with a new session.
#[derive(Debug, Default)]
pub(crate) struct NewSession {
    pub(crate) phone_number: Option<String>,
    /// A whole message event that comes with the request.
    pub(crate) initial_message: Option<Value>,
}

/// Where a session stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stage {
    /// The client talks to the scenario or to an agent.
    Conversation,
    /// The client has disconnected; the scenario waits for the rating.
    Survey,
    /// Over. Only a poll may still come, and only for what waits in the queue.
    Ended,
    /// Over by the client's own wish: nothing more for it, except through a poll that is held at this moment.
    EndedByClient,
}

/// The agent's side of a session.
#[derive(Debug)]
pub(crate) struct Agent {
    pub(crate) party_id: String,
    /// Whether the agent is in the chat: joined and not left.
    pub(crate) present: bool,
}

/// A chat session.
#[derive(Debug)]
pub(crate) struct Session {
    /// A UUID in lower case; the client's own party id as well.
    pub(crate) id: String,
    pub(crate) client_id: String,
    /// Seconds since 1970.
    pub(crate) created_time: u64,
    /// As given by the client, to be given back.
    pub(crate) phone_number: Option<String>,
    /// As last told in a status event.
    pub(crate) state: String,
    pub(crate) stage: Stage,
    /// Events that no poll has taken.
    pub(crate) queue: Vec<Value>,
    /// Events of both sides in order of arrival.
    pub(crate) history: Vec<Value>,
    /// Events of the client exactly as sent.
    pub(crate) client_events: Vec<Value>,
    /// Party id of the scenario, which speaks when no agent does.
    pub(crate) scenario: String,
    pub(crate) agent: Agent,
    pub(crate) case_id: Option<String>,
    /// Set when the client closes the case, cleared when the case is set anew.
    pub(crate) case_closed: bool,
    /// The body of the last subscription; cleared by an empty one.
    pub(crate) subscription: Option<Value>,
    /// Whether a poll is held.
    pub(crate) polled: bool,
    next_msg_id: u32,
}

impl Session {
    pub(crate) fn new(client_id: &str, new: NewSession) -> Self {
        let mut session = Self {
            id: Uuid::new_v4().to_string(),
            client_id: client_id.to_owned(),
            created_time: seconds_now(),
            phone_number: new.phone_number,
            state: "queued".to_owned(),
            stage: Stage::Conversation,
            queue: Vec::new(),
            history: Vec::new(),
            client_events: Vec::new(),
            scenario: new_party_id(),
            agent: Agent { party_id: new_party_id(), present: false },
            case_id: None,
            case_closed: false,
            subscription: None,
            polled: false,
            next_msg_id: 0,
        };
        if let Some(message) = new.initial_message {
            // The one event of a client that history shows without a party.
            session.history.push(event::stamped(message.clone()));
            session.client_events.push(message);
        }
        session
    }

    /// Sends an event to the client, and returns it.
    pub(crate) fn publish(&mut self, event: Value) -> Value {
        self.queue.push(event.clone());
        self.history.push(event.clone());
        event
    }

    /// Sends a message of one of the parties on the server's side.
    pub(crate) fn publish_message(&mut self, party_id: &str, html: &str, text: &str) -> Value {
        let event = event::message(&self.new_msg_id(), party_id, html, text);
        self.publish(event)
    }

    /// Sends a status event and takes the state over.
    pub(crate) fn publish_status(&mut self, state: &str) -> Value {
        self.state = state.to_owned();
        self.publish(event::status(state))
    }

    /// Writes an event of the client down.
    pub(crate) fn receive(&mut self, event: &Value) {
        let mut told = event::stamped(event.clone());
        told["party_id"] = self.id.clone().into();
        self.history.push(told);
        self.client_events.push(event.clone());
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
        matches!(self.stage, Stage::Ended | Stage::EndedByClient)
    }

    /// Whether a poll could ever get an answer.
    pub(crate) fn can_be_polled(&self) -> bool {
        match self.stage {
            Stage::Conversation | Stage::Survey => true,
            Stage::Ended => !self.queue.is_empty(),
            Stage::EndedByClient => false,
        }
    }

    /// Ids of server messages are small even numbers that begin anew in every session.
    fn new_msg_id(&mut self) -> String {
        let id = self.next_msg_id;
        self.next_msg_id += 2;
        id.to_string()
    }
}

/// Party ids are in upper case, chat ids in lower case; that is how servers do it.
pub(crate) fn new_party_id() -> String {
    Uuid::new_v4().to_string().to_uppercase()
}

pub(crate) fn seconds_now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs())
}
