//! JSON as the server speaks it: read leniently, written strictly. Pure functions, no I/O.
//!
//! Reading never gives up on a detail: a field that is missing, null or of another scalar type costs
//! at most itself, an event that makes no sense is handed on as `Unknown` with its raw JSON, and only
//! an answer that is not JSON of the expected outline at all is an error.

mod body;
mod client_event;
mod directives;
mod error_body;
mod events;
#[cfg(test)]
pub(crate) mod fixtures;
mod given_json;
mod lenient;
mod object;
mod plain_text;
mod replies;
mod request_chat;
mod signaling;
mod subscription;

pub(crate) use body::EMPTY as EMPTY_BODY;
pub(crate) use client_event::ClientEvent;
pub use directives::message_directives;
pub(crate) use error_body::{is_refusal_alone, refusal, refusal_in_success};
pub(crate) use events::{case_history, events, history};
pub(crate) use given_json::form_data;
#[cfg(feature = "internals")]
pub(crate) use plain_text::plain_text;
pub(crate) use replies::{
    accepted, availability, ice_servers, parameters, session_properties, uploaded, version, widget_configuration,
};
pub(crate) use request_chat::RequestChat;
pub(crate) use signaling::signaling_data;
pub(crate) use subscription::Subscription;

/// What the server gets to read.
pub(crate) fn to_json(value: &impl serde::Serialize) -> Vec<u8> {
    serde_json::to_vec(value).expect("strings and maps with string keys always serialise")
}
