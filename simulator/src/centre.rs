//! What all rooms share: the world behind one lock, and the bell that rings whenever something in it has changed. Held
//! polls and scripts listen to the bell as futures, the waiting methods of the handles as blocked threads.

use std::{
    sync::{Arc, Condvar, Mutex, MutexGuard, OnceLock, PoisonError},
    time::{Duration, Instant},
};

use serde_json::Value;
use tokio::{runtime::Handle, sync::watch};

use crate::{
    AgentAction, SimulatorOptions, api::Caller, forms::id_text, refusal::Refusal, scenario, session::Session,
    world::World,
};

/// The shared centre of one simulator.
#[derive(Debug)]
pub(crate) struct Centre {
    options: Mutex<Arc<SimulatorOptions>>,
    started: Instant,
    /// The runtime of the thread that serves; whatever has to happen later happens there.
    runtime: OnceLock<Handle>,
    world: Mutex<World>,
    /// The bell, for blocked threads.
    changed: Condvar,
    /// The bell, for futures.
    changes: watch::Sender<()>,
    /// True from the moment when a shutdown has been asked for.
    shutdown: watch::Sender<bool>,
}

impl Centre {
    pub(crate) fn new(options: SimulatorOptions) -> Self {
        Self {
            options: Mutex::new(Arc::new(options)),
            started: Instant::now(),
            runtime: OnceLock::new(),
            world: Mutex::default(),
            changed: Condvar::new(),
            changes: watch::Sender::new(()),
            shutdown: watch::Sender::new(false),
        }
    }

    /// The options as they are now.
    pub(crate) fn options(&self) -> Arc<SimulatorOptions> {
        Arc::clone(&self.options.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Puts other options in the place of those that there are; an error changes nothing.
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

    /// Looks at the world.
    pub(crate) fn look<T>(&self, look: impl FnOnce(&World) -> T) -> T {
        look(&self.lock())
    }

    /// Changes the world, and rings.
    pub(crate) fn change<T>(&self, change: impl FnOnce(&mut World) -> T) -> T {
        let result = change(&mut self.lock());
        self.changed.notify_all();
        self.changes.send_replace(());
        result
    }

    /// Blocks until the question has an answer, or time is up.
    pub(crate) fn wait<T>(&self, timeout: Duration, mut ask: impl FnMut(&World) -> Option<T>) -> Option<T> {
        let deadline = Instant::now() + timeout;
        let mut world = self.lock();
        loop {
            if let Some(answer) = ask(&world) {
                return Some(answer);
            }
            let left = deadline.checked_duration_since(Instant::now())?;
            (world, _) = self.changed.wait_timeout(world, left).unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// The bell for a future: every change after this call is heard.
    pub(crate) fn changes(&self) -> watch::Receiver<()> {
        self.changes.subscribe()
    }

    /// Lets the agent of a chat do something; `None` for an unknown chat.
    pub(crate) fn act(self: &Arc<Self>, chat_id: &str, action: &AgentAction) -> Option<Value> {
        self.act_while(|_| true, chat_id, action)
    }

    /// Lets the agent do something if the chat is still such that it makes sense. A form that has a time is watched from
    /// here on.
    pub(crate) fn act_while(
        self: &Arc<Self>,
        condition: impl FnOnce(&Session) -> bool,
        chat_id: &str,
        action: &AgentAction,
    ) -> Option<Value> {
        let event = self.change(|world| {
            world.session(chat_id).filter(|session| condition(session))?;
            world.act(chat_id, action)
        })?;
        if let AgentAction::ShowForm { timeout_seconds: Some(seconds), .. } = action {
            self.time_out_form(chat_id, &event, Duration::from_secs((*seconds).into()));
        }
        Some(event)
    }

    /// Lets the scenario go on when nobody has answered a form in time.
    fn time_out_form(self: &Arc<Self>, chat_id: &str, shown: &Value, timeout: Duration) {
        let (centre, chat_id, id) = (Arc::clone(self), chat_id.to_owned(), id_text(&shown["form_request_id"]));
        let runtime = self.runtime.get().expect("the simulator runs before anybody acts");
        runtime.spawn(async move {
            tokio::time::sleep(timeout).await;
            centre.change(|world| {
                if let Some(session) = world.session_mut(&chat_id) {
                    scenario::time_out_form(session, &id);
                }
            });
        });
    }

    pub(crate) fn request_shutdown(&self) {
        self.shutdown.send_replace(true);
    }

    pub(crate) async fn shutdown_requested(&self) {
        // The sender lives in `self`, so waiting cannot fail.
        drop(self.shutdown.subscribe().wait_for(|asked| *asked).await);
    }

    /// A test's own predicate may panic while it looks; the world is whole all the same.
    fn lock(&self) -> MutexGuard<'_, World> {
        self.world.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The right to be the one held poll of a chat. Dropping it, for whatever reason, gives the place free at once.
#[derive(Debug)]
pub(crate) struct PollSlot {
    centre: Arc<Centre>,
    chat_id: String,
}

impl PollSlot {
    /// Takes the place, unless it is taken or there is nothing left to poll for.
    pub(crate) fn take(centre: Arc<Centre>, caller: &Caller, chat_id: &str) -> Result<Self, Refusal> {
        let chat_id = centre.change(|world| {
            world.owned(caller, chat_id)?;
            let session = world.session_mut(chat_id).ok_or(Refusal::ChatGone)?;
            if !session.can_be_polled() {
                return Err(Refusal::ChatGone);
            }
            if std::mem::replace(&mut session.polled, true) {
                return Err(Refusal::ConcurrentPoll);
            }
            Ok(session.id.clone())
        })?;
        Ok(Self { centre, chat_id })
    }

    /// Takes the queued events. `None` when there are none yet, a refusal when there never will be.
    pub(crate) fn take_events(&self) -> Result<Option<Vec<Value>>, Refusal> {
        // Nothing rings here: that a queue has become empty concerns nobody who listens.
        let mut world = self.centre.lock();
        let session = world.session_mut(&self.chat_id).ok_or(Refusal::ChatGone)?;
        match session.take_queue() {
            events if !events.is_empty() => Ok(Some(events)),
            _ if session.is_finished() => Err(Refusal::ChatGone),
            _ => Ok(None),
        }
    }
}

impl Drop for PollSlot {
    fn drop(&mut self) {
        self.centre.change(|world| {
            if let Some(session) = world.session_mut(&self.chat_id) {
                session.polled = false;
            }
        });
    }
}
