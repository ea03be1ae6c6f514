//! Polls: one at a time, their cooldowns, and what ends them.

use super::*;

/// Defect 9.
#[test]
fn one_poll_is_in_flight_and_nothing_but_its_end_leads_to_the_next() {
    let mut bench = Bench::polling();
    bench.push(90).input(Input::NetworkAvailable(true)).input(Input::Foreground(true)).input(Input::Woken);
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
    assert_eq!(bench.requests(), ["history"], "the real answer may have been lost");
    bench.history(vec![message("P", "0")]);
    assert_eq!(bench.sleep(), SHORTEST_EMPTY_POLL);

    // Empty after a hold: on it goes.
    bench.sleep();
    assert_eq!(bench.requests(), ["poll", "history"], "the real answer may be another poll's");
    bench.history(vec![]);
    bench.now += 15 * SECOND;
    bench.polled(vec![]);
    assert_eq!(bench.requests(), ["poll"]);
}

#[test]
fn refused_polls_become_rare_and_histories_stand_in_for_them() {
    let mut bench = Bench::polling();
    let pauses: Vec<_> = (0..7).map(|_| pause_after_refusal(&mut bench)).collect();
    assert_eq!(pauses, [1, 2, 4, 8, 15, 15, 15]);
    assert_eq!(bench.deliveries(), [], "histories bring what happens");
    bench.polled(vec![]).history(vec![]);
    bench.sleep();
    assert_eq!(pause_after_refusal(&mut bench), 1);
}

/// The seconds until the next poll, after this one is refused because another is held. Histories are answered meanwhile.
fn pause_after_refusal(bench: &mut Bench) -> u64 {
    let refused = bench.now;
    bench.requests();
    bench.poll_fails(coded("5509", 429));
    let mut histories = 0;
    loop {
        let requests = bench.requests();
        if requests.contains(&"poll") {
            let seconds = (bench.now - refused).as_secs();
            assert!(histories * 3 <= seconds, "{histories} histories in {seconds} s");
            assert!(seconds < 8 || histories >= seconds / 4 - 1, "{histories} histories in {seconds} s");
            return seconds;
        }
        if requests.contains(&"history") {
            histories += 1;
            bench.history(vec![]);
        } else {
            bench.sleep();
        }
    }
}

#[test]
fn retry_after_is_honoured_where_it_is_longer_than_our_own_pause() {
    let mut bench = Bench::polling();
    let error = ContactCenterError::UnexpectedResponse { reason: "an empty body".into(), status: 429 };
    bench.input(Input::Polled(Err(Failure { error: error.clone(), retry_after: Some(40 * SECOND), reached: true })));
    assert_eq!(bench.sleep(), 40 * SECOND);
    bench.text(1, "hi");
    bench.input(Input::SendFinished(Err(Failure { error, retry_after: Some(50 * SECOND), reached: true })));
    let start = bench.now;
    bench.sent();
    while bench.sent().is_empty() {
        if bench.requests().contains(&"history") {
            bench.history(vec![]);
        } else {
            bench.sleep();
        }
    }
    assert_eq!(bench.now - start, 50 * SECOND);
}

#[test]
fn somebody_who_answers_every_poll_at_once_is_not_polled_in_a_hot_loop() {
    let mut bench = Bench::polling();
    let start = bench.now;
    for second in 0..1000 {
        bench.polled(vec![left(Some(Timestamp(second)))]);
        if bench.machine.wake_at().is_some() {
            bench.sleep();
        }
    }
    assert!(bench.now - start > 190 * SECOND);
}

#[test]
fn a_stream_of_messages_is_never_slowed_down_however_fast_it_is() {
    let mut bench = Bench::polling();
    let start = bench.now;
    for number in 0..1000 {
        bench.polled(vec![left(None), message("P", &number.to_string())]);
        assert_eq!(bench.machine.wake_at(), None);
    }
    assert_eq!(bench.now, start);
}

#[test]
fn a_push_ends_the_pause_after_a_failure_but_not_that_after_a_refusal() {
    let mut bench = Bench::polling();
    bench.poll_fails(transport()).push(90);
    assert_eq!(bench.requests(), ["history"]);
    bench.history(vec![]).polled(vec![]).sleep();
    bench.requests();
    bench.poll_fails(coded("5509", 429)).push(90);
    assert_eq!(bench.requests(), [""; 0]);
}

/// Defect 8.
#[test]
fn refusals_that_are_not_the_apis_end_the_chat_only_when_they_last() {
    for (status, reason) in [
        (404, ChatSessionCloseReason::Lost),
        (403, ChatSessionCloseReason::Refused),
        (401, ChatSessionCloseReason::Refused),
    ] {
        let page = ContactCenterError::UnexpectedResponse { reason: "an HTML page".into(), status };
        let mut bench = Bench::polling();
        bench.text(1, "waits").send_fails(transport(), false);
        bench.deliveries();
        bench.kept();
        let start = bench.now;
        bench.input(Input::Polled(Err(page.clone().into())));
        assert_eq!(bench.deliveries(), [], "a history is to tell");
        let mut told = Vec::new();
        while bench.stops() == 0 {
            bench.input(Input::HistoryRead(Err(page.clone().into())));
            bench.input(Input::Polled(Err(page.clone().into())));
            if bench.now - start < INTERCEPTION {
                told.extend(bench.deliveries());
                bench.sleep();
            }
        }
        assert_eq!(told, [Delivery::Failed(page.clone()), Delivery::Connection(ConnectionState::Reconnecting)]);
        assert!((INTERCEPTION..INTERCEPTION + 31 * SECOND).contains(&(bench.now - start)), "{:?}", bench.now - start);
        let closed = [Delivery::Connection(ConnectionState::Closed), Delivery::Closed(reason)];
        assert_eq!(bench.deliveries(), [&[Delivery::Failed(page)], &closed[..]].concat());
        assert_eq!(bench.kept(), [], "what waits stays in the store: the session may be there after all");
    }
}

#[test]
fn code_of_the_api_ends_the_chat_at_once() {
    let mut bench = Bench::polling();
    bench.poll_fails(coded("5005", 404));
    assert_eq!(bench.deliveries().last(), Some(&Delivery::Closed(ChatSessionCloseReason::Lost)));
    assert!(bench.kept().contains(&Change::Closed));
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
fn whatever_an_event_holds_it_is_delivered_once_and_the_chat_goes_on() {
    let unique = |event: &Event| !matches!(event, Event::ChatSessionEnded | Event::ChatSessionInactivityTimeout { .. });
    for event in crate::wire::fixtures::every_event().into_iter().filter(unique) {
        let mut bench = Bench::polling();
        bench.polled(vec![event.clone(), message("P", "after")]);
        let events: Vec<_> = bench.events();
        assert_eq!(events, [event, message("P", "after")]);
    }
}
