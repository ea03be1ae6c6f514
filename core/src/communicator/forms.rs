//! Answers to forms.
//!
//! A form is answered while the user looks on: the answer is tried once, and the caller is told what became of it; but for an answer
//! in text, which is a message as well and goes the way of messages. What was filled into a form is never stored. An answer whose
//! outcome is unknown may be given again: the form's request id says that it is the same one.

use serde_json::Value;

use super::{ContactCenterCommunicator, ContactCenterOutgoingMessage, Result};
use crate::{
    configuration::check_text,
    model::JsonValue,
    wire::{ClientEvent, form_data},
};

/// What web clients answer where they do not know the form, so that the scenario goes on.
const UNKNOWN_FORM: &str = "Form not found";

#[uniffi::export]
impl ContactCenterCommunicator {
    /// Answers a form (`ChatSessionFormShow`). Returns when the server has the answer; without a connection it fails at once.
    ///
    /// `data` is a JSON object: what was filled in, by the names of the fields; `{}` leaves the form out.
    ///
    /// # Errors
    /// `InvalidArgument` for `data` that are no JSON object, nest too deeply, or hold a number beyond every range or half a character;
    /// `Transport` without a connection.
    pub async fn send_form_data(
        &self,
        chat_id: String,
        form_request_id: String,
        form_name: String,
        data: JsonValue,
    ) -> Result<()> {
        check_text("form_request_id", &form_request_id)?;
        let data = form_data(&data)?;
        self.once(&chat_id, ClientEvent::ChatSessionFormData { form_request_id, form_name, data }).await
    }

    /// Tells the server that the app has no such form, so that the scenario goes on. Returns when the server has it.
    ///
    /// # Errors
    /// `Transport` without a connection.
    pub async fn reject_unknown_form(&self, chat_id: String, form_request_id: String, form_name: String) -> Result<()> {
        check_text("form_request_id", &form_request_id)?;
        let data = Value::from(UNKNOWN_FORM);
        self.once(&chat_id, ClientEvent::ChatSessionFormData { form_request_id, form_name, data }).await
    }

    /// Answers a form that has no name (`ChatSessionFormShow` without `form_name`): the text goes out as the form's answer and
    /// as a message, one after the other, in the order of the calls. The message is sent like any other and survives the process; the
    /// form's answer goes again until the server has it. Returns the message's id.
    pub async fn answer_form_in_text(&self, chat_id: String, form_request_id: String, text: String) -> Result<String> {
        self.message(&chat_id, ContactCenterOutgoingMessage::FormAnswer { form_request_id, text }).await
    }

    /// Gives no answer to a form. Returns when the server has it.
    ///
    /// # Errors
    /// `Transport` without a connection.
    pub async fn cancel_form(&self, chat_id: String, form_request_id: String, form_name: String) -> Result<()> {
        check_text("form_request_id", &form_request_id)?;
        self.once(&chat_id, ClientEvent::ChatFormDataCancel { form_request_id, form_name }).await
    }

    /// Answers a secure form (`ChatSessionSecureFormShow`). Returns when the server has the answer. What was filled in is neither
    /// stored nor logged, and is in no error.
    ///
    /// `data` is a JSON object: what was filled in, by the names of the fields.
    ///
    /// # Errors
    /// `InvalidArgument` for `data` that are no JSON object, nest too deeply, or hold a number beyond every range or half a character;
    /// `Transport` without a connection.
    pub async fn send_secure_form_data(
        &self,
        chat_id: String,
        form_request_id: String,
        form_name: String,
        data: JsonValue,
    ) -> Result<()> {
        check_text("form_request_id", &form_request_id)?;
        let data = form_data(&data)?;
        self.once(&chat_id, ClientEvent::ChatSessionSecureFormData { form_request_id, form_name, data }).await
    }

    /// Gives no answer to a secure form. Returns when the server has it.
    ///
    /// # Errors
    /// `Transport` without a connection.
    pub async fn cancel_secure_form(&self, chat_id: String, form_request_id: String, form_name: String) -> Result<()> {
        check_text("form_request_id", &form_request_id)?;
        self.once(&chat_id, ClientEvent::ChatSessionSecureFormCancel { form_request_id, form_name }).await
    }
}
