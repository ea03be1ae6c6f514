//! Which chats are open here, and what opens one: a request of the app, or a push for the session that is live.

use std::{
    collections::HashMap,
    fmt,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
};

use tokio::{runtime::Handle, sync::Semaphore, task::spawn_blocking};

use super::{Result, service::is_none};
use crate::{
    configuration::{Identity, check_chat_id},
    containment::contained,
    http::Failure,
    logging::Short,
    model::{
        ContactCenterChatSessionProperties, ContactCenterError, Delivery, FailureClass, MessageFormat, MessageStatus,
    },
    secret::Secret,
    session::{Chat, Shared, Surroundings},
    store::stored_client_id,
    wire::ClientEvent,
};

/// So many times more. A push is a hint, and the next one or the foreground brings another.
const TRIES_AFTER_A_PUSH: u32 = 4;
/// So many pushes for chats that are not open are dealt with at once. A client has one live session.
const MOST_PUSHES: usize = 8;

/// A customer's first message, which goes out with the request for the chat.
#[derive(Clone)]
pub(super) struct Initial {
    text: Secret<String>,
    pub(super) message_id: String,
}

/// What tasks on the runtime share. It holds no runtime, so that none is ever dropped from inside itself.
pub(super) struct OpenChats {
    pub(super) shared: Shared,
    /// Set when it is known which client this is.
    is_identified: Mutex<bool>,
    /// Open chats, and closed ones until the next one opens, by id in lower case: servers spell ids in both cases.
    chats: Mutex<HashMap<String, Chat>>,
    /// One request for a chat at a time: the second of two finds the session of the first.
    pub(super) requesting: tokio::sync::Mutex<()>,
    /// Pushes that nobody waits for.
    pushes: Arc<Semaphore>,
    /// One subscription for pushes at a time.
    pub(super) subscribing: tokio::sync::Mutex<()>,
    pub(super) online: AtomicBool,
    pub(super) foreground: AtomicBool,
    /// The initial message of a request that has not succeeded yet: asked again with the same words, it is the same message.
    initial: Mutex<Option<Initial>>,
}

impl OpenChats {
    pub(super) fn new(shared: Shared) -> Self {
        Self {
            shared,
            is_identified: Mutex::default(),
            chats: Mutex::default(),
            requesting: tokio::sync::Mutex::default(),
            pushes: Arc::new(Semaphore::new(MOST_PUSHES)),
            subscribing: tokio::sync::Mutex::default(),
            online: AtomicBool::new(true),
            foreground: AtomicBool::new(true),
            initial: Mutex::default(),
        }
    }

    /// Makes this the client of that id, once: a store that is in use stays as it is.
    pub(super) fn identify(&self, client_id: &str) -> Result<()> {
        let mut is_identified = self.is_identified.lock().unwrap_or_else(PoisonError::into_inner);
        if *is_identified {
            return Ok(());
        }
        let settings = &self.shared.settings;
        let authorization = settings.authorization(client_id);
        self.shared.api.authorize(&authorization)?;
        self.shared.store.belongs_to(&[settings.base_url.as_str(), &settings.tenant_url, authorization.reveal()]);
        *is_identified = true;
        Ok(())
    }

    /// Returns when it is known which client this is. Where the settings do not say so the storage folder does, and another thread
    /// waits for the disk.
    pub(super) async fn identified(&self) -> Result<()> {
        if *self.is_identified.lock().unwrap_or_else(PoisonError::into_inner) {
            return Ok(());
        }
        match &self.shared.settings.identity {
            Identity::Given(client_id) => self.identify(client_id.reveal()),
            Identity::KeptIn(directory) => {
                let directory = directory.clone();
                let client_id = spawn_blocking(move || stored_client_id(directory)).await;
                self.identify(&client_id.map_err(|_| ContactCenterError::ShutDown {})??)
            }
        }
    }

    pub(super) fn chats(&self) -> MutexGuard<'_, HashMap<String, Chat>> {
        self.chats.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// For a call that has no way to tell of an error: a panic in it is nobody's but the log's.
    pub(super) fn contained(&self, work: impl FnOnce()) {
        if contained(work).is_none() {
            self.shared.log.error("runtime", format_args!("a call panicked"));
        }
    }

    pub(super) fn with_chat<T>(&self, chat_id: &str, call: impl FnOnce(&Chat) -> T) -> Result<T> {
        check_chat_id(chat_id)?;
        if self.shared.dispatcher.is_stopped() {
            return Err(ContactCenterError::ShutDown {});
        }
        match self.chats().get(&chat_id.to_ascii_lowercase()) {
            Some(chat) => Ok(call(chat)),
            None => Err(ContactCenterError::ChatSessionNotOpen { reason: "request it first".to_owned() }),
        }
    }

