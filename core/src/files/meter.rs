//! Progress and stall detection of a transfer.
//!
//! Counts what one transfer moves. Three things follow from the count: what the app is told, how soon a transfer that
//! does not move is given up, and that nothing is told of one that is over.

use std::{
    future,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use tokio::{select, sync::oneshot, time};

use super::ContactCenterTransfer;
use crate::{delegate::Dispatcher, http::Failure, model::ContactCenterError};

/// Eight calls in a second, so that with the last one, which waits for nothing, there are never more than ten.
const PAUSE_BETWEEN_CALLS: Duration = Duration::from_millis(125);
/// How long the end of a transfer waits for its last call. Not without a limit: that thread may be waiting for the transfer.
const WAIT_FOR_LAST_CALL: Duration = Duration::from_millis(250);

pub(crate) struct Meter {
    transfer: Option<Arc<ContactCenterTransfer>>,
    dispatcher: Dispatcher,
    count: Mutex<Count>,
}

struct Count {
    moved: u64,
    total: Option<u64>,
    began: Instant,
    last_move: Instant,
    /// What the app was told last.
    told: Option<u64>,
    last_call: Option<Instant>,
    /// Whether a call waits in the dispatcher's queue; there is never more than one.
    call_waits: bool,
    /// The transfer has come to nothing.
    given_up: bool,
}

impl Meter {
    /// Begins a transfer.
    pub(crate) fn new(
        transfer: Option<Arc<ContactCenterTransfer>>,
        dispatcher: Dispatcher,
    ) -> Result<Arc<Self>, ContactCenterError> {
        if let Some(transfer) = &transfer {
            transfer.begin()?;
        }
        let now = Instant::now();
        let count = Count {
            moved: 0,
            total: None,
            began: now,
            last_move: now,
            told: None,
            last_call: None,
            call_waits: false,
            given_up: false,
        };
        Ok(Arc::new(Self { transfer, dispatcher, count: Mutex::new(count) }))
    }

    /// The content begins to move; this many bytes are to come.
    pub(super) fn starts(&self, total: Option<u64>) {
        let mut count = self.count();
        count.total = total;
        count.last_move = Instant::now();
    }

    /// So many bytes more have been moved.
    pub(super) fn moved(self: &Arc<Self>, bytes: usize) {
        let now = Instant::now();
        let mut count = self.count();
        count.moved += bytes as u64;
        count.last_move = now;
        let is_due = count.last_call.is_none_or(|last| now.duration_since(last) >= PAUSE_BETWEEN_CALLS);
        if is_due && !count.call_waits && self.is_watched() {
            count.call_waits = true;
            drop(count);
            let meter = self.clone();
            self.dispatcher.run(move || meter.tell());
        }
    }

    /// Does the work of the transfer, until it is done, given up by the app, or has not moved a byte for `patience`.
    pub(crate) async fn run<T>(
        self: &Arc<Self>,
        patience: Duration,
        work: impl Future<Output = Result<T, Failure>>,
    ) -> Result<T, ContactCenterError> {
        let unless_done = GivesUp(self);
        let done = select! {
            biased;
            () = self.cancelled() => Err(ContactCenterError::Cancelled {}),
            done = work => Ok(done?),
            () = self.stands_still_for(patience) => {
                let reason = format!("nothing of the file moved for {} ms", patience.as_millis());
                Err(ContactCenterError::Timeout { reason })
            }
        }?;
        std::mem::forget(unless_done);
        self.tell_the_end().await;
        Ok(done)
    }

    async fn cancelled(&self) {
        match &self.transfer {
            Some(transfer) => transfer.cancelled().await,
            None => future::pending().await,
        }
    }

    /// What the system has taken of an upload need not have arrived when the last byte is handed over; so the answer may
    /// take as long as all of the sending took, where that is longer.
    async fn stands_still_for(&self, patience: Duration) {
        loop {
            let due = {
                let count = self.count();
                let all_moved = count.total == Some(count.moved);
                let took = if all_moved { count.last_move - count.began } else { Duration::ZERO };
                count.last_move + patience.max(took)
            };
            if due <= Instant::now() {
                return;
            }
            time::sleep_until(due.into()).await;
        }
    }

    async fn tell_the_end(self: &Arc<Self>) {
        if !self.is_watched() {
            return;
        }
        let (told, is_told) = oneshot::channel();
        let meter = self.clone();
        self.dispatcher.run(move || {
            meter.tell();
            let _: Result<(), ()> = told.send(());
        });
        let _ = time::timeout(WAIT_FOR_LAST_CALL, is_told).await;
    }

    /// On the dispatcher's thread: one call with what is true now, unless that was reported or the transfer is over.
    fn tell(&self) {
        let Some(transfer) = &self.transfer else { return };
        let Some(progress) = transfer.progress() else { return };
        let (moved, total) = {
            let mut count = self.count();
            count.call_waits = false;
            if count.given_up || count.told == Some(count.moved) || transfer.is_cancelled() {
                return;
            }
            count.told = Some(count.moved);
            count.last_call = Some(Instant::now());
            (count.moved, count.total)
        };
        let bytes = |count: u64| i64::try_from(count).unwrap_or(i64::MAX);
        progress.transfer_progressed(bytes(moved), total.map(bytes));
    }

    fn is_watched(&self) -> bool {
        self.transfer.as_ref().is_some_and(|transfer| transfer.progress().is_some())
    }

    fn count(&self) -> MutexGuard<'_, Count> {
        self.count.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// However a transfer ends that does not succeed, a future that is dropped among the ways, nothing more is told of it.
struct GivesUp<'a>(&'a Meter);

impl Drop for GivesUp<'_> {
    fn drop(&mut self) {
        self.0.count().given_up = true;
    }
}
