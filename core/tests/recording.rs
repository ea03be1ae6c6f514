//! A recording of a whole conversation, over TLS: it holds no personal data, stays within its bound, and can be played again.

#![allow(missing_docs, clippy::unwrap_used)]

mod common;

use common::*;
use contact_center_core::{
    ContactCenterEvent as Event,
    replay::{Verdict, replay},
    *,
};

const LEAST: i32 = 16 * 1024;

#[tokio::test(flavor = "multi_thread")]
async fn a_session_is_recorded_without_secrets() {
    let simulator = simulator();
    let folder = tempfile::tempdir().unwrap();
    let (communicator, seen) = communicator(ContactCenterConfiguration {
        storage_directory: Some(folder.path().to_str().unwrap().to_owned()),
        client_id: "client-7c5e".into(),
        app_id: "app-7c5e".into(),
        ..configuration(&simulator)
    });
    assert_eq!(communicator.stop_recording(), None);
    communicator.start_recording(1 << 20).unwrap();
    let request = ContactCenterChatRequest {
        phone_number: Some("16508888888".into()),
        from: Some("Annabel".into()),
        parameters: [("email".to_owned(), "annabel@example.com".to_owned())].into(),
        initial_message: Some("my invoice is wrong".into()),
        ..Default::default()
    };
    let chat_id = communicator.request_chat_with(request).await.unwrap().chat_id;
    let agent = simulator.chat(&chat_id).unwrap();
    agent.join();
    agent.say("hello from the agent");
    seen.wait_for_text("hello from the agent");
    let id =
        communicator.send_chat_message(chat_id.clone(), "my card is lost".into(), MessageFormat::Text).await.unwrap();
    agent.acknowledge_read(&id);
    seen.wait_for_call("read", |call| *call == Call::Message(id.clone(), MessageStatus::Read));
    let form = agent.show_secure_form("card");
    seen.wait_for_event("the form", |event| matches!(event, Event::ChatSessionSecureFormShow { .. }));
    let data = JsonValue::from_text(r#"{"number":"4929 1234 5678 9012"}"#.into());
    communicator.send_secure_form_data(chat_id.clone(), form, "card".into(), data).await.unwrap();
    communicator.send_location(chat_id.clone(), 55.676098, 12.568337, None).await.unwrap();
    let token = "00112233445566778899aabbccddeeff";
    communicator
        .subscribe_for_remote_notifications_apns(chat_id.clone(), token.into(), "com.acme.app".into())
        .await
        .unwrap();
    agent.end();
    seen.wait_until_closed();
    let recording = communicator.stop_recording().unwrap();
    assert_eq!(communicator.stop_recording(), None);
    communicator.shutdown();

    assert!(recording.len() <= 1 << 20);
    for secret in [
        "16508888888",
        "Annabel",
        "example.com",
        "invoice",
        "hello from",
        "my card",
        "4929 1234",
        "55.676098",
        "12.568337",
        token,
        "client-7c5e",
        "app-7c5e",
        "MOBILE-API",
        &chat_id,
        &chat_id[9..],
        folder.path().to_str().unwrap(),
    ] {
        assert!(!recording.contains(secret), "{secret} is in the recording");
    }
    // What happened is in it, and happens again.
    for known in ["chat_session_party_joined", "\"status\":\"read\"", "\"closed\":\"ended\"", &chat_id[..8]] {
        assert!(recording.contains(known), "{known} is not in {recording}");
    }
    let replayed = replay(&recording).unwrap();
    let compared = replayed.steps.iter().filter(|step| step.verdict == Verdict::Same).count();
    assert_eq!((replayed.differences(), replayed.not_compared()), (0, 0), "{replayed:?}");
    assert!(compared > 10, "{compared}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_recording_stays_within_its_bound_and_says_what_is_missing() {
    let simulator = simulator();
    let (communicator, seen) = communicator(configuration(&simulator));
    let refused = communicator.start_recording(LEAST - 1).unwrap_err();
    assert!(matches!(refused, ContactCenterError::InvalidArgument { argument, .. } if argument == "max_bytes"));
    communicator.start_recording(LEAST).unwrap();
    let (chat_id, agent) = open_chat(&simulator, &communicator).await;
    for number in 0..60 {
        agent.say(&format!("message {number}"));
        seen.wait_for_text(&format!("message {number}"));
    }
    agent.end();
    seen.wait_until_closed();
    let recording = communicator.stop_recording().unwrap();
    assert!(recording.len() <= LEAST as usize, "{}", recording.len());
    assert!(recording.contains("{\"dropped\":{\"lines\":"), "{recording}");
    assert!(recording.lines().nth(1).is_some_and(|line| line.contains("\"opens\"")));
    assert!(recording.lines().last().is_some_and(|line| line.contains("\"closed\":\"ended\"")));
    assert!(!recording.contains(&chat_id));
    let replayed = replay(&recording).unwrap();
    assert_eq!(replayed.differences(), 0);
    assert!(replayed.not_compared() > 0);
    communicator.shutdown();
}

#[tokio::test(flavor = "multi_thread")]
async fn the_rest_of_a_chat_that_was_open_before_is_recorded_too() {
    let simulator = simulator();
    let (communicator, seen) = communicator(configuration(&simulator));
    let (_, agent) = open_chat(&simulator, &communicator).await;
    communicator.start_recording(LEAST).unwrap();
    agent.say("anybody there?");
    seen.wait_for_text("anybody there?");
    agent.end();
    seen.wait_until_closed();
    let replayed = replay(&communicator.stop_recording().unwrap()).unwrap();
    assert_eq!(replayed.steps[0].name, "joins");
    assert!(replayed.steps[1..].iter().all(|step| step.verdict == Verdict::NotCompared));
    assert!(replayed.steps.len() > 1);
    communicator.shutdown();
}
