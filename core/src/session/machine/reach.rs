//! Reachability of the server, and the connection state that the app is told.

use std::time::{Duration, Instant};

use super::{Effect, Ending, Life, Machine, pause::Pause, sending::unreachable};
use crate::{
    http::Failure,
    model::{ChatSessionCloseReason, ConnectionState, ContactCenterError, Delivery},
};

/// A failed request for events is checked for so long before the app is told: a proxy that ends idle polls is no outage.
pub(in crate::session) const QUIET_CHECK: Duration = Duration::from_secs(4);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reachability {
    /// The last request for events was answered.
    Good,
    /// One failed, and the next has not been answered yet. The app is told at `tell_at`. What waits is sent meanwhile where it was a
    /// poll that the server may have had.
    Checking { tell_at: Instant, may_send: bool },
    /// Two in a row failed, or none was answered in time. The app was told, nothing is sent, and requests for events back off.
    CutOff,
}

impl Machine {
    /// When the app is told that the server cannot be reached, unless it answers before.
    pub(super) fn cut_off_at(&self) -> Option<Instant> {
        match self.reachability {
            Reachability::Checking { tell_at, .. } => Some(tell_at),
            Reachability::Good | Reachability::CutOff => None,
        }
    }

    /// The API has answered.
    pub(super) fn succeeded(&mut self, effects: &mut Vec<Effect>) {
        self.refused_since = None;
        self.reachability = Reachability::Good;
        self.knows_what_is_in_the_way = false;
        self.receive_backoff.reset();
        self.tell(ConnectionState::Connected, effects);
    }

    /// A history failed, or a poll that never reached the server, in a way that may pass.
    pub(super) fn receiving_failed(&mut self, now: Instant, failure: Failure, effects: &mut Vec<Effect>) {
        let Failure { error, retry_after, .. } = failure;
        if let Some(status) = error.claimed_end() {
            let since = *self.refused_since.get_or_insert(now);
            if now.saturating_duration_since(since) >= self.manners.interception_timeout {
                return self.believe_refusal(now, status, error, effects);
            }
        }
        let pause = self.receive_backoff.next();
        self.receive_pause = Pause::after_failure(now, pause, retry_after, false);
        match self.reachability {
            Reachability::Good => {
                self.reachability = Reachability::Checking { tell_at: now + QUIET_CHECK, may_send: false };
            }
            Reachability::Checking { .. } | Reachability::CutOff => self.cut_off(error, effects),
        }
    }

    /// Nothing has answered: what was wanted just now fails, and the app is told, once an outage what stands in the way.
    pub(super) fn cut_off(&mut self, error: ContactCenterError, effects: &mut Vec<Effect>) {
        self.reachability = Reachability::CutOff;
        self.give_up_moments(&error, effects);
        if error.is_interception() && !std::mem::replace(&mut self.knows_what_is_in_the_way, true) {
            effects.push(Effect::Deliver(Delivery::Failed(error)));
        }
        self.tell(ConnectionState::Reconnecting, effects);
    }

    /// A poll failed that may have reached the server. That alone says little: the history that is read next tells more.
    pub(super) fn check_quietly(&mut self, now: Instant, retry_after: Option<Duration>) {
        if let Some(pause) = retry_after {
            self.receive_pause = Pause::after_failure(now, pause, retry_after, true);
        }
        if self.reachability == Reachability::Good {
            self.reachability = Reachability::Checking { tell_at: now + QUIET_CHECK, may_send: true };
        }
    }

    pub(super) fn cut_off_if_due(&mut self, now: Instant, effects: &mut Vec<Effect>) {
        if self.cut_off_at().is_some_and(|at| at <= now) {
            self.cut_off(unreachable(), effects);
        }
    }

    /// Something in the server's place has claimed for so long that the session is gone, or that the SDK is not let in, that it is
    /// believed. What waits stays in the store: the session may be there after all.
    fn believe_refusal(&mut self, now: Instant, status: i32, error: ContactCenterError, effects: &mut Vec<Effect>) {
        let reason = if status == 404 { ChatSessionCloseReason::Lost } else { ChatSessionCloseReason::Refused };
        effects.push(Effect::Deliver(Delivery::Failed(error)));
        self.close(now, Ending::presumed(reason), effects);
    }

    /// What no retry can mend: said once, and the chat closes.
    pub(super) fn refuse(&mut self, now: Instant, error: ContactCenterError, effects: &mut Vec<Effect>) {
        if self.life == Life::Open {
            effects.push(Effect::Deliver(Delivery::Failed(error)));
            self.close(now, Ending::presumed(ChatSessionCloseReason::Refused), effects);
        }
    }
}
