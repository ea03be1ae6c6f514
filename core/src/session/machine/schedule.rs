//! Scheduling: which request for events comes next, and when.

use std::time::{Duration, Instant};

use super::{Machine, reach::Reachability};

/// A request may take so long to the server: within that time another one may overtake it. After a poll was abandoned the next
/// one sets out no sooner, and a history that is to tell what an abandoned poll took is read so much later than the next poll
/// was begun.
pub(in crate::session) const MAX_REQUEST_TRANSIT: Duration = Duration::from_secs(1);
/// While the server cannot be polled, histories stand in: one in so long at first. The longer nothing happens, the rarer they
/// become …
pub(in crate::session) const MIN_HISTORY_INTERVAL: Duration = Duration::from_millis(3750);
/// … down to one in so long.
const MAX_HISTORY_INTERVAL: Duration = Duration::from_secs(15);
const QUIET_PER_INTERVAL: u32 = 20;
/// Events wait for a history that the server refuses to give (429) for at most so long, counted from when it was needed.
pub(in crate::session) const MAX_DEFERRAL: Duration = Duration::from_secs(20);
/// So many histories in a row that break or that the server answers with an error, and a poll shows whether it is the history
/// alone that fails. One that comes in an unreadable form, or not in time, counts twice.
const HISTORY_TRIES: u32 = 4;

impl Machine {
    /// When the next history is due; a time that is over means now. None while one is in flight and where none is wanted.
    pub(super) fn history_due(&self) -> Option<Instant> {
        if self.reading_history.is_some() || self.stands_in_for_history() {
            return None;
        }
        let now_or_later = |pause: Option<Instant>| pause.unwrap_or(self.began);
        let wanted = [
            self.sync_at,
            self.probe_due(),
            self.stale_poll_check_due(),
            self.polls_barred_since
                .filter(|_| self.polling_since.is_none())
                .map(|since| self.history_begun.map_or(since, |begun| begun.max(since)) + self.history_interval(since)),
        ];
        let at = wanted.into_iter().flatten().min()?;
        let pauses = now_or_later(self.receive_pause.ends_at()).max(now_or_later(self.history_pause.ends_at()));
        Some(at.max(pauses))
    }

    /// A history is answered at once, where a poll may be held: it shows soonest whether the server can be reached.
    fn probe_due(&self) -> Option<Instant> {
        match self.reachability {
            Reachability::Good => None,
            Reachability::Checking { .. } if self.sync_at.is_some() || self.polling_since.is_some() => None,
            Reachability::Checking { .. } | Reachability::CutOff => Some(self.began),
        }
    }

    /// When a history shows what a stale poll took before the poll in flight reached the server: from then on no other is held.
    fn stale_poll_check_due(&self) -> Option<Instant> {
        let since = self.polling_since.filter(|since| self.proves_no_stale_poll(*since))?;
        let check = since + MAX_REQUEST_TRANSIT;
        self.synced_since.is_none_or(|begun| begun < check).then_some(check)
    }

    /// Whether a poll that was begun at `since` cannot have overtaken the stale one: when the server takes it, no other is held.
    pub(super) fn proves_no_stale_poll(&self, since: Instant) -> bool {
        self.stale_poll_since.is_some_and(|stale| since >= stale + MAX_REQUEST_TRANSIT)
    }

    /// Whether a history was read since a poll that was begun at `since` has certainly reached the server.
    pub(super) fn was_checked(&self, since: Instant) -> bool {
        self.synced_since.is_some_and(|begun| begun >= since + MAX_REQUEST_TRANSIT)
    }

    /// When the next poll is due. None while one is in flight, and where a history comes first.
    pub(super) fn poll_due(&self) -> Option<Instant> {
        let is_alone = self.polling_since.is_none() && self.reading_history.is_none();
        if !is_alone || (self.reachability == Reachability::CutOff && !self.stands_in_for_history()) {
            return None;
        }
        let stale = self.stale_poll_since.map(|since| since + MAX_REQUEST_TRANSIT);
        let pauses = [self.receive_pause.ends_at(), self.poll_pause.ends_at(), stale];
        let at = pauses.into_iter().flatten().max().unwrap_or(self.began);
        // A history that the server puts off keeps no poll from being begun.
        let first = [self.sync_at, self.probe_due()].into_iter().flatten().min();
        let waits =
            first.is_some_and(|first| first <= at) && !self.history_is_barred() && !self.stands_in_for_history();
        (!waits).then_some(at)
    }

    /// Whether the server has refused histories for now.
    fn history_is_barred(&self) -> bool {
        self.history_pause.ends_at().is_some()
    }

    /// Whether it has refused the one that is needed for so long that events wait for it no more.
    pub(super) fn history_is_put_off(&self, now: Instant) -> bool {
        let is_late = |since: Instant| now.saturating_duration_since(since) >= MAX_DEFERRAL;
        self.history_is_barred() && self.sync_since.is_some_and(is_late)
    }

    /// Whether a poll is to show that the history alone fails.
    pub(super) fn stands_in_for_history(&self) -> bool {
        self.unreadable_histories >= HISTORY_TRIES
    }

    fn history_interval(&self, since: Instant) -> Duration {
        let quiet = self.history_begun.map_or(Duration::ZERO, |begun| begun.max(since).duration_since(self.last_news));
        (quiet / QUIET_PER_INTERVAL).clamp(MIN_HISTORY_INTERVAL, MAX_HISTORY_INTERVAL)
    }
}
