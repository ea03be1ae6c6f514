//! The machine by itself, in virtual time: no network, no clock, no runtime.

use std::time::{Duration, Instant};

use super::{backoff::Backoff, machine::*};
use crate::{
    http::Failure,
    model::{
        ChatSessionCloseReason, ConnectionState, ContactCenterChatSessionState, ContactCenterError,
        ContactCenterEvent as Event, EventOrigin, MessageFormat, MessageStatus,
    },
    wire::ClientEvent,
};

const SECOND: Duration = Duration::from_secs(1);

/// A machine with its clock, and what it has asked for since it was last looked at.
struct Bench {
    machine: Machine,
    now: Instant,
    effects: Vec<Effect>,
}

impl Bench {
    fn start(resumed: bool) -> Self {
        let mut machine = Machine::new("c".into(), resumed, Backoff::new(SECOND, 30 * SECOND, 7));
        let now = Instant::now();
        let effects = machine.start(now);
        Self { machine, now, effects }
    }

    fn polling() -> Self {
        let mut bench = Self::start(false);
        assert_eq!(bench.requests(), ["poll"]);
        bench.deliveries();
        bench
    }

    fn input(&mut self, input: Input) -> &mut Self {
        self.effects.extend(self.machine.handle(self.now, input));
        self
    }

    fn received(&mut self, result: Result<Vec<Event>, Failure>) -> &mut Self {
        self.input(Input::Received(result))
    }

    fn fails(&mut self, error: ContactCenterError) -> &mut Self {
        self.received(Err(error.into()))
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
            _ => None,
        })
    }

    fn sent(&mut self) -> Vec<ClientEvent> {
        self.take(|effect| if let Effect::Send(events) = effect { Some(events.clone()) } else { None }).concat()
    }

    fn deliveries(&mut self) -> Vec<Delivery> {
        self.take(|effect| if let Effect::Deliver(delivery) = effect { Some(delivery.clone()) } else { None })
    }

    fn settled(&mut self) -> Vec<(u64, Outcome)> {
        self.take(|effect| match effect {
            Effect::Settle { ticket, outcome } => Some((ticket.0, outcome.clone())),
            _ => None,
        })
    }
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
    bench.input(Input::Push).input(Input::NetworkAvailable(true)).input(Input::NetworkAvailable(false));
    bench.input(Input::NetworkAvailable(true)).input(Input::Woken).text(1, "hi");
    assert_eq!(bench.requests(), ["send"]);
    bench.received(Ok(vec![message("P", "0")]));
    assert_eq!(bench.requests(), ["poll"]);
}

#[test]
fn after_events_the_next_poll_follows_at_once_and_after_an_answer_too_quick_to_mean_anything_later() {
    let mut bench = Bench::polling();
    bench.received(Ok(vec![message("P", "0")]));
    assert_eq!(bench.requests(), ["poll"]);

    // Empty, and at once: no server holds a poll for so short.
    for _ in 0..3 {
        bench.received(Ok(vec![]));
        assert_eq!(bench.requests(), [""; 0]);
        assert_eq!(bench.sleep(), SHORTEST_EMPTY_POLL);
        assert_eq!(bench.requests(), ["poll"]);
    }

    // The same message over and over, as a caching proxy replays it, is no news either.
    bench.received(Ok(vec![message("p", "0")]));
    assert_eq!(bench.sleep(), SHORTEST_EMPTY_POLL);

    // Empty after a hold: on it goes.
    bench.requests();
    bench.now += 15 * SECOND;
    bench.received(Ok(vec![]));
    assert_eq!(bench.requests(), ["poll"]);
}

#[test]
fn a_refused_poll_waits_one_second_growing_to_fifteen_and_says_nothing_of_it() {
    let mut bench = Bench::polling();
    let pauses: Vec<_> = (0..6).map(|_| bench.fails(coded("5509", 429)).sleep().as_secs()).collect();
    assert_eq!(pauses, [1, 2, 4, 8, 15, 15]);
    assert_eq!(bench.deliveries(), []);
    bench.received(Ok(vec![]));
    assert_eq!(bench.sleep(), SHORTEST_EMPTY_POLL);
    assert_eq!(bench.fails(coded("5509", 400)).sleep(), SECOND);
}

#[test]
fn retry_after_is_honoured_where_it_is_longer_than_our_own_pause() {
    let mut bench = Bench::polling();
    let error = ContactCenterError::UnexpectedResponse { reason: "an empty body".into(), status: 429 };
    bench.received(Err(Failure { error, retry_after: Some(40 * SECOND) }));
    assert_eq!(bench.sleep(), 40 * SECOND);
}

