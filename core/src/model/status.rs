//! States that the delegate is told beside events: of the connection, a message and a chat.

use serde::Serialize;

use super::{ContactCenterError, ContactCenterEvent};

/// Whether a batch of events is live or from a history.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, uniffi::Enum)]
#[serde(rename_all = "snake_case")]
pub enum EventOrigin {
    /// It has just happened.
    Live,
    /// It happened before this chat was opened here: show it, but do not notify and do not reopen forms.
    History,
}

/// State of the connection of one chat.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, uniffi::Enum)]
#[serde(rename_all = "snake_case")]
pub enum ConnectionState {
    /// The server answers.
    Connected,
    /// The last request failed in a way that passes; the next one follows after a growing pause.
    Reconnecting,
    /// The platform says that there is no network; nothing is tried until it says that there is.
    Offline,
    /// The chat is closed here; nothing more comes for it.
    Closed,
}

/// Why a chat was closed. Delivered exactly once per chat that was opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, uniffi::Enum)]
#[serde(rename_all = "snake_case")]
pub enum ChatSessionCloseReason {
    /// The server ended the session (`chat_session_ended`).
    Ended,
    /// The server ended it because the customer was silent for too long.
    InactivityTimeout,
    /// The server reports the session as failed, mostly because no agent could be reached.
    Failed,
    /// The server reports the session as completed.
    Completed,
    /// This app ended it with `endChat`.
    EndedByClient,
    /// The server no longer knows the session.
    Lost,
    /// A defect of the SDK ended it here, and `chat_session_failed` said so, just before. The session on the server goes on:
    /// `requestChat` opens it again. Please report it.
    Defect,
    /// The server refuses our requests for a reason that no retry can mend (tenant, app id,
    /// authorization); `chat_session_failed` said which, just before.
    Refused,
}

/// Delivery status of a message of this app.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, uniffi::Enum)]
#[serde(rename_all = "snake_case", tag = "status")]
pub enum MessageStatus {
    /// In the queue of its chat.
    Pending,
    /// Its request is in flight.
    Sending,
    /// Accepted by the server.
    Sent,
    /// Delivered to the other side.
    Delivered,
    /// Read by the other side.
    Read,
    /// It was not sent, or it is unknown whether it was.
    Failed {
        /// Why it failed.
        error: ContactCenterError,
    },
}

impl MessageStatus {
    pub(crate) const RANK_OF_FAILED: u8 = 2;

    /// How far along the way a status stands; a message never goes back.
    pub(crate) fn rank(&self) -> u8 {
        match self {
            Self::Pending => 0,
            Self::Sending => 1,
            Self::Failed { .. } => Self::RANK_OF_FAILED,
            Self::Sent => 3,
            Self::Delivered => 4,
            Self::Read => 5,
        }
    }
}

/// A message of this app that the server does not have, as far as is known.
#[derive(Debug, Clone, PartialEq, Serialize, uniffi::Record)]
#[uniffi::export(Debug)]
pub struct ContactCenterUnsentMessage {
    /// The message as `own_message_added` tells it: with its id, the chat id as its party, and the time of this device.
    pub message: ContactCenterEvent,
    /// Whether the message has failed: then it is sent only if the app retries it. Otherwise it waits, or is being sent.
    pub has_failed: bool,
}

/// How the text of an outgoing message is to be understood.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, uniffi::Enum)]
pub enum MessageFormat {
    /// Plain text: it is escaped, and line breaks become `<br>`.
    Text,
    /// HTML, sent as it is.
    Html,
}

/// Which of an app's two Firebase registrations a device token belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, uniffi::Enum)]
pub enum FirebasePlatform {
    /// An iOS app that receives pushes through Firebase.
    Ios,
    /// An Android app.
    Android,
}
