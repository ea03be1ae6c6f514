//! Messages beyond the contract's texts; retry and discard.
//!
//! What is shown as a message beside the contract's texts, and what can be done about a message that waits or has failed.

use std::sync::Arc;

use super::{ContactCenterCommunicator, Result};
use crate::{
    configuration::{check_path_id, check_text, check_text_length},
    delegate::{Completion, ContactCenterMessageCompletion},
    model::{ContactCenterError, ContactCenterFileType, ContactCenterUnsentMessage, MessageFormat},
    session::{Chat, OutgoingMessage},
    wire::ClientEvent,
};

use ContactCenterOutgoingMessage as Outgoing;

#[uniffi::export]
impl ContactCenterCommunicator {
    /// Answers a question of a bot: a message that says which question it answers. Sent like any message.
    ///
    /// `directive_id` is that of the question's `ChatSessionMessage`.
    ///
    /// # Errors
    /// `InvalidArgument` for an empty `answer` and for one longer than 4 MiB; `MessageNotSent` if a thousand messages, or 16 MiB, of the
    /// chat wait already.
    pub async fn send_chat_answer(&self, chat_id: String, answer: String, directive_id: String) -> Result<String> {
        self.message(&chat_id, Outgoing::Answer { answer, directive_id }).await
    }

    /// Shows the other side a file that `upload_file` has brought to the server. Sent like any message; returns its id.
    ///
    /// # Errors
    /// `InvalidArgument` for a `file_name` that is empty or holds control characters; `MessageNotSent` if a thousand messages, or
    /// 16 MiB, of the chat wait already.
    pub async fn send_chat_file(
        &self,
        chat_id: String,
        file_id: String,
        file_name: String,
        file_type: ContactCenterFileType,
    ) -> Result<String> {
        self.message(&chat_id, Outgoing::File { file_id, file_name, file_type }).await
    }

    /// Shows the other side a place. Sent like any message; returns its id.
    ///
    /// `latitude` in degrees north, -90 to 90; `longitude` in degrees east, -180 to 180; `url` leads to a map.
    ///
    /// # Errors
    /// `InvalidArgument` for a `latitude` or a `longitude` beyond these limits, or not a number; `MessageNotSent` if a thousand
    /// messages, or 16 MiB, of the chat wait already.
    pub async fn send_location(
        &self,
        chat_id: String,
        latitude: f64,
        longitude: f64,
        url: Option<String>,
    ) -> Result<String> {
        self.message(&chat_id, Outgoing::Location { latitude, longitude, url }).await
    }

    /// Tells the other side which page the customer looks at. Returns when it is queued, like a receipt.
    pub async fn send_navigation(&self, chat_id: String, page: String, title: String) -> Result<()> {
        check_text("page", &page)?;
        let event = ClientEvent::ChatSessionNavigation { page, title, msg_id: super::new_id() };
        self.call(&chat_id, |chat| chat.send_note(event)).await
    }

    /// Like `chat_typing`, and shows the other side what was typed so far.
    pub async fn chat_typing_with_draft(&self, chat_id: String, draft: String) -> Result<()> {
        check_text_length("draft", &draft)?;
        self.call(&chat_id, |chat| chat.typing(Some(draft))).await
    }

    /// Tries a message again that has failed, under the same id; one that waits is tried at once.
    ///
    /// # Errors
    /// `InvalidArgument` where the id names no such message.
    pub async fn retry_chat_message(&self, chat_id: String, message_id: String) -> Result<()> {
        self.call(&chat_id, |chat| chat.retry(message_id)).await
    }

    /// The messages of an open chat that wait, are being sent or have failed, those of earlier runs included, in the order in which
    /// they were handed over. They are known here before the delegate is told.
    ///
    /// # Errors
    /// `ChatSessionNotOpen` for a chat that was not opened here, `ChatSessionClosed` for one that is over.
    pub async fn get_unsent_messages(&self, chat_id: String) -> Result<Vec<ContactCenterUnsentMessage>> {
        let messages = self.inner.with_chat(&chat_id, Chat::unsent_messages)?.await;
        self.inner.unless_shut_down(messages)
    }

    /// Forgets a message that has failed or waits.
    ///
    /// # Errors
    /// `InvalidArgument` where the id names no such message; one that is being sent is not such a message.
    pub async fn discard_chat_message(&self, chat_id: String, message_id: String) -> Result<()> {
        self.call(&chat_id, |chat| chat.discard(message_id)).await
    }
}

