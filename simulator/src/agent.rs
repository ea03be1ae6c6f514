//! What an agent can do in a chat. The handle, the control API and the script all speak through these actions, so that an
//! event looks the same whoever caused it.

use serde::Deserialize;
use serde_json::Value;

use crate::{
    event,
    session::{Session, Stage, new_party_id},
    text,
};

/// The agent who joins when no name is given.
pub(crate) const DEFAULT_NAME: &str = "Alex Agent";

/// Something that happens on the server's side of a chat. In the control API: `{"do":"say","text":"…"}`.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(tag = "do", rename_all = "snake_case")]
pub enum AgentAction {
    /// An agent joins: status `connecting`, party joined, status `connected`.
    Join {
        /// Display name; Alex Agent if none is given.
        #[serde(default)]
        name: Option<String>,
    },
    /// The agent leaves.
    Leave,
    /// A message in plain text.
    Say {
        /// The text.
        text: String,
    },
    /// A message in HTML, sent untouched.
    SayHtml {
        /// The HTML.
        html: String,
    },
    /// The agent types.
    Typing,
    /// The agent does not type any more.
    NotTyping,
    /// A message of the client's has arrived.
    AcknowledgeDelivered {
        /// The client's id of that message.
        msg_id: String,
    },
    /// A message of the client's has been read.
    AcknowledgeRead {
        /// The client's id of that message.
        msg_id: String,
    },
    /// The session is put under a case, or under none.
    SetCase {
        /// The case.
        #[serde(default)]
        case_id: Option<String>,
    },
    /// The customer has been idle for long.
    Warn {
        /// The warning.
        text: String,
    },
    /// The customer has been idle for too long; the session ends.
    InactivityTimeout {
        /// The last word.
        text: String,
    },
    /// The session ends.
    End,
    /// Another state; `failed` and `completed` end the session.
    Status {
        /// The state.
        state: String,
    },
    /// Any JSON as an event, untouched. The session itself takes no notice of it.
    SendEvent {
        /// The event.
        event: Value,
    },
}

/// Carries an action out and returns the event it came to; of several events the one that matters most.
pub(crate) fn perform(session: &mut Session, action: &AgentAction) -> Value {
    let agent = session.agent.party_id.clone();
    match action {
        AgentAction::Join { name } => join(session, name.as_deref().unwrap_or(DEFAULT_NAME)),
        AgentAction::Leave => leave(session),
        AgentAction::Say { text } => {
            let speaker = session.speaker();
            session.publish_message(&speaker, &text::to_html(text), text)
        }
        AgentAction::SayHtml { html } => {
            let speaker = session.speaker();
            session.publish_message(&speaker, html, &text::from_html(html))
        }
        AgentAction::Typing => session.publish(event::of_party("chat_session_typing", &agent)),
        AgentAction::NotTyping => session.publish(event::of_party("chat_session_not_typing", &agent)),
        AgentAction::AcknowledgeDelivered { msg_id } => {
            session.publish(event::receipt("chat_session_message_delivered", &agent, msg_id))
        }
        AgentAction::AcknowledgeRead { msg_id } => {
            session.publish(event::receipt("chat_session_message_read", &agent, msg_id))
        }
        AgentAction::SetCase { case_id } => {
            session.case_id = case_id.clone().filter(|case_id| !case_id.is_empty());
            session.case_closed = false;
            session.publish(event::case_set(case_id.as_deref()))
        }
        AgentAction::Warn { text } => session.publish(event::notice("chat_session_timeout_warning", text)),
        AgentAction::InactivityTimeout { text } => {
            session.stage = Stage::Ended;
            session.publish(event::notice("chat_session_inactivity_timeout", text))
        }
        AgentAction::End => end(session),
        AgentAction::Status { state } => {
            if state == "failed" || state == "completed" {
                session.stage = Stage::Ended;
            }
            session.publish_status(state)
        }
        AgentAction::SendEvent { event } => session.publish(event.clone()),
    }
}

/// The agent leaves the chat; the session goes on.
pub(crate) fn leave(session: &mut Session) -> Value {
    session.agent.present = false;
    let event = event::party_left(&session.agent.party_id);
    session.publish(event)
}

/// The server ends the session; its last events can still be polled.
pub(crate) fn end(session: &mut Session) -> Value {
    session.stage = Stage::Ended;
    session.publish(event::ended())
}

fn join(session: &mut Session, name: &str) -> Value {
    session.publish_status("connecting");
    session.agent.party_id = new_party_id();
    session.agent.present = true;
    let joined = session.publish(event::party_joined(&session.agent.party_id, name));
    session.publish_status("connected");
    joined
}
