//! Chat sessions: state, parties and properties.

use std::fmt;

use serde::Serialize;

use super::{ContactCenterEvent, Short, Timestamp, open_enum::open_enum};

open_enum! {
    /// The state of a chat session on the server. An open set.
    pub enum ContactCenterChatSessionState {
        /// The session waits for an agent.
        Queued = "queued",
        /// An agent was found and is being connected.
        Connecting = "connecting",
        /// The session is being set up.
        Establishing = "establishing",
        /// An agent is in the conversation.
        Connected = "connected",
        /// The scenario answers, before any agent.
        Ivr = "ivr",
        /// No agent could be reached; the session is over.
        Failed = "failed",
        /// The session is over.
        Completed = "completed",
    }
}

open_enum! {
    /// The type of a party of a chat. An open set.
    pub enum ContactCenterChatSessionPartyType {
        /// The contact center's scenario (a bot or an automatic announcement).
        Scenario = "scenario",
        /// The customer, or another party from outside.
        External = "external",
        /// An agent.
        Internal = "internal",
        /// An agent who works in Microsoft Teams.
        MsTeams = "msteams",
    }
}

/// The answer to `requestChat`: a session that was started, or the live one that was found.
#[derive(Clone, PartialEq, Eq, Serialize, uniffi::Record)]
#[uniffi::export(Debug)]
pub struct ContactCenterChatSessionProperties {
    /// The id of the session, which all further calls take.
    pub chat_id: String,
    /// The state of the session.
    pub state: ContactCenterChatSessionState,
    /// Estimated wait in seconds, if the server knows one.
    pub estimated_wait_time: Option<i32>,
    /// False if the session was live already, or if the server does not say.
    pub is_new_chat: bool,
    /// The customer's phone number, if the server knows one.
    pub phone_number: Option<String>,
    /// The id of the initial message, if the request held one. Receipts and statuses refer to it.
    pub initial_message_id: Option<String>,
}

/// Without the customer's phone number, and of the ids only the beginning: the whole of a chat's names it to the server.
impl fmt::Debug for ContactCenterChatSessionProperties {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ContactCenterChatSessionProperties")
            .field("chat_id", &Short(&self.chat_id))
            .field("state", &self.state)
            .field("estimated_wait_time", &self.estimated_wait_time)
            .field("is_new_chat", &self.is_new_chat)
            .field("initial_message_id", &self.initial_message_id.as_deref().map(Short))
            .finish_non_exhaustive()
    }
}

/// One session of a case, as `getCaseHistory` returns it.
#[derive(Clone, PartialEq, Serialize, uniffi::Record)]
pub struct ContactCenterChatSession {
    /// The id of the session.
    pub chat_id: String,
    /// When the session was created, by the server's clock.
    #[serde(rename = "created_time_ms")]
    pub created_time: Option<Timestamp>,
    /// The events of both sides, in the order of the server.
    pub events: Vec<ContactCenterEvent>,
}

/// Of its id only the beginning.
impl fmt::Debug for ContactCenterChatSession {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ContactCenterChatSession")
            .field("chat_id", &Short(&self.chat_id))
            .field("created_time", &self.created_time)
            .field("events", &self.events)
            .finish()
    }
}
