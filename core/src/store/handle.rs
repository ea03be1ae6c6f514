//! The handle of the store.
//!
//! The store as the rest of the SDK knows it: whatever is wrong with the disk, there is one, though it may keep nothing.

use std::{
    path::PathBuf,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
        mpsc,
    },
    thread,
    time::{Duration, Instant},
};

use super::{
    database::{self, EndedChat, Opened, Refusal},
    file_names::file_name,
    texts::Texts,
};
use crate::{
    containment::contained,
    logging::Log,
    model::ContactCenterError,
    session::{Change, Restored},
};

/// How long the lock of a file that is opened again is waited for: an extension of the app may deal with a push.
const LOCK_PATIENCE: Duration = Duration::from_secs(1);
const LOCK_RETRY: Duration = Duration::from_millis(10);

pub(crate) struct Store {
    directory: Option<PathBuf>,
    place: Mutex<Place>,
    /// Whether the file stays open between two uses. iOS ends a suspended app that holds a lock in a shared folder.
    foreground: AtomicBool,
    /// Set while the app has not been told of it.
    problem: Mutex<Option<ContactCenterError>>,
    log: Log,
}

enum Place {
    /// Nothing is kept.
    Nowhere,
    /// The file is opened when the next chat opens: it has not been opened yet, another communicator has it open, the disk did not take
    /// it, or it was removed.
    Unopened(PathBuf),
    /// The file was open, and is opened again, as it is, for the next use: it was closed for the background, or a transaction failed,
    /// as on a full disk.
    Closed(PathBuf),
    Open(File),
}

impl Place {
    /// Closes the file if it is open. Closing writes, and may find damage.
    fn close(&mut self) {
        if let Self::Open(File { path, .. }) = self {
            let closed = Self::Closed(path.clone());
            let open = std::mem::replace(self, closed);
            contained(|| drop(open));
        }
    }
}

struct File {
    path: PathBuf,
    opened: Opened,
}

impl Store {
    /// A store in `directory`, or one that keeps nothing. Touches no disk: the file is opened when the first chat opens, once it is
    /// known whose it is.
    pub(crate) fn new(directory: Option<&str>, log: Log) -> Self {
        Self {
            directory: directory.map(PathBuf::from),
            place: Mutex::new(Place::Nowhere),
            foreground: AtomicBool::new(true),
            problem: Mutex::default(),
            log,
        }
    }

    /// Sets whose store it is. The owner is whatever tells one client of one contact center from another: each has a file of its own,
    /// so that none takes the chats of another for its own that have ended.
    pub(crate) fn belongs_to(&self, owner: &[&str]) {
        if let Some(directory) = &self.directory {
            *self.lock() = Place::Unopened(directory.join(file_name(owner)));
        }
    }

    /// The store of `owner` in `directory`, opened. Never fails: what is wrong is to be had from `take_problem`.
    #[cfg(any(test, feature = "internals"))]
    pub(crate) fn open(directory: Option<&str>, owner: &[&str], log: Log) -> Self {
        let store = Self::new(directory, log);
        store.belongs_to(owner);
        store.open_if_unopened(&mut store.lock());
        store
    }

    /// Closes the file after each use while the app is in the background, and keeps it open in the foreground. Returns at once; what is
    /// open is closed by `release`.
    pub(crate) fn set_foreground(&self, foreground: bool) {
        self.foreground.store(foreground, Ordering::SeqCst);
    }

    /// Lets go of the file in the background. Waits for the disk.
    pub(crate) fn release(&self) {
        let mut place = self.lock();
        if !self.foreground.load(Ordering::SeqCst) {
            place.close();
        }
    }

    fn open_if_unopened(&self, place: &mut Place) {
        let Place::Unopened(path) = &*place else { return };
        let path = path.clone();
        let (opened, problem) = match database::open(&path) {
            Ok((opened, problem)) => (Place::Open(File { path, opened }), problem.map(|reason| unusable(&reason))),
            Err(refusal @ (Refusal::InUse | Refusal::Io(_))) => (Place::Unopened(path), Some(refusal.into())),
            Err(refusal) => (Place::Nowhere, Some(refusal.into())),
        };
        *place = opened;
        *self.problem.lock().unwrap_or_else(PoisonError::into_inner) = problem;
    }

    pub(crate) fn is_kept(&self) -> bool {
        matches!(&*self.lock(), Place::Open(_) | Place::Closed(_))
    }

