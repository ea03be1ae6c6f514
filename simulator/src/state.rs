//! Everything that changes while the simulator runs, behind the lock of the shared state.

use serde_json::{Map, Value};

use crate::{
    SimulatorOptions,
    api_error::ApiError,
    caller::Caller,
    fault::FaultQueue,
    files::FileStore,
    request_log::RequestLog,
    session::{Session, Stage},
};

/// Everything that changes while the simulator runs.
#[derive(Debug, Default)]
pub(crate) struct State {
    /// In order of creation; sessions are kept when they are finished.
    pub(crate) sessions: Vec<Session>,
    pub(crate) faults: FaultQueue,
    pub(crate) requests: RequestLog,
    pub(crate) files: FileStore,
}

impl State {
    /// Any session, finished or not. Ids are compared without regard to case.
    pub(crate) fn session(&self, id: &str) -> Option<&Session> {
        self.sessions.iter().find(|session| session.id.eq_ignore_ascii_case(id))
    }

    /// Like [`State::session`], to be changed.
    pub(crate) fn session_mut(&mut self, id: &str) -> Option<&mut Session> {
        self.sessions.iter_mut().find(|session| session.id.eq_ignore_ascii_case(id))
    }

    /// The session with that id if it belongs to the caller, finished or not.
    pub(crate) fn owned(&self, caller: &Caller, id: &str) -> Result<&Session, ApiError> {
        self.session(id).filter(|session| session.belongs_to(caller)).ok_or(ApiError::ChatGone)
    }

    /// The session with that id if it belongs to the caller and is not finished.
    pub(crate) fn live(&self, caller: &Caller, id: &str) -> Result<&Session, ApiError> {
        self.owned(caller, id)
            .and_then(|session| if session.is_finished() { Err(ApiError::ChatGone) } else { Ok(session) })
    }

    /// The session with that id for a viewer who may have no authorization: the id is the capability.
    pub(crate) fn viewed(&self, caller: Option<&Caller>, id: &str) -> Result<&Session, ApiError> {
        match caller {
            Some(caller) => self.live(caller, id),
            None => self.session(id).filter(|session| session.stage != Stage::Lost).ok_or(ApiError::ChatGone),
        }
    }

    /// Like [`State::live`], to be changed.
    pub(crate) fn live_mut(&mut self, caller: &Caller, id: &str) -> Result<&mut Session, ApiError> {
        self.live(caller, id)?;
        self.session_mut(id).ok_or(ApiError::ChatGone)
    }

    /// The one session of the caller that is not finished.
    pub(crate) fn live_of(&self, caller: &Caller) -> Option<&Session> {
        self.sessions.iter().find(|session| session.is_found_by(caller) && !session.is_finished())
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
            let session = Session::new(caller, requested, options);
            let id = session.id.clone();
            self.sessions.push(session);
            id
        });
        (self.session(&id).expect("found or made just now"), is_new)
    }

    /// Forgets all chats, as a restart without persistent sessions does. They stay visible to tests and to the console.
    pub(crate) fn lose_sessions(&mut self) {
        for session in &mut self.sessions {
            session.stage = Stage::Lost;
            session.queue.clear();
        }
    }

    /// A session and the files, both to be changed.
    pub(crate) fn session_and_files(&mut self, id: &str) -> Option<(&mut Session, &mut FileStore)> {
        let session = self.sessions.iter_mut().find(|session| session.id.eq_ignore_ascii_case(id))?;
        Some((session, &mut self.files))
    }
}
