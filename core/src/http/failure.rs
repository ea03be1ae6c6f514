//! What went wrong with a request, in the terms of the model.

use std::{error::Error, io, time::Duration};

use crate::model::ContactCenterError;

/// A request that failed.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Failure {
    pub(crate) error: ContactCenterError,
    /// How long the server asks us to stay away (`Retry-After`).
    pub(crate) retry_after: Option<Duration>,
}

impl From<ContactCenterError> for Failure {
    fn from(error: ContactCenterError) -> Self {
        Self { error, retry_after: None }
    }
}

impl From<Failure> for ContactCenterError {
    fn from(failure: Failure) -> Self {
        failure.error
    }
}

/// Before or while reading: neither URL nor header is quoted, only what kind of failure it was.
impl From<reqwest::Error> for Failure {
    fn from(error: reqwest::Error) -> Self {
        if let Some(tls) = cause::<rustls::Error>(&error) {
            return ContactCenterError::Tls { reason: tls.to_string() }.into();
        }
        if error.is_timeout() {
            let reason = if error.is_connect() { "while connecting" } else { "while waiting for the answer" };
            return ContactCenterError::Timeout { reason: reason.to_owned() }.into();
        }
        let phase = match () {
            () if error.is_connect() => "connecting failed",
            () if error.is_body() || error.is_decode() => "the answer broke off",
            () => "the connection broke",
        };
        let reason = match cause::<io::Error>(&error) {
            Some(io) => format!("{phase}: {}", io.kind()),
            None => phase.to_owned(),
        };
        ContactCenterError::Transport { reason }.into()
    }
}

/// The first cause of type `T` in the chain, looking into I/O errors as well, which hide what they wrap from it.
fn cause<'a, T: Error + 'static>(error: &'a (dyn Error + 'static)) -> Option<&'a T> {
    let mut next = Some(error);
    while let Some(error) = next {
        if let Some(found) = error.downcast_ref::<T>() {
            return Some(found);
        }
        let inner = error.downcast_ref::<io::Error>().and_then(|io| io.get_ref());
        next = match inner {
            Some(inner) => Some(inner),
            None => error.source(),
        };
    }
    None
}
