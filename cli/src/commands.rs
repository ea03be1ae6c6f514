//! Chat commands: messages, and commands that begin with a slash.

use std::sync::{Arc, Mutex, PoisonError};

use contact_center_core::{
    ContactCenterCommunicator, ContactCenterError, ContactCenterEvent as Event, ContactCenterEventsDelegating,
    ContactCenterTransfer, ContactCenterTransferProgress, EventOrigin, JsonValue, MessageFormat, MessageStatus,
};
use serde_json::{Map, Value};

use crate::{
    interactive::HELP,
    show::{News, Screen, print_line},
};

/// What waits for the customer: a form without an answer, and messages that have failed.
#[derive(Default)]
pub(crate) struct Open(Mutex<(Option<Form>, Vec<String>)>);

/// A form that was shown.
#[derive(Clone)]
struct Form {
    request_id: String,
    /// None for an answer in text.
    name: Option<String>,
    is_secure: bool,
}

impl Open {
    pub(crate) fn note(&self, news: &News) {
        let mut open = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match news {
            News::Event(Event::ChatSessionFormShow { form_request_id: Some(id), form_name, .. }) => {
                open.0 = Some(Form { request_id: id.clone(), name: form_name.clone(), is_secure: false });
            }
            News::Event(Event::ChatSessionSecureFormShow { form_request_id: Some(id), form_id, .. }) => {
                open.0 = Some(Form { request_id: id.clone(), name: form_id.clone(), is_secure: true });
            }
            News::Status(id, MessageStatus::Failed { .. }) => open.1.push(id.clone()),
            _ => {}
        }
    }

    fn form(&self) -> Option<Form> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).0.clone()
    }

    fn take_failed(&self) -> Vec<String> {
        std::mem::take(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner).1)
    }
}

/// Does what a line says.
pub(crate) async fn obey(
    communicator: &ContactCenterCommunicator,
    chat_id: &str,
    open: &Open,
    line: &str,
) -> Result<(), ContactCenterError> {
    let chat_id = chat_id.to_owned();
    let (command, rest) = line.split_once(' ').map_or((line, ""), |(command, rest)| (command, rest.trim()));
    match command {
        "" => Ok(()),
        "/typing" => communicator.chat_typing(chat_id).await,
        "/history" => {
            let events = communicator.get_chat_history(chat_id.clone()).await?;
            let screen = Screen::new(|_| {});
            screen.chat_session_events(chat_id, EventOrigin::History, events);
            Ok(())
        }
        "/file" => send_file(communicator, chat_id, rest).await,
        "/form" => answer_form(communicator, chat_id, open, rest).await,
        "/retry" => {
            for message_id in open.take_failed() {
                communicator.retry_chat_message(chat_id.clone(), message_id).await?;
            }
            Ok(())
        }
        "/disconnect" => communicator.disconnect_chat(chat_id).await,
        "/end" => communicator.end_chat(chat_id).await,
        command if command.starts_with('/') => {
            print_line(HELP);
            Ok(())
        }
        _ => communicator.send_chat_message(chat_id, line.to_owned(), MessageFormat::Text).await.map(drop),
    }
}

async fn send_file(
    communicator: &ContactCenterCommunicator,
    chat_id: String,
    path: &str,
) -> Result<(), ContactCenterError> {
    let transfer = ContactCenterTransfer::new(Some(Arc::new(Progress)));
    let file = communicator.upload_file(path.to_owned(), Some(transfer)).await?;
    communicator.send_chat_file(chat_id, file.file_id, file.file_name, file.file_type).await.map(drop)
}

struct Progress;

impl ContactCenterTransferProgress for Progress {
    fn transfer_progressed(&self, transferred_bytes: i64, total_bytes: Option<i64>) {
        let total = total_bytes.map_or_else(|| "?".to_owned(), |total| total.to_string());
        print_line(format_args!("  · {transferred_bytes} of {total} bytes"));
    }
}

async fn answer_form(
    communicator: &ContactCenterCommunicator,
    chat_id: String,
    open: &Open,
    answer: &str,
) -> Result<(), ContactCenterError> {
    let Some(Form { request_id, name, is_secure }) = open.form() else {
        print_line("  ! no form was shown");
        return Ok(());
    };
    match name.filter(|name| !name.is_empty()) {
        None => communicator.answer_form_in_text(chat_id, request_id, answer.to_owned()).await.map(drop),
        Some(name) if is_secure => communicator.send_secure_form_data(chat_id, request_id, name, fields(answer)).await,
        Some(name) => communicator.send_form_data(chat_id, request_id, name, fields(answer)).await,
    }
}

/// `name=Ann, topic=An order` as an object.
fn fields(text: &str) -> JsonValue {
    let pairs = text.split(',').filter_map(|pair| pair.split_once('='));
    let data: Map<_, _> = pairs.map(|(name, value)| (name.trim().to_owned(), Value::from(value.trim()))).collect();
    JsonValue::from_text(Value::Object(data).to_string())
}

#[cfg(test)]
mod tests {
    use super::fields;

    #[test]
    fn form_fields_are_pairs_between_commas() {
        assert_eq!(fields("name=Ann, topic = An order").as_str(), r#"{"name":"Ann","topic":"An order"}"#);
        assert_eq!(fields("").as_str(), "{}");
    }
}
