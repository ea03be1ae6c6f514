//! The calls of the contract, in its order.

use std::collections::HashMap;

use super::{ContactCenterCommunicator, ContactCenterOutgoingMessage, Result};
use crate::{
    configuration::{check_chat_id, check_text},
    model::{
        ContactCenterChatRequest, ContactCenterChatSession, ContactCenterChatSessionProperties, ContactCenterError,
        ContactCenterEvent, ContactCenterServiceAvailability, ContactCenterVersion, FirebasePlatform, MessageFormat,
    },
    session::Chat,
    wire::{ClientEvent, Subscription},
};

#[uniffi::export]
impl ContactCenterCommunicator {
    /// The server's version, for information.
    pub async fn get_version(&self) -> Result<ContactCenterVersion> {
        self.ask(|api| async move { api.version().await }).await
    }

    /// Whether the contact center is open, and perhaps how long the wait is. Says nothing of agents who are logged in.
    pub async fn check_availability(&self) -> Result<ContactCenterServiceAvailability> {
        self.ask(|api| async move { api.availability().await }).await
    }

    /// Starts a chat, or finds the live one of this client id, and opens it: from now on its events reach the delegate.
    /// A chat that was live before begins with its history, delivered with the origin `History`.
    ///
    /// `phone_number` is for a callback; `from` goes to the scenario variable `$(item.from)`; `parameters` go to the
    /// scenario by their names. `request_chat_with` takes everything else that a request may hold.
    pub async fn request_chat(
        &self,
        phone_number: Option<String>,
        from: String,
        parameters: HashMap<String, String>,
    ) -> Result<ContactCenterChatSessionProperties> {
        let from = Some(from);
        self.request_chat_with(ContactCenterChatRequest { phone_number, from, parameters, ..Default::default() }).await
    }

    /// All events of a session, the client's and the server's, in the server's order. They do not go to the delegate.
    pub async fn get_chat_history(&self, chat_id: String) -> Result<Vec<ContactCenterEvent>> {
        check_chat_id(&chat_id)?;
        self.ask(|api| async move { api.history(&chat_id).await }).await
    }

    /// All sessions of the session's CRM case.
    ///
    /// # Errors
    /// `ChatSessionCaseNotSpecified` before the event `chat_session_case_set`.
    pub async fn get_case_history(&self, chat_id: String) -> Result<Vec<ContactCenterChatSession>> {
        check_chat_id(&chat_id)?;
        self.ask(|api| async move { api.case_history(&chat_id).await }).await
    }

    /// Hands over a message and returns its id, `chatId:messageNumber`, as soon as it is in the store: from then on it is sent
    /// after all that was handed over before it, through failures of the network and restarts of the process, until the server
    /// has it, it expires, or the app discards it. `message_status_changed` tells how far it has got.
    ///
    /// # Errors
    /// `InvalidArgument` for an empty `message` and for one longer than 4 MiB; `MessageNotSent` if a thousand messages, or 16 MiB, of the
    /// chat wait already.
    pub async fn send_chat_message(&self, chat_id: String, message: String, format: MessageFormat) -> Result<String> {
        self.message(&chat_id, ContactCenterOutgoingMessage::Text { message, format }).await
    }

    /// Tells the other side that the app has a message; the user need not have read it. Returns when it is queued; several that
    /// wait go in one request, and a message of this app's own is not confirmed.
    pub async fn chat_message_delivered(&self, chat_id: String, message_id: String) -> Result<()> {
        check_text("message_id", &message_id)?;
        self.call(&chat_id, |chat| chat.confirm(message_id, false)).await
    }

    /// Tells the other side that the user has read a message. Queued like `chat_message_delivered`.
    pub async fn chat_message_read(&self, chat_id: String, message_id: String) -> Result<()> {
        check_text("message_id", &message_id)?;
        self.call(&chat_id, |chat| chat.confirm(message_id, true)).await
    }

    /// Tells the other side that the user is typing. Call it for every key: the other side is told at most every 5 s, and that the
    /// user has stopped after 10 s without a call, and before a message. Returns when it is queued; without a network it is
    /// dropped.
    pub async fn chat_typing(&self, chat_id: String) -> Result<()> {
        self.call(&chat_id, |chat| chat.typing(None)).await
    }

    /// Tells the other side that the user has stopped typing, if it believes otherwise.
    pub async fn chat_not_typing(&self, chat_id: String) -> Result<()> {
        self.call(&chat_id, Chat::not_typing).await
    }

    /// Closes the CRM case of the session.
    ///
    /// # Errors
    /// `ChatSessionCaseNotSpecified` without a case, `ChatSessionCrmServerError` where the CRM fails.
    pub async fn close_case(&self, chat_id: String) -> Result<()> {
        check_chat_id(&chat_id)?;
        self.tell(|api| async move { api.close_case(&chat_id).await }).await
    }

    /// Leaves the conversation and keeps the session: the server may go on, for example with a survey. The chat stays open.
    ///
    /// # Errors
    /// `Transport` without a connection.
    pub async fn disconnect_chat(&self, chat_id: String) -> Result<()> {
        self.call(&chat_id, |chat| chat.send_once(ClientEvent::ChatSessionDisconnect)).await
    }

