//! Results of polls.

use std::time::{Duration, Instant};

use super::{
    Effect, Ending, Machine,
    delivering::{BatchNovelty, is_last_word},
    pause::Pause,
    poll_failures::PollFailure,
    reach::Reachability,
    schedule::MAX_REQUEST_TRANSIT,
};
use crate::{
    backoff::doubled,
    http::Failure,
    model::{ChatSessionCloseReason, ConnectionState, ContactCenterEvent as Event, FailureClass},
};

/// A server that answers "no events" sooner than this did not hold the poll; the next poll starts no
/// sooner than this after the last one did.
pub(in crate::session) const SHORTEST_EMPTY_POLL: Duration = Duration::from_secs(1);
/// So many polls in a row, each answered sooner than `QUICK` and with nothing that is new for sure, are no conversation: something
/// answers in the server's place. From then on the next one waits for `SLOWED_DOWN`.
const QUICK_POLLS: u32 = 20;
const QUICK: Duration = Duration::from_millis(100);
const SLOWED_DOWN: Duration = Duration::from_millis(200);
/// Another poll is held: the pause is this at first, and doubles …
pub(in crate::session) const FIRST_BUSY_PAUSE: Duration = Duration::from_secs(1);
/// … up to the longest hold of a server, after which the other poll must have ended.
pub(in crate::session) const LONGEST_BUSY_PAUSE: Duration = Duration::from_secs(15);
/// Where something on the way has a habit of ending polls, the next one waits for so long, so that requests stay below 20 a minute
/// where polls live for five seconds.
const PAUSE_AFTER_LATE_FAILURE: Duration = Duration::from_millis(1250);
/// Of repeated answers in a row the first, second, fourth and so on up to every so many leads to a history.
const REPEATS_PER_HISTORY: u32 = 16;

impl Machine {
    pub(super) fn polled(&mut self, now: Instant, result: Result<Vec<Event>, Failure>, effects: &mut Vec<Effect>) {
        let Some(since) = self.polling_since.take() else { return };
        match result {
            Ok(events) => self.poll_answered(now, since, events, effects),
            Err(failure) => self.poll_failed(now, since, failure, effects),
        }
    }

    fn poll_answered(&mut self, now: Instant, since: Instant, mut events: Vec<Event>, effects: &mut Vec<Effect>) {
        self.succeeded(effects);
        self.poll_refusals = 0;
        self.poll_failures.answered();
        self.continue_after_live(&events, effects);
        let stood_in = self.stands_in_for_history();
        if stood_in {
            self.unreadable_histories = 0;
            self.history_rounds += 1;
        }
        let must_be_checked = self.stale_poll_since.is_some() && !self.was_checked(since);
        if self.proves_no_stale_poll(since) {
            self.stale_poll_since = None;
        }
        let is_repeated = self.repeats_in_place_of_another(now, &events);
        let is_deferred = must_be_checked || is_repeated || self.dedup.is_ambiguous(&events);
        // Where the server puts histories off for long, what polls bring is delivered as it comes.
        let may_be_deferred = self.is_opening || self.dedup.is_unsure() || !self.history_is_put_off(now);
        if is_deferred {
            self.require_history(now);
        }
        if !may_be_deferred {
            if !is_last_word(&events) {
                self.dedup.drop_contested(&mut self.deferred);
                self.dedup.drop_contested(&mut events);
            }
            self.deliver_deferred(now, effects);
        }
        if !is_last_word(&events) && may_be_deferred && (is_deferred || (stood_in && self.sync_at.is_some())) {
            if events.is_empty() {
                // The next one may be checked as well: as fast as something answers in no time it would be a hot loop.
                self.poll_pause = Pause::until(since + SHORTEST_EMPTY_POLL);
            }
            self.require_history(now);
            self.defer(events);
            return self.dedup.polled(self.outbox.is_sending(), now);
        }
        let novelty = self.deliver_live(now, events, effects);
        self.dedup.polled(self.outbox.is_sending(), now);
        let is_quick = novelty != BatchNovelty::Novel && now - since < QUICK;
        self.quick_polls = if is_quick { self.quick_polls.saturating_add(1) } else { 0 };
        let at = match novelty {
            BatchNovelty::Empty => since + SHORTEST_EMPTY_POLL,
            BatchNovelty::Ambiguous if self.quick_polls >= QUICK_POLLS => since + SLOWED_DOWN,
            BatchNovelty::Ambiguous | BatchNovelty::Novel => now,
        };
        self.poll_pause = Pause::until(at);
    }

