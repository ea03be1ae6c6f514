//! Sending: the outgoing half of the machine.

use std::time::Instant;

use super::{
    Change, Effect, Ending, Life, Machine, Outcome, Outgoing, Receipt, Ticket, delivering::is_last_word, pause::Pause,
    reach::Reachability,
};
use crate::{
    http::Failure,
    model::{
        ChatSessionCloseReason, ContactCenterError, ContactCenterEvent as Event, FailureClass, MAX_QUEUED_BYTES,
        MessageStatus,
    },
    session::{
        event_dedup::UnderWay,
        key::is_numbered,
        outbox::{Item, MOST_WAITING, Tries},
    },
    wire::ClientEvent,
};

impl Machine {
    pub(super) fn submit(&mut self, now: Instant, ticket: Ticket, what: Outgoing, effects: &mut Vec<Effect>) {
        let outcome = match what {
            Outgoing::Message(_) | Outgoing::AnswerInText { .. } if self.outbox.is_full() => {
                Err(not_sent(&format!("{MOST_WAITING} messages of this chat are waiting already")))
            }
            Outgoing::Message(_) | Outgoing::AnswerInText { .. } | Outgoing::Note(_) | Outgoing::Once(_)
                if !self.outbox.has_room_for(what.approximate_bytes()) =>
            {
                Err(no_room())
            }
            Outgoing::Message(event) => return self.submit_message(now, ticket, event, effects),
            Outgoing::AnswerInText { answer, message } => {
                self.outbox.push(Item::Note(answer));
                return self.submit_message(now, ticket, message, effects);
            }
            Outgoing::Initial { message, taken } => {
                self.initial_message(now, message, taken, effects);
                Ok(None)
            }
            Outgoing::Receipt(receipt) => {
                self.queue_receipt(&receipt);
                Ok(None)
            }
            Outgoing::Typing(msg) => {
                if self.is_reachable() && self.typing.typed(now) {
                    self.outbox.push(Item::Note(ClientEvent::ChatSessionTyping { msg }));
                }
                Ok(None)
            }
            Outgoing::NotTyping => {
                self.type_no_more();
                Ok(None)
            }
            Outgoing::Note(event) => {
                self.outbox.push(Item::Note(event));
                Ok(None)
            }
            Outgoing::Once(_) if !self.is_reachable() => Err(unreachable()),
            Outgoing::Once(event) => return self.outbox.push(Item::Once { ticket, event }),
        };
        effects.push(Effect::Settle { ticket, outcome });
    }

    fn submit_message(&mut self, now: Instant, ticket: Ticket, event: ClientEvent, effects: &mut Vec<Effect>) {
        self.type_no_more();
        let expires_at = now + self.manners.lifetime;
        if self.is_unnumbered {
            return self.outbox.push(Item::Unnumbered { ticket, event, expires_at });
        }
        self.queue_message(ticket, event, expires_at, effects);
    }

    fn is_reachable(&self) -> bool {
        self.online && self.foreground && self.reachability != Reachability::CutOff
    }

    /// Gives ids to messages that were handed over while the number of the last one was unknown.
    pub(super) fn number_what_waits(&mut self, effects: &mut Vec<Effect>) {
        if self.life != Life::Open || !std::mem::take(&mut self.is_unnumbered) {
            return;
        }
        for item in self.outbox.take_all() {
            match item {
                Item::Unnumbered { ticket, event, expires_at } => {
                    self.queue_message(ticket, event, expires_at, effects);
                }
                other => self.outbox.push(other),
            }
        }
    }

