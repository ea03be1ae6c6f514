//! Results of history fetches.

use std::time::Instant;

use super::{
    Change, Effect, Ending, Machine,
    pause::Pause,
    polling::{FIRST_BUSY_PAUSE, LONGEST_BUSY_PAUSE},
    sending::not_sent,
};
use crate::{
    backoff::doubled,
    http::Failure,
    model::{ChatSessionCloseReason, ContactCenterError, ContactCenterEvent as Event, Delivery, FailureClass},
    session::event_dedup::UnderWay,
};

/// So many times a poll shows that only the history fails, and the chat goes on without.
const HISTORY_ROUNDS: u32 = 4;

impl Machine {
    pub(super) fn history_read(
        &mut self,
        now: Instant,
        result: Result<Vec<Event>, Failure>,
        effects: &mut Vec<Effect>,
    ) {
        let Some(poll) = self.reading_history.take() else { return };
        let under_way = UnderWay { poll, send: self.outbox.is_sending() };
        let looked = result.as_ref().map(drop).map_err(|failure| failure.error.clone());
        match result {
            Ok(events) => {
                self.succeeded(effects);
                self.unreadable_histories = 0;
                self.history_rounds = 0;
                self.history_refusals = 0;
                self.synced_since = self.history_begun;
                if !self.history_is_too_old {
                    (self.sync_at, self.sync_since) = (None, None);
                }
                self.apply_history(now, events, under_way, effects);
            }
            // In the background the app is told nothing and nothing follows; the foreground begins with the history anyway.
            Err(_) if !self.foreground => {}
            // Asked again, it would be no shorter. The server is there, and the polls go on.
            Err(Failure { error: error @ ContactCenterError::ResponseTooLarge { status: 200..300, .. }, .. }) => {
                self.succeeded(effects);
                self.synced_since = self.history_begun;
                let is_news = !std::mem::replace(&mut self.told_of_history, true);
                self.go_on_without_history(now, is_news.then_some(error), effects);
            }
            Err(failure) => self.history_failed(now, failure, effects),
        }
        // What came after this history was begun waits for the next one.
        if !self.may_look {
            self.has_looked(&looked, effects);
        }
    }

    fn history_failed(&mut self, now: Instant, failure: Failure, effects: &mut Vec<Effect>) {
        let points = match failure.error.class() {
            _ if !failure.reached => 0,
            FailureClass::Retry if failure.is_unreadable_success() => 2,
            FailureClass::Retry if matches!(failure.error, ContactCenterError::Timeout { .. }) => 2,
            FailureClass::Call => 2,
            FailureClass::Retry | FailureClass::Wait => 1,
            FailureClass::Stop | FailureClass::Gone => 0,
        };
        self.unreadable_histories += points;
        let is_hopeless = self.sync_at.is_some() && self.history_rounds >= HISTORY_ROUNDS && points > 0;
        match failure.error.class() {
            FailureClass::Stop => self.refuse(now, failure.error, effects),
            FailureClass::Gone => self.close(now, Ending::certain(ChatSessionCloseReason::Lost), effects),
            _ if is_hopeless => self.go_on_without_history(now, Some(failure.error), effects),
            // The server is there, and answers polls.
            FailureClass::Wait => {
                let pause = doubled(FIRST_BUSY_PAUSE, self.history_refusals, LONGEST_BUSY_PAUSE);
                self.history_refusals = self.history_refusals.saturating_add(1);
                self.history_pause = Pause::after_failure(now, pause, failure.retry_after, true);
            }
            FailureClass::Retry | FailureClass::Call => self.receiving_failed(now, failure, effects),
        }
    }

    /// Tells who waits for a look how it ended.
    pub(super) fn has_looked(&mut self, outcome: &Result<(), ContactCenterError>, effects: &mut Vec<Effect>) {
        for ticket in std::mem::take(&mut self.looking) {
            effects.push(Effect::Settle { ticket, outcome: outcome.clone().map(|()| None) });
        }
    }

    /// A chat must not hang on a history that cannot be had. The app is told where it does not know; what only the history could
    /// tell stays unknown.
    fn go_on_without_history(&mut self, now: Instant, error: Option<ContactCenterError>, effects: &mut Vec<Effect>) {
        effects.extend(error.map(|error| Effect::Deliver(Delivery::Failed(error))));
        self.unreadable_histories = 0;
        self.history_rounds = 0;
        (self.sync_at, self.sync_since) = (None, None);
        self.is_opening = false;
        self.release_own(effects);
        for item in self.outbox.take_doubtful() {
            self.give_up(item, &not_sent("nobody can say whether the server has it"), effects);
        }
        // Far from any number of an earlier run.
        self.sent.leaps(self.receive_backoff.draw());
        effects.push(Effect::Persist(Change::Number(self.sent.number())));
        self.judge_refusal(effects);
        self.deliver_deferred(now, effects);
        self.number_what_waits(effects);
    }
}
