//! The calls of JSON lines.
//!
//! The calls that a line of JSON may make: the contract's and the others, under their names in Rust. Those that move the bytes
//! of a picture or of the app's own memory have no place in a line.

use std::collections::HashMap;

use contact_center_core::{
    ContactCenterChatRequest, ContactCenterCommunicator, ContactCenterError, ContactCenterFileType,
    ContactCenterUserPlatform, FirebasePlatform, JsonValue, MessageFormat,
};
use serde::{Deserialize, Serialize};
use serde_json::{
    Map, Value,
    value::{RawValue, to_raw_value},
};

use crate::signaling;

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
        /// Texts, and whatever else is JSON.
        #[serde(default)]
        parameters: Map<String, Value>,
        #[serde(default)]
        user_platform: Option<UserPlatform>,
        #[serde(default)]
        initial_message: Option<String>,
    },
    GetActiveChat {},
    GetParameters {},
    GetWidgetConfiguration {},
    GetIceServers {
        chat_id: String,
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
    SendChatAnswer {
        chat_id: String,
        answer: String,
        directive_id: String,
    },
    SendChatFile {
        chat_id: String,
        file_id: String,
        file_name: String,
        file_type: String,
    },
    SendLocation {
        chat_id: String,
        latitude: f64,
        longitude: f64,
        #[serde(default)]
        url: Option<String>,
    },
    SendNavigation {
        chat_id: String,
        page: String,
        #[serde(default)]
        title: String,
    },
    SendFormData {
        chat_id: String,
        form_request_id: String,
        #[serde(default)]
        form_name: String,
        data: Value,
    },
    RejectUnknownForm {
        chat_id: String,
        form_request_id: String,
        #[serde(default)]
        form_name: String,
    },
    AnswerFormInText {
        chat_id: String,
        form_request_id: String,
        text: String,
    },
    CancelForm {
        chat_id: String,
        form_request_id: String,
        #[serde(default)]
        form_name: String,
    },
    SendSecureFormData {
        chat_id: String,
        form_request_id: String,
        #[serde(default)]
        form_name: String,
        data: Value,
    },
    CancelSecureForm {
        chat_id: String,
        form_request_id: String,
        #[serde(default)]
        form_name: String,
    },
    SendSignaling {
        chat_id: String,
        destination_party_id: String,
        data: Value,
        message_id: Option<String>,
    },
    RejectCobrowsing {
        chat_id: String,
    },
    StartCobrowsing {
        chat_id: String,
        provider_type: String,
        cobrowsing_url: String,
        cobrowsing_id: String,
    },
    EndCobrowsing {
        chat_id: String,
    },
    UploadFile {
        path: String,
    },
    DownloadFile {
        chat_id: String,
        file_id: String,
        directory: String,
        file_name: String,
    },
    DownloadFileUrl {
        file_url: String,
        directory: String,
        file_name: String,
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
        #[serde(default)]
        draft: Option<String>,
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
    GetUnsentMessages {
        chat_id: String,
    },
    SetNetworkAvailable {
        available: bool,
    },
    SetForeground {
        foreground: bool,
    },
    StartRecording {
        #[serde(default = "one_mebibyte")]
        max_bytes: i32,
    },
    StopRecording {},
    Shutdown {},
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct UserPlatform {
    os: Option<String>,
    model: Option<String>,
    #[serde(default)]
    details: HashMap<String, String>,
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
    /// Whether its answer is the id of a message that is on its way.
    pub(crate) fn hands_over_a_message(&self) -> bool {
        matches!(
            self,
            Self::SendChatMessage { .. }
                | Self::SendChatAnswer { .. }
                | Self::SendChatFile { .. }
                | Self::SendLocation { .. }
                | Self::AnswerFormInText { .. }
        )
    }

    /// The message that it takes back.
    pub(crate) fn discarded_message(&self) -> Option<String> {
        if let Self::DiscardChatMessage { message_id, .. } = self { Some(message_id.clone()) } else { None }
    }

    /// Makes the call. Whatever has no result answers `true`. A result is text at once: what a server sent is passed on as it
    /// stands, and not all of that has a place in a `Value`.
    pub(crate) async fn make(
        self,
        to: &ContactCenterCommunicator,
        app_bundle_id: &str,
    ) -> Result<Box<RawValue>, ContactCenterError> {
        match self {
            Self::GetVersion {} => to.get_version().await.map(json),
            Self::CheckAvailability {} => to.check_availability().await.map(json),
            Self::RequestChat { phone_number, from, parameters, user_platform, initial_message } => {
                let request =
                    ContactCenterChatRequest {
                        phone_number,
                        from: Some(from),
                        nested_parameters: Some(raw(&Value::Object(parameters))),
                        user_platform: user_platform.map(|UserPlatform { os, model, details }| {
                            ContactCenterUserPlatform { os, model, details }
                        }),
                        initial_message,
                        ..ContactCenterChatRequest::default()
                    };
                to.request_chat_with(request).await.map(json)
            }
            Self::GetActiveChat {} => to.get_active_chat().await.map(json),
            Self::GetParameters {} => to.get_parameters().await.map(json),
            Self::GetWidgetConfiguration {} => to.get_widget_configuration().await.map(json),
            Self::GetIceServers { chat_id } => to.get_ice_servers(chat_id).await.map(json),
            Self::GetChatHistory { chat_id } => to.get_chat_history(chat_id).await.map(json),
            Self::GetCaseHistory { chat_id } => to.get_case_history(chat_id).await.map(json),
            Self::SendChatMessage { chat_id, message, format } => {
                let format = match format {
                    Format::Text => MessageFormat::Text,
                    Format::Html => MessageFormat::Html,
                };
                to.send_chat_message(chat_id, message, format).await.map(json)
            }
            Self::SendChatAnswer { chat_id, answer, directive_id } => {
                to.send_chat_answer(chat_id, answer, directive_id).await.map(json)
            }
            Self::SendChatFile { chat_id, file_id, file_name, file_type } => {
                let file_type = ContactCenterFileType::from_wire(&file_type);
                to.send_chat_file(chat_id, file_id, file_name, file_type).await.map(json)
            }
            Self::SendLocation { chat_id, latitude, longitude, url } => {
                to.send_location(chat_id, latitude, longitude, url).await.map(json)
            }
            Self::SendNavigation { chat_id, page, title } => to.send_navigation(chat_id, page, title).await.map(done),
            Self::SendFormData { chat_id, form_request_id, form_name, data } => {
                to.send_form_data(chat_id, form_request_id, form_name, raw(&data)).await.map(done)
            }
            Self::RejectUnknownForm { chat_id, form_request_id, form_name } => {
                to.reject_unknown_form(chat_id, form_request_id, form_name).await.map(done)
            }
            Self::AnswerFormInText { chat_id, form_request_id, text } => {
                to.answer_form_in_text(chat_id, form_request_id, text).await.map(json)
            }
            Self::CancelForm { chat_id, form_request_id, form_name } => {
                to.cancel_form(chat_id, form_request_id, form_name).await.map(done)
            }
            Self::SendSecureFormData { chat_id, form_request_id, form_name, data } => {
                to.send_secure_form_data(chat_id, form_request_id, form_name, raw(&data)).await.map(done)
            }
            Self::CancelSecureForm { chat_id, form_request_id, form_name } => {
                to.cancel_secure_form(chat_id, form_request_id, form_name).await.map(done)
            }
            Self::SendSignaling { chat_id, destination_party_id, data, message_id } => {
                let data = signaling::from_line(&data);
                to.send_signaling(chat_id, destination_party_id, data, message_id).await.map(done)
            }
            Self::RejectCobrowsing { chat_id } => to.reject_cobrowsing(chat_id).await.map(done),
            Self::StartCobrowsing { chat_id, provider_type, cobrowsing_url, cobrowsing_id } => {
                to.start_cobrowsing(chat_id, provider_type, cobrowsing_url, cobrowsing_id).await.map(done)
            }
            Self::EndCobrowsing { chat_id } => to.end_cobrowsing(chat_id).await.map(done),
            Self::UploadFile { path } => to.upload_file(path, None).await.map(json),
            Self::DownloadFile { chat_id, file_id, directory, file_name } => {
                to.download_file(chat_id, file_id, directory, file_name, None).await.map(json)
            }
            Self::DownloadFileUrl { file_url, directory, file_name } => {
                to.download_file_url(file_url, directory, file_name, None).await.map(json)
            }
            Self::ChatMessageDelivered { chat_id, message_id } => {
                to.chat_message_delivered(chat_id, message_id).await.map(done)
            }
            Self::ChatMessageRead { chat_id, message_id } => to.chat_message_read(chat_id, message_id).await.map(done),
            Self::ChatTyping { chat_id, draft: None } => to.chat_typing(chat_id).await.map(done),
            Self::ChatTyping { chat_id, draft: Some(draft) } => {
                to.chat_typing_with_draft(chat_id, draft).await.map(done)
            }
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
            Self::GetUnsentMessages { chat_id } => to.get_unsent_messages(chat_id).await.map(json),
            Self::StartRecording { max_bytes } => to.start_recording(max_bytes).map(done),
            Self::StopRecording {} => Ok(json(to.stop_recording())),
            Self::Shutdown {} => {
                to.shutdown();
                Ok(done(()))
            }
        }
    }
}

fn one_mebibyte() -> i32 {
    1 << 20
}

fn json(value: impl Serialize) -> Box<RawValue> {
    to_raw_value(&value).expect("the model serialises")
}

/// The names of all calls. The deserializer lists them when it refuses one.
pub(crate) fn names() -> Vec<String> {
    let error = serde_json::from_value::<Call>(serde_json::json!({"call": ""})).err().map(|error| error.to_string());
    let listed = error.unwrap_or_default();
    listed.split('`').skip(3).step_by(2).map(str::to_owned).collect()
}

fn raw(value: &Value) -> JsonValue {
    JsonValue::from_text(value.to_string())
}

fn done((): ()) -> Box<RawValue> {
    RawValue::TRUE.to_owned()
}
