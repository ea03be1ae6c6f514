//! Recording of a trace for support.

use super::{ContactCenterCommunicator, Result};
use crate::{containment::contained, model::ContactCenterError, session::trace::LEAST_BYTES};

#[uniffi::export]
impl ContactCenterCommunicator {
    /// Begins to record what the chats of this communicator do: what each was told and what it did, step by step, with times and
    /// without what people wrote, who they are, and ids, tokens and addresses. `docs/internals/traces.md` says what is in it. A recording
    /// that is under way is given up. Returns at once; nothing is written to the disk.
    ///
    /// Begin before `request_chat`: a chat that is recorded from its opening on can be played again by `contact-center replay`, of one
    /// that is open already the rest is shown.
    ///
    /// The recording takes at most `max_bytes`, from 16 KiB on (1 MiB is enough for a day with a few chats): when it is full, the
    /// beginning and the latest steps are kept.
    ///
    /// # Errors
    /// `InvalidArgument` for fewer bytes; `ShutDown`.
    pub fn start_recording(&self, max_bytes: i32) -> Result<()> {
        if self.inner.shared.dispatcher.is_stopped() {
            return Err(ContactCenterError::ShutDown {});
        }
        match usize::try_from(max_bytes) {
            Ok(most @ LEAST_BYTES..) => self.inner.shared.recorder.start(most),
            _ => Err(ContactCenterError::invalid("max_bytes", format!("must be at least {LEAST_BYTES}"))),
        }
    }

    /// Ends the recording and returns it: a text, a line of JSON a step, to be attached to a report. None where none
    /// is under way. Call it before `shutdown`.
    pub fn stop_recording(&self) -> Option<String> {
        contained(|| self.inner.shared.recorder.stop()).flatten()
    }
}
