//! Time, chance and the network between the two sides.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BinaryHeap},
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

use super::{
    device::{Disk, Told},
    server::{Answer, CHAT, Habits, Server},
};
use crate::{
    http::Failure,
    model::{ContactCenterError, ContactCenterEvent as Event, MessageFormat, MessageStatus},
    session::machine::{Change, Effect, Input, Machine, Manners, Outgoing, Receipt, Ticket},
    wire::ClientEvent,
};

/// How long the bad luck lasts, and how long everything is well after it.
const CHAOS: Duration = Duration::from_secs(600);
const CALM: Duration = Duration::from_secs(300);
/// How long the device waits for an answer.
const PATIENCE: Duration = Duration::from_secs(30);

#[derive(Debug, Clone)]
enum Request {
    Poll,
    History,
    Send(Vec<ClientEvent>),
}

#[derive(Debug)]
enum Happening {
    Arrives(u64, Request),
    Answered(u64, Request, Answer),
    HoldEnds,
    ServerNoticesThatItLeft(u64),
    Wakes,
    ContactCenterActs,
    AppActs,
    NetworkFails(Duration),
    NetworkReturns,
    AppStarts,
}

/// What a run did.
pub(super) struct Tally {
    pub(super) requests: usize,
    pub(super) faults: usize,
    pub(super) runs: usize,
}

pub(super) struct World {
    random: fastrand::Rng,
    start: Instant,
    now: Duration,
    agenda: BinaryHeap<Reverse<(Duration, u64)>>,
    happenings: BTreeMap<u64, Happening>,
    next: u64,
    server: Server,
    /// None while the app is dead.
    machine: Option<Machine>,
    disk: Disk,
    told: Told,
    /// Requests that this run of the app waits for.
    poll: Option<u64>,
    history: Option<u64>,
    send: Option<u64>,
    network_works: bool,
    on_screen: bool,
    /// Histories that pushes in the background may ask for.
    looks: u32,
    handed_over: Vec<String>,
    tally: Tally,
    trace: Arc<Mutex<Vec<String>>>,
}

impl World {
    pub(super) fn new(seed: u64, trace: Arc<Mutex<Vec<String>>>) -> Self {
        let mut random = fastrand::Rng::with_seed(seed);
        let habits = Habits { answers_with_events: random.u8(..) < 60, takes_one_at_a_time: random.u8(..) < 60 };
        let mut world = Self {
            random,
            start: Instant::now(),
            now: Duration::ZERO,
            agenda: BinaryHeap::new(),
            happenings: BTreeMap::new(),
            next: 0,
            server: Server::new(habits),
            machine: None,
            disk: Disk::default(),
            told: Told::default(),
            poll: None,
            history: None,
            send: None,
            network_works: true,
            on_screen: true,
            looks: 0,
            handed_over: Vec::new(),
            tally: Tally { requests: 0, faults: 0, runs: 0 },
            trace,
        };
        world.note(format!("{habits:?}"));
        world.starts(false);
        world.plan(Duration::from_secs(1), Happening::ContactCenterActs);
        world.plan(Duration::from_secs(1), Happening::AppActs);
        let first_failure = world.seconds(5, 60);
        world.plan(first_failure, Happening::NetworkFails(Duration::from_secs(5)));
        world
    }

    pub(super) fn run(mut self) -> Tally {
        while let Some(Reverse((at, key))) = self.agenda.pop() {
            if at > CHAOS + CALM {
                break;
            }
            assert!(self.next < 1_000_000, "time stands still");
            self.now = at;
            if let Some(happening) = self.happenings.remove(&key) {
                self.happens(happening);
            }
        }
        self.check_the_end();
        self.tally
    }

    fn is_chaos(&self) -> bool {
        self.now < CHAOS
    }

