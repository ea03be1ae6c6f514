//! The harness of the fuzzed machine.
//!
//! A machine and what is around it: time, the requests under way, the calls that wait, the store and the delegate.

use std::{
    collections::HashSet,
    sync::Arc,
    time::{Duration, Instant},
};

use super::{Answer, CHAT, told::Told};
use crate::{
    delegate,
    model::{ConnectionState, ContactCenterError, MessageStatus},
    session::{
        Change, Restored,
        machine::{Effect, Input, Machine, Manners, Outcome, Outgoing, Ticket},
    },
    wire::ClientEvent,
};

const HOLD: Duration = Duration::from_secs(15);
const OUTAGE: Duration = Duration::from_secs(600);
const CALM: Duration = Duration::from_secs(3600);
/// What ten minutes without a server may cost. What was under way when they began comes on top; and the short pauses of a beginning, a
/// second time, where the server had asked for no polls for a while: then what is sent finds the outage first, and by itself.
const MOST_REQUESTS_OF_AN_OUTAGE: u32 = 30 + 3 + 5;
/// A poll a hold, with time for what is to be sent and resolved first.
const MOST_REQUESTS_OF_CALM: u32 = 3600 / 15 + 1200;

pub(crate) struct Table {
    machine: Machine,
    now: Instant,
    told: Arc<Told>,
    /// What is under way, at most one of each.
    polls: bool,
    reads_history: bool,
    sends: bool,
    requests: u32,
    next_ticket: u64,
    waiting: HashSet<Ticket>,
    /// Messages that are not sent any more: those that the app has taken back have no status that says so.
    gone: HashSet<String>,
    /// What the store knows of: messages that wait, and whether the chat has left it.
    kept: HashSet<String>,
    forgotten: bool,
    stopped: bool,
}

impl Table {
    /// A chat that opens with a network and on the screen.
    pub(crate) fn new(resumed: bool, restored: Restored) -> Self {
        let manners = Manners {
            backoff_initial: Duration::from_secs(1),
            backoff_max: Duration::from_secs(30),
            lifetime: Duration::from_secs(1800),
            confirms_delivery: resumed,
            interception_timeout: Duration::from_secs(300),
            has_store: true,
        };
        let now = Instant::now();
        let kept = restored.messages.iter().map(|message| message.message_id.clone()).collect();
        let machine = Machine::new(now, CHAT.to_owned(), resumed, restored, manners, 7);
        let mut table = Self {
            machine,
            now,
            told: Arc::default(),
            polls: false,
            reads_history: false,
            sends: false,
            requests: 0,
            next_ticket: 0,
            waiting: HashSet::new(),
            gone: HashSet::new(),
            kept,
            forgotten: false,
            stopped: false,
        };
        let effects = table.machine.start(now, true, true);
        table.carry_out(effects);
        table
    }

    pub(super) fn input(&mut self, input: Input) {
        if !self.stopped {
            let effects = self.machine.handle(self.now, input);
            self.carry_out(effects);
        }
    }

    pub(super) fn call(&mut self, input: impl FnOnce(Ticket) -> Input) {
        if !self.stopped {
            let ticket = Ticket(self.next_ticket);
            self.next_ticket += 1;
            self.waiting.insert(ticket);
            self.input(input(ticket));
        }
    }

    /// How many calls the app has made.
    pub(super) fn calls(&self) -> u64 {
        self.next_ticket
    }

    pub(super) fn polled(&mut self, answer: Answer) {
        if std::mem::take(&mut self.polls) {
            self.input(Input::Polled(answer));
        }
    }

    pub(super) fn history_read(&mut self, answer: Answer) {
        if std::mem::take(&mut self.reads_history) {
            self.input(Input::HistoryRead(answer));
        }
    }

    pub(super) fn send_finished(&mut self, answer: Answer) {
        if std::mem::take(&mut self.sends) {
            self.input(Input::SendFinished(answer));
        }
    }

    /// Time passes, and the driver wakes the machine where it wished to be woken.
    pub(super) fn pass(&mut self, time: Duration) {
        self.now += time;
        if self.wake_at().is_some_and(|at| at <= self.now) {
            self.input(Input::Woken);
        }
    }

    /// Nothing happens until the machine wishes to be woken.
    pub(super) fn sleep(&mut self) {
        if let Some(at) = self.wake_at() {
            self.pass(at.saturating_duration_since(self.now));
        }
    }

    fn wake_at(&self) -> Option<Instant> {
        self.machine.wake_at().filter(|_| !self.stopped)
    }

