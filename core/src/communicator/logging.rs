//! The log sink of a communicator.

use std::sync::Arc;

use super::{ContactCenterCommunicator, Result};
use crate::{
    logging::{ContactCenterLogLevel, ContactCenterLogging},
    model::ContactCenterError,
};

#[uniffi::export]
impl ContactCenterCommunicator {
    /// From here on `sink` gets the lines of this communicator's log down to `level`, instead of the sink before; with none, nothing
    /// does. Each communicator has a sink of its own, and none at first. `shutdown` lets it read what was said until then, for up to
    /// 50 ms, and it is called no more.
    ///
    /// # Errors
    /// `Internal` where the platform gives no thread for it.
    pub fn set_log_sink(
        &self,
        sink: Option<Arc<dyn ContactCenterLogging>>,
        level: ContactCenterLogLevel,
    ) -> Result<()> {
        if self.inner.shared.dispatcher.is_stopped() {
            return Err(ContactCenterError::ShutDown {});
        }
        self.inner.shared.log.set_sink(sink, level)
    }
}
