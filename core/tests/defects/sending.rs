//! What the app sends: once, under ids of its own, and with answers that come late.

use std::{collections::HashSet, time::Duration};

use contact_center_simulator::{Fault, Route, Simulator};

use super::*;

/// Longer than a machine under load takes for an answer, and far shorter than the stall.
const LIMIT: Duration = Duration::from_secs(3);

fn impatient(simulator: &Simulator) -> ContactCenterConfiguration {
    ContactCenterConfiguration { request_timeout_ms: LIMIT.as_millis() as i32, ..configuration(simulator) }
}

fn posts(simulator: &Simulator, end: &str) -> usize {
    let is_post = |request: &&RecordedRequest| request.method == "POST" && request.path().ends_with(end);
    simulator.requests().iter().filter(is_post).count()
}

/// Defect 30.
#[tokio::test(flavor = "multi_thread")]
async fn a_message_whose_answer_comes_too_late_is_not_sent_twice() {
    let simulator = simulator();
    let (communicator, seen) = communicator(impatient(&simulator));
    let (chat_id, agent) = open_chat(&simulator, &communicator).await;
    simulator.fault(Route::SendEvents, Fault::Stall { duration: 10 * PATIENCE });
    let id = communicator.send_chat_message(chat_id, "once".into(), MessageFormat::Text).await.unwrap();
    seen.wait_for_call("the status", |call| *call == Call::Message(id.clone(), MessageStatus::Sent));
    assert_eq!(agent.client_events().len(), 1);
    assert_eq!(posts(&simulator, "/events"), 1, "the history told that it was there");
}

/// Defect 30.
#[tokio::test(flavor = "multi_thread")]
async fn a_request_for_a_chat_whose_answer_comes_too_late_is_not_made_twice() {
    let simulator = simulator();
    let (communicator, _) = communicator(impatient(&simulator));
    simulator.fault(Route::RequestChat, Fault::Stall { duration: 10 * PATIENCE });
    let late = communicator.request_chat(None, "Ann".into(), Default::default()).await;
    assert_eq!(late.unwrap_err().kind(), "Timeout");
    assert_eq!((posts(&simulator, "/chats"), simulator.chats().len()), (1, 1));
    let found = communicator.request_chat(None, "Ann".into(), Default::default()).await.unwrap();
    assert!(!found.is_new_chat);
    assert_eq!(found.chat_id, simulator.chats()[0].id());
}

/// Defect 31.
#[tokio::test(flavor = "multi_thread")]
async fn messages_sent_from_many_threads_at_once_have_ids_of_their_own() {
    const THREADS: usize = 8;
    const EACH: usize = 10;
    let simulator = simulator();
    let (communicator, _) = communicator(configuration(&simulator));
    let (chat_id, agent) = open_chat(&simulator, &communicator).await;
    let senders: Vec<_> = (0..THREADS)
        .map(|thread| {
            let (communicator, chat_id) = (communicator.clone(), chat_id.clone());
            tokio::spawn(async move {
                let mut ids = Vec::new();
                for number in 0..EACH {
                    let text = format!("{thread}: {number}");
                    let id = communicator.send_chat_message(chat_id.clone(), text.clone(), MessageFormat::Text).await;
                    ids.push((id.unwrap(), text));
                }
                ids
            })
        })
        .collect();
    let mut handed_over = HashSet::new();
    for sender in senders {
        handed_over.extend(sender.await.unwrap());
    }
    let count = THREADS * EACH;
    let sent = agent.wait_for_client_events("chat_session_message", count, PATIENCE).expect("all of them");
    let text = |event: &serde_json::Value, name: &str| event[name].as_str().unwrap().to_owned();
    let arrived: HashSet<_> = sent.iter().map(|event| (text(event, "msg_id"), text(event, "msg_text"))).collect();
    assert_eq!(arrived, handed_over);
    let ids: HashSet<_> = arrived.into_iter().map(|(id, _)| id).collect();
    assert_eq!(ids, (1..=count).map(|number| format!("{chat_id}:{number}")).collect());
}

/// Defect 47.
#[tokio::test(flavor = "multi_thread")]
async fn a_subscription_with_its_arguments_swapped_is_an_error_and_not_silence() {
    let simulator = simulator();
    let (communicator, _) = communicator(configuration(&simulator));
    let (chat_id, agent) = open_chat(&simulator, &communicator).await;
    let (chat, token) = (|| chat_id.clone(), || "f00dcafe:APA91b".to_owned());
    let apns = communicator.subscribe_for_remote_notifications_apns(token(), chat(), "com.acme.app".into()).await;
    assert!(matches!(apns, Err(ContactCenterError::InvalidArgument { argument, .. }) if argument == "device_token"));
    let android = FirebasePlatform::Android;
    let firebase = communicator.subscribe_for_remote_notifications_firebase(token(), chat(), android).await;
    assert_eq!(firebase.unwrap_err().kind(), "ChatSessionNotFound");
    assert_eq!(agent.subscription(), None);
    communicator.subscribe_for_remote_notifications_firebase(chat(), token(), android).await.unwrap();
    assert_eq!(agent.subscription(), Some(serde_json::json!({ "android_firebase_device_token": token() })));
}
