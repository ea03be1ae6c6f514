//! Tests of damaged files.
//!
//! Damage to the file at every place, as a disk or another program does it: it is noticed, or it has changed nothing. The database
//! alone would trust most of it.

use std::{
    fs,
    path::{Path, PathBuf},
};

use super::{Store, scratch};
use crate::{
    logging::Log,
    model::MessageFormat,
    session::{Change, Restored},
    wire::ClientEvent,
};

/// So many places are damaged, and every byte of the header, of which a part has no checksum.
const PLACES: usize = 200;
const HEADER: usize = 320;

fn open(folder: &Path) -> Store {
    Store::open(folder.to_str(), &["a client"], Log::default())
}

fn waits(message_id: &str) -> Change {
    let event = ClientEvent::message("a message that waits", MessageFormat::Text, None).with_message_id(message_id);
    Change::Waits { message_id: message_id.to_owned(), event }
}

fn kept(folder: &Path) {
    let store = open(folder);
    for number in 1..40 {
        let changes = [waits(&format!("c:{number}")), Change::Number(number), Change::Delivered(vec![number, number])];
        store.keep("c", &changes).expect("kept");
    }
}

fn database(folder: &Path) -> PathBuf {
    let mut files = fs::read_dir(folder).expect("a folder").map(|file| file.expect("a file").path());
    files.find(|path| path.extension().is_some_and(|end| end == "redb")).expect("the database")
}

fn is_whole(restored: &Restored) -> bool {
    let ids = restored.messages.iter().map(|message| message.message_id.clone());
    restored.last_number == Some(39)
        && restored.delivered.len() == 78
        && ids.eq((1..40).map(|number| format!("c:{number}")))
}

#[test]
fn damage_at_any_place_is_noticed_when_the_store_opens_or_has_changed_nothing() {
    let folder = scratch::folder();
    kept(folder.path());
    let path = database(folder.path());
    let texts = files_beside(&path);
    let file = fs::read(&path).expect("a file");
    let in_use = file.iter().rposition(|byte| *byte != 0).expect("content") + 1;
    let (mut noticed, mut harmless) = (0, 0);
    for place in (0..HEADER).chain((HEADER..in_use).step_by(in_use / PLACES)) {
        let mut damaged = file.clone();
        damaged[place] ^= 0xa5;
        fs::write(&path, &damaged).expect("a file");
        for (text, content) in &texts {
            fs::write(text, content).expect("a file");
        }
        let store = open(folder.path());
        assert!(store.is_kept(), "byte {place}: there is a store whatever happened to the old one");
        if store.take_problem().is_some() {
            noticed += 1;
        } else {
            harmless += 1;
            assert!(is_whole(&store.restore("c").expect("read").0), "byte {place} has changed what was kept");
        }
        store.keep("c", &[waits("c:40")]).expect("the store takes more");
        drop(store);
        assert!(
            open(folder.path())
                .restore("c")
                .expect("read")
                .0
                .messages
                .iter()
                .any(|message| message.message_id == "c:40")
        );
    }
    assert!(noticed > 100 && harmless > 100, "{noticed} noticed, {harmless} harmless");
}

#[test]
fn a_store_that_ended_the_process_three_times_when_it_was_opened_is_set_aside() {
    let folder = scratch::folder();
    kept(folder.path());
    let path = database(folder.path());
    fs::write(path.with_extension("opening"), "1000\n2000\n3000\n").expect("a file");
    let store = open(folder.path());
    assert!(store.is_kept() && store.take_problem().is_some());
    assert_eq!(store.restore("c").expect("read").0.last_number, None, "a new one");
    drop(store);
    let next = open(folder.path());
    assert!(next.is_kept() && next.take_problem().is_none(), "it is not given up for ever");
    drop(next);
    // As though the process had been killed once more, after the file was set aside.
    fs::remove_file(&path).expect("a file");
    fs::write(path.with_extension("opening"), "1000\n2000\n3000\n").expect("a file");
    assert!(open(folder.path()).is_kept());
    assert!(!path.with_extension("opening").exists());
}

/// The texts of messages that wait, which go with a store that is set aside.
fn files_beside(database: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let folder = database.with_extension("outbox");
    let files = fs::read_dir(folder).expect("the texts").map(|file| file.expect("a file").path());
    files.map(|path| (path.clone(), fs::read(path).expect("a file"))).collect()
}
