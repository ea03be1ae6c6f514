//! The store while the app is in the background, and before it is needed: who holds the lock of its file, and when it is opened.

#![allow(missing_docs, clippy::unwrap_used)]

mod common;

use std::{fs, path::Path};

use common::*;
use contact_center_core::*;
use contact_center_simulator::{Chat, Simulator};

fn stored(simulator: &Simulator, folder: &Path) -> ContactCenterConfiguration {
    ContactCenterConfiguration {
        storage_directory: Some(folder.to_str().unwrap().to_owned()),
        ..configuration(simulator)
    }
}

/// Whether another program can lock the one database in `folder`.
fn is_free(folder: &Path) -> bool {
    let mut files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let database = files.find(|file| file.extension().is_some_and(|end| end == "redb")).expect("a database");
    redb::Database::open(database).is_ok()
}

fn texts(agent: &Chat) -> Vec<String> {
    let text = |event: &serde_json::Value| Some(event["msg_text"].as_str()?.to_owned());
    agent.client_events().iter().filter_map(text).collect()
}

/// Defect 68.
#[tokio::test(flavor = "multi_thread")]
async fn store_is_unlocked_in_the_background_between_pushes_and_writes() {
    let (simulator, folder) = (simulator(), tempfile::tempdir().unwrap());
    let (communicator, seen) = communicator(stored(&simulator, folder.path()));
    let (chat_id, agent) = open_chat(&simulator, &communicator).await;
    agent.say("in the foreground");
    seen.wait_for_text("in the foreground");
    assert!(!is_free(folder.path()), "in the foreground it is locked");

    communicator.set_foreground(false);
    wait_until("the lock to be released", || is_free(folder.path()));
    agent.say("in the background");
    let push = || [("chatID".to_owned(), chat_id.clone())].into();
    assert!(communicator.handle_push(push()).await.unwrap());
    seen.wait_for_text("in the background");
    let id = communicator.send_chat_message(chat_id.clone(), "later".into(), MessageFormat::Text).await.unwrap();
    assert!(is_free(folder.path()), "each use has let go of it before it was answered");

    communicator.set_foreground(true);
    seen.wait_for_call("the message to be sent", |call| *call == Call::Message(id.clone(), MessageStatus::Sent));
    agent.say("in the foreground again");
    seen.wait_for_text("in the foreground again");
    assert!(!is_free(folder.path()), "in the foreground it is locked again");
    assert!(!seen.calls().iter().any(|call| matches!(call, Call::Failed(_))), "{:?}", seen.calls());
}

/// Defect 68.
#[tokio::test(flavor = "multi_thread")]
async fn message_handed_over_in_the_background_is_sent_by_the_next_run() {
    let (simulator, folder) = (simulator(), tempfile::tempdir().unwrap());
    let (first, seen) = communicator(stored(&simulator, folder.path()));
    let (chat_id, agent) = open_chat(&simulator, &first).await;
    first.set_foreground(false);
    for text in ["one", "two"] {
        first.send_chat_message(chat_id.clone(), text.into(), MessageFormat::Text).await.unwrap();
    }
    // The first one is suspended, and never comes back: the next finds everything, and the lock free.
    let (second, next) = communicator(stored(&simulator, folder.path()));
    open_chat(&simulator, &second).await;
    agent.wait_for_client_events("chat_session_message", 2, PATIENCE).expect("both messages");
    assert_eq!(texts(&agent), ["one", "two"]);
    for seen in [seen, next] {
        assert!(!seen.calls().iter().any(|call| matches!(call, Call::Failed(_))), "{:?}", seen.calls());
    }
}

/// Defect 67.
#[tokio::test(flavor = "multi_thread")]
async fn first_call_reads_the_client_id_that_the_settings_leave_to_the_folder() {
    let (simulator, folder) = (simulator(), tempfile::tempdir().unwrap());
    let below = folder.path().join("below");
    // A file stands where the folder is to be.
    fs::write(&below, b"").unwrap();
    let settings = ContactCenterConfiguration { client_id: String::new(), ..stored(&simulator, &below) };
    let (communicator, _) = communicator(settings);
    let calls = [
        communicator.get_version().await.unwrap_err(),
        communicator.request_chat(None, "Ann".into(), Default::default()).await.unwrap_err(),
        communicator.handle_push([("chatID".to_owned(), "c".to_owned())].into()).await.unwrap_err(),
        communicator.upload_data(vec![1], "a.txt".into(), None).await.unwrap_err(),
    ];
    for error in calls {
        assert_eq!(error.kind(), "Storage", "{error}");
    }
    assert_eq!(simulator.requests().len(), 0, "nothing is sent in the name of no client");

    fs::remove_file(&below).unwrap();
    let (_, agent) = open_chat(&simulator, &communicator).await;
    assert_eq!(agent.client_id(), stored_client_id(below.to_str().unwrap().to_owned()).unwrap());
    assert_eq!(communicator.configuration().client_id, "…");
}
