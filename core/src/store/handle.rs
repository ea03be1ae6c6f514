//! The store as the rest of the SDK knows it: whatever is wrong with the disk, there is one, though it may keep nothing.

use std::{
    hash::Hasher,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, MutexGuard, PoisonError, mpsc},
    thread,
    time::Duration,
};

use siphasher::sip::SipHasher13;

use super::{
    attempts,
    database::{self, Opened, Refusal},
    texts,
};
use crate::{
    containment::contained,
    logging::Log,
    model::ContactCenterError,
    session::{Change, Restored},
};

/// How the names of all our databases, and of what lies beside them, begin; what follows tells whose.
const FILE: &str = "contact-center-";

pub(crate) struct Store {
    place: Mutex<Place>,
    /// Set while the app has not been told of it.
    problem: Mutex<Option<ContactCenterError>>,
    log: Log,
}

enum Place {
    /// Nothing is kept.
    Nowhere,
    /// Another communicator has this file open, the disk did not take it, or somebody removed it: it is tried again when the next chat
    /// opens.
    Later(PathBuf),
    /// A transaction failed, as on a full disk: the file is opened again for the next one.
    Failed(PathBuf),
    Open(File),
}

struct File {
    path: PathBuf,
    opened: Opened,
}

impl Store {
    /// Opens the store of `owner` in `directory`, or one that keeps nothing. Never fails: what is wrong is to be had from
    /// `take_problem`. The owner is whatever tells one client of one contact centre from another: each has a file of its own,
    /// so that none takes the chats of another for its own that have ended.
    pub(crate) fn open(directory: Option<&str>, owner: &[&str], log: Log) -> Self {
        let store = Self { place: Mutex::new(Place::Nowhere), problem: Mutex::default(), log };
        if let Some(directory) = directory {
            store.open_file(&Path::new(directory).join(file_name(owner)));
        }
        store
    }

    fn open_file(&self, path: &Path) {
        let (place, problem) = match database::open(path) {
            Ok((opened, problem)) => {
                (Place::Open(File { path: path.to_owned(), opened }), problem.map(|reason| unusable(&reason)))
            }
            Err(refusal @ (Refusal::InUse | Refusal::Io(_))) => (Place::Later(path.to_owned()), Some(refusal.into())),
            Err(refusal) => (Place::Nowhere, Some(refusal.into())),
        };
        *self.lock() = place;
        *self.problem.lock().unwrap_or_else(PoisonError::into_inner) = problem;
    }

    pub(crate) fn is_kept(&self) -> bool {
        matches!(&*self.lock(), Place::Open(_) | Place::Failed(_))
    }

    /// What is wrong with the store, once.
    pub(crate) fn take_problem(&self) -> Option<ContactCenterError> {
        self.problem.lock().unwrap_or_else(PoisonError::into_inner).take()
    }

    /// What is known of a chat that opens, and which of its messages are lost: they waited, and what they said cannot be read. A file
    /// that could not be had when the last chat opened is tried again.
    pub(crate) fn restore(&self, chat_id: &str) -> Result<(Restored, Vec<String>), ContactCenterError> {
        let later = if let Place::Later(path) = &*self.lock() { Some(path.clone()) } else { None };
        if let Some(path) = later {
            self.open_file(&path);
        }
        self.with(|opened| database::restore(opened, &chat_id.to_ascii_lowercase()))
    }

    /// Keeps `changes`, all or none of them. What could not be kept may be handed over again, before what came after it.
    pub(crate) fn keep(&self, chat_id: &str, changes: &[Change]) -> Result<(), ContactCenterError> {
        self.with(|opened| database::keep(opened, &chat_id.to_ascii_lowercase(), changes))
    }

    /// Forgets every chat but those in `live`: they ended while nobody looked. Their messages that will never be sent, by chat.
    pub(crate) fn forget_all_but(&self, live: &[String]) -> Result<Vec<(String, String)>, ContactCenterError> {
        self.with(|opened| database::forget_all_but(opened, live))
    }

