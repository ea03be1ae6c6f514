//! The machine by itself, in virtual time: no network, no clock, no runtime.

use std::time::{Duration, Instant};

use super::machine::*;
use crate::{
    http::Failure,
    model::{
        ChatSessionCloseReason, ConnectionState, ContactCenterChatSessionState, ContactCenterError,
        ContactCenterEvent as Event, Delivery, EventOrigin, MessageFormat, MessageStatus, Timestamp,
    },
    wire::ClientEvent,
};

const SECOND: Duration = Duration::from_secs(1);
const LIFETIME: Duration = Duration::from_secs(3600);

fn manners() -> Manners {
    Manners { backoff_initial: SECOND, backoff_max: 30 * SECOND, lifetime: LIFETIME, confirms_delivery: false }
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
        let effects = machine.start(now);
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

    fn text(&mut self, ticket: u64, text: &str) -> &mut Self {
        self.send(ticket, Outgoing::Message { text: text.into(), format: MessageFormat::Text })
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
    ClientEvent::message(text, MessageFormat::Text, format!("c:{number}"))
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
        message_text: None,
        timestamp_ms: None,
    }
}

fn live(events: Vec<Event>) -> Delivery {
    Delivery::Events { origin: EventOrigin::Live, events }
}

#[test]
fn one_poll_is_in_flight_and_nothing_but_its_end_leads_to_the_next() {
    let mut bench = Bench::polling();
    bench.input(Input::Push).input(Input::NetworkAvailable(true)).input(Input::Foreground(true)).input(Input::Woken);
    bench.text(1, "hi");
    assert_eq!(bench.requests(), ["send"]);
    bench.polled(vec![message("P", "0")]);
    assert_eq!(bench.requests(), ["poll"]);
}

#[test]
fn after_events_the_next_poll_follows_at_once_and_after_an_answer_too_quick_to_mean_anything_later() {
    let mut bench = Bench::polling();
    bench.polled(vec![message("P", "0")]);
    assert_eq!(bench.requests(), ["poll"]);

    // Empty, and at once: no server holds a poll for so short.
    for _ in 0..3 {
        bench.polled(vec![]);
        assert_eq!(bench.requests(), [""; 0]);
        assert_eq!(bench.sleep(), SHORTEST_EMPTY_POLL);
        assert_eq!(bench.requests(), ["poll"]);
    }

    // The same message over and over, as a caching proxy replays it, is no news either.
    bench.polled(vec![message("p", "0")]);
    assert_eq!(bench.sleep(), SHORTEST_EMPTY_POLL);

    // Empty after a hold: on it goes.
    bench.requests();
    bench.now += 15 * SECOND;
    bench.polled(vec![]);
    assert_eq!(bench.requests(), ["poll"]);
}

#[test]
fn a_refused_poll_waits_one_second_growing_to_fifteen_and_says_so_only_when_it_lasts() {
    let mut bench = Bench::polling();
    let pauses: Vec<_> = (0..5).map(|_| bench.poll_fails(coded("5509", 429)).sleep().as_secs()).collect();
    assert_eq!(pauses, [1, 2, 4, 8, 15]);
    assert_eq!(bench.deliveries(), []);
    assert_eq!(bench.poll_fails(coded("5509", 429)).sleep(), 15 * SECOND);
    assert_eq!(
        bench.deliveries(),
        [Delivery::Connection(ConnectionState::Reconnecting)],
        "for so long nothing has arrived"
    );
    bench.polled(vec![]).history(vec![]);
    assert_eq!(bench.poll_fails(coded("5509", 400)).sleep(), SECOND);
}

#[test]
fn retry_after_is_honoured_where_it_is_longer_than_our_own_pause() {
    let mut bench = Bench::polling();
    let error = ContactCenterError::UnexpectedResponse { reason: "an empty body".into(), status: 429 };
    bench.input(Input::Polled(Err(Failure { error: error.clone(), retry_after: Some(40 * SECOND), reached: true })));
    assert_eq!(bench.sleep(), 40 * SECOND);
    bench.text(1, "hi");
    bench.input(Input::SendFinished(Err(Failure { error, retry_after: Some(50 * SECOND), reached: true })));
    assert_eq!(bench.sleep(), 50 * SECOND);
}

