//! A chat that was live before it was opened here.

use super::*;

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
fn an_end_in_the_history_of_a_live_session_is_not_its_own() {
    let mut bench = Bench::resuming();
    let failed = Event::ChatSessionStatus { state: ContactCenterChatSessionState::Failed, estimated_wait_time: None };
    bench.requests();
    bench.history(vec![failed]);
    assert_eq!((bench.requests(), bench.stops()), (vec!["poll"], 0));
}