    /// Whether this answer repeats an earlier one, and a history is to show what the real one held. The poll may be held all the
    /// same.
    fn repeats_in_place_of_another(&mut self, now: Instant, events: &[Event]) -> bool {
        if !self.dedup.is_repeated(events) {
            self.repeats = 0;
            return false;
        }
        self.repeats = self.repeats.saturating_add(1);
        let is_worth_a_history = self.repeats.is_power_of_two() || self.repeats.is_multiple_of(REPEATS_PER_HISTORY);
        if is_worth_a_history {
            self.stale_poll_since = Some(now);
        }
        is_worth_a_history
    }

    fn poll_failed(&mut self, now: Instant, since: Instant, failure: Failure, effects: &mut Vec<Effect>) {
        // It is not the history alone that fails.
        self.unreadable_histories = 0;
        self.history_rounds = 0;
        let may_be_stale = failure.may_have_lost_events();
        if may_be_stale {
            self.stale_poll_since = Some(now);
        }
        match failure.error.class() {
            FailureClass::Stop => self.refuse(now, failure.error, effects),
            FailureClass::Gone => self.close(now, Ending::certain(ChatSessionCloseReason::Lost), effects),
            FailureClass::Wait => self.poll_refused(now, since, failure, effects),
            // A request for events that is refused as such (400 without a known code) may pass as well.
            FailureClass::Retry | FailureClass::Call => {
                self.poll_refusals = 0;
                if !may_be_stale || self.reachability == Reachability::CutOff {
                    if may_be_stale {
                        self.require_history(now);
                    }
                    return self.receiving_failed(now, failure, effects);
                }
                match self.poll_failures.add(now, since) {
                    PollFailure::Single => self.require_history(now),
                    // The next poll comes first: so one history is enough.
                    PollFailure::Late => {
                        self.poll_pause = Pause::until(now + PAUSE_AFTER_LATE_FAILURE);
                        self.require_history(now + PAUSE_AFTER_LATE_FAILURE + MAX_REQUEST_TRANSIT);
                    }
                    PollFailure::Early => {
                        self.require_history(now);
                        let pause =
                            self.poll_failures.early_pause(self.manners.backoff_initial, self.manners.backoff_max);
                        self.bar_polls(now, Pause::after_failure(now, pause, failure.retry_after, false));
                    }
                }
                self.check_quietly(now, failure.retry_after);
            }
        }
    }

    /// The server is there, and does not take this poll: another one is held, or there are too many requests.
    fn poll_refused(&mut self, now: Instant, since: Instant, failure: Failure, effects: &mut Vec<Effect>) {
        // The other poll is none of ours, or a stale one.
        self.stale_poll_since = Some(self.stale_poll_since.map_or(since, |stale| stale.max(since)));
        let own = doubled(FIRST_BUSY_PAUSE, self.poll_refusals, LONGEST_BUSY_PAUSE);
        self.poll_refusals = self.poll_refusals.saturating_add(1);
        let pause = own.max(self.poll_failures.take_hold(now));
        self.bar_polls(now, Pause::after_failure(now, pause, failure.retry_after, true));
        if let Some(pause) = failure.retry_after {
            self.receive_pause = Pause::after_failure(now, pause, failure.retry_after, true);
            if pause > LONGEST_BUSY_PAUSE {
                self.tell(ConnectionState::Reconnecting, effects);
            }
        }
    }

    fn bar_polls(&mut self, now: Instant, pause: Pause) {
        self.poll_pause = pause;
        self.polls_barred_since.get_or_insert(now);
    }
}
