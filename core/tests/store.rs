//! What survives the process, and what becomes of a store that does not work.

#![allow(missing_docs, clippy::unwrap_used)]

mod common;

use std::{
    fs,
    path::{Path, PathBuf},
};

use common::*;
use contact_center_core::*;
use contact_center_simulator::{Chat, Fault, Route, Simulator};

fn stored(simulator: &Simulator, folder: &Path) -> ContactCenterConfiguration {
    ContactCenterConfiguration {
        storage_directory: Some(folder.to_str().unwrap().to_owned()),
        ..configuration(simulator)
    }
}

/// The one database in `folder`.
fn database(folder: &Path) -> PathBuf {
    let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let databases: Vec<_> = files.filter(|file| file.extension().is_some_and(|end| end == "redb")).collect();
    let [database] = &databases[..] else { panic!("{databases:?}") };
    database.clone()
}

/// Every file in `folder`, however deep, and the folders themselves.
fn everything_in(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries
        .flat_map(|path| if path.is_dir() { [everything_in(&path), vec![path]].concat() } else { vec![path] })
        .collect()
}

/// Whether any byte sequence of any file in `folder` is `text`.
fn is_anywhere(folder: &Path, text: &str) -> bool {
    let holds = |file: &PathBuf| fs::read(file).unwrap().windows(text.len()).any(|bytes| bytes == text.as_bytes());
    everything_in(folder).iter().filter(|path| path.is_file()).any(holds)
}