    fn queue_message(&mut self, ticket: Ticket, event: ClientEvent, expires_at: Instant, effects: &mut Vec<Effect>) {
        let (id, number) = self.sent.next_id(&self.chat_id);
        let event = event.with_message_id(&id);
        let key = self.dedup.register_own_message(&id);
        effects.push(Effect::Persist(Change::Waits { message_id: id.clone(), event: event.clone() }));
        effects.push(Effect::Persist(Change::Number(number)));
        effects.push(Effect::Persist(Change::Delivered(vec![key])));
        effects.push(Effect::Settle { ticket, outcome: Ok(Some(id.clone())) });
        let since = expires_at.checked_sub(self.manners.lifetime).unwrap_or(expires_at);
        self.introduce_sent(&event, since, effects);
        self.outbox.push(Item::Message { id, event, expires_at, in_doubt: false, tries: Tries::default() });
    }

    fn introduce_sent(&mut self, event: &ClientEvent, since: Instant, effects: &mut Vec<Effect>) {
        if let Some(message) = event.in_history(&self.chat_id) {
            self.introduce(message, since, effects);
        }
    }

    /// A message that went out with the request for the chat. In a new session it was taken; of one that was live before, only the
    /// history can tell.
    fn initial_message(&mut self, now: Instant, event: ClientEvent, taken: bool, effects: &mut Vec<Effect>) {
        let Some(id) = event.message_id().map(str::to_owned) else { return };
        let key = self.dedup.register_own_message(&id);
        effects.push(Effect::Persist(Change::Delivered(vec![key])));
        self.introduce_sent(&event, now, effects);
        if taken {
            return self.status(&id, MessageStatus::Sent, effects);
        }
        effects.push(Effect::Persist(Change::Waits { message_id: id.clone(), event: event.clone() }));
        self.require_history(now);
        self.outbox.push(Item::Message {
            id,
            event,
            expires_at: now + self.manners.lifetime,
            in_doubt: true,
            tries: Tries::default(),
        });
    }

    /// Only what others wrote is confirmed: an own message needs no receipt. And only once, however often the app
    /// shows a message.
    pub(super) fn queue_receipt(&mut self, receipt: &Receipt) {
        let id = &receipt.message_id;
        let is_confirmed = self.confirmed.contains(&(id.to_ascii_lowercase(), receipt.read));
        let is_ours = is_numbered(&self.chat_id, id) || self.sent.is_ours(id);
        if !is_confirmed && !is_ours {
            let ref_msg_id = id.clone();
            self.outbox.push(Item::Note(match receipt.read {
                true => ClientEvent::ChatSessionMessageRead { ref_msg_id },
                false => ClientEvent::ChatSessionMessageDelivered { ref_msg_id },
            }));
        }
    }

    /// Tells the other side, if it believes that the user types.
    pub(super) fn type_no_more(&mut self) {
        if self.typing.stopped() {
            self.outbox.push(Item::Note(ClientEvent::ChatSessionNotTyping));
        }
    }

    pub(super) fn send_finished(
        &mut self,
        now: Instant,
        result: Result<Vec<Event>, Failure>,
        effects: &mut Vec<Effect>,
    ) {
        let items = self.outbox.take_in_flight();
        match result {
            Ok(events) => self.taken(now, items, events, effects),
            Err(failure) => self.not_taken(now, items, failure, effects),
        }
        self.dedup.sent(now);
        if let Life::Closing(ending) = self.life {
            self.finish(ending, effects);
        }
    }

