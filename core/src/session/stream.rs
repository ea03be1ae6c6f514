//! The one stream of a chat's events, whatever the door they come in by: poll, answer to a send, history.
//!
//! The protocol numbers nothing and acknowledges nothing, so what an event is the same as must be told from its
//! content. Two kinds of events:
//!
//! - Those with an *identity*: messages and receipts, by party and message id. The second one with the
//!   same identity is the first one again, whenever and wherever it comes.
//! - All others, by everything that they say. Two of them may be alike and yet be two (typing twice in one second),
//!   so they are *counted*: a history is complete and in order, so its n-th event of a kind is one that was
//!   delivered if n or more of that kind were.
//!
//! A history runs ahead of the poll: what it brought and the server had still queued comes again with the next
//! answers. Every event that a history was first to bring is therefore *owed*: the poll's copy of it settles the
//! debt instead of being delivered. Debts are written off when a poll that was begun after the history has been
//! answered, and a send that was under way then: answers bring everything that was queued, so a copy that has not come by
//! then was lost.

use std::{collections::HashMap, hash::Hasher};

use siphasher::sip::SipHasher13;

use crate::model::{ContactCenterEvent as Event, EventOrigin};

/// Stands for an event: a hash of its identity or of its content, the same on every machine, because it is
/// kept in the store. 64 bits: among ten thousand events of a chat, two different ones collide once in
/// 10^11 chats.
pub(crate) type Key = u64;

#[derive(Debug, Default)]
pub(super) struct Stream {
    chat_id: String,
    /// How many of each were delivered. Grows with the chat, by 16 bytes and a little an event.
    delivered: HashMap<Key, u32>,
    /// What a history brought and the poll may bring again.
    owed: HashMap<Key, u32>,
    /// How many more polls must be answered before the debts are written off.
    polls_until_write_off: u32,
    /// Set while a send that was begun before the history may bring what is owed.
    awaits_send: bool,
}

/// What was under way when a history came.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct UnderWay {
    pub(super) poll: bool,
    pub(super) send: bool,
}

/// What a history brought, in its order: runs of events with their origin.
pub(super) type Runs = Vec<(EventOrigin, Vec<Event>)>;

impl Stream {
    pub(super) fn new(chat_id: &str, delivered: impl IntoIterator<Item = Key>) -> Self {
        let mut stream = Self { chat_id: chat_id.to_ascii_lowercase(), ..Self::default() };
        for key in delivered {
            *stream.delivered.entry(key).or_default() += 1;
        }
        stream
    }

    /// Counts a message of ours as delivered: should the server echo it, it is no news.
    pub(super) fn is_ours(&mut self, message_id: &str) -> Key {
        let key = identity("message", Some(&self.chat_id), message_id);
        self.delivered.insert(key, 1);
        key
    }

    /// Those of `events`, from a poll or from the answer to a send, that are news; and their keys.
    pub(super) fn live(&mut self, events: Vec<Event>) -> (Vec<Event>, Vec<Key>) {
        let mut keys = Vec::new();
        let mut news = events;
        news.retain(|event| {
            let (key, has_identity) = key_of(event);
            let count = self.delivered.entry(key).or_default();
            let owed = self.owed.get_mut(&key).filter(|owed| **owed > 0);
            let is_news = match owed {
                _ if has_identity => *count == 0,
                Some(owed) => {
                    *owed -= 1;
                    false
                }
                None => true,
            };
            if is_news {
                *count += 1;
                keys.push(key);
            }
            is_news
        });
        (news, keys)
    }

    /// Those of `events`, from a poll, that are news, but not yet to be delivered: they go through `live` once more. What was
    /// owed is settled now.
    pub(super) fn hold_back(&mut self, events: Vec<Event>) -> Vec<Event> {
        let (news, keys) = self.live(events);
        for key in keys {
            self.delivered.entry(key).and_modify(|count| *count -= 1);
        }
        news
    }

    /// A poll has been answered, and its events have gone through `live`. A send that is under way then may have taken out of
    /// the server's queue what the poll did not find there.
    pub(super) fn polled(&mut self, send_under_way: bool) {
        self.polls_until_write_off = self.polls_until_write_off.saturating_sub(1);
        self.awaits_send |= send_under_way;
        self.write_off();
    }

