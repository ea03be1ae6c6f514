//! The outgoing queue of one chat, in the order in which the app handed its items over.
//!
//! There is one queue and one order. Messages and notes (receipts and the like) go again by themselves until the server has taken
//! them; typing, and requests that a call waits for (a disconnect, an answer to a form), are at-most-once: tried once, in
//! its turn. What waits goes out together, several events in one request, until the server refuses such a request; from then
//! on it is one at a time. So are those that fail together twice: one that the server cannot digest must not keep back the
//! others of its request. By itself such a message keeps its place until it expires or is discarded, because order says so;
//! such a note does not.

use std::{
    collections::VecDeque,
    time::{Duration, Instant},
};

use super::machine::Ticket;
use crate::{
    model::{ContactCenterError, MAX_QUEUED_BYTES},
    wire::ClientEvent,
};

/// The most events in one request. No document gives a limit; ten messages of a quick typist are well below any
/// limit on a body.
const MOST_AT_ONCE: usize = 10;
/// So often a message is sent that something on the way refuses as it stands (413, say).
const MAX_REFUSALS: u32 = 3;
/// A message that fails in any other way, while the server is there, is given up after so many tries …
const MIN_TRIES_TO_FAIL: u32 = 6;
/// … over so long at least.
const MIN_TIME_TO_FAIL: Duration = Duration::from_secs(120);
/// So many failures in a row of a request that may have reached the server, and its events go one at a time.
const FAILURES_TOGETHER: u32 = 2;
/// So many of a request with one note in it, and the note is dropped.
const FAILURES_OF_A_NOTE: u32 = 5;
/// The most messages that wait in one chat. More is refused: an app that gets here has a loop in it.
pub(super) const MOST_WAITING: usize = 1000;

#[derive(Debug, Clone, PartialEq)]
pub(super) enum Item {
    Message {
        id: String,
        event: ClientEvent,
        /// When it is of no use any more.
        expires_at: Instant,
        /// Set while it is unknown whether the server has it: a request with it may have been taken.
        in_doubt: bool,
        tries: Tries,
    },
    /// A message that has no id yet, because the number of the last one is unknown. Nothing behind it goes.
    Unnumbered { ticket: Ticket, event: ClientEvent, expires_at: Instant },
    /// A best-effort event: a receipt, or typing. No call waits for it.
    Note(ClientEvent),
    /// An at-most-once request, such as disconnect or end. A call waits for it.
    Once { ticket: Ticket, event: ClientEvent },
}

impl Item {
    fn event(&self) -> &ClientEvent {
        match self {
            Self::Message { event, .. }
            | Self::Unnumbered { event, .. }
            | Self::Note(event)
            | Self::Once { event, .. } => event,
        }
    }

    /// Whether it is tried once only: what was wanted just now is not wanted at some later time.
    pub(super) fn is_of_the_moment(&self) -> bool {
        match self {
            Self::Message { .. } | Self::Unnumbered { .. } => false,
            Self::Note(event) => event.is_about_typing(),
            Self::Once { .. } => true,
        }
    }

    fn expires_at(&self) -> Option<Instant> {
        match self {
            Self::Message { expires_at, .. } | Self::Unnumbered { expires_at, .. } => Some(*expires_at),
            Self::Note(_) | Self::Once { .. } => None,
        }
    }
}

/// How often a message was sent in vain, while the server was there and did not have it afterwards.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Tries {
    count: u32,
    /// So many of them were refused with a status that says that the request is to blame.
    refused: u32,
    first: Option<Instant>,
    last_error: Option<ContactCenterError>,
}

impl Tries {
    fn add(&mut self, now: Instant, error: &ContactCenterError) {
        self.count = self.count.saturating_add(1);
        self.refused = if error.blames_the_request() { self.refused.saturating_add(1) } else { 0 };
        self.first.get_or_insert(now);
        self.last_error = Some(error.clone());
    }

    /// Why the message is not tried any more, where that is so.
    fn exhausted(&self, now: Instant) -> Option<&ContactCenterError> {
        let lasts = self.first.is_some_and(|first| now.saturating_duration_since(first) >= MIN_TIME_TO_FAIL);
        let is_exhausted = self.refused >= MAX_REFUSALS || (self.count >= MIN_TRIES_TO_FAIL && lasts);
        self.last_error.as_ref().filter(|_| is_exhausted)
    }
}

/// What a history says of messages in doubt.
#[derive(Debug, Default)]
pub(super) struct Resolved {
    /// The ids of those that the server has.
    pub(super) taken: Vec<String>,
    /// Those that it does not have and that are not tried any more, and why.
    pub(super) exhausted: Vec<(Item, ContactCenterError)>,
}

