//! The communicator: one short method per call, by topic: `contract` (the contract's calls), `messages`, `forms`, `calls`
//! (sound, picture, browsing together), `files`, `recording` (a trace for support), `service` (what the contact center says of
//! itself), `logging`. Arguments are checked here, before anything is sent; `open_chats` knows which chats are open.

mod calls;
mod contract;
mod files;
mod forms;
mod logging;
mod messages;
mod open_chats;
mod recording;
mod service;
#[cfg(test)]
mod tests_of_panics;

use std::{
    sync::{Arc, atomic::Ordering},
    time::Duration,
};

#[cfg(feature = "internals")]
pub(crate) use self::contract::chat_of_push;
pub use self::messages::ContactCenterOutgoingMessage;
use self::open_chats::OpenChats;
use crate::{
    configuration::{ContactCenterConfiguration, Settings, check_chat_id},
    delegate::{ContactCenterEventsDelegating, Dispatcher},
    http::{Api, ContactCenterRootCertificates, Failure},
    logging::Log,
    model::ContactCenterError,
    runtime::Host,
    session::{Chat, Shared, trace::Recorder},
    store::Store,
    wire::{ClientEvent, Subscription},
};

/// How long each third of a shutdown may take; together, and with what is left to be logged, they stay under the promised second.
const SHUTDOWN_LIMIT: Duration = Duration::from_millis(300);
/// How long the sink of the log may take for what is left.
const LAST_WORDS: Duration = Duration::from_millis(50);

type Result<T> = std::result::Result<T, ContactCenterError>;

/// The SDK for one contact center.
///
/// Every call may be made from any thread. What is to be sent is queued when the call is made (in Rust: when its future is
/// first polled), so what one thread sends goes out in the order of its calls. Dropping the last reference without `shutdown` stops
/// everything, without waiting.
///
/// # Errors
/// Every call may fail with `ShutDown` after a shutdown, and one that asks the server with whatever the network and the server have
/// to say. A call for an open chat fails with `ChatSessionNotOpen` before `request_chat` has opened it and with `ChatSessionClosed`
/// after its end; an id that is none (empty, with line breaks, not fit for an address) is refused with `InvalidArgument` by its
/// name. The calls themselves say only what else there is.
#[derive(uniffi::Object)]
pub struct ContactCenterCommunicator {
    host: Host,
    inner: Arc<OpenChats>,
    /// Without the client id and the credentials of a proxy.
    configuration: ContactCenterConfiguration,
}

#[uniffi::export]
impl ContactCenterCommunicator {
    /// Checks the settings and starts the three threads of the SDK (further ones come and go with name lookups, files and the
    /// store). Sends nothing, and touches no disk: the calls wait for what has to be read. If the storage folder cannot be used,
    /// they say so, or `chat_session_failed` does, by `Storage`; if the platform has no roots to trust, they say so by `Tls`.
    ///
    /// Where the core cannot ask the platform whom to trust, which is on Android, `platform_roots` hands over its roots. Those of the
    /// settings are trusted besides, or alone if the settings say so.
    ///
    /// # Errors
    /// `InvalidArgument` for the first setting that is refused (on Android also if neither `platform_roots` nor
    /// `trust_extra_roots_only` is given).
    #[uniffi::constructor(name = "new")]
    pub fn with_platform_roots(
        configuration: ContactCenterConfiguration,
        delegate: Arc<dyn ContactCenterEventsDelegating>,
        platform_roots: Option<Arc<dyn ContactCenterRootCertificates>>,
    ) -> Result<Arc<Self>> {
        let settings = Settings { platform_roots, ..configuration.checked()? };
        Self::start(settings, configuration, delegate)
    }

    /// The settings that are in force, defaults included, to be shown or written down for support. "…" stands in place of the client id
    /// and of user and password of the proxy.
    pub fn configuration(&self) -> ContactCenterConfiguration {
        self.configuration.clone()
    }

    /// What the platform says of the network. While there is none, no chat asks for news; as soon as there is, each
    /// asks without waiting out a pause. Returns at once.
    pub fn set_network_available(&self, available: bool) {
        self.inner.contained(|| {
            self.inner.online.store(available, Ordering::SeqCst);
            self.inner.chats().values().for_each(|chat| chat.network_available(available));
        });
    }

    /// Whether the app is on the screen. In the background the SDK is quiet: no request, no timer; a push looks once what there
    /// is. Back in the foreground the chats read what they have missed, and go on. The storage folder is locked in the foreground alone,
    /// and in the background for as long as something is written. Returns at once.
    pub fn set_foreground(&self, foreground: bool) {
        self.inner.contained(|| {
            self.inner.foreground.store(foreground, Ordering::SeqCst);
            self.inner.chats().values().for_each(|chat| chat.foreground(foreground));
            let store = self.inner.shared.store.clone();
            store.set_foreground(foreground);
            if !foreground {
                drop(self.host.handle().spawn_blocking(move || store.release()));
            }
        });
    }