#[test]
fn failures_back_off_to_the_cap_are_told_once_and_start_over_after_a_success() {
    let mut bench = Bench::polling();
    let start = bench.now;
    while bench.now - start < 600 * SECOND {
        let pause = bench.poll_fails(transport()).sleep();
        assert!(pause <= 30 * SECOND, "{pause:?}");
    }
    assert_eq!(bench.deliveries(), [Delivery::Connection(ConnectionState::Reconnecting)]);
    bench.now += 15 * SECOND;
    bench.polled(vec![]);
    assert_eq!(bench.deliveries(), [Delivery::Connection(ConnectionState::Connected)]);
    assert!(bench.poll_fails(transport()).sleep() <= SECOND);
}

#[test]
fn ten_minutes_without_a_server_cost_at_most_thirty_requests_however_much_waits_to_be_sent() {
    for seed in 0..200 {
        let mut machine = Machine::new(Instant::now(), "c".into(), false, Restored::default(), manners(), seed);
        let start = Instant::now();
        let (mut now, mut requests) = (start, 0);
        let mut effects = machine.start(now);
        let say = Outgoing::Message { text: "hi".into(), format: MessageFormat::Text };
        effects.extend(machine.handle(now, Input::Send { ticket: Ticket(1), what: say }));
        loop {
            let mut answers = Vec::new();
            for effect in effects.drain(..) {
                let refused = Err(Failure { error: transport(), retry_after: None, reached: false });
                match effect {
                    Effect::Poll => answers.push(Input::Polled(refused)),
                    Effect::FetchHistory => answers.push(Input::HistoryRead(refused)),
                    Effect::Send(_) => answers.push(Input::SendFinished(refused)),
                    _ => {}
                }
            }
            requests += answers.len();
            if answers.is_empty() {
                now = machine.wake_at().expect("a wake-up");
                answers.push(Input::Woken);
            }
            if now - start > 600 * SECOND {
                break;
            }
            effects.extend(answers.into_iter().flat_map(|answer| machine.handle(now, answer)));
        }
        assert!(requests <= 30, "{requests} requests with seed {seed}");
    }
}

#[test]
fn without_a_network_nothing_is_asked_for_and_when_it_is_back_the_history_is_read_at_once() {
    let mut bench = Bench::polling();
    bench.input(Input::NetworkAvailable(false)).text(1, "hi");
    assert_eq!(bench.requests(), ["stop"]);
    let waits_for_expiry = bench.machine.wake_at().expect("the message expires") - bench.now;
    assert_eq!(waits_for_expiry, LIFETIME);
    bench.input(Input::NetworkAvailable(true));
    assert_eq!(bench.requests(), ["history"]);
    bench.history(vec![message("P", "0")]);
    assert_eq!(bench.requests(), ["poll", "send"]);
    use ConnectionState::*;
    let states: Vec<_> = bench.deliveries().into_iter().filter(|d| matches!(d, Delivery::Connection(_))).collect();
    assert_eq!(states, [Offline, Reconnecting, Connected].map(Delivery::Connection));
}

#[test]
fn the_background_is_quiet_but_for_one_look_after_a_push_and_the_foreground_reads_what_was_missed() {
    let mut bench = Bench::polling();
    bench.send(1, Outgoing::Typing(true)).taken();
    bench.requests();
    bench.input(Input::Foreground(false));
    assert_eq!(bench.requests(), ["stop"]);
    bench.text(2, "later").input(Input::NetworkAvailable(true)).input(Input::Woken);
    assert_eq!(bench.machine.wake_at(), None);
    assert_eq!(bench.requests(), [""; 0]);
    bench.input(Input::Push).input(Input::Push);
    assert_eq!(bench.requests(), ["history"]);
    bench.history(vec![message("P", "0")]);
    assert_eq!(bench.events(), [message("P", "0")]);
    assert_eq!(bench.requests(), [""; 0]);
    assert_eq!(bench.machine.wake_at(), None);
    bench.input(Input::Foreground(true));
    assert_eq!(bench.requests(), ["history", "send"]);
    bench.history(vec![message("P", "0"), message("P", "2")]);
    assert_eq!(bench.events(), [message("P", "2")]);
    assert_eq!(bench.requests(), ["poll"]);
}