#[test]
fn failures_back_off_to_the_cap_are_told_once_and_start_over_after_a_success() {
    let mut bench = Bench::polling();
    let mut requests = 0;
    let start = bench.now;
    while bench.now - start < 600 * SECOND {
        let pause = bench.fails(transport()).sleep();
        assert!(pause <= 30 * SECOND, "{pause:?}");
        requests += bench.requests().len();
    }
    assert!((20..80).contains(&requests), "{requests} requests in ten minutes");
    assert_eq!(bench.deliveries(), [Delivery::Connection(ConnectionState::Reconnecting)]);
    bench.now += 15 * SECOND;
    bench.received(Ok(vec![]));
    assert_eq!(bench.deliveries(), [Delivery::Connection(ConnectionState::Connected)]);
    assert!(bench.fails(transport()).sleep() <= SECOND);
}

#[test]
fn when_the_network_is_back_the_next_poll_starts_at_once() {
    let mut bench = Bench::polling();
    bench.input(Input::NetworkAvailable(false)).fails(transport());
    assert_eq!(bench.machine.wake_at(), None, "offline there is nothing to wake up for");
    assert_eq!(bench.requests(), [""; 0]);
    bench.input(Input::NetworkAvailable(true));
    assert_eq!(bench.requests(), ["poll"]);
    bench.received(Ok(vec![]));
    use ConnectionState::*;
    assert_eq!(bench.deliveries(), [Offline, Reconnecting, Connected].map(Delivery::Connection));
}

#[test]
fn a_push_ends_the_pause_after_a_failure_but_not_that_after_a_refusal() {
    let mut bench = Bench::polling();
    bench.fails(transport()).input(Input::Push);
    assert_eq!(bench.requests(), ["poll"]);
    bench.received(Ok(vec![])).sleep();
    bench.requests();
    bench.fails(coded("5509", 429)).input(Input::Push);
    assert_eq!(bench.requests(), [""; 0]);
}

#[test]
fn what_no_retry_can_mend_stops_the_chat_and_is_reported_once() {
    for (code, status) in [("1000", 400), ("2001", 403), ("3000", 403), ("5006", 400), ("9999", 401)] {
        let mut bench = Bench::polling();
        let error = coded(code, status);
        bench.fails(error.clone());
        assert_eq!(
            bench.deliveries(),
            [
                Delivery::Failed(error),
                Delivery::Connection(ConnectionState::Closed),
                Delivery::Closed(ChatSessionCloseReason::Refused)
            ]
        );
        assert_eq!(bench.effects, [Effect::Stop]);
        assert_eq!(bench.machine.wake_at(), None);
    }
}

#[test]
fn a_bare_404_means_gone_only_from_a_server_that_has_known_the_chat() {
    let bare = ContactCenterError::UnexpectedResponse { reason: "an HTML page".into(), status: 404 };
    let mut bench = Bench::polling();
    bench.fails(bare.clone()).sleep();
    assert_eq!(bench.deliveries(), [Delivery::Connection(ConnectionState::Reconnecting)]);
    bench.received(Ok(vec![])).sleep();
    bench.deliveries();
    bench.fails(bare);
    assert_eq!(bench.deliveries().last(), Some(&Delivery::Closed(ChatSessionCloseReason::Lost)));

    let mut bench = Bench::polling();
    bench.fails(coded("5005", 404));
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
        bench.received(Ok(batch.clone()));
        assert_eq!(
            bench.deliveries(),
            [live(batch), Delivery::Connection(ConnectionState::Closed), Delivery::Closed(reason)]
        );
        assert_eq!(bench.effects, [Effect::Stop]);
        bench.effects.clear();
        bench.received(Ok(vec![Event::ChatSessionEnded])).input(Input::Push).text(9, "too late");
        assert_eq!(bench.effects, [Effect::Settle { ticket: Ticket(9), outcome: Err(closed_already()) }]);
    }
}

#[test]
fn messages_go_out_one_by_one_in_order_with_ids_that_count() {
    let mut bench = Bench::polling();
    bench.text(1, "one").text(2, "two").send(3, Outgoing::Event(ClientEvent::ChatSessionTyping));
    assert_eq!(bench.sent(), [ClientEvent::message("one", MessageFormat::Text, "c:1".into())]);
    bench.input(Input::SendFinished(Ok(vec![])));
    assert_eq!(bench.sent(), [ClientEvent::message("two", MessageFormat::Text, "c:2".into())]);
    bench.input(Input::SendFinished(Err(transport().into())));
    assert_eq!(bench.sent(), [ClientEvent::ChatSessionTyping]);
    bench.input(Input::SendFinished(Ok(vec![])));
    assert_eq!(bench.settled(), [(1, Ok(Some("c:1".into()))), (2, Err(transport())), (3, Ok(None))]);

    let status = |id: &str, status| Delivery::Message { message_id: id.into(), status };
    use MessageStatus::*;
    assert_eq!(
        bench.deliveries(),
        [
            status("c:1", Pending),
            status("c:1", Sending),
            status("c:2", Pending),
            status("c:1", Sent),
            status("c:2", Sending),
            status("c:2", Failed { error: transport() }),
        ]
    );
}

