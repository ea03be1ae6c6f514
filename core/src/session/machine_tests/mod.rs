//! Unit tests of the machine in virtual time: no network, no clock, no runtime.

mod beside;
mod habits;
mod opening;
mod outages;
mod own_messages;
mod polling;
mod quiet;
mod requests;
mod sending;
mod the_end;

use std::time::{Duration, Instant};

use super::machine::*;
use crate::{
    http::Failure,
    model::{
        ChatSessionCloseReason, ConnectionState, ContactCenterChatSessionState, ContactCenterError,
        ContactCenterEvent as Event, Delivery, EventOrigin, MessageFormat, MessageStatus, Timestamp, TlsFailure,
    },
    wire::ClientEvent,
};

const SECOND: Duration = Duration::from_secs(1);
const INTERCEPTION: Duration = Duration::from_secs(300);
const LIFETIME: Duration = Duration::from_secs(3600);

fn manners() -> Manners {
    Manners {
        backoff_initial: SECOND,
        backoff_max: 30 * SECOND,
        lifetime: LIFETIME,
        confirms_delivery: false,
        interception_timeout: INTERCEPTION,
        has_store: true,
    }
}

/// A machine with its clock, and what it has asked for since it was last looked at.
struct Bench {
    machine: Machine,
    now: Instant,
    effects: Vec<Effect>,
}

impl Bench {
    fn new(resumed: bool, restored: Restored, manners: Manners) -> Self {
        let now = Instant::now();
        let mut machine = Machine::new(now, "c".into(), resumed, restored, manners, 7);
        let effects = machine.start(now, true, true);
        Self { machine, now, effects }
    }

    fn resuming() -> Self {
        Self::new(true, Restored::default(), manners())
    }

    fn polling() -> Self {
        let mut bench = Self::new(false, Restored::default(), manners());
        assert_eq!(bench.requests(), ["poll"]);
        bench.deliveries();
        bench
    }

    fn input(&mut self, input: Input) -> &mut Self {
        self.effects.extend(self.machine.handle(self.now, input));
        self
    }

    fn polled(&mut self, events: Vec<Event>) -> &mut Self {
        self.input(Input::Polled(Ok(events)))
    }

    fn history(&mut self, events: Vec<Event>) -> &mut Self {
        self.input(Input::HistoryRead(Ok(events)))
    }

    /// The poll fails before anything was written.
    fn poll_fails(&mut self, error: ContactCenterError) -> &mut Self {
        self.input(Input::Polled(Err(Failure { error, retry_after: None, reached: false })))
    }

    /// Whatever asks for events fails before anything was written.
    fn cannot_receive(&mut self, error: ContactCenterError) -> &mut Self {
        let failure = Failure { error, retry_after: None, reached: false };
        self.input(Input::Polled(Err(failure.clone()))).input(Input::HistoryRead(Err(failure)))
    }

    /// The poll fails after it was written.
    fn poll_breaks(&mut self) -> &mut Self {
        self.input(Input::Polled(Err(transport().into())))
    }

    fn taken(&mut self) -> &mut Self {
        self.input(Input::SendFinished(Ok(vec![])))
    }

    fn send_fails(&mut self, error: ContactCenterError, reached: bool) -> &mut Self {
        self.input(Input::SendFinished(Err(Failure { error, retry_after: None, reached })))
    }

    /// Lets the clock run to the next wake-up and gives the pause until it.
    fn sleep(&mut self) -> Duration {
        let wake_at = self.machine.wake_at().expect("a wake-up");
        let pause = wake_at - self.now;
        self.now = wake_at;
        self.input(Input::Woken);
        pause
    }

    fn send(&mut self, ticket: u64, what: Outgoing) -> &mut Self {
        self.input(Input::Send { ticket: Ticket(ticket), what })
    }

    fn push(&mut self, ticket: u64) -> &mut Self {
        self.input(Input::Push { ticket: Ticket(ticket) })
    }

    fn cannot_look(&mut self) -> &mut Self {
        self.cannot_look_because(transport())
    }

    fn cannot_look_because(&mut self, error: ContactCenterError) -> &mut Self {
        self.input(Input::HistoryRead(Err(Failure { error, retry_after: None, reached: false })))
    }

    fn text(&mut self, ticket: u64, text: &str) -> &mut Self {
        self.send(ticket, Outgoing::Message(ClientEvent::message(text, MessageFormat::Text, None)))
    }

    fn end(&mut self, ticket: u64) -> &mut Self {
        self.send(ticket, Outgoing::Once(ClientEvent::ChatSessionEnd))
    }

    /// Takes out what matches.
    fn take<T>(&mut self, pick: impl Fn(&Effect) -> Option<T>) -> Vec<T> {
        let (taken, kept): (Vec<_>, Vec<_>) = self.effects.drain(..).partition(|effect| pick(effect).is_some());
        self.effects = kept;
        taken.iter().filter_map(pick).collect()
    }

    fn requests(&mut self) -> Vec<&'static str> {
        self.take(|effect| match effect {
            Effect::Poll => Some("poll"),
            Effect::FetchHistory => Some("history"),
            Effect::Send(_) => Some("send"),
            Effect::StopReceiving => Some("stop"),
            _ => None,
        })
    }

    /// One list a request.
    fn sent(&mut self) -> Vec<Vec<ClientEvent>> {
        self.take(|effect| if let Effect::Send(events) = effect { Some(events.clone()) } else { None })
    }

    fn deliveries(&mut self) -> Vec<Delivery> {
        self.take(|effect| if let Effect::Deliver(delivery) = effect { Some(delivery.clone()) } else { None })
    }

    fn events(&mut self) -> Vec<Event> {
        let events = |delivery| if let Delivery::Events { events, .. } = delivery { events } else { vec![] };
        self.deliveries().into_iter().flat_map(events).collect()
    }

    fn settled(&mut self) -> Vec<(u64, Outcome)> {
        self.take(|effect| match effect {
            Effect::Settle { ticket, outcome } => Some((ticket.0, outcome.clone())),
            _ => None,
        })
    }

    fn kept(&mut self) -> Vec<Change> {
        self.take(|effect| if let Effect::Persist(change) = effect { Some(change.clone()) } else { None })
    }

    fn stops(&mut self) -> usize {
        self.take(|effect| (*effect == Effect::Stop).then_some(())).len()
    }
}

fn written(text: &str, number: u64) -> ClientEvent {
    ClientEvent::message(text, MessageFormat::Text, None).with_message_id(&format!("c:{number}"))
}

fn status(id: &str, status: MessageStatus) -> Delivery {
    Delivery::Message { message_id: id.into(), status }
}

fn transport() -> ContactCenterError {
    ContactCenterError::Transport { reason: "refused".into() }
}

fn coded(code: &str, status: i32) -> ContactCenterError {
    ContactCenterError::from_server(code.into(), String::new(), status)
}

fn message(party: &str, id: &str) -> Event {
    Event::ChatSessionMessage {
        message_id: Some(id.into()),
        party_id: Some(party.into()),
        message: "hi".into(),
        message_text: "hi".into(),
        directive_id: None,
        channel: None,
        attachments: vec![],
        timestamp_ms: None,
        is_message_text_derived: false,
    }
}

fn left(timestamp_ms: Option<Timestamp>) -> Event {
    Event::ChatSessionPartyLeft { party_id: Some("P".into()), r#type: None, timestamp_ms }
}

fn live(events: Vec<Event>) -> Delivery {
    Delivery::Events { origin: EventOrigin::Live, events }
}
