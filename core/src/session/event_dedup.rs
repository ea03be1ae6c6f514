//! Event deduplication: the one stream of a chat's events, whichever way each arrives (poll, answer to a send, history).
//!
//! The protocol numbers nothing and acknowledges nothing, so whether an event was delivered before is decided by its
//! fingerprint (see `key`). There are two kinds of events:
//!
//! - Events with an *identity*: what is shown as a message, and receipts. The second one with the same identity is the first one
//!   again, unless it says something else: then several messages share one id, or (where a history says something else than was
//!   delivered) the message was edited.
//! - All others. Two of them may be equal and yet be two (typing twice in one second, a message edited twice), so they are
//!   *counted*: a history is complete and in order, so its n-th event of a kind was delivered if n or more of that kind were. The
//!   time of an event tells two of them apart where it can, but a history may write the time otherwise than a poll did.
//!
//! A history runs ahead of the poll: an event that it brought may still be in the server's queue and then comes again. Every
//! event that a history was first to bring is therefore a *pending duplicate*: the copy is dropped. Pending duplicates are
//! forgotten when enough polls (and the send that was under way) were answered, and a minute has passed: some servers queue an
//! event later than they log it. Whether an event without an identity is that copy or another, equal one, nothing in it tells: an
//! answer with such an event is deferred until another history has counted them.

mod history_list;

use std::{
    collections::{HashMap, HashSet},
    time::{Duration, Instant},
};

use self::history_list::{HistoryList, Novelty};
use super::key::{Fingerprint, Key, Said, is_numbered, key_of_own, text_known};
use crate::model::{ContactCenterEvent as Event, EventOrigin};

/// Pending duplicates are kept for at least this long.
pub(super) const PENDING_FOR: Duration = Duration::from_secs(60);

#[derive(Debug, Default)]
pub(super) struct EventDedup {
    chat_id: String,
    /// Set where an earlier run left word of what it delivered.
    knows_earlier_run: bool,
    /// Set after a handover, until the first history: what was delivered before it and the server has still queued is unknown.
    is_unsure: bool,
    /// How often each key was delivered. Grows with the chat, by about 20 bytes a key.
    delivered: HashMap<Key, u32>,
    /// By history.
    pending: Vec<PendingDuplicates>,
}

/// What one history brought and the server may still send again.
#[derive(Debug)]
struct PendingDuplicates {
    expected: HashMap<Key, u32>,
    /// How many more polls must be answered before they are forgotten.
    polls: u32,
    /// Set while a send that was under way before the last of them may bring one.
    awaits_send: bool,
    until: Instant,
}

/// Requests that were under way when a history was read.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct UnderWay {
    pub(super) poll: bool,
    pub(super) send: bool,
}

/// What a history brought, in its order: runs of events with their origin.
pub(super) type Runs = Vec<(EventOrigin, Vec<Event>)>;

/// The outcome of a history.
pub(super) struct Synced {
    pub(super) runs: Runs,
    /// The keys of what is delivered with `runs`.
    pub(super) keys: Vec<Key>,
    /// The keys of all of its events, whatever became of them.
    listed: HashSet<Key>,
}

impl EventDedup {
    pub(super) fn new(chat_id: &str, delivered: impl IntoIterator<Item = Key>) -> Self {
        let mut dedup = Self { chat_id: chat_id.to_ascii_lowercase(), ..Self::default() };
        for key in delivered {
            *dedup.delivered.entry(key).or_default() += 1;
        }
        dedup.knows_earlier_run = !dedup.delivered.is_empty();
        dedup
    }

    /// Goes on after a handover in the same run, in which only the first one knew of an earlier run, or not.
    pub(super) fn hand_over(&mut self, knows_earlier_run: bool) {
        self.knows_earlier_run = knows_earlier_run;
        self.is_unsure = true;
    }

    pub(super) fn knows_earlier_run(&self) -> bool {
        self.knows_earlier_run
    }

    pub(super) fn is_unsure(&self) -> bool {
        self.is_unsure
    }

    /// Counts an own message as delivered: should the server echo it, the echo is dropped.
    pub(super) fn register_own_message(&mut self, message_id: &str) -> Key {
        let key = key_of_own(&self.chat_id, message_id);
        self.delivered.insert(key, 1);
        key
    }

    /// Those of `events`, from a poll or from the answer to a send, that are new; and the keys to remember.
    pub(super) fn live(&mut self, events: Vec<Event>) -> (Vec<Event>, Vec<Key>) {
        // What could as well be a pending duplicate comes with the next history, if it is none.
        self.filter(events, |_, _| true)
    }