#[test]
fn a_push_ends_the_pause_after_a_failure_but_not_that_after_a_refusal() {
    let mut bench = Bench::polling();
    bench.poll_fails(transport()).input(Input::Push);
    assert_eq!(bench.requests(), ["poll"]);
    bench.polled(vec![]).sleep();
    bench.requests();
    bench.poll_fails(coded("5509", 429)).input(Input::Push);
    assert_eq!(bench.requests(), [""; 0]);
}

#[test]
fn what_no_retry_can_mend_stops_the_chat_and_is_reported_once() {
    for (code, status) in [("1000", 400), ("2001", 403), ("3000", 403), ("5006", 400), ("9999", 401)] {
        let mut bench = Bench::polling();
        let error = coded(code, status);
        bench.poll_fails(error.clone());
        assert_eq!(
            bench.deliveries(),
            [
                Delivery::Failed(error),
                Delivery::Connection(ConnectionState::Closed),
                Delivery::Closed(ChatSessionCloseReason::Refused)
            ]
        );
        assert_eq!((bench.requests(), bench.stops()), (vec![], 1));
        assert_eq!(bench.machine.wake_at(), None);
    }
}

#[test]
fn a_bare_404_means_gone_only_from_a_server_that_has_known_the_chat() {
    let bare = ContactCenterError::UnexpectedResponse { reason: "an HTML page".into(), status: 404 };
    let mut bench = Bench::polling();
    bench.poll_fails(bare.clone()).sleep();
    assert_eq!(bench.deliveries(), [Delivery::Connection(ConnectionState::Reconnecting)]);
    bench.polled(vec![]).sleep();
    bench.deliveries();
    bench.poll_fails(bare);
    assert_eq!(bench.deliveries().last(), Some(&Delivery::Closed(ChatSessionCloseReason::Lost)));

    let mut bench = Bench::polling();
    bench.poll_fails(coded("5005", 404));
    assert_eq!(bench.deliveries().last(), Some(&Delivery::Closed(ChatSessionCloseReason::Lost)));
}

#[test]
fn the_batch_of_a_terminal_event_is_delivered_whole_and_the_chat_closes_once() {
    let status = |state| Event::ChatSessionStatus { state, estimated_wait_time: None };
    for (event, reason) in [
        (Event::ChatSessionEnded, ChatSessionCloseReason::Ended),
        (
            Event::ChatSessionInactivityTimeout { message: String::new(), timestamp_ms: None },
            ChatSessionCloseReason::InactivityTimeout,
        ),
        (status(ContactCenterChatSessionState::Failed), ChatSessionCloseReason::Failed),
        (status(ContactCenterChatSessionState::Completed), ChatSessionCloseReason::Completed),
    ] {
        let mut bench = Bench::polling();
        let batch = vec![event, Event::ChatSessionEnded, message("P", "2")];
        bench.polled(batch.clone());
        assert_eq!(
            bench.deliveries(),
            [live(batch), Delivery::Connection(ConnectionState::Closed), Delivery::Closed(reason)]
        );
        assert_eq!(bench.kept().last(), Some(&Change::Closed));
        assert_eq!(bench.stops(), 1);
        bench.polled(vec![Event::ChatSessionEnded]).input(Input::Push).text(9, "too late");
        assert_eq!(bench.effects, [Effect::Settle { ticket: Ticket(9), outcome: Err(closed_already()) }]);
    }
}

