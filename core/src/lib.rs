//! Contact-center chat over the Bright Pattern Mobile/Web Messaging API, version 2.
//!
//! # How it works
//!
//! An app makes one [`ContactCenterCommunicator`] for one contact center, hands it a delegate
//! ([`ContactCenterEventsDelegating`]) and asks for a chat. From then on the chat is *open*: one
//! long poll at a time brings the server's events, and each batch of them reaches the delegate in
//! the order in which it arrived. What the app sends goes through one queue per chat, one request
//! at a time, so it arrives in the order in which it was handed over.
//!
//! What happens next is decided by a state machine that does no I/O and knows no clock
//! (`session::machine`); a driver on a runtime of its own performs them
//! (`session::driver`). Callbacks come from one thread of our own; nothing that an app does
//! inside a callback can delay the network.
//!
//! The chat closes once, for one [`ChatSessionCloseReason`], and nothing is delivered for it
//! after that. [`ContactCenterCommunicator::shutdown`] ends everything in under a second and
//! leaves no thread behind.
//!
//! # Layers
//!
//! A layer uses only the layers below it: `model` (data that crosses the boundary) ·
//! `wire` (JSON, read leniently and written strictly), `configuration`, `logging`, `secret`, `containment` · `http` ·
//! `session` (machine, then driver), `delegate` and `files` (uploads and downloads) · `communicator` (the contract).

mod api_path;
mod backoff;
mod communicator;
mod configuration;
mod containment;
mod delegate;
mod files;
mod http;
#[cfg(feature = "internals")]
#[doc(hidden)]
pub mod internals;
mod logging;
mod model;
#[doc(hidden)]
pub mod replay;
mod runtime;
mod secret;
mod session;
mod store;
mod wire;

pub use communicator::{ContactCenterCommunicator, ContactCenterOutgoingMessage};
pub use configuration::{ContactCenterConfiguration, max_text_bytes};
pub use delegate::{ContactCenterEventsDelegating, ContactCenterMessageCompletion};
pub use files::{ContactCenterTransfer, ContactCenterTransferProgress, ContactCenterUploadData};
pub use http::ContactCenterRootCertificates;
pub use logging::{ContactCenterLogLevel, ContactCenterLogging};
pub use model::*;
pub use store::{erase_storage, stored_client_id};
pub use wire::message_directives;

uniffi::setup_scaffolding!();