    /// Drops what was delivered before, and pending duplicates if `may_be_duplicate`.
    fn filter(
        &mut self,
        events: Vec<Event>,
        may_be_duplicate: impl Fn(&Self, &Fingerprint) -> bool,
    ) -> (Vec<Event>, Vec<Key>) {
        let mut keys = Vec::new();
        let mut new = events;
        new.retain(|event| {
            let fingerprint = self.fingerprint(event);
            if may_be_duplicate(self, &fingerprint) && self.take_expected(fingerprint.key()) {
                return false;
            }
            let is_new = self.is_new_live(&fingerprint);
            if is_new {
                self.record(&fingerprint, &mut keys);
            }
            is_new
        });
        (new, keys)
    }

    fn is_new_live(&self, fingerprint: &Fingerprint) -> bool {
        match fingerprint {
            Fingerprint::Message { id, .. } => !self.knows(*id) || self.says_another_thing(fingerprint),
            Fingerprint::Receipt { id } => !self.knows(*id),
            Fingerprint::Content { .. } => true,
        }
    }

    /// Whether one of `events`, from a poll, is a pending duplicate that could as well be new, so that the next history is to
    /// tell: nothing distinguishes the copy of an event without an identity from another, equal one; and a message that says
    /// something else is either another one with that id, or an edited one as it was before. Typing is not worth a history.
    pub(super) fn is_ambiguous(&self, events: &[Event]) -> bool {
        events.iter().any(|event| {
            let fingerprint = self.fingerprint(event);
            let may_be_either = match fingerprint {
                Fingerprint::Content { .. } => !is_about_typing(event),
                _ => self.says_another_thing(&fingerprint),
            };
            may_be_either && self.is_expected(fingerprint.key())
        })
    }

    /// Whether `events`, from a poll, hold a message or a receipt that was delivered before and that no history explains: something
    /// repeats an earlier answer instead of passing on the real one.
    pub(super) fn is_repeated(&self, events: &[Event]) -> bool {
        events.iter().any(|event| match self.fingerprint(event) {
            Fingerprint::Message { id, said } => self.knows(id) && self.knows_said(&said) && !self.is_expected(id),
            Fingerprint::Receipt { id } => self.knows(id) && !self.is_expected(id),
            Fingerprint::Content { .. } => false,
        })
    }

    /// The messages and receipts among `events`, each of which may come again.
    pub(super) fn copies(&self, events: &[Event]) -> HashMap<Key, u32> {
        let fingerprints = events.iter().map(|event| self.fingerprint(event));
        fingerprints.filter(Fingerprint::has_identity).map(|fingerprint| (fingerprint.key(), 1)).collect()
    }

    /// Those of `events`, from a poll, that are new, but not to be delivered yet: they go through `live` once more. Pending
    /// duplicates among them are dropped now.
    pub(super) fn defer(&mut self, events: Vec<Event>) -> Vec<Event> {
        let (new, keys) = self.filter(events, |dedup, fingerprint| !dedup.says_another_thing(fingerprint));
        for key in keys {
            self.delivered.entry(key).and_modify(|count| *count -= 1);
        }
        new
    }

    /// Drops those deferred events that the history has judged: it lists them, and the app has them; or it lists a message of the
    /// id, and this is not what it says any more.
    pub(super) fn drop_judged(&mut self, deferred: &mut Vec<Event>, synced: &Synced) {
        deferred.retain(|event| {
            let fingerprint = self.fingerprint(event);
            let is_judged = match fingerprint {
                Fingerprint::Content { exact, .. } => self.knows(exact),
                _ => self.says_another_thing(&fingerprint),
            };
            let is_dropped = is_judged && synced.listed.contains(&fingerprint.key());
            if is_dropped {
                // It may be repeated.
                self.learn_of_others(event, &fingerprint, &mut Vec::new());
            }
            !is_dropped
        });
    }

    /// Drops what only a history can judge and is going to bring: a message that says something else than the app knows of it (the
    /// edited message as it was before, or another one with that id), and an event without an identity that is equal to one that the
    /// app has (its copy, or another one).
    pub(super) fn drop_contested(&self, events: &mut Vec<Event>) {
        events.retain(|event| {
            let fingerprint = self.fingerprint(event);
            let is_contested = match fingerprint {
                Fingerprint::Content { exact, .. } => !is_about_typing(event) && self.knows(exact),
                _ => self.says_another_thing(&fingerprint),
            };
            !is_contested
        });
    }

