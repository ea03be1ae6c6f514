//! The database: one file, transactional, one commit per step of a machine. What messages say lies beside it, in `texts`.

use std::{
    fs::{self, OpenOptions},
    io,
    path::{Path, PathBuf},
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use redb::{Database, ReadTransaction, ReadableDatabase, ReadableTable, TableDefinition, backends::FileBackend};
use serde::{Deserialize, Serialize};

use super::{
    attempts::{self, Attempt},
    private,
    texts::Texts,
};
use crate::{
    containment::contained,
    session::{Change, Key, Restored, RestoredMessage},
    wire::ClientEvent,
};

/// What the tables below mean. A file with another number is of another version of the SDK, and is set aside.
const FORMAT: u64 = 3;

const META: TableDefinition<'_, &str, u64> = TableDefinition::new("meta");
/// Every chat of which anything is kept → number of the last message, where it is known.
pub(super) const CHATS: TableDefinition<'_, &str, Option<u64>> = TableDefinition::new("chats");
/// Chat, number and id → what is known of the message beside its text.
pub(super) const OUTBOX: TableDefinition<'_, (&str, u64, &str), &[u8]> = TableDefinition::new("outbox");
/// Chat and event → how often it was delivered.
pub(super) const DELIVERED: TableDefinition<'_, (&str, Key), u32> = TableDefinition::new("delivered");

/// No chat has had an event more often than this: a count that says so was damaged, and must not cost memory.
const MOST_OF_ONE: u32 = 10_000;

/// A message that waits.
#[derive(Serialize, Deserialize)]
struct Kept {
    message_id: String,
    /// Milliseconds since 1970 by the device's clock.
    handed_over_ms: u64,
    failed: bool,
    /// Whether it was handed over in another chat, which ended while the app was away.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    moved: bool,
}

impl Kept {
    fn restored(self, event: ClientEvent) -> RestoredMessage {
        RestoredMessage {
            message_id: self.message_id,
            event,
            // A clock that was set back makes a message younger, never older than it is.
            age: Duration::from_millis(now_ms().saturating_sub(self.handed_over_ms)),
            failed: self.failed,
        }
    }
}

/// A chat that ended while the app was away, and the messages that waited or had failed in it.
pub(crate) struct EndedChat {
    /// As the server spells it, where that is known.
    pub(crate) chat_id: String,
    pub(crate) messages: Vec<RestoredMessage>,
    /// Those whose content cannot be read.
    pub(crate) lost: Vec<String>,
}

/// A store that is open.
pub(super) struct Opened {
    pub(super) database: Database,
    pub(super) texts: Texts,
}

/// Opens a file. One that cannot be read is set aside, and a new one begun; then the reason comes with it.
pub(super) fn open(file: &Path) -> Result<(Opened, Option<String>), Refusal> {
    if let Some(directory) = file.parent() {
        private::create_folder(directory).map_err(|error| Refusal::Io(error.kind()))?;
    }
    let opened = if attempts::is_hopeless(file, now_ms()) {
        // They say nothing of the file that comes in its place.
        attempts::forget(file);
        Err(Refusal::Unreadable("opening it ends the process"))
    } else {
        let _attempt = Attempt::begin(file, now_ms());
        open_file(file)
    };
    match opened {
        Ok(opened) => Ok((opened, None)),
        Err(Refusal::Unreadable(reason)) => {
            set_aside(file).map_err(|error| Refusal::Io(error.kind()))?;
            let _attempt = Attempt::begin(file, now_ms());
            let opened = open_file(file).map_err(|_| Refusal::Unreadable("no database could be made in it"))?;
            Ok((opened, Some(format!("{reason}; it was set aside, and a new one begun"))))
        }
        Err(refusal) => Err(refusal),
    }
}

/// Opens a file that was open before, as it is or not at all.
pub(super) fn reopen(file: &Path) -> Result<Opened, Refusal> {
    if !file.exists() {
        return Err(Refusal::Io(io::ErrorKind::NotFound));
    }
    open_file(file)
}

/// Why there is no database.
pub(super) enum Refusal {
    InUse,
    Io(io::ErrorKind),
    Unreadable(&'static str),
}

impl From<redb::Error> for Refusal {
    fn from(error: redb::Error) -> Self {
        use io::ErrorKind::{InvalidData, InvalidInput, UnexpectedEof};
        match error {
            redb::Error::DatabaseAlreadyOpen | redb::Error::LockProtocolMismatch => Self::InUse,
            // Of what lies where no file reaches only damage can speak. Anything else is the disk's, and passes.
            redb::Error::Io(io) if !matches!(io.kind(), InvalidData | InvalidInput | UnexpectedEof) => {
                Self::Io(io.kind())
            }
            redb::Error::PreviousIo => Self::Io(io::ErrorKind::Other),
            _ => Self::Unreadable("it is damaged"),
        }
    }
}

fn open_file(path: &Path) -> Result<Opened, Refusal> {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    let io = |error: io::Error| Refusal::Io(error.kind());
    let damaged = || Refusal::Unreadable("it is damaged");
    let file = private::open(&mut options, path).map_err(io)?;
    // The database trusts what it reads, and some damage makes it panic: that is damage like any other, here and in `handle`.
    // Without the check the database trusts what a run that closed well has left, and some damage to that ends the process.
    let database = contained(|| {
        let mut builder = redb::Builder::new();
        builder.set_check_integrity_on_open(true).create_with_backend(FileBackend::new(file)?)
    });
    let database = database.ok_or_else(damaged)?.map_err(|error| Refusal::from(redb::Error::from(error)))?;
    let refusal = match contained(|| Ok((format_of(&database)?, waiting(&database)?))) {
        Some(Ok((FORMAT, waiting))) => {
            let texts = Texts::beside(path).map_err(io)?;
            texts.remove_all_but(&waiting).map_err(io)?;
            return Ok(Opened { database, texts });
        }
        Some(Ok(_)) => Refusal::Unreadable("it was written by another version of the SDK"),
        Some(Err::<_, redb::Error>(error)) => error.into(),
        None => damaged(),
    };
    contained(|| drop(database));
    Err(refusal)
}

/// Every message that waits, by chat and id.
fn waiting(database: &Database) -> Result<Vec<(String, String)>, redb::Error> {
    let transaction = database.begin_read()?;
    let mut waiting = Vec::new();
    for entry in transaction.open_table(OUTBOX)?.iter()? {
        let place = entry?.0;
        let (chat_id, _, message_id) = place.value();
        waiting.push((chat_id.to_owned(), message_id.to_owned()));
    }
    Ok(waiting)
}

/// The format of the file; a new file gets ours, and its tables.
fn format_of(database: &Database) -> Result<u64, redb::Error> {
    let transaction = database.begin_write()?;
    let format = {
        let mut meta = transaction.open_table(META)?;
        let known = meta.get("format")?.map(|format| format.value());
        if known.is_none() {
            meta.insert("format", FORMAT)?;
        }
        known.unwrap_or(FORMAT)
    };
    if format == FORMAT {
        transaction.open_table(CHATS)?;
        transaction.open_table(OUTBOX)?;
        transaction.open_table(DELIVERED)?;
    }
    transaction.commit()?;
    Ok(format)
}

/// What the name of a database that could not be used ends with: this, and when it was.
const SET_ASIDE: &str = "set-aside-";

/// Whether the name of a database goes on like that.
pub(super) fn is_set_aside(kind: &str) -> bool {
    let when = kind.strip_prefix("redb.").and_then(|rest| rest.strip_prefix(SET_ASIDE));
    when.is_some_and(|when| when.bytes().all(|byte| byte.is_ascii_digit()))
}

pub(super) fn set_aside(file: &Path) -> io::Result<()> {
    let mut name = file.as_os_str().to_owned();
    name.push(format!(".{SET_ASIDE}{}", now_ms()));
    match fs::rename(file, PathBuf::from(name)) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        outcome => outcome,
    }
}

/// What is known of a chat; and the messages that wait and cannot be read.
pub(super) fn restore(opened: &Opened, chat_id: &str) -> Result<(Restored, Vec<String>), redb::Error> {
    let transaction = opened.database.begin_read()?;
    let last_number = transaction.open_table(CHATS)?.get(chat_id)?.and_then(|number| number.value());
    let (messages, lost) = messages_of(opened, &transaction, chat_id)?;
    let messages = messages.into_iter().map(|(kept, event)| kept.restored(event)).collect();
    let mut delivered = Vec::new();
    for entry in transaction.open_table(DELIVERED)?.range((chat_id, 0)..=(chat_id, Key::MAX))? {
        let (key, count) = entry?;
        delivered.extend(std::iter::repeat_n(key.value().1, count.value().min(MOST_OF_ONE) as usize));
    }
    Ok((Restored { last_number, delivered, messages }, lost))
}

/// The messages of a chat, in the order in which they were handed over; and the ids of those that cannot be read.
#[expect(clippy::type_complexity, reason = "named once, for two callers")]
fn messages_of(
    opened: &Opened,
    transaction: &ReadTransaction,
    chat_id: &str,
) -> Result<(Vec<(Kept, ClientEvent)>, Vec<String>), redb::Error> {
    let (mut messages, mut lost) = (Vec::new(), Vec::new());
    for entry in transaction.open_table(OUTBOX)?.range((chat_id, 0, "")..(chat_id, u64::MAX, ""))? {
        let (place, kept) = entry?;
        let message_id = place.value().2;
        // One that cannot be read costs no other.
        let kept = serde_json::from_slice::<Kept>(kept.value()).ok();
        match kept.zip(opened.texts.read(chat_id, message_id)?) {
            Some(message) => messages.push(message),
            None => lost.push(message_id.to_owned()),
        }
    }
    // Those of another chat are all at the place 0, and come first.
    messages.sort_by_key(|(Kept { message_id, handed_over_ms, moved, .. }, _)| match moved {
        true => (false, *handed_over_ms, number_in(message_id)),
        false => (true, 0, None),
    });
    Ok((messages, lost))
}

pub(super) fn keep(opened: &Opened, chat_id: &str, changes: &[Change]) -> Result<(), redb::Error> {
    opened.texts.keep(changes.iter().filter_map(|change| match change {
        Change::Waits { message_id, event } => Some((chat_id, message_id.as_str(), event)),
        _ => None,
    }))?;
    let mut gone = Vec::new();
    let transaction = opened.database.begin_write()?;
    {
        let mut chats = transaction.open_table(CHATS)?;
        let mut outbox = transaction.open_table(OUTBOX)?;
        let mut delivered = transaction.open_table(DELIVERED)?;
        if chats.get(chat_id)?.is_none() {
            chats.insert(chat_id, None)?;
        }
        for change in changes {
            match change {
                Change::Waits { message_id, .. } => {
                    gone.retain(|gone| gone != message_id);
                    let kept =
                        Kept { message_id: message_id.clone(), handed_over_ms: now_ms(), failed: false, moved: false };
                    outbox.insert(place(chat_id, message_id), &to_bytes(&kept)[..])?;
                }
                Change::Number(number) => {
                    chats.insert(chat_id, Some(*number))?;
                }
                Change::Failed { message_id } => {
                    let place = place(chat_id, message_id);
                    let kept = outbox.get(place)?.and_then(|kept| serde_json::from_slice::<Kept>(kept.value()).ok());
                    if let Some(kept) = kept {
                        outbox.insert(place, &to_bytes(&Kept { failed: true, ..kept })[..])?;
                    }
                }
                Change::Gone { message_id } => {
                    outbox.remove(place(chat_id, message_id))?;
                    gone.push(message_id.clone());
                }
                Change::Delivered(keys) => {
                    for key in keys {
                        let count = delivered.get((chat_id, *key))?.map_or(0, |count| count.value());
                        delivered.insert((chat_id, *key), count.saturating_add(1))?;
                    }
                }
                Change::Closed => {
                    chats.remove(chat_id)?;
                    outbox.retain_in((chat_id, 0, "")..(chat_id, u64::MAX, ""), |(_, _, message_id), _| {
                        gone.push(message_id.to_owned());
                        false
                    })?;
                    delivered.retain_in((chat_id, 0)..=(chat_id, Key::MAX), |_, _| false)?;
                }
            }
        }
    }
    transaction.commit()?;
    for message_id in gone {
        // No failure: what was committed must not be handed over again. The next one to open the store removes what is left.
        let _ = opened.texts.remove(chat_id, &message_id);
    }
    Ok(())
}

/// Forgets every chat but those in `live`, and moves their messages to `successor`, as failed: what the customer wrote is not lost
/// with the chat. A message moves once, so that none stays permanently.
pub(super) fn replace_ended(opened: &Opened, successor: &str, live: &[String]) -> Result<Vec<EndedChat>, redb::Error> {
    let mut over = Vec::new();
    let mut ended = Vec::new();
    let transaction = opened.database.begin_read()?;
    for entry in transaction.open_table(CHATS)?.iter()? {
        let chat_id = entry?.0.value().to_owned();
        if !live.iter().any(|live| live.eq_ignore_ascii_case(&chat_id)) {
            over.push(chat_id);
        }
    }
    for chat_id in over {
        match replace(opened, &chat_id, successor) {
            Ok(chat) => ended.push(chat),
            // Those that are gone are told all the same, and the rest another time.
            Err(_) if !ended.is_empty() => break,
            Err(error) => return Err(error),
        }
    }
    Ok(ended)
}

fn replace(opened: &Opened, chat_id: &str, successor: &str) -> Result<EndedChat, redb::Error> {
    let (messages, lost) = messages_of(opened, &opened.database.begin_read()?, chat_id)?;
    let moving = || messages.iter().filter(|(kept, _)| !kept.moved);
    opened.texts.keep(moving().map(|(kept, event)| (successor, kept.message_id.as_str(), event)))?;
    let transaction = opened.database.begin_write()?;
    let mut gone = Vec::new();
    {
        let mut chats = transaction.open_table(CHATS)?;
        let mut outbox = transaction.open_table(OUTBOX)?;
        let mut delivered = transaction.open_table(DELIVERED)?;
        chats.remove(chat_id)?;
        outbox.retain_in((chat_id, 0, "")..(chat_id, u64::MAX, ""), |(_, _, message_id), _| {
            gone.push(message_id.to_owned());
            false
        })?;
        delivered.retain_in((chat_id, 0)..=(chat_id, Key::MAX), |_, _| false)?;
        if chats.get(successor)?.is_none() {
            chats.insert(successor, None)?;
        }
        for (kept, _) in moving() {
            let message_id = kept.message_id.clone();
            let kept = Kept { message_id, handed_over_ms: kept.handed_over_ms, failed: true, moved: true };
            outbox.insert(place(successor, &kept.message_id), &to_bytes(&kept)[..])?;
        }
    }
    transaction.commit()?;
    for message_id in gone {
        // No failure, as in `keep`.
        let _ = opened.texts.remove(chat_id, &message_id);
    }
    let ids = || messages.iter().map(|(kept, _)| &kept.message_id).chain(&lost);
    let spelled = ids().find_map(|message_id| as_spelled(chat_id, message_id)).unwrap_or(chat_id).to_owned();
    let messages = messages.into_iter().map(|(kept, event)| kept.restored(event)).collect();
    Ok(EndedChat { chat_id: spelled, messages, lost })
}

fn to_bytes(kept: &Kept) -> Vec<u8> {
    serde_json::to_vec(kept).expect("strings and numbers serialise")
}

/// Where a message of a chat is in the table. Our ids are `chatId:number`; only the message that went with the request for a chat,
/// and one that was moved from another chat, have another, and come before all.
fn place<'a>(chat_id: &'a str, message_id: &'a str) -> (&'a str, u64, &'a str) {
    let number = as_spelled(chat_id, message_id).and_then(|_| number_in(message_id));
    (chat_id, number.unwrap_or_default(), message_id)
}

