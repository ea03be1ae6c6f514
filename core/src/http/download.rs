//! An answer that is read as it comes. Each piece has to come in time; how long all of them may take is another matter.

use std::time::Duration;

use std::fmt;

use bytes::Bytes;
use reqwest::Response;
use tokio::time::timeout;

use super::{Failure, client::content_type};

/// The body of an answer on its way, a file for one.
pub(crate) struct Download {
    response: Response,
    stall: Duration,
}

/// For a log.
impl fmt::Display for Download {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "status {}", self.response.status().as_u16())
    }
}

impl Download {
    pub(super) fn new(response: Response, stall: Duration) -> Self {
        Self { response, stall }
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
        match timeout(self.stall, self.response.chunk()).await {
            Ok(piece) => Ok(piece?),
            Err(_) => Err(Failure::timeout("in the middle of the answer")),
        }
    }
}
