//! The scenarios of docs/maintainers/scenarios.md about everything that a chat carries beside the contract's messages, against the
//! simulator over TLS.

#![allow(missing_docs, clippy::unwrap_used)]

mod calls;
#[path = "../common/mod.rs"]
mod common;
mod events;
mod every_event;
mod files;
mod forms;
mod service;

use std::sync::Arc;

use common::*;
use contact_center_core::{ContactCenterEvent as Event, *};
use contact_center_simulator::{Chat, Simulator};
use serde_json::Value;

/// A contact center, and a chat that is open in it.
struct Scene {
    simulator: Simulator,
    sdk: Arc<ContactCenterCommunicator>,
    seen: Arc<Recorder>,
    chat_id: String,
    agent: Chat,
}

impl Scene {
    async fn open() -> Self {
        Self::open_with(|_| {}).await
    }

    async fn open_with(change: impl FnOnce(&mut ContactCenterConfiguration)) -> Self {
        let simulator = simulator();
        let mut configuration = configuration(&simulator);
        change(&mut configuration);
        let (sdk, seen) = communicator(configuration);
        let (chat_id, agent) = open_chat(&simulator, &sdk).await;
        Self { simulator, sdk, seen, chat_id, agent }
    }

    fn id(&self) -> String {
        self.chat_id.clone()
    }

    /// Blocks until the server has a message of ours.
    fn wait_until_sent(&self, message_id: &str) {
        let sent = Call::Message(message_id.to_owned(), MessageStatus::Sent);
        self.seen.wait_for_call("the server to have a message", |call| *call == sent);
    }

    /// Whatever became of the calls before: a message still goes out, and one still comes in.
    async fn assert_goes_on(&self) {
        let id = self.sdk.send_chat_message(self.id(), "So much for that.".into(), MessageFormat::Text).await.unwrap();
        self.wait_until_sent(&id);
        let last = self.agent.client_events().into_iter().rfind(|event| event["event"] == "chat_session_message");
        assert_eq!(last.unwrap()["msg_id"], id);
        self.agent.say("Anything else?");
        self.seen.wait_for_text("Anything else?");
        assert_eq!(self.seen.closed(), []);
    }
}

fn parsed(json: &JsonValue) -> Value {
    serde_json::from_str(json.as_str()).unwrap()
}

/// The argument that was refused by its name.
fn refused<T: std::fmt::Debug>(result: Result<T, ContactCenterError>) -> String {
    match result {
        Err(ContactCenterError::InvalidArgument { argument, .. }) => argument,
        other => panic!("not refused by name: {other:?}"),
    }
}
