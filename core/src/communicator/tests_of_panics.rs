//! Tests of chats whose engine panics, against the simulator.

use std::{
    collections::HashMap,
    sync::{Arc, mpsc},
    time::Duration,
};

use contact_center_simulator::{Chat as Agent, Simulator, SimulatorOptions};

use super::*;
use crate::model::{
    ChatSessionCloseReason, ConnectionState, ContactCenterEvent, EventOrigin, MessageFormat, MessageStatus,
};

const PATIENCE: Duration = Duration::from_secs(20);

/// Says in words what it is told.
struct Listener(mpsc::Sender<String>);

impl ContactCenterEventsDelegating for Listener {
    fn chat_session_events(&self, _: String, origin: EventOrigin, events: Vec<ContactCenterEvent>) {
        for event in events {
            if let ContactCenterEvent::ChatSessionMessage { message_text, .. } = event {
                let _ = self.0.send(format!("{origin:?} {message_text}"));
            }
        }
    }

    fn chat_session_failed(&self, _: String, error: ContactCenterError) {
        let _ = self.0.send(error.kind());
    }

    fn chat_session_closed(&self, _: String, reason: ChatSessionCloseReason) {
        let _ = self.0.send(format!("{reason:?}"));
    }

    fn connection_state_changed(&self, _: String, state: ConnectionState) {
        let _ = self.0.send(format!("{state:?}"));
    }

    fn own_message_added(&self, _: String, _: ContactCenterEvent) {}

    fn message_status_changed(&self, _: String, message_id: String, status: MessageStatus) {
        let number = message_id.rsplit(':').next().unwrap_or_default();
        let _ = self.0.send(format!("{number} {status:?}"));
    }
}

struct Scene {
    simulator: Simulator,
    sdk: Arc<ContactCenterCommunicator>,
    told: mpsc::Receiver<String>,
}

impl Scene {
    fn new() -> Self {
        let hold = Duration::from_millis(500);
        let simulator = Simulator::start(SimulatorOptions { poll_hold: hold, ..SimulatorOptions::default() });
        let settings = ContactCenterConfiguration {
            extra_root_certificates: vec![simulator.ca_pem().into()],
            trust_extra_roots_only: true,
            ..ContactCenterConfiguration::new(simulator.base_url(), "acme.example.com", "demo-app", "client-1")
        };
        let (sender, told) = mpsc::channel();
        let sdk = ContactCenterCommunicator::new(settings, Arc::new(Listener(sender))).expect("good settings");
        Self { simulator, sdk, told }
    }

    async fn chat(&self) -> (String, Agent) {
        let chat_id = self.sdk.request_chat(None, "Ann".into(), HashMap::new()).await.expect("a chat").chat_id;
        let agent = self.simulator.chat(&chat_id).expect("the simulator's side of it");
        (chat_id, agent)
    }

    fn panics(&self, chat_id: &str) {
        self.sdk.inner.with_chat(chat_id, Chat::panic).expect("an open chat");
    }

    /// What the app is told until it has been told all of these.
    fn told_all<const N: usize>(&self, these: [&str; N]) -> Vec<String> {
        let mut told: Vec<String> = Vec::new();
        while let Some(missing) = these.iter().find(|these| !told.iter().any(|told| told == *these)) {
            told.push(self.told.recv_timeout(PATIENCE).unwrap_or_else(|_| panic!("no {missing:?} after {told:?}")));
        }
        told
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_chat_whose_engine_panics_goes_on_and_nothing_is_lost_or_comes_twice() {
    let scene = Scene::new();
    let (chat_id, agent) = scene.chat().await;
    let send = |text: &str| scene.sdk.send_chat_message(chat_id.clone(), text.into(), MessageFormat::Text);
    agent.say("one");
    assert_eq!(scene.told_all(["Live one"]), ["Connected", "Live one"]);
    let first = send("first").await.expect("an id");
    assert_eq!(scene.told_all(["1 Sent"]), ["1 Pending", "1 Sending", "1 Sent"]);

    scene.panics(&chat_id);
    agent.say("two");
    agent.acknowledge_read(&first);
    let second = send("second").await.expect("an id");
    assert_eq!(second, format!("{chat_id}:2"));
    agent.say("three");
    let news = ["Live two", "Live three", "1 Read", "2 Pending", "2 Sending", "2 Sent"];
    let told = scene.told_all(news);
    assert_eq!(told[0], "Internal");
    for once in news {
        assert_eq!(told.iter().filter(|told| *told == once).count(), 1, "{once}: {told:?}");
    }
    assert_eq!(told.iter().filter(|told| told.contains("one") || told.starts_with("History")).count(), 0, "{told:?}");
    let texts: Vec<_> =
        agent.client_events().iter().filter_map(|event| Some(event["msg"].as_str()?.to_owned())).collect();
    assert_eq!(texts, ["first", "second"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_chat_whose_engine_panics_again_and_again_is_closed_and_can_be_requested_again() {
    let scene = Scene::new();
    let (chat_id, _) = scene.chat().await;
    scene.sdk.set_network_available(false);
    scene.sdk.send_chat_message(chat_id.clone(), "later".into(), MessageFormat::Text).await.expect("an id");
    for _ in 0..4 {
        scene.panics(&chat_id);
    }
    let told = scene.told_all(["Defect"]);
    let failures = told.iter().filter(|told| *told == "Internal").count();
    assert_eq!(
        told.iter().filter(|told| told.starts_with("1 Failed")).count(),
        1,
        "what waits does not wait for ever: {told:?}"
    );
    assert_eq!((failures, told.iter().rev().nth(1).map(String::as_str)), (4, Some("Closed")), "{told:?}");
    scene.sdk.set_network_available(true);
    let (same, agent) = scene.chat().await;
    assert_eq!(same, chat_id);
    agent.say("here again");
    // What was said before the history was read is part of it.
    agent.say("and here");
    while !scene.told.recv_timeout(PATIENCE).expect("what the agent says").ends_with("and here") {}
}
