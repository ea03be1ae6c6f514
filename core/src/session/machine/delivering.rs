//! Deliveries to the app: events, statuses, the connection, and the end.

use std::{collections::HashSet, time::Instant};

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

    /// Numbers go on after those of own messages that another run or device has sent. Called for each answer before its events are
    /// delivered or deferred.
    pub(super) fn continue_after_live(&mut self, events: &[Event], effects: &mut Vec<Effect>) {
        let ours: Vec<_> = events.iter().filter_map(|event| self.own_message(event)).collect();
        // While the number is unknown, only a history tells it.
        if self.continue_after(&ours) && !self.is_unnumbered {
            effects.push(Effect::Persist(Change::Number(self.sent.number())));
        }
    }

    /// Whether one of `ours` has a greater number than any before.
    fn continue_after(&mut self, ours: &[String]) -> bool {
        let number = self.sent.number();
        for id in ours {
            self.sent.continue_after(&self.chat_id, id);
        }
        self.sent.number() > number
    }

    /// Delivers what a history holds and the app does not have, and resolves what it says of own messages.
    pub(super) fn apply_history(
        &mut self,
        now: Instant,
        mut history: Vec<Event>,
        under_way: UnderWay,
        effects: &mut Vec<Effect>,
    ) {
        let ours: Vec<_> = history.iter().filter_map(|event| self.own_message(event)).collect();
        if self.continue_after(&ours) || self.is_unnumbered {
            effects.push(Effect::Persist(Change::Number(self.sent.number())));
        }
        let is_complete = self.sync_at.is_none();
        if is_complete {
            self.resolve_in_doubt(now, &ours, effects);
        }
        if self.is_opening {
            self.tell_each_message_once(&ours, &mut history, effects);
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
        if !self.is_opening {
            self.release_own(effects);
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
            if let Some(id) = event.shown_id().filter(|_| !is_ours) {
                self.queue_receipt(&Receipt { message_id: id.to_owned(), read: false });
            }
        }
    }

    /// The id of what is shown as a message in a history, where it is ours: of the customer's party, of none (the message that came
    /// with the request for the chat), or of our form.
    fn own_message(&self, event: &Event) -> Option<String> {
        let id = event.shown_id()?;
        let is_ours = event.party_id().is_none_or(|party| party.eq_ignore_ascii_case(&self.chat_id));
        (is_ours || is_numbered(&self.chat_id, id)).then(|| id.to_owned())
    }

    pub(super) fn status(&mut self, message_id: &str, status: MessageStatus, effects: &mut Vec<Effect>) {
        if let Some(message_id) = self.sent.advance(message_id, &status) {
            self.tell_of_own(Delivery::Message { message_id, status }, effects);
        }
    }

    /// Tells the app of a message of its own that it does not know in this run, before anything else of it.
    pub(super) fn introduce(&mut self, message: Event, since: Instant, effects: &mut Vec<Effect>) {
        let Some(id) = message.shown_id().map(str::to_owned) else { return };
        self.tell_of_own(Delivery::OwnMessage { message, since }, effects);
        self.status(&id, MessageStatus::Pending, effects);
    }

    /// Own messages come after the opening history.
    fn tell_of_own(&mut self, delivery: Delivery, effects: &mut Vec<Effect>) {
        match self.is_opening {
            true => self.own_deferred.push(delivery),
            false => effects.push(Effect::Deliver(delivery)),
        }
    }

    pub(in crate::session) fn defers_own(&self) -> bool {
        !self.own_deferred.is_empty()
    }

    pub(super) fn release_own(&mut self, effects: &mut Vec<Effect>) {
        effects.extend(self.own_deferred.drain(..).map(Effect::Deliver));
    }

    /// Of the own messages in the opening history, the app is not told again: neither by it of those that it knows, because the
    /// history was late, nor of the others beside it.
    fn tell_each_message_once(&mut self, ours: &[String], history: &mut Vec<Event>, effects: &mut Vec<Effect>) {
        let is_among = |id: &str| ours.iter().any(|ours| ours.eq_ignore_ascii_case(id));
        for (id, ..) in self.failed.extract_if(.., |(id, ..)| is_among(id)).collect::<Vec<_>>() {
            effects.push(Effect::Persist(Change::Gone { message_id: id }));
        }
        ours.iter().for_each(|id| self.status(id, MessageStatus::Sent, effects));
        let deferred: HashSet<_> =
            self.own_deferred.iter().filter_map(introduced).map(str::to_ascii_lowercase).collect();
        let is_told = |id: &str| self.sent.is_ours(id) && !deferred.contains(&id.to_ascii_lowercase());
        history.retain(|event| !event.shown_id().is_some_and(is_told));
        self.own_deferred.retain(|delivery| !introduced(delivery).is_some_and(is_among));
    }

    /// Nothing is told of a message that the app has taken back before it was told of it, unless a history shows it.
    pub(super) fn forget_deferred(&mut self, message_id: &str) {
        let is_it = |id: &str| id.eq_ignore_ascii_case(message_id);
        if self.own_deferred.iter().filter_map(introduced).any(is_it) {
            self.sent.starts_over(message_id);
        }
        self.own_deferred.retain(|delivery| match delivery {
            Delivery::Message { message_id, .. } => !is_it(message_id),
            other => !introduced(other).is_some_and(is_it),
        });
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
        self.is_opening = false;
        self.release_own(effects);
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

/// The id of the message that this tells the app of.
fn introduced(delivery: &Delivery) -> Option<&str> {
    if let Delivery::OwnMessage { message, .. } = delivery { message.shown_id() } else { None }
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
