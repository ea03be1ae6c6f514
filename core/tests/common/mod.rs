//! What the tests against the simulator share: a delegate that remembers, and a client that trusts the simulator.

#![allow(dead_code, unreachable_pub, missing_docs, clippy::unwrap_used)]

use std::{
    sync::{Arc, Condvar, Mutex, Weak, mpsc},
    time::{Duration, Instant},
};

use contact_center_core::{
    ChatSessionCloseReason, ConnectionState, ContactCenterCommunicator, ContactCenterConfiguration, ContactCenterError,
    ContactCenterEvent, ContactCenterEventsDelegating, ContactCenterMessageCompletion, EventOrigin, MessageStatus,
};
use contact_center_simulator::{Chat, Simulator, SimulatorOptions};

/// How long a test waits for what must happen; never slept out when it does.
pub const PATIENCE: Duration = Duration::from_secs(20);

/// One call of the delegate.
#[derive(Debug, Clone, PartialEq)]
pub enum Call {
    Events(EventOrigin, Vec<ContactCenterEvent>),
    Failed(ContactCenterError),
    Closed(ChatSessionCloseReason),
    Connection(ConnectionState),
    OwnMessage(ContactCenterEvent),
    HandedOver(String),
    Message(String, MessageStatus),
}

type Hook = dyn Fn(&Call) + Send + Sync;

/// A delegate that remembers every call and wakes those that wait for one.
#[derive(Default)]
pub struct Recorder {
    calls: Mutex<Vec<Call>>,
    changed: Condvar,
    /// What the delegate does inside of each call, after it was remembered.
    hook: Mutex<Option<Arc<Hook>>>,
}

impl Recorder {
    pub fn on_call(&self, hook: impl Fn(&Call) + Send + Sync + 'static) {
        *self.hook.lock().unwrap() = Some(Arc::new(hook));
    }

    /// Keeps the delegate inside of its next call until what this returns is dropped.
    pub fn hold(&self) -> mpsc::Sender<()> {
        let (held, released) = mpsc::channel();
        let released = Mutex::new(released);
        self.on_call(move |_| {
            let _ = released.lock().unwrap().recv();
        });
        held
    }

    pub fn calls(&self) -> Vec<Call> {
        self.calls.lock().unwrap().clone()
    }

    /// Blocks until the calls so far satisfy `condition`; panics with them where that never happens.
    pub fn wait_for(&self, what: &str, condition: impl Fn(&[Call]) -> bool) -> Vec<Call> {
        let deadline = Instant::now() + PATIENCE;
        let mut calls = self.calls.lock().unwrap();
        while !condition(&calls) {
            let left = deadline.saturating_duration_since(Instant::now());
            assert!(!left.is_zero(), "waited in vain for {what}; so far: {calls:#?}");
            calls = self.changed.wait_timeout(calls, left).unwrap().0;
        }
        calls.clone()
    }

    pub fn wait_for_call(&self, what: &str, matches: impl Fn(&Call) -> bool) {
        self.wait_for(what, |calls| calls.iter().any(&matches));
    }

    pub fn wait_for_event(&self, what: &str, matches: impl Fn(&ContactCenterEvent) -> bool) -> ContactCenterEvent {
        let calls = self.wait_for(what, |calls| events_of(calls).iter().any(&matches));
        events_of(&calls).into_iter().find(|event| matches(event)).unwrap()
    }

    pub fn wait_for_text(&self, text: &str) {
        self.wait_for_event(text, |event| text_of(event) == Some(text));
    }

    /// Every event so far, whatever the batches it came in.
    pub fn events(&self) -> Vec<ContactCenterEvent> {
        events_of(&self.calls())
    }

    pub fn closed(&self) -> Vec<ChatSessionCloseReason> {
        let reason = |call: &Call| if let Call::Closed(reason) = call { Some(*reason) } else { None };
        self.calls().iter().filter_map(reason).collect()
    }

    pub fn wait_until_closed(&self) -> ChatSessionCloseReason {
        self.wait_for_call("the end of the chat", |call| matches!(call, Call::Closed(_)));
        self.closed()[0]
    }

    fn call(&self, call: Call) {
        self.calls.lock().unwrap().push(call.clone());
        self.changed.notify_all();
        let hook = self.hook.lock().unwrap().clone();
        if let Some(hook) = hook {
            hook(&call);
        }
    }
}

