//! Messages on their way to the server.

use super::*;

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
