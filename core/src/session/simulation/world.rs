//! The event loop of the simulation: virtual time and chance.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BinaryHeap},
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

use super::{
    app::Line,
    network::{Request, Weather},
    server::{Answer, Habits},
};
use crate::session::{machine::Input, trace::Recorder};

/// How long faults are injected, and how long everything is well after it: long enough for a note that the server cannot digest, which
/// is given up after seven tries with half a minute between them.
pub(super) const CHAOS: Duration = Duration::from_secs(600);
pub(super) const CALM: Duration = Duration::from_secs(420);

/// A lifetime of messages beyond any run.
pub(super) const LONG: Duration = Duration::from_secs(2 * (CHAOS.as_secs() + CALM.as_secs()));

/// The number of a chat among those of the app.
pub(super) type Which = usize;

#[derive(Debug)]
pub(super) enum Happening {
    Arrives(Which, u64, Request),
    Answered(Which, u64, Request, Answer),
    HoldEnds(Which),
    ServerNoticesThatItLeft(Which, u64),
    Wakes(Which),
    ContactCenterActs(Which),
    /// An event that the history holds already comes into the queue.
    Queued(Which),
    SessionEnds(Which),
    AppActs,
    AppStarts,
    WeatherTurns,
}

/// What a run did.
#[derive(Default)]
pub(super) struct Tally {
    pub(super) requests: usize,
    pub(super) faults: usize,
    pub(super) runs: usize,
    pub(super) panics: usize,
}

/// Where a run tells what happens; nowhere while all is well.
pub(super) type Trace = Option<Arc<Mutex<Vec<String>>>>;

pub(super) struct World {
    pub(super) random: fastrand::Rng,
    pub(super) start: Instant,
    pub(super) now: Duration,
    agenda: BinaryHeap<Reverse<(Duration, u64)>>,
    happenings: BTreeMap<u64, Happening>,
    next: u64,
    pub(super) lines: Vec<Line>,
    pub(super) weather: Weather,
    /// What the platform has said of the network.
    pub(super) says_offline: bool,
    pub(super) on_screen: bool,
    /// False while the app is dead.
    pub(super) is_running: bool,
    /// How many calls the app has made.
    pub(super) calls: u32,
    /// How long its messages are tried for. In most worlds longer than there is time.
    pub(super) lifetime: Duration,
    pub(super) tally: Tally,
    trace: Trace,
    /// Where the engines are recorded.
    pub(super) recorder: Arc<Recorder>,
    /// Whether engines panic now and then: what is to be played again must have its causes on record.
    pub(super) may_panic: bool,
}

impl World {
    pub(super) fn new(seed: u64, trace: Trace) -> Self {
        Self::made(seed, trace, Arc::default(), true)
    }

    pub(super) fn recorded(seed: u64, trace: Trace, recorder: Arc<Recorder>) -> Self {
        Self::made(seed, trace, recorder, false)
    }

