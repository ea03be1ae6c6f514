//! The events of a chat, as the app receives them.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{
    ContactCenterAttachment, ContactCenterChatSessionPartyType, ContactCenterChatSessionState, ContactCenterFileType,
    ContactCenterSignaling, JsonValue, Timestamp, tag::write_tag,
};

/// One event of a chat.
///
/// The server leaves fields out as it pleases, so nearly everything is optional. `party_id` is the
/// party that caused the event; it equals the chat id where that was this app's customer.
/// `timestamp_ms` is the server's clock.
#[derive(Clone, PartialEq, Serialize, Deserialize, uniffi::Enum)]
#[uniffi::export(Debug)]
#[serde(rename_all = "snake_case", tag = "event")]
pub enum ContactCenterEvent {
    /// A message (`chat_session_message`).
    ChatSessionMessage {
        /// The id that receipts refer to.
        message_id: Option<String>,
        /// Id of the party that wrote it.
        party_id: Option<String>,
        /// The text as it was sent: HTML. Clean it before showing it as HTML.
        message: String,
        /// The same as plain text: the server's, else made of the HTML.
        message_text: String,
        /// The bot's question that this message asks; an answer carries it back (`sendChatAnswer`).
        directive_id: Option<String>,
        /// The channel by which it came, as the server names it.
        channel: Option<String>,
        /// Cards that came with it, for example from an agent in Microsoft Teams.
        attachments: Vec<ContactCenterAttachment>,
        /// When it happened, by the server's clock.
        timestamp_ms: Option<Timestamp>,
        /// Whether the SDK made `message_text` of the HTML, because the server sent no plain text.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        #[uniffi(default)]
        is_message_text_derived: bool,
    },
    /// A message reached its reader's device (`chat_session_message_delivered`).
    ChatSessionMessageDelivered {
        /// Id of the message that was delivered.
        message_id: Option<String>,
        /// Id of the party that receives it.
        party_id: Option<String>,
        /// When it happened, by the server's clock.
        timestamp_ms: Option<Timestamp>,
    },
    /// A message was read (`chat_session_message_read`).
    ChatSessionMessageRead {
        /// Id of the message that was read.
        message_id: Option<String>,
        /// Id of the party that read it.
        party_id: Option<String>,
        /// When it happened, by the server's clock.
        timestamp_ms: Option<Timestamp>,
    },
    /// A message was changed after it was sent (`chat_session_message_edit`).
    ChatSessionMessageEdit {
        /// Id of the message that was changed.
        message_id: Option<String>,
        /// Id of the party that changed it.
        party_id: Option<String>,
        /// The new text, as HTML. Clean it before showing it as HTML.
        message: String,
        /// The same text as plain text.
        message_text: String,
        /// When it happened, by the server's clock.
        timestamp_ms: Option<Timestamp>,
    },
    /// A message was deleted (`chat_session_message_delete`).
    ChatSessionMessageDelete {
        /// Id of the deleted message.
        message_id: Option<String>,
        /// Id of the party that deleted it.
        party_id: Option<String>,
        /// When it happened, by the server's clock.
        timestamp_ms: Option<Timestamp>,
    },
    /// The session state changed (`chat_session_status`).
    ChatSessionStatus {
        /// State of the session on the server.
        state: ContactCenterChatSessionState,
        /// Estimated wait in seconds, where the server knows one.
        estimated_wait_time: Option<i32>,
    },
    /// The session was attached to a CRM case, or detached from it (`chat_session_case_set`).
    ChatSessionCaseSet {
        /// Id of the case; absent if the case was detached.
        case_id: Option<String>,
        /// When it happened, by the server's clock.
        timestamp_ms: Option<Timestamp>,
    },
    /// A party joined (`chat_session_party_joined`).
    ChatSessionPartyJoined {
        /// Id of the party that caused it.
        party_id: Option<String>,
        /// First name of the party.
        first_name: Option<String>,
        /// Last name of the party.
        last_name: Option<String>,
        /// The name to show: the server's, else made of first and last name.
        display_name: Option<String>,
        /// Type of the party, for example an agent.
        #[serde(rename = "party_type")]
        r#type: Option<ContactCenterChatSessionPartyType>,
        /// When it happened, by the server's clock.
        timestamp_ms: Option<Timestamp>,
    },
    /// A party left (`chat_session_party_left`).
    ChatSessionPartyLeft {
        /// Id of the party that caused it.
        party_id: Option<String>,
        /// Type of the party, for example an agent.
        #[serde(rename = "party_type")]
        r#type: Option<ContactCenterChatSessionPartyType>,
        /// When it happened, by the server's clock.
        timestamp_ms: Option<Timestamp>,
    },
    /// A party is typing (`chat_session_typing`).
    ChatSessionTyping {
        /// Id of the party that caused it.
        party_id: Option<String>,
        /// Draft of the other side, if it is shared.
        draft: Option<String>,
        /// When it happened, by the server's clock.
        timestamp_ms: Option<Timestamp>,
    },
    /// A party stopped typing (`chat_session_not_typing`).
    ChatSessionNotTyping {
        /// Id of the party that caused it.
        party_id: Option<String>,
        /// When it happened, by the server's clock.
        timestamp_ms: Option<Timestamp>,
    },
    /// A party shared a file (`chat_session_file`); `downloadFile` fetches it.
    ChatSessionFile {
        /// The id that receipts refer to.
        message_id: Option<String>,
        /// Id of the party that caused it.
        party_id: Option<String>,
        /// Id of the file in this chat.
        file_id: Option<String>,
        /// File name, as the sender gave it.
        file_name: Option<String>,
        /// Type of the file.
        file_type: Option<ContactCenterFileType>,
        /// When it happened, by the server's clock.
        timestamp_ms: Option<Timestamp>,
    },
    /// A party shared a file by its URL (`chat_session_file_url`).
    ChatSessionFileUrl {
        /// The id that receipts refer to.
        message_id: Option<String>,
        /// Id of the party that caused it.
        party_id: Option<String>,
        /// URL of the file, on any host. The SDK fetches it without the app's authorization.
        file_url: Option<String>,
        /// File name.
        file_name: Option<String>,
        /// Type of the file.
        file_type: Option<ContactCenterFileType>,
        /// When it happened, by the server's clock.
        timestamp_ms: Option<Timestamp>,
    },
    /// A party shared a location (`chat_session_location`).
    ChatSessionLocation {
        /// The id that receipts refer to.
        message_id: Option<String>,
        /// Id of the party that caused it.
        party_id: Option<String>,
        /// URL of a map.
        url: Option<String>,
        /// Latitude in degrees, north is positive.
        latitude: Option<f64>,
        /// Longitude in degrees, east is positive.
        longitude: Option<f64>,
        /// When it happened, by the server's clock.
        timestamp_ms: Option<Timestamp>,
    },
    /// The customer viewed a web page (`chat_session_navigation`; in histories).
    ChatSessionNavigation {
        /// Id of the event.
        message_id: Option<String>,
        /// Id of the party that caused it.
        party_id: Option<String>,
        /// URL of the page.
        page: Option<String>,
        /// Title of the page.
        title: Option<String>,
        /// When it happened, by the server's clock.
        timestamp_ms: Option<Timestamp>,
    },
    /// The contact center asks for a form (`chat_session_form_show`). Answer with `sendFormData`, `cancelForm`, or,
    /// where `form_name` is absent, with `answerFormInText`.
    ChatSessionFormShow {
        /// Id of this request for the form; the answer returns it.
        form_request_id: Option<String>,
        /// The form, by its name in the widget configuration; absent where an answer in text is wanted.
        form_name: Option<String>,
        /// Time limit for the answer in seconds, if the server gives one.
        form_timeout: Option<i32>,
        /// The channel, as the server names it.
        channel: Option<String>,
        /// Id of the party that caused it.
        party_id: Option<String>,
        /// When it happened, by the server's clock.
        timestamp_ms: Option<Timestamp>,
    },
    /// The contact center asks for a form with something secret in it (`chat_session_secure_form_show`). Answer with
    /// `sendSecureFormData` or `cancelSecureForm`.
    ChatSessionSecureFormShow {
        /// Id of this request for the form; the answer returns it.
        form_request_id: Option<String>,
        /// The form, by its id in the widget configuration.
        form_id: Option<String>,
        /// Id of the party that caused it.
        party_id: Option<String>,
        /// When it happened, by the server's clock.
        timestamp_ms: Option<Timestamp>,
    },
    /// The customer answered a form (`chat_session_form_data`; in histories).
    ChatSessionFormData {
        /// Id of this request for the form; the answer returns it.
        form_request_id: Option<String>,
        /// Name or id of the form.
        form_name: Option<String>,
        /// What was filled in: an object by field name, or a text.
        data: Option<JsonValue>,
        /// Id of the party that caused it.
        party_id: Option<String>,
        /// When it happened, by the server's clock.
        timestamp_ms: Option<Timestamp>,
    },
    /// The customer gave no answer to a form (`chat_form_data_cancel`; in histories).
    ChatFormDataCancel {
        /// Id of this request for the form; the answer returns it.
        form_request_id: Option<String>,
        /// Name or id of the form.
        form_name: Option<String>,
        /// Id of the party that caused it.
        party_id: Option<String>,
        /// When it happened, by the server's clock.
        timestamp_ms: Option<Timestamp>,
    },
    /// The customer answered a secure form (`chat_session_secure_form_data`; in histories). What was filled in is
    /// never handed on.
    ChatSessionSecureFormData {
        /// Id of this request for the form; the answer returns it.
        form_request_id: Option<String>,
        /// Name or id of the form.
        form_name: Option<String>,
        /// Id of the party that caused it.
        party_id: Option<String>,
        /// When it happened, by the server's clock.
        timestamp_ms: Option<Timestamp>,
    },
    /// A secure form was given up, by either side (`chat_session_secure_form_cancel`).
    ChatSessionSecureFormCancel {
        /// Id of this request for the form; the answer returns it.
        form_request_id: Option<String>,
        /// Name or id of the form.
        form_name: Option<String>,
        /// Id of the party that caused it.
        party_id: Option<String>,
        /// When it happened, by the server's clock.
        timestamp_ms: Option<Timestamp>,
    },
    /// A form that was answered, as a transcript shows it (`chat_session_form_submit`).
    ChatSessionFormSubmit {
        /// Id of this request for the form; the answer returns it.
        form_request_id: Option<String>,
        /// What was filled in: an object by field name.
        data: Option<JsonValue>,
        /// Id of the party that caused it.
        party_id: Option<String>,
        /// When it happened, by the server's clock.
        timestamp_ms: Option<Timestamp>,
    },
    /// The contact center requests co-browsing (`chat_session_cobrowsing_requested`).
    ChatSessionCobrowsingRequested {
        /// Id of the event.
        message_id: Option<String>,
        /// Id of the party that caused it.
        party_id: Option<String>,
        /// When it happened, by the server's clock.
        timestamp_ms: Option<Timestamp>,
    },
    /// The customer declined co-browsing (`chat_session_cobrowsing_rejected`; in histories).
    ChatSessionCobrowsingRejected {
        /// Id of the event.
        message_id: Option<String>,
        /// Id of the party that caused it.
        party_id: Option<String>,
        /// When it happened, by the server's clock.
        timestamp_ms: Option<Timestamp>,
    },
    /// The customer accepted co-browsing (`chat_session_cobrowsing_started`; in histories).
    ChatSessionCobrowsingStarted {
        /// Id of the event.
        message_id: Option<String>,
        /// Id of the party that caused it.
        party_id: Option<String>,
        /// Product that provides the co-browsing.
        provider_type: Option<String>,
        /// URL at which the co-browsing session is joined.
        cobrowsing_url: Option<String>,
        /// Id of the co-browsing session.
        cobrowsing_id: Option<String>,
        /// When it happened, by the server's clock.
        timestamp_ms: Option<Timestamp>,
    },
    /// Co-browsing ended (`chat_session_cobrowsing_ended`).
    ChatSessionCobrowsingEnded {
        /// Id of the event.
        message_id: Option<String>,
        /// Id of the party that caused it.
        party_id: Option<String>,
        /// When it happened, by the server's clock.
        timestamp_ms: Option<Timestamp>,
    },
    /// A WebRTC signaling message about an audio or video call (`chat_session_signaling`).
    ChatSessionSignaling {
        /// Id of the event.
        message_id: Option<String>,
        /// Id of the party that caused it.
        party_id: Option<String>,
        /// Id of the party that receives it.
        destination_party_id: Option<String>,
        /// The signaling message.
        data: ContactCenterSignaling,
        /// When it happened, by the server's clock.
        timestamp_ms: Option<Timestamp>,
    },
    /// Which service of the contact center the chat has reached (`chat_session_info`).
    ChatSessionInfo {
        /// Name of the service.
        service_name: Option<String>,
        /// When it happened, by the server's clock.
        timestamp_ms: Option<Timestamp>,
    },
    /// The session will end unless the customer sends something (`chat_session_timeout_warning`).
    ChatSessionTimeoutWarning {
        /// The server's text as HTML; may be empty.
        message: String,
        /// The same text as plain text.
        message_text: String,
        /// When it happened, by the server's clock.
        timestamp_ms: Option<Timestamp>,
    },
    /// The session ended because the customer was inactive (`chat_session_inactivity_timeout`).
    ChatSessionInactivityTimeout {
        /// The server's text as HTML; may be empty.
        message: String,
        /// The same text as plain text.
        message_text: String,
        /// When it happened, by the server's clock.
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

/// Says which event it is and nothing of what it holds: people's words. Serialise it to see all of it.
impl fmt::Debug for ContactCenterEvent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_tag(self, f)
    }
}

