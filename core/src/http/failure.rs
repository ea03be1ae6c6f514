//! Failures of requests, in the terms of the model.

use std::{error::Error, io, time::Duration};

use serde::{Deserialize, Serialize};

use super::{proxy, tls_failure};
use crate::{
    model::{ContactCenterError, FailureClass},
    wire,
};

/// A request that failed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Failure {
    pub(crate) error: ContactCenterError,
    /// How long the server asks us to stay away (`Retry-After`).
    pub(crate) retry_after: Option<Duration>,
    /// Whether the server may have read the request.
    pub(crate) reached: bool,
}

impl Failure {
    /// An answer that does not come, or not on.
    pub(super) fn timeout(waiting: &str) -> Self {
        ContactCenterError::Timeout { reason: waiting.to_owned() }.into()
    }

    /// A request that was never written.
    pub(crate) fn unreached(error: ContactCenterError) -> Self {
        Self { error, retry_after: None, reached: false }
    }

    /// For a poll: whether the server may have answered it with events, or may still hold it. Only an answer of the API says that
    /// it does not, and an error inside the server says little of what the server had done by then.
    pub(crate) fn may_have_lost_events(&self) -> bool {
        self.reached && (!self.is_from_api() || self.error.class() == FailureClass::Retry)
    }

    /// Whether the answer called itself a success, and was none that can be read.
    pub(crate) fn is_unreadable_success(&self) -> bool {
        match &self.error {
            ContactCenterError::Decoding { status, .. }
            | ContactCenterError::ResponseTooLarge { status, .. }
            | ContactCenterError::UnexpectedResponse { status, .. } => (200..300).contains(status),
            _ => false,
        }
    }

    /// Whether the answer carried an error code of the API, documented or not. Without one, a proxy, a gateway or a captive
    /// portal may have answered in the server's place, whatever the HTTP status.
    pub(crate) fn is_from_api(&self) -> bool {
        self.error.code().is_some()
    }

    /// Whether the API says that it has nothing there: with a code, or by a bare 404. A page comes from a web server that does
    /// not know the address, and says that the base URL is wrong.
    pub(crate) fn is_not_found(&self) -> bool {
        match &self.error {
            ContactCenterError::UnexpectedResponse { reason, status: 404 } => reason == wire::EMPTY_BODY,
            error => self.is_from_api() && error.status() == Some(404) && error.class() != FailureClass::Stop,
        }
    }

    /// For something that was sent: whether the server may have taken it all the same.
    pub(crate) fn leaves_in_doubt(&self) -> bool {
        self.may_have_lost_events()
    }
}

impl From<ContactCenterError> for Failure {
    fn from(error: ContactCenterError) -> Self {
        Self { error, retry_after: None, reached: true }
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
        // Without a connection nothing was written.
        let reached = !error.is_connect();
        let failure = |error| Self { error, retry_after: None, reached };
        // Sending may fail on this side, for example if a file cannot be read.
        if let Some(ours) = cause::<ContactCenterError>(&error) {
            return failure(ours.clone());
        }
        if !reached && let Some(proxy) = causes(&error).find_map(proxy::failure) {
            return failure(proxy);
        }
        // Once the handshake is done, whatever TLS complains of is a connection that breaks, and an answer may be lost with it.
        if !reached && let Some(tls) = cause::<rustls::Error>(&error) {
            let (reason, what) = (tls_failure::in_words(tls), tls_failure::of(tls));
            return failure(ContactCenterError::Tls { reason, failure: what });
        }
        if error.is_timeout() {
            let reason = if reached { "while waiting for the answer" } else { "while connecting" };
            return failure(ContactCenterError::Timeout { reason: reason.to_owned() });
        }
        let phase = match () {
            () if error.is_connect() => "connecting failed",
            () if error.is_body() || error.is_decode() => "the answer broke off",
            () => "the connection broke",
        };
        let reason = match io_kind(&error) {
            _ if !reached && is_unresolved(&error) => format!("{UNRESOLVED}; check base_url and the network"),
            Some(kind) => format!("{phase}: {kind}"),
            None => phase.to_owned(),
        };
        failure(ContactCenterError::Transport { reason })
    }
}

/// A name for which no address is found.
pub(super) const UNRESOLVED: &str = "the name of the host could not be resolved (DNS)";

/// Whether the name of the host could not be resolved. The client's library keeps that type to itself, so its text has to tell.
pub(super) fn is_unresolved(error: &(dyn Error + 'static)) -> bool {
    causes(error).any(|cause| cause.to_string().starts_with("dns error"))
}

/// Of the first I/O error in the chain.
pub(super) fn io_kind(error: &(dyn Error + 'static)) -> Option<io::ErrorKind> {
    cause::<io::Error>(error).map(io::Error::kind)
}

/// The first cause of type `T` in the chain.
pub(super) fn cause<'a, T: Error + 'static>(error: &'a (dyn Error + 'static)) -> Option<&'a T> {
    causes(error).find_map(|error| error.downcast_ref())
}

/// An error and what caused it, looking into I/O errors as well, which hide what they wrap from the chain.
fn causes<'a>(error: &'a (dyn Error + 'static)) -> impl Iterator<Item = &'a (dyn Error + 'static)> {
    std::iter::successors(Some(error), |&error| {
        let inner = error.downcast_ref::<io::Error>().and_then(|io| io.get_ref());
        inner.map(|inner| inner as &(dyn Error + 'static)).or_else(|| error.source())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn error_code_marks_answer_of_the_api() {
        for (status, body, is_from_api) in [
            (403, r#"{"error_code":"2001"}"#, true),
            (500, r#"{"error_code":5500}"#, true),
            (418, r#"{"error_code":"7777"}"#, true),
            (403, "<html>WAF</html>", false),
            (404, "default backend - 404", false),
            (413, "", false),
            (502, "{}", false),
            (503, r#"{"error_code":""}"#, false),
        ] {
            let failure = Failure::from(wire::refusal(status, body.as_bytes()));
            assert_eq!(failure.is_from_api(), is_from_api, "{status} {body}");
        }
        assert!(!Failure::timeout("while waiting for the answer").is_from_api());
    }

    #[test]
    fn a_bare_404_and_one_with_a_code_say_that_there_is_nothing_and_a_page_does_not() {
        for (status, body, is_not_found) in [
            (404, "", true),
            (404, r#"{"error_code":"5005"}"#, true),
            (404, r#"{"error_code":"5502"}"#, true),
            (404, r#"{"error_code":"7777"}"#, true),
            (404, "<html>404</html>", false),
            (404, "Not found", false),
            (404, r#"{"error_code":"1000"}"#, false),
            (500, "", false),
            (400, r#"{"error_code":"7777"}"#, false),
        ] {
            let failure = Failure::from(wire::refusal(status, body.as_bytes()));
            assert_eq!(failure.is_not_found(), is_not_found, "{status} {body}");
        }
    }
}
