//! The client that sent a request, as its authorization names it.

/// An authorized client.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Caller {
    pub(crate) client_id: String,
}
