//! The handle of one chat: what a test can read of the session. The actions of the agent are in `agent_handle`.

use std::{sync::Arc, time::Duration};

use serde_json::Value;

use crate::{AgentAction, FormOutcome, agent, session::Session, shared_state::SharedState};

/// One chat session. Cheap to clone; it outlives the session and even the simulator, but shows only what was.
///
/// Each method that acts returns the event that the client will get, but for those that show a form: they return its
/// `form_request_id`.
#[derive(Clone, Debug)]
pub struct Chat {
    shared: Arc<SharedState>,
    id: String,
}

impl Chat {
    pub(crate) fn new(shared: Arc<SharedState>, id: String) -> Self {
        Self { shared, id }
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
            // Asked at every change: nothing is gone through before there is enough.
            (session.count(name) >= count).then(|| {
                let named = session.client_events.iter().filter(|event| event["event"] == name);
                named.take(count).cloned().collect()
            })
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

    /// The body of the request with which the client asked for the chat.
    pub fn requested(&self) -> Value {
        self.look(|session| Value::Object(session.requested.clone()))
    }

    /// What became of a form; `None` while nothing has, and if there is no such form.
    pub fn form_outcome(&self, form_request_id: &str) -> Option<FormOutcome> {
        self.look(|session| session.forms.outcome(form_request_id).cloned())
    }

    /// Blocks until something has become of a form: an answer, an error, the end of its time; `None` when time is up.
    pub fn wait_for_form_answer(&self, form_request_id: &str, timeout: Duration) -> Option<FormOutcome> {
        self.wait(timeout, |session| session.forms.outcome(form_request_id).cloned())
    }

    /// Lets the agent do something.
    pub fn act(&self, action: AgentAction) -> Value {
        agent::act(&self.shared, &self.id, &action).expect("sessions are never forgotten")
    }

    fn look<T>(&self, look: impl FnOnce(&Session) -> T) -> T {
        self.shared.look(|state| look(state.session(&self.id).expect("sessions are never forgotten")))
    }

    fn wait<T>(&self, timeout: Duration, mut look: impl FnMut(&Session) -> Option<T>) -> Option<T> {
        self.shared.wait(timeout, |state| look(state.session(&self.id)?))
    }
}
