//! Resumed sessions: chats that were live before they were opened here.

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
fn a_clock_that_jumped_ahead_fails_what_waited_and_the_app_may_retry_it() {
    let year = 365 * 24 * 3600 * SECOND;
    let waiting = RestoredMessage { message_id: "c:3".into(), event: written("kept", 3), age: year, failed: false };
    let restored = Restored { last_number: Some(3), delivered: vec![], messages: vec![waiting] };
    let mut bench = Bench::new(true, restored, manners());
    bench.requests();
    bench.history(vec![]);
    assert!(bench.deliveries().iter().any(|delivery| {
        matches!(delivery, Delivery::Message { message_id, status: MessageStatus::Failed { .. } } if message_id == "c:3")
    }));
    assert_eq!(bench.sent(), Vec::<Vec<ClientEvent>>::new());
    bench.input(Input::Retry { ticket: Ticket(1), message_id: "c:3".into() });
    bench.history(vec![]);
    assert_eq!(bench.sent(), [vec![written("kept", 3)]]);
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
fn what_waits_for_a_number_keeps_its_place_before_all_that_came_later() {
    let mut bench = Bench::resuming();
    let read = ClientEvent::ChatSessionMessageRead { ref_msg_id: "0".into() };
    bench
        .send(1, Outgoing::Typing(None))
        .text(2, "again")
        .send(3, Outgoing::Note(read.clone()))
        .end(4)
        .text(5, "never");
    assert_eq!(bench.sent(), [[ClientEvent::ChatSessionTyping { msg: None }]]);
    bench.taken();
    assert_eq!(bench.sent(), [[ClientEvent::ChatSessionNotTyping]], "which was known before the message");
    bench.taken();
    assert_eq!(bench.sent(), [[]; 0], "a receipt does not overtake, nor does the end");
    bench.history(vec![message("c", "c:6")]);
    assert_eq!(bench.sent(), [vec![written("again", 7), read]]);
    bench.taken();
    assert_eq!(bench.sent(), [[ClientEvent::ChatSessionEnd]]);
}

#[test]
fn what_waits_for_a_number_is_limited_expires_and_ends_with_the_chat() {
    let mut bench = Bench::resuming();
    bench.input(Input::NetworkAvailable(false));
    for ticket in 0..=1000 {
        bench.text(ticket, "again");
    }
    assert!(matches!(&bench.settled()[..], [(1000, Err(ContactCenterError::MessageNotSent { .. }))]));
    assert_eq!(bench.sleep(), LIFETIME);
    let settled = bench.settled();
    assert_eq!(settled.len(), 1000);
    assert!(settled.iter().all(|(_, outcome)| matches!(outcome, Err(ContactCenterError::MessageNotSent { .. }))));
    bench.input(Input::NetworkAvailable(true)).text(1, "too late");
    bench.input(Input::HistoryRead(Err(coded("5005", 404).into())));
    assert_eq!(bench.settled(), [(1, Err(closed_already()))]);
}

/// Defect 83.
#[test]
fn a_number_that_another_device_used_while_the_chat_is_open_is_used_by_no_message_of_this_one() {
    let mut bench = Bench::polling();
    bench.polled(vec![message("C", "c:1")]);
    assert!(bench.kept().contains(&Change::Number(1)));
    bench.text(1, "mine");
    assert!(matches!(&bench.settled()[..], [(1, Ok(Some(id)))] if id == "c:2"));
    bench.input(Input::SendFinished(Ok(vec![message("C", "c:5")]))).text(2, "mine, too");
    assert!(matches!(&bench.settled()[..], [(2, Ok(Some(id)))] if id == "c:6"));
}

#[test]
fn a_number_that_a_history_tells_is_kept_at_once() {
    let mut bench = Bench::resuming();
    let place = |id: &str| Event::ChatSessionLocation {
        message_id: Some(id.into()),
        party_id: Some("C".into()),
        url: None,
        latitude: None,
        longitude: None,
        timestamp_ms: None,
    };
    bench.history(vec![message("c", "c:6"), place("C:8"), message("P", "10")]);
    assert!(bench.kept().contains(&Change::Number(8)));

    let mut bench = Bench::resuming();
    bench.history(vec![]);
    assert!(bench.kept().contains(&Change::Number(0)), "that there is none yet is known, too");
    let unreadable = ContactCenterError::Decoding { reason: "it ends too early".into(), status: 200 };
    let mut bench = Bench::resuming();
    for _ in 0..4 {
        bench.input(Input::HistoryRead(Err(unreadable.clone().into()))).sleep();
        bench.input(Input::HistoryRead(Err(unreadable.clone().into()))).sleep();
        bench.polled(vec![]);
    }
    bench.input(Input::HistoryRead(Err(unreadable.into())));
    assert!(matches!(bench.kept()[..], [Change::Number(1_000_000..)]));
}

#[test]
fn the_message_that_went_with_the_request_for_the_chat_is_sent_again_only_where_the_history_lacks_it() {
    let first = ClientEvent::message("first", MessageFormat::Text, None).with_message_id("a-uuid");
    for (resumed, party, is_there) in
        [(false, Some("c"), true), (false, None, true), (true, None, true), (true, None, false), (false, None, false)]
    {
        let restored = Restored {
            messages: vec![RestoredMessage {
                message_id: "a-uuid".into(),
                event: first.clone(),
                age: Duration::ZERO,
                failed: false,
            }],
            ..Restored::default()
        };
        let mut bench = Bench::new(resumed, restored, manners());
        bench.text(1, "second");
        assert_eq!(bench.requests(), ["history"]);
        let Event::ChatSessionMessage { message_text, directive_id, channel, attachments, .. } = message("", "") else {
            unreachable!()
        };
        let ours = Event::ChatSessionMessage {
            message_id: Some("A-UUID".into()),
            party_id: party.map(str::to_owned),
            message: "first".into(),
            message_text,
            directive_id,
            channel,
            attachments,
            timestamp_ms: None,
            is_message_text_derived: false,
        };
        let mut history = vec![message("P", "0")];
        history.extend(is_there.then_some(ours.clone()));
        bench.history(history);
        let expected = [(!is_there).then(|| first.clone()), Some(written("second", 1))];
        assert_eq!(bench.sent(), [expected.into_iter().flatten().collect::<Vec<_>>()]);
        let deliveries = bench.deliveries();
        let told: Vec<_> = deliveries
            .iter()
            .filter(|told| matches!(told, Delivery::Message { message_id, .. } if message_id == "a-uuid"))
            .collect();
        let second = if is_there { MessageStatus::Sent } else { MessageStatus::Sending };
        assert_eq!(told, [&status("a-uuid", MessageStatus::Pending), &status("a-uuid", second)]);
        let origin = if resumed { EventOrigin::History } else { EventOrigin::Live };
        assert!(
            deliveries.iter().any(|told| matches!(told, Delivery::Events { origin: found, .. } if *found == origin)),
            "of a new chat nothing is history: {deliveries:?}"
        );
        if !is_there {
            bench.taken();
            assert!(bench.deliveries().contains(&status("a-uuid", MessageStatus::Sent)));
        }
        bench.polled(vec![ours]);
        assert_eq!(bench.events(), [], "an echo is no news");
    }
}

#[test]
fn what_an_answer_to_a_send_brings_before_the_first_history_is_sorted_out_by_it() {
    let left = left(None);
    let mut first = Bench::polling();
    first.polled(vec![left.clone()]);
    let kept = |change| if let Change::Delivered(keys) = change { keys } else { vec![] };
    let delivered: Vec<_> = first.kept().into_iter().flat_map(kept).collect();

    // It died before its poll brought what the history had brought already, so the server still has it.
    let restored = Restored { last_number: Some(0), delivered, messages: vec![] };
    let mut bench = Bench::new(true, restored, manners());
    bench.text(1, "hi").input(Input::SendFinished(Ok(vec![left.clone(), message("P", "2")])));
    assert_eq!(bench.events(), []);
    bench.deliveries();
    bench.history(vec![left.clone()]);
    let events: Vec<_> =
        bench.deliveries().into_iter().filter(|told| matches!(told, Delivery::Events { .. })).collect();
    let earlier = Delivery::Events { origin: EventOrigin::History, events: vec![left] };
    assert_eq!(events, [earlier, live(vec![message("P", "2")])]);
}

#[test]
fn no_message_gets_the_id_of_one_that_waits_whatever_the_store_says_of_the_last_number() {
    let messages = vec![RestoredMessage {
        message_id: "C:4".into(),
        event: ClientEvent::message("waits", MessageFormat::Text, None).with_message_id("C:4"),
        age: SECOND,
        failed: false,
    }];
    let mut bench = Bench::new(false, Restored { messages, ..Restored::default() }, manners());
    bench.input(Input::Send {
        ticket: Ticket(1),
        what: Outgoing::Message(ClientEvent::message("a", MessageFormat::Text, None)),
    });
    let waits = |effect: &Effect| match effect {
        Effect::Persist(Change::Waits { message_id, .. }) => Some(message_id.clone()),
        _ => None,
    };
    assert_eq!(bench.effects.iter().find_map(waits).as_deref(), Some("c:5"));
}
