//! Retry and discard in the simulated app.
//!
//! The app changes its mind: messages that it takes back, that were given up, and that it tries again. What is known of them, so that
//! the checks ask for exactly what the SDK promises.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    app::Line,
    network::Request,
    world::{Happening, Which, World},
};
use crate::{
    model::MessageStatus,
    session::machine::{Input, Outcome, Ticket},
    wire::ClientEvent,
};

#[derive(Debug, Default)]
pub(super) struct SecondThoughts {
    /// Messages that are to be taken back, by the call. The answer to one may be lost with the process.
    taking_back: BTreeMap<u64, String>,
    trying_again: BTreeMap<u64, String>,
    taken_back: BTreeSet<String>,
    tried_again: BTreeSet<String>,
    /// Nothing is under way with these, and nothing may be any more.
    dead: BTreeSet<String>,
}

impl SecondThoughts {
    /// Whether the arrival of the message is not promised.
    pub(super) fn may_be_missing(&self, message_id: &str) -> bool {
        self.taken_back.contains(message_id) || self.taking_back.values().any(|id| id == message_id)
    }

    /// Whether its place among the others is not promised.
    pub(super) fn may_be_anywhere(&self, message_id: &str) -> bool {
        self.tried_again.contains(message_id)
    }

    pub(super) fn arrives(&self, event: &ClientEvent) {
        let id = event.message_id();
        assert!(!id.is_some_and(|id| self.dead.contains(id)), "{id:?} was given up, and goes out all the same");
    }
}

impl World {
    /// Of two messages it takes one back and tries the other again.
    pub(super) fn app_has_second_thoughts(&mut self, line: Which) {
        let chat = &self.lines[line];
        let is_failed = |status: &MessageStatus| matches!(status, MessageStatus::Failed { .. });
        let failed: Vec<_> = chat.told.statuses.iter().filter(|(_, status)| is_failed(status)).collect();
        let chosen = match failed.len() {
            0 => self.random.choice(&chat.handed_over).cloned(),
            _ => self.random.choice(&failed).map(|(id, _)| (*id).clone()),
        };
        let Some(message_id) = chosen.filter(|_| chat.engine.is_some()) else { return };
        let chat = &mut self.lines[line];
        let number = u64::from(self.calls);
        if self.random.bool() {
            chat.thoughts.taking_back.insert(number, message_id.clone());
            self.call_with(line, |ticket| Input::Discard { ticket, message_id });
        } else {
            chat.thoughts.trying_again.insert(number, message_id.clone());
            chat.thoughts.tried_again.insert(message_id.clone());
            self.call_with(line, |ticket| Input::Retry { ticket, message_id });
        }
    }

    pub(super) fn second_thoughts_are_answered(&mut self, line: Which, ticket: Ticket, outcome: &Outcome) {
        let thoughts = &mut self.lines[line].thoughts;
        let tried_again = thoughts.trying_again.remove(&ticket.0).filter(|_| outcome.is_ok());
        if let Some(id) = tried_again {
            assert!(!thoughts.taken_back.contains(&id), "{id} was taken back, and is tried again");
        }
        let taken_back = thoughts.taking_back.remove(&ticket.0).filter(|_| outcome.is_ok());
        if let Some(id) = taken_back {
            thoughts.taken_back.insert(id.clone());
            self.is_given_up(line, &id);
        }
    }

    /// A message that is tried again waits like a new one, whatever was told of it before.
    pub(super) fn waits(&mut self, line: Which, message_id: &str) {
        let Line { thoughts, told, .. } = &mut self.lines[line];
        // The answer to the call may come before: what is told of own messages waits for the opening history.
        if thoughts.tried_again.contains(message_id) {
            thoughts.dead.remove(message_id);
            told.statuses.remove(message_id);
        }
    }

    /// It was taken back, or the app was told that it has failed.
    pub(super) fn is_given_up(&mut self, line: Which, message_id: &str) {
        let is_it = |event: &ClientEvent| event.message_id() == Some(message_id);
        let travels = self.ahead().any(|happening| {
            matches!(happening, Happening::Arrives(where_to, _, Request::Send(events))
                if *where_to == line && events.iter().any(is_it))
        });
        if !travels {
            self.lines[line].thoughts.dead.insert(message_id.to_owned());
        }
    }
}