pub fn events_of(calls: &[Call]) -> Vec<ContactCenterEvent> {
    let events = |call: &Call| if let Call::Events(_, events) = call { events.clone() } else { Vec::new() };
    calls.iter().flat_map(events).collect()
}

/// The plain text of a message.
pub fn text_of(event: &ContactCenterEvent) -> Option<&str> {
    match event {
        ContactCenterEvent::ChatSessionMessage { message, message_text, .. } => {
            Some(if message_text.is_empty() { message } else { message_text })
        }
        _ => None,
    }
}

impl ContactCenterEventsDelegating for Recorder {
    fn chat_session_events(&self, _: String, origin: EventOrigin, events: Vec<ContactCenterEvent>) {
        self.call(Call::Events(origin, events));
    }

    fn chat_session_failed(&self, _: String, error: ContactCenterError) {
        self.call(Call::Failed(error));
    }

    fn chat_session_closed(&self, _: String, reason: ChatSessionCloseReason) {
        self.call(Call::Closed(reason));
    }

    fn connection_state_changed(&self, _: String, state: ConnectionState) {
        self.call(Call::Connection(state));
    }

    fn own_message_added(&self, _: String, message: ContactCenterEvent) {
        self.call(Call::OwnMessage(message));
    }

    fn message_status_changed(&self, _: String, message_id: String, status: MessageStatus) {
        self.call(Call::Message(message_id, status));
    }
}

impl ContactCenterMessageCompletion for Recorder {
    fn handed_over(&self, message_id: String) {
        self.call(Call::HandedOver(message_id));
    }

    fn failed(&self, error: ContactCenterError) {
        self.call(Call::Failed(error));
    }
}

/// The id and the text of each own message that was told.
pub fn own_messages(calls: &[Call]) -> Vec<(String, String)> {
    let own = |call: &Call| match call {
        Call::OwnMessage(ContactCenterEvent::ChatSessionMessage { message_id, message_text, .. }) => {
            Some((message_id.clone()?, message_text.clone()))
        }
        _ => None,
    };
    calls.iter().filter_map(own).collect()
}

/// A contact center whose agent does what the test says, with a short hold.
pub fn simulator() -> Simulator {
    Simulator::start(SimulatorOptions { poll_hold: Duration::from_millis(500), ..SimulatorOptions::default() })
}

/// Settings that trust `simulator`, with short pauses after failures.
pub fn configuration(simulator: &Simulator) -> ContactCenterConfiguration {
    ContactCenterConfiguration {
        extra_root_certificates: vec![simulator.ca_pem().into()],
        backoff_initial_ms: 20,
        backoff_max_ms: 100,
        ..ContactCenterConfiguration::new(simulator.base_url(), "acme.example.com", "demo-app", "client-1")
    }
}

/// A communicator and its remembering delegate.
pub fn communicator(configuration: ContactCenterConfiguration) -> (Arc<ContactCenterCommunicator>, Arc<Recorder>) {
    let recorder = Arc::new(Recorder::default());
    let communicator = ContactCenterCommunicator::new(configuration, recorder.clone()).expect("good settings");
    (communicator, recorder)
}

/// A chat that the simulator knows and that is open here.
pub async fn open_chat(simulator: &Simulator, communicator: &ContactCenterCommunicator) -> (String, Chat) {
    let properties = communicator.request_chat(None, "Ann".into(), Default::default()).await.expect("a chat");
    let chat = simulator.chat(&properties.chat_id).expect("the simulator's side of it");
    (properties.chat_id, chat)
}

/// Blocks until `condition` holds, if no event tells when.
pub fn wait_until(what: &str, condition: impl Fn() -> bool) {
    let deadline = Instant::now() + PATIENCE;
    while !condition() {
        assert!(Instant::now() < deadline, "waited in vain for {what}");
        std::thread::sleep(Duration::from_millis(1));
    }
}

/// The agent says something, and a poll takes it away. What was said before has then been handed to the delegate's
/// queue: no poll begins before that.
pub fn say_and_see_it_taken(agent: &Chat, text: &str) {
    agent.say(text);
    wait_until("the poll that takes a message", || agent.queued_events().is_empty());
}

/// Blocks until the SDK has let go of its delegate, which it does when no call can come any more.
pub fn wait_for_the_last_call(seen: &Arc<Recorder>) {
    wait_until("the end of the delegate's thread", || Arc::strong_count(seen) == 1);
}

/// For hooks that call back into the communicator which owns the delegate that owns them.
pub type WeakCommunicator = Weak<ContactCenterCommunicator>;
