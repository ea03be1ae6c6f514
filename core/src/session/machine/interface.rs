//! Inputs and effects: the complete interface of the machine.

use std::time::Duration;

use serde::{Deserialize, Serialize, Serializer};

use crate::{
    http::Failure,
    model::{ContactCenterError, ContactCenterEvent as Event, Delivery},
    session::Key,
    wire::ClientEvent,
};

/// Identifies a call that waits for its result.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub(in crate::session) struct Ticket(pub(in crate::session) u64);

/// What a call ends with: the id of the message where it made one.
pub(in crate::session) type Outcome = Result<Option<String>, ContactCenterError>;

/// What the app wants to be sent.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(in crate::session) enum Outgoing {
    /// A text, a file or a place, which has no id yet.
    Message(ClientEvent),
    /// A message that went out with the request for the chat; whether the server has it for sure.
    Initial {
        message: ClientEvent,
        taken: bool,
    },
    Receipt(Receipt),
    /// What was typed so far, where it is to be shown.
    Typing(Option<String>),
    NotTyping,
    /// A form's answer in text, and the same as a message.
    AnswerInText {
        answer: ClientEvent,
        message: ClientEvent,
    },
    /// Best effort: sent again until the server has it; no call waits for it.
    Note(ClientEvent),
    /// Tried once, and the caller is told.
    Once(ClientEvent),
}

impl Outgoing {
    /// The approximate size in memory.
    pub(in crate::session) fn approximate_bytes(&self) -> usize {
        match self {
            Self::Message(event) | Self::Initial { message: event, .. } | Self::Note(event) | Self::Once(event) => {
                event.approximate_bytes()
            }
            Self::AnswerInText { answer, message } => answer.approximate_bytes() + message.approximate_bytes(),
            Self::Receipt(Receipt { message_id: text, .. }) | Self::Typing(Some(text)) => {
                size_of::<Self>() + text.len()
            }
            Self::Typing(None) | Self::NotTyping => size_of::<Self>(),
        }
    }
}

#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Receipt {
    pub(crate) message_id: String,
    pub(crate) read: bool,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(in crate::session) enum Input {
    Send {
        ticket: Ticket,
        what: Outgoing,
    },
    SendFinished(Result<Vec<Event>, Failure>),
    Polled(Result<Vec<Event>, Failure>),
    HistoryRead(Result<Vec<Event>, Failure>),
    /// The point in time that `wake_at` named has come.
    Woken,
    NetworkAvailable(bool),
    Foreground(bool),
    /// A push spoke of this chat; who waits until what it led to was delivered.
    Push {
        ticket: Ticket,
    },
    Retry {
        ticket: Ticket,
        message_id: String,
    },
    Discard {
        ticket: Ticket,
        message_id: String,
    },
}

impl Input {
    /// Who waits for what comes of it.
    pub(in crate::session) fn ticket(&self) -> Option<Ticket> {
        match self {
            Self::Send { ticket, .. }
            | Self::Push { ticket }
            | Self::Retry { ticket, .. }
            | Self::Discard { ticket, .. } => Some(*ticket),
            _ => None,
        }
    }
}

#[derive(Debug, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(in crate::session) enum Effect {
    Poll,
    /// The poll and the history in flight are of no use any more.
    StopReceiving,
    FetchHistory,
    Send(Vec<ClientEvent>),
    Persist(Change),
    Settle {
        ticket: Ticket,
        outcome: Outcome,
    },
    Deliver(Delivery),
    /// The last effect ever: whatever is in flight is of no use any more.
    Stop,
}

/// What the store must know from now on.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Change {
    /// A message of ours waits.
    Waits { message_id: String, event: ClientEvent },
    /// The number of our last message.
    Number(u64),
    /// It is not tried any more, but may be again.
    Failed { message_id: String },
    /// The server has it, or the app does not want it any more.
    Gone { message_id: String },
    /// These events reach the app now.
    Delivered(#[serde(serialize_with = "count")] Vec<Key>),
    /// The chat is over: nothing of it is needed any more.
    Closed,
}

/// What the store knew of a chat when it was opened.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct Restored {
    /// None where the store has never learnt it.
    pub(crate) last_number: Option<u64>,
    pub(crate) delivered: Vec<Key>,
    /// In the order in which they were handed over.
    pub(crate) messages: Vec<RestoredMessage>,
}

#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct RestoredMessage {
    pub(crate) message_id: String,
    pub(crate) event: ClientEvent,
    /// How long ago it was handed over.
    pub(crate) age: Duration,
    pub(crate) failed: bool,
}

/// What an app may set.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(in crate::session) struct Manners {
    pub(in crate::session) backoff_initial: Duration,
    pub(in crate::session) backoff_max: Duration,
    /// How long a message is tried for.
    pub(in crate::session) lifetime: Duration,
    /// Whether the SDK itself confirms what it has delivered to the app.
    pub(in crate::session) confirms_delivery: bool,
    /// For how long an answer that is not the API's may claim that the session is gone, or that the SDK is not let in, before it is
    /// believed.
    pub(in crate::session) interception_timeout: Duration,
    /// Whether a store keeps what waits.
    pub(in crate::session) has_store: bool,
}

/// Keys say nothing to a reader, and in a trace they are others than here: what they stand for is delivered beside them.
fn count<S: Serializer>(keys: &[Key], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_u64(keys.len() as u64)
}