    fn happens(&mut self, happening: Happening) {
        match happening {
            Happening::Arrives(id, request) => self.arrives(id, request),
            Happening::Answered(id, request, answer) => self.answered(id, request, answer),
            Happening::HoldEnds => {
                if let Some((id, answer)) = self.server.release(self.now) {
                    self.answer(id, Request::Poll, answer);
                }
            }
            Happening::ServerNoticesThatItLeft(id) => self.server.notices_that_it_left(id),
            Happening::Wakes => self.input(Input::Woken),
            Happening::ContactCenterActs => self.contact_center_acts(),
            Happening::AppActs => self.app_acts(),
            Happening::NetworkFails(duration) => self.network_fails(duration),
            Happening::NetworkReturns => {
                self.note("the network is back");
                self.network_works = true;
                self.input(Input::NetworkAvailable(true));
            }
            Happening::AppStarts => self.starts(true),
        }
    }

    // The two sides

    fn contact_center_acts(&mut self) {
        let event = match self.random.u8(0..10) {
            0 => Server::leaves(self.now),
            1 => Server::queued(),
            2 | 3 => Server::types(self.now),
            4 if self.server.has_unread() => self.server.reads(self.now),
            _ => self.server.says(self.now),
        };
        self.note(format!("the contact centre: {event:?}"));
        if let Some((id, answer)) = self.server.happens(event) {
            self.answer(id, Request::Poll, answer);
        }
        if self.is_chaos() {
            let pause = if self.random.u8(..) < 100 { Duration::from_millis(50) } else { self.seconds(1, 20) };
            self.plan(pause, Happening::ContactCenterActs);
        }
    }

    fn app_acts(&mut self) {
        let ticket = Ticket(0);
        match self.random.u8(0..16) {
            0 if self.is_chaos() => self.dies(),
            1 | 2 if self.is_chaos() => {
                self.on_screen = !self.on_screen;
                self.note(format!("on screen: {}", self.on_screen));
                self.input(Input::Foreground(self.on_screen));
            }
            3 => {
                self.looks += 1;
                self.input(Input::Push);
            }
            4 => self.input(Input::Send { ticket, what: Outgoing::Typing(None) }),
            5 => {
                let receipt = Receipt { message_id: "2".into(), read: true };
                self.input(Input::Send { ticket, what: Outgoing::Receipt(receipt) });
            }
            _ => {
                let what = Outgoing::Message(ClientEvent::message("hello", MessageFormat::Text, None));
                self.input(Input::Send { ticket, what });
            }
        }
        if self.is_chaos() {
            let pause = if self.random.u8(..) < 80 { Duration::from_millis(10) } else { self.seconds(1, 15) };
            self.plan(pause, Happening::AppActs);
        } else {
            self.on_screen = true;
            self.input(Input::Foreground(true));
        }
    }

    fn dies(&mut self) {
        self.note("the app is killed");
        self.machine = None;
        for id in [self.poll.take(), self.history.take(), self.send.take()].into_iter().flatten() {
            let later = self.seconds(0, 20);
            self.plan(later, Happening::ServerNoticesThatItLeft(id));
        }
        // No sooner than what was on its way has arrived: nobody could tell a message that is still travelling from a lost one.
        let later = self.seconds(1, 30);
        self.plan(later, Happening::AppStarts);
    }

    fn starts(&mut self, again: bool) {
        if self.machine.is_some() {
            return;
        }
        self.note("the app starts");
        self.tally.runs += 1;
        self.told.forget();
        self.on_screen = true;
        let manners = Manners {
            backoff_initial: Duration::from_secs(1),
            backoff_max: Duration::from_secs(30),
            lifetime: 2 * (CHAOS + CALM),
            confirms_delivery: self.random.bool(),
        };
        let restored = self.disk.restore(self.now);
        let seed = self.random.u64(..);
        let mut machine = Machine::new(self.start + self.now, CHAT.into(), again, restored, manners, seed);
        let effects = machine.start(self.start + self.now);
        self.machine = Some(machine);
        self.carry_out(effects);
        if !self.network_works {
            self.input(Input::NetworkAvailable(false));
        }
    }

    // The machine

    fn input(&mut self, input: Input) {
        if let Some(machine) = &mut self.machine {
            let effects = machine.handle(self.start + self.now, input);
            self.carry_out(effects);
        }
    }

