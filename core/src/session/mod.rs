//! Sessions: the sans-I/O machine of one chat, and its driver.

mod chat;
mod command;
mod driver;
mod engine;
mod event_dedup;
#[cfg(feature = "internals")]
mod fuzzed;
mod key;
mod ledger;
mod machine;
#[cfg(test)]
mod machine_tests;
mod outbox;
mod sent;
#[cfg(test)]
mod simulation;
pub(crate) mod trace;
mod typing;

pub(crate) use chat::{Chat, OutgoingMessage, Shared};
pub(crate) use driver::Surroundings;
#[cfg(feature = "internals")]
pub(crate) use fuzzed::{CHAT, Table, session};
#[cfg(feature = "internals")]
pub(crate) use key::Fingerprint;
pub(crate) use key::Key;
pub(crate) use machine::{Change, Restored, RestoredMessage};
