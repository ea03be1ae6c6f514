//! The journal of a chat, for a handover.
//!
//! What the outside was told of a chat and asked to keep, for a machine that takes over from one that has panicked. The store keeps
//! much the same for the next run of the process; but there may be no store, and it does not know what the app was told in this run.

use std::{collections::HashMap, time::Instant};

use super::{
    Key,
    machine::{Change, Effect, Restored, RestoredMessage},
    sent::Sent,
};
use crate::{
    model::{ContactCenterUnsentMessage, Delivery, MessageStatus, dated},
    wire::ClientEvent,
};

#[derive(Default)]
pub(super) struct Ledger {
    last_number: Option<u64>,
    delivered: HashMap<Key, u32>,
    /// In the order in which they were handed over.
    messages: Vec<Waiting>,
    sent: Sent,
}

struct Waiting {
    message_id: String,
    event: ClientEvent,
    since: Instant,
    failed: bool,
}

impl Ledger {
    pub(super) fn new(now: Instant, restored: &Restored) -> Self {
        let mut ledger = Self { last_number: restored.last_number, ..Self::default() };
        ledger.delivered(&restored.delivered);
        for RestoredMessage { message_id, event, age, failed } in &restored.messages {
            let since = now.checked_sub(*age).unwrap_or(now);
            ledger.messages.push(Waiting {
                message_id: message_id.clone(),
                event: event.clone(),
                since,
                failed: *failed,
            });
        }
        ledger
    }

    pub(super) fn note(&mut self, now: Instant, effect: &Effect) {
        match effect {
            Effect::Persist(change) => self.keep(now, change),
            Effect::Deliver(Delivery::Message { message_id, status }) => {
                if *status == MessageStatus::Pending {
                    self.sent.starts_over(message_id);
                } else {
                    self.sent.knows_at_all(message_id);
                }
                self.sent.advance(message_id, status);
            }
            _ => {}
        }
    }

    fn keep(&mut self, now: Instant, change: &Change) {
        match change {
            Change::Waits { message_id, event } => {
                self.forget(message_id);
                let (message_id, event) = (message_id.clone(), event.clone());
                self.messages.push(Waiting { message_id, event, since: now, failed: false });
            }
            Change::Number(number) => self.last_number = Some(*number),
            Change::Failed { message_id } => {
                let is_it = |message: &&mut Waiting| message.message_id == *message_id;
                if let Some(message) = self.messages.iter_mut().find(is_it) {
                    message.failed = true;
                }
            }
            Change::Gone { message_id } => self.forget(message_id),
            Change::Delivered(keys) => self.delivered(keys),
            Change::Closed => {}
        }
    }

    fn delivered(&mut self, keys: &[Key]) {
        for key in keys {
            *self.delivered.entry(*key).or_default() += 1;
        }
    }

    fn forget(&mut self, message_id: &str) {
        self.messages.retain(|message| message.message_id != message_id);
    }

    /// The messages that wait; and what tells the app of each, where it does not know it.
    pub(super) fn unsent(&self, chat_id: &str) -> impl Iterator<Item = (String, Option<Delivery>)> {
        self.messages.iter().filter(|message| !message.failed).map(move |waiting| {
            let is_told = self.sent.is_ours(&waiting.message_id);
            let message = if is_told { None } else { waiting.event.in_history(chat_id) };
            let untold = message.map(|message| Delivery::OwnMessage { message, since: waiting.since });
            (waiting.message_id.clone(), untold)
        })
    }

    /// The messages that wait or have failed, as the app is told of them.
    pub(super) fn unsent_messages(&self, chat_id: &str) -> Vec<ContactCenterUnsentMessage> {
        let unsent = |waiting: &Waiting| {
            let message = dated(waiting.event.in_history(chat_id)?, waiting.since);
            Some(ContactCenterUnsentMessage { message, has_failed: waiting.failed })
        };
        self.messages.iter().filter_map(unsent).collect()
    }

    /// As the store would tell it to the next run; and how far the app was told that each message has got.
    pub(super) fn restored(&self, now: Instant) -> (Restored, Sent) {
        let message = |message: &Waiting| RestoredMessage {
            message_id: message.message_id.clone(),
            event: message.event.clone(),
            age: now.saturating_duration_since(message.since),
            failed: message.failed,
        };
        let repeated = |(key, count): (&Key, &u32)| std::iter::repeat_n(*key, *count as usize);
        let restored = Restored {
            last_number: self.last_number,
            delivered: self.delivered.iter().flat_map(repeated).collect(),
            messages: self.messages.iter().map(message).collect(),
        };
        (restored, self.sent.clone())
    }
}