    /// Puts records in that may be anything.
    #[cfg(feature = "internals")]
    pub(crate) fn forge(&self, records: &[super::Forged<'_>]) -> Result<(), ContactCenterError> {
        self.with(|database| super::forged::put(database, records))
    }

    /// Closes the file, so that the next communicator can open it. Waits for the disk, but no longer than `limit`.
    pub(crate) fn close(self: &Arc<Self>, limit: Duration) {
        let (done, closed) = mpsc::channel();
        let store = self.clone();
        let close = move || {
            let place = std::mem::replace(&mut *store.lock(), Place::Nowhere);
            contained(|| drop(place));
            let _ = done.send(());
        };
        // Where nothing is kept there is nothing to wait for, and no thread is needed for it.
        if let Ok(mut place) = self.place.try_lock()
            && !matches!(*place, Place::Open(..))
        {
            *place = Place::Nowhere;
            return;
        }
        match thread::Builder::new().name("contact-center-store".into()).spawn(close) {
            Ok(closing) if closed.recv_timeout(limit).is_ok() => drop(closing.join()),
            Ok(_) => {}
            Err(error) => {
                self.log.warning("store", format_args!("no thread to close the store on: {}", error.kind()));
            }
        }
    }

    fn with<T: Default>(&self, work: impl FnOnce(&Opened) -> Result<T, redb::Error>) -> Result<T, ContactCenterError> {
        let mut place = self.lock();
        if let Place::Failed(path) = &*place {
            // What it held when it failed is what the machines count on: nothing that was set aside will do.
            let (path, reopened) = (path.clone(), database::reopen(path));
            *place = Place::Open(File { path, opened: reopened? });
        }
        let Place::Open(File { path, opened }) = &*place else { return Ok(T::default()) };
        if !path.exists() {
            // Nobody will ever read what is written to it.
            *place = Place::Later(path.clone());
            return Err(unusable("its file was removed"));
        }
        match contained(|| work(opened)) {
            Some(Ok(done)) => Ok(done),
            Some(Err(redb::Error::Corrupted(_))) | None => {
                self.set_aside(std::mem::replace(&mut place, Place::Nowhere));
                Err(unusable("it is damaged; it was set aside, and the next run begins a new one"))
            }
            Some(Err(error)) => {
                // After an error the database takes nothing more.
                *place = Place::Failed(path.clone());
                Err(failed(&error))
            }
        }
    }

    /// A damaged file must not be in the way of the next run.
    fn set_aside(&self, place: Place) {
        if let Place::Open(File { path, opened }) = place {
            // Nobody would remove them when they are sent.
            if let Err(error) = opened.texts.remove_all_but(&[]) {
                self.log.warning("store", format_args!("texts of the damaged store stay: {}", error.kind()));
            }
            contained(|| drop(opened));
            if let Err(error) = database::set_aside(&path) {
                self.log.warning("store", format_args!("the damaged store stays where it is: {}", error.kind()));
            }
        }
    }

    fn lock(&self) -> MutexGuard<'_, Place> {
        self.place.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Closing writes, and may find damage, too.
impl Drop for Store {
    fn drop(&mut self) {
        let place = std::mem::replace(&mut *self.lock(), Place::Nowhere);
        contained(|| drop(place));
    }
}

fn file_name(owner: &[&str]) -> String {
    let mut hasher = SipHasher13::new();
    for part in owner {
        hasher.write(&(part.len() as u64).to_le_bytes());
        hasher.write(part.as_bytes());
    }
    format!("{FILE}{:016x}.redb", hasher.finish())
}

/// Whether a file or a folder of this name is a database of ours, or belongs to one.
pub(super) fn is_file(name: &str) -> bool {
    let owner_and_kind = name.strip_prefix(FILE).and_then(|rest| rest.split_once('.'));
    owner_and_kind.is_some_and(|(owner, kind)| {
        u64::from_str_radix(owner, 16).is_ok()
            && (matches!(kind, "redb" | texts::ENDING | attempts::ENDING) || database::is_set_aside(kind))
    })
}

/// `Storage`, in words that hold no path.
pub(super) fn unusable(reason: &str) -> ContactCenterError {
    ContactCenterError::Storage { reason: reason.to_owned() }
}

impl From<Refusal> for ContactCenterError {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::InUse => unusable("another communicator of this client uses it"),
            Refusal::Io(kind) => unusable(&kind.to_string()),
            Refusal::Unreadable(reason) => unusable(reason),
        }
    }
}

fn failed(error: &redb::Error) -> ContactCenterError {
    match error {
        redb::Error::Io(io) => unusable(&io.kind().to_string()),
        _ => unusable("the database refused a transaction"),
    }
}

#[cfg(test)]
mod tests {
    use std::time::Instant;

    use super::*;

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

    #[test]
    fn every_client_has_a_file_of_its_own_whose_name_never_changes() {
        let name = |tenant, client| file_name(&["https://acme.example.com/", tenant, client]);
        assert_eq!(name("acme", "ann"), "contact-center-d1cffe2ac185959e.redb");
        assert_ne!(name("acme", "ann"), name("acme", "bob"));
        assert_ne!(name("acmea", "nn"), name("acme", "ann"));
    }
}
