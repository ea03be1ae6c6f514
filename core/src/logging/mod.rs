//! Logging.
//!
//! What the SDK says of what it does, and to whom. Every line goes to `tracing`, where a Rust host with a subscriber finds it, and to
//! the sink that the app has set, if any; without either it costs nothing. Other crates have no way into the sink.
//!
//! Nothing of a user's is ever said: no text, no token, no name, and of a chat's id only its beginning.

mod log;
mod sink;

pub(crate) use log::Log;
pub use sink::{ContactCenterLogLevel, ContactCenterLogging};

pub(crate) use crate::model::Short;