    /// A poll was answered, and its events have gone through `live`. A send that is under way then may have taken out of the
    /// server's queue what the poll did not find there.
    pub(super) fn polled(&mut self, send_under_way: bool, now: Instant) {
        for pending in self.pending.iter_mut().filter(|pending| pending.polls > 0) {
            pending.polls -= 1;
            pending.awaits_send |= send_under_way;
        }
        self.expire(now);
    }

    /// A send has ended, and the events of its answer have gone through `live`.
    pub(super) fn sent(&mut self, now: Instant) {
        self.pending.iter_mut().for_each(|pending| pending.awaits_send = false);
        self.expire(now);
    }

    fn expire(&mut self, now: Instant) {
        self.pending.retain(|pending| pending.polls > 0 || pending.awaits_send || now < pending.until);
    }

    /// What a complete history holds that was not delivered yet.
    ///
    /// With `everything`, for a chat that has just been opened, what was delivered before (in an earlier run, as the
    /// store tells) is among it, with the origin `History`; the rest is `Live`, unless nothing is known of any earlier
    /// run: then all of it is `History`.
    pub(super) fn history(
        &mut self,
        events: Vec<Event>,
        everything: bool,
        under_way: UnderWay,
        now: Instant,
    ) -> Synced {
        let expects_everything = std::mem::take(&mut self.is_unsure) || everything;
        let mut list = HistoryList::new(self, &events);
        let mut keys = Vec::new();
        let mut expected: HashMap<Key, u32> = HashMap::new();
        let mut runs: Runs = Vec::new();
        let mut add = |origin, event| match runs.last_mut() {
            Some((last, run)) if *last == origin => run.push(event),
            _ => runs.push((origin, vec![event])),
        };
        for (at, event) in events.into_iter().enumerate() {
            let fingerprint = list.fingerprints[at];
            let novelty = list.judge(self, &fingerprint);
            let edit = (novelty == Novelty::Edited).then(|| edit_of(&event)).flatten();
            match &novelty {
                Novelty::New => self.record(&fingerprint, &mut keys),
                // An earlier version of the SDK kept no more than the id.
                Novelty::Known | Novelty::Edited => self.learn_of_others(&event, &fingerprint, &mut keys),
                Novelty::Repeated => {}
            }
            // An earlier run may have had it from a history, and died before any poll brought it.
            if novelty == Novelty::New || expects_everything {
                *expected.entry(fingerprint.key()).or_default() += 1;
            }
            let is_new = novelty == Novelty::New;
            let origin = if is_new && (!everything || self.knows_earlier_run) {
                EventOrigin::Live
            } else {
                EventOrigin::History
            };
            if if everything { novelty != Novelty::Repeated } else { is_new && !self.is_past(&event) } {
                add(origin, event);
            }
            if let Some(edit) = edit.filter(|_| !everything || self.knows_earlier_run) {
                *expected.entry(self.fingerprint(&edit).key()).or_default() += 1;
                add(EventOrigin::Live, edit);
            }
        }
        self.expect(expected, under_way, now);
        Synced { runs, keys, listed: list.fingerprints.iter().map(Fingerprint::key).collect() }
    }

    /// What may come again with the next answers.
    pub(super) fn expect(&mut self, expected: HashMap<Key, u32>, under_way: UnderWay, now: Instant) {
        if !expected.is_empty() {
            let (polls, awaits_send) = (1 + u32::from(under_way.poll), under_way.send);
            self.pending.push(PendingDuplicates { expected, polls, awaits_send, until: now + PENDING_FOR });
        }
    }

    fn fingerprint(&self, event: &Event) -> Fingerprint {
        Fingerprint::of(&self.chat_id, event)
    }

    fn count(&self, key: Key) -> u32 {
        self.delivered.get(&key).copied().unwrap_or_default()
    }

    fn knows(&self, key: Key) -> bool {
        self.count(key) > 0
    }

    fn knows_said(&self, said: &Said) -> bool {
        said.versions.iter().any(|version| self.knows(*version))
    }

    fn says_something_else(&self, id: Key, said: &Said) -> bool {
        self.knows(text_known(id)) && !self.knows_said(said)
    }

    /// Whether this is a message of a known id with a text that is not known.
    fn says_another_thing(&self, fingerprint: &Fingerprint) -> bool {
        matches!(fingerprint, Fingerprint::Message { id, said } if self.knows(*id) && self.says_something_else(*id, said))
    }

