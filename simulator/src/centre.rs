//! What all rooms share: the world behind one lock, and the bell that rings whenever something in it has changed. Held
//! polls and scripts listen to the bell as futures, the waiting methods of the handles as blocked threads.

use std::{
    sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use serde_json::Value;
use tokio::sync::watch;

use crate::{
    AgentAction, SimulatorOptions, agent,
    api::Caller,
    fault::FaultQueue,
    record::Recorder,
    refusal::Refusal,
    session::{NewSession, Session},
};

/// Everything that changes while the simulator runs.
#[derive(Debug, Default)]
pub(crate) struct World {
    /// In order of creation; sessions are kept when they are finished.
    pub(crate) sessions: Vec<Session>,
    pub(crate) faults: FaultQueue,
    pub(crate) requests: Recorder,
}

impl World {
    /// Any session, finished or not. Ids are compared without regard to case.
    pub(crate) fn session(&self, id: &str) -> Option<&Session> {
        self.sessions.iter().find(|session| session.id.eq_ignore_ascii_case(id))
    }

    /// Like [`World::session`], to be changed.
    pub(crate) fn session_mut(&mut self, id: &str) -> Option<&mut Session> {
        self.sessions.iter_mut().find(|session| session.id.eq_ignore_ascii_case(id))
    }

    /// The session with that id if it belongs to the caller, finished or not.
    pub(crate) fn owned(&mut self, caller: &Caller, id: &str) -> Result<&mut Session, Refusal> {
        self.session_mut(id).filter(|session| session.client_id == caller.client_id).ok_or(Refusal::ChatGone)
    }

    /// The session with that id if it belongs to the caller and is not finished.
    pub(crate) fn live(&mut self, caller: &Caller, id: &str) -> Result<&mut Session, Refusal> {
        self.owned(caller, id)
            .and_then(|session| if session.is_finished() { Err(Refusal::ChatGone) } else { Ok(session) })
    }

    /// The one session of the caller that is not finished.
    pub(crate) fn live_of(&self, caller: &Caller) -> Option<&Session> {
        self.sessions.iter().find(|session| session.client_id == caller.client_id && !session.is_finished())
    }

    /// The caller's live session, or a new one, and whether it is new.
    pub(crate) fn live_or_new(&mut self, caller: &Caller, new: NewSession) -> (&Session, bool) {
        let live = self.live_of(caller).map(|session| session.id.clone());
        let is_new = live.is_none();
        let id = live.unwrap_or_else(|| {
            let session = Session::new(&caller.client_id, new);
            let id = session.id.clone();
            self.sessions.push(session);
            id
        });
        (self.session(&id).expect("found or made just now"), is_new)
    }
}

/// The shared centre of one simulator.
#[derive(Debug)]
pub(crate) struct Centre {
    pub(crate) options: SimulatorOptions,
    started: Instant,
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
            options,
            started: Instant::now(),
            world: Mutex::default(),
            changed: Condvar::new(),
            changes: watch::Sender::new(()),
            shutdown: watch::Sender::new(false),
        }
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
    pub(crate) fn act(&self, chat_id: &str, action: &AgentAction) -> Option<Value> {
        self.change(|world| world.session_mut(chat_id).map(|session| agent::perform(session, action)))
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
            let session = world.owned(caller, chat_id)?;
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
