//! Cooldowns: a time before which a request is not made.

use std::time::{Duration, Instant};

#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Pause {
    until: Option<Instant>,
    /// Set where the server has asked for it: nothing ends it before its time.
    was_asked_for: bool,
}

impl Pause {
    /// One of our own making.
    pub(super) fn until(at: Instant) -> Self {
        Self { until: Some(at), was_asked_for: false }
    }

    /// One after a failure: our own, or what the server has asked for where that is longer.
    pub(super) fn after_failure(
        now: Instant,
        own: Duration,
        retry_after: Option<Duration>,
        was_asked_for: bool,
    ) -> Self {
        let pause = own.max(retry_after.unwrap_or_default());
        Self { until: Some(now + pause), was_asked_for: was_asked_for || retry_after.is_some() }
    }

    pub(super) fn is_over(&self, now: Instant) -> bool {
        self.until.is_none_or(|until| until <= now)
    }

    pub(super) fn ends_at(&self) -> Option<Instant> {
        self.until
    }

    /// Ends it now, unless the server has asked for it: its reason is still there.
    pub(super) fn cut_short(&mut self) {
        if !self.was_asked_for {
            *self = Self::default();
        }
    }
}
