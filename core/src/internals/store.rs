//! Fuzzing of the store: a file that was damaged in any way, or forged records. The store opens
//! all the same, a chat begins with whatever it gives, and what is kept from then on is kept.

use std::{fs, path::Path, sync::OnceLock};

use super::Reader;
use crate::{
    configuration::check_id,
    logging::Log,
    model::MessageFormat,
    session::{CHAT, Change, Restored, Table},
    store::{Forged, Store, scratch_folder, stored_client_id},
    wire::ClientEvent,
};

const OWNER: &[&str] = &["a client"];

/// Reads `bytes` as damage to a file, as a file, or as records of one.
pub fn store(bytes: &[u8]) {
    let mut reader = Reader::new(bytes);
    let folder = scratch_folder();
    let kind = reader.byte() % 4;
    match kind {
        0 => damaged(folder.path(), templates().0.clone(), &mut reader),
        1 => damaged(folder.path(), templates().1.clone(), &mut reader),
        2 => write(folder.path(), reader.rest()),
        _ => forged(folder.path(), &mut reader),
    }
    use_it(folder.path(), kind == 3);
    client_id(folder.path(), bytes);
}

/// Changes bytes here and there, and perhaps the length.
fn damaged(folder: &Path, mut file: Vec<u8>, reader: &mut Reader<'_>) {
    // Some bytes of damage go to what is read first and to what is in use.
    let in_use = file.iter().rposition(|byte| *byte != 0).unwrap_or_default() + 1;
    if reader.byte().is_multiple_of(8) {
        file.resize(usize::from(reader.number()) * 64 % (file.len() + 4096), 0);
    }
    while !reader.is_at_end() && !file.is_empty() {
        let place = (usize::from(reader.number()) << 8 | usize::from(reader.byte())) % in_use % file.len();
        for (at, byte) in reader.bytes().iter().enumerate() {
            if let Some(place) = file.get_mut(place + at) {
                *place = *byte;
            }
        }
    }
    write(folder, &file);
}

fn forged(folder: &Path, reader: &mut Reader<'_>) {
    let store = Store::open(folder.to_str(), OWNER, Log::default());
    assert!(store.take_problem().is_none(), "a new file");
    while !reader.is_at_end() {
        let kind = reader.byte();
        let named = reader.text();
        let chat_id = if kind & 0x80 == 0 { CHAT } else { &named };
        let number = u64::from_le_bytes([0; 8].map(|_: u8| reader.byte()));
        let message_id = reader.text();
        let record = match kind % 3 {
            0 => Forged::Chat { chat_id, number: (kind & 0x40 == 0).then_some(number) },
            1 => Forged::Message { chat_id, number, message_id: &message_id, content: reader.bytes() },
            _ => Forged::Delivered { chat_id, key: number, count: u32::from(reader.number()) << (kind & 16) },
        };
        store.forge(&[record]).expect("a file that is whole takes any record");
    }
}

/// Two runs of the app: a chat that begins with what the store gives, and its messages. What was kept in a file that is whole is
/// there in the second. Damage may show in any transaction, that of closing as well: then it is not.
fn use_it(folder: &Path, is_whole: bool) {
    let store = Store::open(folder.to_str(), OWNER, Log::default());
    let first = store.restore(CHAT).unwrap_or_default().0;
    Table::new(true, first).rest();
    let message_id = format!("{CHAT}:{}", 1_u64 << 50);
    let event = ClientEvent::message("hello", MessageFormat::Text, None).with_message_id(&message_id);
    let changes = [Change::Waits { message_id: message_id.clone(), event }, Change::Delivered(vec![1, 2, 2])];
    let kept = store.is_kept() && store.keep(CHAT, &changes).is_ok() && is_whole;
    drop(store);

    let store = Store::open(folder.to_str(), OWNER, Log::default());
    let second = store.restore(CHAT).unwrap_or_default().0;
    if kept {
        assert_eq!(store.take_problem(), None);
        let waits = |restored: &Restored| restored.messages.iter().any(|message| message.message_id == message_id);
        assert!(waits(&second), "what was kept is there");
    }
    let _ = store.replace_ended("another", &[]);
    if kept {
        store.keep(CHAT, &[Change::Closed]).expect("a file that is whole");
        assert!(
            store.restore(CHAT).is_ok_and(|(restored, _)| restored.messages.is_empty()),
            "a chat that closed leaves"
        );
    }
}

/// A file of any content gives an id that is good for an authorization, and the same one twice.
fn client_id(folder: &Path, content: &[u8]) {
    fs::write(folder.join("client-id"), content).expect("a file");
    let read = || stored_client_id(folder.to_string_lossy().into_owned()).expect("an id");
    let id = read();
    assert_eq!(check_id("client_id", &id), Ok(()));
    assert_eq!(read(), id);
}

fn write(folder: &Path, content: &[u8]) {
    fs::write(folder.join(&templates().2), content).expect("a file");
}

/// A file that was closed, one whose process was killed, and their name.
fn templates() -> &'static (Vec<u8>, Vec<u8>, String) {
    static TEMPLATES: OnceLock<(Vec<u8>, Vec<u8>, String)> = OnceLock::new();
    TEMPLATES.get_or_init(|| {
        let folder = scratch_folder();
        let store = Store::open(folder.path().to_str(), OWNER, Log::default());
        for number in 1..40 {
            let message_id = format!("{CHAT}:{number}");
            let event = ClientEvent::message("a message that waits", MessageFormat::Text, None);
            let event = event.with_message_id(&message_id);
            let changes =
                [Change::Waits { message_id, event }, Change::Number(number), Change::Delivered(vec![number])];
            store.keep(CHAT, &changes).expect("kept");
        }
        let mut files = fs::read_dir(folder.path()).expect("a folder").map(|file| file.expect("a file"));
        let file = files.find(|file| file.path().extension().is_some_and(|end| end == "redb")).expect("the database");
        let read = || fs::read(file.path()).expect("a file");
        let killed = read();
        drop(store);
        (read(), killed, file.file_name().to_string_lossy().into_owned())
    })
}
