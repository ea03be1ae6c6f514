//! The communicator itself: how it comes, goes, and comes again.

use std::sync::Arc;

use contact_center_simulator::{Fault, Route};

use super::*;

/// Defect 40.
#[tokio::test(flavor = "multi_thread")]
async fn a_communicator_may_be_dropped_with_requests_in_flight() {
    let simulator = simulator();
    let (communicator, seen) = communicator(configuration(&simulator));
    let (chat_id, agent) = open_chat(&simulator, &communicator).await;
    simulator.fault(Route::SendEvents, Fault::Stall { duration: 10 * PATIENCE });
    simulator.change_options(|options| options.poll_hold = 10 * PATIENCE);
    communicator.send_chat_message(chat_id, "under way".into(), MessageFormat::Text).await.unwrap();
    agent.wait_for_client_event("chat_session_message", PATIENCE).expect("the message");
    assert!(agent.wait_until_polled(PATIENCE));
    let gone = Arc::downgrade(&communicator);
    drop(communicator);
    assert!(gone.upgrade().is_none());
    assert!(agent.wait_until_not_polled(PATIENCE));
    wait_for_the_last_call(&seen);
}

/// Defect 43.
#[tokio::test(flavor = "multi_thread")]
async fn making_a_communicator_asks_nothing_and_reports_nothing() {
    let simulator = simulator();
    simulator.change_options(|options| options.availability = "notAvailable".into());
    let (communicator, seen) = communicator(configuration(&simulator));
    communicator.get_version().await.unwrap();
    let asked: Vec<_> = simulator.requests().iter().map(|request| request.path().to_owned()).collect();
    assert_eq!(asked, ["/clientweb/api/v2/version"]);
    communicator.shutdown();
    assert_eq!(seen.calls(), []);
}

/// Defect 44.
#[tokio::test(flavor = "multi_thread")]
async fn the_client_id_that_is_kept_finds_the_session_of_the_last_run() {
    let (simulator, folder) = (simulator(), tempfile::tempdir().unwrap());
    let run = || {
        let client_id = stored_client_id(folder.path().to_str().unwrap().to_owned()).unwrap();
        communicator(ContactCenterConfiguration { client_id, ..configuration(&simulator) })
    };
    let (first, _) = run();
    let (chat_id, agent) = open_chat(&simulator, &first).await;
    agent.say("see you later");
    first.shutdown();
    let (second, seen) = run();
    let (same, _) = open_chat(&simulator, &second).await;
    assert_eq!(same, chat_id);
    seen.wait_for_text("see you later");
    assert_eq!(simulator.chats().len(), 1);
}
