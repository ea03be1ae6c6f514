//! Everything that changes while the simulator runs; the centre keeps it behind one lock.

use serde_json::{Map, Value};

use crate::{
    AgentAction, SimulatorOptions, agent, api::Caller, fault::FaultQueue, files::FileStore, record::Recorder,
    refusal::Refusal, session::Session,
};

/// Everything that changes while the simulator runs.
#[derive(Debug, Default)]
pub(crate) struct World {
    /// In order of creation; sessions are kept when they are finished.
    pub(crate) sessions: Vec<Session>,
    pub(crate) faults: FaultQueue,
    pub(crate) requests: Recorder,
    pub(crate) files: FileStore,
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
    pub(crate) fn owned(&self, caller: &Caller, id: &str) -> Result<&Session, Refusal> {
        self.session(id).filter(|session| session.client_id == caller.client_id).ok_or(Refusal::ChatGone)
    }

    /// The session with that id if it belongs to the caller and is not finished.
    pub(crate) fn live(&self, caller: &Caller, id: &str) -> Result<&Session, Refusal> {
        self.owned(caller, id)
            .and_then(|session| if session.is_finished() { Err(Refusal::ChatGone) } else { Ok(session) })
    }

    /// Like [`World::live`], to be changed.
    pub(crate) fn live_mut(&mut self, caller: &Caller, id: &str) -> Result<&mut Session, Refusal> {
        self.live(caller, id)?;
        self.session_mut(id).ok_or(Refusal::ChatGone)
    }

    /// The one session of the caller that is not finished.
    pub(crate) fn live_of(&self, caller: &Caller) -> Option<&Session> {
        self.sessions.iter().find(|session| session.client_id == caller.client_id && !session.is_finished())
    }

    /// The caller's live session, or a new one, and whether it is new.
    pub(crate) fn live_or_new(
        &mut self,
        caller: &Caller,
        requested: Map<String, Value>,
        options: &SimulatorOptions,
    ) -> (&Session, bool) {
        let live = self.live_of(caller).map(|session| session.id.clone());
        let is_new = live.is_none();
        let id = live.unwrap_or_else(|| {
            let session = Session::new(&caller.client_id, requested, options);
            let id = session.id.clone();
            self.sessions.push(session);
            id
        });
        (self.session(&id).expect("found or made just now"), is_new)
    }

    /// Lets the agent of a chat do something; `None` for an unknown chat.
    pub(crate) fn act(&mut self, chat_id: &str, action: &AgentAction) -> Option<Value> {
        let session = self.sessions.iter_mut().find(|session| session.id.eq_ignore_ascii_case(chat_id))?;
        Some(agent::perform(session, &mut self.files, action))
    }
}
