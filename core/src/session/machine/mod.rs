//! The engine of one chat: a sans-I/O state machine. Inputs go in, effects come out, time is an argument.
//!
//! Every input changes what the machine knows; then `proceed` looks at all of it and asks for whatever can be done now. So
//! there is one place that decides, and it does not matter in which order things became known.
//!
//! # Receiving
//!
//! There is never more than one poll in flight, and a healthy one is never started over: only its own end, the loss
//! of the network or the background ends it. What follows depends on how it ended: the next one at once
//! after events, after a pause where the server answers "nothing" faster than it can mean it, after a growing
//! pause with jitter where the failure may pass, after a growing pause without jitter where the server says that another
//! poll is held, and never again where the session is gone or our settings are refused.
//!
//! The server keeps no copy of what it has answered. So whenever an answer may have been lost on the way (a poll that broke,
//! the network or the foreground that went away), the *history* is read before the next poll, and what it
//! holds and the app has not seen is delivered. A chat that was live before it was opened here begins with its
//! history as well. So does one that was cut off: a history is answered at once, a poll perhaps after its hold, and messages
//! wait for an answer.
//!
//! The server may still hold an abandoned poll (a *stale poll*). Events that it answers to a stale poll are lost.
//! Only an answer to a poll of ours proves that no other is held, and that only if ours set out so much
//! later that it cannot have overtaken the other. So after such a loss an answer is held back until it does, the history is read once
//! more, and then both are delivered, in order.
//!
//! # Sending
//!
//! Everything goes through one queue, one request at a time, in the order in which the app handed it over. A message has its
//! id before anything is sent, is in the store before the call is answered, and is tried until the server has
//! it, it expires, or the app discards it. A request that broke after it was written leaves its messages *in
//! doubt*: the server may have them. Nothing is sent before a history has settled the doubt, so no message arrives twice.
//!
//! In a chat that was live before and of which nothing is known here, only the history tells the next number. Until then
//! messages wait in the same queue without one, and nothing that was handed over later passes them.
//!
//! A request that is refused as though our settings were wrong is judged by the next history: where that is refused as well the
//! chat is, and where it is not, it was the request.
//!
//! # Quiet
//!
//! Without a network, and in the background, nothing is asked for and no time is set. A push in the background reads the
//! history once, where there is a network or as soon as there is: one that was begun before the push may not hold what it is about.
//! Coming back reads the history, and then goes on.
//!
//! # The end
//!
//! A terminal event closes the chat after its whole batch was delivered, and after the request that is
//! under way has ended: the server may announce the end before it answers the message that led to it, and
//! that message was sent all the same. Closing happens once; after it every call is answered with "closed"
//! and nothing is delivered any more.

mod after_another;
mod delivering;
mod history;
mod interface;
mod opening;
mod pause;
mod platform;
mod poll_failures;
mod polling;
mod reach;
mod schedule;
mod sending;

use std::{collections::HashSet, time::Instant};

pub(super) use self::after_another::Standing;
pub(crate) use self::interface::*;
pub(super) use self::sending::{closed_already, no_room};
use self::{pause::Pause, poll_failures::PollFailures, reach::Reachability, sending::not_sent};
#[cfg(test)]
pub(super) use self::{polling::SHORTEST_EMPTY_POLL, schedule::MAX_REQUEST_TRANSIT};
use super::{event_dedup::EventDedup, outbox::Outbox, sent::Sent, typing::Typing};
use crate::{
    backoff::Backoff,
    model::{
        ChatSessionCloseReason, ConnectionState, ContactCenterError, ContactCenterEvent as Event, Delivery,
        MessageStatus,
    },
    wire::ClientEvent,
};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Life {
    Open,
    /// Over, but for the answer to the request under way. Nothing is received any more.
    Closing(Ending),
    Closed,
}

/// How a chat ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Ending {
    reason: ChatSessionCloseReason,
    /// Whether the session is over on the server. Where that is only presumed, what waits stays in the store: it goes out if the
    /// same session is opened again.
    is_certain: bool,
}

impl Ending {
    fn certain(reason: ChatSessionCloseReason) -> Self {
        Self { reason, is_certain: true }
    }

    fn presumed(reason: ChatSessionCloseReason) -> Self {
        Self { reason, is_certain: false }
    }
}