    /// Stops everything, in under a second. No callback starts after it returns, calls that are under way end with
    /// `ShutDown`, and no thread is left but for one that the platform keeps in a name lookup. The sessions on the server go on:
    /// `request_chat` of a new communicator with the same client id finds them. May be called twice, from any thread, and from
    /// inside a callback.
    pub fn shutdown(&self) {
        self.inner.contained(|| {
            self.inner.shared.dispatcher.stop();
            if self.host.stop(SHUTDOWN_LIMIT) {
                self.inner.shared.dispatcher.join(SHUTDOWN_LIMIT);
                self.inner.shared.store.close(SHUTDOWN_LIMIT);
                self.inner.shared.log.info("runtime", format_args!("shut down"));
                self.inner.shared.log.close(LAST_WORDS);
            }
        });
    }
}

impl ContactCenterCommunicator {
    /// `with_platform_roots` where the core asks the platform itself, which is everywhere but on Android.
    ///
    /// # Errors
    /// `InvalidArgument` for the first setting that is refused.
    pub fn new(
        configuration: ContactCenterConfiguration,
        delegate: Arc<dyn ContactCenterEventsDelegating>,
    ) -> Result<Arc<Self>> {
        Self::with_platform_roots(configuration, delegate, None)
    }

    fn start(
        settings: Settings,
        configuration: ContactCenterConfiguration,
        delegate: Arc<dyn ContactCenterEventsDelegating>,
    ) -> Result<Arc<Self>> {
        let log = Log::default();
        let store = Arc::new(Store::new(settings.storage_directory.as_deref(), log.clone()));
        let host = Host::new(log.clone())?;
        let api = Arc::new(Api::new(&settings, host.connections().clone(), log.clone())?);
        let dispatcher = Dispatcher::new(delegate, log.clone())?;
        let (runtime, recorder) = (host.handle().clone(), Arc::new(Recorder::default()));
        let shared = Shared { settings, api, store, dispatcher, runtime, recorder, log };
        let configuration = configuration.readable();
        let client_id = shared.settings.client_id.clone();
        let inner = Arc::new(OpenChats::new(shared));
        if let Some(client_id) = client_id {
            inner.identify(client_id.reveal())?;
        }
        Ok(Arc::new(Self { host, inner, configuration }))
    }

    /// A query is dropped when its caller gives up.
    async fn ask<T, F>(&self, question: impl FnOnce(Arc<Api>) -> F) -> Result<T>
    where
        T: Send + 'static,
        F: Future<Output = std::result::Result<T, Failure>> + Send + 'static,
    {
        let answer = question(self.inner.shared.api.clone());
        let inner = self.inner.clone();
        let outcome = self.host.run_while_wanted(async move {
            inner.identified().await?;
            Ok(answer.await?)
        });
        let outcome = outcome.await;
        self.inner.unless_shut_down(outcome)
    }

    /// A call that changes something on the server is completed, even if its caller gives up.
    async fn tell<T, F>(&self, request: impl FnOnce(Arc<Api>) -> F) -> Result<T>
    where
        T: Send + 'static,
        F: Future<Output = std::result::Result<T, Failure>> + Send + 'static,
    {
        let answer = request(self.inner.shared.api.clone());
        let inner = self.inner.clone();
        let outcome = self.host.run(async move {
            inner.identified().await?;
            Ok(answer.await?)
        });
        let outcome = outcome.await;
        self.inner.unless_shut_down(outcome)
    }

    async fn call<F: Future<Output = Result<()>>>(&self, chat_id: &str, call: impl FnOnce(&Chat) -> F) -> Result<()> {
        let outcome = self.inner.with_chat(chat_id, call)?.await;
        self.inner.unless_shut_down(outcome)
    }

    /// Sends what is tried once.
    async fn once(&self, chat_id: &str, event: ClientEvent) -> Result<()> {
        self.call(chat_id, |chat| chat.send_once(event)).await
    }

    /// One at a time: of two tokens the newer one must reach the server last.
    async fn subscribe(&self, chat_id: String, subscription: Subscription) -> Result<()> {
        check_chat_id(&chat_id)?;
        let inner = self.inner.clone();
        self.tell(|api| async move {
            let _turn = inner.subscribing.lock().await;
            api.subscribe(&chat_id, &subscription).await
        })
        .await
    }
}

impl Drop for ContactCenterCommunicator {
    fn drop(&mut self) {
        self.inner.shared.dispatcher.stop();
        self.inner.shared.store.close(Duration::ZERO);
    }
}

/// An id for what has one but is no message: any text will do.
fn new_id() -> String {
    uuid::Uuid::new_v4().to_string()
}
