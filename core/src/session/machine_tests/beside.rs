//! Receipts, typing, statuses, and events in the answer to a send.

use super::*;

/// Defect 34.
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
fn the_message_that_went_with_the_request_for_the_chat_is_ours_too_and_not_confirmed() {
    let mut bench = Bench::polling();
    let message = ClientEvent::message("hello", MessageFormat::Text, None).with_message_id("A-UUID");
    bench.send(1, Outgoing::Initial { message, taken: true });
    let read = |id: &str| Outgoing::Receipt(Receipt { message_id: id.into(), read: true });
    bench.send(2, read("a-uuid")).send(3, read("another's"));
    assert_eq!(bench.sent(), [[ClientEvent::ChatSessionMessageRead { ref_msg_id: "another's".into() }]]);
}

#[test]
fn a_receipt_that_the_app_repeats_is_told_once_however_the_id_is_spelled() {
    let mut bench = Bench::polling();
    let read = |id: &str| Outgoing::Receipt(Receipt { message_id: id.into(), read: true });
    let told = |id: &str| ClientEvent::ChatSessionMessageRead { ref_msg_id: id.into() };
    bench.send(1, read("a")).send(2, read("a"));
    assert_eq!(bench.sent(), [vec![told("a")]]);
    bench.taken().send(3, read("a")).send(4, read("A"));
    assert!(bench.sent().is_empty(), "it was taken");
    assert_eq!(bench.settled().len(), 4);
    bench.send(5, Outgoing::Receipt(Receipt { message_id: "a".into(), read: false }));
    assert_eq!(bench.sent(), [vec![ClientEvent::ChatSessionMessageDelivered { ref_msg_id: "a".into() }]]);
}

#[test]
fn the_sdk_confirms_what_it_delivers_where_the_app_wants_that() {
    let manners = Manners { confirms_delivery: true, ..manners() };
    let mut bench = Bench::new(false, Restored::default(), manners);
    let file = |party: &str, id: &str| Event::ChatSessionFile {
        message_id: Some(id.into()),
        party_id: Some(party.into()),
        file_id: None,
        file_name: None,
        file_type: None,
        timestamp_ms: None,
    };
    bench.polled(vec![message("P", "0"), message("c", "c:1"), file("P", "2"), file("C", "x")]);
    let delivered = |id: &str| ClientEvent::ChatSessionMessageDelivered { ref_msg_id: id.into() };
    assert_eq!(bench.sent(), [vec![delivered("0"), delivered("2")]]);
}

#[test]
fn typing_is_told_every_five_seconds_and_its_end_by_itself_and_before_a_message() {
    let mut bench = Bench::polling();
    for second in 0..8 {
        bench.send(second, Outgoing::Typing(None)).taken();
        bench.now += SECOND;
    }
    assert_eq!(bench.settled().len(), 8);
    assert_eq!(
        bench.sent(),
        [[ClientEvent::ChatSessionTyping { msg: None }], [ClientEvent::ChatSessionTyping { msg: None }]]
    );
    assert_eq!(bench.sleep(), 9 * SECOND);
    assert_eq!(bench.sent(), [[ClientEvent::ChatSessionNotTyping]]);
    bench.taken().send(9, Outgoing::Typing(None)).taken().text(10, "so");
    assert_eq!(
        bench.sent(),
        [vec![ClientEvent::ChatSessionTyping { msg: None }], vec![ClientEvent::ChatSessionNotTyping, written("so", 1)]]
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
