//! The client that sent a request, as its authorization names it.

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
