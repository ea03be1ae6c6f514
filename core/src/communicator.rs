//! The contract: one short method per call. Arguments are checked here, before anything is sent.

use std::{
    collections::HashMap,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use crate::{
    configuration::{ContactCenterConfiguration, check_chat_id, check_text},
    delegate::{ContactCenterEventsDelegating, Dispatcher},
    http::{Api, Failure},
    logging::Short,
    model::{
        ContactCenterChatSession, ContactCenterChatSessionProperties, ContactCenterError, ContactCenterEvent,
        ContactCenterServiceAvailability, ContactCenterVersion, Delivery, FailureClass, FirebasePlatform,
        MessageFormat, MessageStatus,
    },
    runtime::Host,
    session::{Chat, Shared, Surroundings},
    store::Store,
    wire::{ClientEvent, RequestChat, Subscription},
};

/// How long each third of a shutdown may take; together they stay under the promised second.
const SHUTDOWN_LIMIT: Duration = Duration::from_millis(300);
/// A push is a hint, and the next one or the foreground brings another.
const TRIES_AFTER_A_PUSH: u32 = 5;

type Result<T> = std::result::Result<T, ContactCenterError>;

/// The SDK for one contact centre.
///
/// Every call may be made from any thread. What is to be sent is queued when the call is made (in Rust: when its future is
/// first polled), so what one thread sends goes out in the order of its calls. Dropping the last reference without `shutdown` stops
/// everything, without waiting.
#[derive(uniffi::Object)]
pub struct ContactCenterCommunicator {
    host: Host,
    inner: Arc<Inner>,
}

/// What tasks on the runtime share. It holds no runtime, so that none is ever dropped from inside itself.
struct Inner {
    shared: Shared,
    /// Open chats, and closed ones until the next one opens, by id in lower case: servers spell ids in both cases.
    chats: Mutex<HashMap<String, Chat>>,
    /// One request for a chat at a time: the second of two finds the session of the first.
    requesting: tokio::sync::Mutex<()>,
    online: AtomicBool,
    foreground: AtomicBool,
}

#[uniffi::export]
impl ContactCenterCommunicator {
    /// Checks the settings and starts the two threads of the SDK (a third one comes and goes with name lookups). Sends
    /// nothing.
    ///
    /// # Errors
    /// `InvalidArgument` for the first setting that is refused; `Tls` where the platform has no roots to trust.
    #[uniffi::constructor]
    pub fn new(
        configuration: ContactCenterConfiguration,
        delegate: Arc<dyn ContactCenterEventsDelegating>,
    ) -> Result<Arc<Self>> {
        let settings = configuration.checked()?;
        let api = Arc::new(Api::new(&settings)?);
        let owner = [settings.base_url.as_str(), &settings.tenant_url, &settings.authorization];
        let store = Arc::new(Store::open(settings.storage_directory.as_deref(), &owner));
        let host = Host::new()?;
        let dispatcher = Dispatcher::new(delegate)?;
        let inner = Inner {
            shared: Shared { settings, api, store, dispatcher, runtime: host.handle().clone() },
            chats: Mutex::default(),
            requesting: tokio::sync::Mutex::default(),
            online: AtomicBool::new(true),
            foreground: AtomicBool::new(true),
        };
        Ok(Arc::new(Self { host, inner: Arc::new(inner) }))
    }

    /// The server's version, for information.
    pub async fn get_version(&self) -> Result<ContactCenterVersion> {
        self.ask(|api| async move { api.version().await }).await
    }

    /// Whether the contact centre is open, and perhaps how long the wait is. Says nothing of agents who are logged in.
    pub async fn check_availability(&self) -> Result<ContactCenterServiceAvailability> {
        self.ask(|api| async move { api.availability().await }).await
    }

    /// Starts a chat, or finds the live one of this client id, and opens it: from now on its events reach the delegate.
    /// A chat that was live before begins with its history, delivered with the origin `History`.
    ///
    /// `phone_number` is for a callback; `from` goes to the scenario variable `$(item.from)`; `parameters` go to the
    /// scenario by their names.
    pub async fn request_chat(
        &self,
        phone_number: Option<String>,
        from: String,
        parameters: HashMap<String, String>,
    ) -> Result<ContactCenterChatSessionProperties> {
        let request = RequestChat {
            phone_number: phone_number.filter(|number| !number.is_empty()),
            from: Some(from).filter(|from| !from.is_empty()),
            parameters: parameters.into_iter().collect(),
        };
        let inner = self.inner.clone();
        self.host
            .run(async move {
                let _turn = inner.requesting.lock().await;
                let properties = inner.shared.api.request_chat(&request).await?;
                inner.open(&properties);
                Ok(properties)
            })
            .await
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
    /// `MessageNotSent` where a thousand messages of the chat wait already.
    pub async fn send_chat_message(&self, chat_id: String, message: String, format: MessageFormat) -> Result<String> {
        if message.trim().is_empty() {
            return Err(ContactCenterError::invalid("message", "is empty"));
        }
        let sent = self
            .inner
            .with_chat(&chat_id, |chat| chat.send_message(ClientEvent::message(&message, format, None)))?
            .await;
        self.inner.unless_shut_down(sent)
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
        self.ask(|api| async move { api.close_case(&chat_id).await }).await
    }

    /// Leaves the conversation and keeps the session: the server may go on, with a survey for one. The chat stays open.
    pub async fn disconnect_chat(&self, chat_id: String) -> Result<()> {
        self.call(&chat_id, |chat| chat.send_once(ClientEvent::ChatSessionDisconnect)).await
    }

    /// Leaves the conversation and completes the session. The chat closes with the reason `EndedByClient`.
    pub async fn end_chat(&self, chat_id: String) -> Result<()> {
        self.call(&chat_id, |chat| chat.send_once(ClientEvent::ChatSessionEnd)).await
    }

    /// Asks for pushes through APNs. Call it after every `request_chat`, and again whenever the token changes.
    ///
    /// `device_token` is the raw token in hexadecimal digits; `app_bundle_id` is the topic.
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
        let device_token = device_token.to_ascii_lowercase();
        self.subscribe(chat_id, Subscription::Apns { device_token, app_bundle_id }).await
    }

    /// Asks for pushes through Firebase. Call it after every `request_chat`, and again whenever the token changes.
    ///
    /// `device_token` goes to the server as it is.
    pub async fn subscribe_for_remote_notifications_firebase(
        &self,
        chat_id: String,
        device_token: String,
        platform: FirebasePlatform,
    ) -> Result<()> {
        check_token(&device_token)?;
        let subscription = match platform {
            FirebasePlatform::Ios => Subscription::FirebaseIos { device_token },
            FirebasePlatform::Android => Subscription::FirebaseAndroid { device_token },
        };
        self.subscribe(chat_id, subscription).await
    }

    /// Asks for no more pushes for this chat.
    pub async fn unsubscribe_from_remote_notifications(&self, chat_id: String) -> Result<()> {
        self.subscribe(chat_id, Subscription::Cancelled {}).await
    }

    /// Tells the SDK of a push: its custom values, of which `chatID` says what chat it is about. Returns at once.
    ///
    /// A chat that is open is asked for news unless it is being asked already. Of one that is not, the server is asked
    /// whether it is this client's live session; if so it is opened, beginning with its history.
    ///
    /// # Errors
    /// `InvalidArgument` for a payload without a usable `chatID`.
    pub fn app_did_receive_message(&self, user_info: HashMap<String, String>) -> Result<()> {
        let Some(chat_id) = user_info.get("chatID") else {
            return Err(ContactCenterError::invalid("user_info", "holds no chatID"));
        };
        check_chat_id(chat_id)
            .map_err(|refused| ContactCenterError::invalid("user_info", format!("chatID {}", refused.reason())))?;
        match self.inner.with_chat(chat_id, |chat| chat.push()) {
            Ok(true) => {}
            Ok(false) | Err(ContactCenterError::ChatSessionNotOpen { .. }) => {
                drop(self.host.handle().spawn(self.inner.clone().open_if_live(chat_id.clone())));
            }
            Err(refused) => return Err(refused),
        }
        Ok(())
    }

    /// What the platform says of the network. While there is none, no chat asks for news; as soon as there is, each
    /// asks without waiting out a pause. Returns at once.
    pub fn set_network_available(&self, available: bool) {
        self.inner.online.store(available, Ordering::SeqCst);
        self.inner.chats().values().for_each(|chat| chat.network_available(available));
    }

    /// Whether the app is on the screen. In the background the SDK is quiet: no request, no timer; a push looks once what there
    /// is. Back in the foreground the chats read what they have missed, and go on. Returns at once.
    pub fn set_foreground(&self, foreground: bool) {
        self.inner.foreground.store(foreground, Ordering::SeqCst);
        self.inner.chats().values().for_each(|chat| chat.foreground(foreground));
    }

    /// Stops everything, in under a second. No callback starts after it returns, calls that are under way end with
    /// `ShutDown`, and no thread is left but for one that the platform keeps in a name lookup. The sessions on the server go on: `request_chat` of a new communicator with
    /// the same client id finds them. May be called twice, from any thread, and from inside a callback.
    pub fn shutdown(&self) {
        self.inner.shared.dispatcher.stop();
        if self.host.stop(SHUTDOWN_LIMIT) {
            self.inner.shared.dispatcher.join(SHUTDOWN_LIMIT);
            self.inner.shared.store.close(SHUTDOWN_LIMIT);
        }
    }
}

impl ContactCenterCommunicator {
    async fn ask<T, F>(&self, question: impl FnOnce(Arc<Api>) -> F) -> Result<T>
    where
        T: Send + 'static,
        F: Future<Output = std::result::Result<T, Failure>> + Send + 'static,
    {
        let answer = question(self.inner.shared.api.clone());
        self.host.run(async move { Ok(answer.await?) }).await
    }

    async fn call<F: Future<Output = Result<()>>>(&self, chat_id: &str, call: impl FnOnce(&Chat) -> F) -> Result<()> {
        let outcome = self.inner.with_chat(chat_id, call)?.await;
        self.inner.unless_shut_down(outcome)
    }

    async fn subscribe(&self, chat_id: String, subscription: Subscription) -> Result<()> {
        check_chat_id(&chat_id)?;
        self.ask(|api| async move { api.subscribe(&chat_id, &subscription).await }).await
    }
}

impl Drop for ContactCenterCommunicator {
    fn drop(&mut self) {
        self.inner.shared.dispatcher.stop();
        self.inner.shared.store.close(Duration::ZERO);
    }
}

impl Inner {
    fn chats(&self) -> MutexGuard<'_, HashMap<String, Chat>> {
        self.chats.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn with_chat<T>(&self, chat_id: &str, call: impl FnOnce(&Chat) -> T) -> Result<T> {
        check_chat_id(chat_id)?;
        if self.shared.dispatcher.is_stopped() {
            return Err(ContactCenterError::ShutDown {});
        }
        match self.chats().get(&chat_id.to_ascii_lowercase()) {
            Some(chat) => Ok(call(chat)),
            None => Err(ContactCenterError::ChatSessionNotOpen { reason: "request it first".to_owned() }),
        }
    }

    /// A chat that a shutdown has stopped is closed to its callers; to the app it is the communicator that was shut down.
    fn unless_shut_down<T>(&self, outcome: Result<T>) -> Result<T> {
        match outcome {
            Err(ContactCenterError::ChatSessionClosed { .. }) if self.shared.dispatcher.is_stopped() => {
                Err(ContactCenterError::ShutDown {})
            }
            outcome => outcome,
        }
    }

    /// Opens the chat unless it is open. Where the server does not say that it is new, its history comes first.
    fn open(&self, properties: &ContactCenterChatSessionProperties) {
        let key = properties.chat_id.to_ascii_lowercase();
        if self.chats().get(&key).is_some_and(|chat| !chat.is_closed()) {
            return;
        }
        // Nobody else opens one meanwhile: whoever does holds `requesting`. The calls of open chats need not wait for the disk.
        let surroundings = || Surroundings {
            online: self.online.load(Ordering::SeqCst),
            foreground: self.foreground.load(Ordering::SeqCst),
        };
        let before = surroundings();
        let chat = Chat::open(&self.shared, &properties.chat_id, !properties.is_new_chat, None, before);
        let mut chats = self.chats();
        chats.retain(|_, chat| !chat.is_closed());
        // Whoever changes them tells the chats in the list, of which this one is only now.
        let now = surroundings();
        if now.online != before.online {
            chat.network_available(now.online);
        }
        if now.foreground != before.foreground {
            chat.foreground(now.foreground);
        }
        chats.insert(key, chat);
        let live: Vec<_> = chats.keys().cloned().collect();
        drop(chats);
        self.forget_all_but(&live);
    }

    /// A client has one live session: whatever else the store knows of has ended while nobody looked. Messages that waited for it
    /// have failed, and the app is told.
    fn forget_all_but(&self, live: &[String]) {
        let forgotten = tokio::task::block_in_place(|| self.shared.store.forget_all_but(live));
        let unsent = forgotten.unwrap_or_else(|error| {
            tracing::warn!(%error, "chats that are over stay in the store");
            Vec::new()
        });
        for (chat_id, message_id) in unsent {
            let error =
                ContactCenterError::ChatSessionClosed { reason: "it ended while the app was not running".to_owned() };
            let delivery = Delivery::Message { message_id, status: MessageStatus::Failed { error } };
            self.shared.dispatcher.deliver(&chat_id.into(), delivery);
        }
    }

    /// Asks the server, through a few failures, whether the chat is this client's live session, and opens it.
    async fn open_if_live(self: Arc<Self>, chat_id: String) {
        let mut backoff = self.shared.settings.backoff();
        // One after the other: of a burst of pushes the first one asks and the others find the chat open.
        let _turn = self.requesting.lock().await;
        for _ in 0..TRIES_AFTER_A_PUSH {
            if self.with_chat(&chat_id, Chat::push).unwrap_or(false) {
                return;
            }
            match self.shared.api.active_chat().await {
                Ok(active) if active.chat_id.eq_ignore_ascii_case(&chat_id) => {
                    self.open(&ContactCenterChatSessionProperties { is_new_chat: false, ..active });
                    // In the background it is this push that allows one look.
                    let _ = self.with_chat(&chat_id, Chat::push);
                    return;
                }
                Ok(_) => {
                    return tracing::info!(chat = %Short(&chat_id), "a push spoke of a chat that is not the live one");
                }
                Err(Failure { error, .. }) if error.class() == FailureClass::Retry => {
                    tracing::info!(chat = %Short(&chat_id), error = %error, "a push spoke of a chat that cannot be asked for now");
                    tokio::time::sleep(backoff.next()).await;
                }
                Err(Failure { error, .. }) => {
                    return tracing::info!(chat = %Short(&chat_id), error = %error, "a push spoke of a chat that is not live");
                }
            }
        }
    }
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
