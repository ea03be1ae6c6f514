//! What crosses the public boundary: events, session properties, errors, statuses. Data only;
//! every type is written once, here, and UniFFI carries these very types to Swift and Kotlin.

mod approximate_bytes;
mod availability;
mod chat_request;
mod delivery;
mod directives;
mod error;
mod event;
mod file;
mod json;
mod open_enum;
mod service;
mod session;
mod short;
mod signaling;
mod status;
mod tag;
mod timestamp;
mod tls_failure;

pub(crate) use approximate_bytes::{MAX_QUEUED_BYTES, approximate_bytes};
pub use availability::*;
pub use chat_request::*;
pub(crate) use delivery::{Delivery, dated};
pub use directives::*;
pub use error::*;
pub use event::*;
pub use file::*;
pub use json::JsonValue;
pub use service::*;
pub use session::*;
pub(crate) use short::Short;
pub use signaling::*;
pub use status::*;
pub use timestamp::Timestamp;
pub use tls_failure::TlsFailure;
