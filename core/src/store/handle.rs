//! The store as the rest of the SDK knows it: whatever is wrong with the disk, there is one, though it may keep nothing.

use std::{
    hash::Hasher,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, MutexGuard, PoisonError, mpsc},
    thread,
    time::Duration,
};

use redb::Database;
use siphasher::sip::SipHasher13;

use super::database::{self, Refusal, contained};
use crate::{
    model::ContactCenterError,
    session::{Change, Restored},
};

/// How the names of all our database files begin; what follows tells whose.
pub(super) const FILE: &str = "contact-center-";

pub(crate) struct Store {
    place: Mutex<Place>,
    /// Set while the app has not been told of it.
    problem: Mutex<Option<ContactCenterError>>,
}

enum Place {
    /// Nothing is kept.
    Nowhere,
    /// Another communicator has this file open; it may let go of it.
    InUse(PathBuf),
    Open(Database, PathBuf),
}

impl Store {
    /// Opens the store of `owner` in `directory`, or one that keeps nothing. Never fails: what is wrong is to be had from
    /// `take_problem`. The owner is whatever tells one client of one contact centre from another: each has a file of its own,
    /// so that none takes the chats of another for its own that have ended.
    pub(crate) fn open(directory: Option<&str>, owner: &[&str]) -> Self {
        let store = Self { place: Mutex::new(Place::Nowhere), problem: Mutex::default() };
        if let Some(directory) = directory {
            store.open_file(&Path::new(directory).join(file_name(owner)));
        }
        store
    }

    fn open_file(&self, file: &Path) {
        let (place, problem) = match database::open(file) {
            Ok((database, problem)) => {
                (Place::Open(database, file.to_owned()), problem.map(|reason| unusable(&reason)))
            }
            Err(Refusal::InUse) => {
                (Place::InUse(file.to_owned()), Some(unusable("another communicator of this client uses it")))
            }
            Err(Refusal::Io(kind)) => (Place::Nowhere, Some(unusable(&kind.to_string()))),
            Err(Refusal::Unreadable(reason)) => (Place::Nowhere, Some(unusable(reason))),
        };
        *self.lock() = place;
        *self.problem.lock().unwrap_or_else(PoisonError::into_inner) = problem;
    }

    pub(crate) fn is_kept(&self) -> bool {
        matches!(&*self.lock(), Place::Open(..))
    }

    /// What is wrong with the store, once.
    pub(crate) fn take_problem(&self) -> Option<ContactCenterError> {
        self.problem.lock().unwrap_or_else(PoisonError::into_inner).take()
    }

    /// What is known of a chat that opens. A file that another communicator had open is tried again.
    pub(crate) fn restore(&self, chat_id: &str) -> Result<Restored, ContactCenterError> {
        let in_use = if let Place::InUse(file) = &*self.lock() { Some(file.clone()) } else { None };
        if let Some(file) = in_use {
            self.open_file(&file);
        }
        self.with(|database| database::restore(database, &chat_id.to_ascii_lowercase()))
    }

    /// Keeps `changes`, all or none of them.
    pub(crate) fn keep(&self, chat_id: &str, changes: &[Change]) -> Result<(), ContactCenterError> {
        self.with(|database| database::keep(database, &chat_id.to_ascii_lowercase(), changes))
    }

    /// Forgets every chat but those in `live`: they ended while nobody looked. Their messages that will never be sent, by chat.
    pub(crate) fn forget_all_but(&self, live: &[String]) -> Result<Vec<(String, String)>, ContactCenterError> {
        self.with(|database| database::forget_all_but(database, live))
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
            Err(error) => tracing::warn!(kind = %error.kind(), "no thread to close the store on"),
        }
    }

    fn with<T: Default>(
        &self,
        work: impl FnOnce(&Database) -> Result<T, redb::Error>,
    ) -> Result<T, ContactCenterError> {
        let mut place = self.lock();
        let Place::Open(database, _) = &*place else { return Ok(T::default()) };
        match contained(|| work(database)) {
            Some(Ok(done)) => Ok(done),
            Some(Err(redb::Error::Corrupted(_))) | None => {
                set_aside(std::mem::replace(&mut place, Place::Nowhere));
                Err(unusable("it is damaged; it was set aside, and the next run begins a new one"))
            }
            Some(Err(error)) => Err(failed(&error)),
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

/// A damaged file must not be in the way of the next run.
fn set_aside(place: Place) {
    if let Place::Open(database, file) = place {
        contained(|| drop(database));
        if let Err(error) = database::set_aside(&file) {
            tracing::warn!(kind = %error.kind(), "the damaged store stays where it is");
        }
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

/// `Storage`, in words that hold no path.
pub(super) fn unusable(reason: &str) -> ContactCenterError {
    ContactCenterError::Storage { reason: reason.to_owned() }
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
        let open = || Arc::new(Store::open(folder.path().to_str(), &["a client"]));
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
        let open = || Store::open(folder.path().to_str(), &["a client"]);
        let store = open();
        store.keep("c", &[Change::Number(7)]).expect("kept");
        let failed = store.with::<()>(|_| panic!("as the database does over a page that makes no sense"));
        assert!(matches!(failed, Err(ContactCenterError::Storage { reason }) if reason.contains("damaged")));
        assert!(!store.is_kept(), "the chat goes on without");
        assert!(store.restore("c").is_ok());
        drop(store);
        let next = open();
        assert!(next.is_kept() && next.take_problem().is_none(), "a new one is begun");
        assert_eq!(next.restore("c").expect("read").last_number, None);
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