#[test]
fn receipts_of_the_other_side_move_the_status_of_our_message_forward() {
    let mut bench = Bench::polling();
    bench.text(1, "one").input(Input::SendFinished(Ok(vec![])));
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
    bench.received(Ok(batch.clone()));
    let read = Delivery::Message { message_id: "c:1".into(), status: MessageStatus::Read };
    assert_eq!(bench.deliveries(), [live(batch), read]);
}

#[test]
fn events_in_the_answer_to_a_send_join_the_same_stream() {
    let mut bench = Bench::polling();
    bench.text(1, "one").input(Input::SendFinished(Ok(vec![message("P", "0"), message("c", "c:1")])));
    bench.received(Ok(vec![message("P", "0"), message("P", "2")]));
    let events: Vec<_> =
        bench.deliveries().into_iter().filter(|delivery| matches!(delivery, Delivery::Events { .. })).collect();
    assert_eq!(events, [live(vec![message("P", "0")]), live(vec![message("P", "2")])]);
}

#[test]
fn a_resumed_chat_begins_with_its_history_and_counts_on_from_it() {
    let mut bench = Bench::start(true);
    assert_eq!(bench.requests(), ["history"]);
    bench.text(1, "again");
    assert_eq!(bench.requests(), [""; 0], "without the history a message has no number");
    bench.fails(transport()).sleep();
    assert_eq!(bench.requests(), ["history"]);
    bench.deliveries();
    let history = vec![message("P", "0"), message("c", "c:6")];
    bench.received(Ok(history.clone()));
    assert!(bench.deliveries().contains(&Delivery::Events { origin: EventOrigin::History, events: history }));
    assert_eq!(bench.sent(), [ClientEvent::message("again", MessageFormat::Text, "c:7".into())]);
    assert_eq!(bench.requests(), ["poll"]);
    bench.received(Ok(vec![message("P", "0")]));
    assert_eq!(bench.deliveries(), [], "what the history brought is not delivered again");
}

#[test]
fn ending_a_chat_closes_it_once_even_when_the_server_announces_the_end_first() {
    for (announced, reply) in [(false, vec![]), (true, vec![]), (false, vec![Event::ChatSessionEnded])] {
        let mut bench = Bench::polling();
        bench
            .text(1, "bye")
            .send(2, Outgoing::Event(ClientEvent::ChatSessionEnd))
            .send(3, Outgoing::Event(ClientEvent::ChatSessionTyping));
        bench.input(Input::SendFinished(Ok(vec![])));
        bench.deliveries();
        if announced {
            bench.received(Ok(vec![Event::ChatSessionEnded]));
        }
        bench.input(Input::SendFinished(Ok(reply)));
        let closed =
            [Delivery::Connection(ConnectionState::Closed), Delivery::Closed(ChatSessionCloseReason::EndedByClient)];
        assert!(bench.deliveries().ends_with(&closed));
        assert_eq!(bench.settled(), [(1, Ok(Some("c:1".into()))), (2, Ok(None)), (3, Err(closed_already()))]);
        assert_eq!(bench.take(|effect| (*effect == Effect::Stop).then_some(())).len(), 1);
    }
}

#[test]
fn the_message_that_led_to_the_end_is_reported_as_sent_before_the_chat_closes() {
    let mut bench = Bench::polling();
    bench.text(1, "5").text(2, "one more");
    bench.deliveries();
    bench.received(Ok(vec![Event::ChatSessionEnded]));
    assert_eq!(bench.deliveries(), [live(vec![Event::ChatSessionEnded])]);
    assert_eq!(bench.requests(), ["send"], "no further poll");
    bench.text(3, "too late").input(Input::Push).input(Input::SendFinished(Ok(vec![])));
    let status = |id: &str, status| Delivery::Message { message_id: id.into(), status };
    assert_eq!(
        bench.deliveries(),
        [
            status("c:1", MessageStatus::Sent),
            status("c:2", MessageStatus::Failed { error: closed_already() }),
            Delivery::Connection(ConnectionState::Closed),
            Delivery::Closed(ChatSessionCloseReason::Ended),
        ]
    );
    assert_eq!(bench.settled(), [(3, Err(closed_already())), (1, Ok(Some("c:1".into()))), (2, Err(closed_already()))]);
    assert_eq!(bench.effects, [Effect::Stop]);
}

#[test]
fn a_failed_end_leaves_the_chat_open_for_another_try() {
    let mut bench = Bench::polling();
    bench.send(1, Outgoing::Event(ClientEvent::ChatSessionEnd)).input(Input::SendFinished(Err(transport().into())));
    assert_eq!(bench.settled(), [(1, Err(transport()))]);
    assert_eq!(bench.deliveries(), []);
}