#[derive(Debug, Default)]
pub(super) struct Outbox {
    waiting: VecDeque<Item>,
    /// The request under way.
    in_flight: Vec<Item>,
    /// What the server has refused for a reason that may be ours, until that is known.
    aside: Vec<Item>,
    /// How many they were: some may expire or be discarded meanwhile.
    set_aside_together: usize,
    /// Set once the server has refused several events in one request, for the rest of the chat.
    one_at_a_time: bool,
    /// So many of those that wait go one at a time.
    singles: usize,
    /// Failures in a row of requests that may have reached the server, with the same item at their head.
    failures: u32,
}

impl Outbox {
    pub(super) fn push(&mut self, item: Item) {
        if let Item::Note(event) = &item {
            // A note that waits or is under way already says it all; who is typing changes to and fro.
            let said = match event.is_about_typing() {
                true => self.waiting.back() == Some(&item),
                false => self.waiting.contains(&item) || self.in_flight.contains(&item),
            };
            if said {
                return;
            }
            self.drop_oldest_note();
        }
        self.waiting.push_back(item);
    }

    /// Keeps notes within bounds: what the app says now counts for more than what it said long ago.
    fn drop_oldest_note(&mut self) {
        let is_note = |item: &Item| matches!(item, Item::Note(_));
        if self.waiting.iter().filter(|item| is_note(item)).count() >= MOST_WAITING
            && let Some(oldest) = self.waiting.iter().position(is_note)
        {
            self.waiting.remove(oldest);
        }
    }

    /// Whether a further event of so many bytes would exceed the bound. A single one never does.
    pub(super) fn has_room_for(&self, bytes: usize) -> bool {
        let queued = || self.waiting.iter().chain(&self.in_flight).chain(&self.aside);
        let total: usize = queued().map(|item| item.event().approximate_bytes()).sum();
        total == 0 || total.saturating_add(bytes) <= MAX_QUEUED_BYTES
    }

    /// Whether so many messages wait that one more is refused.
    pub(super) fn is_full(&self) -> bool {
        let is_message = |item: &&Item| matches!(item, Item::Message { .. } | Item::Unnumbered { .. });
        self.waiting.iter().chain(&self.in_flight).chain(&self.aside).filter(is_message).count() >= MOST_WAITING
    }

    pub(super) fn is_sending(&self) -> bool {
        !self.in_flight.is_empty()
    }

    /// Whether something waits that could go now.
    pub(super) fn is_ready(&self) -> bool {
        !self.is_sending() && self.waiting.front().is_some_and(|first| !matches!(first, Item::Unnumbered { .. }))
    }

    /// Whether a message is on its way, under way or waiting.
    pub(super) fn holds(&self, message_id: &str) -> bool {
        self.waiting
            .iter()
            .chain(&self.in_flight)
            .chain(&self.aside)
            .any(|item| matches!(item, Item::Message { id, .. } if id.eq_ignore_ascii_case(message_id)))
    }

    /// Whether the next request would repeat something that the server may have.
    pub(super) fn is_in_doubt(&self) -> bool {
        self.waiting.iter().any(|item| matches!(item, Item::Message { in_doubt: true, .. }))
    }

    /// Takes what the next request holds. None while a request is under way, or where nothing waits.
    pub(super) fn next_batch(&mut self) -> Option<Vec<ClientEvent>> {
        if self.is_sending() {
            return None;
        }
        let most = if self.one_at_a_time || self.singles > 0 { 1 } else { MOST_AT_ONCE };
        // A request that a call waits for goes alone, so that its answer does not depend on another event.
        let count = match self.waiting.front() {
            Some(Item::Once { .. }) => 1,
            _ => {
                let goes = |item: &&Item| matches!(item, Item::Message { .. } | Item::Note(_));
                self.waiting.iter().take(most).take_while(goes).count()
            }
        };
        self.in_flight = self.waiting.drain(..count).collect();
        let events: Vec<_> = self.in_flight.iter().map(|item| item.event().clone()).collect();
        (!events.is_empty()).then_some(events)
    }

    /// The request under way has ended; what was in it.
    pub(super) fn take_in_flight(&mut self) -> Vec<Item> {
        std::mem::take(&mut self.in_flight)
    }

    /// The server has taken so many of them.
    pub(super) fn was_taken(&mut self, count: usize) {
        self.failures = 0;
        self.singles = self.singles.saturating_sub(count);
    }

    /// A request failed that may have reached the server. Those of its items that are worth another try.
    pub(super) fn failed(&mut self, now: Instant, mut items: Vec<Item>, error: &ContactCenterError) -> Vec<Item> {
        for item in &mut items {
            if let Item::Message { tries, .. } = item {
                tries.add(now, error);
            }
        }
        self.failures += 1;
        if items.len() > 1 && (self.failures >= FAILURES_TOGETHER || error.blames_the_request()) {
            self.failures = 0;
            self.singles = items.len();
        } else if matches!(items[..], [Item::Note(_)]) && self.failures >= FAILURES_OF_A_NOTE {
            self.was_taken(1);
            return Vec::new();
        }
        items
    }

