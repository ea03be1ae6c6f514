//! States that the delegate is told beside events: of the connection, a message and a chat.

use serde::Serialize;

use super::{ContactCenterError, ContactCenterEvent};

/// Whether a batch of events is live or from a history.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, uniffi::Enum)]
#[serde(rename_all = "snake_case")]
pub enum EventOrigin {
    /// The events have just happened.
    Live,
    /// The events happened before this chat was opened here: show them, but do not notify and do not reopen forms.
    History,
}

/// State of the connection of one chat.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, uniffi::Enum)]
#[serde(rename_all = "snake_case")]
pub enum ConnectionState {
    /// The server answers.
    Connected,
    /// Requests fail temporarily, and are retried with exponential backoff.
    Reconnecting,
    /// The platform reports no network. No request is sent until it reports one.
    Offline,
    /// The chat is closed here, and has no further updates.
    Closed,
}

/// Why a chat was closed. Delivered exactly once per chat that was opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, uniffi::Enum)]
#[serde(rename_all = "snake_case")]
pub enum ChatSessionCloseReason {
    /// The server ended the session (`chat_session_ended`).
    Ended,
    /// The server ended the session because the customer was inactive.
    InactivityTimeout,
    /// The server reports the session as failed, usually because no agent was available.
    Failed,
    /// The server reports the session as completed.
    Completed,
    /// This app ended the session with `endChat`.
    EndedByClient,
    /// The server no longer knows the session.
    Lost,
    /// A defect of the SDK ended it here, and `chat_session_failed` said so, just before. The session on the server goes on:
    /// `requestChat` opens it again. Please report it.
    Defect,
    /// The server refuses the requests of the SDK because a setting is wrong (tenant, app id,
    /// authorization); `chat_session_failed` said which, just before.
    Refused,
}

/// Delivery status of a message of this app.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, uniffi::Enum)]
#[serde(rename_all = "snake_case", tag = "status")]
pub enum MessageStatus {
    /// The message is in the queue of its chat.
    Pending,
    /// The request for the message was sent, and has no answer yet.
    Sending,
    /// The server has accepted the message.
    Sent,
    /// The message was delivered to the other side.
    Delivered,
    /// The other side has read the message.
    Read,
    /// The message was not sent, or it is unknown whether it was.
    Failed {
        /// Why the message failed.
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

/// A message of this app that the server does not have, as far as the SDK knows.
#[derive(Debug, Clone, PartialEq, Serialize, uniffi::Record)]
#[uniffi::export(Debug)]
pub struct ContactCenterUnsentMessage {
    /// The message as `own_message_added` tells it: with its id, the chat id as its party, and the time of this device.
    pub message: ContactCenterEvent,
    /// Whether the message has failed: then it is sent only if the app retries it. Otherwise it waits, or is being sent.
    pub has_failed: bool,
}

/// The format of the text of an outgoing message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, uniffi::Enum)]
pub enum MessageFormat {
    /// The text is plain: it is escaped, and line breaks become `<br>`.
    Text,
    /// The text is HTML, and is sent unchanged.
    Html,
}

/// The Firebase registration to which a device token belongs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, uniffi::Enum)]
pub enum FirebasePlatform {
    /// An iOS app that receives pushes through Firebase.
    Ios,
    /// An Android app.
    Android,
}