    /// What a shutdown breaks fails in many ways (a closed chat, a connection, a file); to the app it is the communicator that was
    /// shut down.
    pub(super) fn unless_shut_down<T>(&self, outcome: Result<T>) -> Result<T> {
        outcome
            .map_err(|error| if self.shared.dispatcher.is_stopped() { ContactCenterError::ShutDown {} } else { error })
    }

    /// The initial message of a request that is about to be made.
    pub(super) fn initial_message(&self, text: &str) -> Initial {
        let mut waiting = self.lock_initial();
        match &*waiting {
            Some(initial) if initial.text.reveal() == text => initial.clone(),
            _ => waiting.insert(Initial { text: text.to_owned().into(), message_id: super::new_id() }).clone(),
        }
    }

    /// A request has succeeded: the chat is opened, and knows of the message that went out with it.
    pub(super) fn requested(&self, properties: &ContactCenterChatSessionProperties, initial: Option<Initial>) {
        self.open(properties);
        let Some(Initial { text, message_id }) = initial else { return };
        self.lock_initial().take_if(|waiting| waiting.message_id == message_id);
        let event = ClientEvent::message(text.reveal(), MessageFormat::Text, None).with_message_id(&message_id);
        // Of a session that was live before nobody says whether it took the message.
        let _ = self.with_chat(&properties.chat_id, |chat| chat.initial_message(event, properties.is_new_chat));
    }

    fn lock_initial(&self) -> MutexGuard<'_, Option<Initial>> {
        self.initial.lock().unwrap_or_else(PoisonError::into_inner)
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
        let chat = Chat::open(&self.shared, &properties.chat_id, !properties.is_new_chat, before);
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
            self.shared.log.warning("store", format_args!("chats that are over stay in the store: {error}"));
            Vec::new()
        });
        for (chat_id, message_id) in unsent {
            let error =
                ContactCenterError::ChatSessionClosed { reason: "it ended while the app was not running".to_owned() };
            let delivery = Delivery::Message { message_id, status: MessageStatus::Failed { error } };
            self.shared.dispatcher.deliver(&chat_id.into(), delivery);
        }
    }

    /// Deals with a push that nobody waits for.
    pub(super) fn look_after(self: Arc<Self>, runtime: &Handle, chat_id: String) {
        let Ok(turn) = self.pushes.clone().try_acquire_owned() else {
            self.shared.log.warning("chat", format_args!("{}: too many pushes at once; left out", Short(&chat_id)));
            return;
        };
        drop(runtime.spawn(async move {
            let _ = self.pushed(&chat_id).await;
            drop(turn);
        }));
    }

    /// What a push leads to: a chat that is open looks for news; of another one the server is asked, through a few failures, whether it
    /// is this client's live session, and then it is opened. None where it is not. The future ends when the news are in the
    /// delegate's queue.
    pub(super) async fn pushed(&self, chat_id: &str) -> Result<Option<impl Future<Output = Result<()>> + use<>>> {
        let log = |words: fmt::Arguments<'_>| {
            self.shared.log.info("chat", format_args!("{}: a push spoke of it, and {words}", Short(chat_id)));
        };
        let look = || match self.with_chat(chat_id, Chat::push) {
            Ok(look) => Ok(look),
            Err(ContactCenterError::ChatSessionNotOpen { .. }) => Ok(None),
            Err(refused) => Err(refused),
        };
        self.identified().await?;
        let mut backoff = self.shared.settings.backoff();
        let mut tries = 0;
        loop {
            // One after the other: of a burst of pushes the first one asks and the others find the chat open.
            let turn = self.requesting.lock().await;
            if let Some(look) = look()? {
                return Ok(Some(look));
            }
            match self.shared.api.active_chat().await {
                Ok(active) if active.chat_id.eq_ignore_ascii_case(chat_id) => {
                    self.open(&ContactCenterChatSessionProperties { is_new_chat: false, ..active });
                    // In the background it is this push that allows one look.
                    return look();
                }
                Ok(_) => {
                    log(format_args!("another one is live"));
                    return Ok(None);
                }
                // A server that is being replaced may say "not found" once; of one that says it twice it is the answer.
                Err(failure) if is_none(&failure) && (tries > 0 || failure.error.class() == FailureClass::Gone) => {
                    log(format_args!("it is not live: {}", failure.error));
                    return Ok(None);
                }
                Err(Failure { error, .. }) if error.class() == FailureClass::Retry && tries < TRIES_AFTER_A_PUSH => {
                    log(format_args!("it cannot be asked for now: {error}"));
                }
                Err(Failure { error, .. }) => {
                    log(format_args!("it cannot be asked for: {error}"));
                    return Err(error);
                }
            }
            // Whoever requests a chat meanwhile does not wait for that.
            drop(turn);
            tries += 1;
            tokio::time::sleep(backoff.next()).await;
        }
    }
}
