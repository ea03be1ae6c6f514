//! Streamed uploads and downloads.
//!
//! Files on their way to the server and back. Nothing of them is in memory but the piece that moves; what to send is looked
//! at before the first byte goes out, and what comes in is seen under its name only when it is whole.

mod disk;
mod meter;
mod names;
mod source;
mod target;
mod transfer;
mod unfinished;
mod upload_data;

pub(crate) use meter::Meter;
pub(crate) use source::Source;
pub(crate) use target::Target;
pub use transfer::{ContactCenterTransfer, ContactCenterTransferProgress};
pub use upload_data::ContactCenterUploadData;
