//! The receiving half of the machine: polls, histories, and what each way of ending leads to.

use std::time::{Duration, Instant};

use super::{Effect, Life, Machine};
use crate::{
    http::Failure,
    model::{ChatSessionCloseReason, ConnectionState, ContactCenterError, ContactCenterEvent as Event, FailureClass},
    session::{backoff::doubled, machine::Delivery},
};

/// A server that answers "no events" sooner than this did not hold the poll; the next poll starts no
/// sooner than this after the last one did.
pub(in crate::session) const SHORTEST_EMPTY_POLL: Duration = Duration::from_secs(1);
/// Another poll is held: the pause is this at first, and doubles …
pub(in crate::session) const FIRST_BUSY_PAUSE: Duration = Duration::from_secs(1);
/// … up to the longest hold of a server, after which the other poll must have ended.
pub(in crate::session) const LONGEST_BUSY_PAUSE: Duration = Duration::from_secs(15);

impl Machine {
    pub(super) fn polled(&mut self, now: Instant, result: Result<Vec<Event>, Failure>, effects: &mut Vec<Effect>) {
        let Some(since) = self.polling_since.take() else { return };
        match result {
            Ok(events) => {
                self.succeeded(effects);
                let news = self.deliver_live(events, effects);
                self.stream.polled();
                if !news {
                    self.receive_at = Some(since + SHORTEST_EMPTY_POLL).filter(|at| *at > now);
                }
            }
            Err(failure) => {
                self.needs_history |= failure.may_have_lost_events();
                self.receiving_failed(now, failure, effects);
            }
        }
    }

    pub(super) fn history_read(
        &mut self,
        now: Instant,
        result: Result<Vec<Event>, Failure>,
        effects: &mut Vec<Effect>,
    ) {
        let Some(poll_in_flight) = self.reading_history.take() else { return };
        match result {
            Ok(events) => {
                self.succeeded(effects);
                self.needs_history = false;
                self.take_over(now, events, poll_in_flight, effects);
            }
            // In the background nobody is told and nothing follows; the foreground begins with the history anyway.
            Err(_) if !self.foreground => {}
            Err(failure) => self.receiving_failed(now, failure, effects),
        }
    }

    fn succeeded(&mut self, effects: &mut Vec<Effect>) {
        self.known_to_server = true;
        self.receive_backoff.reset();
        self.refusals = 0;
        self.tell(ConnectionState::Connected, effects);
    }

    fn receiving_failed(&mut self, now: Instant, failure: Failure, effects: &mut Vec<Effect>) {
        let Failure { error, retry_after, .. } = failure;
        if self.means_gone(&error) {
            return self.close(ChatSessionCloseReason::Lost, effects);
        }
        let pause = match error.class() {
            FailureClass::Stop => return self.refuse(error, effects),
            FailureClass::Wait => {
                let pause = doubled(FIRST_BUSY_PAUSE, self.refusals, LONGEST_BUSY_PAUSE);
                self.refusals = self.refusals.saturating_add(1);
                pause
            }
            // A request for events that is refused as such (400 without a code that we know) may pass as well.
            FailureClass::Retry | FailureClass::Gone | FailureClass::Call => {
                self.refusals = 0;
                self.tell(ConnectionState::Reconnecting, effects);
                self.receive_backoff.next()
            }
        };
        self.receive_at = Some(now + pause.max(retry_after.unwrap_or_default()));
    }

    pub(super) fn network(&mut self, available: bool, effects: &mut Vec<Effect>) {
        let returned = available && !self.online;
        self.online = available;
        if !available {
            self.stop_receiving(effects);
            self.tell(ConnectionState::Offline, effects);
        } else if returned {
            self.tell(ConnectionState::Reconnecting, effects);
            self.go_on();
        } else if self.told == Some(ConnectionState::Reconnecting) {
            self.go_on();
        }
    }

    pub(super) fn screen(&mut self, foreground: bool, effects: &mut Vec<Effect>) {
        if !foreground {
            self.stop_receiving(effects);
            // Nobody types in the background; the other side finds out when the request could be sent at all.
            self.typing.stopped();
        } else if !self.foreground {
            self.needs_history = true;
            self.go_on();
        }
        self.foreground = foreground;
    }

    /// A chat that is being polled needs no second poll; one that waits for the network to recover has just been told
    /// that it has; one in the background looks once what there is.
    pub(super) fn push(&mut self, effects: &mut Vec<Effect>) {
        if !self.foreground {
            if self.reading_history.is_none() {
                self.reading_history = Some(false);
                effects.push(Effect::FetchHistory);
            }
        } else if self.told == Some(ConnectionState::Reconnecting) {
            self.go_on();
        }
    }

    /// Ends the pauses that failures have caused. That after a refusal has its reason still.
    fn go_on(&mut self) {
        self.receive_backoff.reset();
        self.send_backoff.reset();
        self.send_at = None;
        if self.refusals == 0 {
            self.receive_at = None;
        }
    }

    /// Ends what is in flight. It may have been answered already, and the server keeps no copy.
    fn stop_receiving(&mut self, effects: &mut Vec<Effect>) {
        if self.polling_since.take().is_some() | self.reading_history.take().is_some() {
            self.needs_history = true;
            effects.push(Effect::StopReceiving);
        }
    }

    /// What no retry can mend: said once, and the chat closes.
    fn refuse(&mut self, error: ContactCenterError, effects: &mut Vec<Effect>) {
        if self.life == Life::Open {
            effects.push(Effect::Deliver(Delivery::Failed(error)));
            self.close(ChatSessionCloseReason::Refused, effects);
        }
    }

    /// A bare 404 comes from a proxy or a wrong base URL as well; from a server that has known this chat it
    /// means what 5005 means.
    pub(super) fn means_gone(&self, error: &ContactCenterError) -> bool {
        let bare_404 = matches!(error, ContactCenterError::UnexpectedResponse { status: 404, .. });
        error.class() == FailureClass::Gone || (bare_404 && self.known_to_server)
    }
}