#[test]
fn a_poll_that_broke_is_followed_by_the_history_and_what_it_lost_is_delivered_once() {
    let mut bench = Bench::polling();
    bench.polled(vec![message("P", "0")]);
    bench.events();
    bench.requests();
    bench.poll_breaks().sleep();
    assert_eq!(bench.requests(), ["history"]);
    let left = Event::ChatSessionPartyLeft { party_id: Some("P".into()), timestamp_ms: None };
    bench.history(vec![message("P", "0"), message("P", "2"), left.clone()]);
    assert_eq!(bench.events(), [message("P", "2"), left.clone()]);
    assert_eq!(bench.requests(), ["poll"]);
    bench.polled(vec![message("P", "2"), left.clone(), message("P", "4")]);
    bench.history(vec![message("P", "0"), message("P", "2"), left, message("P", "4")]);
    assert_eq!(bench.events(), [message("P", "4")], "what was still queued comes with the poll again");
}

#[test]
fn what_the_ghost_of_an_abandoned_poll_took_is_found_and_delivered_in_order() {
    let abandoned: [fn(&mut Bench); 3] = [
        |bench| {
            bench.poll_breaks().sleep();
        },
        |bench| {
            bench.input(Input::NetworkAvailable(false)).input(Input::NetworkAvailable(true));
        },
        |bench| {
            bench.input(Input::Foreground(false)).input(Input::Foreground(true));
        },
    ];
    for abandon in abandoned {
        let mut bench = Bench::polling();
        abandon(&mut bench);
        bench.history(vec![]);
        bench.requests();
        // "2" happened after that history, and was the answer to the poll that nobody waits for any more.
        bench.polled(vec![message("P", "4")]);
        assert_eq!((bench.events(), bench.requests()), (vec![], vec!["history"]));
        bench.history(vec![message("P", "2"), message("P", "4")]);
        assert_eq!(bench.events(), [message("P", "2"), message("P", "4")]);
        assert_eq!(bench.requests(), ["poll"]);
        bench.polled(vec![message("P", "6")]);
        assert_eq!(bench.events(), [message("P", "6")], "from then on all is well");
    }
}

#[test]
fn a_history_that_was_begun_before_a_doubt_does_not_settle_it() {
    let mut bench = Bench::polling();
    bench.input(Input::Foreground(false)).input(Input::Foreground(true)).text(1, "one");
    assert_eq!(bench.requests(), ["stop", "history", "send"]);
    bench.send_fails(transport(), true);
    bench.history(vec![]);
    bench.now += 60 * SECOND;
    bench.input(Input::Woken);
    assert_eq!(bench.requests(), ["history"], "another one, and no send before it");
    bench.history(vec![message("c", "c:1")]);
    assert_eq!(bench.requests(), ["poll"]);
}

#[test]
fn a_chat_goes_on_without_a_history_that_cannot_be_had() {
    let mut bench = Bench::resuming();
    bench.text(1, "hi").end(2);
    let unreadable = ContactCenterError::Decoding { reason: "it ends too early".into(), status: 200 };
    for _ in 0..4 {
        bench.input(Input::HistoryRead(Err(unreadable.clone().into()))).sleep();
    }
    assert_eq!(bench.settled(), [(2, Err(unreadable.clone()))], "the end was wanted then");
    bench.input(Input::HistoryRead(Err(unreadable.clone().into())));
    assert!(bench.deliveries().contains(&Delivery::Failed(unreadable)));
    let settled = bench.settled();
    let [(1, Ok(Some(id)))] = &settled[..] else { panic!("{settled:?}") };
    let number: u64 = id.trim_start_matches("c:").parse().expect("a number");
    assert!(number > 1_000_000, "{number} may be one of an earlier run");
}

#[test]
fn an_end_in_the_history_of_a_live_session_is_not_its_own() {
    let mut bench = Bench::resuming();
    let failed = Event::ChatSessionStatus { state: ContactCenterChatSessionState::Failed, estimated_wait_time: None };
    bench.requests();
    bench.history(vec![failed]);
    assert_eq!((bench.requests(), bench.stops()), (vec!["poll"], 0));
}

