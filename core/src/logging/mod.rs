//! What the SDK says of what it does, and to whom. Every line goes to `tracing`, where a Rust host with a subscriber finds it, and to
//! the sink that the app has set, if any; without either it costs nothing. Other crates have no way into the sink.
//!
//! Nothing of a user's is ever said: no text, no token, no name, and of a chat's id only its beginning.

mod log;
mod sink;

use std::fmt;

pub(crate) use log::Log;
pub use sink::{ContactCenterLogLevel, ContactCenterLogging};

/// The beginning of a chat id: enough to tell two chats apart, too little to open one.
pub(crate) struct Short<'a>(pub(crate) &'a str);

impl fmt::Display for Short<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = self.0.chars();
        for c in shown.by_ref().take(8) {
            write!(f, "{c}")?;
        }
        if shown.next().is_some() { write!(f, "…") } else { Ok(()) }
    }
}