fn texts(agent: &Chat) -> Vec<String> {
    let text = |event: &serde_json::Value| Some(event["msg_text"].as_str()?.to_owned());
    agent.client_events().iter().filter_map(text).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn messages_that_wait_are_sent_in_order_and_once_by_the_next_run() {
    let (simulator, folder) = (simulator(), tempfile::tempdir().unwrap());
    let (first, _) = communicator(stored(&simulator, folder.path()));
    let (chat_id, agent) = open_chat(&simulator, &first).await;
    // The server takes the first one, and the answer never comes back; the others never leave.
    simulator.fault(Route::SendEvents, Fault::Stall { duration: PATIENCE });
    for text in ["one", "two", "three"] {
        first.send_chat_message(chat_id.clone(), text.into(), MessageFormat::Text).await.unwrap();
    }
    agent.wait_for_client_event("chat_session_message", PATIENCE).expect("the first message");
    first.shutdown();
    assert_eq!(texts(&agent), ["one"]);

    let (second, seen) = communicator(stored(&simulator, folder.path()));
    open_chat(&simulator, &second).await;
    let four = second.send_chat_message(chat_id.clone(), "four".into(), MessageFormat::Text).await.unwrap();
    assert_eq!(four, format!("{chat_id}:4"));
    seen.wait_for_call("the last message to be sent", |call| *call == Call::Message(four.clone(), MessageStatus::Sent));
    assert_eq!(texts(&agent), ["one", "two", "three", "four"]);
    seen.wait_for_call("the first one's end", |call| {
        *call == Call::Message(format!("{chat_id}:1"), MessageStatus::Sent)
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn what_waited_when_the_process_ended_goes_out_in_the_next() {
    let (simulator, folder) = (simulator(), tempfile::tempdir().unwrap());
    let (first, _) = communicator(stored(&simulator, folder.path()));
    let (chat_id, agent) = open_chat(&simulator, &first).await;
    first.set_network_available(false);
    for text in ["one", "two", "three"] {
        first.send_chat_message(chat_id.clone(), text.into(), MessageFormat::Text).await.unwrap();
    }
    first.shutdown();
    assert_eq!(agent.client_events().len(), 0);

    let (second, seen) = communicator(stored(&simulator, folder.path()));
    open_chat(&simulator, &second).await;
    let last = Call::Message(format!("{chat_id}:3"), MessageStatus::Sent);
    seen.wait_for_call("the last message to be sent", |call| *call == last);
    assert_eq!(texts(&agent), ["one", "two", "three"]);
}

/// Defect 53.
#[tokio::test(flavor = "multi_thread")]
async fn waiting_messages_are_told_with_their_text_after_a_restart() {
    let (simulator, folder) = (simulator(), tempfile::tempdir().unwrap());
    let (first, before) = communicator(stored(&simulator, folder.path()));
    let (chat_id, agent) = open_chat(&simulator, &first).await;
    agent.say("hello");
    before.wait_for_text("hello");
    first.set_network_available(false);
    for text in ["one", "two"] {
        first.send_chat_message(chat_id.clone(), text.into(), MessageFormat::Text).await.unwrap();
    }
    first.shutdown();

    let (second, seen) = communicator(stored(&simulator, folder.path()));
    open_chat(&simulator, &second).await;
    let last = Call::Message(format!("{chat_id}:2"), MessageStatus::Sent);
    let calls = seen.wait_for("the last message to be sent", |calls| calls.contains(&last));
    let own = |number, text: &str| (format!("{chat_id}:{number}"), text.to_owned());
    assert_eq!(own_messages(&calls), [own(1, "one"), own(2, "two")]);
    let position = |wanted: fn(&Call) -> bool| calls.iter().position(wanted).expect("the call");
    let history = position(|call| matches!(call, Call::Events(EventOrigin::History, _)));
    assert!(history < position(|call| matches!(call, Call::OwnMessage(_))), "{calls:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn unsent_messages_can_be_asked_for_in_every_run() {
    let (simulator, folder) = (simulator(), tempfile::tempdir().unwrap());
    let (first, seen) = communicator(stored(&simulator, folder.path()));
    let (chat_id, _) = open_chat(&simulator, &first).await;
    first.set_network_available(false);
    let send = |text: &str| first.send_chat_message(chat_id.clone(), text.into(), MessageFormat::Text);
    let (one, _) = (send("one").await.unwrap(), send("two").await.unwrap());
    first.discard_chat_message(chat_id.clone(), one).await.unwrap();
    let two = send("two again").await.unwrap();
    let asked = first.get_unsent_messages(chat_id.clone()).await.unwrap();
    seen.wait_for("the messages", |calls| own_messages(calls).len() == 3);
    let told: Vec<_> = seen.calls().into_iter().filter(|call| matches!(call, Call::OwnMessage(_))).collect();
    let in_words = |unsent: &[ContactCenterUnsentMessage]| -> Vec<_> {
        unsent.iter().map(|unsent| (text_of(&unsent.message).unwrap().to_owned(), unsent.has_failed)).collect()
    };
    let expected = [("two".to_owned(), false), ("two again".to_owned(), false)];
    assert_eq!(in_words(&asked), expected);
    let Call::OwnMessage(ContactCenterEvent::ChatSessionMessage { message_id, party_id, .. }) = &told[2] else {
        panic!("{told:?}");
    };
    assert_eq!((message_id.as_ref(), party_id.as_ref()), (Some(&two), Some(&chat_id)));
    first.shutdown();
    assert_eq!(first.get_unsent_messages(chat_id.clone()).await.unwrap_err().kind(), "ShutDown");

    // Whether the history has been read or not.
    simulator.fault(Route::History, Fault::Stall { duration: PATIENCE });
    let (second, seen) = communicator(stored(&simulator, folder.path()));
    open_chat(&simulator, &second).await;
    assert_eq!(in_words(&second.get_unsent_messages(chat_id.clone()).await.unwrap()), expected);
    assert_eq!(own_messages(&seen.calls()), [], "the delegate is told after the history");
    second.shutdown();

    simulator.clear_faults();
    let (third, seen) = communicator(stored(&simulator, folder.path()));
    open_chat(&simulator, &third).await;
    seen.wait_for_call("the last message", |call| *call == Call::Message(two.clone(), MessageStatus::Sent));
    assert_eq!(third.get_unsent_messages(chat_id).await.unwrap(), []);
}

#[tokio::test(flavor = "multi_thread")]
async fn two_communicators_do_not_share_a_store() {
    let (simulator, folder) = (simulator(), tempfile::tempdir().unwrap());
    let (first, untroubled) = communicator(stored(&simulator, folder.path()));
    let (second, seen) = communicator(stored(&simulator, folder.path()));
    let (chat_id, agent) = open_chat(&simulator, &first).await;
    open_chat(&simulator, &second).await;
    let in_use = |call: &Call| matches!(call, Call::Failed(ContactCenterError::Storage { reason }) if reason.contains("uses it"));
    seen.wait_for_call("the report", in_use);
    for communicator in [&first, &second] {
        communicator.send_chat_message(chat_id.clone(), "hello".into(), MessageFormat::Text).await.unwrap();
    }
    agent.wait_for_client_events("chat_session_message", 2, PATIENCE).expect("the messages of both");
    assert!(!untroubled.calls().iter().any(|call| matches!(call, Call::Failed(_))), "{:?}", untroubled.calls());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_run_that_cannot_have_the_store_uses_no_number_of_a_message_that_waits_in_it() {
    let (simulator, folder) = (simulator(), tempfile::tempdir().unwrap());
    let (first, _) = communicator(stored(&simulator, folder.path()));
    let (chat_id, agent) = open_chat(&simulator, &first).await;
    first.set_network_available(false);
    let waits = first.send_chat_message(chat_id.clone(), "one".into(), MessageFormat::Text).await.unwrap();
    // As long as the first lives, the second does without the store.
    let (second, _) = communicator(stored(&simulator, folder.path()));
    open_chat(&simulator, &second).await;
    let other = second.send_chat_message(chat_id.clone(), "two".into(), MessageFormat::Text).await.unwrap();
    assert_ne!(other, waits);
    agent.wait_for_client_event("chat_session_message", PATIENCE).expect("the second message");
    first.shutdown();
    second.shutdown();

    let (third, seen) = communicator(stored(&simulator, folder.path()));
    open_chat(&simulator, &third).await;
    seen.wait_for_call("the first message", |call| *call == Call::Message(waits.clone(), MessageStatus::Sent));
    assert_eq!(texts(&agent), ["two", "one"], "neither is taken for the other");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_an_earlier_run_was_told_is_history_and_the_rest_is_news() {
    let (simulator, folder) = (simulator(), tempfile::tempdir().unwrap());
    let (first, seen) = communicator(stored(&simulator, folder.path()));
    let (_, agent) = open_chat(&simulator, &first).await;
    agent.say("old");
    seen.wait_for_text("old");
    first.shutdown();
    agent.say("new");

    let (second, seen) = communicator(stored(&simulator, folder.path()));
    open_chat(&simulator, &second).await;
    seen.wait_for_text("new");
    let origin = |text: &str| {
        let calls = seen.calls();
        calls.iter().find_map(|call| match call {
            Call::Events(origin, events) if events.iter().any(|event| text_of(event) == Some(text)) => Some(*origin),
            _ => None,
        })
    };
    assert_eq!((origin("old"), origin("new")), (Some(EventOrigin::History), Some(EventOrigin::Live)));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_damaged_store_is_set_aside_and_reported_and_the_chat_goes_on() {
    let (simulator, folder) = (simulator(), tempfile::tempdir().unwrap());
    let (before, _) = communicator(stored(&simulator, folder.path()));
    open_chat(&simulator, &before).await;
    before.shutdown();
    fs::write(database(folder.path()), b"this was a database once").unwrap();
    let (communicator, seen) = communicator(stored(&simulator, folder.path()));
    let (chat_id, agent) = open_chat(&simulator, &communicator).await;
    seen.wait_for_call("the report", |call| matches!(call, Call::Failed(ContactCenterError::Storage { .. })));
    communicator.send_chat_message(chat_id, "all the same".into(), MessageFormat::Text).await.unwrap();
    agent.wait_for_client_event("chat_session_message", PATIENCE).expect("the message");
    assert!(seen.closed().is_empty());
    let names: Vec<_> = fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert!(names.iter().any(|name| name.to_string_lossy().contains("set-aside")), "{names:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_folder_that_cannot_be_used_or_is_in_use_is_reported_and_the_chat_goes_on() {
    let (simulator, folder) = (simulator(), tempfile::tempdir().unwrap());
    let file = folder.path().join("a-file");
    fs::write(&file, b"").unwrap();
    let (holder, _) = communicator(stored(&simulator, folder.path()));
    open_chat(&simulator, &holder).await;
    // Below a file, where not even root may write (a folder that is read-only), and in use.
    let read_only =
        PathBuf::from(if cfg!(target_os = "linux") { "/sys/contact-center" } else { "/dev/contact-center" });
    for unusable in [file.join("below"), read_only, folder.path().to_owned()] {
        let (communicator, seen) = communicator(stored(&simulator, &unusable));
        let (chat_id, agent) = open_chat(&simulator, &communicator).await;
        seen.wait_for_call("the report", |call| matches!(call, Call::Failed(ContactCenterError::Storage { .. })));
        let before = agent.client_events().len();
        communicator.send_chat_message(chat_id, "all the same".into(), MessageFormat::Text).await.unwrap();
        agent.wait_for_client_events("chat_session_message", before + 1, PATIENCE).expect("the message");
        communicator.shutdown();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_store_that_is_removed_while_it_is_in_use_is_reported_and_the_next_chat_begins_a_new_one() {
    let (simulator, folder) = (simulator(), tempfile::tempdir().unwrap());
    let below = folder.path().join("below");
    let (communicator, seen) = communicator(stored(&simulator, &below));
    let (chat_id, agent) = open_chat(&simulator, &communicator).await;
    fs::remove_dir_all(&below).unwrap();
    for text in ["one", "two"] {
        communicator.send_chat_message(chat_id.clone(), text.into(), MessageFormat::Text).await.unwrap();
    }
    agent.wait_for_client_events("chat_session_message", 2, PATIENCE).expect("both messages");
    assert_eq!(texts(&agent), ["one", "two"]);
    let reports = |call: &Call| matches!(call, Call::Failed(ContactCenterError::Storage { .. }));
    communicator.end_chat(chat_id).await.unwrap();
    // By then the delegate has had everything of this chat.
    seen.wait_until_closed();
    assert_eq!(seen.calls().iter().filter(|call| reports(call)).count(), 1, "{:?}", seen.calls());

    let (chat_id, _) = open_chat(&simulator, &communicator).await;
    communicator.set_network_available(false);
    communicator.send_chat_message(chat_id, "kept".into(), MessageFormat::Text).await.unwrap();
    communicator.shutdown();
    assert!(is_anywhere(&below, "kept"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_message_leaves_the_store_when_it_is_sent_and_erasing_leaves_nothing() {
    let (simulator, folder) = (simulator(), tempfile::tempdir().unwrap());
    let directory = folder.path().to_str().unwrap().to_owned();
    let client_id = stored_client_id(directory.clone()).unwrap();
    assert_eq!(stored_client_id(directory.clone()).unwrap(), client_id);
    let (communicator, seen) = communicator(stored(&simulator, folder.path()));
    let (chat_id, _) = open_chat(&simulator, &communicator).await;
    let id = communicator.send_chat_message(chat_id, "sent".into(), MessageFormat::Text).await.unwrap();
    seen.wait_for_call("the message to be sent", |call| *call == Call::Message(id.clone(), MessageStatus::Sent));
    communicator.shutdown();
    fs::write(folder.path().join("the-apps-own"), b"").unwrap();
    erase_storage(directory.clone()).unwrap();
    let left: Vec<_> = fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(left, ["the-apps-own"]);
    assert_ne!(stored_client_id(directory).unwrap(), client_id);
}

/// Two texts that wait for a chat when the process ends, and the chat as well; the ids of the chat and of the texts.
async fn chat_that_ends_while_the_app_is_away(simulator: &Simulator, folder: &Path) -> (String, [String; 2]) {
    let (communicator, _) = communicator(stored(simulator, folder));
    let (chat_id, agent) = open_chat(simulator, &communicator).await;
    communicator.set_network_available(false);
    let send = |text: &str| communicator.send_chat_message(chat_id.clone(), text.into(), MessageFormat::Text);
    let ids = [send("never sent").await.unwrap(), send("neither").await.unwrap()];
    communicator.shutdown();
    agent.end();
    (chat_id, ids)
}

/// What the app was told of its own messages, in a word each: those of a chat that is over, by its id in front.
fn told_of_own(calls: &[Call], chat_id: &str) -> Vec<String> {
    let word = |call: &Call| match call {
        Call::OwnMessage(message) => {
            let place = if message.party_id() == Some(chat_id) { "here" } else { "there" };
            Some(format!("{} {place}", text_of(message).unwrap()))
        }
        Call::Message(id, MessageStatus::Failed { error }) => Some(format!("{id} failed: {}", error.kind())),
        Call::Message(id, status) => Some(format!("{id} {status:?}").to_lowercase()),
        _ => None,
    };
    calls.iter().filter_map(word).collect()
}

/// Defect 53.
#[tokio::test(flavor = "multi_thread")]
async fn messages_of_an_ended_chat_are_told_and_sent_in_the_next_chat() {
    let (simulator, folder) = (simulator(), tempfile::tempdir().unwrap());
    let (ended_id, [one, two]) = chat_that_ends_while_the_app_is_away(&simulator, folder.path()).await;

    let (second, seen) = communicator(stored(&simulator, folder.path()));
    let (chat_id, agent) = open_chat(&simulator, &second).await;
    assert_ne!(chat_id, ended_id);
    let failures = |calls: &[Call]| {
        calls.iter().filter(|call| matches!(call, Call::Message(_, MessageStatus::Failed { .. }))).count()
    };
    let calls = seen.wait_for("two failures in each chat", |calls| failures(calls) == 4);
    let of_chat = |place: &str, reason: &str| {
        let message = |text: &str, id: &str| {
            [format!("{text} {place}"), format!("{id} pending"), format!("{id} failed: {reason}")]
        };
        [message("never sent", &one), message("neither", &two)]
    };
    let in_turn = |[[first, pending, failed], [second, pending_too, failed_too]]: [[String; 3]; 2]| {
        vec![first, pending, failed, second, pending_too, failed_too]
    };
    let expected =
        [in_turn(of_chat("there", "ChatSessionClosed")), in_turn(of_chat("here", "MessageNotSent"))].concat();
    assert_eq!(told_of_own(&calls, &chat_id), expected);
    assert_eq!(own_messages(&calls)[0], (one.clone(), "never sent".to_owned()), "under the id that the app knows");
    assert_eq!(texts(&agent), [""; 0], "only the app decides to send it");

    let unsent = second.get_unsent_messages(chat_id.clone()).await.unwrap();
    let described: Vec<_> =
        unsent.iter().map(|unsent| (text_of(&unsent.message).unwrap(), unsent.has_failed)).collect();
    assert_eq!(described, [("never sent", true), ("neither", true)]);

    second.retry_chat_message(chat_id.clone(), one.clone()).await.unwrap();
    seen.wait_for_call("the message to be sent", |call| *call == Call::Message(one.clone(), MessageStatus::Sent));
    let own = second.send_chat_message(chat_id.clone(), "next".into(), MessageFormat::Text).await.unwrap();
    assert_eq!(own, format!("{chat_id}:1"));
    seen.wait_for_call("the next message", |call| *call == Call::Message(own.clone(), MessageStatus::Sent));
    assert_eq!(texts(&agent), ["never sent", "next"]);
    second.discard_chat_message(chat_id, two).await.unwrap();
    second.shutdown();
    for text in ["never sent", "neither", "next"] {
        assert!(!is_anywhere(folder.path(), text), "{text}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_waited_for_a_chat_that_ended_meanwhile_leaves_the_store_with_the_next_chat() {
    let (simulator, folder) = (simulator(), tempfile::tempdir().unwrap());
    let (_, ids) = chat_that_ends_while_the_app_is_away(&simulator, folder.path()).await;
    let has_failed = |calls: &[Call]| {
        let failed = |id: &String| {
            let is_it = |call: &Call| matches!(call, Call::Message(of, MessageStatus::Failed { .. }) if of == id);
            calls.iter().any(is_it)
        };
        ids.iter().all(failed)
    };
    let mut chats = Vec::new();
    // The next chat outlives a run of the process, and then ends while the app is away, too.
    for run in 0..3 {
        let (communicator, seen) = communicator(stored(&simulator, folder.path()));
        let (chat_id, agent) = open_chat(&simulator, &communicator).await;
        let calls = seen.wait_for("the failures", has_failed);
        let own = own_messages(&calls);
        let texts: Vec<_> = own.iter().map(|(_, text)| text.as_str()).collect();
        assert!(texts.starts_with(&["never sent", "neither"]), "{calls:?}");
        assert_eq!(is_anywhere(folder.path(), "never sent"), run < 2);
        chats.push(chat_id);
        communicator.shutdown();
        if run == 1 {
            agent.end();
        }
    }
    assert_eq!(chats[0], chats[1]);
    assert_ne!(chats[1], chats[2]);

    let (last, seen) = communicator(stored(&simulator, folder.path()));
    open_chat(&simulator, &last).await;
    seen.wait_for_call("the last run", |call| matches!(call, Call::Connection(_)));
    last.shutdown();
    assert!(!seen.calls().iter().any(|call| matches!(call, Call::Message(..))), "told again: {:?}", seen.calls());
}

#[tokio::test(flavor = "multi_thread")]
async fn two_clients_share_a_folder_and_neither_forgets_the_chats_of_the_other() {
    let (simulator, folder) = (simulator(), tempfile::tempdir().unwrap());
    let as_client = |client_id: &str| ContactCenterConfiguration {
        client_id: client_id.into(),
        ..stored(&simulator, folder.path())
    };
    let (ann, _) = communicator(as_client("ann"));
    let (chat_id, agent) = open_chat(&simulator, &ann).await;
    ann.set_network_available(false);
    let id = ann.send_chat_message(chat_id, "kept".into(), MessageFormat::Text).await.unwrap();

    // At the same time, and after it.
    for _ in 0..2 {
        let (bob, seen) = communicator(as_client("bob"));
        open_chat(&simulator, &bob).await;
        bob.shutdown();
        assert!(!seen.calls().iter().any(|call| matches!(call, Call::Failed(_) | Call::Message(..))));
        ann.shutdown();
    }

    let (ann, seen) = communicator(as_client("ann"));
    open_chat(&simulator, &ann).await;
    seen.wait_for_call("the message to be sent", |call| *call == Call::Message(id.clone(), MessageStatus::Sent));
    assert_eq!(texts(&agent), ["kept"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_store_that_was_in_use_is_tried_again_when_the_next_chat_opens() {
    let (simulator, folder) = (simulator(), tempfile::tempdir().unwrap());
    let (holder, _) = communicator(stored(&simulator, folder.path()));
    open_chat(&simulator, &holder).await;
    let (second, seen) = communicator(stored(&simulator, folder.path()));
    let (chat_id, agent) = open_chat(&simulator, &second).await;
    seen.wait_for_call("the report", |call| matches!(call, Call::Failed(ContactCenterError::Storage { .. })));
    holder.shutdown();
    second.end_chat(chat_id).await.unwrap();
    seen.wait_until_closed();
    drop(agent);

    let (chat_id, _) = open_chat(&simulator, &second).await;
    second.set_network_available(false);
    let id = second.send_chat_message(chat_id, "kept".into(), MessageFormat::Text).await.unwrap();
    second.shutdown();
    let (third, seen) = communicator(stored(&simulator, folder.path()));
    open_chat(&simulator, &third).await;
    seen.wait_for_call("the message to be sent", |call| *call == Call::Message(id.clone(), MessageStatus::Sent));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_number_that_a_history_told_is_kept_without_a_message() {
    let (simulator, folder) = (simulator(), tempfile::tempdir().unwrap());
    let (first, seen) = communicator(configuration(&simulator));
    let (chat_id, _) = open_chat(&simulator, &first).await;
    let one = first.send_chat_message(chat_id.clone(), "one".into(), MessageFormat::Text).await.unwrap();
    seen.wait_for_call("the message to be sent", |call| *call == Call::Message(one.clone(), MessageStatus::Sent));
    first.shutdown();

    // This run sends nothing; the history tells it the number.
    let (second, seen) = communicator(stored(&simulator, folder.path()));
    open_chat(&simulator, &second).await;
    seen.wait_for_text("one");
    second.shutdown();

    // This one cannot ask, and knows.
    let (third, _) = communicator(stored(&simulator, folder.path()));
    simulator.fault(Route::History, Fault::Stall { duration: PATIENCE });
    open_chat(&simulator, &third).await;
    let two = third.send_chat_message(chat_id.clone(), "two".into(), MessageFormat::Text).await.unwrap();
    assert_eq!(two, format!("{chat_id}:2"));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_sent_or_discarded_is_in_no_byte_of_the_store() {
    let (simulator, folder) = (simulator(), tempfile::tempdir().unwrap());
    let (communicator, seen) = communicator(stored(&simulator, folder.path()));
    let (chat_id, _) = open_chat(&simulator, &communicator).await;
    communicator.set_network_available(false);
    let send = |text: &str| communicator.send_chat_message(chat_id.clone(), text.into(), MessageFormat::Text);
    let mut ids = Vec::new();
    for n in 0..20 {
        ids.push(send(&format!("for the agent alone {n}")).await.unwrap());
    }
    let discarded = send("not for anybody").await.unwrap();
    assert!(is_anywhere(folder.path(), "for the agent alone 7") && is_anywhere(folder.path(), "not for anybody"));

    communicator.discard_chat_message(chat_id.clone(), discarded).await.unwrap();
    assert!(!is_anywhere(folder.path(), "not for anybody"));
    communicator.set_network_available(true);
    for id in ids {
        seen.wait_for_call("the message to be sent", |call| *call == Call::Message(id.clone(), MessageStatus::Sent));
    }
    // While the store is open, and after it was closed.
    assert!(!is_anywhere(folder.path(), "for the agent alone"));
    communicator.shutdown();
    assert!(!is_anywhere(folder.path(), "for the agent alone"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_message_whose_text_somebody_removed_has_failed_and_is_told_once() {
    let (simulator, folder) = (simulator(), tempfile::tempdir().unwrap());
    let (first, _) = communicator(stored(&simulator, folder.path()));
    let (chat_id, agent) = open_chat(&simulator, &first).await;
    first.set_network_available(false);
    let lost = first.send_chat_message(chat_id.clone(), "removed".into(), MessageFormat::Text).await.unwrap();
    for text in fs::read_dir(database(folder.path()).with_extension("outbox")).unwrap() {
        fs::remove_file(text.unwrap().path()).unwrap();
    }
    first.send_chat_message(chat_id, "still there".into(), MessageFormat::Text).await.unwrap();
    first.shutdown();

    let has_failed = |call: &Call| matches!(call, Call::Message(id, MessageStatus::Failed { .. }) if *id == lost);
    let (second, seen) = communicator(stored(&simulator, folder.path()));
    open_chat(&simulator, &second).await;
    seen.wait_for_call("the failure", has_failed);
    agent.wait_for_client_event("chat_session_message", PATIENCE).expect("the other message");
    assert_eq!(texts(&agent), ["still there"]);
    second.shutdown();
    let (third, seen) = communicator(stored(&simulator, folder.path()));
    open_chat(&simulator, &third).await;
    agent.say("hello");
    seen.wait_for_text("hello");
    assert!(!seen.calls().iter().any(has_failed), "told again: {:?}", seen.calls());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_text_that_a_process_left_behind_without_its_message_is_removed() {
    let (simulator, folder) = (simulator(), tempfile::tempdir().unwrap());
    let (first, _) = communicator(stored(&simulator, folder.path()));
    let (chat_id, agent) = open_chat(&simulator, &first).await;
    first.set_network_available(false);
    first.send_chat_message(chat_id, "kept".into(), MessageFormat::Text).await.unwrap();
    first.shutdown();
    // As though it had died between the text and the row that speaks of it.
    fs::write(database(folder.path()).with_extension("outbox").join("0123456789abcdef"), "left behind").unwrap();

    let (second, _) = communicator(stored(&simulator, folder.path()));
    open_chat(&simulator, &second).await;
    assert!(!is_anywhere(folder.path(), "left behind"));
    agent.wait_for_client_event("chat_session_message", PATIENCE).expect("the message");
    assert_eq!(texts(&agent), ["kept"]);
}

#[cfg(unix)]
#[tokio::test(flavor = "multi_thread")]
async fn nobody_else_can_read_the_store() {
    use std::os::unix::fs::PermissionsExt;
    let (simulator, folder) = (simulator(), tempfile::tempdir().unwrap());
    let made = folder.path().join("made").join("by-the-sdk");
    stored_client_id(made.to_str().unwrap().to_owned()).unwrap();
    let (communicator, _) = communicator(stored(&simulator, &made));
    let (chat_id, _) = open_chat(&simulator, &communicator).await;
    communicator.set_network_available(false);
    communicator.send_chat_message(chat_id, "waits".into(), MessageFormat::Text).await.unwrap();
    let paths = everything_in(folder.path());
    assert_eq!(paths.iter().filter(|path| path.is_file()).count(), 3, "the id, the database, a text: {paths:?}");
    for path in paths {
        let expected = if path.is_dir() { 0o700 } else { 0o600 };
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, expected, "{path:?}");
    }
}
