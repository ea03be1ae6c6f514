//! Everything that can happen in a chat, as the app sees it.

use serde::Serialize;

use super::{ContactCenterChatSessionPartyType, ContactCenterChatSessionState, JsonValue, Timestamp};

/// One event of a chat.
///
/// The server leaves fields out as it pleases, so nearly everything is optional. `party_id` is the
/// party that caused the event; it equals the chat id where that was this app's customer.
/// `timestamp_ms` is the server's clock.
#[derive(Debug, Clone, PartialEq, Serialize, uniffi::Enum)]
#[serde(rename_all = "snake_case", tag = "event")]
pub enum ContactCenterEvent {
    /// A message (`chat_session_message`).
    ChatSessionMessage {
        /// The id that receipts refer to.
        message_id: Option<String>,
        /// Who wrote it.
        party_id: Option<String>,
        /// The text as it was sent: HTML. Clean it before showing it as HTML.
        message: String,
        /// The plain text that the server made of it.
        message_text: Option<String>,
        /// When.
        timestamp_ms: Option<Timestamp>,
    },
    /// A message reached its reader's device (`chat_session_message_delivered`).
    ChatSessionMessageDelivered {
        /// The message that was delivered.
        message_id: Option<String>,
        /// To whom.
        party_id: Option<String>,
        /// When.
        timestamp_ms: Option<Timestamp>,
    },
    /// A message was read (`chat_session_message_read`).
    ChatSessionMessageRead {
        /// The message that was read.
        message_id: Option<String>,
        /// By whom.
        party_id: Option<String>,
        /// When.
        timestamp_ms: Option<Timestamp>,
    },
    /// The session stands elsewhere now (`chat_session_status`).
    ChatSessionStatus {
        /// Where.
        state: ContactCenterChatSessionState,
        /// Estimated wait in seconds, where the server knows one.
        estimated_wait_time: Option<i32>,
    },
    /// The session was attached to a CRM case, or detached from it (`chat_session_case_set`).
    ChatSessionCaseSet {
        /// The case; none where it was cleared.
        case_id: Option<String>,
        /// When.
        timestamp_ms: Option<Timestamp>,
    },
    /// A party joined (`chat_session_party_joined`).
    ChatSessionPartyJoined {
        /// Who.
        party_id: Option<String>,
        /// First name.
        first_name: Option<String>,
        /// Last name.
        last_name: Option<String>,
        /// The name to show: the server's, else made of first and last name.
        display_name: Option<String>,
        /// What kind of party.
        #[serde(rename = "party_type")]
        r#type: Option<ContactCenterChatSessionPartyType>,
        /// When.
        timestamp_ms: Option<Timestamp>,
    },
    /// A party left (`chat_session_party_left`).
    ChatSessionPartyLeft {
        /// Who.
        party_id: Option<String>,
        /// When.
        timestamp_ms: Option<Timestamp>,
    },
    /// A party is typing (`chat_session_typing`).
    ChatSessionTyping {
        /// Who.
        party_id: Option<String>,
        /// When.
        timestamp_ms: Option<Timestamp>,
    },
    /// A party stopped typing (`chat_session_not_typing`).
    ChatSessionNotTyping {
        /// Who.
        party_id: Option<String>,
        /// When.
        timestamp_ms: Option<Timestamp>,
    },
    /// A party shared a place (`chat_session_location`).
    ChatSessionLocation {
        /// Who.
        party_id: Option<String>,
        /// A link to a map.
        url: Option<String>,
        /// Degrees north.
        latitude: Option<f64>,
        /// Degrees east.
        longitude: Option<f64>,
        /// When.
        timestamp_ms: Option<Timestamp>,
    },
    /// The session will be ended unless the customer says something (`chat_session_timeout_warning`).
    ChatSessionTimeoutWarning {
        /// The server's text, perhaps empty.
        message: String,
        /// When.
        timestamp_ms: Option<Timestamp>,
    },
    /// The session was ended because the customer was silent (`chat_session_inactivity_timeout`).
    ChatSessionInactivityTimeout {
        /// The server's text, perhaps empty.
        message: String,
        /// When.
        timestamp_ms: Option<Timestamp>,
    },
    /// The server ended the session (`chat_session_ended`).
    ChatSessionEnded,
    /// The customer left the conversation (`chat_session_disconnect`; in histories).
    ChatSessionDisconnect,
    /// The customer ended the session (`chat_session_end`; in histories).
    ChatSessionEnd,
    /// Any other event, and any event that made no sense.
    Unknown {
        /// The server's name for it; empty where it had none.
        name: String,
        /// The whole event as the server sent it.
        raw: JsonValue,
    },
}