    fn carry_out(&mut self, effects: Vec<Effect>) {
        for effect in &effects {
            if let Effect::Persist(change) = effect {
                self.disk.keep(change, self.now);
                // From here on the message is on its way, whether or not the app lives to be told its id.
                if let Change::Waits { message_id, .. } = change {
                    self.handed_over.push(message_id.clone());
                }
            }
        }
        // The process may die between what is kept and what follows from it.
        if self.is_chaos() && effects.len() > 1 && self.random.u16(..) < 60 {
            return self.dies();
        }
        for effect in effects {
            match effect {
                Effect::Poll => {
                    let id = self.request(Request::Poll);
                    assert_eq!(self.poll.replace(id), None, "a second poll");
                }
                Effect::FetchHistory => {
                    let id = self.request(Request::History);
                    assert_eq!(self.history.replace(id), None, "a second history");
                }
                Effect::Send(events) => {
                    let id = self.request(Request::Send(events));
                    assert_eq!(self.send.replace(id), None, "a second send");
                }
                Effect::StopReceiving => {
                    for id in [self.poll.take(), self.history.take()].into_iter().flatten() {
                        let later = self.seconds(0, 20);
                        self.plan(later, Happening::ServerNoticesThatItLeft(id));
                    }
                }
                Effect::Settle { .. } | Effect::Persist(_) => {}
                Effect::Deliver(delivery) => {
                    self.note(format!("told: {delivery:?}"));
                    self.told.note(delivery);
                }
                Effect::Stop => self.machine = None,
            }
        }
        if let Some(at) = self.machine.as_ref().and_then(Machine::wake_at) {
            assert!(self.on_screen, "a timer in the background");
            let pause = at.saturating_duration_since(self.start + self.now);
            self.plan(pause, Happening::Wakes);
        }
    }

    // The network

    fn request(&mut self, request: Request) -> u64 {
        self.tally.requests += 1;
        let id = self.next;
        self.note(format!("request {id}: {request:?}"));
        if !self.on_screen {
            assert!(matches!(request, Request::History), "{request:?} in the background");
            self.looks = self.looks.checked_sub(1).expect("a look without a push");
        }
        let spent = self.now.as_secs() + 10;
        assert!(self.tally.requests as u64 <= 10 * spent, "a hot loop");
        let there = self.millis(5, 300);
        let failure = |error, reached| Err(Failure { error, retry_after: None, reached });
        let broken = || ContactCenterError::Transport { reason: "it broke".into() };
        if !self.network_works {
            return self.plan(there, Happening::Answered(id, request, failure(broken(), false)));
        }
        let luck = if self.is_chaos() { self.random.u8(..) } else { u8::MAX };
        let answer = match luck {
            // Nobody there; or it is lost before anybody has read it.
            0..6 => failure(broken(), false),
            6..12 => failure(broken(), true),
            12..18 => {
                failure(ContactCenterError::UnexpectedResponse { reason: "an HTML page".into(), status: 502 }, true)
            }
            18..24 => failure(ContactCenterError::from_server("5500".into(), String::new(), 500), true),
            24..28 => Err(Failure {
                error: ContactCenterError::UnexpectedResponse { reason: "an empty body".into(), status: 429 },
                retry_after: Some(Duration::from_secs(7)),
                reached: true,
            }),
            _ => {
                let id = self.plan(there, Happening::Arrives(id, request.clone()));
                let timeout = ContactCenterError::Timeout { reason: "while waiting for the answer".into() };
                self.plan(PATIENCE, Happening::Answered(id, request, Err(timeout.into())));
                return id;
            }
        };
        self.tally.faults += 1;
        self.plan(there, Happening::Answered(id, request, answer))
    }

    fn arrives(&mut self, id: u64, request: Request) {
        let answer = match &request {
            Request::Poll => match self.server.poll(id, self.now) {
                Some(answer) => answer,
                None => {
                    self.plan(super::server::HOLD, Happening::HoldEnds);
                    return;
                }
            },
            Request::History => self.server.history(),
            Request::Send(events) => self.server.send(events, self.now),
        };
        self.answer(id, request, answer);
    }

