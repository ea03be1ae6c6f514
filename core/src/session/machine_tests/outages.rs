//! Outages and lost responses.

use super::*;

/// Defect 12.
#[test]
fn failures_back_off_to_the_cap_are_told_once_and_start_over_after_a_success() {
    let mut bench = Bench::polling();
    let start = bench.now;
    while bench.now - start < 600 * SECOND {
        let pause = bench.cannot_receive(transport()).sleep();
        assert!(pause <= 30 * SECOND, "{pause:?}");
    }
    assert_eq!(bench.deliveries(), [Delivery::Connection(ConnectionState::Reconnecting)]);
    bench.history(vec![]);
    assert_eq!(bench.deliveries(), [Delivery::Connection(ConnectionState::Connected)]);
    bench.now += 15 * SECOND;
    bench.polled(vec![]);
    assert!(bench.poll_fails(transport()).sleep() <= SECOND);
}

#[test]
fn what_stands_in_the_way_is_told_once_an_outage_and_never_ends_the_chat() {
    let tls = |failure| ContactCenterError::Tls { reason: "it is another".into(), failure };
    let proxy = ContactCenterError::Proxy { reason: "it hung up".into() };
    let redirect = ContactCenterError::UnexpectedResponse { reason: "a redirect elsewhere".into(), status: 302 };
    for (first, second) in [
        (tls(TlsFailure::UnknownIssuer), tls(TlsFailure::OtherHost)),
        (tls(TlsFailure::PinMismatch), proxy.clone()),
        (proxy, tls(TlsFailure::NotTls)),
        (redirect, tls(TlsFailure::Expired)),
    ] {
        let mut bench = Bench::polling();
        // A mere loss of the network is no reason, but what comes to light when it is back is.
        bench.cannot_receive(transport()).sleep();
        bench.cannot_receive(transport()).sleep();
        assert_eq!(bench.deliveries(), [Delivery::Connection(ConnectionState::Reconnecting)]);
        let start = bench.now;
        while bench.now - start < 3600 * SECOND {
            bench.cannot_receive(first.clone()).sleep();
            bench.cannot_receive(second.clone()).sleep();
        }
        assert_eq!(bench.deliveries(), [Delivery::Failed(first.clone())]);
        bench.history(vec![]).polled(vec![message("P", "0")]);
        assert_eq!(
            bench.deliveries(),
            [Delivery::Connection(ConnectionState::Connected), live(vec![message("P", "0")])]
        );
        bench.cannot_receive(second.clone()).sleep();
        bench.cannot_receive(second.clone()).sleep();
        let expected = [Delivery::Failed(second), Delivery::Connection(ConnectionState::Reconnecting)];
        assert_eq!(bench.deliveries(), expected, "another outage");
        assert_eq!(bench.stops(), 0);
    }
}

