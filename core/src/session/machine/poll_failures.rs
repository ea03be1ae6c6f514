//! Statistics of failed polls: whether something on the way ends polls regularly.

use std::time::{Duration, Instant};

use super::polling::LONGEST_BUSY_PAUSE;
use crate::backoff::doubled;

/// Polls that fail in so short a time bring nothing: they become rare, and histories stand in.
pub(in crate::session) const EARLY_FAILURE: Duration = Duration::from_secs(3);
/// The first pause after an early failure, as a multiple of the first one of the backoff.
const EARLY_PAUSE: u32 = 6;
/// Two polls that fail within so long are a habit of something on the way.
const HABIT: Duration = Duration::from_secs(60);

/// How polls of this chat have failed.
#[derive(Debug, Default)]
pub(super) struct PollFailures {
    /// When the last one did, in a way that may have left a stale poll.
    last: Option<Instant>,
    /// So many early ones in a row.
    early: u32,
    /// The server may hold the poll that failed last until then.
    held_until: Option<Instant>,
}

/// What the failure of a poll is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PollFailure {
    /// The first for a while: what it may have lost is asked for at once.
    Single,
    /// Something ends polls that have been open for some time.
    Late,
    /// Something does not let polls through.
    Early,
}

impl PollFailures {
    pub(super) fn add(&mut self, now: Instant, began: Instant) -> PollFailure {
        let is_habit = self.last.is_some_and(|last| now.saturating_duration_since(last) < HABIT);
        let is_early = now.saturating_duration_since(began) < EARLY_FAILURE;
        self.early = if is_early { self.early.saturating_add(1) } else { 0 };
        self.last = Some(now);
        self.held_until = Some(began + LONGEST_BUSY_PAUSE);
        match (is_habit, is_early) {
            (false, _) => PollFailure::Single,
            (true, false) => PollFailure::Late,
            (true, true) => PollFailure::Early,
        }
    }

    /// How long no further poll is tried after an early one.
    pub(super) fn early_pause(&self, initial: Duration, max: Duration) -> Duration {
        doubled(initial.saturating_mul(EARLY_PAUSE), self.early.saturating_sub(2), max)
    }

    /// A poll that was begun at `began` was given up.
    pub(super) fn abandoned(&mut self, began: Instant) {
        self.held_until = Some(began + LONGEST_BUSY_PAUSE);
    }

    /// For how long the server may still hold the poll that failed last; asked once.
    pub(super) fn take_hold(&mut self, now: Instant) -> Duration {
        self.held_until.take().map_or(Duration::ZERO, |until| until.saturating_duration_since(now))
    }

    /// A poll was answered.
    pub(super) fn answered(&mut self) {
        self.early = 0;
    }

    /// Things are otherwise than before: there is another network, or the app has come to the foreground.
    pub(super) fn forget(&mut self) {
        (self.last, self.early) = (None, 0);
    }
}
