//! The sessions of a simulator in a folder, so that a restarted program goes on with its chats: `sessions.json`, and the
//! files of both sides beside it.

use std::{
    collections::HashSet,
    fs::{self, OpenOptions},
    io::{self, ErrorKind, Write},
    path::{Path, PathBuf},
};

use serde::{Deserialize, Serialize};

use crate::{
    files::{FileStore, StoredFile},
    session::Session,
    state::State,
};

/// Grows with every change of the form that older programs cannot read.
const FORMAT: u32 = 1;

/// The folder that keeps the sessions, and what it holds.
#[derive(Debug)]
pub(crate) struct SessionStore {
    folder: PathBuf,
    /// The text of `sessions.json`.
    written: Vec<u8>,
    /// The ids of the files beside it.
    files: HashSet<String>,
    /// Whether the last write failed; an error is printed once.
    failed: bool,
}

#[derive(Serialize)]
struct Record<'a> {
    format: u32,
    sessions: &'a [Session],
    files: Vec<FileRecord>,
}

#[derive(Deserialize)]
struct StoredRecord {
    format: u32,
    sessions: Vec<Session>,
    files: Vec<FileRecord>,
}

/// A file without its bytes.
#[derive(Serialize, Deserialize)]
struct FileRecord {
    id: String,
    name: String,
    content_type: String,
}

impl SessionStore {
    /// Opens the folder, makes it if it is missing, and returns the state that it keeps.
    ///
    /// # Errors
    ///
    /// A folder that cannot be used, and one with anything but the sessions of this format. It stays as it is.
    pub(crate) fn open(folder: &Path) -> io::Result<(Self, State)> {
        let in_folder = |error: io::Error| io::Error::new(error.kind(), format!("{}: {error}", folder.display()));
        make_folder(folder).map_err(in_folder)?;
        let mut store = Self { folder: folder.to_owned(), written: Vec::new(), files: HashSet::new(), failed: false };
        let state = match fs::read(store.record_path()) {
            Ok(bytes) => store.read(bytes).map_err(|error| {
                let path = store.record_path();
                let message = format!("{}: {error}; delete the folder to begin without chats", path.display());
                io::Error::new(ErrorKind::InvalidData, message)
            })?,
            Err(error) if error.kind() == ErrorKind::NotFound => State::default(),
            Err(error) => return Err(in_folder(error)),
        };
        Ok((store, state))
    }

    /// Writes the sessions and files down if they have changed. A failure is printed and does not stop the simulator.
    pub(crate) fn save(&mut self, state: &State) {
        let saved = self.try_save(state);
        if let Err(error) = &saved
            && !self.failed
        {
            eprintln!("contact-center-simulator: cannot keep the sessions in {}: {error}", self.folder.display());
        }
        self.failed = saved.is_err();
    }

    fn try_save(&mut self, state: &State) -> io::Result<()> {
        let files = state.files.all().map(|(id, file)| FileRecord {
            id: id.to_owned(),
            name: file.name.clone(),
            content_type: file.content_type.clone(),
        });
        let record = Record { format: FORMAT, sessions: &state.sessions, files: files.collect() };
        let bytes = serde_json::to_vec(&record)?;
        if bytes == self.written {
            return Ok(());
        }
        for (id, file) in state.files.all() {
            if !self.files.contains(id) {
                write_private(&self.folder.join(id), &file.bytes)?;
                self.files.insert(id.to_owned());
            }
        }
        // A program that is killed while it writes leaves the old record whole.
        let unfinished = self.folder.join("sessions.json.new");
        write_private(&unfinished, &bytes)?;
        fs::rename(unfinished, self.record_path())?;
        self.written = bytes;
        for gone in self.files.extract_if(|id| state.files.get(id).is_none()) {
            fs::remove_file(self.folder.join(gone))?;
        }
        Ok(())
    }

    fn read(&mut self, bytes: Vec<u8>) -> Result<State, String> {
        let record: StoredRecord =
            serde_json::from_slice(&bytes).map_err(|error| format!("these are no kept sessions ({error})"))?;
        if record.format != FORMAT {
            return Err(format!("format {} is not that of this version ({FORMAT})", record.format));
        }
        let mut files = FileStore::default();
        for FileRecord { id, name, content_type } in record.files {
            // The id becomes a part of a path.
            let id = uuid::Uuid::parse_str(&id).map_err(|_| "a file has no valid id")?.to_string();
            let bytes = fs::read(self.folder.join(&id)).map_err(|error| format!("the file {id}: {error}"))?;
            files.put(id.clone(), StoredFile { name, content_type, bytes });
            self.files.insert(id);
        }
        self.written = bytes;
        Ok(State { sessions: record.sessions, files, ..State::default() })
    }

    fn record_path(&self) -> PathBuf {
        self.folder.join("sessions.json")
    }
}

/// Makes the folder for its owner only: it holds what customers wrote.
fn make_folder(folder: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

fn write_private(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)?.write_all(bytes)
}
