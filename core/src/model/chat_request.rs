//! A request for a chat with everything that the API takes, beyond the contract's own call.

use std::collections::HashMap;

use super::JsonValue;

/// The device and its software, for the agent to see. It is sent only if the app sets it.
#[derive(Clone, Default, PartialEq, Eq, uniffi::Record)]
#[uniffi::export(Debug)]
pub struct ContactCenterUserPlatform {
    /// The operating system and its version, for example `iOS 18.1`.
    #[uniffi(default)]
    pub os: Option<String>,
    /// The model of the device, for example `iPhone16,2`; not the name that its owner gave it.
    #[uniffi(default)]
    pub model: Option<String>,
    /// Further values for the scenario, by name.
    #[uniffi(default)]
    pub details: HashMap<String, String>,
}

/// Without the details, of which only the app knows what they tell.
impl std::fmt::Debug for ContactCenterUserPlatform {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ContactCenterUserPlatform")
            .field("os", &self.os)
            .field("model", &self.model)
            .finish_non_exhaustive()
    }
}

/// A request for a chat.
#[derive(Clone, Default, PartialEq, uniffi::Record)]
#[uniffi::export(Debug)]
pub struct ContactCenterChatRequest {
    /// The number for a callback. An empty one is left out of the request.
    #[uniffi(default)]
    pub phone_number: Option<String>,
    /// The value of the scenario variable `$(item.from)`. An empty text is sent as such; `None` leaves the variable unset.
    #[uniffi(default)]
    pub from: Option<String>,
    /// Values for the scenario, by name.
    #[uniffi(default)]
    pub parameters: HashMap<String, String>,
    /// A JSON object with further values for the scenario. A name may not be in both this and `parameters`.
    #[uniffi(default)]
    pub nested_parameters: Option<JsonValue>,
    /// The device and its software. Default: nothing is sent.
    #[uniffi(default)]
    pub user_platform: Option<ContactCenterUserPlatform>,
    /// The customer's first message in plain text, delivered together with the request. It is in the history like any other message;
    /// if the session was live already, it is sent only if the history does not hold it.
    #[uniffi(default)]
    pub initial_message: Option<String>,
}

impl std::fmt::Debug for ContactCenterChatRequest {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ContactCenterChatRequest").finish_non_exhaustive()
    }
}
