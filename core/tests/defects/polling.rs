//! The poll: what keeps it going, what ends it, and what waits for it.

use std::time::{Duration, Instant};

use contact_center_simulator::{Fault, Route, Simulator, SimulatorOptions};
use serde_json::json;

use super::*;

/// Defect 3.
#[tokio::test(flavor = "multi_thread")]
async fn a_chat_that_was_refused_does_not_keep_the_next_one_from_being_polled() {
    let simulator = simulator();
    let (communicator, seen) = communicator(configuration(&simulator));
    simulator.fault(Route::Poll, Fault::error(403, 3000));
    let (refused, agent) = open_chat(&simulator, &communicator).await;
    assert_eq!(seen.wait_until_closed(), ChatSessionCloseReason::Refused);
    let (same, _) = open_chat(&simulator, &communicator).await;
    assert_eq!(same, refused);
    agent.say("heard after all");
    seen.wait_for_text("heard after all");
    agent.end();
    wait_until("the end of the second", || seen.closed().len() == 2);
    let (_, agent) = open_chat(&simulator, &communicator).await;
    agent.say("and the third");
    seen.wait_for_text("and the third");
}

/// Defect 4.
#[tokio::test(flavor = "multi_thread")]
async fn nothing_waits_for_a_held_poll() {
    let simulator = Simulator::start(SimulatorOptions { poll_hold: 10 * PATIENCE, ..SimulatorOptions::default() });
    let settings = ContactCenterConfiguration { poll_timeout_ms: 1_000_000, ..configuration(&simulator) };
    let (communicator, seen) = communicator(settings);
    let (chat_id, agent) = open_chat(&simulator, &communicator).await;
    assert!(agent.wait_until_polled(PATIENCE));
    communicator.set_foreground(false);
    assert!(agent.wait_until_not_polled(PATIENCE), "the background ends it");
    communicator.set_foreground(true);
    assert!(agent.wait_until_polled(PATIENCE), "the foreground begins the next one");
    communicator.set_network_available(false);
    assert!(agent.wait_until_not_polled(PATIENCE), "so does the loss of the network");
    communicator.set_network_available(true);
    assert!(agent.wait_until_polled(PATIENCE));
    communicator.send_chat_message(chat_id.clone(), "hi".into(), MessageFormat::Text).await.unwrap();
    agent.wait_for_client_event("chat_session_message", PATIENCE).expect("the message");
    communicator.end_chat(chat_id).await.unwrap();
    seen.wait_until_closed();
    let (_, agent) = open_chat(&simulator, &communicator).await;
    agent.say("the next one");
    seen.wait_for_text("the next one");
}

/// Defect 6.
#[tokio::test(flavor = "multi_thread")]
async fn whatever_ends_a_session_ends_its_polls() {
    use ChatSessionCloseReason::*;
    type Act = fn(&contact_center_simulator::Chat);
    let ends: [(Act, ChatSessionCloseReason); 4] = [
        (|agent| drop(agent.end()), Ended),
        (|agent| drop(agent.inactivity_timeout("Bye")), InactivityTimeout),
        (|agent| drop(agent.status("failed")), Failed),
        (|agent| drop(agent.status("completed")), Completed),
    ];
    for (end, reason) in ends {
        let simulator = simulator();
        let (communicator, seen) = communicator(configuration(&simulator));
        let (_, agent) = open_chat(&simulator, &communicator).await;
        assert!(agent.wait_until_polled(PATIENCE));
        end(&agent);
        assert_eq!(seen.wait_until_closed(), reason);
        let before = polls(&simulator).len();
        // Several times the longest pause of these settings.
        tokio::time::sleep(Duration::from_millis(500)).await;
        assert_eq!(polls(&simulator).len(), before, "{reason:?}");
        assert_eq!(seen.closed(), [reason]);
    }
}

/// Defect 7.
#[tokio::test(flavor = "multi_thread")]
async fn a_numeric_code_ends_the_chat_like_a_string_does() {
    for code in [json!("5005"), json!(5005)] {
        let simulator = simulator();
        let (communicator, seen) = communicator(configuration(&simulator));
        let gone = answer(404, json!({ "error_code": code, "error_message": "gone" }));
        simulator.fault_times(Route::Poll, gone, 100);
        open_chat(&simulator, &communicator).await;
        assert_eq!(seen.wait_until_closed(), ChatSessionCloseReason::Lost);
        tokio::time::sleep(Duration::from_millis(500)).await;
        assert_eq!(polls(&simulator).len(), 1, "{code}");
    }
}

