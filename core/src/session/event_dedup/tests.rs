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
        is_message_text_derived: false,
    }
}

fn left(second: i64) -> Event {
    Event::ChatSessionPartyLeft {
        party_id: Some("P".into()),
        r#type: None,
        timestamp_ms: Some(Timestamp(second * 1000)),
    }
}

fn dedup() -> EventDedup {
    EventDedup::new("C", [])
}

/// A time at which pending duplicates that no answer may bring any more are forgotten.
fn later() -> Instant {
    Instant::now() + 2 * PENDING_FOR
}

fn live(dedup: &mut EventDedup, events: &[Event]) -> Vec<Event> {
    dedup.live(events.to_vec()).0
}

fn synced(dedup: &mut EventDedup, events: &[Event]) -> Synced {
    dedup.history(events.to_vec(), false, UnderWay::default(), Instant::now())
}

/// The new ones of a history, read while no poll is in flight.
fn history(dedup: &mut EventDedup, events: &[Event]) -> Vec<Event> {
    synced(dedup, events).runs.into_iter().flat_map(|(_, run)| run).collect()
}

#[test]
fn what_has_an_identity_is_delivered_once_by_whatever_door() {
    let mut dedup = dedup();
    assert_eq!(live(&mut dedup, &[message("0"), message("0"), message("2")]), [message("0"), message("2")]);
    assert_eq!(history(&mut dedup, &[message("0"), message("2"), message("4")]), [message("4")]);
    assert_eq!(live(&mut dedup, &[message("4"), message("6")]), [message("6")]);
}

/// Defect 25.
#[test]
fn what_has_none_is_delivered_as_often_as_it_happened() {
    let mut dedup = dedup();
    assert_eq!(live(&mut dedup, &[left(1), left(1)]), [left(1), left(1)]);
    assert_eq!(history(&mut dedup, &[left(1), left(1), left(1)]), [left(1)]);
}

#[test]
fn what_a_history_was_first_to_bring_is_not_delivered_again_by_the_poll() {
    let mut dedup = dedup();
    assert_eq!(history(&mut dedup, &[left(1)]), [left(1)]);
    assert_eq!(live(&mut dedup, &[left(1), left(2)]), [left(2)]);
    dedup.polled(false, later());
    assert_eq!(live(&mut dedup, &[left(1)]), [left(1)], "and what comes after that has happened again");
}

#[test]
fn a_poll_that_was_begun_before_the_history_came_does_not_write_off_what_is_owed() {
    let mut dedup = dedup();
    dedup.history(vec![left(1)], false, UnderWay { poll: true, send: false }, Instant::now());
    dedup.polled(false, later());
    assert_eq!(live(&mut dedup, &[left(1)]), []);
    dedup.polled(false, later());
    assert_eq!(live(&mut dedup, &[left(1)]), [left(1)]);
}

#[test]
fn what_an_earlier_history_left_owed_is_written_off_in_its_own_time() {
    let mut dedup = dedup();
    assert_eq!(history(&mut dedup, &[edit("0", "a")]), [edit("0", "a")]);
    // Another history is read while a poll is in flight; it brings something of its own.
    dedup.history(vec![edit("0", "a"), edit("0", "b")], false, UnderWay { poll: true, send: false }, Instant::now());
    dedup.polled(false, later());
    assert_eq!(
        live(&mut dedup, &[edit("0", "a"), edit("0", "b")]),
        [edit("0", "a")],
        "the one that was owed first was lost, and this is another"
    );
}

#[test]
fn a_send_that_was_begun_before_the_history_came_may_still_bring_what_is_owed() {
    let mut dedup = dedup();
    dedup.history(vec![left(1)], false, UnderWay { poll: false, send: true }, Instant::now());
    dedup.polled(false, later());
    assert_eq!(live(&mut dedup, &[left(1)]), []);
    dedup.sent(later());
    assert_eq!(live(&mut dedup, &[left(1)]), [left(1)]);
}

#[test]
fn what_is_held_back_settles_what_is_owed_and_is_still_news_afterwards() {
    let mut dedup = dedup();
    history(&mut dedup, &[edit("0", "a"), edit("0", "a")]);
    assert_eq!(dedup.defer(vec![edit("0", "a"), edit("0", "b")]), [edit("0", "b")]);
    dedup.polled(false, later());
    assert_eq!(
        history(&mut dedup, &[edit("0", "a"), edit("0", "a"), edit("0", "b"), edit("0", "c")]),
        [edit("0", "b"), edit("0", "c")]
    );
    assert_eq!(live(&mut dedup, &[edit("0", "b")]), [], "the history brought it meanwhile");
    dedup.polled(false, later());
    assert_eq!(live(&mut dedup, &[edit("0", "a")]), [edit("0", "a")], "no debt is left");
}

