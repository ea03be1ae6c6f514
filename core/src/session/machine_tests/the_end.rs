//! Closing of a chat, which happens once.

use super::*;

/// Defect 6.
#[test]
fn the_batch_of_a_terminal_event_is_delivered_whole_and_the_chat_closes_once() {
    let status = |state| Event::ChatSessionStatus { state, estimated_wait_time: None };
    for (event, reason) in [
        (Event::ChatSessionEnded, ChatSessionCloseReason::Ended),
        (
            Event::ChatSessionInactivityTimeout {
                message: String::new(),
                message_text: String::new(),
                timestamp_ms: None,
            },
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
        bench.polled(vec![Event::ChatSessionEnded]).push(8).text(9, "too late");
        let refused = |ticket| Effect::Settle { ticket: Ticket(ticket), outcome: Err(closed_already()) };
        assert_eq!(bench.effects, [refused(8), refused(9)]);
    }
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
    bench.text(3, "too late").push(4).taken();
    assert_eq!(
        bench.deliveries(),
        [
            status("c:1", MessageStatus::Sent),
            status("c:2", MessageStatus::Failed { error: closed_already() }),
            Delivery::Connection(ConnectionState::Closed),
            Delivery::Closed(ChatSessionCloseReason::Ended),
        ]
    );
    assert_eq!(bench.settled(), [(3, Err(closed_already())), (4, Err(closed_already()))]);
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
