//! The client that sent a request, as its authorization names it.

use crate::session::Session;

/// The client id of web clients, which are told apart by cookie.
pub(crate) const WEB_CHAT: &str = "WebChat";

/// An authorized client.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Caller {
    pub(crate) client_id: String,
    pub(crate) visitor: Visitor,
}

/// Who of several with the same client id a caller is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Visitor {
    /// The client id alone identifies the caller.
    Any,
    /// A cookie identifies the caller; `None` came without one.
    Cookie(Option<String>),
}

impl Caller {
    /// Whether a session that is named by its id belongs to the caller. A browser may withhold the cookie; the id, which
    /// only the visitor knows, is enough then.
    pub(crate) fn owns(&self, session: &Session) -> bool {
        let is_visitor = match &self.visitor {
            Visitor::Cookie(Some(visitor)) => session.visitor.as_ref() == Some(visitor),
            Visitor::Cookie(None) | Visitor::Any => true,
        };
        is_visitor && session.client_id == self.client_id
    }

    /// Whether a session is the caller's without being named by its id.
    pub(crate) fn is_of(&self, session: &Session) -> bool {
        self.owns(session) && self.visitor != Visitor::Cookie(None)
    }
}
