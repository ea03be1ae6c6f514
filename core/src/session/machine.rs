//! The engine of one chat, without I/O: inputs in, effects out, time as an argument.
//!
//! # Receiving
//!
//! At any moment the machine is doing exactly one thing towards receiving: nothing, one request in
//! flight, or waiting until a point in time. That is how there is never more than one poll per chat,
//! and why a healthy poll is never started over: only its own end leads to the next one. What follows
//! it depends on how it ended: at once after events, after a pause where the server answers "nothing"
//! faster than it can mean it, after a growing pause with jitter where the failure may pass, after a
//! growing pause without jitter where the server says that another poll is held, and never again where
//! the session is gone or our settings are refused.
//!
//! A chat that was live before it was opened here starts with its history instead of a poll: what is in
//! it is delivered as history, the numbers of our messages go on where they stopped, and messages that
//! both doors hand out are delivered once.
//!
//! # Sending
//!
//! Everything goes through one queue, one request at a time, in the order in which the app handed it
//! over. Whoever waits for a call is answered by `Effect::Settle`.
//!
//! # The end
//!
//! A terminal event closes the chat after its whole batch was delivered, and after the request that is
//! under way has ended: the server may announce the end before it answers the message that led to it, and
//! that message was sent all the same. Closing happens once; after it every call is answered with "closed"
//! and nothing is delivered any more.

use std::{
    collections::{HashSet, VecDeque},
    time::{Duration, Instant},
};

use super::{
    backoff::{Backoff, doubled},
    sent::Sent,
};
use crate::{
    http::Failure,
    model::{
        ChatSessionCloseReason, ConnectionState, ContactCenterChatSessionState, ContactCenterError,
        ContactCenterEvent as Event, EventOrigin, FailureClass, MessageFormat, MessageStatus,
    },
    wire::ClientEvent,
};

/// A server that answers "no events" sooner than this did not hold the poll; the next poll starts no
/// sooner than this after the last one did.
pub(super) const SHORTEST_EMPTY_POLL: Duration = Duration::from_secs(1);
/// Another poll is held: the pause is this at first, and doubles …
pub(super) const FIRST_BUSY_PAUSE: Duration = Duration::from_secs(1);
/// … up to the longest hold of a server, after which the other poll must have ended.
pub(super) const LONGEST_BUSY_PAUSE: Duration = Duration::from_secs(15);

/// Whoever waits for the end of a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Ticket(pub(super) u64);

/// What a call ends with: the id of the message where it sent one.
pub(super) type Outcome = Result<Option<String>, ContactCenterError>;

/// What the app wants to be sent.
#[derive(Clone, PartialEq)]
pub(super) enum Outgoing {
    Message { text: String, format: MessageFormat },
    Event(ClientEvent),
}

pub(super) enum Input {
    Send {
        ticket: Ticket,
        what: Outgoing,
    },
    SendFinished(Result<Vec<Event>, Failure>),
    /// The end of the poll, or of the history, that was in flight.
    Received(Result<Vec<Event>, Failure>),
    /// The point in time that `wake_at` named has come.
    Woken,
    NetworkAvailable(bool),
    /// A push spoke of this chat.
    Push,
}

#[derive(Debug, PartialEq)]
pub(super) enum Effect {
    Poll,
    FetchHistory,
    Send(Vec<ClientEvent>),
    Settle {
        ticket: Ticket,
        outcome: Outcome,
    },
    Deliver(Delivery),
    /// The last effect ever: whatever is in flight is of no use any more.
    Stop,
}

/// One call of the delegate.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Delivery {
    Events { origin: EventOrigin, events: Vec<Event> },
    Failed(ContactCenterError),
    Closed(ChatSessionCloseReason),
    Connection(ConnectionState),
    Message { message_id: String, status: MessageStatus },
}

/// What the machine is doing towards receiving.
#[derive(Debug)]
enum Receiving {
    /// Nothing: before the start, or because there is no network.
    Idle,
    InFlight {
        since: Instant,
    },
    Waiting {
        until: Instant,
    },
}

struct Queued {
    ticket: Ticket,
    event: ClientEvent,
}

