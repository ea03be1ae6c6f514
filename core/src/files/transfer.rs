//! The app's handle of one upload or download: its progress, and cancellation.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use tokio::sync::watch;

use crate::model::ContactCenterError;

/// Learns how far an upload or a download has got.
#[uniffi::export(foreign)]
pub trait ContactCenterTransferProgress: Send + Sync {
    /// `transferred_bytes` of the file have been sent, or have been received and written; `total_bytes` is its length where it is
    /// known.
    ///
    /// At most ten calls a second, on the thread that calls the delegate. A slow implementation delays its own further calls and
    /// those of the delegate, never the transfer. A transfer that succeeds ends with a call that has everything; it is made before
    /// the transfer's own call returns, unless that thread is busy for longer than a quarter of a second. None starts after
    /// the transfer was cancelled or has failed, and none after a shutdown.
    fn transfer_progressed(&self, transferred_bytes: i64, total_bytes: Option<i64>);
}

/// One upload or download, to be watched and to be stopped. Make one for each.
#[derive(uniffi::Object)]
pub struct ContactCenterTransfer {
    progress: Option<Arc<dyn ContactCenterTransferProgress>>,
    used: AtomicBool,
    cancelled: watch::Sender<bool>,
}

#[uniffi::export]
impl ContactCenterTransfer {
    /// Nothing begins before it is handed to a call. `progress` may be left out.
    #[uniffi::constructor(default(progress = None))]
    pub fn new(progress: Option<Arc<dyn ContactCenterTransferProgress>>) -> Arc<Self> {
        Arc::new(Self { progress, used: AtomicBool::new(false), cancelled: watch::Sender::new(false) })
    }

    /// Gives the transfer up, from any thread: its network work stops at once, nothing half-written stays, and its call
    /// fails with `Cancelled`. Before the call, nothing is sent at all; after its end, nothing happens.
    pub fn cancel(&self) {
        self.cancelled.send_replace(true);
    }
}

impl ContactCenterTransfer {
    /// Takes it for a transfer that begins now.
    pub(super) fn begin(&self) -> Result<(), ContactCenterError> {
        if self.used.swap(true, Ordering::SeqCst) {
            return Err(ContactCenterError::invalid("transfer", "was used before; make one for each transfer"));
        }
        Ok(())
    }

    pub(super) fn progress(&self) -> Option<&dyn ContactCenterTransferProgress> {
        self.progress.as_deref()
    }

    pub(super) fn is_cancelled(&self) -> bool {
        *self.cancelled.borrow()
    }

    /// Waits until the transfer is cancelled.
    pub(super) async fn cancelled(&self) {
        // The sender lives as long as this does, so waiting cannot fail.
        let _ = self.cancelled.subscribe().wait_for(|cancelled| *cancelled).await;
    }
}
