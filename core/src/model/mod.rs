//! What crosses the public boundary: events, session properties, errors, statuses. Data only;
//! every type is written once, here, and UniFFI carries these very types to Swift and Kotlin.

mod availability;
mod delivery;
mod error;
mod event;
mod json;
mod open_enum;
mod session;
mod status;
mod timestamp;

pub use availability::*;
pub(crate) use delivery::Delivery;
pub use error::*;
pub use event::*;
pub use json::JsonValue;
pub use session::*;
pub use status::*;
pub use timestamp::Timestamp;
