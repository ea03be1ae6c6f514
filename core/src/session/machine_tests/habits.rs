//! Proxies and gateways that end polls, while histories and sends are answered.

use super::{requests::HOLD, *};

const FOUR_MINUTES: Duration = Duration::from_secs(240);
/// How long a request takes that the server answers at once.
const ROUND_TRIP: Duration = Duration::from_millis(100);

/// What something on the way does to each poll that the server would hold for longer.
#[derive(Debug, Clone, Copy)]
enum Habit {
    None,
    /// Answers with this status in the server's place after so long.
    Status(i32, Duration),
    /// Ends the connection after so long.
    Reset(Duration),
}

impl Habit {
    fn ends_poll(self) -> Option<(Duration, Failure)> {
        match self {
            Self::None => None,
            Self::Status(status, after) => {
                let error = ContactCenterError::UnexpectedResponse { reason: "an HTML page".into(), status };
                Some((after, error.into()))
            }
            Self::Reset(after) => Some((after, transport().into())),
        }
    }
}

/// How a chat fared.
struct Fared {
    states: usize,
    requests_per_minute: usize,
    /// In milliseconds, sorted: from the app's call to the server, and from the agent to the app.
    own: Vec<u128>,
    theirs: Vec<u128>,
}

/// Four minutes, with a message of each side every ten seconds unless `is_quiet`. The server either notices that a poll was given
/// up, or holds it for its time and loses what it answers.
fn fares(habit: Habit, server_notices: bool, is_quiet: bool) -> Fared {
    let mut sim = Server { habit, server_notices, is_quiet, ..Server::new() };
    let step = Duration::from_millis(50);
    while sim.elapsed() < FOUR_MINUTES {
        sim.step(step);
    }
    let minutes = FOUR_MINUTES.as_secs() as usize / 60;
    sim.own.sort_unstable();
    sim.theirs.sort_unstable();
    Fared { states: sim.states, requests_per_minute: sim.requests / minutes, own: sim.own, theirs: sim.theirs }
}

/// The server with its queue, and what is on the way.
struct Server {
    bench: Bench,
    start: Instant,
    habit: Habit,
    server_notices: bool,
    is_quiet: bool,
    history: Vec<Event>,
    queue: Vec<Event>,
    /// Until when the server holds a poll, and whether the app still waits for it.
    held: Option<(Instant, bool)>,
    /// Answers on their way to the app.
    answers: Vec<(Instant, Input)>,
    /// When the app handed over, or the agent wrote, what has not arrived yet.
    waiting_own: Vec<Instant>,
    waiting_theirs: Vec<(String, Instant)>,
    written: u64,
    states: usize,
    requests: usize,
    own: Vec<u128>,
    theirs: Vec<u128>,
}

impl Server {
    fn new() -> Self {
        let bench = Bench::new(false, Restored::default(), manners());
        let start = bench.now;
        Self {
            bench,
            start,
            habit: Habit::None,
            server_notices: true,
            is_quiet: false,
            history: vec![],
            queue: vec![],
            held: None,
            answers: vec![],
            waiting_own: vec![],
            waiting_theirs: vec![],
            written: 0,
            states: 0,
            requests: 0,
            own: vec![],
            theirs: vec![],
        }
    }

    fn elapsed(&self) -> Duration {
        self.bench.now - self.start
    }

    fn step(&mut self, step: Duration) {
        self.carry_out();
        self.bench.now += step;
        let (now, elapsed) = (self.bench.now, self.elapsed());
        // Of either side one in ten seconds, at moments that fall on all phases of a poll.
        if !self.is_quiet && elapsed.as_millis().is_multiple_of(10_350) {
            self.written += 2;
            let id = self.written.to_string();
            self.waiting_theirs.push((id.clone(), now));
            self.history.push(message("P", &id));
            self.queue.push(message("P", &id));
        }
        if !self.is_quiet && elapsed.as_millis().is_multiple_of(10_850) {
            self.waiting_own.push(now);
            self.bench.text(self.written, "hi");
        }
        if let Some((until, app_waits)) = self.held
            && (until <= now || !self.queue.is_empty())
        {
            let events = std::mem::take(&mut self.queue);
            self.held = None;
            if app_waits {
                self.answers.retain(|(_, answer)| !matches!(answer, Input::Polled(_)));
                self.answers.push((now + ROUND_TRIP / 2, Input::Polled(Ok(events))));
            }
        }
        while let Some(at) = self.answers.iter().position(|(at, _)| *at <= now) {
            let (_, answer) = self.answers.remove(at);
            if let (Input::Polled(Err(_)), Some((until, _))) = (&answer, self.held) {
                self.held = (!self.server_notices).then_some((until, false));
            }
            self.bench.input(answer);
            self.carry_out();
        }
        if self.bench.machine.wake_at().is_some_and(|at| at <= now) {
            self.bench.input(Input::Woken);
        }
    }