    /// What is wrong with the store, once.
    pub(crate) fn take_problem(&self) -> Option<ContactCenterError> {
        self.problem.lock().unwrap_or_else(PoisonError::into_inner).take()
    }

    /// What is known of a chat that opens, and which of its messages are lost: they waited, and what they said cannot be read. A file
    /// that could not be had when the last chat opened is tried again.
    pub(crate) fn restore(&self, chat_id: &str) -> Result<(Restored, Vec<String>), ContactCenterError> {
        self.open_if_unopened(&mut self.lock());
        self.with(|opened| database::restore(opened, &chat_id.to_ascii_lowercase()))
    }

    /// Keeps `changes`, all or none of them. What could not be kept may be handed over again, before what came after it.
    pub(crate) fn keep(&self, chat_id: &str, changes: &[Change]) -> Result<(), ContactCenterError> {
        self.with(|opened| database::keep(opened, &chat_id.to_ascii_lowercase(), changes))
    }

    /// Forgets every chat but those in `live`, because they ended while the app was away. Their messages move to `successor`, which
    /// is about to open: as failed ones, under their ids. Those that had moved before are forgotten.
    pub(crate) fn replace_ended(&self, successor: &str, live: &[String]) -> Result<Vec<EndedChat>, ContactCenterError> {
        self.open_if_unopened(&mut self.lock());
        self.with(|opened| database::replace_ended(opened, &successor.to_ascii_lowercase(), live))
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

    /// Uses the file, which is opened for it if it is closed; in the background it is closed again.
    fn with<T: Default>(&self, work: impl FnOnce(&Opened) -> Result<T, redb::Error>) -> Result<T, ContactCenterError> {
        let mut place = self.lock();
        let outcome = self.reopen(&mut place).and_then(|()| self.used(&mut place, work));
        if !self.foreground.load(Ordering::SeqCst) {
            place.close();
        }
        outcome
    }

    fn used<T: Default>(
        &self,
        place: &mut Place,
        work: impl FnOnce(&Opened) -> Result<T, redb::Error>,
    ) -> Result<T, ContactCenterError> {
        let Place::Open(File { opened, .. }) = &*place else { return Ok(T::default()) };
        match contained(|| work(opened)) {
            Some(Ok(done)) => Ok(done),
            Some(Err(redb::Error::Corrupted(_))) | None => Err(self.set_aside(place)),
            Some(Err(error)) => {
                // After an error the database takes nothing more.
                place.close();
                Err(failed(&error))
            }
        }
    }

    /// Opens a file again that was open before. What it held is what the machines count on: nothing that was set aside will do.
    fn reopen(&self, place: &mut Place) -> Result<(), ContactCenterError> {
        let (Place::Open(File { path, .. }) | Place::Closed(path)) = &*place else { return Ok(()) };
        let path = path.clone();
        if !path.exists() {
            // What is written to a removed file cannot be read by any later run.
            place.close();
            *place = Place::Unopened(path);
            return Err(unusable("its file was removed"));
        }
        if matches!(place, Place::Open(_)) {
            return Ok(());
        }
        let since = Instant::now();
        let reopened = loop {
            match database::reopen(&path) {
                Err(Refusal::InUse) if since.elapsed() < LOCK_PATIENCE => thread::sleep(LOCK_RETRY),
                reopened => break reopened,
            }
        };
        match reopened {
            Ok(opened) => {
                *place = Place::Open(File { path, opened });
                Ok(())
            }
            Err(Refusal::Unreadable(_)) => Err(self.set_aside(place)),
            Err(refusal) => Err(refusal.into()),
        }
    }

    /// A damaged file must not be in the way of the next run.
    fn set_aside(&self, place: &mut Place) -> ContactCenterError {
        let path = match std::mem::replace(place, Place::Nowhere) {
            Place::Open(File { path, opened }) => {
                contained(|| drop(opened));
                path
            }
            Place::Closed(path) => path,
            Place::Nowhere | Place::Unopened(_) => return unusable("it is damaged"),
        };
        // No later run would remove them when they are sent.
        if let Err(error) = Texts::beside(&path).and_then(|texts| texts.remove_all_but(&[])) {
            self.log.warning("store", format_args!("texts of the damaged store stay: {}", error.kind()));
        }
        if let Err(error) = database::set_aside(&path) {
            self.log.warning("store", format_args!("the damaged store stays where it is: {}", error.kind()));
        }
        unusable("it is damaged; it was set aside, and the next run begins a new one")
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
mod tests;
