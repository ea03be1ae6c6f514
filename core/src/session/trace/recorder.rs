//! The recorder of a communicator.
//!
//! The one recording of a communicator, if there is one: the way from the drivers, which write, to the app, which takes it.

use std::{
    sync::{
        Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    time::{Instant, SystemTime, UNIX_EPOCH},
};

use ring::rand::{SecureRandom, SystemRandom};

use super::{FORMAT, line::Head, lines::Lines};
use crate::model::ContactCenterError;

/// The least bound: space for an opening and a few steps.
pub(crate) const LEAST_BYTES: usize = 16 * 1024;

#[derive(Default)]
pub(crate) struct Recorder {
    /// Whether there is a recording; so that a step costs nothing where there is none.
    is_on: AtomicBool,
    recording: Mutex<Option<Recording>>,
    /// How many recordings, and how many chats, there were.
    recordings: AtomicU64,
    chats: AtomicU64,
}

struct Recording {
    sign: Sign,
    lines: Lines,
}

/// What a chat must know of the recording that it writes into.
#[derive(Clone, Copy)]
pub(super) struct Sign {
    pub(super) number: u64,
    pub(super) began: Instant,
    pub(super) salt: [u8; 16],
}

impl Recorder {
    /// Begins a recording of at most so many bytes. One that is under way is given up.
    pub(crate) fn start(&self, most_bytes: usize) -> Result<(), ContactCenterError> {
        let mut salt = [0; 16];
        SystemRandom::new()
            .fill(&mut salt)
            .map_err(|_| ContactCenterError::Internal { reason: "the platform has no random numbers".to_owned() })?;
        let head = Head {
            contact_center_trace: FORMAT,
            sdk: env!("CARGO_PKG_VERSION").into(),
            os: std::env::consts::OS.into(),
            began_ms: SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_millis() as u64),
        };
        let mut lines = Lines::new(most_bytes);
        lines.push(serde_json::to_string(&head).expect("strings and numbers serialise"));
        let number = self.recordings.fetch_add(1, Ordering::SeqCst);
        *self.lock() = Some(Recording { sign: Sign { number, began: Instant::now(), salt }, lines });
        self.is_on.store(true, Ordering::SeqCst);
        Ok(())
    }

    /// Ends the recording, and gives its text.
    pub(crate) fn stop(&self) -> Option<String> {
        let mut recording = self.lock();
        self.is_on.store(false, Ordering::SeqCst);
        recording.take().map(|recording| recording.lines.into_text())
    }

    pub(super) fn sign(&self) -> Option<Sign> {
        if !self.is_on.load(Ordering::Relaxed) {
            return None;
        }
        self.lock().as_ref().map(|recording| recording.sign)
    }

    /// Adds a line to the recording of that number, while it is the one.
    pub(super) fn write(&self, number: u64, line: String) {
        if let Some(recording) = self.lock().as_mut().filter(|recording| recording.sign.number == number) {
            recording.lines.push(line);
        }
    }

    /// A number for a chat that opens.
    pub(super) fn next_chat(&self) -> u64 {
        self.chats.fetch_add(1, Ordering::Relaxed) + 1
    }

    fn lock(&self) -> MutexGuard<'_, Option<Recording>> {
        self.recording.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
