use super::*;
use crate::model::Timestamp;

fn message(id: &str) -> Event {
    Event::ChatSessionMessage {
        message_id: Some(id.into()),
        party_id: Some("P".into()),
        message: "hi".into(),
        message_text: "hi".into(),
        directive_id: None,
        channel: None,
        attachments: vec![],
        timestamp_ms: None,
    }
}

fn left(second: i64) -> Event {
    Event::ChatSessionPartyLeft {
        party_id: Some("P".into()),
        r#type: None,
        timestamp_ms: Some(Timestamp(second * 1000)),
    }
}

fn stream() -> Stream {
    Stream::new("C", [])
}

fn live(stream: &mut Stream, events: &[Event]) -> Vec<Event> {
    stream.live(events.to_vec()).0
}

/// The new ones of a history, read while no poll is in flight.
fn history(stream: &mut Stream, events: &[Event]) -> Vec<Event> {
    stream.history(events.to_vec(), false, UnderWay::default()).0.into_iter().flat_map(|(_, run)| run).collect()
}

#[test]
fn what_has_an_identity_is_delivered_once_by_whatever_door() {
    let mut stream = stream();
    assert_eq!(live(&mut stream, &[message("0"), message("0"), message("2")]), [message("0"), message("2")]);
    assert_eq!(history(&mut stream, &[message("0"), message("2"), message("4")]), [message("4")]);
    assert_eq!(live(&mut stream, &[message("4"), message("6")]), [message("6")]);
}

/// Defect 25.
#[test]
fn what_has_none_is_delivered_as_often_as_it_happened() {
    let mut stream = stream();
    assert_eq!(live(&mut stream, &[left(1), left(1)]), [left(1), left(1)]);
    assert_eq!(history(&mut stream, &[left(1), left(1), left(1)]), [left(1)]);
}

#[test]
fn what_a_history_was_first_to_bring_is_not_delivered_again_by_the_poll() {
    let mut stream = stream();
    assert_eq!(history(&mut stream, &[left(1)]), [left(1)]);
    assert_eq!(live(&mut stream, &[left(1), left(2)]), [left(2)]);
    stream.polled(false);
    assert_eq!(live(&mut stream, &[left(1)]), [left(1)], "and what comes after that has happened again");
}

#[test]
fn a_poll_that_was_begun_before_the_history_came_does_not_write_off_what_is_owed() {
    let mut stream = stream();
    stream.history(vec![left(1)], false, UnderWay { poll: true, send: false });
    stream.polled(false);
    assert_eq!(live(&mut stream, &[left(1)]), []);
    stream.polled(false);
    assert_eq!(live(&mut stream, &[left(1)]), [left(1)]);
}

#[test]
fn what_an_earlier_history_left_owed_is_written_off_in_its_own_time() {
    let mut stream = stream();
    assert_eq!(history(&mut stream, &[left(1)]), [left(1)]);
    // Another history is read while a poll is in flight; it brings something of its own.
    stream.history(vec![left(1), left(2)], false, UnderWay { poll: true, send: false });
    stream.polled(false);
    assert_eq!(
        live(&mut stream, &[left(1), left(2)]),
        [left(1)],
        "the one that was owed first was lost, and this is another"
    );
}

#[test]
fn a_send_that_was_begun_before_the_history_came_may_still_bring_what_is_owed() {
    let mut stream = stream();
    stream.history(vec![left(1)], false, UnderWay { poll: false, send: true });
    stream.polled(false);
    assert_eq!(live(&mut stream, &[left(1)]), []);
    stream.sent();
    assert_eq!(live(&mut stream, &[left(1)]), [left(1)]);
}

#[test]
fn what_is_held_back_settles_what_is_owed_and_is_still_news_afterwards() {
    let mut stream = stream();
    history(&mut stream, &[left(1), left(1)]);
    assert_eq!(stream.hold_back(vec![left(1), left(2)]), [left(2)]);
    stream.polled(false);
    assert_eq!(history(&mut stream, &[left(1), left(1), left(2), left(3)]), [left(2), left(3)]);
    assert_eq!(live(&mut stream, &[left(2)]), [], "the history brought it meanwhile");
    stream.polled(false);
    assert_eq!(live(&mut stream, &[left(1)]), [left(1)], "no debt is left");
}

