//! Availability and server version of a contact center.

use serde::Serialize;

/// Whether a chat can be requested now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, uniffi::Enum)]
#[serde(rename_all = "snake_case")]
pub enum ContactCenterServiceChatAvailability {
    /// The scenario entry is within its opening hours.
    Available,
    /// No chat can be requested. [`ContactCenterServiceAvailability::chat_value`] has the server's value.
    Unavailable,
}

/// The answer to `checkAvailability`: opening hours of the scenario entry. It does not depend on agents
/// who are logged in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, uniffi::Record)]
pub struct ContactCenterServiceAvailability {
    /// Whether a chat can be requested now.
    pub chat: ContactCenterServiceChatAvailability,
    /// The server's value, `available` or `notAvailable` on today's servers.
    pub chat_value: String,
    /// Estimated wait in seconds, if the server knows one.
    pub estimated_wait_time: Option<i32>,
}

/// The answer to `getVersion`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, uniffi::Record)]
pub struct ContactCenterVersion {
    /// The version of the server, for information, for example `5.5.6.12345 (Stable)`.
    pub server_version: String,
}