    fn made(seed: u64, trace: Trace, recorder: Arc<Recorder>, may_panic: bool) -> Self {
        let mut random = fastrand::Rng::with_seed(seed);
        let mut lines = Vec::new();
        // The chats of one app share its fate, and their servers number events alike.
        for chat_id in ["c", "d"].into_iter().take(1 + usize::from(random.u8(..) < 40)) {
            let habits = Habits {
                answers_with_events: random.u8(..) < 60,
                takes_one_at_a_time: random.u8(..) < 60,
                never_holds: random.u8(..) < 20,
                is_cached: random.u8(..) < 30,
                queues_late: random.u8(..) < 30,
                rewrites_times: random.u8(..) < 30,
                numbers_system_messages_alike: random.u8(..) < 40,
                has_size_limit: random.u8(..) < 40,
            };
            lines.push(Line::new(chat_id, habits));
        }
        let mut world = Self {
            random,
            start: Instant::now(),
            now: Duration::ZERO,
            agenda: BinaryHeap::new(),
            happenings: BTreeMap::new(),
            next: 0,
            lines,
            weather: Weather::Fine,
            says_offline: false,
            on_screen: true,
            is_running: false,
            calls: 0,
            lifetime: LONG,
            tally: Tally::default(),
            trace,
            recorder,
            may_panic,
        };
        if world.random.u8(..) < 50 {
            world.lifetime = world.seconds(20, 200);
        }
        world.starts(false);
        for line in 0..world.lines.len() {
            world.note(|world| format!("{}: {:?}", world.lines[line].server.chat_id, world.lines[line].server.habits));
            world.plan(Duration::from_secs(1), Happening::ContactCenterActs(line));
            // Some end in the middle of it all, some when everything has come to rest, and some not at all.
            let end = match world.random.u8(..) {
                0..30 => world.seconds(1, 599),
                30..140 => CHAOS + CALM - Duration::from_secs(30),
                _ => continue,
            };
            world.plan(end, Happening::SessionEnds(line));
        }
        world.plan(Duration::from_secs(1), Happening::AppActs);
        let first_failure = world.seconds(5, 60);
        world.plan(first_failure, Happening::WeatherTurns);
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

    pub(super) fn is_chaos(&self) -> bool {
        self.now < CHAOS
    }

    fn happens(&mut self, happening: Happening) {
        match happening {
            Happening::Arrives(line, id, request) => self.arrives(line, id, request),
            Happening::Answered(line, id, request, answer) => self.answered(line, id, request, answer),
            Happening::HoldEnds(line) => {
                let released = self.lines[line].server.release(self.now);
                self.answer_poll(line, released);
            }
            Happening::ServerNoticesThatItLeft(line, id) => self.lines[line].server.notices_that_it_left(id),
            Happening::Wakes(line) => self.input(line, Input::Woken),
            Happening::ContactCenterActs(line) => self.contact_center_acts(line),
            Happening::Queued(line) => {
                let answered = self.lines[line].server.queues();
                self.answer_poll(line, answered);
            }
            Happening::SessionEnds(line) => self.session_ends(line),
            Happening::AppActs => self.app_acts(),
            Happening::AppStarts => self.starts(true),
            Happening::WeatherTurns => self.weather_turns(),
        }
    }

    fn contact_center_acts(&mut self, line: Which) {
        if self.lines[line].server.is_over {
            return;
        }
        let chance = self.random.u8(..);
        let is_away = !self.is_running || !self.on_screen;
        if is_away && chance % 8 == 7 {
            self.lines[line].server.edits_silently(chance);
        }
        let answered = self.lines[line].server.acts(chance, self.now);
        if self.lines[line].server.habits.queues_late {
            let later = self.millis(100, 3000);
            self.plan(later, Happening::Queued(line));
        }
        self.note(|world| format!("the contact centre: {:?}", world.lines[line].server.history.last()));
        self.answer_poll(line, answered);
        if self.is_chaos() {
            let pause = if self.random.u8(..) < 100 { Duration::from_millis(50) } else { self.seconds(1, 20) };
            self.plan(pause, Happening::ContactCenterActs(line));
        }
    }

    /// By the contact centre, by the app, or because the app is no longer wanted there.
    fn session_ends(&mut self, line: Which) {
        self.lines[line].ended_in_chaos = self.is_chaos();
        let answered = match self.random.u8(0..8) {
            0..4 => {
                self.note(|_| "the contact centre ends the session".to_owned());
                self.lines[line].server.ends()
            }
            4 => {
                self.note(|_| "the contact centre does not know the app any more".to_owned());
                self.lines[line].server.shuts_out()
            }
            _ => return self.end_chat(line),
        };
        self.answer_poll(line, answered);
    }

    pub(super) fn plan(&mut self, pause: Duration, happening: Happening) -> u64 {
        let key = self.next;
        self.next += 1;
        self.agenda.push(Reverse((self.now + pause, key)));
        self.happenings.insert(key, happening);
        key
    }

    /// What is still to happen.
    pub(super) fn ahead(&self) -> impl Iterator<Item = &Happening> {
        self.happenings.values()
    }

    /// The number of the next happening.
    pub(super) fn next(&self) -> u64 {
        self.next
    }

    pub(super) fn seconds(&mut self, from: u64, to: u64) -> Duration {
        Duration::from_secs(self.random.u64(from..=to))
    }

    pub(super) fn millis(&mut self, from: u64, to: u64) -> Duration {
        Duration::from_millis(self.random.u64(from..=to))
    }

    pub(super) fn note(&self, what: impl FnOnce(&Self) -> String) {
        if let Some(trace) = &self.trace {
            let line = format!("{:9.3} {}", self.now.as_secs_f64(), what(self));
            trace.lock().unwrap_or_else(PoisonError::into_inner).push(line);
        }
    }
}