#[test]
fn our_own_messages_are_never_news_in_whatever_case_the_server_spells_the_chat_id() {
    let mut stream = stream();
    stream.is_ours("C:1");
    let echo = Event::ChatSessionMessage {
        message_id: Some("c:1".into()),
        party_id: Some("c".into()),
        message: "hi".into(),
        message_text: "hi".into(),
        directive_id: None,
        channel: None,
        attachments: vec![],
        timestamp_ms: None,
    };
    assert_eq!(live(&mut stream, std::slice::from_ref(&echo)), []);
    assert_eq!(history(&mut stream, &[echo]), []);
}

#[test]
fn after_a_restart_the_store_tells_old_from_new() {
    let mut first = stream();
    let (_, keys) = first.live(vec![message("0"), left(1)]);
    let mut second = Stream::new("C", keys);
    let (runs, _) = second.history(vec![message("0"), left(1), message("2")], true, UnderWay::default());
    assert_eq!(runs, [(EventOrigin::History, vec![message("0"), left(1)]), (EventOrigin::Live, vec![message("2")])]);
    let (runs, _) = stream().history(vec![message("0")], true, UnderWay::default());
    assert_eq!(runs, [(EventOrigin::History, vec![message("0")])], "without a store all of it is old");
}

#[test]
fn who_was_typing_is_not_told_late() {
    let typing = Event::ChatSessionTyping { party_id: Some("P".into()), draft: None, timestamp_ms: None };
    let mut stream = stream();
    assert_eq!(history(&mut stream, &[typing.clone(), message("0")]), [message("0")]);
    assert_eq!(live(&mut stream, std::slice::from_ref(&typing)), [], "the poll's copy is as late");
}

#[test]
fn files_come_once_and_edits_as_often_as_they_happened() {
    let file = Event::ChatSessionFile {
        message_id: Some("4".into()),
        party_id: Some("P".into()),
        file_id: Some("f".into()),
        file_name: None,
        file_type: None,
        timestamp_ms: None,
    };
    let edit = Event::ChatSessionMessageEdit {
        message_id: Some("0".into()),
        party_id: Some("P".into()),
        message: "ho".into(),
        message_text: "ho".into(),
        timestamp_ms: None,
    };
    let mut stream = stream();
    let told = [message("0"), file.clone(), edit.clone(), edit.clone()];
    assert_eq!(live(&mut stream, &told), told);
    assert_eq!(live(&mut stream, std::slice::from_ref(&file)), []);
    let all = [&told[..], std::slice::from_ref(&edit)].concat();
    assert_eq!(history(&mut stream, &all), [edit], "edited a third time");
}

#[test]
fn of_our_own_doings_only_messages_are_told_late() {
    let ours = |event: &str| -> Event {
        let party_id = Some("c".to_owned());
        match event {
            "read" => Event::ChatSessionMessageRead { message_id: Some("0".into()), party_id, timestamp_ms: None },
            "page" => {
                Event::ChatSessionNavigation { message_id: None, party_id, page: None, title: None, timestamp_ms: None }
            }
            _ => Event::ChatSessionFormShow {
                form_request_id: Some("1".into()),
                form_name: None,
                form_timeout: None,
                channel: None,
                party_id,
                timestamp_ms: None,
            },
        }
    };
    let from_elsewhere = Event::ChatSessionLocation {
        message_id: Some("x".into()),
        party_id: Some("C".into()),
        url: None,
        latitude: None,
        longitude: None,
        timestamp_ms: None,
    };
    let read_by_them = Event::ChatSessionMessageRead {
        message_id: Some("C:1".into()),
        party_id: Some("c".into()),
        timestamp_ms: None,
    };
    let form = ours("a form names no party, and a history gives it to the customer");
    let events = [ours("read"), ours("page"), form.clone(), from_elsewhere.clone(), read_by_them.clone()];
    assert_eq!(history(&mut stream(), &events), [form, from_elsewhere, read_by_them]);
}