fn number_in(message_id: &str) -> Option<u64> {
    message_id.rsplit_once(':')?.1.parse().ok()
}

/// The id of a chat as the server spells it, which is how our ids of its messages begin; the tables have it in lower case.
fn as_spelled<'a>(chat_id: &str, message_id: &'a str) -> Option<&'a str> {
    let (spelled, _) = message_id.rsplit_once(':')?;
    spelled.eq_ignore_ascii_case(chat_id).then_some(spelled)
}

fn now_ms() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_millis() as u64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::MessageFormat;

    #[test]
    fn a_file_of_a_later_version_is_set_aside_as_it_is_and_a_new_one_begun() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("a.redb");
        let Ok((opened, None)) = open(&file) else { panic!("no database") };
        let transaction = opened.database.begin_write().expect("a transaction");
        transaction.open_table(META).expect("the table").insert("format", FORMAT + 1).expect("the format");
        transaction.commit().expect("the commit");
        drop(opened);
        let Ok((opened, Some(problem))) = open(&file) else { panic!("it was opened as though it were ours") };
        assert!(problem.contains("another version"), "{problem}");
        keep(&opened, "c", &[Change::Number(1)]).expect("the new one takes what comes");
        let names = fs::read_dir(folder.path()).expect("a folder").map(|file| file.expect("a file").path());
        let aside = names.filter(|path| path.to_string_lossy().contains(SET_ASIDE));
        let [aside] = &aside.collect::<Vec<_>>()[..] else { panic!("one file is set aside") };
        let kept = Database::open(aside).expect("a database, for the version that can read it");
        assert_eq!(format_of(&kept).expect("its format"), FORMAT + 1);
        drop(opened);
        assert!(matches!(open(&file), Ok((_, None))), "it is said once");
    }

    #[test]
    fn a_clock_that_was_set_back_makes_a_message_younger_and_never_older() {
        let folder = tempfile::tempdir().expect("a folder");
        let Ok((opened, None)) = open(&folder.path().join("a.redb")) else { panic!("no database") };
        let event = ClientEvent::message("hello", MessageFormat::Text, None).with_message_id("c:1");
        keep(&opened, "c", &[Change::Waits { message_id: "c:1".to_owned(), event }]).expect("kept");
        let age = |handed_over_ms: u64| {
            let kept = Kept { message_id: "c:1".to_owned(), handed_over_ms, failed: false, moved: false };
            let transaction = opened.database.begin_write().expect("a transaction");
            let mut outbox = transaction.open_table(OUTBOX).expect("the table");
            outbox.insert(("c", 1, "c:1"), &to_bytes(&kept)[..]).expect("the message");
            drop(outbox);
            transaction.commit().expect("the commit");
            let (restored, _) = restore(&opened, "c").expect("what was kept");
            assert_eq!(restored.messages.len(), 1, "nothing is lost, whatever the clock says");
            restored.messages[0].age
        };
        let hour = 3_600_000;
        assert_eq!(age(now_ms() + hour), Duration::ZERO);
        assert_eq!(age(u64::MAX), Duration::ZERO);
        assert!(age(now_ms() - hour) >= Duration::from_millis(hour));
    }
}
