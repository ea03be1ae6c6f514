//! Secrets: formatting one shows a redacted placeholder, and reading it takes an explicit call.

use std::fmt;

use serde::{Serialize, Serializer};

/// A value that no log, error or panic can show. Serialised it is the value: requests are made of it.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Secret<T>(T);

impl<T> Secret<T> {
    /// The value, for the one place that cannot do without.
    pub(crate) fn reveal(&self) -> &T {
        &self.0
    }
}

impl<T> From<T> for Secret<T> {
    fn from(value: T) -> Self {
        Self(value)
    }
}

impl<T> fmt::Debug for Secret<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "…")
    }
}

impl<T> fmt::Display for Secret<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "…")
    }
}

impl<T: Serialize> Serialize for Secret<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_shown_to_nobody_and_sent_as_it_is() {
        let secret = Secret::from("1234");
        assert_eq!(format!("{secret} {secret:?} {secret:#?}"), "… … …");
        assert_eq!(serde_json::to_string(&secret).ok().as_deref(), Some("\"1234\""));
        assert_eq!(*secret.reveal(), "1234");
    }
}
