//! A recording delegate for fuzzing.
//!
//! A delegate that remembers what it was told, and does not accept what no app should have to.

use std::{
    collections::{HashMap, HashSet},
    sync::{Mutex, MutexGuard, PoisonError},
};

use super::CHAT;
use crate::{
    delegate::ContactCenterEventsDelegating,
    model::{
        ChatSessionCloseReason, ConnectionState, ContactCenterError, ContactCenterEvent as Event, EventOrigin,
        MessageStatus,
    },
};

#[derive(Default)]
pub(super) struct Told {
    known: Mutex<Known>,
}

#[derive(Default)]
pub(super) struct Known {
    /// What an event is about, by whom, in lower case, of those that have an identity.
    had: HashSet<(&'static str, String, String)>,
    /// Those that are shown as a message: several may share one identity if each says something else.
    messages: HashSet<((&'static str, String, String), String)>,
    /// Messages of ours that it was told of as such.
    own: HashSet<(&'static str, String, String)>,
    pub(super) statuses: HashMap<String, MessageStatus>,
    pub(super) state: Option<ConnectionState>,
    pub(super) closed: Option<ChatSessionCloseReason>,
}

impl Known {
    /// Whether the server may still have the session: what waits stays in the store for it.
    pub(super) fn may_return(&self) -> bool {
        matches!(self.closed, Some(ChatSessionCloseReason::Refused | ChatSessionCloseReason::Lost))
    }
}

impl Told {
    pub(super) fn known(&self) -> MutexGuard<'_, Known> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn open(&self) -> MutexGuard<'_, Known> {
        let known = self.known();
        assert!(known.closed.is_none(), "a callback after the last one");
        known
    }
}

impl ContactCenterEventsDelegating for Told {
    fn chat_session_events(&self, _: String, _: EventOrigin, events: Vec<Event>) {
        assert!(!events.is_empty(), "a batch of nothing");
        let mut known = self.open();
        for event in &events {
            let Some(identity) = identity(event) else { continue };
            let is_new = match said(event) {
                Some(said) => !known.own.contains(&identity) && known.messages.insert((identity.clone(), said)),
                None => !known.had.contains(&identity),
            };
            assert!(is_new, "the same thing twice");
            known.had.insert(identity);
        }
        drop(known);
        // As Swift and Kotlin get them.
        <Vec<Event> as uniffi::Lower<crate::UniFfiTag>>::lower_into_rust_buffer(events).destroy();
    }

    fn chat_session_failed(&self, _: String, error: ContactCenterError) {
        drop(self.open());
        assert!(error.to_string().len() <= 300);
    }

    fn chat_session_closed(&self, _: String, reason: ChatSessionCloseReason) {
        let mut known = self.open();
        assert_eq!(known.state, Some(ConnectionState::Closed), "the connection is closed first");
        known.closed = Some(reason);
    }

    fn connection_state_changed(&self, _: String, state: ConnectionState) {
        let before = self.open().state.replace(state);
        assert_ne!(before, Some(state), "no change");
        assert_ne!(before, Some(ConnectionState::Closed), "the end of it");
    }

    fn own_message_added(&self, _: String, message: Event) {
        let identity = identity(&message).expect("a message has an id");
        assert_eq!(message.party_id(), Some(CHAT));
        let mut known = self.open();
        assert!(known.own.insert(identity.clone()) && known.had.insert(identity), "told of again");
    }

    fn message_status_changed(&self, _: String, message_id: String, status: MessageStatus) {
        let is_first = status == MessageStatus::Pending;
        let rank = status.rank();
        match self.open().statuses.insert(message_id, status) {
            // Of a message that an earlier run has sent it is told how far it has got.
            None => assert!(is_first || rank > MessageStatus::Sent.rank(), "a message begins as pending"),
            // The app tries it again.
            Some(MessageStatus::Failed { .. }) if is_first => {}
            Some(before) => assert!(before.rank() < rank, "a status that goes back: {before:?}"),
        }
    }
}

fn identity(event: &Event) -> Option<(&'static str, String, String)> {
    let (about, message_id) = match event {
        Event::ChatSessionMessage { message_id, .. }
        | Event::ChatSessionFile { message_id, .. }
        | Event::ChatSessionFileUrl { message_id, .. }
        | Event::ChatSessionLocation { message_id, .. } => ("message", message_id),
        Event::ChatSessionMessageDelivered { message_id, .. } => ("delivered", message_id),
        Event::ChatSessionMessageRead { message_id, .. } => ("read", message_id),
        _ => return None,
    };
    let party = event.party_id().unwrap_or(CHAT).to_ascii_lowercase();
    Some((about, party, message_id.as_ref()?.to_ascii_lowercase()))
}

/// What a message says; None of a receipt.
fn said(event: &Event) -> Option<String> {
    match event {
        Event::ChatSessionMessage { message, .. } => Some(message.clone()),
        Event::ChatSessionFile { file_id, .. } => Some(format!("file {file_id:?}")),
        Event::ChatSessionFileUrl { file_url, .. } => Some(format!("address {file_url:?}")),
        Event::ChatSessionLocation { latitude, longitude, .. } => Some(format!("location {latitude:?} {longitude:?}")),
        _ => None,
    }
}