    /// A send has ended, and the events of its answer have gone through `live`.
    pub(super) fn sent(&mut self) {
        self.awaits_send = false;
        self.write_off();
    }

    fn write_off(&mut self) {
        if self.polls_until_write_off == 0 && !self.awaits_send {
            self.owed.clear();
        }
    }

    /// What a complete history holds that was not delivered yet, and its keys.
    ///
    /// With `everything`, for a chat that has just been opened, what was delivered before (in an earlier run, as the
    /// store tells) is among it, with the origin `History`; the rest is `Live`, unless nothing is known of any earlier
    /// run: then all of it is `History`.
    pub(super) fn history(&mut self, events: Vec<Event>, everything: bool, under_way: UnderWay) -> (Runs, Vec<Key>) {
        let nothing_known = self.delivered.is_empty();
        let mut keys = Vec::new();
        let mut found: HashMap<Key, u32> = HashMap::new();
        let mut runs: Runs = Vec::new();
        for event in events {
            let (key, has_identity) = key_of(&event);
            let nth = found.entry(key).or_default();
            *nth += 1;
            let delivered = self.delivered.entry(key).or_default();
            let is_repeated = has_identity && *nth > 1;
            let is_new = *nth > *delivered && !is_repeated;
            if is_new {
                *delivered += 1;
                keys.push(key);
            }
            // An earlier run may have had it from a history, and died before any poll brought it.
            if is_new || everything {
                *self.owed.entry(key).or_default() += 1;
            }
            let origin =
                if is_new && !(everything && nothing_known) { EventOrigin::Live } else { EventOrigin::History };
            let is_wanted = if everything { !is_repeated } else { is_new && !self.is_past(&event) };
            if is_wanted {
                match runs.last_mut() {
                    Some((last, run)) if *last == origin => run.push(event),
                    _ => runs.push((origin, vec![event])),
                }
            }
        }
        self.polls_until_write_off = 1 + u32::from(under_way.poll);
        self.awaits_send = under_way.send;
        (runs, keys)
    }

    /// What nobody misses when it comes late: our own doings, and who was typing.
    fn is_past(&self, event: &Event) -> bool {
        match event {
            Event::ChatSessionTyping { .. } | Event::ChatSessionNotTyping { .. } => true,
            Event::ChatSessionDisconnect | Event::ChatSessionEnd => true,
            other => other.party_id().is_some_and(|party| party.eq_ignore_ascii_case(&self.chat_id)),
        }
    }
}

/// The key of an event, and whether it stands for an identity.
fn key_of(event: &Event) -> (Key, bool) {
    let (name, id) = match event {
        Event::ChatSessionMessage { message_id, .. } => ("message", message_id),
        Event::ChatSessionMessageDelivered { message_id, .. } => ("delivered", message_id),
        Event::ChatSessionMessageRead { message_id, .. } => ("read", message_id),
        _ => ("", &None),
    };
    match id {
        Some(id) => (identity(name, event.party_id(), id), true),
        None => {
            let content = serde_json::to_vec(event).expect("an event serialises");
            (hash([&content[..]]), false)
        }
    }
}

fn identity(name: &str, party: Option<&str>, message_id: &str) -> Key {
    let party = party.map(str::to_ascii_lowercase).unwrap_or_default();
    hash([name.as_bytes(), party.as_bytes(), message_id.to_ascii_lowercase().as_bytes()])
}

fn hash<const N: usize>(parts: [&[u8]; N]) -> Key {
    let mut hasher = SipHasher13::new();
    for part in parts {
        hasher.write(&(part.len() as u64).to_le_bytes());
        hasher.write(part);
    }
    hasher.finish()
}

#[cfg(test)]
mod tests {
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
        assert_eq!(
            runs,
            [(EventOrigin::History, vec![message("0"), left(1)]), (EventOrigin::Live, vec![message("2")])]
        );
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
    fn keys_never_change_because_they_are_kept() {
        assert_eq!([message("0"), left(1)].map(|event| key_of(&event).0), [13165496911904774012, 15770312874946964270]);
    }
}
