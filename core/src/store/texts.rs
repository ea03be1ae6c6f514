//! Texts of unsent messages.
//!
//! What the messages that wait say: a file for each, removed when the server has it or the app discards it. Not in the database,
//! because a database copies what it changes and leaves the old pages as they were: what was sent long ago would be there to read.
//!
//! A file is written, and on the disk, before the row that speaks of it is committed, and removed after its row. So a file without
//! a row is what a process has left behind that died in between; the next one to open the store removes it.

use std::{
    collections::HashSet,
    fs::{self, File, OpenOptions},
    hash::Hasher,
    io::{self, Write},
    path::{Path, PathBuf},
};

use siphasher::sip::SipHasher13;

use super::private;
use crate::wire::ClientEvent;

/// What the name of the folder ends with; it begins like that of its database.
pub(super) const ENDING: &str = "outbox";

pub(super) struct Texts {
    folder: PathBuf,
}

impl Texts {
    /// The texts that belong to `database`, in a folder beside it.
    pub(super) fn beside(database: &Path) -> io::Result<Self> {
        let folder = database.with_extension(ENDING);
        private::create_folder(&folder)?;
        Ok(Self { folder })
    }

    /// Keeps the texts of messages, each by chat and id; when this returns they are on the disk.
    pub(super) fn keep<'a>(
        &self,
        messages: impl Iterator<Item = (&'a str, &'a str, &'a ClientEvent)>,
    ) -> io::Result<()> {
        let mut is_changed = false;
        for (chat_id, message_id, event) in messages {
            let path = self.path(chat_id, message_id);
            // Of a message that is tried again this is the only copy: until the new file is whole, the old one stays.
            let unfinished = path.with_extension("new");
            let mut options = OpenOptions::new();
            options.write(true).create(true).truncate(true);
            let mut file = private::open(&mut options, &unfinished)?;
            file.write_all(&serde_json::to_vec(event).expect("strings and numbers serialise"))?;
            file.sync_all()?;
            fs::rename(unfinished, path)?;
            is_changed = true;
        }
        if is_changed { sync_names(&self.folder) } else { Ok(()) }
    }

    /// The text of a message; none where it is gone, or damaged. That the disk does not give it now says nothing of that.
    pub(super) fn read(&self, chat_id: &str, message_id: &str) -> io::Result<Option<ClientEvent>> {
        match fs::read(self.path(chat_id, message_id)) {
            Ok(text) => Ok(serde_json::from_slice(&text).ok()),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    pub(super) fn remove(&self, chat_id: &str, message_id: &str) -> io::Result<()> {
        remove(&self.path(chat_id, message_id))
    }

    /// Removes whatever is of none of these messages.
    pub(super) fn remove_all_but(&self, messages: &[(String, String)]) -> io::Result<()> {
        let kept: HashSet<_> = messages.iter().map(|(chat_id, message_id)| self.path(chat_id, message_id)).collect();
        for entry in fs::read_dir(&self.folder)? {
            let path = entry?.path();
            if !kept.contains(&path) {
                remove(&path)?;
            }
        }
        Ok(())
    }

    /// A name that says nothing of the message and is the same in every run.
    fn path(&self, chat_id: &str, message_id: &str) -> PathBuf {
        let mut hasher = SipHasher13::new();
        for part in [chat_id, message_id] {
            hasher.write(&(part.len() as u64).to_le_bytes());
            hasher.write(part.as_bytes());
        }
        self.folder.join(format!("{:016x}", hasher.finish()))
    }
}

fn remove(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        outcome => outcome,
    }
}

/// A new file is there for sure when its folder has been written, too. Windows has no such thing.
fn sync_names(folder: &Path) -> io::Result<()> {
    if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
}
