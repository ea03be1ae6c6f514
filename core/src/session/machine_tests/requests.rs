//! What a chat costs in requests, by the hour. A connection refused for ten minutes while a message waits is counted in `outages`.

use std::cmp::Reverse;

use super::*;

const HOUR: Duration = Duration::from_secs(3600);
/// The longest that a server holds a poll.
pub(super) const HOLD: Duration = Duration::from_secs(15);

type Answer = Result<Vec<Event>, Failure>;

/// A chat, and a server that says of each request how long it takes and how it ends.
struct Connected<S> {
    bench: Bench,
    server: S,
    under_way: Vec<(Instant, Input)>,
    requests: usize,
}

/// A new chat.
fn opened<S: Fn(&Effect) -> (Duration, Answer)>(seed: u64, server: S) -> Connected<S> {
    let now = Instant::now();
    let mut machine = Machine::new(now, "c".into(), false, Restored::default(), manners(), seed);
    let effects = machine.start(now, true, true);
    Connected { bench: Bench { machine, now, effects }, server, under_way: vec![], requests: 0 }
}

impl<S: Fn(&Effect) -> (Duration, Answer)> Connected<S> {
    /// Lets both run for so long, the last moment included.
    fn run(&mut self, span: Duration) {
        let end = self.bench.now + span;
        loop {
            self.carry_out();
            self.under_way.sort_by_key(|(at, _)| Reverse(*at));
            let answered_at = self.under_way.last().map(|(at, _)| *at);
            let next = [answered_at, self.bench.machine.wake_at()].into_iter().flatten().min();
            let Some(next) = next.filter(|at| *at <= end) else { break };
            self.bench.now = self.bench.now.max(next);
            let answer = self.under_way.pop_if(|(at, _)| *at <= next);
            self.bench.input(answer.map_or(Input::Woken, |(_, answer)| answer));
        }
        self.bench.now = end;
    }

    fn carry_out(&mut self) {
        for effect in std::mem::take(&mut self.bench.effects) {
            let ends_with = match effect {
                Effect::Poll => Input::Polled,
                Effect::FetchHistory => Input::HistoryRead,
                Effect::Send(_) => Input::SendFinished,
                Effect::StopReceiving => {
                    self.under_way.retain(|(_, answer)| matches!(answer, Input::SendFinished(_)));
                    continue;
                }
                _ => continue,
            };
            let (takes, answer) = (self.server)(&effect);
            self.under_way.push((self.bench.now + takes, ends_with(answer)));
            self.requests += 1;
        }
    }
}

#[test]
fn an_idle_hour_costs_one_poll_for_each_hold_and_nothing_else() {
    let mut chat = opened(7, |request| match request {
        Effect::Poll => (HOLD, Ok(vec![])),
        other => panic!("{other:?}"),
    });
    chat.run(HOUR);
    assert_eq!(chat.requests, 241, "from the first moment to the last");
}

/// Defect 41.
#[test]
fn an_hour_in_the_background_costs_no_request_whatever_waits_and_whatever_the_network_does() {
    let mut chat = opened(7, |request| match request {
        Effect::Send(_) => (SECOND, Err(transport().into())),
        _ => (HOLD, Ok(vec![])),
    });
    chat.bench.text(1, "in doubt").send(2, Outgoing::Typing(None));
    chat.run(SECOND / 2);
    chat.bench.input(Input::Foreground(false));
    let before = chat.requests;
    for minute in 0..60 {
        chat.bench.text(10 + minute, "later").send(100 + minute, Outgoing::Typing(None));
        chat.bench.input(Input::NetworkAvailable(false)).input(Input::NetworkAvailable(true));
        chat.run(60 * SECOND);
        assert_eq!(chat.bench.machine.wake_at(), None);
    }
    assert_eq!(chat.requests, before);
    chat.bench.input(Input::Foreground(true));
    assert_eq!(chat.bench.requests(), ["history"], "there was something to ask for");
}

/// Defect 1.
#[test]
fn ten_minutes_of_any_outage_cost_at_most_thirty_requests_while_the_user_goes_on_writing() {
    let page = || ContactCenterError::UnexpectedResponse { reason: "an empty body".into(), status: 503 };
    let timeout = || ContactCenterError::Timeout { reason: "while waiting for the answer".into() };
    let outages: [(&str, Duration, Failure); 5] = [
        ("nobody listens", Duration::ZERO, Failure { error: transport(), retry_after: None, reached: false }),
        ("the connection breaks", SECOND / 10, transport().into()),
        ("a proxy's 503", SECOND / 10, page().into()),
        ("an error inside the server", SECOND / 10, coded("5500", 500).into()),
        ("no answer", 30 * SECOND, timeout().into()),
    ];
    for (outage, takes, failure) in &outages {
        for seed in 0..50 {
            let mut chat = opened(seed, |_| (*takes, Err(failure.clone())));
            for second in (0..600).step_by(10) {
                chat.bench.text(second, "are you there?").send(1000 + second, Outgoing::Typing(None));
                chat.run(10 * SECOND);
            }
            assert!((5..=30).contains(&chat.requests), "{outage}: {} requests with seed {seed}", chat.requests);
        }
    }
}

#[test]
fn a_server_that_answers_at_once_and_has_nothing_new_is_asked_once_a_second() {
    for (answer, histories) in [(vec![], 0), (vec![message("P", "0")], 3600 / 16 * 3 + 75)] {
        let mut chat = opened(7, |_| (Duration::ZERO, Ok(answer.clone())));
        chat.run(HOUR);
        assert!((3600..=3602 + histories).contains(&chat.requests), "{} requests", chat.requests);
    }
}

/// Defect 15.
#[test]
fn when_the_network_is_back_the_next_request_waits_for_nothing() {
    for was_told_of_the_loss in [false, true] {
        let mut bench = Bench::polling();
        for _ in 0..10 {
            bench.cannot_receive(transport()).sleep();
        }
        bench.cannot_receive(transport());
        if was_told_of_the_loss {
            bench.input(Input::NetworkAvailable(false));
        }
        bench.requests();
        bench.input(Input::NetworkAvailable(true));
        assert_eq!(bench.requests(), ["history"]);
    }
}
