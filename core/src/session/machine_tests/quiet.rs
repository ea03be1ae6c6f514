//! Behavior offline and in the background.

use super::*;
use crate::session::engine::Engine;

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
    assert_eq!(bench.requests(), ["send"]);
    assert_eq!(bench.sleep(), MAX_REQUEST_TRANSIT);
    assert_eq!(bench.requests(), ["poll"]);
    use ConnectionState::*;
    let states: Vec<_> = bench.deliveries().into_iter().filter(|d| matches!(d, Delivery::Connection(_))).collect();
    assert_eq!(states, [Offline, Reconnecting, Connected].map(Delivery::Connection));
}

#[test]
fn the_background_is_quiet_but_for_one_look_after_a_push_and_the_foreground_reads_what_was_missed() {
    let mut bench = Bench::polling();
    bench.send(1, Outgoing::Typing(None)).taken();
    bench.requests();
    bench.input(Input::Foreground(false));
    assert_eq!(bench.requests(), ["stop"]);
    bench.text(2, "later").input(Input::NetworkAvailable(true)).input(Input::Woken);
    assert_eq!(bench.machine.wake_at(), None);
    assert_eq!(bench.requests(), [""; 0]);
    bench.push(90);
    assert_eq!(bench.requests(), ["history"]);
    bench.history(vec![message("P", "0")]);
    assert_eq!(bench.events(), [message("P", "0")]);
    assert_eq!(bench.requests(), [""; 0]);
    assert_eq!(bench.machine.wake_at(), None);
    bench.input(Input::Foreground(true));
    assert_eq!(bench.requests(), ["history", "send"]);
    bench.history(vec![message("P", "0"), message("P", "2")]);
    assert_eq!(bench.events(), [message("P", "2")]);
    bench.sleep();
    assert_eq!(bench.requests(), ["poll"]);
}

#[test]
fn a_chat_that_opens_in_the_background_or_without_a_network_is_quiet_from_the_start() {
    for (online, foreground) in [(false, true), (true, false)] {
        let now = Instant::now();
        let mut machine = Machine::new(now, "c".into(), true, Restored::default(), manners(), 7);
        let state = if online { ConnectionState::Connected } else { ConnectionState::Offline };
        let effects = machine.start(now, online, foreground);
        assert_eq!(effects, [Effect::Deliver(Delivery::Connection(state))]);
        assert_eq!(machine.wake_at(), None);
    }
}

#[test]
fn a_push_in_the_background_waits_for_the_network_before_it_looks() {
    let mut bench = Bench::polling();
    bench.input(Input::Foreground(false)).input(Input::NetworkAvailable(false));
    bench.requests();
    bench.push(90).push(90).input(Input::Woken);
    assert_eq!(bench.requests(), [""; 0]);
    bench.input(Input::NetworkAvailable(true));
    assert_eq!(bench.requests(), ["history"]);
    bench.history(vec![message("P", "0")]);
    assert_eq!(bench.events(), [message("P", "0")]);
    bench.input(Input::NetworkAvailable(false)).input(Input::NetworkAvailable(true));
    assert_eq!((bench.requests(), bench.machine.wake_at()), (vec![], None), "one push, one look");
}

#[test]
fn who_waits_for_a_push_is_answered_after_what_it_led_to_was_delivered() {
    let mut bench = Bench::polling();
    bench.push(1);
    assert_eq!(bench.settled(), [(1, Ok(None))], "on the screen everything comes by itself");
    bench.input(Input::Foreground(false)).push(2);
    bench.requests();
    bench.deliveries();
    assert_eq!(bench.settled(), []);
    bench.history(vec![message("P", "0")]);
    let is_delivery = |effect: &Effect| matches!(effect, Effect::Deliver(Delivery::Events { .. }));
    let is_answer = |effect: &Effect| matches!(effect, Effect::Settle { .. });
    let (delivered, answered) = (bench.effects.iter().position(is_delivery), bench.effects.iter().position(is_answer));
    assert!(delivered.is_some() && delivered < answered, "{:?}", bench.effects);
    bench.settled();
    bench.push(3).cannot_look();
    assert_eq!(bench.settled(), [(3, Err(transport()))]);
    bench.push(4).input(Input::Foreground(true));
    assert_eq!(bench.settled(), [(4, Ok(None))]);
    bench.polled(vec![Event::ChatSessionEnded]);
}

#[test]
fn who_waits_for_a_push_is_answered_when_the_chat_ends() {
    let mut bench = Bench::polling();
    bench.input(Input::Foreground(false)).push(1).cannot_look_because(coded("5005", 404));
    assert_eq!(bench.settled(), [(1, Err(coded("5005", 404)))]);
    let mut bench = Bench::polling();
    bench.input(Input::Foreground(false)).input(Input::NetworkAvailable(false)).push(1);
    bench.input(Input::Foreground(true)).input(Input::NetworkAvailable(true)).cannot_look_because(coded("5005", 404));
    bench.settled();
    bench.push(2);
    assert_eq!(bench.settled(), [(2, Err(closed_already()))]);
}

#[test]
fn a_push_that_comes_during_a_look_is_looked_for_as_well() {
    let mut bench = Bench::polling();
    bench.input(Input::Foreground(false)).push(1).push(2);
    assert_eq!(bench.requests(), ["stop", "history"]);
    bench.history(vec![message("P", "0")]);
    assert_eq!((bench.requests(), bench.settled()), (vec!["history"], vec![]));
    bench.history(vec![message("P", "0"), message("P", "1")]);
    assert_eq!(bench.events(), [message("P", "0"), message("P", "1")]);
    assert_eq!((bench.requests(), bench.settled()), (vec![], vec![(1, Ok(None)), (2, Ok(None))]));
}

#[test]
fn a_look_that_the_network_ends_comes_when_it_is_back() {
    let mut bench = Bench::polling();
    bench.input(Input::Foreground(false)).push(1);
    assert_eq!(bench.requests(), ["stop", "history"]);
    bench.input(Input::Foreground(false));
    assert_eq!(bench.requests(), [""; 0], "it is there already");
    bench.input(Input::NetworkAvailable(false)).input(Input::NetworkAvailable(true));
    assert_eq!(bench.requests(), ["stop", "history"]);
    bench.history(vec![message("P", "0")]);
    assert_eq!((bench.events(), bench.settled()), (vec![message("P", "0")], vec![(1, Ok(None))]));
    assert_eq!(bench.requests(), [""; 0]);
}

#[test]
fn who_waits_for_a_push_is_answered_where_another_machine_takes_over_on_the_screen_and_leaves_it() {
    let mut engine = Engine::new(Instant::now(), "c", false, Restored::default(), manners(), 7);
    let now = Instant::now();
    engine.start(now, true, true);
    engine.handle(now, Input::Send { ticket: Ticket(1), what: Outgoing::Typing(None) });
    engine.panic_next();
    engine.handle(now, Input::Woken);
    assert_eq!(engine.handle(now, Input::Push { ticket: Ticket(2) }), []);
    assert_eq!(engine.handle(now, Input::Foreground(false)), []);
    let effects = engine.handle(now, Input::SendFinished(Ok(vec![])));
    assert!(effects.contains(&Effect::Settle { ticket: Ticket(2), outcome: Ok(None) }), "{effects:?}");
}