#[test]
fn somebody_who_answers_every_poll_at_once_is_not_polled_in_a_hot_loop() {
    let mut bench = Bench::polling();
    let left = |second| Event::ChatSessionPartyLeft { party_id: None, timestamp_ms: Some(Timestamp(second)) };
    let start = bench.now;
    for second in 0..1000 {
        bench.polled(vec![left(second)]);
        if bench.machine.wake_at().is_some() {
            bench.sleep();
        }
    }
    assert!(bench.now - start > 190 * SECOND);
}

#[test]
fn a_poll_that_never_reached_the_server_lost_nothing() {
    let mut bench = Bench::polling();
    bench.poll_fails(transport()).sleep();
    assert_eq!(bench.requests(), ["poll"]);
    bench.input(Input::Polled(Err(coded("5500", 500).into()))).sleep();
    assert_eq!(bench.requests(), ["poll"], "an error of the server held no events");
}

#[test]
fn messages_are_answered_at_once_with_ids_that_count_and_go_out_together_in_order() {
    let mut bench = Bench::polling();
    bench.text(1, "one").text(2, "two").text(3, "three").end(4);
    let id = |number| Ok(Some(format!("c:{number}")));
    assert_eq!(bench.settled(), [(1, id(1)), (2, id(2)), (3, id(3))]);
    assert_eq!(bench.sent(), [vec![written("one", 1)]]);
    bench.taken();
    assert_eq!(bench.sent(), [vec![written("two", 2), written("three", 3)]]);
    bench.taken();
    assert_eq!(bench.sent(), [vec![ClientEvent::ChatSessionEnd]]);
    bench.taken();
    assert_eq!(bench.settled(), [(4, Ok(None))]);
}

#[test]
fn a_message_is_in_the_store_before_its_call_is_answered_or_anything_is_sent_and_leaves_it_when_sent() {
    let mut bench = Bench::polling();
    bench.text(1, "one");
    let position = |wanted: fn(&Effect) -> bool| bench.effects.iter().position(wanted).expect("the effect");
    let kept = position(|effect| matches!(effect, Effect::Persist(Change::Waits { number: 1, .. })));
    assert!(kept < position(|effect| matches!(effect, Effect::Settle { .. })));
    assert!(kept < position(|effect| matches!(effect, Effect::Send(_))));
    bench.kept();
    bench.taken();
    assert_eq!(bench.kept(), [Change::Gone { message_id: "c:1".into() }]);
}

#[test]
fn a_message_that_never_left_is_sent_again_under_its_id() {
    let mut bench = Bench::polling();
    bench.text(1, "one").text(2, "two").send_fails(transport(), false);
    bench.sent();
    assert!(bench.sleep() <= SECOND);
    assert_eq!(bench.sent(), [vec![written("one", 1), written("two", 2)]]);
    assert_eq!(bench.requests(), [""; 0], "no doubt, no history");
}

#[test]
fn a_doubt_is_settled_from_the_history_before_anything_is_sent() {
    for is_there in [false, true] {
        let mut bench = Bench::polling();
        bench.text(1, "one").text(2, "two");
        bench.sent();
        bench.send_fails(transport(), true);
        bench.now += 60 * SECOND;
        bench.input(Input::Woken);
        assert_eq!(bench.requests(), ["history"], "while the poll goes on, and without a send");
        let ours = if is_there { vec![message("c", "c:1")] } else { vec![] };
        bench.deliveries();
        bench.history(ours);
        let again = if is_there { vec![written("two", 2)] } else { vec![written("one", 1), written("two", 2)] };
        assert_eq!(bench.sent(), [again]);
        assert_eq!(bench.deliveries().contains(&status("c:1", MessageStatus::Sent)), is_there);
    }
}

