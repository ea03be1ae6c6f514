//! What the delegate is told beside events: how the connection, a message and a chat stand.

use serde::Serialize;

use super::{ContactCenterError, ContactCenterEvent};

/// By which door a batch of events came in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, uniffi::Enum)]
#[serde(rename_all = "snake_case")]
pub enum EventOrigin {
    /// It has just happened.
    Live,
    /// It happened before this chat was opened here: show it, but ring no bell and reopen no form.
    History,
}

/// How the connection of one chat stands.
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

/// How far a message of this app has got.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, uniffi::Enum)]
#[serde(rename_all = "snake_case", tag = "status")]
pub enum MessageStatus {
    /// In the queue of its chat.
    Pending,
    /// Its request is under way.
    Sending,
    /// The server has taken it.
    Sent,
    /// The other side has it.
    Delivered,
    /// The other side has read it.
    Read,
    /// It was not sent, or nobody can say whether it was.
    Failed {
        /// Why.
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