    /// Keeps the items of a request apart until it is known what its refusal means.
    pub(super) fn set_aside(&mut self, items: Vec<Item>) {
        self.set_aside_together = items.len();
        self.aside = items;
    }

    pub(super) fn take_aside(&mut self) -> Vec<Item> {
        std::mem::take(&mut self.aside)
    }

    /// How many were set aside with those.
    pub(super) fn set_aside_together(&self) -> usize {
        self.set_aside_together
    }

    /// Puts back what is to be sent again, before everything that waits; in doubt where the server may have it.
    pub(super) fn put_back(&mut self, items: Vec<Item>, may_be_there: bool) {
        for mut item in items.into_iter().rev() {
            if let Item::Message { in_doubt, .. } = &mut item {
                *in_doubt |= may_be_there;
            }
            self.waiting.push_front(item);
        }
    }

    /// The server does not take several events in one request. False if it was one event only.
    pub(super) fn refused_together(&mut self, count: usize) -> bool {
        let together = count > 1;
        self.one_at_a_time |= together;
        together
    }

    /// Resolves what is in doubt, and what was set aside: the history holds the messages that `is_known` knows. Takes those out, and
    /// those that were tried in vain too often.
    pub(super) fn resolve(&mut self, now: Instant, is_known: impl Fn(&str) -> bool) -> Resolved {
        let mut resolved = Resolved::default();
        for item in std::mem::take(&mut self.aside) {
            match item {
                Item::Message { id, .. } if is_known(&id) => resolved.taken.push(id),
                item => self.aside.push(item),
            }
        }
        for mut item in std::mem::take(&mut self.waiting) {
            match &mut item {
                Item::Message { id, in_doubt: in_doubt @ true, tries, .. } => {
                    *in_doubt = false;
                    if is_known(id) {
                        resolved.taken.push(id.clone());
                    } else if let Some(error) = tries.exhausted(now).cloned() {
                        resolved.exhausted.push((item, error));
                    } else {
                        self.waiting.push_back(item);
                    }
                }
                _ => self.waiting.push_back(item),
            }
        }
        let gone = resolved.taken.len() + resolved.exhausted.len();
        if gone > 0 {
            self.was_taken(gone);
        }
        resolved
    }

    /// Takes out the messages in doubt.
    pub(super) fn take_doubtful(&mut self) -> Vec<Item> {
        self.take_where(|item| matches!(item, Item::Message { in_doubt: true, .. }))
    }

    /// Takes out the messages whose time is over.
    pub(super) fn take_expired(&mut self, now: Instant) -> Vec<Item> {
        let is_over = |item: &Item| item.expires_at().is_some_and(|expires_at| expires_at <= now);
        let mut expired: Vec<_> = self.aside.extract_if(.., |item| is_over(item)).collect();
        expired.extend(self.take_where(is_over));
        expired
    }

    /// When the next waiting message expires.
    pub(super) fn next_expiry(&self) -> Option<Instant> {
        self.waiting.iter().chain(&self.aside).filter_map(Item::expires_at).min()
    }

    /// Takes a waiting message out, and returns its id as it was given.
    pub(super) fn take(&mut self, message_id: &str) -> Option<String> {
        let is_it = |item: &Item| matches!(item, Item::Message { id, .. } if id.eq_ignore_ascii_case(message_id));
        let aside = self.aside.extract_if(.., |item| is_it(item)).next();
        aside
            .or_else(|| self.take_where(is_it).pop())
            .and_then(|item| if let Item::Message { id, .. } = item { Some(id) } else { None })
    }

    /// Takes out what is of the moment: when nothing can be sent for a while, the moment has passed.
    pub(super) fn take_moments(&mut self) -> Vec<Item> {
        self.take_where(Item::is_of_the_moment)
    }

    /// Takes out everything that waits.
    pub(super) fn take_all(&mut self) -> Vec<Item> {
        self.waiting.drain(..).collect()
    }

    fn take_where(&mut self, wanted: impl Fn(&Item) -> bool) -> Vec<Item> {
        let (taken, kept): (Vec<_>, Vec<_>) = self.waiting.drain(..).partition(wanted);
        self.waiting = kept.into();
        if !taken.is_empty() {
            self.failures = 0;
        }
        taken
    }
}

/// How long a message is tried for, counted from when the app handed it over.
pub(super) fn expiry(now: Instant, age: Duration, lifetime: Duration) -> Instant {
    now + lifetime.saturating_sub(age)
}
