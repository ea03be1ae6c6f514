//! What the network and the server can do to an open chat, over real TCP and TLS.

#![allow(missing_docs, clippy::unwrap_used)]

mod common;

use std::{
    net::TcpListener,
    sync::{Arc, mpsc},
    thread,
    time::{Duration, Instant},
};

use common::*;
use contact_center_core::*;
use contact_center_simulator::{Fault, RecordedRequest, Route, SendReply, Simulator, SimulatorOptions};

fn polls(simulator: &Simulator) -> Vec<RecordedRequest> {
    let is_poll = |request: &RecordedRequest| request.method == "GET" && request.path().ends_with("/events");
    simulator.requests().into_iter().filter(is_poll).collect()
}

fn connection_states(seen: &Recorder) -> Vec<ConnectionState> {
    let state = |call: &Call| if let Call::Connection(state) = call { Some(*state) } else { None };
    seen.calls().iter().filter_map(state).collect()
}

/// Defect 2.
#[tokio::test(flavor = "multi_thread")]
async fn polls_that_fail_in_any_passing_way_are_taken_up_again_and_the_app_is_told() {
    for fault in [
        Fault::Refuse,
        Fault::status(503),
        Fault::html(502),
        Fault::html(200),
        Fault::error(500, 5500),
        Fault::CutBody { after_bytes: 5 },
    ] {
        let simulator = simulator();
        let (communicator, seen) = communicator(configuration(&simulator));
        simulator.fault_times(Route::Poll, fault.clone(), 3);
        simulator.fault_times(Route::History, fault.clone(), 3);
        let (_, agent) = open_chat(&simulator, &communicator).await;
        agent.say("back");
        seen.wait_for_text("back");
        // Between polls that fail a history may succeed, so it may take more than one change to the better.
        use ConnectionState::*;
        wait_until(&format!("recovery from {fault:?}"), || {
            polls(&simulator).len() > 3 && connection_states(&seen).last() == Some(&Connected)
        });
        assert_eq!(connection_states(&seen)[..2], [Connected, Reconnecting], "{fault:?}");
        communicator.shutdown();
    }
}

/// Defects 1 and 13.
#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_is_gone_is_not_stormed_and_one_that_returns_is_found() {
    let first = simulator();
    let (communicator, seen) = communicator(configuration(&first));
    let (chat_id, _) = open_chat(&first, &communicator).await;
    let (port, certificates) = (first.address().port(), first.certificates());
    drop(first);
    seen.wait_for_call("the loss", |call| *call == Call::Connection(ConnectionState::Reconnecting));
    let at = attempts_on(port, 20);
    // 19 pauses, drawn evenly from up to 100 ms each, come to 0.9 s or so; to less than this once in 10¹⁰ runs.
    assert!(at[19] - at[0] >= Duration::from_millis(200), "{at:?}");
    let second =
        Simulator::try_start(SimulatorOptions { port, certificates: Some(certificates), ..Default::default() });
    let second = second.expect("the port of the first one");
    // It comes back without its sessions, so the chat is lost; a chat that can be requested again, not a hang.
    assert_eq!(seen.wait_until_closed(), ChatSessionCloseReason::Lost);
    let asked: Vec<_> = second.requests().iter().map(|request| request.path().contains(&chat_id)).collect();
    assert_eq!(asked, [true], "one question, and its answer is believed");
    assert_eq!(connection_states(&seen).last(), Some(&ConnectionState::Closed));
    open_chat(&second, &communicator).await;
}

/// Closes the first `count` connections to `port`; returns when each was made.
fn attempts_on(port: u16, count: usize) -> Vec<Instant> {
    let listener = TcpListener::bind(("127.0.0.1", port)).expect("the port is free");
    let (tell, attempts) = mpsc::channel();
    let porter = thread::spawn(move || {
        for connection in listener.incoming().take(count) {
            tell.send(Instant::now()).unwrap();
            drop(connection);
        }
    });
    let at = (0..count).map(|_| attempts.recv_timeout(PATIENCE).expect("one more attempt")).collect();
    porter.join().unwrap();
    at
}

