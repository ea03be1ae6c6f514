//! Queries about the contact center and this client.
//!
//! What the contact center says of itself and of this client, and a request for a chat with everything that it may hold.

use super::{ContactCenterCommunicator, Result};
use crate::{
    configuration::check_text_length,
    http::Failure,
    model::{
        ContactCenterChatRequest, ContactCenterChatSessionProperties, ContactCenterParameter,
        ContactCenterWidgetConfiguration, FailureClass,
    },
    wire::{RequestChat, Subscription},
};

#[uniffi::export]
impl ContactCenterCommunicator {
    /// The parameters that the scenario expects of `request_chat`.
    pub async fn get_parameters(&self) -> Result<Vec<ContactCenterParameter>> {
        self.ask(|api| async move { api.parameters().await }).await
    }

    /// Forms, and how the contact center wants its chat to look.
    pub async fn get_widget_configuration(&self) -> Result<ContactCenterWidgetConfiguration> {
        self.ask(|api| async move { api.widget_configuration().await }).await
    }

    /// The live session of this client id, if there is one. Does not open it: `request_chat` does.
    ///
    /// # Errors
    /// `UnexpectedResponse` where a page comes instead: the base URL leads elsewhere.
    pub async fn get_active_chat(&self) -> Result<Option<ContactCenterChatSessionProperties>> {
        self.ask(|api| async move {
            match api.active_chat().await {
                Ok(properties) => Ok(Some(properties)),
                Err(failure) if is_none(&failure) => Ok(None),
                Err(failure) => Err(failure),
            }
        })
        .await
    }

    /// Like `request_chat`, with everything that a request may hold.
    ///
    /// # Errors
    /// `InvalidArgument` where `nested_parameters` is no JSON object, or names something that `parameters` names too; where
    /// `user_platform` is given and one of the two names it as well, or its `details` name `os` or `model` beside those.
    pub async fn request_chat_with(
        &self,
        request: ContactCenterChatRequest,
    ) -> Result<ContactCenterChatSessionProperties> {
        let initial = request.initial_message.as_deref().filter(|text| !text.trim().is_empty());
        initial.map_or(Ok(()), |text| check_text_length("initial_message", text))?;
        let initial = initial.map(|text| self.inner.initial_message(text));
        let body = RequestChat::new(&request, initial.as_ref().map(|message| message.message_id.as_str()))?;
        let inner = self.inner.clone();
        self.host
            .run(async move {
                inner.identified().await?;
                let _turn = inner.requesting.lock().await;
                let properties = inner.shared.api.request_chat(&body).await?;
                let message_id = initial.as_ref().map(|message| message.message_id.clone());
                inner.requested(&properties, initial);
                Ok(ContactCenterChatSessionProperties { initial_message_id: message_id, ..properties })
            })
            .await
    }

    /// Asks for no more pushes for this chat.
    ///
    /// # Errors
    /// `ChatSessionTooManyParameters` (5603) where the server is not set up for pushes.
    pub async fn unsubscribe_from_remote_notifications(&self, chat_id: String) -> Result<()> {
        self.subscribe(chat_id, Subscription::Cancelled {}).await
    }
}

/// A bare 404 is one way in which servers say that there is no live session.
pub(super) fn is_none(failure: &Failure) -> bool {
    failure.error.class() == FailureClass::Gone || failure.is_not_found()
}
