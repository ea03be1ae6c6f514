//! How long each part of an answer may take.

use std::{
    net::TcpListener,
    time::{Duration, Instant},
};

use contact_center_core::*;
use contact_center_simulator::{Fault, RecordedRequest, Route, Simulator, SimulatorOptions};

use super::{
    common::{self, Call, PATIENCE},
    server::{self, Exchange, FileServer},
};

const CHAT: &str = "d6c1adc2-385b-42e5-9e0a-1883c2bc5f81";

/// What a question and a download fail with.
async fn failures(handle: impl Fn(&mut Exchange) + Send + Sync + 'static) -> [ContactCenterError; 2] {
    let server = FileServer::start(handle);
    let (sdk, _) = common::communicator(ContactCenterConfiguration {
        connect_timeout_ms: 1000,
        first_byte_timeout_ms: 500,
        stall_timeout_ms: 500,
        ..server::configuration(&[&server])
    });
    let folder = tempfile::tempdir().unwrap();
    let directory = folder.path().to_str().unwrap().to_owned();
    let question = sdk.get_version().await.unwrap_err();
    let download = sdk.download_file(CHAT.into(), "f-1".into(), directory, "a.txt".into(), None).await.unwrap_err();
    [question, download]
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_that_does_not_begin_is_a_timeout() {
    let failures = failures(|exchange| {
        exchange.client_goes();
    })
    .await;
    let expected = ContactCenterError::Timeout { reason: "while waiting for the answer".into() };
    assert_eq!(failures, [expected.clone(), expected]);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_that_stands_still_is_a_timeout() {
    let failures = failures(|exchange| {
        exchange.begin(200, "Content-Length: 100\r\n");
        exchange.write(b"{");
        exchange.client_goes();
    })
    .await;
    let expected = ContactCenterError::Timeout { reason: "in the middle of the answer".into() };
    assert_eq!(failures, [expected.clone(), expected]);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_that_drips_has_its_limit_in_the_whole_request() {
    let server = FileServer::start(|exchange| {
        exchange.begin(200, "Content-Length: 100000\r\n");
        while exchange.write(b" ") {
            std::thread::sleep(Duration::from_millis(20));
        }
    });
    let settings = ContactCenterConfiguration { request_timeout_ms: 1000, ..server::configuration(&[&server]) };
    let error = common::communicator(settings).0.get_version().await.unwrap_err();
    assert_eq!(error.kind(), "Timeout", "{error}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_takes_the_connection_and_says_nothing_of_tls_is_a_timeout() {
    // The system accepts for it, and nothing is ever read.
    let mute = TcpListener::bind("127.0.0.1:0").unwrap();
    let settings = ContactCenterConfiguration {
        connect_timeout_ms: 500,
        ..ContactCenterConfiguration::new(
            format!("https://{}", mute.local_addr().unwrap()),
            "acme.example.com",
            "demo-app",
            "client-1",
        )
    };
    let start = Instant::now();
    let error = common::communicator(settings).0.get_version().await.unwrap_err();
    assert_eq!(error, ContactCenterError::Timeout { reason: "while connecting".into() });
    assert!(start.elapsed() < Duration::from_secs(10), "by no other limit: {:?}", start.elapsed());
}

/// In real time, because no setting allows a poll less than a server's longest hold, and nothing but that limit ends such a poll.
#[tokio::test(flavor = "multi_thread")]
async fn chat_whose_poll_is_never_answered_gets_what_it_missed_quietly() {
    let hold = Duration::from_secs(60);
    let simulator = Simulator::start(SimulatorOptions { poll_hold: hold, ..Default::default() });
    let settings = ContactCenterConfiguration { poll_timeout_ms: 15_001, ..common::configuration(&simulator) };
    let (communicator, seen) = common::communicator(settings);
    let (chat_id, agent) = common::open_chat(&simulator, &communicator).await;
    let start = Instant::now();
    agent.say("heard");
    seen.wait_for_text("heard");
    assert!(agent.wait_until_polled(PATIENCE));

    // The poll takes this away, and what it took never arrives.
    simulator.fault(Route::Poll, Fault::Stall { duration: hold });
    common::say_and_see_it_taken(&agent, "taken by the dead poll");
    agent.say("said meanwhile");
    let ours = communicator.send_chat_message(chat_id, "ours".into(), MessageFormat::Text).await.unwrap();
    let sent = Call::Message(ours, MessageStatus::Sent);
    let is_heard = |call: &Call| matches!(call, Call::Events(_, events) if events.iter().any(|event| common::text_of(event) == Some("said meanwhile")));
    let calls = seen.wait_for("what the poll lost", |calls| calls.iter().any(is_heard));
    assert!(start.elapsed() >= Duration::from_secs(15), "it may have been held for so long");
    assert!(calls.contains(&sent), "a poll keeps nothing from being sent: {calls:?}");
    let reconnecting = Call::Connection(ConnectionState::Reconnecting);
    assert!(!calls.contains(&reconnecting), "the history was answered");
    let texts: Vec<_> = common::events_of(&calls).iter().filter_map(common::text_of).map(str::to_owned).collect();
    assert_eq!(texts, ["heard", "taken by the dead poll", "said meanwhile"]);
    assert_eq!(agent.client_events().iter().filter(|event| event["event"] == "chat_session_message").count(), 1);
    assert_eq!(seen.closed(), []);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_answer_to_a_poll_may_take_the_server_s_hold_to_begin() {
    let hold = Duration::from_secs(5);
    let simulator = Simulator::start(SimulatorOptions { poll_hold: hold, ..Default::default() });
    // Together far less than the hold.
    let settings = ContactCenterConfiguration {
        connect_timeout_ms: 1500,
        first_byte_timeout_ms: 1500,
        ..common::configuration(&simulator)
    };
    let (communicator, seen) = common::communicator(settings);
    common::open_chat(&simulator, &communicator).await;
    let held = |request: &RecordedRequest| {
        request.method == "GET" && request.path().ends_with("/events") && request.status == Some(200)
    };
    simulator.wait_for_request(held, PATIENCE).expect("a poll that was held to its end");
    assert!(!seen.calls().contains(&Call::Connection(ConnectionState::Reconnecting)));
}
