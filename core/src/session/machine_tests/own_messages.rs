//! Own messages: each is told once, before its first status.

use super::*;
use crate::session::engine::Engine;

fn restored(numbers: &[(u64, bool)]) -> Restored {
    let message = |(number, failed): &(u64, bool)| RestoredMessage {
        message_id: format!("c:{number}"),
        event: written("hi", *number),
        age: 10 * SECOND,
        failed: *failed,
    };
    Restored { last_number: Some(9), delivered: vec![], messages: numbers.iter().map(message).collect() }
}

/// What was told, in a word each; nothing of the connection.
fn told(bench: &mut Bench) -> Vec<String> {
    let id = |event: &Event| {
        let Event::ChatSessionMessage { message_id, .. } = event else { panic!("{event:?}") };
        message_id.clone().expect("an id")
    };
    let words = |delivery| match delivery {
        Delivery::OwnMessage { message, .. } => Some(format!("{} added", id(&message))),
        Delivery::Message { message_id, status: MessageStatus::Failed { .. } } => Some(format!("{message_id} failed")),
        Delivery::Message { message_id, status } => Some(format!("{message_id} {status:?}").to_lowercase()),
        Delivery::Events { origin, events } => {
            let ids: Vec<_> = events.iter().map(id).collect();
            Some(format!("{} {}", format!("{origin:?}").to_lowercase(), ids.join(" ")))
        }
        Delivery::Closed(_) => Some("closed".to_owned()),
        Delivery::Connection(_) | Delivery::Failed(_) => None,
    };
    bench.deliveries().into_iter().filter_map(words).collect()
}

/// Defect 53.
#[test]
fn own_message_is_told_before_its_first_status() {
    let mut bench = Bench::polling();
    bench.now += SECOND;
    bench.text(1, "hi");
    let since = bench.now;
    let deliveries = bench.deliveries();
    assert_eq!(deliveries[0], Delivery::OwnMessage { message: message("c", "c:1"), since });
    assert_eq!(deliveries[1..], [status("c:1", MessageStatus::Pending), status("c:1", MessageStatus::Sending)]);
}

/// Defect 53.
#[test]
fn initial_message_of_a_new_chat_is_told_and_sent() {
    let mut bench = Bench::polling();
    let message = ClientEvent::message("hi", MessageFormat::Text, None).with_message_id("a-uuid");
    bench.send(1, Outgoing::Initial { message, taken: true });
    assert_eq!(told(&mut bench), ["a-uuid added", "a-uuid pending", "a-uuid sent"]);
}

/// Defect 53.
#[test]
fn own_messages_of_an_earlier_run_follow_the_opening_history() {
    let mut bench = Bench::new(true, restored(&[(3, false), (4, true), (5, false), (6, true)]), manners());
    bench.text(1, "hi");
    assert_eq!(told(&mut bench), [""; 0], "the history is under way");
    bench.history(vec![message("P", "0"), message("C", "C:3"), message("c", "c:6")]);
    assert_eq!(
        told(&mut bench),
        [
            "history 0 C:3 c:6",
            "c:3 pending",
            "c:4 added",
            "c:4 pending",
            "c:4 failed",
            "c:5 added",
            "c:5 pending",
            "c:6 pending",
            "c:6 failed",
            "c:10 added",
            "c:10 pending",
            "c:3 sent",
            "c:6 sent",
            "c:5 sending",
            "c:10 sending",
        ]
    );
    assert!(bench.kept().contains(&Change::Gone { message_id: "c:6".into() }), "the server has it after all");
}

/// Defect 53.
#[test]
fn own_messages_do_not_wait_for_a_history_that_fails() {
    let mut bench = Bench::new(true, restored(&[(3, false)]), manners());
    bench.input(Input::HistoryRead(Err(transport().into())));
    assert_eq!(told(&mut bench), ["c:3 added", "c:3 pending"]);
    bench.text(1, "hi");
    assert_eq!(told(&mut bench), ["c:10 added", "c:10 pending"]);
    bench.sleep();
    bench.history(vec![message("P", "0"), message("c", "c:3")]);
    assert_eq!(told(&mut bench), ["history 0", "c:3 sent", "c:10 sending"], "a message is told once");
}

/// Defect 53.
#[test]
fn own_message_in_a_closing_chat_is_told_before_it_fails() {
    let mut bench = Bench::new(true, restored(&[(3, false)]), manners());
    bench.input(Input::HistoryRead(Err(coded("5005", 404).into())));
    assert_eq!(told(&mut bench), ["c:3 added", "c:3 pending", "c:3 failed", "closed"]);
}

/// Defect 53.
#[test]
fn discarded_message_is_not_told_after_the_opening_history() {
    let mut bench = Bench::new(true, restored(&[(3, false)]), manners());
    bench.input(Input::Discard { ticket: Ticket(1), message_id: "C:3".into() });
    bench.history(vec![]);
    assert_eq!(told(&mut bench), [""; 0]);

    let mut bench = Bench::new(true, restored(&[(3, false)]), manners());
    bench.input(Input::Discard { ticket: Ticket(1), message_id: "C:3".into() });
    bench.history(vec![message("c", "c:3")]);
    assert_eq!(told(&mut bench), ["history c:3"], "the server had it");
}

/// Defect 53.
#[test]
fn push_in_the_background_reads_the_history_before_own_messages() {
    let now = Instant::now();
    let mut machine = Machine::new(now, "c".into(), true, restored(&[(3, false)]), manners(), 7);
    let effects = machine.start(now, true, false);
    let mut bench = Bench { machine, now, effects };
    bench.push(1);
    assert_eq!(told(&mut bench), [""; 0]);
    bench.history(vec![message("P", "0")]);
    assert_eq!(told(&mut bench), ["history 0", "c:3 added", "c:3 pending"]);

    let mut machine = Machine::new(now, "c".into(), true, restored(&[]), manners(), 7);
    let effects = machine.start(now, true, false);
    let mut bench = Bench { machine, now, effects };
    bench.text(1, "hi");
    assert_eq!(told(&mut bench), ["c:10 added", "c:10 pending"], "no history is under way");
}

/// Defect 53.
#[test]
fn retry_that_a_panic_kept_from_the_app_is_told_by_the_next_machine() {
    let now = Instant::now();
    let mut engine = Engine::new(now, "c", true, restored(&[(4, true)]), manners(), 7);
    let lost = || Input::HistoryRead(Err(transport().into()));
    let of_messages = |effects: Vec<Effect>| -> Vec<Effect> {
        let is_status = |effect: &Effect| matches!(effect, Effect::Deliver(Delivery::Message { .. }));
        effects.into_iter().filter(is_status).collect()
    };
    engine.start(now, true, true);
    let told = of_messages(engine.handle(now, lost()));
    assert_eq!(told.len(), 2, "pending and failed: {told:?}");
    let later = now + 20 * SECOND;
    assert!(engine.handle(later, Input::Woken).contains(&Effect::FetchHistory));
    let retried = engine.handle(later, Input::Retry { ticket: Ticket(1), message_id: "c:4".into() });
    assert_eq!(of_messages(retried), [], "it waits for the history");
    engine.panic_next();
    let mut told = of_messages(engine.handle(later, Input::Woken));
    told.extend(of_messages(engine.handle(later, lost())));
    assert_eq!(told, [Effect::Deliver(status("c:4", MessageStatus::Pending))]);
}