    fn carry_out(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            assert!(!self.stopped, "{effect:?} after the last effect");
            match effect {
                Effect::Poll => self.asks(|table| &mut table.polls),
                Effect::FetchHistory => self.asks(|table| &mut table.reads_history),
                Effect::Send(events) => {
                    assert!(!events.is_empty(), "a request with nothing in it");
                    // As they go out.
                    std::hint::black_box(ClientEvent::envelope(&events));
                    self.asks(|table| &mut table.sends);
                }
                Effect::StopReceiving => (self.polls, self.reads_history) = (false, false),
                Effect::Persist(change) => self.keep(change),
                Effect::Settle { ticket, outcome } => self.settle(ticket, &outcome),
                Effect::Deliver(delivery) => delegate::call(&*self.told, CHAT.to_owned(), delivery),
                Effect::Stop => self.stopped = true,
            }
        }
        let known = self.told.known();
        assert_eq!(known.closed.is_some(), self.stopped, "closed once, at the end");
        if self.stopped {
            assert!(self.waiting.is_empty(), "a call that nobody answers");
            assert!(self.forgotten || known.may_return(), "a chat that is over stays in the store");
            assert_eq!(self.machine.wake_at(), None, "a timer after the end");
        } else {
            assert!(self.machine.wake_at().is_none_or(|at| at > self.now), "a timer in the past: a hot loop");
        }
    }

    fn asks(&mut self, under_way: impl Fn(&mut Self) -> &mut bool) {
        assert!(!std::mem::replace(under_way(self), true), "a second request of its kind");
        self.requests += 1;
    }

    fn keep(&mut self, change: Change) {
        assert!(!self.forgotten, "a chat that is over is kept");
        match change {
            Change::Waits { message_id, .. } => drop(self.kept.insert(message_id)),
            Change::Gone { message_id } => {
                assert!(self.kept.remove(&message_id), "under another id than the store knows");
                self.gone.insert(message_id);
            }
            Change::Failed { message_id } => assert!(self.kept.contains(&message_id), "the store never had it"),
            Change::Closed => self.forgotten = true,
            Change::Number(_) | Change::Delivered(_) => {}
        }
    }

    fn settle(&mut self, ticket: Ticket, outcome: &Outcome) {
        assert!(self.waiting.remove(&ticket), "an answer to nobody, or a second one");
        if let Err(error) = outcome {
            assert!(error.to_string().len() <= 300);
        }
    }

    /// Ten minutes in which nothing answers, and then an hour in which all does: the first costs few requests, and
    /// the second leaves nothing undone.
    pub(crate) fn rest(&mut self) {
        self.input(Input::NetworkAvailable(true));
        self.input(Input::Foreground(true));
        self.requests = 0;
        self.play(OUTAGE, Duration::ZERO, || Err(ContactCenterError::Transport { reason: "gone".to_owned() }.into()));
        assert!(self.requests <= MOST_REQUESTS_OF_AN_OUTAGE, "{} requests into the void", self.requests);

        self.requests = 0;
        self.play(CALM, HOLD, || Ok(Vec::new()));
        assert!(self.requests <= MOST_REQUESTS_OF_CALM, "{} requests in an hour of calm", self.requests);
        let known = self.told.known();
        for (message_id, status) in &known.statuses {
            let is_under_way = matches!(status, MessageStatus::Pending | MessageStatus::Sending);
            let waits_in_store = self.stopped && !self.forgotten && self.kept.contains(message_id);
            assert!(!is_under_way || waits_in_store || self.gone.contains(message_id), "a message that is never sent");
        }
        assert!(self.waiting.is_empty(), "a call that nobody answers");
        if !self.stopped {
            assert_eq!(known.state, Some(ConnectionState::Connected));
        }
    }

    /// For `time` every request is answered in the same way: polls when `hold` is over, all others at once.
    fn play(&mut self, time: Duration, hold: Duration, answer: impl Fn() -> Answer) {
        let end = self.now + time;
        let mut held_until = self.now + hold;
        while !self.stopped && self.now < end {
            if self.reads_history {
                self.history_read(answer());
            } else if self.sends {
                self.send_finished(answer());
            } else if self.polls && held_until <= self.now {
                self.polled(answer());
                held_until = self.now + hold;
            } else {
                let next = [self.wake_at(), self.polls.then_some(held_until)].into_iter().flatten().min();
                self.pass(next.unwrap_or(end).saturating_duration_since(self.now));
            }
            assert!(self.requests < 10_000, "time stands still");
        }
    }

    /// The app ends the chat: it closes, once.
    pub(super) fn end(&mut self) {
        self.call(|ticket| Input::Send { ticket, what: Outgoing::Once(ClientEvent::ChatSessionEnd) });
        self.play(CALM, HOLD, || Ok(Vec::new()));
        assert!(self.stopped, "a chat that ended stays open");
    }
}
