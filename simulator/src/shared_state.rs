//! The shared state of one simulator: the state behind one lock, and a notification of every change. Held polls, scripts
//! and the console await changes as futures; the waiting methods of the library handles block a thread.

use std::{
    io,
    sync::{Arc, Condvar, Mutex, MutexGuard, OnceLock, PoisonError},
    time::{Duration, Instant},
};

use serde_json::Value;
use tokio::{
    runtime::Handle,
    sync::{broadcast, watch},
};

use crate::{SimulatorOptions, api_error::ApiError, caller::Caller, session_store::SessionStore, state::State};

/// A restart of the API.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Restart {
    /// How long the port is closed.
    pub(crate) down: Duration,
    /// Whether the server forgets its chats.
    pub(crate) loses_sessions: bool,
}

/// The state of one simulator, shared by its servers and handles.
#[derive(Debug)]
pub(crate) struct SharedState {
    /// Scheme, host and port of the API.
    base_url: String,
    options: Mutex<Arc<SimulatorOptions>>,
    started: Instant,
    /// The runtime of the server thread; delayed actions run there.
    runtime: OnceLock<Handle>,
    state: Mutex<State>,
    /// Keeps the sessions over restarts. Locked only while the state is.
    store: Option<Mutex<SessionStore>>,
    /// Change notification for blocked threads.
    changed: Condvar,
    /// Change notification for futures.
    changes: watch::Sender<()>,
    /// True once a shutdown has been requested.
    shutdown: watch::Sender<bool>,
    restarts: broadcast::Sender<Restart>,
}

impl SharedState {
    /// The state of a simulator that begins with the sessions of its folder, if the options name one.
    pub(crate) fn new(options: SimulatorOptions, base_url: String) -> io::Result<Self> {
        let kept = options.sessions.as_deref().map(SessionStore::open).transpose()?;
        let (store, state) = kept.map_or_else(Default::default, |(store, state)| (Some(Mutex::new(store)), state));
        Ok(Self {
            base_url,
            options: Mutex::new(Arc::new(options)),
            started: Instant::now(),
            runtime: OnceLock::new(),
            state: Mutex::new(state),
            store,
            changed: Condvar::new(),
            changes: watch::Sender::new(()),
            shutdown: watch::Sender::new(false),
            restarts: broadcast::Sender::new(1),
        })
    }

    /// Scheme, host and port of the API.
    pub(crate) fn base_url(&self) -> &str {
        &self.base_url
    }

    /// The options as they are now.
    pub(crate) fn options(&self) -> Arc<SimulatorOptions> {
        Arc::clone(&self.options.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Replaces the options; an error changes nothing.
    pub(crate) fn change_options<E>(
        &self,
        change: impl FnOnce(&SimulatorOptions) -> Result<SimulatorOptions, E>,
    ) -> Result<(), E> {
        let mut options = self.options.lock().unwrap_or_else(PoisonError::into_inner);
        *options = Arc::new(change(&options)?);
        Ok(())
    }

    /// Tells where things run; once, before anything is served.
    pub(crate) fn run_in(&self, runtime: Handle) {
        self.runtime.get_or_init(|| runtime);
    }

    /// Time since the start.
    pub(crate) fn elapsed(&self) -> Duration {
        self.started.elapsed()
    }

    /// Looks at the state.
    pub(crate) fn look<T>(&self, look: impl FnOnce(&State) -> T) -> T {
        look(&self.lock())
    }

    /// Changes the state and notifies.
    pub(crate) fn change<T>(&self, change: impl FnOnce(&mut State) -> T) -> T {
        let result = {
            let mut state = self.lock();
            let result = change(&mut state);
            self.save(&state);
            result
        };
        self.changed.notify_all();
        self.changes.send_replace(());
        result
    }

    /// Writes the sessions down, if they are kept: whatever a client is told is on disk before.
    fn save(&self, state: &State) {
        if let Some(store) = &self.store {
            store.lock().unwrap_or_else(PoisonError::into_inner).save(state);
        }
    }

    /// Blocks until the question has an answer, or time is up.
    pub(crate) fn wait<T>(&self, timeout: Duration, mut ask: impl FnMut(&State) -> Option<T>) -> Option<T> {
        let deadline = Instant::now() + timeout;
        let mut state = self.lock();
        loop {
            if let Some(answer) = ask(&state) {
                return Some(answer);
            }
            let left = deadline.checked_duration_since(Instant::now())?;
            (state, _) = self.changed.wait_timeout(state, left).unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// A receiver that is notified of every change after this call.
    pub(crate) fn changes(&self) -> watch::Receiver<()> {
        self.changes.subscribe()
    }

    /// The runtime of the server's thread, for what has to happen later.
    pub(crate) fn runtime(&self) -> &Handle {
        self.runtime.get().expect("the simulator runs before anything happens in it")
    }

    /// Closes the API's port and its connections, and opens the port again.
    pub(crate) fn request_restart(&self, restart: Restart) {
        // Without a receiver the server has not started or is gone; there is nothing to restart.
        let _ = self.restarts.send(restart);
    }

    /// A receiver of every restart that is requested after this call.
    pub(crate) fn restarts(&self) -> broadcast::Receiver<Restart> {
        self.restarts.subscribe()
    }

    pub(crate) fn request_shutdown(&self) {
        self.shutdown.send_replace(true);
    }

    pub(crate) async fn shutdown_requested(&self) {
        // The sender lives in `self`, so waiting cannot fail.
        drop(self.shutdown.subscribe().wait_for(|asked| *asked).await);
    }

    /// A test's own predicate may panic while it looks; the state is whole all the same.
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The right to be the one held poll of a chat. Dropping it, for whatever reason, gives the place free at once.
#[derive(Debug)]
pub(crate) struct PollSlot {
    shared: Arc<SharedState>,
    chat_id: String,
}

impl PollSlot {
    /// Takes the place, unless it is taken or there is nothing left to poll for.
    pub(crate) fn take(shared: Arc<SharedState>, caller: &Caller, chat_id: &str) -> Result<Self, ApiError> {
        let chat_id = shared.change(|state| {
            state.owned(caller, chat_id)?;
            let session = state.session_mut(chat_id).ok_or(ApiError::ChatGone)?;
            if !session.can_be_polled() {
                return Err(ApiError::ChatGone);
            }
            if std::mem::replace(&mut session.polled, true) {
                return Err(ApiError::ConcurrentPoll);
            }
            Ok(session.id.clone())
        })?;
        Ok(Self { shared, chat_id })
    }

    /// Takes the queued events. `None` when there are none yet, an error when there never will be.
    pub(crate) fn take_events(&self) -> Result<Option<Vec<Value>>, ApiError> {
        let mut state = self.shared.lock();
        let session = state.session_mut(&self.chat_id).ok_or(ApiError::ChatGone)?;
        match session.take_queue() {
            events if !events.is_empty() => {
                self.shared.save(&state);
                Ok(Some(events))
            }
            _ if session.is_finished() => Err(ApiError::ChatGone),
            _ => Ok(None),
        }
    }
}

impl Drop for PollSlot {
    fn drop(&mut self) {
        self.shared.change(|state| {
            if let Some(session) = state.session_mut(&self.chat_id) {
                session.polled = false;
            }
        });
    }
}