    fn taken(&mut self, now: Instant, items: Vec<Item>, events: Vec<Event>, effects: &mut Vec<Effect>) {
        if let Reachability::Checking { .. } = self.reachability {
            self.reachability = Reachability::Good;
        }
        self.last_news = now;
        self.send_backoff.reset();
        self.outbox.was_taken(items.len());
        self.continue_after_live(&events, effects);
        for item in items {
            match item {
                Item::Message { id, .. } => self.was_taken(&id, effects),
                Item::Note(ClientEvent::ChatSessionMessageDelivered { ref_msg_id: id }) => {
                    self.has_confirmed(&id, false)
                }
                Item::Note(ClientEvent::ChatSessionMessageRead { ref_msg_id: id }) => self.has_confirmed(&id, true),
                Item::Note(_) | Item::Unnumbered { .. } => {}
                Item::Once { ticket, event } => {
                    if event == ClientEvent::ChatSessionEnd {
                        self.deliver_deferred(now, effects);
                        self.life = Life::Closing(Ending::certain(ChatSessionCloseReason::EndedByClient));
                    }
                    effects.push(Effect::Settle { ticket, outcome: Ok(None) });
                }
            }
        }
        // Only the first history tells what of it an earlier run, or a machine before a handover, has had. None comes where it
        // cannot be had.
        let waits_for_history = self.sync_at.is_some() && (self.is_opening || self.dedup.is_unsure());
        let is_ambiguous = self.dedup.is_ambiguous(&events);
        if (waits_for_history || is_ambiguous) && self.life == Life::Open && !is_last_word(&events) {
            if is_ambiguous {
                self.require_history(now);
            }
            self.defer(events);
        } else {
            // Some servers hand the same events to the next poll.
            let copies = self.dedup.copies(&events);
            self.deliver_live(now, events, effects);
            self.dedup.expect(copies, UnderWay { poll: self.polling_since.is_some(), send: false }, now);
        }
    }

    fn has_confirmed(&mut self, message_id: &str, read: bool) {
        self.confirmed.insert((message_id.to_ascii_lowercase(), read));
    }

    pub(super) fn was_taken(&mut self, message_id: &str, effects: &mut Vec<Effect>) {
        effects.push(Effect::Persist(Change::Gone { message_id: message_id.to_owned() }));
        self.status(message_id, MessageStatus::Sent, effects);
    }

    fn not_taken(&mut self, now: Instant, items: Vec<Item>, failure: Failure, effects: &mut Vec<Effect>) {
        let in_doubt = failure.leaves_in_doubt();
        let Failure { error, retry_after, .. } = failure;
        if self.life != Life::Open {
            return items.into_iter().for_each(|item| self.give_up(item, &error, effects));
        }
        if error.class() == FailureClass::Gone {
            items.into_iter().for_each(|item| self.give_up(item, &error, effects));
            return self.close(now, Ending::certain(ChatSessionCloseReason::Lost), effects);
        }
        match error.class() {
            class @ (FailureClass::Retry | FailureClass::Wait) => {
                let is_limited = class == FailureClass::Wait;
                let again = if in_doubt && !is_limited { self.outbox.failed(now, items, &error) } else { items };
                self.outbox.put_back(again, in_doubt);
                self.give_up_moments(&error, effects);
                // The answer that was lost may have brought events, too.
                if in_doubt {
                    self.require_history(now);
                }
                let own = self.send_backoff.next();
                self.send_pause = Pause::after_failure(now, own, retry_after, is_limited);
            }
            FailureClass::Stop => {
                let (moments, others): (Vec<_>, Vec<_>) = items.into_iter().partition(Item::is_of_the_moment);
                moments.into_iter().for_each(|item| self.give_up(item, &error, effects));
                self.outbox.set_aside(others);
                self.refusal = Some(error);
                self.require_history(now);
            }
            FailureClass::Gone | FailureClass::Call => {
                let together = items.len();
                self.refused(items, together, &error, effects);
            }
        }
    }

    /// A history has shown which of the messages in doubt the server has; the others go again, unless that was in vain too often.
    pub(super) fn resolve_in_doubt(&mut self, now: Instant, ours: &[String], effects: &mut Vec<Effect>) {
        let resolved = self.outbox.resolve(now, |id| ours.iter().any(|ours| ours.eq_ignore_ascii_case(id)));
        for id in resolved.taken {
            self.was_taken(&id, effects);
        }
        for (item, error) in resolved.exhausted {
            self.give_up(item, &error, effects);
        }
        self.judge_refusal(effects);
    }

    /// A history has shown that the server does not refuse us: what it refused was the request.
    pub(super) fn judge_refusal(&mut self, effects: &mut Vec<Effect>) {
        if let Some(error) = self.refusal.take() {
            let items = self.outbox.take_aside();
            self.refused(items, self.outbox.set_aside_together(), &error, effects);
        }
    }