    /// Leaves the conversation and completes the session. The chat closes with the reason `EndedByClient`. Succeeds as well if the
    /// chat is over already, here or on the server.
    ///
    /// # Errors
    /// `Transport` without a connection; `ChatSessionNotOpen` for a chat that was not opened here.
    pub async fn end_chat(&self, chat_id: String) -> Result<()> {
        match self.call(&chat_id, |chat| chat.send_once(ClientEvent::ChatSessionEnd)).await {
            Err(ContactCenterError::ChatSessionClosed { .. } | ContactCenterError::ChatSessionNotFound { .. }) => {
                Ok(())
            }
            outcome => outcome,
        }
    }

    /// Asks for pushes through APNs. Call it after every `request_chat`, and again whenever the token changes.
    ///
    /// `device_token` is the raw token in hexadecimal digits; `app_bundle_id` is the topic.
    ///
    /// # Errors
    /// `InvalidArgument` for a `device_token` that holds anything else than hexadecimal digits, and for an empty `app_bundle_id`;
    /// `ChatSessionTooManyParameters` (5603) where the server is not set up for pushes through APNs.
    pub async fn subscribe_for_remote_notifications_apns(
        &self,
        chat_id: String,
        device_token: String,
        app_bundle_id: String,
    ) -> Result<()> {
        check_text("device_token", &device_token)?;
        if !device_token.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            let reason = "is not the raw token in hexadecimal digits (its description, perhaps)";
            return Err(ContactCenterError::invalid("device_token", reason));
        }
        check_text("app_bundle_id", &app_bundle_id)?;
        let device_token = device_token.to_ascii_lowercase().into();
        self.subscribe(chat_id, Subscription::Apns { device_token, app_bundle_id }).await
    }

    /// Asks for pushes through Firebase. Call it after every `request_chat`, and again whenever the token changes.
    ///
    /// `device_token` goes to the server as it is.
    ///
    /// # Errors
    /// `InvalidArgument` for a `device_token` that is empty or holds white space; `ChatSessionTooManyParameters` (5603) where the
    /// server is not set up for pushes through Firebase.
    pub async fn subscribe_for_remote_notifications_firebase(
        &self,
        chat_id: String,
        device_token: String,
        platform: FirebasePlatform,
    ) -> Result<()> {
        check_token(&device_token)?;
        let device_token = device_token.into();
        let subscription = match platform {
            FirebasePlatform::Ios => Subscription::FirebaseIos { device_token },
            FirebasePlatform::Android => Subscription::FirebaseAndroid { device_token },
        };
        self.subscribe(chat_id, subscription).await
    }

    /// Tells the SDK of a push: its custom values, of which `chatID` says what chat it is about. Returns at once.
    ///
    /// A chat that is open is asked for news unless it is being asked already. Of one that is not, the server is asked
    /// whether it is this client's live session; if so it is opened, beginning with its history.
    ///
    /// # Errors
    /// `InvalidArgument` for a payload without a usable `chatID`.
    pub fn app_did_receive_message(&self, user_info: HashMap<String, String>) -> Result<()> {
        let chat_id = chat_of_push(&user_info)?;
        match self.inner.with_chat(chat_id, Chat::push) {
            Ok(Some(_)) => {}
            Ok(None) | Err(ContactCenterError::ChatSessionNotOpen { .. }) => {
                self.inner.clone().look_after(self.host.handle(), chat_id.to_owned());
            }
            Err(refused) => return Err(refused),
        }
        Ok(())
    }

    /// Handles a push, and returns when the delegate has everything that the push was about: for callers that the system may
    /// suspend once the push is handled (a Firebase service, a background notification of iOS). True if the chat is this
    /// client's live session; false if it is not, and the push has no effect.
    ///
    /// On the screen it does not wait for news, which come by themselves. Without a network it waits until there is one: give it a limit
    /// of your own. A call that is cancelled ends, and what it has begun goes on.
    ///
    /// A callback may block on it. Called from inside a callback it does not wait for the delegate, which is called again only when
    /// that callback has returned. Nor does it wait for a callback that takes longer than five seconds.
    ///
    /// # Errors
    /// `InvalidArgument` for a payload without a usable `chatID`; whatever kept the SDK from asking the server: what the push was about
    /// comes with the next push, or in the foreground.
    pub async fn handle_push(&self, user_info: HashMap<String, String>) -> Result<bool> {
        let chat_id = chat_of_push(&user_info)?.to_owned();
        let inner = self.inner.clone();
        let is_inside_callback = inner.shared.dispatcher.is_inside_callback();
        let outcome = self
            .host
            .run(async move {
                let Some(look) = inner.pushed(&chat_id).await? else { return Ok(false) };
                look.await?;
                if !is_inside_callback {
                    inner.shared.dispatcher.has_delivered().await;
                }
                Ok(true)
            })
            .await;
        self.inner.unless_shut_down(outcome)
    }
}

/// The chat that a push is about. Whatever the payload holds, it is refused or fit to stand in an address.
pub(crate) fn chat_of_push(user_info: &HashMap<String, String>) -> Result<&str> {
    let Some(chat_id) = user_info.get("chatID") else {
        return Err(ContactCenterError::invalid("user_info", "holds no chatID"));
    };
    check_chat_id(chat_id)
        .map_err(|refused| ContactCenterError::invalid("user_info", format!("chatID {}", refused.reason())))?;
    Ok(chat_id)
}

fn check_token(device_token: &str) -> Result<()> {
    check_text("device_token", device_token)?;
    if device_token.contains(char::is_whitespace) {
        return Err(ContactCenterError::invalid(
            "device_token",
            "holds white space: it is the description of a token, not the token",
        ));
    }
    Ok(())
}