/// Defect 7.
#[tokio::test(flavor = "multi_thread")]
async fn any_status_of_success_is_a_success() {
    let simulator = simulator();
    let (communicator, seen) = communicator(configuration(&simulator));
    for status in [201, 202, 204] {
        simulator.fault(Route::Poll, Fault::status(status));
    }
    let (chat_id, agent) = open_chat(&simulator, &communicator).await;
    simulator.fault(Route::SendEvents, Fault::status(204));
    let id = communicator.send_chat_message(chat_id, "hi".into(), MessageFormat::Text).await.unwrap();
    seen.wait_for_call("the status", |call| *call == Call::Message(id.clone(), MessageStatus::Sent));
    agent.say("after four of them");
    seen.wait_for_text("after four of them");
    assert!(!seen.calls().contains(&Call::Connection(ConnectionState::Reconnecting)));
}

/// Defect 11.
#[tokio::test(flavor = "multi_thread")]
async fn a_poll_that_a_cache_replays_is_shown_once_and_does_not_spin() {
    let simulator = simulator();
    let (communicator, seen) = communicator(configuration(&simulator));
    let message =
        json!({"event":"chat_session_message","msg":"again","msg_id":"0","party_id":"P","timestamp":"1614718748"});
    simulator.fault_times(Route::Poll, answer(200, json!({ "events": [message] })), 3);
    let (_, agent) = open_chat(&simulator, &communicator).await;
    agent.say("something new");
    seen.wait_for_text("something new");
    assert_eq!(texts(&seen), ["again", "something new"]);
    wait_until("the polls after it", || polls(&simulator).len() > 3);
    let at: Vec<_> = polls(&simulator).iter().map(|poll| poll.at).collect();
    // A second by our clock; the server's may have seen the first one late.
    assert!(at[3] - at[1] >= Duration::from_secs(1), "{at:?}");
}

/// Defect 12.
#[tokio::test(flavor = "multi_thread")]
async fn failures_with_successes_between_them_never_add_up() {
    let simulator = simulator();
    let (communicator, seen) = communicator(configuration(&simulator));
    let (_, agent) = open_chat(&simulator, &communicator).await;
    for hour in 1..=10 {
        simulator.fault(Route::Poll, Fault::status(503));
        agent.say(&format!("hour {hour}"));
        seen.wait_for_text(&format!("hour {hour}"));
        wait_until("the failure", || polls(&simulator).iter().filter(|poll| poll.status == Some(503)).count() == hour);
    }
    agent.say("a day later");
    seen.wait_for_text("a day later");
    assert_eq!(seen.closed(), []);
    assert!(!seen.calls().iter().any(|call| matches!(call, Call::Failed(_))));
}

/// Defect 15. The pause that would have to be waited for is 22 seconds or more.
#[tokio::test(flavor = "multi_thread")]
async fn when_the_network_is_back_no_pause_is_waited_for() {
    let simulator = simulator();
    let (communicator, seen) = communicator(ContactCenterConfiguration {
        backoff_initial_ms: 30_000,
        backoff_max_ms: 30_000,
        ..configuration(&simulator)
    });
    simulator.fault(Route::Poll, Fault::status(503));
    simulator.fault(Route::History, Fault::status(503));
    let (_, agent) = open_chat(&simulator, &communicator).await;
    for was_told_of_the_loss in [false, true] {
        if was_told_of_the_loss {
            communicator.set_network_available(false);
            assert!(agent.wait_until_not_polled(PATIENCE));
        } else {
            let reconnecting = Call::Connection(ConnectionState::Reconnecting);
            seen.wait_for_call("the failure", |call| *call == reconnecting);
        }
        let before = simulator.requests().len() as u64;
        let start = Instant::now();
        communicator.set_network_available(true);
        simulator.wait_for_request(|request| request.sequence > before, PATIENCE).expect("the next request");
        let took = start.elapsed();
        println!("the next request came after {took:?}");
        assert!(took < Duration::from_secs(5), "{took:?}");
        assert!(agent.wait_until_polled(PATIENCE));
    }
}