    /// The server does not want these; where they were several, perhaps only one of them, or only not together.
    fn refused(&mut self, items: Vec<Item>, together: usize, error: &ContactCenterError, effects: &mut Vec<Effect>) {
        if self.outbox.refused_together(together) {
            self.outbox.put_back(items, false);
        } else {
            items.into_iter().for_each(|item| self.give_up(item, error, effects));
        }
    }

    /// What was wanted just now is not wanted at some later time.
    pub(super) fn give_up_moments(&mut self, error: &ContactCenterError, effects: &mut Vec<Effect>) {
        for item in self.outbox.take_moments() {
            self.give_up(item, error, effects);
        }
    }

    /// Gives an item up, and tells its caller or the delegate.
    pub(super) fn give_up(&mut self, item: Item, error: &ContactCenterError, effects: &mut Vec<Effect>) {
        match item {
            Item::Message { id, event, in_doubt, .. } => {
                effects.push(Effect::Persist(Change::Failed { message_id: id.clone() }));
                self.status(&id, MessageStatus::Failed { error: error.clone() }, effects);
                self.failed.push((id, event, in_doubt));
            }
            Item::Note(_) => {}
            Item::Unnumbered { ticket, .. } | Item::Once { ticket, .. } => {
                effects.push(Effect::Settle { ticket, outcome: Err(error.clone()) });
            }
        }
    }

    pub(super) fn retry(&mut self, now: Instant, message_id: &str, effects: &mut Vec<Effect>) -> Outcome {
        if let Some(at) = self.failed.iter().position(|(id, ..)| id.eq_ignore_ascii_case(message_id)) {
            let (id, event, in_doubt) = self.failed.remove(at);
            effects.push(Effect::Persist(Change::Waits { message_id: id.clone(), event: event.clone() }));
            self.sent.starts_over(&id);
            self.status(&id, MessageStatus::Pending, effects);
            if in_doubt {
                self.require_history(now);
            }
            self.outbox.push(Item::Message {
                id,
                event,
                expires_at: now + self.manners.lifetime,
                in_doubt,
                tries: Tries::default(),
            });
        } else if !self.outbox.holds(message_id) {
            return Err(unknown());
        }
        self.send_pause.cut_short();
        Ok(Some(message_id.to_owned()))
    }

    pub(super) fn discard(&mut self, message_id: &str, effects: &mut Vec<Effect>) -> Outcome {
        let failed = self.failed.iter().position(|(id, ..)| id.eq_ignore_ascii_case(message_id));
        let failed = failed.map(|at| self.failed.remove(at).0);
        // Under the spelling that the store knows.
        let Some(id) = failed.or_else(|| self.outbox.take(message_id)) else { return Err(unknown()) };
        self.forget_deferred(&id);
        effects.push(Effect::Persist(Change::Gone { message_id: id.clone() }));
        Ok(Some(id))
    }
}

/// The answer to whatever is asked of a closed chat.
pub(in crate::session) fn closed_already() -> ContactCenterError {
    ContactCenterError::chat_closed()
}

/// The answer to what is of the moment, where the moment is a bad one.
pub(super) fn unreachable() -> ContactCenterError {
    ContactCenterError::Transport { reason: "there is no connection now, or the app is in the background".to_owned() }
}

pub(super) fn not_sent(reason: &str) -> ContactCenterError {
    ContactCenterError::MessageNotSent { reason: reason.to_owned() }
}

/// For what would be too long a queue of texts.
pub(in crate::session) fn no_room() -> ContactCenterError {
    not_sent(&format!("{} MiB of texts of this chat are waiting already", MAX_QUEUED_BYTES >> 20))
}

fn unknown() -> ContactCenterError {
    ContactCenterError::invalid(
        "message_id",
        "names no message that waits or has failed (one that is being sent can be neither retried nor discarded)",
    )
}