/// Defect 1.
#[tokio::test(flavor = "multi_thread")]
async fn a_refused_second_poll_waits_and_the_chat_goes_on() {
    let simulator = simulator();
    let (communicator, seen) = communicator(configuration(&simulator));
    simulator.fault(Route::Poll, Fault::error(429, 5509));
    let (_, agent) = open_chat(&simulator, &communicator).await;
    agent.say("patience");
    seen.wait_for_text("patience");
    let at: Vec<_> = polls(&simulator).iter().map(|poll| poll.at).collect();
    assert!(at[1] - at[0] >= Duration::from_secs(1), "{at:?}");
    assert_eq!(connection_states(&seen), [ConnectionState::Connected]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_names_a_time_is_left_alone_until_then() {
    let simulator = simulator();
    let (communicator, seen) = communicator(configuration(&simulator));
    simulator.fault(Route::Poll, Fault::retry_after(2));
    let (_, agent) = open_chat(&simulator, &communicator).await;
    agent.say("in good time");
    seen.wait_for_text("in good time");
    let at: Vec<_> = polls(&simulator).iter().map(|poll| poll.at).collect();
    assert!(at[1] - at[0] >= Duration::from_secs(2), "{at:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn no_events_as_an_error_is_an_empty_answer_and_no_failure() {
    let simulator = simulator();
    let (communicator, seen) = communicator(configuration(&simulator));
    let no_events = Fault::error(404, 5511);
    simulator.fault_times(Route::Poll, no_events, 3);
    let (_, agent) = open_chat(&simulator, &communicator).await;
    agent.say("something at last");
    seen.wait_for_text("something at last");
    assert!(polls(&simulator).len() > 3);
    assert_eq!(connection_states(&seen), [ConnectionState::Connected]);
    assert!(!seen.calls().iter().any(|call| matches!(call, Call::Failed(_))));
}

/// Defect 24.
#[tokio::test(flavor = "multi_thread")]
async fn events_in_the_answer_to_a_message_reach_the_delegate_exactly_once() {
    let simulator = Simulator::start(SimulatorOptions { send_reply: SendReply::Events, ..Default::default() });
    let (communicator, seen) = communicator(configuration(&simulator));
    // After the first poll there is none for a while.
    simulator.fault(Route::Poll, Fault::retry_after(4));
    let (chat_id, agent) = open_chat(&simulator, &communicator).await;
    simulator.wait_for_request(|request| request.status == Some(429), PATIENCE).expect("the poll that was refused");
    let said = agent.say("by the way");
    communicator.send_chat_message(chat_id, "hello".into(), MessageFormat::Text).await.unwrap();
    seen.wait_for_text("by the way");
    assert_eq!(polls(&simulator).len(), 1, "it came with the answer to the message");

    // The poll hands it out once more, in front of something new.
    agent.send_event(said);
    agent.say("what I wanted to say");
    seen.wait_for_text("what I wanted to say");
    let texts: Vec<_> = seen.events().iter().filter_map(text_of).map(str::to_owned).collect();
    assert_eq!(texts, ["by the way", "what I wanted to say"]);
}

/// Defect 1.
#[tokio::test(flavor = "multi_thread")]
async fn what_no_retry_can_mend_is_reported_once_and_never_asked_again() {
    let simulator = simulator();
    let (communicator, seen) = communicator(configuration(&simulator));
    simulator.fault_times(Route::Poll, Fault::error(403, 3000), 100);
    open_chat(&simulator, &communicator).await;
    assert_eq!(seen.wait_until_closed(), ChatSessionCloseReason::Refused);
    let failed: Vec<_> = seen.calls().into_iter().filter(|call| matches!(call, Call::Failed(_))).collect();
    assert!(matches!(&failed[..], [Call::Failed(error)] if error.code().as_deref() == Some("3000")), "{failed:?}");
    assert_eq!(polls(&simulator).len(), 1);
}

/// Defect 31.
#[tokio::test(flavor = "multi_thread")]
async fn a_chat_that_was_live_before_is_resumed_with_its_history_and_its_numbers() {
    let simulator = simulator();
    let (first, seen) = communicator(configuration(&simulator));
    let (chat_id, agent) = open_chat(&simulator, &first).await;
    agent.say("hello");
    seen.wait_for_text("hello");
    first.send_chat_message(chat_id.clone(), "one".into(), MessageFormat::Text).await.unwrap();
    agent.wait_for_client_event("chat_session_message", PATIENCE).expect("the message");
    first.shutdown();
    agent.say("while you were away");

    let (second, seen) = communicator(configuration(&simulator));
    let (same_id, _) = open_chat(&simulator, &second).await;
    assert_eq!(same_id, chat_id);
    let id = second.send_chat_message(chat_id.clone(), "two".into(), MessageFormat::Text).await.unwrap();
    assert_eq!(id, format!("{chat_id}:2"));
    agent.say("welcome back");
    seen.wait_for_text("welcome back");
    let origins: Vec<_> = seen
        .calls()
        .into_iter()
        .filter_map(|call| if let Call::Events(origin, events) = call { Some((origin, events)) } else { None })
        .flat_map(|(origin, events)| events.into_iter().map(move |event| (origin, event)))
        .filter_map(|(origin, event)| Some((origin, text_of(&event)?.to_owned())))
        .collect();
    use EventOrigin::*;
    let expected = [(History, "hello"), (History, "one"), (History, "while you were away"), (Live, "welcome back")];
    assert_eq!(origins, expected.map(|(origin, text)| (origin, text.to_owned())), "each once, in order");
}

/// Defect 46.
#[tokio::test(flavor = "multi_thread")]
async fn a_push_opens_the_live_chat_of_this_client_and_no_other() {
    let simulator = simulator();
    let (first, _) = communicator(configuration(&simulator));
    let (chat_id, agent) = open_chat(&simulator, &first).await;
    first.shutdown();
    assert!(agent.wait_until_not_polled(PATIENCE));

    let (second, seen) = communicator(configuration(&simulator));
    let push = |id: &str| [("chatID".to_owned(), id.to_owned())].into();
    second.app_did_receive_message(push("00000000-0000-0000-0000-000000000000")).unwrap();
    let asked = |request: &RecordedRequest| request.path().ends_with("/chats/active") && request.status.is_some();
    simulator.wait_for_request(asked, PATIENCE).expect("the question for the live chat");
    second.app_did_receive_message(push(&chat_id.to_uppercase())).unwrap();
    assert!(agent.wait_until_polled(PATIENCE));
    agent.say("you have been called");
    seen.wait_for_text("you have been called");
    assert!(simulator.requests().iter().all(|request| !request.path().contains("00000000-0000")));
}

/// Defect 9.
#[tokio::test(flavor = "multi_thread")]
async fn two_requests_for_a_chat_at_once_open_one_chat() {
    let simulator = simulator();
    let (communicator, seen) = communicator(configuration(&simulator));
    let request = || {
        let communicator = Arc::clone(&communicator);
        tokio::spawn(async move { communicator.request_chat(None, "Ann".into(), Default::default()).await.unwrap() })
    };
    let (first, second) = (request(), request());
    let (first, second) = (first.await.unwrap(), second.await.unwrap());
    assert_eq!(first.chat_id, second.chat_id);
    assert_ne!(first.is_new_chat, second.is_new_chat);
    simulator.chat(&first.chat_id).unwrap().say("once");
    seen.wait_for_text("once");
    assert_eq!(seen.events().iter().filter(|event| text_of(event) == Some("once")).count(), 1);
    assert!(simulator.requests().iter().all(|request| request.status != Some(429)), "two polls at once");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_without_end_is_cut_off_at_the_bound() {
    let simulator = simulator();
    let (communicator, _) = communicator(configuration(&simulator));
    let body = format!("{{\"server_version\":\"{}\"}}", "x".repeat(9 * 1024 * 1024));
    simulator
        .fault(Route::Version, Fault::Status { status: 200, body, content_type: None, headers: Default::default() });
    let error = communicator.get_version().await.unwrap_err();
    assert_eq!(error.kind(), "ResponseTooLarge");
    assert!(error.reason().contains("8388608 bytes"), "{error}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_stalls_is_a_timeout() {
    let simulator = simulator();
    let settings = ContactCenterConfiguration { request_timeout_ms: 100, ..configuration(&simulator) };
    let (communicator, _) = communicator(settings);
    simulator.fault(Route::Version, Fault::Stall { duration: PATIENCE });
    assert_eq!(communicator.get_version().await.unwrap_err().kind(), "Timeout");
}
