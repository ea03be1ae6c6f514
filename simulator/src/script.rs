//! The agent who needs nobody: joins every chat, greets, shows what the customer names, quotes back everything else, and
//! gives up on one who stays silent.

use std::{sync::Arc, time::Duration};

use serde_json::Value;
use tokio::time::{sleep, timeout};

use crate::{
    AgentAction, agent,
    centre::Centre,
    repertoire, scenario,
    session::{Session, Stage},
    text,
};

const WARNING: &str = "Are you still there? This chat will be closed soon.";
const GIVING_UP: &str = "We have not heard from you for a while. This chat is closed.";

/// The script of one chat.
pub(crate) struct Script {
    centre: Arc<Centre>,
    chat_id: String,
    pace: Duration,
    patience: Option<Duration>,
    /// How many of the client's events have been dealt with.
    seen: usize,
    /// Set once the first message has been answered; only that one opens a case.
    case_opened: bool,
}

impl Script {
    pub(crate) fn new(centre: Arc<Centre>, chat_id: String, pace: Duration, patience: Option<Duration>) -> Self {
        Self { centre, chat_id, pace, patience, seen: 0, case_opened: false }
    }

    /// Plays until the customer or the agent has left.
    pub(crate) async fn play(mut self) {
        // That the conversation is over is the one reason why a step says no, and the only way out.
        let _over = self.converse().await;
    }

    async fn converse(&mut self) -> Option<()> {
        self.on_stage(|session| {
            session.publish_status("queued");
            scenario::say(session, scenario::PLEASE_WAIT);
        })?;
        self.step(AgentAction::Join { name: None }).await?;
        self.step(AgentAction::Say { text: format!("Hello, I am {}. How can I help you?", agent::DEFAULT_NAME) })
            .await?;
        loop {
            let event = self.next_event().await?;
            match repertoire::answer_to_form(&event) {
                Some(action) => self.step(action).await?,
                None => self.answer(&event).await?,
            };
        }
    }

    async fn answer(&mut self, message: &Value) -> Option<Value> {
        if let Some(msg_id) = message_id(message) {
            self.step(AgentAction::AcknowledgeDelivered { msg_id: msg_id.clone() }).await?;
            self.step(AgentAction::AcknowledgeRead { msg_id }).await?;
        }
        if !std::mem::replace(&mut self.case_opened, true) {
            self.open_case()?;
        }
        self.step(AgentAction::Typing { draft: None }).await?;
        let words = words(message);
        match repertoire::named_in(&words) {
            Some(steps) => {
                let mut shown = Value::Null;
                for step in steps {
                    shown = self.step(step(&shown)).await?;
                }
            }
            None => {
                self.step(AgentAction::Say { text: format!("You wrote: \u{201c}{words}\u{201d}") }).await?;
            }
        }
        self.act(AgentAction::NotTyping)
    }

    /// The case is named after the client, so that all its chats are one case.
    fn open_case(&self) -> Option<Value> {
        let client_id = self.look(|session| session.client_id.clone())?;
        self.act(AgentAction::SetCase { case_id: Some(format!("case-of-{client_id}")) })
    }

    /// Waits for one pace, then acts.
    async fn step(&self, action: AgentAction) -> Option<Value> {
        sleep(self.pace).await;
        self.act(action)
    }

    fn act(&self, action: AgentAction) -> Option<Value> {
        self.centre.act_while(is_on, &self.chat_id, &action)
    }

    /// The next event that wants an answer. The customer is warned when patience is at its end, and given up on when it is
    /// once more.
    async fn next_event(&mut self) -> Option<Value> {
        let Some(patience) = self.patience else { return self.hear().await };
        for action in [
            AgentAction::Warn { text: WARNING.to_owned() },
            AgentAction::InactivityTimeout { text: GIVING_UP.to_owned() },
        ] {
            match timeout(patience, self.hear()).await {
                Ok(event) => return event,
                Err(_) => self.act(action)?,
            };
        }
        None
    }

    /// The next message or answer to a form, however long it takes; other events are passed over.
    async fn hear(&mut self) -> Option<Value> {
        let mut changes = self.centre.changes();
        loop {
            let (heard, seen) = self.look(|session| {
                let unseen = &session.client_events[self.seen..];
                match unseen.iter().position(wants_an_answer) {
                    Some(place) => (Some(unseen[place].clone()), self.seen + place + 1),
                    None => (None, session.client_events.len()),
                }
            })?;
            self.seen = seen;
            if heard.is_some() {
                return heard;
            }
            changes.changed().await.ok()?;
        }
    }

    /// Changes the session if the play is still on.
    fn on_stage<T>(&self, change: impl FnOnce(&mut Session) -> T) -> Option<T> {
        self.centre.change(|world| {
            let session = world.session_mut(&self.chat_id)?;
            is_on(session).then(|| change(session))
        })
    }

    /// Looks at the session if the play is still on.
    fn look<T>(&self, look: impl FnOnce(&Session) -> T) -> Option<T> {
        self.centre.look(|world| {
            let session = world.session(&self.chat_id)?;
            is_on(session).then(|| look(session))
        })
    }
}

fn is_on(session: &Session) -> bool {
    session.stage == Stage::Conversation
}

fn wants_an_answer(event: &Value) -> bool {
    event["event"] == "chat_session_message" || repertoire::answer_to_form(event).is_some()
}

/// Clients number their messages with strings, and some with numbers.
fn message_id(message: &Value) -> Option<String> {
    match &message["msg_id"] {
        Value::String(id) => Some(id.clone()),
        Value::Number(id) => Some(id.to_string()),
        _ => None,
    }
}

/// What the customer wrote, as plain text.
fn words(message: &Value) -> String {
    match (message["msg_text"].as_str(), message["msg"].as_str()) {
        (Some(text), _) => text.to_owned(),
        (None, Some(html)) => text::from_html(html),
        (None, None) => String::new(),
    }
}
