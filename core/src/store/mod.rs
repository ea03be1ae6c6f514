//! The persistent store.
//!
//! What must survive the process, in a folder that the app names: the client id, and for every open chat the number of its
//! last message, the messages that wait, and which events the app has had. Nothing else is kept, and a message's
//! text only until the server has it or the app discards it.
//!
//! Where the app names no folder nothing is kept. Where the folder cannot be used, chats go on without it and
//! the app is told: a store must never be the reason that a customer cannot chat.

mod attempts;
mod client_id;
#[cfg(test)]
mod damage;
mod database;
mod erase;
mod file_names;
#[cfg(feature = "internals")]
mod forged;
mod handle;
mod private;
#[cfg(any(test, feature = "internals"))]
mod scratch;
mod texts;

pub use client_id::stored_client_id;
pub(crate) use database::EndedChat;
pub use erase::erase_storage;
#[cfg(feature = "internals")]
pub(crate) use forged::Forged;
pub(crate) use handle::Store;
#[cfg(feature = "internals")]
pub(crate) use scratch::folder as scratch_folder;
