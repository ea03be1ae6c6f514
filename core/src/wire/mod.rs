//! JSON as the server speaks it: read leniently, written strictly. Pure functions, no I/O.
//!
//! Reading never gives up on a detail: a field that is missing, null or of another scalar type costs
//! at most itself, an event that makes no sense is handed on as `Unknown` with its raw JSON, and only
//! an answer that is not JSON of the expected outline at all is an error.

mod client_event;
mod error_body;
mod lenient;
mod replies;
mod request_chat;
mod server_event;
mod subscription;
mod uploaded;

pub(crate) use client_event::ClientEvent;
pub(crate) use error_body::refusal;
pub(crate) use replies::{accepted, availability, case_history, events, session_properties, version};
pub(crate) use request_chat::RequestChat;
pub(crate) use subscription::Subscription;
pub(crate) use uploaded::uploaded;

/// What the server gets to read.
pub(crate) fn to_json(value: &impl serde::Serialize) -> Vec<u8> {
    serde_json::to_vec(value).expect("strings and maps with string keys always serialise")
}