pub(super) struct Machine {
    chat_id: String,
    receiving: Receiving,
    /// Set while the history must be read before the next poll; a history that was read clears it.
    needs_history: bool,
    failures: Backoff,
    /// Polls refused in a row because another one is held; any other end of a poll sets it to zero.
    refusals: u32,
    /// What the platform says of the network; true until it says otherwise.
    online: bool,
    /// Set by the first request about this chat that the server answered: from then on a bare 404 means that
    /// the session is gone, and not that the base URL is wrong.
    known_to_server: bool,
    /// What the delegate was told last; none before the start.
    told: Option<ConnectionState>,
    /// Calls that came before the history was read: their messages can have no number yet.
    unnumbered: Vec<(Ticket, Outgoing)>,
    queue: VecDeque<Queued>,
    /// The request under way; its answer clears it.
    sending: Option<Queued>,
    sent: Sent,
    /// Party and id of every message that was delivered. Grows with the chat, by some 50 bytes a message.
    seen: HashSet<(Option<String>, String)>,
    life: Life,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Life {
    Open,
    /// Over, but for the answer to the request under way. Nothing is received any more.
    Closing(ChatSessionCloseReason),
    Closed,
}

impl Machine {
    /// A machine for a chat that the server has just named. `resumed` where it was live before.
    pub(super) fn new(chat_id: String, resumed: bool, failures: Backoff) -> Self {
        Self {
            chat_id,
            receiving: Receiving::Idle,
            needs_history: resumed,
            failures,
            refusals: 0,
            online: true,
            known_to_server: false,
            told: None,
            unnumbered: Vec::new(),
            queue: VecDeque::new(),
            sending: None,
            sent: Sent::default(),
            seen: HashSet::new(),
            life: Life::Open,
        }
    }

    /// The first effects, before any input.
    pub(super) fn start(&mut self, now: Instant) -> Vec<Effect> {
        let mut effects = Vec::new();
        self.tell(ConnectionState::Connected, &mut effects);
        self.receive(now, &mut effects);
        effects
    }

    /// When `Input::Woken` is due, if ever.
    pub(super) fn wake_at(&self) -> Option<Instant> {
        match self.receiving {
            Receiving::Waiting { until } if self.online && self.life == Life::Open => Some(until),
            _ => None,
        }
    }

    pub(super) fn handle(&mut self, now: Instant, input: Input) -> Vec<Effect> {
        let mut effects = Vec::new();
        match input {
            Input::SendFinished(result) => self.send_finished(result, &mut effects),
            Input::Send { ticket, .. } if self.life != Life::Open => {
                effects.push(Effect::Settle { ticket, outcome: Err(closed_already()) });
            }
            _ if self.life != Life::Open => {}
            Input::Send { ticket, what } if self.needs_history => self.unnumbered.push((ticket, what)),
            Input::Send { ticket, what } => self.enqueue(ticket, what, &mut effects),
            Input::Received(result) => self.received(now, result, &mut effects),
            Input::Woken => {
                if matches!(self.receiving, Receiving::Waiting { until } if until <= now) {
                    self.receive(now, &mut effects);
                }
            }
            Input::NetworkAvailable(available) => self.network(now, available, &mut effects),
            // A chat that is being polled needs no second poll; one that waits for the network to recover has
            // just been told that it has.
            Input::Push => self.retry_now(now, &mut effects),
        }
        effects
    }

    // Sending

    fn enqueue(&mut self, ticket: Ticket, what: Outgoing, effects: &mut Vec<Effect>) {
        let event = match what {
            Outgoing::Event(event) => event,
            Outgoing::Message { text, format } => {
                let id = self.sent.next_id(&self.chat_id);
                // Should the server echo it, it is no news.
                self.seen.insert((Some(self.chat_id.to_ascii_lowercase()), id.clone()));
                self.status(&id, MessageStatus::Pending, effects);
                ClientEvent::message(&text, format, id)
            }
        };
        self.queue.push_back(Queued { ticket, event });
        self.send_next(effects);
    }

    fn send_next(&mut self, effects: &mut Vec<Effect>) {
        if self.sending.is_some() {
            return;
        }
        if let Some(next) = self.queue.pop_front() {
            if let ClientEvent::ChatSessionMessage { msg_id, .. } = &next.event {
                let id = msg_id.clone();
                self.status(&id, MessageStatus::Sending, effects);
            }
            effects.push(Effect::Send(vec![next.event.clone()]));
            self.sending = Some(next);
        }
    }