#[test]
fn our_own_messages_are_never_news_in_whatever_case_the_server_spells_the_chat_id() {
    let mut dedup = dedup();
    dedup.register_own_message("C:1");
    let echo = Event::ChatSessionMessage {
        message_id: Some("c:1".into()),
        party_id: Some("c".into()),
        message: "hi".into(),
        message_text: "hi".into(),
        directive_id: None,
        channel: None,
        attachments: vec![],
        timestamp_ms: None,
        is_message_text_derived: false,
    };
    assert_eq!(live(&mut dedup, std::slice::from_ref(&echo)), []);
    assert_eq!(history(&mut dedup, &[echo]), []);
}

#[test]
fn after_a_restart_the_store_tells_old_from_new() {
    let mut first = dedup();
    let (_, keys) = first.live(vec![message("0"), left(1)]);
    let mut second = EventDedup::new("C", keys);
    let Synced { runs, .. } =
        second.history(vec![message("0"), left(1), message("2")], true, UnderWay::default(), Instant::now());
    assert_eq!(runs, [(EventOrigin::History, vec![message("0"), left(1)]), (EventOrigin::Live, vec![message("2")])]);
    let Synced { runs, .. } = dedup().history(vec![message("0")], true, UnderWay::default(), Instant::now());
    assert_eq!(runs, [(EventOrigin::History, vec![message("0")])], "without a store all of it is old");
}

#[test]
fn who_was_typing_is_not_told_late() {
    let typing = Event::ChatSessionTyping { party_id: Some("P".into()), draft: None, timestamp_ms: None };
    let mut dedup = dedup();
    assert_eq!(history(&mut dedup, &[typing.clone(), message("0")]), [message("0")]);
    assert_eq!(live(&mut dedup, std::slice::from_ref(&typing)), [], "the poll's copy is as late");
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
    let mut dedup = dedup();
    let told = [message("0"), file.clone(), edit.clone(), edit.clone()];
    assert_eq!(live(&mut dedup, &told), told);
    assert_eq!(live(&mut dedup, std::slice::from_ref(&file)), []);
    let all = [&told[..], std::slice::from_ref(&edit)].concat();
    assert_eq!(history(&mut dedup, &all), [edit], "edited a third time");
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
    assert_eq!(history(&mut dedup(), &events), [form, from_elsewhere, read_by_them]);
}

fn text(id: &str, text: &str) -> Event {
    let mut event = message(id);
    if let Event::ChatSessionMessage { message, message_text, .. } = &mut event {
        (*message, *message_text) = (text.into(), text.into());
    }
    event
}

fn edit(id: &str, text: &str) -> Event {
    Event::ChatSessionMessageEdit {
        message_id: Some(id.into()),
        party_id: Some("P".into()),
        message: text.into(),
        message_text: text.into(),
        timestamp_ms: None,
    }
}

fn read(id: &str) -> Event {
    Event::ChatSessionMessageRead { message_id: Some(id.into()), party_id: Some("P".into()), timestamp_ms: None }
}

fn joined(timestamp_ms: Option<Timestamp>) -> Event {
    Event::ChatSessionPartyJoined {
        party_id: Some("P".into()),
        first_name: None,
        last_name: None,
        display_name: None,
        r#type: None,
        timestamp_ms,
    }
}

/// Defect 55.
#[test]
fn messages_with_one_id_and_different_texts_are_all_delivered() {
    let both = [text("0", "welcome"), text("0", "please wait")];
    let mut dedup = dedup();
    assert_eq!(live(&mut dedup, &both), both);
    assert_eq!(live(&mut dedup, &both), [], "and each once");
    assert_eq!(history(&mut dedup, &both), []);
    let third = text("0", "still there?");
    let all = [&both[..], std::slice::from_ref(&third)].concat();
    assert_eq!(history(&mut dedup, &all), std::slice::from_ref(&third));
    assert_eq!(live(&mut dedup, &[third]), []);
    assert_eq!(history(&mut self::dedup(), &both), both, "from a history as well");
}

/// Defect 56.
/// Defect 84.
#[test]
fn echo_of_an_own_message_is_dropped_whatever_others_say_under_its_id() {
    let mut dedup = dedup();
    dedup.register_own_message("C:1");
    let agents = [text("C:1", "an agent's"), edit("C:1", "as it was edited")];
    assert_eq!(live(&mut dedup, &agents), agents);
    let echo = Event::ChatSessionLocation {
        message_id: Some("C:1".into()),
        party_id: None,
        url: None,
        latitude: None,
        longitude: None,
        timestamp_ms: None,
    };
    assert_eq!(live(&mut dedup, &[echo]), []);
}