    fn answer(&mut self, id: u64, request: Request, answer: Answer) {
        let back = self.millis(5, 300);
        let luck = if self.is_chaos() { self.random.u8(..) } else { u8::MAX };
        // The server has done its part, and its answer breaks off on the way; or takes for ever.
        let broken = match luck {
            0..12 => Some(ContactCenterError::Transport { reason: "it broke off".into() }),
            12..16 => Some(ContactCenterError::Decoding { reason: "it ends too early".into(), status: 200 }),
            16..19 => Some(ContactCenterError::Timeout { reason: "while waiting".into() }),
            _ => None,
        };
        self.tally.faults += usize::from(broken.is_some());
        let answer = broken.map_or(answer, |error| Err(error.into()));
        self.plan(back, Happening::Answered(id, request, answer));
    }

    fn answered(&mut self, id: u64, request: Request, answer: Answer) {
        let slot = match request {
            Request::Poll => &mut self.poll,
            Request::History => &mut self.history,
            Request::Send(_) => &mut self.send,
        };
        // Nobody waits for it: the machine has stopped it, or is not the one that asked.
        if slot.take_if(|waiting| *waiting == id).is_none() {
            return;
        }
        self.note(format!("answer {id}: {answer:?}"));
        self.input(match request {
            Request::Poll => Input::Polled(answer),
            Request::History => Input::HistoryRead(answer),
            Request::Send(_) => Input::SendFinished(answer),
        });
    }

    fn network_fails(&mut self, duration: Duration) {
        if self.is_chaos() {
            self.note(format!("no network for {duration:?}"));
            self.tally.faults += 1;
            self.network_works = false;
            self.server.restarts();
            // The platform notices, mostly.
            if self.random.u8(..) < 200 {
                self.input(Input::NetworkAvailable(false));
            }
            let next = duration + self.seconds(5, 120);
            let how_long = self.seconds(1, 90);
            self.plan(duration, Happening::NetworkReturns);
            self.plan(next, Happening::NetworkFails(how_long));
        }
    }

    // What must hold

    fn check_the_end(&mut self) {
        let is_news = |event: &&Event| !matches!(event, Event::ChatSessionTyping { .. });
        let is_ours =
            |event: &Event| matches!(event, Event::ChatSessionMessage { party_id: Some(party), .. } if party == CHAT);
        let happened: Vec<_> = self.server.history.iter().filter(is_news).filter(|event| !is_ours(event)).collect();
        let count = |events: &[Event], wanted: &Event| events.iter().filter(|event| *event == wanted).count();
        for event in &happened {
            let times = self.server.history.iter().filter(|other| other == event).count();
            let (live, earlier) = (count(&self.told.live, event), count(&self.told.earlier, event));
            assert!(live <= times, "twice: {event:?}, {live} times instead of {times}");
            assert!(live == times || earlier > 0, "lost: {event:?}, {live} times instead of {times}");
        }
        if !self.server.habits.answers_with_events {
            let numbers = self.told.live.iter().filter_map(|event| match event {
                Event::ChatSessionMessage { message_id: Some(id), .. } => id.parse::<u32>().ok(),
                _ => None,
            });
            assert!(numbers.is_sorted(), "out of order: {:?}", self.told.live);
        }
        assert_eq!(self.server.messages, self.handed_over, "what the server has against what the app handed over");
        for (id, status) in &self.told.statuses {
            assert!(
                matches!(status, MessageStatus::Sent | MessageStatus::Delivered | MessageStatus::Read),
                "{id}: {status:?}"
            );
        }
        assert_eq!(self.told.closed, 0);
    }

    fn plan(&mut self, pause: Duration, happening: Happening) -> u64 {
        let key = self.next;
        self.next += 1;
        self.agenda.push(Reverse((self.now + pause, key)));
        self.happenings.insert(key, happening);
        key
    }

    fn seconds(&mut self, from: u64, to: u64) -> Duration {
        Duration::from_secs(self.random.u64(from..=to))
    }

    fn millis(&mut self, from: u64, to: u64) -> Duration {
        Duration::from_millis(self.random.u64(from..=to))
    }

    fn note(&self, what: impl Into<String>) {
        let line = format!("{:9.3} {}", self.now.as_secs_f64(), what.into());
        self.trace.lock().unwrap_or_else(PoisonError::into_inner).push(line);
    }
}