#[test]
fn a_server_that_takes_one_event_at_a_time_gets_them_one_at_a_time() {
    let mut bench = Bench::polling();
    bench.text(1, "one").text(2, "two").text(3, "three").taken();
    bench.sent();
    bench.send_fails(coded("5003", 400), true);
    assert_eq!(bench.sent(), [vec![written("two", 2)]]);
    bench.send_fails(coded("5003", 400), true);
    assert!(bench.deliveries().contains(&status("c:2", MessageStatus::Failed { error: coded("5003", 400) })));
    assert_eq!(bench.sent(), [vec![written("three", 3)]], "one bad message costs no other");
}

#[test]
fn a_message_that_failed_can_be_retried_under_its_id_or_discarded() {
    let mut bench = Bench::polling();
    bench.text(1, "one").send_fails(coded("5003", 400), true);
    bench.sent();
    bench.settled();
    bench.kept();
    let retry = |ticket, id: &str| Input::Retry { ticket: Ticket(ticket), message_id: id.into() };
    let discard = |ticket, id: &str| Input::Discard { ticket: Ticket(ticket), message_id: id.into() };
    bench.input(retry(2, "c:1"));
    assert_eq!(bench.sent(), [vec![written("one", 1)]]);
    bench.input(discard(3, "c:1"));
    assert!(matches!(&bench.settled()[..], [(2, Ok(_)), (3, Err(ContactCenterError::InvalidArgument { .. }))]));
    bench.send_fails(coded("5003", 400), true).input(discard(4, "c:1")).input(retry(5, "c:1"));
    assert!(matches!(&bench.settled()[..], [(4, Ok(_)), (5, Err(ContactCenterError::InvalidArgument { .. }))]));
    assert_eq!(bench.kept().last(), Some(&Change::Gone { message_id: "c:1".into() }));
}

#[test]
fn a_message_whose_time_is_over_fails() {
    let mut bench = Bench::polling();
    bench.input(Input::NetworkAvailable(false)).text(1, "one");
    assert_eq!(bench.sleep(), LIFETIME);
    let failed = bench.deliveries().into_iter().any(|delivery| {
        matches!(
            delivery,
            Delivery::Message {
                status: MessageStatus::Failed { error: ContactCenterError::MessageNotSent { .. } },
                ..
            }
        )
    });
    assert!(failed);
    assert_eq!(bench.machine.wake_at(), None);
}

#[test]
fn more_messages_than_a_person_can_mean_are_refused() {
    let mut bench = Bench::polling();
    bench.input(Input::NetworkAvailable(false));
    for ticket in 0..=1000 {
        bench.text(ticket, "again");
    }
    let settled = bench.settled();
    assert!(matches!(settled.last(), Some((1000, Err(ContactCenterError::MessageNotSent { .. })))));
    assert_eq!(settled.iter().filter(|(_, outcome)| outcome.is_ok()).count(), 1000);
}

#[test]
fn what_is_of_the_moment_is_tried_once() {
    let mut bench = Bench::polling();
    bench.text(1, "one").end(2);
    bench.settled();
    bench.send_fails(transport(), false);
    assert_eq!(bench.settled(), [(2, Err(transport()))], "it does not wait behind a message that cannot be sent");
    bench.input(Input::NetworkAvailable(false)).end(3);
    assert!(matches!(&bench.settled()[..], [(3, Err(ContactCenterError::Transport { .. }))]));
}

#[test]
fn waiting_receipts_go_in_one_request_and_only_for_messages_of_others() {
    let mut bench = Bench::polling();
    let receipt = |id: &str, read| Outgoing::Receipt(Receipt { message_id: id.into(), read });
    bench
        .send(1, receipt("0", false))
        .send(2, receipt("2", false))
        .send(3, receipt("2", true))
        .send(4, receipt("C:1", true));
    assert_eq!(bench.settled().len(), 4);
    let delivered = |id: &str| ClientEvent::ChatSessionMessageDelivered { ref_msg_id: id.into() };
    let read = |id: &str| ClientEvent::ChatSessionMessageRead { ref_msg_id: id.into() };
    assert_eq!(bench.sent(), [vec![delivered("0")]]);
    bench.taken();
    assert_eq!(bench.sent(), [vec![delivered("2"), read("2")]]);
    bench.send_fails(transport(), true).history(vec![]).sleep();
    assert_eq!(bench.sent(), [vec![delivered("2"), read("2")]], "a receipt goes again until it is taken");
}