pub(super) struct Machine {
    chat_id: String,
    manners: Manners,
    life: Life,
    /// What the platform says of the network; true until it says otherwise.
    online: bool,
    /// Whether the app is on the screen; true until the platform says otherwise.
    foreground: bool,
    /// Set while a push in the background has not been followed by its one look.
    may_look: bool,
    /// Who waits for what that look brings.
    looking: Vec<Ticket>,
    /// Set while events may have been lost, or messages are in doubt: when the history that tells is due. A history that was read
    /// clears it.
    sync_at: Option<Instant>,
    /// Since when it is needed.
    sync_since: Option<Instant>,
    /// When the history in flight, or the last one, was begun.
    history_begun: Option<Instant>,
    /// When the last history that was read was begun.
    synced_since: Option<Instant>,
    /// Set while the server may hold a poll that was abandoned, or may yet get it: when that one was abandoned. The answer to a
    /// poll that set out long enough after it clears it.
    stale_poll_since: Option<Instant>,
    /// Set while polls are not tried for some time, and histories stand in.
    polls_barred_since: Option<Instant>,
    poll_failures: PollFailures,
    /// Answers in a row that repeated an earlier one.
    repeats: u32,
    /// What waits for a history: the events of that answer, and of what came before the first history.
    deferred: Vec<Event>,
    /// Set until the first history of a chat that was live before it was opened here.
    is_opening: bool,
    /// Set while our last number is unknown, which only that first history can tell: a message can have no id yet.
    is_unnumbered: bool,
    /// When the poll in flight was begun.
    polling_since: Option<Instant>,
    /// Set while a history is in flight; true where a poll was in flight when it was begun.
    reading_history: Option<bool>,
    /// Set where a loss or a doubt came up after the history in flight was begun: it cannot tell of that.
    history_is_too_old: bool,
    /// Nothing is received before its end.
    receive_pause: Pause,
    receive_backoff: Backoff,
    /// No poll is begun before its end.
    poll_pause: Pause,
    /// No history is begun before its end: the server has refused the last one.
    history_pause: Pause,
    /// Histories refused in a row.
    history_refusals: u32,
    /// Polls refused in a row because another one is held; any other end of a poll sets it to zero.
    poll_refusals: u32,
    /// Polls answered in no time in a row; one that was held sets it to zero.
    quick_polls: u32,
    /// Histories in a row that the server did not give, or not readably; then a poll shows whether only they fail.
    unreadable_histories: u32,
    /// How often it has shown that, since the last one that was read.
    history_rounds: u32,
    /// Set once the app was told that the history is too large to be read: it becomes no smaller.
    told_of_history: bool,
    /// Nothing is sent before its end.
    send_pause: Pause,
    send_backoff: Backoff,
    /// Why the server refused what the outbox has set aside, until a history shows whether it refuses us.
    refusal: Option<ContactCenterError>,
    reachability: Reachability,
    /// Since when something in the server's place claims that the session is gone, or that the SDK is not let in.
    refused_since: Option<Instant>,
    /// Set when the app was told what stands in the way; an answer clears it.
    knows_what_is_in_the_way: bool,
    /// What the delegate was told last; none before the start.
    told: Option<ConnectionState>,
    outbox: Outbox,
    /// Messages of an earlier run that the app is to be told of, and when each was handed over.
    untold: Vec<(Event, Instant)>,
    /// What is told of own messages after the opening history, which is under way.
    own_deferred: Vec<Delivery>,
    /// Messages that are not tried any more, until the app retries or discards them; whether the server may have them.
    failed: Vec<(String, ClientEvent, bool)>,
    sent: Sent,
    /// Receipts that the server has: of which message in lower case, and whether that it was read.
    confirmed: HashSet<(String, bool)>,
    typing: Typing,
    dedup: EventDedup,
    /// When the machine was made.
    began: Instant,
    /// When something last happened in the chat.
    last_news: Instant,
}

impl Machine {
    /// When `Input::Woken` is due, if ever.
    pub(super) fn wake_at(&self) -> Option<Instant> {
        if self.life != Life::Open || !self.foreground {
            return None;
        }
        // Only what time alone holds back: anything else that is missing comes as an input.
        let online = |at: Option<Instant>| at.filter(|_| self.online);
        let receive_at = [self.history_due(), self.poll_due(), self.cut_off_at()].map(online);
        let send_at = online(self.send_pause.ends_at().filter(|_| self.can_send() && self.outbox.is_ready()));
        let others = [send_at, self.outbox.next_expiry(), self.typing.stops_at()];
        receive_at.into_iter().chain(others).flatten().min()
    }