#[test]
fn ten_minutes_without_a_server_cost_at_most_thirty_requests_however_much_waits_to_be_sent() {
    let outages = [(transport(), false), (transport(), true), (coded("5500", 500), true)];
    for seed in 0..300 {
        let (error, reached) = outages[seed as usize % outages.len()].clone();
        let mut machine = Machine::new(Instant::now(), "c".into(), false, Restored::default(), manners(), seed);
        let start = Instant::now();
        let (mut now, mut requests) = (start, 0);
        let mut effects = machine.start(now, true, true);
        let say = Outgoing::Message(ClientEvent::message("hi", MessageFormat::Text, None));
        effects.extend(machine.handle(now, Input::Send { ticket: Ticket(1), what: say }));
        loop {
            let mut answers = Vec::new();
            for effect in effects.drain(..) {
                let refused = Err(Failure { error: error.clone(), retry_after: None, reached });
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
        assert!(requests <= 30, "{requests} requests with seed {seed}: {error:?}");
    }
}

#[test]
fn a_poll_that_broke_is_followed_by_the_history_and_what_it_lost_is_delivered_once() {
    let mut bench = Bench::polling();
    bench.polled(vec![message("P", "0")]);
    bench.events();
    bench.requests();
    bench.poll_breaks();
    assert_eq!(bench.requests(), ["history"], "at once");
    let left = left(None);
    bench.history(vec![message("P", "0"), message("P", "2"), left.clone()]);
    assert_eq!(bench.events(), [message("P", "2"), left.clone()]);
    assert_eq!(bench.sleep(), MAX_REQUEST_TRANSIT);
    assert_eq!(bench.requests(), ["poll"], "it cannot overtake the one that broke");
    bench.polled(vec![message("P", "2"), left.clone(), message("P", "4")]);
    bench.history(vec![message("P", "0"), message("P", "2"), left, message("P", "4")]);
    assert_eq!(bench.events(), [message("P", "4")], "what was still queued comes with the poll again");
}

#[test]
fn events_of_a_stale_poll_are_found_and_delivered_in_order() {
    let abandoned: [fn(&mut Bench); 3] = [
        |bench| {
            bench.poll_breaks();
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
        bench.history(vec![]).sleep();
        assert_eq!(bench.requests().last(), Some(&"poll"));
        // "2" happened after that history, and was the answer to the abandoned poll.
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
fn poll_sets_out_when_it_cannot_overtake_an_abandoned_one_and_a_history_checks_it() {
    let mut bench = Bench::polling();
    bench.input(Input::NetworkAvailable(false)).input(Input::NetworkAvailable(true)).history(vec![]);
    assert_eq!(bench.requests(), ["stop", "history"]);
    assert_eq!(bench.sleep(), MAX_REQUEST_TRANSIT);
    assert_eq!(bench.requests(), ["poll"]);
    assert_eq!(bench.sleep(), MAX_REQUEST_TRANSIT);
    assert_eq!(bench.requests(), ["history"], "the poll is held by now, and no other");
    bench.history(vec![message("P", "2")]);
    assert_eq!(bench.events(), [message("P", "2")], "which an abandoned poll took");
    bench.polled(vec![message("P", "4")]);
    assert_eq!((bench.events(), bench.requests()), (vec![message("P", "4")], vec!["poll"]));
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
        for _ in 0..2 {
            assert_eq!(bench.requests(), ["history"]);
            bench.input(Input::HistoryRead(Err(unreadable.clone().into()))).sleep();
        }
        assert_eq!(bench.requests(), ["poll"], "which shows that it is the history alone that fails");
        bench.polled(vec![message("P", "0")]);
        assert_eq!(bench.events(), []);
    }
    assert_eq!(bench.settled(), [(2, Err(unreadable.clone()))], "the end was wanted then");
    bench.input(Input::HistoryRead(Err(unreadable.clone().into())));
    let deliveries = bench.deliveries();
    assert!(deliveries.contains(&Delivery::Failed(unreadable)));
    assert!(
        deliveries.contains(&live(vec![message("P", "0")])),
        "once, and not without what came before if it can be had"
    );
    let settled = bench.settled();
    let [(1, Ok(Some(id)))] = &settled[..] else { panic!("{settled:?}") };
    let number: u64 = id.trim_start_matches("c:").parse().expect("a number");
    assert!(number > 1_000_000, "{number} may be one of an earlier run");
}

#[test]
fn a_chat_that_was_cut_off_asks_by_a_history_so_that_messages_go_on_at_once() {
    let mut bench = Bench::polling();
    bench.cannot_receive(transport()).sleep();
    bench.cannot_receive(transport()).text(1, "hi").sleep();
    assert_eq!(bench.requests(), ["history"; 2], "a poll is perhaps held, and the message waits");
    bench.history(vec![]);
    assert_eq!(bench.requests(), ["poll", "send"]);
    bench.events();
    bench.polled(vec![message("P", "0")]);
    assert_eq!(bench.events(), [message("P", "0")], "the poll that never reached the server has lost nothing");

    // The platform says so before any request fails.
    bench.taken().requests();
    bench.polled(vec![]);
    bench.input(Input::NetworkAvailable(false)).input(Input::NetworkAvailable(true));
    assert_eq!(bench.requests(), ["history"], "between two polls");
}

#[test]
fn a_server_without_histories_is_asked_by_polls_as_well_and_nobody_is_told() {
    let mut bench = Bench::polling();
    let asked: Vec<_> = (0..12)
        .flat_map(|_| {
            let error: Failure = coded("5500", 500).into();
            bench.input(Input::Polled(Err(error.clone()))).input(Input::HistoryRead(Err(error))).sleep();
            bench.requests()
        })
        .collect();
    let round = ["history", "history", "history", "history", "poll"];
    assert_eq!(asked, [&[""; 0], &round[..], &round[..], &round[..3]].concat());
    assert_eq!(bench.deliveries(), [Delivery::Connection(ConnectionState::Reconnecting)]);
}

#[test]
fn a_server_that_is_down_for_long_costs_no_chat_its_history_and_no_message_its_chance() {
    let mut bench = Bench::polling();
    bench.text(1, "one").send_fails(transport(), true).poll_breaks();
    let start = bench.now;
    while bench.now - start < 1800 * SECOND {
        let error: Failure = coded("5500", 500).into();
        bench.input(Input::Polled(Err(error.clone()))).input(Input::HistoryRead(Err(error)));
        bench.sleep();
    }
    let gave_up = |told: &Delivery| {
        matches!(told, Delivery::Failed(_) | Delivery::Message { status: MessageStatus::Failed { .. }, .. })
    };
    assert!(!bench.deliveries().iter().any(gave_up));
}

#[test]
fn what_was_held_back_is_settled_by_the_first_history_that_brings_it() {
    let mut bench = Bench::polling();
    bench.poll_breaks().history(vec![]).sleep();
    bench.text(1, "one").polled(vec![left(None)]);
    assert_eq!(bench.events(), [], "held back: an abandoned poll may have taken what came before it");
    bench.send_fails(transport(), true).history(vec![left(None)]);
    assert_eq!(bench.events(), [left(None)]);
    // That history was begun before the doubt, and the next ones fail, so that a poll stands in.
    for _ in 0..4 {
        bench.input(Input::HistoryRead(Err(coded("5500", 500).into()))).sleep();
    }
    bench.polled(vec![]).history(vec![left(None)]);
    assert_eq!(bench.events(), [], "not twice");
}

#[test]
fn a_history_that_is_too_large_is_told_once_and_the_polls_go_on() {
    let too_large = || ContactCenterError::ResponseTooLarge { reason: "it is longer than we read".into(), status: 200 };
    let mut bench = Bench::polling();
    bench.poll_breaks();
    assert_eq!(bench.requests(), ["history"]);
    bench.deliveries();
    bench.input(Input::HistoryRead(Err(too_large().into())));
    assert_eq!(bench.deliveries(), [Delivery::Failed(too_large())]);
    assert_eq!(bench.sleep(), MAX_REQUEST_TRANSIT);
    assert_eq!(bench.requests(), ["poll"], "asked again, the history would be no shorter");

    // One more history is to show what a stale poll took: it is as long.
    bench.sleep();
    assert_eq!(bench.requests(), ["history"]);
    bench.input(Input::HistoryRead(Err(too_large().into())));
    bench.polled(vec![message("P", "1")]);
    assert_eq!(bench.deliveries(), [live(vec![message("P", "1")])], "and nothing is told again");
    assert_eq!(bench.requests(), ["poll"]);
}

#[test]
fn empty_answers_while_a_stale_poll_is_possible_lead_to_no_hot_loop() {
    let mut bench = Bench::polling();
    bench.input(Input::NetworkAvailable(false)).input(Input::NetworkAvailable(true)).history(vec![]);
    bench.sleep();
    bench.requests();
    bench.polled(vec![]);
    assert_eq!(bench.requests(), ["history"], "what came before that poll");
    bench.history(vec![]);
    assert_eq!((bench.requests(), bench.sleep()), (vec![], SHORTEST_EMPTY_POLL));
    assert_eq!(bench.requests(), ["poll"]);
}

#[test]
fn an_event_without_an_id_that_is_like_one_of_a_history_is_counted_and_not_taken_for_its_copy() {
    let mut bench = Bench::polling();
    let alike = left(None);
    bench.poll_breaks().history(vec![alike.clone()]).sleep();
    bench.sleep();
    bench.history(vec![alike.clone()]).polled(vec![]);
    // A send whose answer is lost takes "alike" with it, while a poll is held; then another party leaves.
    bench.text(1, "one").send_fails(transport(), true);
    bench.history(vec![alike.clone(), alike.clone()]);
    bench.events();
    bench.requests();
    bench.polled(vec![alike.clone()]);
    assert_eq!((bench.events(), bench.requests()), (vec![], vec!["history"]), "nobody can tell which it is");
    bench.history(vec![alike.clone(), alike.clone(), alike.clone()]);
    assert_eq!(bench.events(), [alike]);
}
