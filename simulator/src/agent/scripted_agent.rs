//! The scripted agent: joins a chat, greets, shows what the customer names, quotes back everything else, and closes the
//! chat of a silent customer. It stops when the chat is over or taken over.

use std::{sync::Arc, time::Duration};

use serde_json::Value;
use tokio::time::{sleep, timeout};

use super::{AgentAction, acting::act_while, canned_events, perform, scenario, text};
use crate::{
    AgentMode,
    session::{Session, Stage},
    shared_state::SharedState,
};

const WARNING: &str = "Are you still there? This chat will be closed soon.";
const GIVING_UP: &str = "We have not heard from you for a while. This chat is closed.";

/// The script of one chat.
pub(crate) struct ScriptedAgent {
    shared: Arc<SharedState>,
    chat_id: String,
    pace: Duration,
    patience: Option<Duration>,
    /// The number under which the session knows this script.
    number: u32,
    /// How many of the client's events have been dealt with.
    seen: usize,
    /// Set once the first message has been answered; only that one opens a case.
    case_opened: bool,
}

impl ScriptedAgent {
    /// Gives a chat to a new scripted agent; `None` for an unknown or finished chat.
    ///
    /// In a chat that has begun it goes on from there, without an answer to what was written before.
    pub(crate) fn start(
        shared: &Arc<SharedState>,
        chat_id: &str,
        pace: Duration,
        patience: Option<Duration>,
    ) -> Option<()> {
        let (number, seen) = shared.change(|state| {
            let session = state.session_mut(chat_id).filter(|session| session.stage == Stage::Conversation)?;
            let seen = if session.agent.present { session.client_events.len() } else { 0 };
            Some((session.start_script(), seen))
        })?;
        let (shared, chat_id) = (Arc::clone(shared), chat_id.to_owned());
        let agent = Self { shared: Arc::clone(&shared), chat_id, pace, patience, number, seen, case_opened: seen > 0 };
        shared.runtime().spawn(agent.play());
        Some(())
    }

    /// Plays until the conversation is over or the chat is taken over.
    async fn play(mut self) {
        // Either makes a step return `None`, the only way out.
        let _over = self.converse().await;
    }

    async fn converse(&mut self) -> Option<()> {
        if !self.look(|session| session.agent.present)? {
            self.enter().await?;
        }
        loop {
            let event = self.next_event().await?;
            match canned_events::answer_to_form(&event) {
                Some(action) => self.step(action).await?,
                None => self.answer(&event).await?,
            };
        }
    }

    async fn enter(&self) -> Option<Value> {
        self.change(|session| {
            session.publish_status("queued");
            scenario::say(session, scenario::PLEASE_WAIT);
        })?;
        self.step(AgentAction::Join { name: None }).await?;
        self.step(AgentAction::Say { text: format!("Hello, I am {}. How can I help you?", perform::DEFAULT_NAME) })
            .await
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
        match canned_events::named_in(&words) {
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
        act_while(&self.shared, |session| self.plays(session), &self.chat_id, &action)
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
        let mut changes = self.shared.changes();
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

    fn plays(&self, session: &Session) -> bool {
        session.stage == Stage::Conversation && session.script == Some(self.number)
    }

    /// Changes the session if this script still plays it.
    fn change<T>(&self, change: impl FnOnce(&mut Session) -> T) -> Option<T> {
        self.shared.change(|state| {
            let session = state.session_mut(&self.chat_id)?;
            self.plays(session).then(|| change(session))
        })
    }

    /// Looks at the session if this script still plays it.
    fn look<T>(&self, look: impl FnOnce(&Session) -> T) -> Option<T> {
        self.shared.look(|state| {
            let session = state.session(&self.chat_id)?;
            self.plays(session).then(|| look(session))
        })
    }
}

/// Lets the scripted agent go on in the chats that it played when the program stopped. Without one in the options they
/// wait for an agent.
pub(crate) fn resume_scripts(shared: &Arc<SharedState>) {
    let played = shared.look(|state| {
        let played = state.sessions.iter().filter(|session| session.script.is_some());
        played.map(|session| session.id.clone()).collect::<Vec<_>>()
    });
    for chat_id in played {
        match shared.options().agent {
            AgentMode::Scripted { pace, patience } => drop(ScriptedAgent::start(shared, &chat_id, pace, patience)),
            AgentMode::Manual => shared.change(|state| {
                if let Some(session) = state.session_mut(&chat_id) {
                    session.script = None;
                }
            }),
        }
    }
}

fn wants_an_answer(event: &Value) -> bool {
    event["event"] == "chat_session_message" || canned_events::answer_to_form(event).is_some()
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
