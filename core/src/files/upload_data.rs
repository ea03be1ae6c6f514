//! The content of an upload that another language hands over.

use std::sync::{Arc, Mutex, PoisonError};

use super::source;
use crate::model::ContactCenterError;

/// Bytes to be uploaded. A list of bytes crosses the language boundary byte by byte; `append` copies each piece as one block.
#[derive(uniffi::Object)]
pub struct ContactCenterUploadData {
    bytes: Mutex<Vec<u8>>,
}

#[uniffi::export]
impl ContactCenterUploadData {
    /// An empty buffer with a capacity of `length` bytes.
    ///
    /// # Errors
    /// `InvalidArgument` where `data` of this length are empty or too large.
    #[uniffi::constructor]
    pub fn new(length: i64) -> Result<Arc<Self>, ContactCenterError> {
        let length = usize::try_from(length).unwrap_or(usize::MAX);
        source::check_length("data", length as u64)?;
        Ok(Arc::new(Self { bytes: Mutex::new(Vec::with_capacity(length)) }))
    }

    /// Adds a copy of `piece`.
    pub fn append(&self, piece: &[u8]) {
        self.bytes.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(piece);
    }
}

impl ContactCenterUploadData {
    /// What was appended so far, which is not copied. Nothing is left.
    pub(crate) fn take(&self) -> Vec<u8> {
        std::mem::take(&mut *self.bytes.lock().unwrap_or_else(PoisonError::into_inner))
    }
}
