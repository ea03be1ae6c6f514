//! What reaches the app: events, statuses, the connection, and the end.

use std::time::Instant;

use super::{Change, Effect, Ending, Life, Machine, Receipt, sending::closed_already};
use crate::{
    model::{
        ChatSessionCloseReason, ConnectionState, ContactCenterChatSessionState, ContactCenterEvent as Event, Delivery,
        EventOrigin, MessageStatus,
    },
    session::{
        Key,
        event_dedup::UnderWay,
        key::{Fingerprint, is_numbered},
        outbox::Item,
    },
};

/// The most events in one call of the delegate.
pub(in crate::session) const MAX_EVENTS_PER_CALL: usize = 250;

/// What a batch of live events held.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum BatchNovelty {
    Empty,
    /// Events that could be repetitions of earlier ones: nothing tells two of them apart.
    Ambiguous,
    /// At least one that was never there before, as its id proves.
    Novel,
}

impl Machine {
    /// Delivers what is new among the events of a poll or of an answer, and acts on what they say.
    pub(super) fn deliver_live(&mut self, now: Instant, events: Vec<Event>, effects: &mut Vec<Effect>) -> BatchNovelty {
        if is_last_word(&events) {
            self.deliver_deferred(now, effects);
        }
        let (new, keys) = self.dedup.live(events);
        if new.is_empty() {
            return BatchNovelty::Empty;
        }
        let is_novel = new.iter().any(|event| Fingerprint::of(&self.chat_id, event).has_identity());
        self.deliver(now, vec![(EventOrigin::Live, new)], keys, effects);
        if is_novel { BatchNovelty::Novel } else { BatchNovelty::Ambiguous }
    }

    /// Delivers what a history holds and the app does not have, and resolves what it says of own messages.
    pub(super) fn apply_history(
        &mut self,
        now: Instant,
        history: Vec<Event>,
        under_way: UnderWay,
        effects: &mut Vec<Effect>,
    ) {
        let ours: Vec<_> = history.iter().filter_map(|event| self.own_message(event)).collect();
        let number = self.sent.number();
        for id in &ours {
            self.sent.continue_after(&self.chat_id, id);
        }
        if self.is_unnumbered || self.sent.number() > number {
            effects.push(Effect::Persist(Change::Number(self.sent.number())));
        }
        let is_complete = self.sync_at.is_none();
        if is_complete {
            self.resolve_in_doubt(now, &ours, effects);
        }
        let everything = std::mem::take(&mut self.is_opening);
        if everything || self.dedup.is_unsure() {
            // Messages of an earlier run, or from before a handover: what the history says of them is to be told.
            ours.iter().for_each(|id| self.sent.knows(id));
        }
        let synced = self.dedup.history(history, everything, under_way, now);
        if is_complete {
            self.dedup.drop_judged(&mut self.deferred, &synced);
        }
        self.deliver(now, synced.runs, synced.keys, effects);
        if is_complete {
            self.deliver_deferred(now, effects);
        } else {
            // Pending duplicates among them are dropped now: they may be forgotten before the next history comes.
            let deferred = std::mem::take(&mut self.deferred);
            self.defer(deferred);
        }
        self.number_what_waits(effects);
    }

    /// Keeps the events of an answer until a history has been read.
    pub(super) fn defer(&mut self, events: Vec<Event>) {
        let events = self.dedup.defer(events);
        self.deferred.extend(events);
    }

    /// Delivers what waited for a history.
    pub(super) fn deliver_deferred(&mut self, now: Instant, effects: &mut Vec<Effect>) {
        let deferred = std::mem::take(&mut self.deferred);
        self.deliver_live(now, deferred, effects);
    }

    fn deliver(
        &mut self,
        now: Instant,
        runs: Vec<(EventOrigin, Vec<Event>)>,
        keys: Vec<Key>,
        effects: &mut Vec<Effect>,
    ) {
        // Before the app gets them: should the process die in between, they come again as history and not as news.
        if !keys.is_empty() {
            effects.push(Effect::Persist(Change::Delivered(keys)));
        }
        let mut receipts = Vec::new();
        let mut end = None;
        for (origin, events) in runs {
            receipts.extend(events.iter().filter_map(receipt));
            if origin == EventOrigin::Live {
                self.last_news = now;
                // Of a session that is over the server gives no history: an end in it is an earlier one's.
                end = end.or_else(|| events.iter().find_map(terminal));
                if self.manners.confirms_delivery {
                    self.confirm(&events);
                }
            }
            let mut rest = events;
            while !rest.is_empty() {
                let events = rest.drain(..rest.len().min(MAX_EVENTS_PER_CALL)).collect();
                effects.push(Effect::Deliver(Delivery::Events { origin, events }));
            }
        }
        for (message_id, status) in receipts {
            // The other side may have it before the server has answered us, and when we have given it up: then it is not to be tried again.
            if let Some(at) = self.failed.iter().position(|(id, ..)| id.eq_ignore_ascii_case(&message_id)) {
                let (id, ..) = self.failed.remove(at);
                effects.push(Effect::Persist(Change::Gone { message_id: id }));
            }
            self.status(&message_id, MessageStatus::Sent, effects);
            self.status(&message_id, status, effects);
        }
        if let Some(reason) = end {
            self.close(now, Ending::certain(reason), effects);
        }
    }

