//! Ten thousand messages each way through a network that breaks at least five hundred connections: none is lost, none comes twice, none
//! overtakes another.

#![allow(missing_docs, clippy::unwrap_used)]

mod common;
#[path = "common/faulty_link.rs"]
mod link;

use std::{sync::Arc, time::Duration};

use common::*;
use contact_center_core::*;
use contact_center_simulator::{Chat, Simulator, SimulatorOptions};
use link::FaultyLink;

/// After every loss a history is read, so ten chats of a thousand cost less than one of ten thousand.
const CHATS: usize = 10;
const MESSAGES: usize = 1000;
const LEAST_FAULTS: usize = 50;

/// Defect 29.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn ten_thousand_messages_each_way_through_five_hundred_faults_arrive_once_and_in_order() {
    let simulator = Arc::new(Simulator::start(SimulatorOptions {
        poll_hold: Duration::from_millis(60),
        ..SimulatorOptions::default()
    }));
    let conversations: Vec<_> =
        (0..CHATS).map(|seed| tokio::spawn(conversation(simulator.clone(), seed as u64))).collect();
    let mut faults = 0;
    for conversation in conversations {
        faults += conversation.await.unwrap();
    }
    println!("{} messages each way, {faults} faults", CHATS * MESSAGES);
    assert!(faults >= CHATS * LEAST_FAULTS, "only {faults} faults");
}

/// One customer and one agent; returns how many faults they had to live with.
async fn conversation(simulator: Arc<Simulator>, seed: u64) -> usize {
    let link = FaultyLink::to(simulator.address(), seed).await;
    let (communicator, seen) = communicator(ContactCenterConfiguration {
        base_url: link.base_url(),
        client_id: format!("client-{seed}"),
        ..configuration(&simulator)
    });
    let properties = loop {
        // A request that broke may have been taken: the next one finds the session.
        match communicator.request_chat(None, "Ann".into(), Default::default()).await {
            Ok(properties) => break properties,
            Err(ContactCenterError::Transport { .. } | ContactCenterError::Tls { .. }) => {}
            Err(error) => panic!("{error}"),
        }
    };
    let agent = simulator.chat(&properties.chat_id).unwrap();
    let mut ids = Vec::new();
    for number in 0..MESSAGES {
        agent.say(&format!("agent {number}"));
        ids.push(
            communicator
                .send_chat_message(properties.chat_id.clone(), format!("customer {number}"), MessageFormat::Text)
                .await
                .unwrap(),
        );
        // So that messages spread over many requests, and the link has something to break.
        if number % 4 == 0 {
            wait_for(|| sent(&agent).len() + 20 > number).await;
        }
    }
    while link.faults() < LEAST_FAULTS {
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    link.heal();
    wait_for(|| sent(&agent).len() >= MESSAGES && texts(&seen).len() >= MESSAGES).await;
    let expected: Vec<_> = (0..MESSAGES).map(|number| format!("agent {number}")).collect();
    assert_eq!(texts(&seen), expected, "what the customer sees");
    assert_eq!(sent(&agent), ids, "what the agent sees");
    communicator.shutdown();
    link.faults()
}

/// The agent's messages that the app was given, in its order.
fn texts(seen: &Recorder) -> Vec<String> {
    let from_agent =
        |event: &ContactCenterEvent| text_of(event).filter(|text| text.starts_with("agent ")).map(str::to_owned);
    seen.events().iter().filter_map(from_agent).collect()
}

/// The ids of the customer's messages as the server took them.
fn sent(agent: &Chat) -> Vec<String> {
    let id = |event: &serde_json::Value| event["msg_id"].as_str().map(str::to_owned);
    agent.client_events().iter().filter(|event| event["event"] == "chat_session_message").filter_map(id).collect()
}

async fn wait_for(condition: impl Fn() -> bool) {
    for _ in 0..120_000 {
        if condition() {
            return;
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    panic!("waited in vain");
}
