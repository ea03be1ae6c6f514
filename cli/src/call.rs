//! The calls that a line of JSON may make: the contract's, under their names in Rust.

use std::collections::HashMap;

use contact_center_core::{ContactCenterCommunicator, ContactCenterError, FirebasePlatform, MessageFormat};
use serde::{Deserialize, Serialize};
use serde_json::Value;

#[derive(Deserialize)]
#[serde(tag = "call", content = "args", rename_all = "snake_case", deny_unknown_fields)]
pub(crate) enum Call {
    GetVersion {},
    CheckAvailability {},
    RequestChat {
        #[serde(default)]
        phone_number: Option<String>,
        #[serde(default)]
        from: String,
        #[serde(default)]
        parameters: HashMap<String, String>,
    },
    GetChatHistory {
        chat_id: String,
    },
    GetCaseHistory {
        chat_id: String,
    },
    SendChatMessage {
        chat_id: String,
        message: String,
        #[serde(default)]
        format: Format,
    },
    ChatMessageDelivered {
        chat_id: String,
        message_id: String,
    },
    ChatMessageRead {
        chat_id: String,
        message_id: String,
    },
    ChatTyping {
        chat_id: String,
    },
    ChatNotTyping {
        chat_id: String,
    },
    CloseCase {
        chat_id: String,
    },
    DisconnectChat {
        chat_id: String,
    },
    EndChat {
        chat_id: String,
    },
    SubscribeForRemoteNotificationsApns {
        chat_id: String,
        device_token: String,
        #[serde(default)]
        app_bundle_id: Option<String>,
    },
    SubscribeForRemoteNotificationsFirebase {
        chat_id: String,
        device_token: String,
        #[serde(default)]
        platform: Platform,
    },
    UnsubscribeFromRemoteNotifications {
        chat_id: String,
    },
    AppDidReceiveMessage {
        user_info: HashMap<String, Value>,
    },
    RetryChatMessage {
        chat_id: String,
        message_id: String,
    },
    DiscardChatMessage {
        chat_id: String,
        message_id: String,
    },
    SetNetworkAvailable {
        available: bool,
    },
    SetForeground {
        foreground: bool,
    },
    Shutdown {},
}

#[derive(Deserialize, Default)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Format {
    #[default]
    Text,
    Html,
}

/// The contract's own call is that of an iOS app.
#[derive(Deserialize, Default)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Platform {
    #[default]
    Ios,
    Android,
}

impl Call {
    /// Makes the call. Whatever has no result answers `true`.
    pub(crate) async fn make(
        self,
        to: &ContactCenterCommunicator,
        app_bundle_id: &str,
    ) -> Result<Value, ContactCenterError> {
        match self {
            Self::GetVersion {} => to.get_version().await.map(json),
            Self::CheckAvailability {} => to.check_availability().await.map(json),
            Self::RequestChat { phone_number, from, parameters } => {
                to.request_chat(phone_number, from, parameters).await.map(json)
            }
            Self::GetChatHistory { chat_id } => to.get_chat_history(chat_id).await.map(json),
            Self::GetCaseHistory { chat_id } => to.get_case_history(chat_id).await.map(json),
            Self::SendChatMessage { chat_id, message, format } => {
                let format = match format {
                    Format::Text => MessageFormat::Text,
                    Format::Html => MessageFormat::Html,
                };
                to.send_chat_message(chat_id, message, format).await.map(json)
            }
            Self::ChatMessageDelivered { chat_id, message_id } => {
                to.chat_message_delivered(chat_id, message_id).await.map(done)
            }
            Self::ChatMessageRead { chat_id, message_id } => to.chat_message_read(chat_id, message_id).await.map(done),
            Self::ChatTyping { chat_id } => to.chat_typing(chat_id).await.map(done),
            Self::ChatNotTyping { chat_id } => to.chat_not_typing(chat_id).await.map(done),
            Self::CloseCase { chat_id } => to.close_case(chat_id).await.map(done),
            Self::DisconnectChat { chat_id } => to.disconnect_chat(chat_id).await.map(done),
            Self::EndChat { chat_id } => to.end_chat(chat_id).await.map(done),
            Self::SubscribeForRemoteNotificationsApns { chat_id, device_token, app_bundle_id: topic } => {
                let topic = topic.unwrap_or_else(|| app_bundle_id.to_owned());
                to.subscribe_for_remote_notifications_apns(chat_id, device_token, topic).await.map(done)
            }
            Self::SubscribeForRemoteNotificationsFirebase { chat_id, device_token, platform } => {
                let platform = match platform {
                    Platform::Ios => FirebasePlatform::Ios,
                    Platform::Android => FirebasePlatform::Android,
                };
                to.subscribe_for_remote_notifications_firebase(chat_id, device_token, platform).await.map(done)
            }
            Self::UnsubscribeFromRemoteNotifications { chat_id } => {
                to.unsubscribe_from_remote_notifications(chat_id).await.map(done)
            }
            Self::AppDidReceiveMessage { user_info } => {
                // Scalars have a text; the rest of a payload is the platform's.
                let text = |value| match value {
                    Value::String(text) => Some(text),
                    Value::Bool(_) | Value::Number(_) => Some(value.to_string()),
                    _ => None,
                };
                let user_info = user_info.into_iter().filter_map(|(key, value)| Some((key, text(value)?))).collect();
                to.app_did_receive_message(user_info).map(done)
            }
            Self::SetNetworkAvailable { available } => {
                to.set_network_available(available);
                Ok(done(()))
            }
            Self::SetForeground { foreground } => {
                to.set_foreground(foreground);
                Ok(done(()))
            }
            Self::RetryChatMessage { chat_id, message_id } => {
                to.retry_chat_message(chat_id, message_id).await.map(done)
            }
            Self::DiscardChatMessage { chat_id, message_id } => {
                to.discard_chat_message(chat_id, message_id).await.map(done)
            }
            Self::Shutdown {} => {
                to.shutdown();
                Ok(done(()))
            }
        }
    }
}

fn json(value: impl Serialize) -> Value {
    serde_json::to_value(value).expect("the model serialises")
}

fn done((): ()) -> Value {
    Value::Bool(true)
}
