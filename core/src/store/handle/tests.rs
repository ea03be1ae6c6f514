//! The store over files that are slow, damaged, removed or in use.

use super::*;
use crate::{model::MessageFormat, session::RestoredMessage, wire::ClientEvent};

#[test]
fn closing_waits_for_a_slow_disk_no_longer_than_it_is_told_and_happens_all_the_same() {
    let folder = tempfile::tempdir().expect("a folder");
    let open = || Arc::new(Store::open(folder.path().to_str(), &["a client"], Log::default()));
    let store = open();
    let commit = store.lock();
    let start = Instant::now();
    store.close(Duration::from_millis(50));
    assert!(start.elapsed() < Duration::from_secs(1));
    assert!(!open().is_kept(), "it is in use");
    drop(commit);
    while !open().is_kept() {
        assert!(start.elapsed() < Duration::from_secs(20), "it was never closed");
        thread::sleep(Duration::from_millis(1));
    }
}

#[test]
fn damage_over_which_the_database_panics_is_contained_and_the_file_is_set_aside() {
    let folder = tempfile::tempdir().expect("a folder");
    let open = || Store::open(folder.path().to_str(), &["a client"], Log::default());
    let store = open();
    store.keep("c", &[Change::Number(7)]).expect("kept");
    let failed = store.with::<()>(|_| panic!("as the database does over a page that makes no sense"));
    assert!(matches!(failed, Err(ContactCenterError::Storage { reason }) if reason.contains("damaged")));
    assert!(!store.is_kept(), "the chat goes on without");
    assert!(store.restore("c").is_ok());
    drop(store);
    let next = open();
    assert!(next.is_kept() && next.take_problem().is_none(), "a new one is begun");
    assert_eq!(next.restore("c").expect("read").0.last_number, None);
    let names = std::fs::read_dir(folder.path()).expect("a folder").map(|file| file.expect("a file").file_name());
    assert_eq!(names.filter(|name| name.to_string_lossy().contains(".set-aside-")).count(), 1);
}

/// Defect 53.
#[test]
fn messages_of_ended_chats_move_once_as_failed_and_in_their_order() {
    let folder = tempfile::tempdir().expect("a folder");
    let store = Store::open(folder.path().to_str(), &["a client"], Log::default());
    let waits = |id: &str| {
        let event = ClientEvent::message(id, MessageFormat::Text, None).with_message_id(id);
        Change::Waits { message_id: id.to_owned(), event }
    };
    let numbered = (1..=11).map(|number| waits(&format!("OLD:{number}")));
    let changes: Vec<_> = std::iter::once(waits("a-uuid")).chain(numbered).collect();
    store.keep("OLD", &changes).expect("kept");
    store.keep("OLD", &[Change::Failed { message_id: "OLD:3".into() }]).expect("kept");
    store.keep("live", &[waits("live:1")]).expect("kept");
    let ids = |messages: &[RestoredMessage]| -> Vec<String> {
        messages.iter().map(|message| message.message_id.clone()).collect()
    };

    let ended = store.replace_ended("New", &["New".into(), "LIVE".into()]).expect("replaced");
    let [EndedChat { chat_id, messages, lost }] = &ended[..] else { panic!("one chat has ended") };
    assert_eq!((chat_id.as_str(), lost.len()), ("OLD", 0), "as the server spells it");
    let failed: Vec<_> = messages.iter().filter(|message| message.failed).collect();
    assert_eq!((messages.len(), failed.len()), (12, 1), "as they were");
    assert!(store.restore("old").expect("read").0.messages.is_empty());
    assert_eq!(ids(&store.restore("live").expect("read").0.messages), ["live:1"]);

    store.keep("new", &[waits("new:1"), Change::Number(1)]).expect("kept");
    let (restored, _) = store.restore("new").expect("read");
    let expected: Vec<_> = ids(messages).into_iter().chain(["new:1".to_owned()]).collect();
    assert_eq!(ids(&restored.messages), expected);
    assert_eq!(restored.last_number, Some(1));
    assert!(restored.messages[..12].iter().all(|message| message.failed));
    assert!(restored.messages[0].event.in_history("new").is_some(), "with their content");

    // One that is tried again belongs to the new chat, and moves with it like its own.
    store.keep("new", &[waits("OLD:2")]).expect("kept");
    let ended = store.replace_ended("newer", &["newer".into(), "live".into()]).expect("replaced");
    assert_eq!(ended.iter().map(|chat| chat.messages.len()).sum::<usize>(), 13, "all of them are told");
    assert_eq!(ids(&store.restore("newer").expect("read").0.messages), ["new:1", "OLD:2"]);
}

/// Defect 68.
#[test]
fn lock_is_released_in_the_background_and_taken_for_each_use() {
    let folder = tempfile::tempdir().expect("a folder");
    let open = || Store::open(folder.path().to_str(), &["a client"], Log::default());
    let store = open();
    store.keep("c", &[Change::Number(1)]).expect("kept");
    store.set_foreground(false);
    assert!(!open().is_kept(), "not yet");
    store.release();
    let other = open();
    assert_eq!(other.restore("c").expect("read").0.last_number, Some(1));
    let refused = store.keep("c", &[Change::Number(2)]);
    assert!(matches!(refused, Err(ContactCenterError::Storage { reason }) if reason.contains("uses it")));
    assert!(store.is_kept(), "what was refused can be handed over again");
    drop(other);
    store.keep("c", &[Change::Number(2)]).expect("kept");
    assert!(open().is_kept(), "it was closed after the use");
    store.set_foreground(true);
    assert_eq!(store.restore("c").expect("read").0.last_number, Some(2));
    store.release();
    assert!(!open().is_kept(), "in the foreground it stays open");
}

/// Defect 68.
#[test]
fn file_that_is_removed_or_damaged_while_closed_is_told_and_begun_anew() {
    let folder = tempfile::tempdir().expect("a folder");
    let open = || Store::open(folder.path().to_str(), &["a client"], Log::default());
    let path = folder.path().join(file_name(&["a client"]));
    let reason = |store: &Store| store.keep("c", &[Change::Number(2)]).expect_err("not kept").reason();
    let closed = || {
        let store = open();
        store.keep("c", &[Change::Number(1)]).expect("kept");
        store.set_foreground(false);
        store.release();
        store
    };
    let store = closed();
    std::fs::write(&path, b"this was a database once").expect("damaged");
    assert!(reason(&store).contains("damaged") && !store.is_kept());
    let store = closed();
    std::fs::remove_file(&path).expect("removed");
    assert!(reason(&store).contains("removed") && !store.is_kept());
    assert_eq!(store.restore("c").expect("a new one").0.last_number, None);
    store.keep("c", &[Change::Number(3)]).expect("kept");
    assert_eq!(open().restore("c").expect("read").0.last_number, Some(3));
}