    pub(super) fn handle(&mut self, now: Instant, input: Input) -> Vec<Effect> {
        let mut effects = Vec::new();
        match input {
            Input::SendFinished(result) => self.send_finished(now, result, &mut effects),
            input if self.life != Life::Open => {
                let refused = |ticket| Effect::Settle { ticket, outcome: Err(closed_already()) };
                effects.extend(input.ticket().map(refused));
            }
            Input::Send { ticket, what } => self.submit(now, ticket, what, &mut effects),
            Input::Retry { ticket, message_id } => {
                let outcome = self.retry(now, &message_id, &mut effects);
                effects.push(Effect::Settle { ticket, outcome });
            }
            Input::Discard { ticket, message_id } => {
                let outcome = self.discard(&message_id, &mut effects);
                effects.push(Effect::Settle { ticket, outcome });
            }
            Input::Polled(result) => self.polled(now, result, &mut effects),
            Input::HistoryRead(result) => self.history_read(now, result, &mut effects),
            Input::Woken => {}
            Input::NetworkAvailable(available) => self.network(now, available, &mut effects),
            Input::Foreground(foreground) => self.screen(now, foreground, &mut effects),
            Input::Push { ticket } => self.push(ticket, &mut effects),
        }
        self.proceed(now, &mut effects);
        // Where the opening history cannot be had now, own messages do not wait for it.
        if self.reading_history.is_none() {
            self.release_own(&mut effects);
        }
        effects
    }

    /// Asks for whatever can be done now.
    fn proceed(&mut self, now: Instant, effects: &mut Vec<Effect>) {
        if self.life != Life::Open {
            return;
        }
        if !self.foreground {
            if self.online && self.reading_history.is_none() && std::mem::take(&mut self.may_look) {
                self.ask_for_history(now, effects);
            }
            return;
        }
        if self.typing.stops_at().is_some_and(|at| at <= now) {
            self.type_no_more();
        }
        for expired in self.outbox.take_expired(now) {
            self.give_up(expired, &not_sent("its time was over"), effects);
        }
        if !self.online {
            return;
        }
        self.cut_off_if_due(now, effects);
        if self.history_due().is_some_and(|at| at <= now) {
            self.ask_for_history(now, effects);
        } else if self.poll_due().is_some_and(|at| at <= now) {
            self.poll_pause = Pause::default();
            self.polls_barred_since = None;
            self.polling_since = Some(now);
            effects.push(Effect::Poll);
        }
        let may_send = self.can_send() && self.send_pause.is_over(now);
        if may_send && let Some(batch) = self.outbox.next_batch() {
            self.send_pause = Pause::default();
            for event in &batch {
                if let Some(id) = event.message_id() {
                    self.status(id, MessageStatus::Sending, effects);
                }
            }
            effects.push(Effect::Send(batch));
        }
    }

    fn ask_for_history(&mut self, now: Instant, effects: &mut Vec<Effect>) {
        self.reading_history = Some(self.polling_since.is_some());
        self.history_begun = Some(now);
        self.history_pause = Pause::default();
        self.history_is_too_old = false;
        effects.push(Effect::FetchHistory);
    }

    /// Events may be lost, or messages be in doubt: a history that is begun from `at` on will tell.
    fn require_history(&mut self, at: Instant) {
        self.sync_since.get_or_insert(at);
        self.sync_at = Some(self.sync_at.map_or(at, |due| due.min(at)));
        self.history_is_too_old = true;
    }

    /// While the server does not answer, the receiving half alone finds out when it does again: that halves the requests into
    /// the void. And nothing is sent past a doubt, or before it is known whether the server refuses us.
    fn can_send(&self) -> bool {
        let may_reach = match self.reachability {
            Reachability::Good => true,
            Reachability::Checking { may_send, .. } => may_send,
            Reachability::CutOff => false,
        };
        may_reach && !self.outbox.is_in_doubt() && self.refusal.is_none()
    }
}
