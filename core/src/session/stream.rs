//! The one stream of a chat's events, whatever the door they come in by: poll, answer to a send, history.
//!
//! The protocol numbers nothing and acknowledges nothing, so what an event is the same as must be told from its
//! content (see `key`). Two kinds of events:
//!
//! - Those with an *identity*: what is shown as a message (texts, files, places) and receipts. The second one with the same
//!   identity is the first one again, whenever and wherever it comes.
//! - All others. Two of them may be alike and yet be two (typing twice in one second, a
//!   message edited twice), so they are *counted*: a history is complete and in order, so its n-th event of a kind is one
//!   that was delivered if n or more of that kind were.
//!
//! A history runs ahead of the poll: what it brought and the server had still queued comes again with the next
//! answers. Every event that a history was first to bring is therefore *owed*: the poll's copy of it settles the
//! debt instead of being delivered. What a history left owed is written off when a poll that was begun after it has been
//! answered, and a send that was under way then: answers bring everything that was queued, so a copy that has not come by
//! then was lost. Whether an event without an identity is the copy or another one that is alike, nothing in it tells: the answer to
//! a poll that holds such a one is held back until another history has counted them.

use std::collections::HashMap;

use super::key::{Key, is_numbered, key_of, key_of_ours};
use crate::model::{ContactCenterEvent as Event, EventOrigin};

#[derive(Debug, Default)]
pub(super) struct Stream {
    chat_id: String,
    /// Set where an earlier run left word of what it delivered.
    knows_earlier_run: bool,
    /// Set where a machine has taken over from another, until its first history: what that one had delivered and the server has
    /// still queued is unknown.
    is_unsure: bool,
    /// How many of each were delivered. Grows with the chat, by 16 bytes and a little an event.
    delivered: HashMap<Key, u32>,
    /// What histories brought and the poll may bring again, by history.
    debts: Vec<Debt>,
}