    fn carry_out(&mut self) {
        let now = self.bench.now;
        for effect in std::mem::take(&mut self.bench.effects) {
            match effect {
                Effect::Poll => {
                    self.requests += 1;
                    self.poll(now);
                }
                Effect::FetchHistory => {
                    self.requests += 1;
                    self.answers.push((now + ROUND_TRIP, Input::HistoryRead(Ok(self.history.clone()))));
                }
                Effect::Send(events) => {
                    self.requests += 1;
                    for _ in events {
                        let handed_over = self.waiting_own.remove(0);
                        self.own.push((now - handed_over).as_millis());
                    }
                    self.answers.push((now + ROUND_TRIP, Input::SendFinished(Ok(vec![]))));
                }
                Effect::Deliver(Delivery::Connection(_)) => self.states += 1,
                Effect::Deliver(Delivery::Events { events, .. }) => {
                    for event in events {
                        let Event::ChatSessionMessage { message_id: Some(id), .. } = event else { continue };
                        let at = self.waiting_theirs.iter().position(|(waiting, _)| *waiting == id).expect("once");
                        let (_, written) = self.waiting_theirs.remove(at);
                        self.theirs.push((now - written).as_millis());
                    }
                }
                _ => {}
            }
        }
    }

    fn poll(&mut self, now: Instant) {
        if let Some((after, failure)) = self.habit.ends_poll().filter(|(after, _)| *after < ROUND_TRIP) {
            return self.answers.push((now + after.max(ROUND_TRIP / 2), Input::Polled(Err(failure))));
        }
        if self.held.is_some() {
            return self.answers.push((now + ROUND_TRIP, Input::Polled(Err(coded("5509", 429).into()))));
        }
        self.held = Some((now + HOLD, true));
        if let Some((after, failure)) = self.habit.ends_poll() {
            self.answers.push((now + after, Input::Polled(Err(failure))));
        }
    }
}

/// Defect 62.
#[test]
fn proxy_that_ends_polls_leaves_a_connected_chat_without_delay() {
    const FIVE: Duration = Duration::from_secs(5);
    let good = fares(Habit::None, true, false);
    assert_eq!((good.states, good.own[good.own.len() - 1]), (1, 0));
    for habit in [
        Habit::Status(502, Duration::ZERO),
        Habit::Status(504, FIVE),
        Habit::Reset(FIVE),
        Habit::Reset(2 * FIVE),
        Habit::Status(403, FIVE),
    ] {
        for server_notices in [true, false] {
            let Fared { states, requests_per_minute, own, theirs } = fares(habit, server_notices, false);
            let median = |times: &[u128]| times[times.len() / 2];
            let most = |times: &[u128]| times[times.len() - 1];
            let told = format!(
                "{habit:?}, server notices: {server_notices}: {states} states, {requests_per_minute} requests a minute, \
                 own {} to {} ms, theirs {} to {} ms",
                median(&own),
                most(&own),
                median(&theirs),
                most(&theirs)
            );
            println!("{told}");
            assert_eq!(states, 1, "{told}");
            assert!(own.len() > 20 && theirs.len() > 20, "{told}");
            assert!(median(&own) <= 100 && most(&own) <= 1000, "{told}");
            assert!(median(&theirs) <= 2000 && most(&theirs) <= 4000, "{told}");
            // Those for the messages among them: a good line costs 16.
            assert!(requests_per_minute < 30, "{told}");
            let quiet = fares(habit, server_notices, true);
            println!("{} requests a minute while nothing happens", quiet.requests_per_minute);
            assert!(quiet.states == 1 && quiet.requests_per_minute < 20, "{told}: {}", quiet.requests_per_minute);
        }
    }
}