#[uniffi::export]
impl ContactCenterCommunicator {
    /// Hands over a message as the call of its kind does, and tells `completion` its id in the order of the delegate's calls: after
    /// `own_message_added` for it, and before any status but `Pending`. Returns at once. The language adapters make completion
    /// handlers of it.
    ///
    /// # Errors
    /// As the call of its kind. Then the completion is not called.
    pub fn hand_over_message(
        &self,
        chat_id: String,
        message: ContactCenterOutgoingMessage,
        completion: Arc<dyn ContactCenterMessageCompletion>,
    ) -> Result<()> {
        let message = message.checked()?;
        let dispatcher = &self.inner.shared.dispatcher;
        self.inner.with_chat(&chat_id, |chat| {
            chat.hand_over(message, Completion::new(completion, dispatcher.clone()));
        })
    }

    /// Tries a message again as `retry_chat_message` does, and tells `completion` its id in the order of the delegate's calls: before
    /// any status that the message has afterwards but `Pending`. Returns at once. The language adapters make completion handlers of
    /// it.
    ///
    /// # Errors
    /// As `retry_chat_message` for a chat that is not open. What else may fail is told to the completion.
    pub fn retry_message_with_completion(
        &self,
        chat_id: String,
        message_id: String,
        completion: Arc<dyn ContactCenterMessageCompletion>,
    ) -> Result<()> {
        let dispatcher = &self.inner.shared.dispatcher;
        self.inner.with_chat(&chat_id, |chat| {
            chat.retry_with(message_id, Completion::new(completion, dispatcher.clone()));
        })
    }
}

/// What is shown as a message.
#[derive(Clone, uniffi::Enum)]
pub enum ContactCenterOutgoingMessage {
    /// See `send_chat_message`.
    Text {
        /// The text.
        message: String,
        /// How it is to be understood.
        format: MessageFormat,
    },
    /// See `send_chat_answer`.
    Answer {
        /// The text.
        answer: String,
        /// The question that it answers.
        directive_id: String,
    },
    /// See `send_chat_file`.
    File {
        /// The file.
        file_id: String,
        /// Its name.
        file_name: String,
        /// What kind of file.
        file_type: ContactCenterFileType,
    },
    /// See `send_location`.
    Location {
        /// Degrees north.
        latitude: f64,
        /// Degrees east.
        longitude: f64,
        /// A link to a map.
        url: Option<String>,
    },
    /// See `answer_form_in_text`.
    FormAnswer {
        /// The request for the form.
        form_request_id: String,
        /// The text.
        text: String,
    },
}

impl Outgoing {
    /// Refuses what no server would take, by the names of the arguments.
    fn checked(self) -> Result<OutgoingMessage> {
        let mut form_answer = None;
        let message = match self {
            Self::Text { message, format } => {
                check_message("message", &message)?;
                ClientEvent::message(&message, format, None)
            }
            Self::Answer { answer, directive_id } => {
                check_message("answer", &answer)?;
                check_text("directive_id", &directive_id)?;
                ClientEvent::message(&answer, MessageFormat::Text, Some(directive_id))
            }
            Self::File { file_id, file_name, file_type } => {
                check_path_id("file_id", &file_id)?;
                check_text("file_name", &file_name)?;
                let file_type = file_type.as_wire().to_owned();
                ClientEvent::ChatSessionFile { file_id, file_type, file_name, msg_id: String::new() }
            }
            Self::Location { latitude, longitude, url } => ClientEvent::location(latitude, longitude, url)?,
            Self::FormAnswer { form_request_id, text } => {
                check_text("form_request_id", &form_request_id)?;
                check_message("text", &text)?;
                let data = serde_json::json!({ "text": text });
                let form_name = String::new();
                form_answer = Some(ClientEvent::ChatSessionFormData { form_request_id, form_name, data });
                ClientEvent::message(&text, MessageFormat::Text, None)
            }
        };
        Ok(OutgoingMessage { message, form_answer })
    }
}

impl ContactCenterCommunicator {
    /// Hands over what is shown as a message, and returns its id.
    pub(super) async fn message(&self, chat_id: &str, message: Outgoing) -> Result<String> {
        let message = message.checked()?;
        let sent = self.inner.with_chat(chat_id, |chat| chat.send_message(message))?.await;
        self.inner.unless_shut_down(sent)
    }
}

fn check_message(argument: &str, text: &str) -> Result<()> {
    if text.trim().is_empty() {
        return Err(ContactCenterError::invalid(argument, "is empty"));
    }
    check_text_length(argument, text)
}