/// What one history has left owed.
#[derive(Debug)]
struct Debt {
    owed: HashMap<Key, u32>,
    /// How many more polls must be answered before it is written off.
    polls: u32,
    /// Set while a send that was under way before the last of them may bring what is owed.
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
        stream.knows_earlier_run = !stream.delivered.is_empty();
        stream
    }

    /// Goes on for another machine of the same run, in which only the first one knew of an earlier run, or not.
    pub(super) fn takes_over(&mut self, knows_earlier_run: bool) {
        self.knows_earlier_run = knows_earlier_run;
        self.is_unsure = true;
    }

    pub(super) fn knows_earlier_run(&self) -> bool {
        self.knows_earlier_run
    }

    pub(super) fn is_unsure(&self) -> bool {
        self.is_unsure
    }

    /// Counts a message of ours as delivered: should the server echo it, it is no news.
    pub(super) fn is_ours(&mut self, message_id: &str) -> Key {
        let key = key_of_ours(&self.chat_id, message_id);
        self.delivered.insert(key, 1);
        key
    }

    /// Those of `events`, from a poll or from the answer to a send, that are news; and their keys.
    pub(super) fn live(&mut self, events: Vec<Event>) -> (Vec<Event>, Vec<Key>) {
        let mut keys = Vec::new();
        let mut news = events;
        news.retain(|event| {
            let (key, has_identity) = key_of(&self.chat_id, event);
            let count = self.delivered.entry(key).or_default();
            let owed = self.debts.iter_mut().find_map(|debt| debt.owed.get_mut(&key).filter(|owed| **owed > 0));
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

    /// Whether one of `events`, from a poll, would settle a debt and could as well be news: nothing tells the copy of an event without
    /// an identity from another one that is alike. The next history counts them.
    pub(super) fn cannot_tell(&self, events: &[Event]) -> bool {
        events.iter().any(|event| {
            let (key, has_identity) = key_of(&self.chat_id, event);
            !has_identity && self.debts.iter().any(|debt| debt.owed.get(&key).is_some_and(|owed| *owed > 0))
        })
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
        for debt in self.debts.iter_mut().filter(|debt| debt.polls > 0) {
            debt.polls -= 1;
            debt.awaits_send |= send_under_way;
        }
        self.write_off();
    }

    /// A send has ended, and the events of its answer have gone through `live`.
    pub(super) fn sent(&mut self) {
        self.debts.iter_mut().for_each(|debt| debt.awaits_send = false);
        self.write_off();
    }

    fn write_off(&mut self) {
        self.debts.retain(|debt| debt.polls > 0 || debt.awaits_send);
    }

    /// What a complete history holds that was not delivered yet, and its keys.
    ///
    /// With `everything`, for a chat that has just been opened, what was delivered before (in an earlier run, as the
    /// store tells) is among it, with the origin `History`; the rest is `Live`, unless nothing is known of any earlier
    /// run: then all of it is `History`.
    pub(super) fn history(&mut self, events: Vec<Event>, everything: bool, under_way: UnderWay) -> (Runs, Vec<Key>) {
        let owes_everything = std::mem::take(&mut self.is_unsure) || everything;
        let mut keys = Vec::new();
        let mut found: HashMap<Key, u32> = HashMap::new();
        let mut owed: HashMap<Key, u32> = HashMap::new();
        let mut runs: Runs = Vec::new();
        for event in events {
            let (key, has_identity) = key_of(&self.chat_id, &event);
            let nth = found.entry(key).or_default();
            *nth += 1;
            let delivered = self.delivered.entry(key).or_default();
            let is_repeated = has_identity && *nth > 1;
            let is_new = *nth > *delivered && !is_repeated;
            if is_new {
                *delivered += 1;
                keys.push(key);
            }
            // An earlier run, or machine, may have had it from a history, and died before any poll brought it.
            if is_new || owes_everything {
                *owed.entry(key).or_default() += 1;
            }
            let origin = if is_new && (!everything || self.knows_earlier_run) {
                EventOrigin::Live
            } else {
                EventOrigin::History
            };
            let is_wanted = if everything { !is_repeated } else { is_new && !self.is_past(&event) };
            if is_wanted {
                match runs.last_mut() {
                    Some((last, run)) if *last == origin => run.push(event),
                    _ => runs.push((origin, vec![event])),
                }
            }
        }
        if !owed.is_empty() {
            self.debts.push(Debt { owed, polls: 1 + u32::from(under_way.poll), awaits_send: under_way.send });
        }
        (runs, keys)
    }

    /// What nobody misses when it comes late: what the customer did beside messages, and who was typing. Messages are never
    /// among it: one of ours that is news here was written on another device.
    fn is_past(&self, event: &Event) -> bool {
        let is_ours = event.party_id().is_some_and(|party| party.eq_ignore_ascii_case(&self.chat_id));
        match event {
            Event::ChatSessionTyping { .. } | Event::ChatSessionNotTyping { .. } => true,
            // Only customers do these.
            Event::ChatSessionDisconnect | Event::ChatSessionEnd | Event::ChatSessionNavigation { .. } => true,
            Event::ChatSessionFormData { .. } | Event::ChatSessionSecureFormData { .. } => true,
            Event::ChatFormDataCancel { .. } | Event::ChatSessionCobrowsingRejected { .. } => true,
            Event::ChatSessionCobrowsingStarted { .. } => true,
            Event::ChatSessionMessageDelivered { message_id, .. }
            | Event::ChatSessionMessageRead { message_id, .. } => {
                is_ours && !message_id.as_ref().is_some_and(|id| is_numbered(&self.chat_id, id))
            }
            // A word of the other side may name no party, and ours always names whom it is for.
            Event::ChatSessionSignaling { destination_party_id: Some(destination), .. } => {
                is_ours && !destination.eq_ignore_ascii_case(&self.chat_id)
            }
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests;
