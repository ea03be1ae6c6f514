//! How a connection comes about, whom it trusts, and what is told where it does not: over real TCP and TLS.

#![allow(missing_docs, clippy::unwrap_used)]

mod answers;
mod certificates;
#[path = "../common/mod.rs"]
mod common;
mod cookies;
mod headers;
mod kept;
mod portal;
mod proxy;
mod redirects;
mod relay;
#[path = "../files/server.rs"]
mod server;
mod timeouts;

use contact_center_core::*;

/// What a failed call says of TLS.
fn tls_failure<T: std::fmt::Debug>(outcome: Result<T, ContactCenterError>) -> TlsFailure {
    match outcome {
        Err(ContactCenterError::Tls { failure, reason }) => {
            assert!(!reason.is_empty());
            failure
        }
        other => panic!("no failure of TLS: {other:?}"),
    }
}

/// Blocks until the app has been told that the outage is over; all that it has been told.
fn back_again(seen: &common::Recorder) -> Vec<common::Call> {
    seen.wait_for("the news that the outage is over", |calls| {
        let state = calls.iter().rfind(|call| matches!(call, common::Call::Connection(_)));
        state == Some(&common::Call::Connection(ConnectionState::Connected))
    })
}
