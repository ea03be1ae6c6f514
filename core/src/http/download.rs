//! Streamed response bodies.
//!
//! An answer that is read as it comes. Each piece has to come in time; how long all of them may take is another matter.

use std::time::Duration;

use std::fmt;

use bytes::Bytes;
use reqwest::Response;
use tokio::time::timeout;

use super::{Failure, headers::content_type};

/// The body of an answer that is still arriving, for example a file.
pub(crate) struct Download {
    response: Response,
    /// What has been read of it already, and comes first.
    ahead: Option<Bytes>,
    stall: Duration,
}

/// For a log.
impl fmt::Display for Download {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "status {}", self.status())
    }
}

impl Download {
    pub(super) fn new(response: Response, stall: Duration) -> Self {
        Self { response, ahead: None, stall }
    }

    pub(super) fn status(&self) -> i32 {
        self.response.status().as_u16().into()
    }

    /// Gives back what was read.
    pub(super) fn read_again(&mut self, body: Bytes) {
        self.ahead = Some(body);
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
        if let Some(ahead) = self.ahead.take().filter(|ahead| !ahead.is_empty()) {
            return Ok(Some(ahead));
        }
        match timeout(self.stall, self.response.chunk()).await {
            Ok(piece) => Ok(piece?),
            Err(_) => Err(Failure::timeout("in the middle of the answer")),
        }
    }
}