    fn send_finished(&mut self, result: Result<Vec<Event>, Failure>, effects: &mut Vec<Effect>) {
        let Some(Queued { ticket, event }) = self.sending.take() else { return };
        let message_id = match &event {
            ClientEvent::ChatSessionMessage { msg_id, .. } => Some(msg_id.clone()),
            _ => None,
        };
        match result {
            Ok(events) => {
                self.known_to_server = true;
                if let Some(id) = &message_id {
                    self.status(id, MessageStatus::Sent, effects);
                }
                effects.push(Effect::Settle { ticket, outcome: Ok(message_id) });
                if event == ClientEvent::ChatSessionEnd {
                    self.life = Life::Closing(ChatSessionCloseReason::EndedByClient);
                }
                self.deliver(EventOrigin::Live, events, effects);
            }
            Err(Failure { error, .. }) => {
                if let Some(id) = &message_id {
                    self.status(id, MessageStatus::Failed { error: error.clone() }, effects);
                }
                let gone = self.means_gone(&error);
                effects.push(Effect::Settle { ticket, outcome: Err(error) });
                if gone {
                    self.close(ChatSessionCloseReason::Lost, effects);
                }
            }
        }
        match self.life {
            Life::Open => self.send_next(effects),
            Life::Closing(reason) => self.finish(reason, effects),
            Life::Closed => {}
        }
    }

    // Receiving

    fn receive(&mut self, now: Instant, effects: &mut Vec<Effect>) {
        if !self.online {
            return;
        }
        self.receiving = Receiving::InFlight { since: now };
        effects.push(if self.needs_history { Effect::FetchHistory } else { Effect::Poll });
    }

    fn received(&mut self, now: Instant, result: Result<Vec<Event>, Failure>, effects: &mut Vec<Effect>) {
        let Receiving::InFlight { since } = self.receiving else { return };
        let events = match result {
            Ok(events) => events,
            Err(failure) => return self.receiving_failed(now, failure, effects),
        };
        self.succeeded(effects);
        let next = if std::mem::take(&mut self.needs_history) {
            self.resume(events, effects);
            now
        } else if self.deliver(EventOrigin::Live, events, effects) {
            now
        } else {
            now.max(since + SHORTEST_EMPTY_POLL)
        };
        self.receive_at(next, now, effects);
    }

    fn resume(&mut self, history: Vec<Event>, effects: &mut Vec<Effect>) {
        for event in &history {
            if let Event::ChatSessionMessage { message_id: Some(id), .. } = event {
                self.sent.continue_after(&self.chat_id, id);
            }
        }
        let unnumbered = std::mem::take(&mut self.unnumbered);
        self.deliver(EventOrigin::History, history, effects);
        for (ticket, what) in unnumbered {
            if self.life != Life::Open {
                effects.push(Effect::Settle { ticket, outcome: Err(closed_already()) });
            } else {
                self.enqueue(ticket, what, effects);
            }
        }
    }

    fn succeeded(&mut self, effects: &mut Vec<Effect>) {
        self.known_to_server = true;
        self.failures.reset();
        self.refusals = 0;
        self.online = true;
        self.tell(ConnectionState::Connected, effects);
    }

    fn receiving_failed(&mut self, now: Instant, failure: Failure, effects: &mut Vec<Effect>) {
        let Failure { error, retry_after } = failure;
        if self.means_gone(&error) {
            return self.close(ChatSessionCloseReason::Lost, effects);
        }
        let pause = match error.class() {
            FailureClass::Stop => {
                effects.push(Effect::Deliver(Delivery::Failed(error)));
                return self.close(ChatSessionCloseReason::Refused, effects);
            }
            FailureClass::Wait => {
                let pause = doubled(FIRST_BUSY_PAUSE, self.refusals, LONGEST_BUSY_PAUSE);
                self.refusals = self.refusals.saturating_add(1);
                pause
            }
            // A request for events that is refused as such (400 without a code that we know) may pass as well.
            FailureClass::Retry | FailureClass::Gone | FailureClass::Call => {
                self.refusals = 0;
                self.tell(if self.online { ConnectionState::Reconnecting } else { ConnectionState::Offline }, effects);
                self.failures.next()
            }
        };
        self.receive_at(now + pause.max(retry_after.unwrap_or_default()), now, effects);
    }

    fn receive_at(&mut self, at: Instant, now: Instant, effects: &mut Vec<Effect>) {
        if self.life != Life::Open {
            return;
        }
        if at <= now && self.online {
            self.receive(now, effects);
        } else {
            self.receiving = Receiving::Waiting { until: at };
        }
    }

    fn network(&mut self, now: Instant, available: bool, effects: &mut Vec<Effect>) {
        self.online = available;
        if !available {
            // A poll in flight is left alone: it may well be answered, and stopping it could lose its events.
            self.tell(ConnectionState::Offline, effects);
        } else {
            if self.told == Some(ConnectionState::Offline) {
                self.tell(ConnectionState::Reconnecting, effects);
            }
            self.retry_now(now, effects);
        }
    }

