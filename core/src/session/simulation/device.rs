//! The simulated device: a store that survives the app, and a record of what the app was told.

use std::{
    collections::{BTreeMap, BTreeSet},
    time::Duration,
};

use super::events;
use crate::{
    model::{
        ConnectionState, ContactCenterError, ContactCenterEvent as Event, Delivery, EventOrigin, FailureClass,
        MessageStatus,
    },
    session::{
        Change, Key, Restored, RestoredMessage,
        machine::{Outcome, Ticket},
    },
    wire::ClientEvent,
};

/// The store as the machine may rely on it: what was kept is there after a restart, the rest is not.
#[derive(Debug, Default)]
pub(super) struct Disk {
    last_number: Option<u64>,
    next: u64,
    /// What waits, since when.
    waiting: BTreeMap<u64, (String, ClientEvent, Duration)>,
    delivered: Vec<Key>,
    /// Those of them, and of a chat that is closed, that were given up.
    pub(super) failed: BTreeSet<String>,
}

impl Disk {
    pub(super) fn keep(&mut self, change: &Change, now: Duration) {
        match change {
            Change::Waits { message_id, event } => {
                self.failed.remove(message_id);
                let known = self.waiting.iter().find(|(_, (id, ..))| id == message_id);
                let place = known.map_or(self.next, |(place, _)| *place);
                self.waiting.insert(place, (message_id.clone(), event.clone(), now));
                self.next += 1;
            }
            Change::Number(number) => self.last_number = Some(*number),
            Change::Gone { message_id } => {
                self.failed.remove(message_id);
                self.waiting.retain(|_, (id, ..)| id != message_id);
            }
            Change::Failed { message_id } => {
                self.failed.insert(message_id.clone());
            }
            Change::Delivered(keys) => self.delivered.extend(keys),
            Change::Closed => *self = Self { failed: std::mem::take(&mut self.failed), ..Self::default() },
        }
    }

    pub(super) fn restore(&self, now: Duration) -> Restored {
        let message = |(id, event, since): &(String, ClientEvent, Duration)| RestoredMessage {
            message_id: id.clone(),
            event: event.clone(),
            age: now - *since,
            failed: self.failed.contains(id),
        };
        Restored {
            last_number: self.last_number,
            delivered: self.delivered.clone(),
            messages: self.waiting.values().map(message).collect(),
        }
    }
}

/// What the app knows, over all its runs.
#[derive(Debug, Default)]
pub(super) struct Told {
    /// Every event that was news, in the order in which it came.
    pub(super) live: Vec<Event>,
    /// Every event that an opening history held, in any run.
    pub(super) earlier: Vec<Event>,
    pub(super) statuses: BTreeMap<String, MessageStatus>,
    /// Messages that this run was told of, by id in lower case: true where that was as own ones.
    messages: BTreeMap<String, bool>,
    pub(super) state: Option<ConnectionState>,
    /// Was told of it, and has not been connected since.
    pub(super) knows_of_portal: bool,
    pub(super) closed: usize,
    /// How often it was told that nothing here can be mended.
    pub(super) refusals: usize,
    /// Calls of this run that were not answered yet.
    pub(super) calls: BTreeSet<u64>,
}

impl Told {
    pub(super) fn note(&mut self, delivery: Delivery) {
        assert_eq!(self.closed, 0, "{delivery:?} after the chat was closed");
        match &delivery {
            Delivery::Events { events, .. } => events.iter().for_each(|event| self.meets(event, false)),
            Delivery::OwnMessage { message, .. } => self.meets(message, true),
            _ => {}
        }
        match delivery {
            Delivery::OwnMessage { .. } => {}
            Delivery::Events { origin: EventOrigin::Live, events } => self.live.extend(events),
            Delivery::Events { origin: EventOrigin::History, events } => self.earlier.extend(events),
            Delivery::Connection(state) => {
                assert_ne!(self.state, Some(state), "told twice");
                self.state = Some(state);
                self.knows_of_portal &= state != ConnectionState::Connected;
            }
            Delivery::Message { message_id, status } => {
                let is_told = self.messages.contains_key(&message_id.to_ascii_lowercase());
                assert!(is_told, "{message_id} is {status:?}, and was never told of");
                if let Some(before) = self.statuses.get(&message_id) {
                    assert!(status.rank() > before.rank(), "{message_id} goes from {before:?} to {status:?}");
                }
                self.statuses.insert(message_id, status);
            }
            Delivery::Closed(_) => self.closed += 1,
            Delivery::Failed(ContactCenterError::Internal { .. }) => {}
            Delivery::Failed(error) if error.is_interception() => {
                assert!(!self.knows_of_portal, "told twice in one outage");
                self.knows_of_portal = true;
            }
            Delivery::Failed(error) => {
                assert_eq!(error.class(), FailureClass::Stop, "told of {error}");
                self.refusals += 1;
            }
        }
    }

    /// An own message comes once in a run: as one, or in a history.
    fn meets(&mut self, event: &Event, as_own: bool) {
        let is_receipt = matches!(event, Event::ChatSessionMessageRead { .. });
        if let Some(id) = events::id_of(event).filter(|_| !is_receipt) {
            let before = self.messages.insert(id.to_ascii_lowercase(), as_own);
            assert!(before.is_none_or(|before| !before && !as_own), "{id} is told again");
        }
    }

    pub(super) fn settle(&mut self, ticket: Ticket, outcome: &Outcome) {
        assert!(self.calls.remove(&ticket.0), "{ticket:?} is answered twice: {outcome:?}");
    }

    /// The process is gone, and what it knew of statuses, the connection and its calls with it.
    pub(super) fn forget(&mut self) {
        self.statuses.clear();
        self.messages.clear();
        self.calls.clear();
        self.state = None;
        self.knows_of_portal = false;
    }
}
