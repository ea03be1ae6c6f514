//! A malicious server, or an attacker instead of it: whatever it answers, the app is told, and the chat goes on or is closed with
//! its reason. That the memory stays within bounds meanwhile, `hostile_memory.rs` shows.

#![allow(missing_docs, clippy::unwrap_used)]

mod bounds;
#[path = "../common/mod.rs"]
mod common;
mod ids;

use common::*;
use contact_center_core::*;
use contact_center_simulator::{Fault, Hostility, RecordedRequest, Route, Simulator};

fn hostile(how: Hostility) -> Fault {
    Fault::Hostile { how }
}

/// Every hostility of which a client learns nothing that it could use, but for the slow one.
fn useless(elsewhere: &Simulator) -> [Hostility; 5] {
    use Hostility::*;
    let place = format!("{}/clientweb/api/v2/version", elsewhere.base_url());
    [Redirect(place), EndlessBody, GzipBomb, MillionEvents, HugeHeaders]
}

fn failures(seen: &Recorder) -> Vec<ContactCenterError> {
    let error = |call| if let Call::Failed(error) = call { Some(error) } else { None };
    seen.calls().into_iter().filter_map(error).collect()
}

fn count_of(seen: &Recorder, text: &str) -> usize {
    seen.events().iter().filter(|event| text_of(event) == Some(text)).count()
}

fn histories(simulator: &Simulator) -> usize {
    let is_history = |request: &&RecordedRequest| request.path().ends_with("/history");
    simulator.requests().iter().filter(is_history).count()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hostile_answer_to_a_call_is_a_typed_error() {
    let (simulator, elsewhere) = (simulator(), simulator());
    let (patient, _) = communicator(configuration(&simulator));
    // A body that drips is all that is given up by time.
    let settings = ContactCenterConfiguration { request_timeout_ms: 2000, ..configuration(&simulator) };
    let (hurried, _) = communicator(settings);
    let kinds = ["UnexpectedResponse", "ResponseTooLarge", "UnexpectedResponse", "ResponseTooLarge", "Transport"];
    for (how, kind) in useless(&elsewhere).into_iter().zip(kinds).chain([(Hostility::SlowDrip, "Timeout")]) {
        simulator.fault(Route::Version, hostile(how.clone()));
        let communicator = if kind == "Timeout" { &hurried } else { &patient };
        let error = communicator.get_version().await.unwrap_err();
        assert_eq!(error.kind(), kind, "{how:?}: {error}");
    }
    assert!(patient.get_version().await.is_ok());
    assert_eq!(elsewhere.requests().len(), 0, "a redirect was followed");
}

#[tokio::test(flavor = "multi_thread")]
async fn hostile_answer_to_a_poll_costs_no_event_and_no_connection() {
    let elsewhere = simulator();
    for how in useless(&elsewhere) {
        let simulator = simulator();
        let (communicator, seen) = communicator(configuration(&simulator));
        let (chat_id, agent) = open_chat(&simulator, &communicator).await;
        assert!(agent.wait_until_polled(PATIENCE));
        simulator.fault(Route::Poll, hostile(how.clone()));
        agent.say("through it all");
        seen.wait_for_text("through it all");
        communicator.send_chat_message(chat_id, "here".into(), MessageFormat::Text).await.unwrap();
        agent.wait_for_client_event("chat_session_message", PATIENCE).expect("the message");
        agent.say("the end");
        seen.wait_for_text("the end");
        assert_eq!((count_of(&seen, "through it all"), seen.closed()), (1, vec![]), "{how:?}");
        // The history brought what the poll did not, so there is nothing to tell.
        assert_eq!(failures(&seen), [], "{how:?}");
        let reconnecting = |call: &Call| *call == Call::Connection(ConnectionState::Reconnecting);
        assert!(!seen.calls().iter().any(reconnecting), "{how:?}");
    }
    assert_eq!(elsewhere.requests().len(), 0, "a redirect was followed");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_message_whose_answer_is_hostile_arrives_once() {
    let elsewhere = simulator();
    for how in useless(&elsewhere) {
        let simulator = simulator();
        let (communicator, seen) = communicator(configuration(&simulator));
        let (chat_id, agent) = open_chat(&simulator, &communicator).await;
        simulator.fault(Route::SendEvents, hostile(how.clone()));
        let send = |text: &str| communicator.send_chat_message(chat_id.clone(), text.into(), MessageFormat::Text);
        send("once").await.unwrap();
        let id = send("after it").await.unwrap();
        seen.wait_for_call("the second one", |call| *call == Call::Message(id.clone(), MessageStatus::Sent));
        let texts: Vec<_> =
            agent.client_events().iter().filter_map(|event| event["msg"].as_str().map(String::from)).collect();
        assert_eq!(texts, ["once", "after it"], "{how:?}");
    }
    assert_eq!(elsewhere.requests().len(), 0, "a redirect was followed");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_history_that_drips_is_given_up_in_time_and_read_again() {
    let simulator = simulator();
    let settings = ContactCenterConfiguration { request_timeout_ms: 500, ..configuration(&simulator) };
    let (communicator, seen) = communicator(settings);
    let (_, agent) = open_chat(&simulator, &communicator).await;
    assert!(agent.wait_until_polled(PATIENCE));
    simulator.fault(Route::History, hostile(Hostility::SlowDrip));
    simulator.fault(Route::Poll, Fault::Reset);
    agent.say("drop by drop");
    seen.wait_for_text("drop by drop");
    assert!(histories(&simulator) > 1);
    assert_eq!((count_of(&seen, "drop by drop"), seen.closed()), (1, vec![]));
}

#[tokio::test(flavor = "multi_thread")]
async fn where_the_history_is_too_large_as_well_the_app_is_told_once_and_the_chat_goes_on() {
    for how in [Hostility::EndlessBody, Hostility::MillionEvents] {
        let simulator = simulator();
        let (communicator, seen) = communicator(configuration(&simulator));
        let (chat_id, agent) = open_chat(&simulator, &communicator).await;
        simulator.fault_times(Route::History, hostile(how.clone()), 1000);
        for n in 1..=2 {
            assert!(agent.wait_until_polled(PATIENCE));
            simulator.fault(Route::Poll, hostile(how.clone()));
            agent.say("lost");
            wait_until("the history that is too large", || histories(&simulator) >= n);
            assert!(agent.wait_until_polled(PATIENCE));
        }
        communicator.send_chat_message(chat_id, "here".into(), MessageFormat::Text).await.unwrap();
        agent.wait_for_client_event("chat_session_message", PATIENCE).expect("the message");
        agent.say("it goes on");
        seen.wait_for_text("it goes on");
        let kinds: Vec<_> = failures(&seen).iter().map(ContactCenterError::kind).collect();
        assert_eq!((kinds, seen.closed()), (vec!["ResponseTooLarge".to_owned()], vec![]), "{how:?}");
    }
}
