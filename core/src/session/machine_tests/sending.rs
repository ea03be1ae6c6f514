//! Sending of messages.

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
    let kept = position(|effect| matches!(effect, Effect::Persist(Change::Waits { .. })));
    assert!(kept < position(|effect| matches!(effect, Effect::Settle { .. })));
    assert!(kept < position(|effect| matches!(effect, Effect::Send(_))));
    bench.kept();
    bench.taken();
    assert_eq!(bench.kept(), [Change::Gone { message_id: "c:1".into() }]);
}

/// Defect 29.
#[test]
fn a_message_that_never_left_is_sent_again_under_its_id() {
    let mut bench = Bench::polling();
    bench.text(1, "one").text(2, "two").send_fails(transport(), false);
    bench.sent();
    assert!(bench.sleep() <= SECOND);
    assert_eq!(bench.sent(), [vec![written("one", 1), written("two", 2)]]);
    assert_eq!(bench.requests(), [""; 0], "no doubt, no history");
}

/// Defect 29.
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

/// Defect 66.
#[test]
fn texts_beyond_sixteen_megabytes_are_refused_until_some_are_taken() {
    let mut bench = Bench::polling();
    bench.input(Input::NetworkAvailable(false));
    let html = ClientEvent::message(&"x".repeat(2 << 20), MessageFormat::Html, None);
    for ticket in 0..20 {
        bench.send(ticket, Outgoing::Message(html.clone()));
    }
    let settled = bench.settled();
    let refused = |outcome: &Outcome| matches!(outcome, Err(ContactCenterError::MessageNotSent { .. }));
    assert_eq!(settled.iter().filter(|(_, outcome)| outcome.is_ok()).count(), 7);
    assert!(settled[7..].iter().all(|(_, outcome)| refused(outcome)));
    let answer = ClientEvent::ChatSessionFormData {
        form_request_id: "1".into(),
        form_name: "f".into(),
        data: serde_json::json!({ "text": "x".repeat(4 << 20) }),
    };
    bench.send(300, Outgoing::Note(answer.clone()));
    assert!(refused(&bench.settled()[0].1), "whatever kind of text it is");
    for (ticket, message_id) in [(301, "c:1"), (302, "c:2")] {
        bench.input(Input::Discard { ticket: Ticket(ticket), message_id: message_id.into() });
    }
    bench.settled();
    bench.send(303, Outgoing::Note(answer));
    assert_eq!(bench.settled(), [(303, Ok(None))]);
}

