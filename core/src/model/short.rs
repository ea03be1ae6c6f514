//! Redaction of ids: the first characters alone.

use std::fmt;

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

impl fmt::Debug for Short<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "\"{self}\"")
    }
}
