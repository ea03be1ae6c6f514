//! The receiving half of the machine: polls, histories, and what each way of ending leads to.

use std::time::{Duration, Instant};

use super::{
    Change, Effect, Life, Machine, Ticket,
    delivering::{News, is_last_word},
    pause::Pause,
    sending::{not_sent, unreachable},
};
use crate::{
    backoff::doubled,
    http::Failure,
    model::{
        ChatSessionCloseReason, ConnectionState, ContactCenterError, ContactCenterEvent as Event, Delivery,
        FailureClass,
    },
    session::stream::UnderWay,
};

/// A server that answers "no events" sooner than this did not hold the poll; the next poll starts no
/// sooner than this after the last one did.
pub(in crate::session) const SHORTEST_EMPTY_POLL: Duration = Duration::from_secs(1);
/// So many polls in a row, each answered sooner than `QUICK` and with nothing that is new for sure, are no conversation but somebody
/// who answers in the server's place: from then on the next one waits for `SLOWED_DOWN`.
const QUICK_POLLS: u32 = 20;
const QUICK: Duration = Duration::from_millis(100);
const SLOWED_DOWN: Duration = Duration::from_millis(200);
/// How long a request may take to the server, as far as we can know: within that time another one may overtake it.
pub(in crate::session) const LONGEST_JOURNEY: Duration = Duration::from_secs(1);
/// So many answers in a row of "not found", from something that does not speak the API, and the session is gone.
const BARE_404S: u32 = 5;
/// So many histories in a row that break or that the server answers with an error, and a poll shows whether it is the history
/// alone that fails. One that comes in a form that nobody can read, or not in time, counts twice.
const HISTORY_TRIES: u32 = 4;
/// So many times, and the chat goes on without.
const HISTORY_ROUNDS: u32 = 4;
/// So many refusals of the poll in a row, and the app is told that nothing arrives.
const REFUSALS_UNTOLD: u32 = 5;
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
                // Only a poll proves that polls succeed again: histories that do between polls that fail must not keep the pauses
                // short.
                self.receive_backoff.reset();
                let is_haunted = self.haunted_since.is_some();
                self.haunted_since.take_if(|ghost| since.saturating_duration_since(*ghost) >= LONGEST_JOURNEY);
                let stood_in = self.stands_in_for_history();
                if stood_in {
                    self.unreadable_histories = 0;
                    self.history_rounds += 1;
                }
                let is_to_be_checked = is_haunted || self.stream.cannot_tell(&events);
                if !is_last_word(&events) && (is_to_be_checked || (stood_in && self.needs_history)) {
                    if self.haunted_since.is_some() && events.is_empty() {
                        // The next one is checked as well: as fast as somebody answers in no time it would be a hot loop.
                        self.receive_pause = Pause::until(since + SHORTEST_EMPTY_POLL);
                    }
                    self.require_history();
                    self.hold_back(events);
                    return self.stream.polled(self.outbox.is_sending());
                }
                let news = self.deliver_live(events, effects);
                self.stream.polled(self.outbox.is_sending());
                let is_quick = news != News::Novel && now - since < QUICK;
                self.quick_polls = if is_quick { self.quick_polls.saturating_add(1) } else { 0 };
                let at = match news {
                    News::None => since + SHORTEST_EMPTY_POLL,
                    News::Alike if self.quick_polls >= QUICK_POLLS => since + SLOWED_DOWN,
                    News::Alike | News::Novel => now,
                };
                self.receive_pause = Pause::until(at);
            }
            Err(failure) => {
                if failure.may_have_lost_events() {
                    self.require_history();
                }
                // It is not the history alone that fails.
                self.unreadable_histories = 0;
                self.history_rounds = 0;
                // Refused because another one is held: it is none of ours.
                if failure.may_have_lost_events() {
                    self.haunted_since = Some(now);
                } else if failure.error.class() == FailureClass::Wait {
                    self.haunted_since = Some(since);
                }
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
        let Some(poll) = self.reading_history.take() else { return };
        let under_way = UnderWay { poll, send: self.outbox.is_sending() };
        let looked = result.as_ref().map(drop).map_err(|failure| failure.error.clone());
        match result {
            Ok(events) => {
                self.succeeded(effects);
                self.unreadable_histories = 0;
                self.history_rounds = 0;
                self.needs_history = self.history_is_too_old;
                self.take_over(events, under_way, effects);
            }
            // In the background nobody is told and nothing follows; the foreground begins with the history anyway.
            Err(_) if !self.foreground => {}
            // Asked again, it would be no shorter. The server is there, and the polls go on.
            Err(Failure { error: error @ ContactCenterError::ResponseTooLarge { status: 200..300, .. }, .. }) => {
                self.succeeded(effects);
                let is_news = !std::mem::replace(&mut self.told_of_history, true);
                self.go_on_without_history(is_news.then_some(error), effects);
            }
            Err(failure) => {
                let points = match failure.error.class() {
                    _ if !failure.reached => 0,
                    FailureClass::Retry if matches!(failure.error, ContactCenterError::Transport { .. }) => 1,
                    FailureClass::Retry if !failure.may_have_lost_events() => 1,
                    FailureClass::Retry | FailureClass::Call => 2,
                    FailureClass::Wait | FailureClass::Stop | FailureClass::Gone => 0,
                };
                self.unreadable_histories += points;
                if self.needs_history && self.history_rounds >= HISTORY_ROUNDS && points > 0 {
                    self.go_on_without_history(Some(failure.error), effects);
                } else {
                    self.receiving_failed(now, failure, effects);
                }
            }
        }
        // What came after this history was begun waits for the next one.
        if !self.may_look {
            self.has_looked(&looked, effects);
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
    fn go_on_without_history(&mut self, error: Option<ContactCenterError>, effects: &mut Vec<Effect>) {
        effects.extend(error.map(|error| Effect::Deliver(Delivery::Failed(error))));
        self.unreadable_histories = 0;
        self.history_rounds = 0;
        self.needs_history = false;
        self.is_opening = false;
        self.release_own(effects);
        for item in self.outbox.take_doubtful() {
            self.give_up(item, &not_sent("nobody can say whether the server has it"), effects);
        }
        // Far from any number of an earlier run.
        self.sent.leaps(self.receive_backoff.draw());
        effects.push(Effect::Persist(Change::Number(self.sent.number())));
        self.judge_refusal(effects);
        self.deliver_held_back(effects);
        self.number_what_waits(effects);
    }

    /// Whether the next question is a history: where it is needed; and after having been cut off, because it is answered at once
    /// where a poll may be held, and what waits to be sent waits for an answer.
    pub(super) fn wants_history(&self) -> bool {
        (self.needs_history || self.is_cut_off) && !self.stands_in_for_history()
    }

    /// Whether a poll is to show that the history alone fails.
    fn stands_in_for_history(&self) -> bool {
        self.unreadable_histories >= HISTORY_TRIES
    }

    fn succeeded(&mut self, effects: &mut Vec<Effect>) {
        self.known_to_server = true;
        self.bare_404s = 0;
        self.refusals = 0;
        self.is_cut_off = false;
        self.knows_what_is_in_the_way = false;
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
                if self.refusals > REFUSALS_UNTOLD || retry_after.is_some_and(|pause| pause > LONGEST_BUSY_PAUSE) {
                    self.tell(ConnectionState::Reconnecting, effects);
                }
                pause
            }
            // A request for events that is refused as such (400 without a code that we know) may pass as well.
            FailureClass::Retry | FailureClass::Gone | FailureClass::Call => {
                self.refusals = 0;
                self.is_cut_off = true;
                self.give_up_moments(&error, effects);
                if error.is_in_the_way() && !std::mem::replace(&mut self.knows_what_is_in_the_way, true) {
                    effects.push(Effect::Deliver(Delivery::Failed(error)));
                }
                self.tell(ConnectionState::Reconnecting, effects);
                self.receive_backoff.next()
            }
        };
        self.receive_pause = Pause::after_failure(now, pause, retry_after, self.refusals > 0);
    }

    pub(super) fn network(&mut self, now: Instant, available: bool, effects: &mut Vec<Effect>) {
        let returned = available && !self.online;
        self.online = available;
        if !available {
            self.stop_receiving(now, effects);
            self.give_up_moments(&unreachable(), effects);
            self.tell(ConnectionState::Offline, effects);
        } else if returned {
            self.is_cut_off = true;
            self.tell(ConnectionState::Reconnecting, effects);
            self.go_on();
        } else if self.told == Some(ConnectionState::Reconnecting) {
            self.go_on();
        }
    }

    pub(super) fn screen(&mut self, now: Instant, foreground: bool, effects: &mut Vec<Effect>) {
        if foreground == self.foreground {
            return;
        }
        if foreground {
            self.require_history();
            self.may_look = false;
            self.has_looked(&Ok(()), effects);
            self.go_on();
        } else {
            self.stop_receiving(now, effects);
            self.give_up_moments(&unreachable(), effects);
            // Nobody types in the background; the other side is told as soon as anything may be sent.
            self.type_no_more();
        }
        self.foreground = foreground;
    }

    /// A chat that is being polled needs no second poll; one that waits for the network to recover has just been told
    /// that it has; one in the background looks once what there is.
    pub(super) fn push(&mut self, ticket: Ticket, effects: &mut Vec<Effect>) {
        self.looking.push(ticket);
        if !self.foreground {
            self.may_look = true;
            return;
        }
        // On the screen everything comes by itself.
        self.has_looked(&Ok(()), effects);
        if self.told == Some(ConnectionState::Reconnecting) {
            self.go_on();
        }
    }

    /// Ends the pauses that failures have caused.
    fn go_on(&mut self) {
        self.receive_backoff.reset();
        self.send_backoff.reset();
        self.send_pause.cut_short();
        self.receive_pause.cut_short();
    }

    /// Ends what is in flight. It may have been answered already, and the server keeps no copy.
    fn stop_receiving(&mut self, now: Instant, effects: &mut Vec<Effect>) {
        let polled = self.polling_since.take().is_some();
        let read = self.reading_history.take().is_some();
        // The look that a push has allowed comes when it can.
        self.may_look |= read && !self.foreground;
        if polled {
            // It may have set out just now, whenever it was begun: a connection had to be made first.
            self.haunted_since = Some(now);
        }
        if read || polled {
            self.require_history();
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

    /// A bare 404 comes from a wrong base URL, and from a proxy that has lost its servers for a while. Only where the server has
    /// known this chat, and so many come in a row that it is no redeployment, they mean what 5005 means.
    fn means_gone(&mut self, error: &ContactCenterError) -> bool {
        let is_bare_404 = matches!(error, ContactCenterError::UnexpectedResponse { status: 404, .. });
        self.bare_404s = if is_bare_404 { self.bare_404s.saturating_add(1) } else { 0 };
        error.class() == FailureClass::Gone || (self.known_to_server && self.bare_404s >= BARE_404S)
    }
}
