//! Commands to a chat, and how their results are returned.

use tokio::sync::{OwnedSemaphorePermit, oneshot};

use super::machine::{Outcome, Outgoing};
use crate::{
    delegate::Completion,
    model::{ContactCenterError, ContactCenterUnsentMessage},
};

/// What reaches a chat from outside.
pub(super) enum Command {
    Send {
        what: Outgoing,
        done: Done,
        /// Its share of what may wait here.
        room: OwnedSemaphorePermit,
    },
    Retry {
        message_id: String,
        done: Done,
    },
    Discard {
        message_id: String,
        done: Done,
    },
    NetworkAvailable(bool),
    Foreground(bool),
    Push {
        done: Done,
    },
    /// Which messages does the server not have?
    Unsent(oneshot::Sender<Vec<ContactCenterUnsentMessage>>),
    /// The next step of the engine is to panic.
    #[cfg(test)]
    Panic,
}

/// Who is told how a call ends: a future that waits, or a completion, in the order of the delegate's calls.
pub(super) enum Done {
    Future(oneshot::Sender<Outcome>),
    Completion(Completion),
    /// A completion that is told right behind what was delivered so far.
    Immediate(Completion),
}

impl Done {
    /// Tells the outcome at once; but a message that was queued is told to its completion after the delegate knows the message: then
    /// its id and the completion are returned.
    pub(super) fn settle(self, outcome: Outcome) -> Option<(String, Completion)> {
        match (self, outcome) {
            // The caller may have stopped waiting.
            (Self::Future(done), outcome) => drop(done.send(outcome)),
            (Self::Completion(completion), Ok(Some(id))) => return Some((id, completion)),
            (Self::Completion(completion) | Self::Immediate(completion), outcome) => {
                completion.complete(outcome.and_then(|id| id.ok_or_else(without_id)));
            }
        }
        None
    }
}

/// The outcome of handing over what is no message, which has no completion.
pub(super) fn without_id() -> ContactCenterError {
    ContactCenterError::Internal { reason: "a message without an id".to_owned() }
}