/// A limit on histories alone.
fn limited(retry_after: Duration) -> Input {
    let error = ContactCenterError::UnexpectedResponse { reason: "an empty body".into(), status: 429 };
    Input::HistoryRead(Err(Failure { error, retry_after: Some(retry_after), reached: true }))
}

/// Defect 63.
#[test]
fn histories_that_are_put_off_stop_neither_polls_nor_messages() {
    let mut bench = Bench::polling();
    bench.poll_breaks();
    assert_eq!(bench.requests(), ["history"]);
    bench.input(limited(40 * SECOND)).text(1, "hi");
    assert_eq!(bench.sent(), [vec![written("hi", 1)]]);
    bench.taken();
    assert_eq!(bench.sleep(), MAX_REQUEST_TRANSIT);
    assert_eq!(bench.requests(), ["poll"]);
    bench.deliveries();
    bench.now += 15 * SECOND;
    bench.polled(vec![message("P", "2")]);
    assert_eq!(bench.events(), [], "a short delay keeps the order");
    bench.now += 15 * SECOND;
    bench.polled(vec![message("P", "4")]);
    assert_eq!(bench.events(), [message("P", "2"), message("P", "4")]);
    bench.now += 15 * SECOND;
    bench.input(Input::Woken).history(vec![message("P", "0"), message("P", "2"), message("P", "4")]);
    assert_eq!(bench.events(), [message("P", "0")], "late, and not lost");
}

/// Defect 85.
#[test]
fn late_copies_wait_for_the_history_while_it_is_put_off() {
    let changed = {
        let mut message = message("P", "2");
        if let Event::ChatSessionMessage { message, message_text, .. } = &mut message {
            (*message, *message_text) = ("changed".into(), "changed".into());
        }
        message
    };
    let left = left(Some(Timestamp(7000)));
    let mut bench = Bench::polling();
    bench.poll_breaks().history(vec![changed.clone(), left.clone()]);
    assert_eq!(bench.events(), [changed.clone(), left.clone()]);
    bench.sleep();
    bench.now += 20 * SECOND;
    bench.polled(vec![]).input(limited(90 * SECOND));
    // The server logged it before it queued it, and it was edited in between.
    bench.now += 15 * SECOND;
    bench.polled(vec![message("P", "2")]);
    // Copies are not expected any more.
    bench.now += 25 * SECOND;
    bench.text(1, "hi").taken();
    bench.polled(vec![message("P", "4"), left.clone()]);
    assert_eq!(bench.events(), [message("P", "4")]);
    bench.now += 60 * SECOND;
    let second = [message("P", "2"), left.clone()];
    let history = [vec![changed, left], vec![message("P", "4")], second.to_vec()].concat();
    bench.input(Input::Woken).history(history);
    assert_eq!(bench.events(), second, "others that say the same are late, and not lost");
}

/// Defect 64.
#[test]
fn long_history_comes_in_batches() {
    let mut bench = Bench::resuming();
    let all: Vec<_> = (0..600).map(|number| message("P", &number.to_string())).collect();
    bench.deliveries();
    bench.history(all.clone());
    let batches: Vec<_> = bench
        .deliveries()
        .into_iter()
        .filter_map(|told| if let Delivery::Events { events, .. } = told { Some(events) } else { None })
        .collect();
    assert_eq!(batches.iter().map(Vec::len).collect::<Vec<_>>(), [250, 250, 100]);
    assert_eq!(batches.concat(), all);
}

/// Defect 65.
#[test]
fn any_poll_that_ends_without_an_answer_of_the_api_is_followed_by_a_check_for_what_it_took() {
    let page = |status| ContactCenterError::UnexpectedResponse { reason: "an HTML page".into(), status };
    for status in [200, 401, 403, 404, 413, 500, 502, 503, 504] {
        let mut bench = Bench::polling();
        bench.polled(vec![message("P", "2")]).events();
        bench.now += 5 * SECOND;
        bench.input(Input::Polled(Err(page(status).into()))).history(vec![message("P", "2")]);
        bench.sleep();
        bench.requests();
        // The server still held the poll that the gateway gave up, and answered it with "4".
        bench.polled(vec![message("P", "6")]);
        assert_eq!(bench.requests(), ["history"], "{status}");
        bench.history(vec![message("P", "2"), message("P", "4"), message("P", "6")]);
        assert_eq!(bench.events(), [message("P", "4"), message("P", "6")], "{status}");
    }
}
