//! Pushes, over real TCP and TLS: what they open, who is told when they are dealt with, and what they must not cost.

#![allow(missing_docs, clippy::unwrap_used)]

mod common;

use std::{
    collections::HashMap,
    sync::{Arc, mpsc},
    time::Duration,
};

use common::*;
use contact_center_core::*;
use contact_center_simulator::{Fault, RecordedRequest, Route, Simulator};

fn push(chat_id: &str) -> HashMap<String, String> {
    [("chatID".to_owned(), chat_id.to_owned())].into()
}

fn questions_for_the_live_chat(simulator: &Simulator) -> usize {
    let is_one = |request: &&RecordedRequest| request.path().ends_with("/chats/active");
    simulator.requests().iter().filter(is_one).count()
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_waits_for_a_push_is_told_when_the_delegate_has_had_what_it_was_about() {
    let simulator = simulator();
    let (first, _) = communicator(configuration(&simulator));
    let (chat_id, agent) = open_chat(&simulator, &first).await;
    first.shutdown();
    agent.say("while you were away");

    let (second, seen) = communicator(configuration(&simulator));
    let has_heard = |text: &str| seen.events().iter().any(|event| text_of(event) == Some(text));
    second.set_foreground(false);
    assert!(second.handle_push(push(&chat_id)).await.unwrap(), "a chat that is not open here");
    assert!(has_heard("while you were away"));
    agent.say("once more");
    assert!(second.handle_push(push(&chat_id.to_uppercase())).await.unwrap(), "one that is");
    assert!(has_heard("once more"));
    assert!(!second.handle_push(push("00000000-0000-0000-0000-000000000000")).await.unwrap(), "one of somebody else");

    agent.say("lost on the way");
    // On a kept connection the question is asked once more.
    simulator.fault_times(Route::History, Fault::Refuse, 2);
    assert_eq!(second.handle_push(push(&chat_id)).await.unwrap_err().kind(), "Transport");
    assert!(!has_heard("lost on the way"));
    assert!(second.handle_push(push(&chat_id)).await.unwrap());
    assert!(has_heard("lost on the way"));

    assert_eq!(second.handle_push(HashMap::new()).await.unwrap_err().kind(), "InvalidArgument");
    second.shutdown();
    assert_eq!(second.handle_push(push(&chat_id)).await.unwrap_err().kind(), "ShutDown");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_push_that_waits_to_ask_again_keeps_no_request_for_a_chat_waiting() {
    let simulator = simulator();
    let settings = ContactCenterConfiguration {
        backoff_initial_ms: 600_000,
        backoff_max_ms: 600_000,
        ..configuration(&simulator)
    };
    let (communicator, seen) = communicator(settings);
    simulator.fault(Route::ActiveChat, Fault::Refuse);
    communicator.app_did_receive_message(push("00000000-0000-0000-0000-000000000000")).unwrap();
    wait_until("the question for the live chat", || questions_for_the_live_chat(&simulator) == 1);
    let (_, agent) = tokio::time::timeout(PATIENCE, open_chat(&simulator, &communicator)).await.expect("at once");
    agent.say("here");
    seen.wait_for_text("here");
}

#[tokio::test(flavor = "multi_thread")]
async fn of_a_flood_of_pushes_for_chats_that_are_not_open_a_few_are_dealt_with() {
    let simulator = simulator();
    let (communicator, _) = communicator(configuration(&simulator));
    simulator.fault(Route::ActiveChat, Fault::Stall { duration: Duration::from_secs(1) });
    for number in 0..1000 {
        communicator.app_did_receive_message(push(&format!("00000000-0000-0000-0000-{number:012}"))).unwrap();
    }
    // It takes its turn behind those that wait.
    open_chat(&simulator, &communicator).await;
    assert!(questions_for_the_live_chat(&simulator) <= 8, "{}", questions_for_the_live_chat(&simulator));
}

/// Defect 77.
#[tokio::test(flavor = "multi_thread")]
async fn push_awaited_inside_a_callback_returns() {
    let simulator = simulator();
    let (communicator, seen) = communicator(configuration(&simulator));
    let (chat_id, agent) = open_chat(&simulator, &communicator).await;
    communicator.set_foreground(false);
    let (answers, answered) = mpsc::channel();
    let (weak, id) = (Arc::downgrade(&communicator), chat_id.clone());
    seen.on_call(move |call| {
        if events_of(std::slice::from_ref(call)).iter().any(|event| text_of(event) == Some("first")) {
            // Behind this callback waits what the second message leads to.
            let sdk = weak.upgrade().unwrap();
            let handled = tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(async {
                agent.say("second");
                sdk.handle_push(push(&id)).await
            });
            answers.send(handled).unwrap();
        }
    });
    simulator.chat(&chat_id).unwrap().say("first");
    assert!(communicator.handle_push(push(&chat_id)).await.unwrap());
    assert!(answered.recv_timeout(PATIENCE).expect("the callback came back").unwrap());
    seen.wait_for_text("second");
}
