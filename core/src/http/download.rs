//! An answer that is read as it comes, because it is too long for the memory.

use std::fmt;

use bytes::Bytes;
use reqwest::Response;

use super::{Failure, client::content_type};

/// The content of a file on its way.
pub(crate) struct Download {
    response: Response,
}

/// For a log.
impl fmt::Display for Download {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "status {}", self.response.status().as_u16())
    }
}

impl Download {
    pub(super) fn new(response: Response) -> Self {
        Self { response }
    }

    /// How many bytes the server promises, where it does. An answer that breaks its promise is a failure.
    pub(crate) fn length(&self) -> Option<u64> {
        self.response.content_length()
    }

    pub(crate) fn content_type(&self) -> Option<String> {
        content_type(&self.response)
    }

    /// The next piece; none at the end.
    pub(crate) async fn next(&mut self) -> Result<Option<Bytes>, Failure> {
        Ok(self.response.chunk().await?)
    }
}
