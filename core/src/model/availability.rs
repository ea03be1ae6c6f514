//! Availability and server version of a contact center.

use serde::Serialize;

/// Whether a chat can be requested now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, uniffi::Enum)]
#[serde(rename_all = "snake_case")]
pub enum ContactCenterServiceChatAvailability {
    /// Within opening hours.
    Available,
    /// Anything else that the server may say; see [`ContactCenterServiceAvailability::chat_value`].
    Unavailable,
}

/// The answer to `checkAvailability`: opening hours of the scenario entry. It says nothing of agents
/// who are logged in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, uniffi::Record)]
pub struct ContactCenterServiceAvailability {
    /// Whether a chat can be requested now.
    pub chat: ContactCenterServiceChatAvailability,
    /// The server's own word, `available` or `notAvailable` on today's servers.
    pub chat_value: String,
    /// Estimated wait in seconds, where the server knows one.
    pub estimated_wait_time: Option<i32>,
}

/// The answer to `getVersion`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, uniffi::Record)]
pub struct ContactCenterVersion {
    /// The server's version, for information, as in `5.5.6.12345 (Stable)`.
    pub server_version: String,
}