impl ContactCenterEvent {
    /// The id of what is shown as a message: a text, a file, a place.
    pub(crate) fn shown_id(&self) -> Option<&str> {
        match self {
            Self::ChatSessionMessage { message_id, .. }
            | Self::ChatSessionFile { message_id, .. }
            | Self::ChatSessionFileUrl { message_id, .. }
            | Self::ChatSessionLocation { message_id, .. } => message_id.as_deref(),
            _ => None,
        }
    }

    /// The party that caused the event, where the server says.
    pub fn party_id(&self) -> Option<&str> {
        match self {
            Self::ChatSessionMessage { party_id, .. }
            | Self::ChatSessionMessageDelivered { party_id, .. }
            | Self::ChatSessionMessageRead { party_id, .. }
            | Self::ChatSessionMessageEdit { party_id, .. }
            | Self::ChatSessionMessageDelete { party_id, .. }
            | Self::ChatSessionPartyJoined { party_id, .. }
            | Self::ChatSessionPartyLeft { party_id, .. }
            | Self::ChatSessionTyping { party_id, .. }
            | Self::ChatSessionNotTyping { party_id, .. }
            | Self::ChatSessionFile { party_id, .. }
            | Self::ChatSessionFileUrl { party_id, .. }
            | Self::ChatSessionLocation { party_id, .. }
            | Self::ChatSessionNavigation { party_id, .. }
            | Self::ChatSessionFormShow { party_id, .. }
            | Self::ChatSessionSecureFormShow { party_id, .. }
            | Self::ChatSessionFormData { party_id, .. }
            | Self::ChatFormDataCancel { party_id, .. }
            | Self::ChatSessionSecureFormData { party_id, .. }
            | Self::ChatSessionSecureFormCancel { party_id, .. }
            | Self::ChatSessionFormSubmit { party_id, .. }
            | Self::ChatSessionCobrowsingRequested { party_id, .. }
            | Self::ChatSessionCobrowsingRejected { party_id, .. }
            | Self::ChatSessionCobrowsingStarted { party_id, .. }
            | Self::ChatSessionCobrowsingEnded { party_id, .. }
            | Self::ChatSessionSignaling { party_id, .. } => party_id.as_deref(),
            _ => None,
        }
    }
}