    fn confirm(&mut self, events: &[Event]) {
        for event in events {
            let is_ours = event.party_id().is_some_and(|party| party.eq_ignore_ascii_case(&self.chat_id));
            if let Some(id) = shown_id(event).filter(|_| !is_ours) {
                self.queue_receipt(&Receipt { message_id: id.to_owned(), read: false });
            }
        }
    }

    /// The id of what is shown as a message in a history, where it is ours: of the customer's party, of none (the message that came
    /// with the request for the chat), or of our form.
    fn own_message(&self, event: &Event) -> Option<String> {
        let id = shown_id(event)?;
        let is_ours = event.party_id().is_none_or(|party| party.eq_ignore_ascii_case(&self.chat_id));
        (is_ours || is_numbered(&self.chat_id, id)).then(|| id.to_owned())
    }

    pub(super) fn status(&mut self, message_id: &str, status: MessageStatus, effects: &mut Vec<Effect>) {
        if let Some(message_id) = self.sent.advance(message_id, &status) {
            effects.push(Effect::Deliver(Delivery::Message { message_id, status }));
        }
    }

    pub(super) fn tell(&mut self, state: ConnectionState, effects: &mut Vec<Effect>) {
        if self.told != Some(state) {
            self.told = Some(state);
            effects.push(Effect::Deliver(Delivery::Connection(state)));
        }
    }

    pub(super) fn close(&mut self, now: Instant, ending: Ending, effects: &mut Vec<Effect>) {
        if self.life == Life::Open {
            self.deliver_deferred(now, effects);
            self.life = Life::Closing(ending);
            if !self.outbox.is_sending() {
                self.finish(ending, effects);
            }
        }
    }

    pub(super) fn finish(&mut self, ending: Ending, effects: &mut Vec<Effect>) {
        self.life = Life::Closed;
        let aside = self.outbox.take_aside();
        let stays = !ending.is_certain && self.manners.has_store;
        for item in aside.into_iter().chain(self.outbox.take_all()) {
            // The store has it, and its status says so: it waits.
            if !(stays && matches!(item, Item::Message { .. })) {
                self.give_up(item, &closed_already(), effects);
            }
        }
        if !stays {
            effects.push(Effect::Persist(Change::Closed));
        }
        self.tell(ConnectionState::Closed, effects);
        effects.push(Effect::Deliver(Delivery::Closed(ending.reason)));
        self.has_looked(&Ok(()), effects);
        effects.push(Effect::Stop);
    }
}

/// The id of what is shown as a message: a text, a file, a place.
fn shown_id(event: &Event) -> Option<&str> {
    match event {
        Event::ChatSessionMessage { message_id, .. }
        | Event::ChatSessionFile { message_id, .. }
        | Event::ChatSessionFileUrl { message_id, .. }
        | Event::ChatSessionLocation { message_id, .. } => message_id.as_deref(),
        _ => None,
    }
}

/// What a receipt says of which message.
fn receipt(event: &Event) -> Option<(String, MessageStatus)> {
    match event {
        Event::ChatSessionMessageDelivered { message_id, .. } => Some((message_id.clone()?, MessageStatus::Delivered)),
        Event::ChatSessionMessageRead { message_id, .. } => Some((message_id.clone()?, MessageStatus::Read)),
        _ => None,
    }
}

/// Whether the session is over with one of these.
pub(super) fn is_last_word(events: &[Event]) -> bool {
    events.iter().any(|event| terminal(event).is_some())
}

/// Whether, and why, the session is over with this event.
fn terminal(event: &Event) -> Option<ChatSessionCloseReason> {
    match event {
        Event::ChatSessionEnded => Some(ChatSessionCloseReason::Ended),
        Event::ChatSessionInactivityTimeout { .. } => Some(ChatSessionCloseReason::InactivityTimeout),
        Event::ChatSessionStatus { state: ContactCenterChatSessionState::Failed, .. } => {
            Some(ChatSessionCloseReason::Failed)
        }
        Event::ChatSessionStatus { state: ContactCenterChatSessionState::Completed, .. } => {
            Some(ChatSessionCloseReason::Completed)
        }
        _ => None,
    }
}