    /// Ends a pause that a failure has caused; any other pause has its reason still.
    fn retry_now(&mut self, now: Instant, effects: &mut Vec<Effect>) {
        let in_flight = matches!(self.receiving, Receiving::InFlight { .. });
        if !in_flight && self.told != Some(ConnectionState::Connected) {
            self.failures.reset();
            self.receive(now, effects);
        }
    }

    /// A bare 404 comes from a proxy or a wrong base URL as well; from a server that has known this chat it
    /// means what 5005 means.
    fn means_gone(&self, error: &ContactCenterError) -> bool {
        let bare_404 = matches!(error, ContactCenterError::UnexpectedResponse { status: 404, .. });
        error.class() == FailureClass::Gone || (bare_404 && self.known_to_server)
    }

    // Delivering

    /// Hands events on and acts on what they say. True where there were any that the app had not seen.
    fn deliver(&mut self, origin: EventOrigin, mut events: Vec<Event>, effects: &mut Vec<Effect>) -> bool {
        events.retain(|event| self.is_news(event));
        if events.is_empty() {
            return false;
        }
        let receipts: Vec<_> = events.iter().filter_map(receipt).collect();
        let end = events.iter().find_map(terminal);
        effects.push(Effect::Deliver(Delivery::Events { origin, events }));
        for (message_id, status) in receipts {
            self.status(&message_id, status, effects);
        }
        if let Some(reason) = end {
            self.close(reason, effects);
        }
        true
    }

    /// The same party and id mean the same message, by whatever door it comes. Other events have no identity
    /// of their own: typing twice is typing twice.
    fn is_news(&mut self, event: &Event) -> bool {
        match event {
            Event::ChatSessionMessage { message_id: Some(id), party_id, .. } => {
                self.seen.insert((party_id.as_ref().map(|party| party.to_ascii_lowercase()), id.clone()))
            }
            _ => true,
        }
    }

    fn status(&mut self, message_id: &str, status: MessageStatus, effects: &mut Vec<Effect>) {
        if self.sent.advance(message_id, &status) {
            effects.push(Effect::Deliver(Delivery::Message { message_id: message_id.to_owned(), status }));
        }
    }

    fn tell(&mut self, state: ConnectionState, effects: &mut Vec<Effect>) {
        if self.told != Some(state) {
            self.told = Some(state);
            effects.push(Effect::Deliver(Delivery::Connection(state)));
        }
    }

    fn close(&mut self, reason: ChatSessionCloseReason, effects: &mut Vec<Effect>) {
        if self.life == Life::Open {
            self.life = Life::Closing(reason);
            if self.sending.is_none() {
                self.finish(reason, effects);
            }
        }
    }

    fn finish(&mut self, reason: ChatSessionCloseReason, effects: &mut Vec<Effect>) {
        self.life = Life::Closed;
        for Queued { ticket, event } in std::mem::take(&mut self.queue) {
            if let ClientEvent::ChatSessionMessage { msg_id, .. } = event {
                self.status(&msg_id, MessageStatus::Failed { error: closed_already() }, effects);
            }
            effects.push(Effect::Settle { ticket, outcome: Err(closed_already()) });
        }
        for (ticket, _) in std::mem::take(&mut self.unnumbered) {
            effects.push(Effect::Settle { ticket, outcome: Err(closed_already()) });
        }
        self.tell(ConnectionState::Closed, effects);
        effects.push(Effect::Deliver(Delivery::Closed(reason)));
        effects.push(Effect::Stop);
    }
}

/// The answer to whatever is asked of a closed chat.
pub(super) fn closed_already() -> ContactCenterError {
    ContactCenterError::ChatSessionClosed { reason: "it has ended".to_owned() }
}

/// What a receipt says of which message.
fn receipt(event: &Event) -> Option<(String, MessageStatus)> {
    match event {
        Event::ChatSessionMessageDelivered { message_id, .. } => Some((message_id.clone()?, MessageStatus::Delivered)),
        Event::ChatSessionMessageRead { message_id, .. } => Some((message_id.clone()?, MessageStatus::Read)),
        _ => None,
    }
}

/// Whether, and why, the session is over with this event.
fn terminal(event: &Event) -> Option<ChatSessionCloseReason> {
    match event {
        Event::ChatSessionEnded => Some(ChatSessionCloseReason::Ended),
        Event::ChatSessionInactivityTimeout { .. } => Some(ChatSessionCloseReason::InactivityTimeout),
        Event::ChatSessionStatus { state: ContactCenterChatSessionState::Failed, .. } => {
            Some(ChatSessionCloseReason::Failed)
        }
        Event::ChatSessionStatus { state: ContactCenterChatSessionState::Completed, .. } => {
            Some(ChatSessionCloseReason::Completed)
        }
        _ => None,
    }
}