/// Defect 66.
#[test]
fn single_text_beyond_the_bound_is_taken_when_nothing_waits() {
    let mut bench = Bench::polling();
    let html = ClientEvent::message(&"x".repeat(17 << 20), MessageFormat::Html, None);
    bench.send(1, Outgoing::Message(html)).text(2, "y");
    let settled = bench.settled();
    assert!(
        matches!(&settled[..], [(1, Ok(Some(_))), (2, Err(ContactCenterError::MessageNotSent { .. }))]),
        "{settled:?}"
    );
    bench.taken().text(3, "z");
    assert!(matches!(&bench.settled()[..], [(3, Ok(Some(_)))]));
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

#[test]
fn what_fails_together_twice_goes_one_at_a_time_until_it_is_through() {
    let mut bench = Bench::polling();
    bench.text(1, "one").text(2, "two").text(3, "three").taken();
    bench.sent();
    let fails = |bench: &mut Bench| {
        bench.send_fails(coded("5500", 500), true).history(vec![]).sleep();
        bench.sent()
    };
    assert_eq!(fails(&mut bench), [vec![written("two", 2), written("three", 3)]], "it may pass");
    assert_eq!(fails(&mut bench), [vec![written("two", 2)]]);
    assert_eq!(fails(&mut bench), [vec![written("two", 2)]], "order says that it keeps its place");
    bench.taken().text(4, "four").text(5, "five");
    assert_eq!(bench.sent(), [vec![written("three", 3)]]);
    bench.taken();
    assert_eq!(bench.sent(), [vec![written("four", 4), written("five", 5)]]);
}

#[test]
fn a_note_that_the_server_cannot_digest_is_dropped_and_what_waits_behind_it_goes() {
    let mut bench = Bench::polling();
    let note = ClientEvent::ChatSessionMessageRead { ref_msg_id: "0".into() };
    bench.send(1, Outgoing::Note(note.clone())).text(2, "one");
    let mut sent = Vec::new();
    while sent.len() < 8 {
        sent.extend(bench.sent());
        bench.send_fails(coded("5500", 500), true).history(vec![]).sleep();
    }
    let (alone, together) = (vec![note.clone()], vec![note, written("one", 1)]);
    assert_eq!(sent[..2], [alone.clone(), together], "it was sent before the message was there");
    assert_eq!(sent[2..7], [&alone; 5].map(Clone::clone));
    assert_eq!(sent[7], [written("one", 1)]);
}

/// Three messages, of which the last two have just been refused together.
fn refused_together(error: &ContactCenterError) -> Bench {
    let mut bench = Bench::polling();
    bench.text(1, "one").text(2, "two").text(3, "three").taken();
    bench.sent();
    bench.send_fails(error.clone(), true);
    assert_eq!(bench.requests(), ["history"], "and no further send");
    bench.deliveries();
    bench
}

#[test]
fn request_that_the_api_refuses_as_though_settings_were_wrong_is_judged_by_a_history() {
    let forbidden = coded("3000", 403);

    // The server refuses the app: said once, and what waits stays in the store.
    let mut bench = refused_together(&forbidden);
    bench.kept();
    bench.input(Input::HistoryRead(Err(forbidden.clone().into())));
    assert_eq!(
        bench.deliveries(),
        [
            Delivery::Failed(forbidden.clone()),
            Delivery::Connection(ConnectionState::Closed),
            Delivery::Closed(ChatSessionCloseReason::Refused),
        ]
    );
    assert_eq!(bench.kept(), []);

    // While that is not known, they can be discarded and their time runs.
    let mut bench = refused_together(&forbidden);
    bench.input(Input::Discard { ticket: Ticket(4), message_id: "C:2".into() });
    assert!(bench.settled().contains(&(4, Ok(Some("c:2".into())))));
    let handed_over = bench.now;
    bench.input(Input::HistoryRead(Err(transport().into()))).sleep();
    while bench.now < handed_over + LIFETIME {
        bench.input(Input::HistoryRead(Err(transport().into()))).sleep();
    }
    let expired = |delivery: &Delivery| matches!(delivery, Delivery::Message { message_id, status: MessageStatus::Failed { .. } } if message_id == "c:3");
    assert_eq!(bench.deliveries().iter().filter(|delivery| expired(delivery)).count(), 1);

    // It does not: it dislikes one of the messages, and only that one fails.
    let mut bench = refused_together(&forbidden);
    bench.history(vec![]);
    assert_eq!(bench.sent(), [vec![written("two", 2)]]);
    bench.send_fails(forbidden.clone(), true).history(vec![]);
    assert!(bench.deliveries().contains(&status("c:2", MessageStatus::Failed { error: forbidden.clone() })));
    assert_eq!(bench.sent(), [vec![written("three", 3)]]);

    // A call that is waited for is answered at once.
    let mut bench = Bench::polling();
    bench.end(1).send_fails(forbidden.clone(), true);
    assert_eq!(bench.settled(), [(1, Err(forbidden))]);
}

/// Defect 60.
#[test]
fn message_that_was_refused_and_stands_in_the_history_was_sent() {
    let page = ContactCenterError::UnexpectedResponse { reason: "an HTML page".into(), status: 403 };
    for error in [page, coded("3000", 403)] {
        let mut bench = refused_together(&error);
        bench.history(vec![message("c", "c:2"), message("c", "c:3")]);
        let sent = |id: &str| status(id, MessageStatus::Sent);
        assert_eq!(bench.deliveries(), [sent("c:2"), sent("c:3")]);
        assert_eq!(bench.sent(), [[]; 0]);
    }
}

/// Lets a message be sent again, and fails it with `error`; the history does not hold it. Gives how often it was sent.
fn tries_until_it_fails(bench: &mut Bench, id: &str, error: &ContactCenterError) -> usize {
    let mut tries = 0;
    let failed = status(id, MessageStatus::Failed { error: error.clone() });
    while !bench.deliveries().contains(&failed) {
        if bench.sent().is_empty() {
            bench.sleep();
            continue;
        }
        tries += 1;
        bench.send_fails(error.clone(), true);
        assert_eq!(bench.requests(), ["history"]);
        bench.history(vec![]);
    }
    tries
}

/// Defect 61.
#[test]
fn message_that_is_refused_for_good_fails_after_three_tries_and_the_next_one_goes() {
    for code in [400, 403, 413, 414, 415, 422, 431] {
        let error = ContactCenterError::UnexpectedResponse { reason: "an HTML page".into(), status: code };
        let mut bench = Bench::polling();
        bench.text(1, "too long").text(2, "next");
        assert_eq!(tries_until_it_fails(&mut bench, "c:1", &error), 3, "{code}");
        let next = if bench.sent().is_empty() { bench.sleep() } else { Duration::ZERO };
        assert!(next <= 8 * SECOND, "{next:?}");
        bench.taken();
        assert!(bench.deliveries().contains(&status("c:2", MessageStatus::Sent)));
        bench.input(Input::Retry { ticket: Ticket(3), message_id: "c:1".into() });
        assert_eq!(bench.sent().last(), Some(&vec![written("too long", 1)]));
    }
}

/// Defect 61.
#[test]
fn message_whose_request_always_fails_alone_is_given_up_within_minutes() {
    let timeout = ContactCenterError::Timeout { reason: "while waiting".into() };
    let page = ContactCenterError::UnexpectedResponse { reason: "an HTML page".into(), status: 502 };
    for error in [coded("5500", 500), page, transport(), timeout] {
        let mut bench = Bench::polling();
        bench.text(1, "the server chokes on it").text(2, "next");
        let start = bench.now;
        let tries = tries_until_it_fails(&mut bench, "c:1", &error);
        let took = bench.now - start;
        assert!(tries >= 6 && (120 * SECOND..240 * SECOND).contains(&took), "{tries} tries in {took:?}");
    }
}

#[test]
fn nothing_cuts_a_pause_short_that_the_server_has_asked_for() {
    let busy = ContactCenterError::UnexpectedResponse { reason: "an empty body".into(), status: 429 };
    for (retry_after, least) in [(Some(50 * SECOND), 50 * SECOND), (None, Duration::ZERO)] {
        let mut bench = Bench::polling();
        bench.text(1, "one");
        bench.input(Input::SendFinished(Err(Failure { error: busy.clone(), retry_after, reached: true })));
        bench.requests();
        let retry = Input::Retry { ticket: Ticket(2), message_id: "c:1".into() };
        bench.input(Input::NetworkAvailable(false)).input(Input::NetworkAvailable(true)).history(vec![]).input(retry);
        let start = bench.now;
        let sent = loop {
            let sent = bench.sent();
            if !sent.is_empty() {
                break sent;
            }
            bench.sleep();
        };
        assert!(bench.now - start >= least && bench.now > start);
        assert_eq!(sent, [vec![written("one", 1)]]);
    }
}

#[test]
fn what_somebody_waits_for_goes_in_its_turn_behind_a_doubt() {
    let mut bench = Bench::polling();
    bench.text(1, "one").send_fails(transport(), true);
    bench.requests();
    bench.send(2, Outgoing::Once(ClientEvent::ChatSessionDisconnect)).text(3, "two");
    bench.history(vec![]).sleep();
    assert_eq!(bench.sent(), [vec![written("one", 1)]]);
    bench.taken();
    assert_eq!(bench.sent(), [[ClientEvent::ChatSessionDisconnect]], "alone, so that its answer is its own");
    bench.taken();
    assert_eq!(bench.sent(), [vec![written("two", 2)]]);
}

/// Defect 50.
#[test]
fn files_and_places_are_messages_with_ids_and_doubts_like_any_other() {
    let mut bench = Bench::polling();
    let place = ClientEvent::ChatSessionLocation {
        latitude: "1".into(),
        longitude: "2".into(),
        url: None,
        msg_id: String::new(),
    };
    bench.send(1, Outgoing::Message(place)).send_fails(transport(), true);
    assert_eq!(bench.settled(), [(1, Ok(Some("c:1".into())))]);
    let taken = Event::ChatSessionLocation {
        message_id: Some("C:1".into()),
        party_id: None,
        url: None,
        latitude: None,
        longitude: None,
        timestamp_ms: None,
    };
    bench.deliveries();
    bench.sent();
    bench.history(vec![taken]).text(2, "there").sleep();
    assert_eq!(bench.deliveries()[0], status("c:1", MessageStatus::Sent));
    assert_eq!(bench.sent(), [vec![written("there", 2)]]);
}

#[test]
fn receipts_that_wait_leave_room_for_messages_and_are_bounded_themselves() {
    let mut bench = Bench::polling();
    bench.input(Input::NetworkAvailable(false));
    for number in 0..3000 {
        bench.send(number, Outgoing::Receipt(Receipt { message_id: (number / 2).to_string(), read: true }));
    }
    bench.settled();
    bench.text(9000, "a word");
    assert_eq!(bench.settled(), [(9000, Ok(Some("c:1".into())))]);
    bench.input(Input::NetworkAvailable(true)).history(vec![]);
    let mut receipts = Vec::new();
    while let Some(batch) = bench.sent().pop() {
        receipts.extend(batch.into_iter().filter(|event| event.message_id().is_none()));
        bench.taken();
    }
    let receipt = |number: u64| ClientEvent::ChatSessionMessageRead { ref_msg_id: number.to_string() };
    assert_eq!(receipts, (500..1500).map(receipt).collect::<Vec<_>>(), "the latest thousand, each once");
}

#[test]
fn an_answer_in_text_goes_out_as_both_in_the_order_of_the_calls() {
    let mut bench = Bench::polling();
    let answer = ClientEvent::ChatFormDataCancel { form_request_id: "7".into(), form_name: String::new() };
    let message = ClientEvent::message("one", MessageFormat::Text, None);
    bench.text(0, "zero");
    bench.send(1, Outgoing::AnswerInText { answer: answer.clone(), message }).text(2, "two");
    assert_eq!(bench.settled().len(), 3);
    bench.sent();
    bench.taken();
    assert_eq!(bench.sent(), [vec![answer, written("one", 2), written("two", 3)]]);
}

#[test]
fn a_message_is_discarded_from_the_store_under_the_id_that_it_has_there_however_the_app_spells_it() {
    let mut bench = Bench::polling();
    bench.input(Input::NetworkAvailable(false)).text(1, "one");
    bench.kept();
    bench.input(Input::Discard { ticket: Ticket(2), message_id: "C:1".into() });
    assert_eq!(bench.kept(), [Change::Gone { message_id: "c:1".into() }]);
}

#[test]
fn a_thousand_messages_wait_and_one_more_is_refused() {
    let mut bench = Bench::polling();
    bench.input(Input::NetworkAvailable(false));
    for ticket in 0..1000 {
        bench.text(ticket, "waits");
    }
    assert!(bench.settled().iter().all(|(_, outcome)| outcome.is_ok()));
    bench.text(1000, "one too many");
    let Some((1000, Err(ContactCenterError::MessageNotSent { reason }))) = bench.settled().pop() else { panic!() };
    assert!(reason.starts_with("1000 messages"), "{reason}");
    // What says less than a message gives way to what is said now.
    for n in 0..1500 {
        bench.send(2000 + n, Outgoing::Receipt(Receipt { message_id: n.to_string(), read: true }));
    }
    assert!(bench.settled().iter().all(|(_, outcome)| outcome.is_ok()));
    bench.input(Input::NetworkAvailable(true)).history(vec![]);
    let mut sent = Vec::new();
    loop {
        let batches = bench.sent();
        if batches.is_empty() {
            break;
        }
        sent.extend(batches.into_iter().flatten());
        bench.taken();
    }
    let receipts = |event: &ClientEvent| matches!(event, ClientEvent::ChatSessionMessageRead { .. });
    assert_eq!((sent.len(), sent.iter().filter(|event| receipts(event)).count()), (2000, 1000));
    assert_eq!(sent.last(), Some(&ClientEvent::ChatSessionMessageRead { ref_msg_id: "1499".into() }));
}

#[test]
fn a_message_that_was_given_up_and_then_read_by_the_other_side_is_not_tried_again() {
    let mut bench = Bench::polling();
    bench.text(1, "one");
    bench.send_fails(coded("5003", 400), true);
    bench.deliveries();
    let receipt = Event::ChatSessionMessageRead {
        message_id: Some("C:1".into()),
        party_id: Some("agent".into()),
        timestamp_ms: None,
    };
    bench.polled(vec![receipt]);
    let deliveries = bench.deliveries();
    assert!(
        deliveries.ends_with(&[status("c:1", MessageStatus::Sent), status("c:1", MessageStatus::Read)]),
        "{deliveries:?}"
    );
    assert!(bench.kept().contains(&Change::Gone { message_id: "c:1".into() }));
    bench.settled();
    bench.input(Input::Retry { ticket: Ticket(2), message_id: "c:1".into() });
    let settled = bench.settled();
    assert!(matches!(&settled[..], [(2, Err(ContactCenterError::InvalidArgument { .. }))]), "{settled:?}");
    assert_eq!(bench.deliveries(), []);
}
