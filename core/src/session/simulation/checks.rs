//! The invariants that are checked at the end of a run: what the SDK promises.

use super::{
    app::Line,
    events,
    world::{LONG, World},
};
use crate::{
    model::{ConnectionState, ContactCenterEvent as Event, MessageStatus},
    wire::ClientEvent,
};

impl World {
    pub(super) fn check_the_end(&self) {
        for line in &self.lines {
            nothing_came_twice(line);
            each_call_was_answered(line);
            // A message that was on its way when the session ended has failed, and an event that was not fetched is lost.
            if !line.ended_in_chaos {
                nothing_was_lost(line);
                events_came_in_order(line);
                messages_arrived_once_and_in_order(line);
                if self.lifetime == LONG {
                    only_hopeless_messages_failed(line);
                }
                edits_are_known(line);
                statuses_are_true(line);
            }
            calls_went_out_in_order(line);
            it_ended_once(line);
        }
    }
}

/// A message fails where it was refused for good, or tried in vain again and again.
fn only_hopeless_messages_failed(line: &Line) {
    for id in &line.disk.failed {
        let tries = line.failed_sends.get(id).copied().unwrap_or_default();
        assert!(tries >= 3, "{id} failed after {tries} tries");
    }
    let is_too_large = |text: &&String| text.parse::<u32>().is_ok_and(|label| label % 13 == 0);
    for text in line.server.taken_texts().iter().filter(is_too_large) {
        assert!(!line.server.habits.has_size_limit, "{text} has passed the gateway");
    }
}

/// What a message says that was changed while the app was away the app knows by now, and of each change it was told once.
fn edits_are_known(line: &Line) {
    let told = || line.told.live.iter().chain(&line.told.earlier);
    for (id, text) in &line.server.edited {
        let says = |event: &&Event| events::says(event, id).is_some_and(|said| said == text);
        assert!(told().any(|event| says(&event)), "{id} says {text}, and the app does not know");
    }
    let mut edits: Vec<_> = line.told.live.iter().filter(|event| events::is_silent_edit(event)).collect();
    let all = edits.len();
    edits.dedup();
    assert_eq!(edits.len(), all, "an edit was told twice: {edits:?}");
}

/// As the app would compare them: what has no party is the customer's in a history.
fn happened(line: &Line) -> Vec<Event> {
    let is_news = |event: &&Event| !matches!(event, Event::ChatSessionTyping { .. });
    let chat_id = &line.server.chat_id;
    let theirs = line.server.history.iter().filter(is_news).filter(|event| !events::is_the_apps(event, chat_id));
    as_in_a_history(theirs, line)
}

fn as_in_a_history<'a>(events: impl IntoIterator<Item = &'a Event>, line: &Line) -> Vec<Event> {
    let comparable = |event: &Event| {
        let event = events::given_to_the_customer(event, &line.server.chat_id);
        let event = if line.server.habits.rewrites_times { events::without_time(&event) } else { event };
        events::without_edited_text(event, &line.server.edited)
    };
    events.into_iter().filter(|event| !events::is_silent_edit(event)).map(comparable).collect()
}

/// All of it, which `Debug` redacts.
fn written(event: &Event) -> String {
    serde_json::to_string(event).expect("an event serialises")
}

fn count(events: &[Event], wanted: &Event) -> usize {
    events.iter().filter(|event| *event == wanted).count()
}

fn nothing_came_twice(line: &Line) {
    let (happened, live) = (happened(line), as_in_a_history(&line.told.live, line));
    // Of a session that is over there is no history, and nothing else tells what an earlier run has had of events without an id.
    let is_known = |event: &&Event| !line.ended_in_chaos || events::id_of(event).is_some();
    for event in happened.iter().filter(is_known) {
        let (times, told) = (count(&happened, event), count(&live, event));
        assert!(told <= times, "twice: {}, {told} times instead of {times}", written(event));
    }
}

fn nothing_was_lost(line: &Line) {
    let (happened, live) = (happened(line), as_in_a_history(&line.told.live, line));
    let earlier = as_in_a_history(&line.told.earlier, line);
    for event in &happened {
        let (times, told) = (count(&happened, event), count(&live, event));
        // In a history of an earlier run there may be all of them.
        let was_earlier = earlier.contains(event);
        assert!(told == times || was_earlier, "lost: {}, {told} times instead of {times}", written(event));
    }
}

/// On a server that answers sends with events, two answers may overtake each other.
fn events_came_in_order(line: &Line) {
    let ids = line.told.live.iter().filter_map(events::id_of).filter_map(|id| id.parse::<u32>().ok());
    let may_overtake = line.server.habits.answers_with_events || line.histories_put_off;
    assert!(may_overtake || ids.is_sorted(), "out of order: {:?}", line.told.live);
}

fn messages_arrived_once_and_in_order(line: &Line) {
    let mut handed_over: Vec<&str> = Vec::new();
    for id in &line.handed_over {
        if !handed_over.contains(&id.as_str()) {
            handed_over.push(id);
        }
    }
    let arrived = line.server.messages();
    let count = |id: &str| arrived.iter().filter(|arrived| *arrived == id).count();
    for id in &handed_over {
        let may_be_missing = line.thoughts.may_be_missing(id) || line.disk.failed.contains(*id);
        let times = count(id);
        assert!(times == 1 || times == 0 && may_be_missing, "{id} has arrived {times} times");
    }
    let in_order = |id: &&str| !line.thoughts.may_be_anywhere(id);
    let expected: Vec<_> = handed_over.into_iter().filter(|id| count(id) == 1).filter(in_order).collect();
    let arrived: Vec<_> = arrived.iter().map(String::as_str).filter(in_order).collect();
    assert_eq!(arrived, expected, "what the server has against what the app handed over");
}

/// Whatever arrived more than once (a note may) arrived first in its turn.
fn calls_went_out_in_order(line: &Line) {
    let mut seen = Vec::new();
    let in_order = |event: &&ClientEvent| !event.message_id().is_some_and(|id| line.thoughts.may_be_anywhere(id));
    for label in line.server.taken.iter().filter(in_order).filter_map(events::label_of) {
        if !seen.contains(&label) {
            seen.push(label);
        }
    }
    assert!(seen.is_sorted(), "out of the order of the calls: {seen:?}");
}

fn statuses_are_true(line: &Line) {
    for (id, status) in &line.told.statuses {
        let is_there = matches!(status, MessageStatus::Sent | MessageStatus::Delivered | MessageStatus::Read);
        let has_failed = matches!(status, MessageStatus::Failed { .. }) && line.disk.failed.contains(id);
        assert!(is_there || has_failed || line.thoughts.may_be_missing(id), "{id}: {status:?}");
    }
}

fn each_call_was_answered(line: &Line) {
    assert!(line.told.calls.is_empty(), "no answer to {:?}", line.told.calls);
}

fn it_ended_once(line: &Line) {
    let expected = if line.server.is_over { ConnectionState::Closed } else { ConnectionState::Connected };
    // An app that was dead when its session ended is told nothing of it: it gets another.
    if line.told.state.is_some() {
        assert_eq!(line.told.state, Some(expected));
        assert_eq!(line.told.closed, usize::from(line.server.is_over));
        assert_eq!(line.told.refusals, usize::from(line.server.has_shut_out));
        assert_eq!(line.engine.is_none(), line.server.is_over);
    }
}
