//! What is shown as a message beside the contract's texts, and what can be done about a message that waits or has failed.

use super::{ContactCenterCommunicator, Result};
use crate::{
    configuration::{check_path_id, check_text, check_text_length},
    model::{ContactCenterError, ContactCenterFileType, MessageFormat},
    wire::ClientEvent,
};

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
        check_message("answer", &answer)?;
        check_text("directive_id", &directive_id)?;
        self.message(&chat_id, ClientEvent::message(&answer, MessageFormat::Text, Some(directive_id))).await
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
        check_path_id("file_id", &file_id)?;
        check_text("file_name", &file_name)?;
        let file_type = file_type.as_wire().to_owned();
        self.message(&chat_id, ClientEvent::ChatSessionFile { file_id, file_type, file_name, msg_id: String::new() })
            .await
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
        self.message(&chat_id, ClientEvent::location(latitude, longitude, url)?).await
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

    /// Forgets a message that has failed or waits.
    ///
    /// # Errors
    /// `InvalidArgument` where the id names no such message; one that is being sent is not such a message.
    pub async fn discard_chat_message(&self, chat_id: String, message_id: String) -> Result<()> {
        self.call(&chat_id, |chat| chat.discard(message_id)).await
    }
}

impl ContactCenterCommunicator {
    /// Hands over what is shown as a message, and returns its id.
    pub(super) async fn message(&self, chat_id: &str, event: ClientEvent) -> Result<String> {
        let sent = self.inner.with_chat(chat_id, |chat| chat.send_message(event))?.await;
        self.inner.unless_shut_down(sent)
    }
}

pub(super) fn check_message(argument: &str, text: &str) -> Result<()> {
    if text.trim().is_empty() {
        return Err(ContactCenterError::invalid(argument, "is empty"));
    }
    check_text_length(argument, text)
}