#[test]
fn event_is_delivered_once_however_the_history_writes_its_time() {
    let times = [None, Some(Timestamp(1_614_718_750_000)), Some(Timestamp(1_614_718_751_000))];
    for first in times {
        for second in times {
            let mut dedup = dedup();
            assert_eq!(live(&mut dedup, &[joined(first)]), [joined(first)]);
            assert_eq!(history(&mut dedup, &[joined(second)]), [], "{first:?} {second:?}");
            let mut dedup = self::dedup();
            assert_eq!(history(&mut dedup, &[joined(first)]), [joined(first)]);
            assert_eq!(live(&mut dedup, &[joined(second)]), [], "{first:?} {second:?}");
        }
    }
}

#[test]
fn history_tells_which_of_two_equal_events_was_lost_by_their_times() {
    let [first, second] = [1000, 2000].map(|ms| joined(Some(Timestamp(ms))));
    let mut dedup = dedup();
    live(&mut dedup, std::slice::from_ref(&second));
    assert_eq!(history(&mut dedup, &[first.clone(), second]), [first]);
}

#[test]
fn second_event_is_new_where_the_history_rewrites_all_times() {
    let mut dedup = dedup();
    live(&mut dedup, &[joined(Some(Timestamp(1000)))]);
    let rewritten = [joined(Some(Timestamp(1001))), joined(Some(Timestamp(2001)))];
    assert_eq!(history(&mut dedup, &rewritten), rewritten[1..]);
    assert_eq!(history(&mut dedup, &rewritten), []);
}

/// Defect 57.
#[test]
fn text_that_changed_while_the_app_was_away_is_an_edit_once() {
    let mut first = dedup();
    let (_, keys) = first.live(vec![text("2", "old"), text("4", "gone")]);
    for everything in [false, true] {
        let mut dedup = EventDedup::new("C", keys.clone());
        let list = vec![text("2", "new"), text("4", "")];
        let Synced { runs, keys: more, .. } =
            dedup.history(list.clone(), everything, UnderWay::default(), Instant::now());
        let deleted = Event::ChatSessionMessageDelete {
            message_id: Some("4".into()),
            party_id: Some("P".into()),
            timestamp_ms: None,
        };
        let live_runs = runs.into_iter().filter(|(origin, _)| *origin == EventOrigin::Live);
        let told: Vec<_> = live_runs.flat_map(|(_, run)| run).collect();
        assert_eq!(told, [edit("2", "new"), deleted]);
        assert_eq!(live(&mut dedup, &[edit("2", "new")]), [], "the poll's copy of that edit");
        assert_eq!(history(&mut dedup, &list), []);
        let mut third = EventDedup::new("C", keys.iter().copied().chain(more));
        assert_eq!(history(&mut third, &list), [], "nor after another restart");
    }
}

#[test]
fn edit_that_stands_in_the_history_or_was_delivered_is_not_made_up() {
    let mut dedup = dedup();
    live(&mut dedup, &[text("2", "old")]);
    let list = [text("2", "new"), edit("2", "new")];
    assert_eq!(history(&mut dedup, &list), [edit("2", "new")]);
    let mut dedup = self::dedup();
    live(&mut dedup, &[text("2", "old"), edit("2", "new")]);
    assert_eq!(history(&mut dedup, &list[..1]), []);
}

#[test]
fn what_an_earlier_version_kept_of_a_message_leads_to_no_edit() {
    let mut first = dedup();
    let (_, keys) = first.live(vec![message("0")]);
    let mut second = EventDedup::new("C", keys.into_iter().take(1));
    assert_eq!(history(&mut second, &[text("0", "another text")]), []);
    assert_eq!(history(&mut second, &[text("0", "edited since")]), [edit("0", "edited since")]);
}

/// Defect 58.
#[test]
fn copy_that_a_server_queues_late_is_not_delivered_again() {
    let mut dedup = dedup();
    assert_eq!(history(&mut dedup, &[edit("0", "a")]), [edit("0", "a")]);
    for _ in 0..3 {
        dedup.polled(false, Instant::now());
    }
    assert!(dedup.is_ambiguous(&[edit("0", "a")]), "a history is to count it");
    assert_eq!(dedup.defer(vec![edit("0", "a")]), []);
}

/// Defect 59.
#[test]
fn answer_that_repeats_a_delivered_message_or_receipt_is_recognised() {
    let mut dedup = dedup();
    assert!(!dedup.is_repeated(&[message("0")]));
    live(&mut dedup, &[message("0")]);
    assert!(dedup.is_repeated(&[joined(None), message("0")]));
    assert!(!dedup.is_repeated(&[text("0", "another of that id")]));
    assert!(!dedup.is_repeated(&[read("0")]));
    live(&mut dedup, &[read("0")]);
    assert!(dedup.is_repeated(&[read("0")]));
    history(&mut dedup, &[message("0"), message("2")]);
    assert!(!dedup.is_repeated(&[message("2")]), "the copy of what a history brought");
    dedup.register_own_message("C:1");
    let mut echo = message("C:1");
    if let Event::ChatSessionMessage { party_id, .. } = &mut echo {
        *party_id = Some("c".into());
    }
    assert!(!dedup.is_repeated(&[echo]));
}
