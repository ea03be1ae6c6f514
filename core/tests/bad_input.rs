//! What apps do that they should not, and what devices do to them: every case a typed error or a defined wait, and nothing lost.

#![allow(missing_docs, clippy::unwrap_used)]

mod common;

use std::time::{Duration, Instant};

use common::*;
use contact_center_core::*;
use contact_center_simulator::{Fault, Route};

/// Every call for an open chat, with whatever else it needs. The id of a message where it gives one.
async fn every_call(sdk: &ContactCenterCommunicator, chat_id: &str) -> Vec<(&'static str, ContactCenterError)> {
    let id = || chat_id.to_owned();
    let text = |text: &str| text.to_owned();
    let photo = ContactCenterFileType::Image;
    let signal = ContactCenterSignaling::EndCall {};
    let filled = || JsonValue::from_text(r#"{"name":"Ann"}"#.to_owned());
    let outcomes = [
        ("send_chat_message", sdk.send_chat_message(id(), text("hi"), MessageFormat::Text).await.map(drop)),
        ("send_chat_answer", sdk.send_chat_answer(id(), text("yes"), text("d-1")).await.map(drop)),
        ("send_chat_file", sdk.send_chat_file(id(), text("f-1"), text("a.png"), photo).await.map(drop)),
        ("send_location", sdk.send_location(id(), 52.5, 13.4, None).await.map(drop)),
        ("send_navigation", sdk.send_navigation(id(), text("https://acme.example.com"), text("Home")).await),
        ("answer_form_in_text", sdk.answer_form_in_text(id(), text("r-1"), text("yes")).await.map(drop)),
        ("send_form_data", sdk.send_form_data(id(), text("r-1"), text("contact"), filled()).await),
        ("reject_unknown_form", sdk.reject_unknown_form(id(), text("r-1"), text("hologram")).await),
        ("cancel_form", sdk.cancel_form(id(), text("r-1"), text("contact")).await),
        ("send_secure_form_data", sdk.send_secure_form_data(id(), text("r-1"), text("card"), filled()).await),
        ("cancel_secure_form", sdk.cancel_secure_form(id(), text("r-1"), text("card")).await),
        ("chat_message_delivered", sdk.chat_message_delivered(id(), text("0")).await),
        ("chat_message_read", sdk.chat_message_read(id(), text("0")).await),
        ("chat_typing", sdk.chat_typing(id()).await),
        ("chat_typing_with_draft", sdk.chat_typing_with_draft(id(), text("h")).await),
        ("chat_not_typing", sdk.chat_not_typing(id()).await),
        ("retry_chat_message", sdk.retry_chat_message(id(), text("c:1")).await),
        ("discard_chat_message", sdk.discard_chat_message(id(), text("c:1")).await),
        ("get_unsent_messages", sdk.get_unsent_messages(id()).await.map(drop)),
        ("send_signaling", sdk.send_signaling(id(), text("p-1"), signal, None).await),
        ("reject_cobrowsing", sdk.reject_cobrowsing(id()).await),
        (
            "start_cobrowsing",
            sdk.start_cobrowsing(id(), text("surfly"), text("https://c.example.com"), text("1")).await,
        ),
        ("end_cobrowsing", sdk.end_cobrowsing(id()).await),
        ("disconnect_chat", sdk.disconnect_chat(id()).await),
    ];
    outcomes.into_iter().map(|(call, outcome)| (call, outcome.expect_err(call))).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_call_for_a_chat_that_is_unknown_or_not_yet_open_says_so_and_sends_nothing() {
    let simulator = simulator();
    // The one that is not yet open here was opened on this client's other device, so the server knows it.
    let (elsewhere, _) = communicator(configuration(&simulator));
    let (not_yet_open, agent) = open_chat(&simulator, &elsewhere).await;
    let (communicator, seen) = communicator(configuration(&simulator));
    for chat_id in ["d6c1adc2-385b-42e5-9e0a-1883c2bc5f81", &not_yet_open] {
        let ended = communicator.end_chat(chat_id.to_owned()).await;
        let ended = ("end_chat", ended.expect_err("a chat that was never open here"));
        for (call, error) in every_call(&communicator, chat_id).await.into_iter().chain([ended]) {
            assert_eq!(error.kind(), "ChatSessionNotOpen", "{call}");
            assert!(error.reason().contains("request it first"), "{call}: {error}");
        }
    }
    assert_eq!(agent.client_events().len(), 0);

    let (chat_id, _) = open_chat(&simulator, &communicator).await;
    assert_eq!(chat_id, not_yet_open);
    communicator.send_chat_message(chat_id, "now".into(), MessageFormat::Text).await.unwrap();
    agent.wait_for_client_event("chat_session_message", PATIENCE).expect("what was refused before");
    assert!(!seen.calls().iter().any(|call| matches!(call, Call::Failed(_))), "{:?}", seen.calls());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_call_for_a_chat_that_is_closed_says_so_and_sends_nothing() {
    let simulator = simulator();
    let (communicator, seen) = communicator(configuration(&simulator));
    let (chat_id, agent) = open_chat(&simulator, &communicator).await;
    agent.end();
    seen.wait_until_closed();
    let before = (simulator.requests().len(), seen.calls().len());
    for (call, error) in every_call(&communicator, &chat_id).await {
        assert_eq!(error.kind(), "ChatSessionClosed", "{call}");
    }
    assert_eq!((simulator.requests().len(), seen.calls().len()), before);
}

#[tokio::test(flavor = "multi_thread")]
async fn ending_a_chat_that_is_over_succeeds() {
    let simulator = simulator();
    let (communicator, seen) = communicator(configuration(&simulator));
    let (chat_id, agent) = open_chat(&simulator, &communicator).await;
    agent.end();
    seen.wait_until_closed();
    let before = simulator.requests().len();
    for _ in 0..2 {
        communicator.end_chat(chat_id.to_uppercase()).await.expect("it is over");
    }
    assert_eq!(simulator.requests().len(), before, "nothing is sent");

    // The server forgets a session before this client hears of its end.
    let (chat_id, agent) = open_chat(&simulator, &communicator).await;
    assert!(agent.wait_until_polled(PATIENCE));
    simulator.fault(Route::SendEvents, Fault::error(404, 5005));
    communicator.end_chat(chat_id.clone()).await.expect("it is over on the server");
    seen.wait_for("the end of the second chat", |calls| {
        calls.iter().filter(|call| matches!(call, Call::Closed(_))).count() == 2
    });
    communicator.end_chat(chat_id).await.expect("it is over here as well");

    let (chat_id, _) = open_chat(&simulator, &communicator).await;
    simulator.fault(Route::SendEvents, Fault::error(500, 5500));
    let failed = communicator.end_chat(chat_id).await.expect_err("the session lives");
    assert_eq!(failed.kind(), "ChatSessionInternalServerError");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_server_knows_nothing_of_is_asked_and_answered_in_its_words() {
    let simulator = simulator();
    let (communicator, _) = communicator(configuration(&simulator));
    let nobodys = || "d6c1adc2-385b-42e5-9e0a-1883c2bc5f81".to_owned();
    let outcomes = [
        communicator.get_chat_history(nobodys()).await.map(drop),
        communicator.get_case_history(nobodys()).await.map(drop),
        communicator.close_case(nobodys()).await,
        communicator.unsubscribe_from_remote_notifications(nobodys()).await,
    ];
    for outcome in outcomes {
        assert_eq!(outcome.unwrap_err().kind(), "ChatSessionNotFound");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_delegate_that_never_returns_costs_the_app_its_callbacks_and_nothing_else() {
    let simulator = simulator();
    let (communicator, seen) = communicator(configuration(&simulator));
    // Held until the end of the test, long after the shutdown.
    let _held = seen.hold();
    let (chat_id, agent) = open_chat(&simulator, &communicator).await;
    for text in ["one", "two"] {
        communicator.send_chat_message(chat_id.clone(), text.into(), MessageFormat::Text).await.unwrap();
        say_and_see_it_taken(&agent, text);
    }
    agent.wait_for_client_events("chat_session_message", 2, PATIENCE).expect("both messages");
    assert_eq!(communicator.get_chat_history(chat_id).await.unwrap().iter().filter_map(text_of).count(), 4);
    let start = Instant::now();
    communicator.shutdown();
    assert!(start.elapsed() < Duration::from_secs(1), "{:?}", start.elapsed());
    assert_eq!(seen.calls().len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_id_that_the_app_uses_twice_does_its_work_once() {
    let simulator = simulator();
    let (communicator, seen) = communicator(configuration(&simulator));
    let (chat_id, agent) = open_chat(&simulator, &communicator).await;
    agent.say("read me");
    seen.wait_for_text("read me");
    // Those that wait together; one at a time would each be a receipt of its own.
    communicator.set_network_available(false);
    for _ in 0..5 {
        communicator.chat_message_delivered(chat_id.clone(), "1".into()).await.unwrap();
        communicator.chat_message_read(chat_id.clone(), "1".into()).await.unwrap();
    }
    let id = communicator.send_chat_message(chat_id.clone(), "never mind".into(), MessageFormat::Text).await.unwrap();
    communicator.discard_chat_message(chat_id.clone(), id.clone()).await.unwrap();
    for _ in 0..2 {
        let refused = [
            communicator.discard_chat_message(chat_id.clone(), id.clone()).await,
            communicator.retry_chat_message(chat_id.clone(), id.clone()).await,
        ];
        for outcome in refused {
            let error = outcome.unwrap_err();
            assert!(
                matches!(&error, ContactCenterError::InvalidArgument { argument, .. } if argument == "message_id"),
                "{error}"
            );
        }
    }
    communicator.set_network_available(true);
    communicator.send_chat_message(chat_id, "last".into(), MessageFormat::Text).await.unwrap();
    agent.wait_for_client_event("chat_session_message", PATIENCE).expect("the last one");
    let sent: Vec<_> = agent.client_events().iter().map(|event| event["event"].as_str().unwrap().to_owned()).collect();
    assert_eq!(sent, ["chat_session_message_delivered", "chat_session_message_read", "chat_session_message"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_changed_device_token_is_subscribed_again() {
    let simulator = simulator();
    let (communicator, _) = communicator(configuration(&simulator));
    let (chat_id, agent) = open_chat(&simulator, &communicator).await;
    let stall = Duration::from_millis(200);
    simulator.fault(Route::Notifications, Fault::Stall { duration: stall });
    let subscribe = |token: &str| {
        let (sdk, chat_id, token) = (communicator.clone(), chat_id.clone(), token.to_owned());
        async move { sdk.subscribe_for_remote_notifications_firebase(chat_id, token, FirebasePlatform::Android).await }
    };
    let (old, new) = tokio::join!(subscribe("old-token"), subscribe("new-token"));
    old.unwrap();
    new.unwrap();
    assert_eq!(agent.subscription().unwrap()["android_firebase_device_token"], "new-token");
    let at: Vec<_> =
        simulator.requests().iter().filter(|r| r.path().ends_with("/notifications")).map(|r| r.at).collect();
    assert_eq!(at.len(), 2);
    assert!(at[1] - at[0] >= stall, "the second was sent before the first was answered, and might have overtaken it");

    communicator
        .subscribe_for_remote_notifications_apns(chat_id.clone(), "0A1B".into(), "com.acme.app".into())
        .await
        .unwrap();
    assert_eq!(agent.subscription().unwrap()["ios_apns_device_token"], "0a1b");
    let error = subscribe("").await.unwrap_err();
    assert!(
        matches!(&error, ContactCenterError::InvalidArgument { argument, .. } if argument == "device_token"),
        "{error}"
    );
    assert_eq!(agent.subscription().unwrap()["ios_apns_device_token"], "0a1b", "the refused one changes nothing");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_message_written_offline_goes_out_when_the_network_is_back() {
    let simulator = simulator();
    let (communicator, seen) = communicator(configuration(&simulator));
    let (chat_id, agent) = open_chat(&simulator, &communicator).await;
    communicator.set_network_available(false);
    seen.wait_for_call("the news that there is no network", |call| *call == Call::Connection(ConnectionState::Offline));
    let mut ids = Vec::new();
    for text in ["one", "two"] {
        let id = communicator.send_chat_message(chat_id.clone(), text.into(), MessageFormat::Text).await.unwrap();
        seen.wait_for_call("its status", |call| *call == Call::Message(id.clone(), MessageStatus::Pending));
        ids.push(id);
    }
    assert_eq!(agent.client_events().len(), 0);
    communicator.set_network_available(true);
    let sent = agent.wait_for_client_events("chat_session_message", 2, PATIENCE).expect("both messages");
    assert_eq!(sent.iter().map(|event| event["msg_text"].as_str().unwrap()).collect::<Vec<_>>(), ["one", "two"]);
    for id in ids {
        seen.wait_for_call("its status", |call| *call == Call::Message(id.clone(), MessageStatus::Sent));
    }
}