#[test]
fn the_sdk_confirms_what_it_delivers_where_the_app_wants_that() {
    let manners = Manners { confirms_delivery: true, ..manners() };
    let mut bench = Bench::new(false, Restored::default(), manners);
    bench.polled(vec![message("P", "0"), message("c", "c:1")]);
    assert_eq!(bench.sent(), [vec![ClientEvent::ChatSessionMessageDelivered { ref_msg_id: "0".into() }]]);
}

#[test]
fn typing_is_told_every_five_seconds_and_its_end_by_itself_and_before_a_message() {
    let mut bench = Bench::polling();
    for second in 0..8 {
        bench.send(second, Outgoing::Typing(true)).taken();
        bench.now += SECOND;
    }
    assert_eq!(bench.settled().len(), 8);
    assert_eq!(bench.sent(), [[ClientEvent::ChatSessionTyping], [ClientEvent::ChatSessionTyping]]);
    assert_eq!(bench.sleep(), 9 * SECOND);
    assert_eq!(bench.sent(), [[ClientEvent::ChatSessionNotTyping]]);
    bench.taken().send(9, Outgoing::Typing(true)).taken().text(10, "so");
    assert_eq!(
        bench.sent(),
        [vec![ClientEvent::ChatSessionTyping], vec![ClientEvent::ChatSessionNotTyping, written("so", 1)]]
    );
}

#[test]
fn receipts_of_the_other_side_move_the_status_of_our_message_forward() {
    let mut bench = Bench::polling();
    bench.text(1, "one").taken();
    bench.deliveries();
    let receipt = |read, id: &str| {
        let (message_id, party_id, timestamp_ms) = (Some(id.to_owned()), None, None);
        if read {
            Event::ChatSessionMessageRead { message_id, party_id, timestamp_ms }
        } else {
            Event::ChatSessionMessageDelivered { message_id, party_id, timestamp_ms }
        }
    };
    let batch = vec![receipt(true, "c:1"), receipt(false, "c:1"), receipt(false, "0")];
    bench.polled(batch.clone());
    assert_eq!(bench.deliveries(), [live(batch), status("c:1", MessageStatus::Read)]);
}

#[test]
fn a_receipt_that_overtakes_the_answer_to_our_message_says_first_that_it_was_sent() {
    let mut bench = Bench::polling();
    bench.text(1, "one");
    bench.deliveries();
    let delivered =
        Event::ChatSessionMessageDelivered { message_id: Some("c:1".into()), party_id: None, timestamp_ms: None };
    bench.polled(vec![delivered.clone()]).taken();
    let ours = [status("c:1", MessageStatus::Sent), status("c:1", MessageStatus::Delivered)];
    assert_eq!(bench.deliveries(), [live(vec![delivered])].into_iter().chain(ours).collect::<Vec<_>>());
}

#[test]
fn events_in_the_answer_to_a_send_join_the_same_stream() {
    let mut bench = Bench::polling();
    bench.text(1, "one").input(Input::SendFinished(Ok(vec![message("P", "0"), message("c", "c:1")])));
    bench.polled(vec![message("P", "0"), message("P", "2")]);
    assert_eq!(bench.events(), [message("P", "0"), message("P", "2")]);
}

#[test]
fn a_resumed_chat_begins_with_its_history_and_counts_on_from_it() {
    let mut bench = Bench::resuming();
    assert_eq!(bench.requests(), ["history"]);
    bench.text(1, "again");
    assert_eq!((bench.requests(), bench.settled()), (vec![], vec![]), "without the history a message has no number");
    bench.input(Input::HistoryRead(Err(transport().into()))).sleep();
    assert_eq!(bench.requests(), ["history"]);
    bench.deliveries();
    let history = vec![message("P", "0"), message("c", "c:6")];
    bench.history(history.clone());
    assert!(bench.deliveries().contains(&Delivery::Events { origin: EventOrigin::History, events: history }));
    assert_eq!(bench.settled(), [(1, Ok(Some("c:7".into())))]);
    assert_eq!(bench.sent(), [vec![written("again", 7)]]);
    assert_eq!(bench.requests(), ["poll"]);
    bench.polled(vec![message("P", "0")]);
    assert_eq!(bench.events(), [], "what the history brought is not delivered again");
}

