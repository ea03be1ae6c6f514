//! The handle of one chat: the agent's desk, and the window through which a test looks at the session.

use std::{sync::Arc, time::Duration};

use serde_json::Value;

use crate::{AgentAction, centre::Centre, session::Session};

/// One chat session. Cheap to clone; it outlives the session and even the simulator, but shows only what was.
///
/// Each method that acts returns the event that the client will get.
#[derive(Clone, Debug)]
pub struct Chat {
    centre: Arc<Centre>,
    id: String,
}

impl Chat {
    pub(crate) fn new(centre: Arc<Centre>, id: String) -> Self {
        Self { centre, id }
    }

    /// The chat id.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The client that asked for the chat.
    pub fn client_id(&self) -> String {
        self.look(|session| session.client_id.clone())
    }

    /// The state as the client knows it: `queued`, `connecting`, `connected`, …
    pub fn state(&self) -> String {
        self.look(|session| session.state.clone())
    }

    /// Whether the session has ended; its last events may still wait for a poll.
    pub fn is_finished(&self) -> bool {
        self.look(Session::is_finished)
    }

    /// Whether a poll is held at this moment.
    pub fn is_polled(&self) -> bool {
        self.look(|session| session.polled)
    }

    /// Blocks until a poll is held; false when time is up.
    pub fn wait_until_polled(&self, timeout: Duration) -> bool {
        self.wait(timeout, |session| session.polled.then_some(())).is_some()
    }

    /// Blocks until no poll is held; false when time is up.
    pub fn wait_until_not_polled(&self, timeout: Duration) -> bool {
        self.wait(timeout, |session| (!session.polled).then_some(())).is_some()
    }

    /// Every event that the client sent, exactly as sent, its initial message included.
    pub fn client_events(&self) -> Vec<Value> {
        self.look(|session| session.client_events.clone())
    }

    /// Blocks until the client has sent an event of that name (earlier, perhaps) and returns the first; `None` when time
    /// is up.
    pub fn wait_for_client_event(&self, name: &str, timeout: Duration) -> Option<Value> {
        self.wait_for_client_events(name, 1, timeout)?.pop()
    }

    /// Blocks until the client has sent so many events of that name since the chat began, and returns the first so many.
    pub fn wait_for_client_events(&self, name: &str, count: usize, timeout: Duration) -> Option<Vec<Value>> {
        self.wait(timeout, |session| {
            let named = session.client_events.iter().filter(|event| event["event"] == name);
            let found: Vec<_> = named.take(count).cloned().collect();
            (found.len() == count).then_some(found)
        })
    }

    /// The events of both sides in order, as `history` answers them.
    pub fn history(&self) -> Vec<Value> {
        self.look(|session| session.history.clone())
    }

    /// The events that no poll has taken yet.
    pub fn queued_events(&self) -> Vec<Value> {
        self.look(|session| session.queue.clone())
    }

    /// What the client last subscribed for notifications with; `None` before, and after it cancelled.
    pub fn subscription(&self) -> Option<Value> {
        self.look(|session| session.subscription.clone())
    }

    /// The case of the session.
    pub fn case_id(&self) -> Option<String> {
        self.look(|session| session.case_id.clone())
    }

    /// Whether the client has closed the case.
    pub fn is_case_closed(&self) -> bool {
        self.look(|session| session.case_closed)
    }

    /// Lets the agent do something.
    pub fn act(&self, action: AgentAction) -> Value {
        self.centre.act(&self.id, &action).expect("sessions are never forgotten")
    }

    /// Alex Agent takes the chat: status `connecting`, party joined (which is returned), status `connected`.
    pub fn join(&self) -> Value {
        self.act(AgentAction::Join { name: None })
    }

    /// Like [`Chat::join`], by another name: first and last name, or one name alone.
    pub fn join_as(&self, name: &str) -> Value {
        self.act(AgentAction::Join { name: Some(name.to_owned()) })
    }

    /// The agent leaves.
    pub fn leave(&self) -> Value {
        self.act(AgentAction::Leave)
    }

    /// The agent writes plain text; without an agent in the chat the scenario does.
    pub fn say(&self, text: &str) -> Value {
        self.act(AgentAction::Say { text: text.to_owned() })
    }

    /// The agent writes HTML, which is sent untouched.
    pub fn say_html(&self, html: &str) -> Value {
        self.act(AgentAction::SayHtml { html: html.to_owned() })
    }

    /// The agent starts to type.
    pub fn typing(&self) -> Value {
        self.act(AgentAction::Typing)
    }

    /// The agent stops to type.
    pub fn not_typing(&self) -> Value {
        self.act(AgentAction::NotTyping)
    }

    /// The agent's side has got a message of the client's.
    pub fn acknowledge_delivered(&self, msg_id: &str) -> Value {
        self.act(AgentAction::AcknowledgeDelivered { msg_id: msg_id.to_owned() })
    }

    /// The agent has read a message of the client's.
    pub fn acknowledge_read(&self, msg_id: &str) -> Value {
        self.act(AgentAction::AcknowledgeRead { msg_id: msg_id.to_owned() })
    }

    /// The chat is put under a case; `None` clears it.
    pub fn set_case(&self, case_id: Option<&str>) -> Value {
        self.act(AgentAction::SetCase { case_id: case_id.map(str::to_owned) })
    }

    /// The customer is warned of being idle.
    pub fn warn(&self, text: &str) -> Value {
        self.act(AgentAction::Warn { text: text.to_owned() })
    }

    /// The customer was idle for too long: the session ends.
    pub fn inactivity_timeout(&self, text: &str) -> Value {
        self.act(AgentAction::InactivityTimeout { text: text.to_owned() })
    }

    /// The session ends.
    pub fn end(&self) -> Value {
        self.act(AgentAction::End)
    }

    /// The session takes another state; `failed` and `completed` end it.
    pub fn status(&self, state: &str) -> Value {
        self.act(AgentAction::Status { state: state.to_owned() })
    }

    /// Sends anything, as it is. The session itself takes no notice of it.
    pub fn send_event(&self, event: Value) -> Value {
        self.act(AgentAction::SendEvent { event })
    }

    fn look<T>(&self, look: impl FnOnce(&Session) -> T) -> T {
        self.centre.look(|world| look(world.session(&self.id).expect("sessions are never forgotten")))
    }

    fn wait<T>(&self, timeout: Duration, mut look: impl FnMut(&Session) -> Option<T>) -> Option<T> {
        self.centre.wait(timeout, |world| look(world.session(&self.id)?))
    }
}