    fn is_expected(&self, key: Key) -> bool {
        self.pending.iter().any(|pending| pending.expected.get(&key).is_some_and(|expected| *expected > 0))
    }

    /// Whether a copy was expected, which has come now.
    fn take_expected(&mut self, key: Key) -> bool {
        let expected = self.pending.iter_mut().find_map(|pending| pending.expected.get_mut(&key).filter(|n| **n > 0));
        expected.map(|expected| *expected -= 1).is_some()
    }

    /// Counts an event as delivered.
    fn record(&mut self, fingerprint: &Fingerprint, keys: &mut Vec<Key>) {
        let counted: &[Key] = match fingerprint {
            Fingerprint::Message { id, .. } | Fingerprint::Receipt { id } => &[*id],
            Fingerprint::Content { exact, untimed, .. } => &[*exact, *untimed],
        };
        for key in counted {
            *self.delivered.entry(*key).or_default() += 1;
            keys.push(*key);
        }
        match fingerprint {
            Fingerprint::Message { id, said } => self.learn(&message_keys(*id, said), keys),
            Fingerprint::Content { edited: Some(said), .. } => self.learn(&said.versions, keys),
            _ => {}
        }
    }

    /// Remembers what a message says, or says now.
    fn learn(&mut self, said: &[Key], keys: &mut Vec<Key>) {
        for key in said {
            let count = self.delivered.entry(*key).or_default();
            if *count == 0 {
                *count = 1;
                keys.push(*key);
            }
        }
    }

    /// What the app itself wrote needs no comparison.
    fn learn_of_others(&mut self, event: &Event, fingerprint: &Fingerprint, keys: &mut Vec<Key>) {
        if let Fingerprint::Message { id, said } = fingerprint
            && !self.is_own(event)
        {
            self.learn(&message_keys(*id, said), keys);
        }
    }

    fn is_own(&self, event: &Event) -> bool {
        event.party_id().is_none_or(|party| party.eq_ignore_ascii_case(&self.chat_id))
    }

    /// What is worthless when it comes late: what the customer did beside messages, and who was typing. Messages are never among
    /// it: an own one that is new here was written on another device.
    fn is_past(&self, event: &Event) -> bool {
        let is_ours = event.party_id().is_some_and(|party| party.eq_ignore_ascii_case(&self.chat_id));
        match event {
            event if is_about_typing(event) => true,
            // Only customers do these.
            Event::ChatSessionDisconnect | Event::ChatSessionEnd | Event::ChatSessionNavigation { .. } => true,
            Event::ChatSessionFormData { .. } | Event::ChatSessionSecureFormData { .. } => true,
            Event::ChatFormDataCancel { .. } | Event::ChatSessionCobrowsingRejected { .. } => true,
            Event::ChatSessionCobrowsingStarted { .. } => true,
            Event::ChatSessionMessageDelivered { message_id, .. }
            | Event::ChatSessionMessageRead { message_id, .. } => {
                is_ours && !message_id.as_ref().is_some_and(|id| is_numbered(&self.chat_id, id))
            }
            // A signaling message of the other side may name no party, and an own one always names its destination.
            Event::ChatSessionSignaling { destination_party_id: Some(destination), .. } => {
                is_ours && !destination.eq_ignore_ascii_case(&self.chat_id)
            }
            _ => false,
        }
    }
}

fn message_keys(id: Key, said: &Said) -> [Key; 3] {
    [text_known(id), said.versions[0], said.versions[1]]
}

/// The event that tells the app of a message with another text: an edit, or a deletion where no text is left.
fn edit_of(event: &Event) -> Option<Event> {
    let Event::ChatSessionMessage { message_id, party_id, message, message_text, .. } = event else { return None };
    let (message_id, party_id) = (message_id.clone(), party_id.clone());
    Some(if message.is_empty() && message_text.is_empty() {
        Event::ChatSessionMessageDelete { message_id, party_id, timestamp_ms: None }
    } else {
        let (message, message_text) = (message.clone(), message_text.clone());
        Event::ChatSessionMessageEdit { message_id, party_id, message, message_text, timestamp_ms: None }
    })
}

fn is_about_typing(event: &Event) -> bool {
    matches!(event, Event::ChatSessionTyping { .. } | Event::ChatSessionNotTyping { .. })
}

#[cfg(test)]
mod tests;