#[test]
fn after_a_restart_what_waited_is_settled_from_the_history_and_sent_in_order() {
    let waiting = |number: u64, failed| RestoredMessage {
        message_id: format!("c:{number}"),
        event: written("kept", number),
        age: 10 * SECOND,
        failed,
    };
    let messages = vec![waiting(3, false), waiting(4, true), waiting(5, false)];
    let restored = Restored { last_number: Some(5), delivered: vec![], messages };
    let mut bench = Bench::new(true, restored, manners());
    assert_eq!(bench.requests(), ["history"]);
    bench.text(1, "new");
    assert_eq!(bench.settled(), [(1, Ok(Some("c:6".into())))], "the store knows the number");
    bench.history(vec![message("c", "c:3")]);
    assert_eq!(bench.sent(), [vec![written("kept", 5), written("new", 6)]]);
    let deliveries = bench.deliveries();
    assert!(deliveries.contains(&status("c:3", MessageStatus::Sent)));
    assert!(deliveries.iter().any(|delivery| {
        matches!(delivery, Delivery::Message { message_id, status: MessageStatus::Failed { .. } } if message_id == "c:4")
    }));
}

#[test]
fn ending_a_chat_closes_it_once_even_when_the_server_announces_the_end_first() {
    for (announced, reply) in [(false, vec![]), (true, vec![]), (false, vec![Event::ChatSessionEnded])] {
        let mut bench = Bench::polling();
        bench.text(1, "bye").end(2).send(3, Outgoing::Once(ClientEvent::ChatSessionDisconnect)).taken();
        bench.deliveries();
        if announced {
            bench.polled(vec![Event::ChatSessionEnded]);
        }
        bench.input(Input::SendFinished(Ok(reply)));
        let closed =
            [Delivery::Connection(ConnectionState::Closed), Delivery::Closed(ChatSessionCloseReason::EndedByClient)];
        assert!(bench.deliveries().ends_with(&closed));
        assert_eq!(bench.settled(), [(1, Ok(Some("c:1".into()))), (2, Ok(None)), (3, Err(closed_already()))]);
        assert_eq!(bench.stops(), 1);
    }
}

#[test]
fn the_message_that_led_to_the_end_is_reported_as_sent_before_the_chat_closes() {
    let mut bench = Bench::polling();
    bench.text(1, "5").text(2, "one more");
    bench.deliveries();
    bench.settled();
    bench.polled(vec![Event::ChatSessionEnded]);
    assert_eq!(bench.deliveries(), [live(vec![Event::ChatSessionEnded])]);
    assert_eq!(bench.requests(), ["send"], "no further poll");
    bench.text(3, "too late").input(Input::Push).taken();
    assert_eq!(
        bench.deliveries(),
        [
            status("c:1", MessageStatus::Sent),
            status("c:2", MessageStatus::Failed { error: closed_already() }),
            Delivery::Connection(ConnectionState::Closed),
            Delivery::Closed(ChatSessionCloseReason::Ended),
        ]
    );
    assert_eq!(bench.settled(), [(3, Err(closed_already()))]);
    assert_eq!(bench.stops(), 1);
}

#[test]
fn a_failed_end_leaves_the_chat_open_for_another_try() {
    let mut bench = Bench::polling();
    bench.end(1).send_fails(transport(), true);
    assert_eq!(bench.settled(), [(1, Err(transport()))]);
    assert_eq!(bench.deliveries(), []);
    bench.history(vec![]).end(2).sleep();
    assert_eq!(bench.sent().len(), 2);
}
