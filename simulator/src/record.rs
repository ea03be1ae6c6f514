//! The memory of every request, so that a test can ask what really went over the wire.

use std::{collections::VecDeque, time::Duration};

use axum::{
    extract::Query,
    http::{Uri, request::Parts},
};
use serde_json::{Value, json};

/// How many requests are remembered; the oldest are forgotten first. Far more than any test sends, and little enough for
/// a simulator that runs for days.
const MAX_REMEMBERED: usize = 10_000;

/// One request to the API, as it came.
#[derive(Clone, Debug)]
pub struct RecordedRequest {
    /// 1 for the first request of this run, and so on; clearing the record does not start again.
    pub sequence: u64,
    /// When the request had been read, since the start of the simulator.
    pub at: Duration,
    /// `GET`, `POST`, …
    pub method: String,
    /// Path and query as on the wire, still percent-encoded.
    pub target: String,
    /// Names in lower case and values byte for byte, in the order of the wire; values of a repeated name stand together.
    pub headers: Vec<(String, Vec<u8>)>,
    /// The body, byte for byte.
    pub body: Vec<u8>,
    /// Status of the answer; `None` while there is no answer, and for ever if the connection died before one.
    pub status: Option<u16>,
}

impl RecordedRequest {
    /// The path alone, still percent-encoded.
    pub fn path(&self) -> &str {
        self.target.split('?').next().unwrap_or_default()
    }

    /// The decoded value of a query parameter.
    pub fn query(&self, name: &str) -> Option<String> {
        query_value(&self.target.parse().ok()?, name)
    }

    /// The first header of that name (in lower case), as text.
    pub fn header(&self, name: &str) -> Option<String> {
        let (_, value) = self.headers.iter().find(|(known, _)| known == name)?;
        Some(String::from_utf8_lossy(value).into_owned())
    }

    /// The body as text.
    pub fn body_text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The body as JSON; `Null` if it is none.
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or(Value::Null)
    }

    /// The form in which the control API shows it.
    pub(crate) fn shown(&self) -> Value {
        let headers: Vec<_> =
            self.headers.iter().map(|(name, value)| json!([name, String::from_utf8_lossy(value)])).collect();
        json!({
            "sequence": self.sequence,
            "at_ms": u64::try_from(self.at.as_millis()).unwrap_or(u64::MAX),
            "method": self.method,
            "target": self.target,
            "headers": headers,
            "body": self.body_text(),
            "status": self.status,
        })
    }
}

/// The decoded value of one query parameter; the first, if it is given twice.
pub(crate) fn query_value(uri: &Uri, name: &str) -> Option<String> {
    let Query(pairs) = Query::<Vec<(String, String)>>::try_from_uri(uri).ok()?;
    pairs.into_iter().find(|(known, _)| known == name).map(|(_, value)| value)
}

/// All requests that are remembered.
#[derive(Debug, Default)]
pub(crate) struct Recorder {
    requests: VecDeque<RecordedRequest>,
    /// The sequence number given out last.
    last: u64,
}

impl Recorder {
    /// Writes a request down and returns its sequence number.
    pub(crate) fn note(&mut self, at: Duration, parts: &Parts, body: &[u8]) -> u64 {
        self.last += 1;
        if self.requests.len() == MAX_REMEMBERED {
            self.requests.pop_front();
        }
        self.requests.push_back(RecordedRequest {
            sequence: self.last,
            at,
            method: parts.method.to_string(),
            target: parts.uri.path_and_query().map_or_else(|| parts.uri.path().to_owned(), ToString::to_string),
            headers: parts
                .headers
                .iter()
                .map(|(name, value)| (name.as_str().to_owned(), value.as_bytes().to_vec()))
                .collect(),
            body: body.to_vec(),
            status: None,
        });
        self.last
    }

    /// Adds the status of the answer.
    pub(crate) fn note_status(&mut self, sequence: u64, status: u16) {
        if let Some(request) = self.requests.iter_mut().find(|request| request.sequence == sequence) {
            request.status = Some(status);
        }
    }

    pub(crate) fn all(&self) -> impl Iterator<Item = &RecordedRequest> {
        self.requests.iter()
    }

    pub(crate) fn clear(&mut self) {
        self.requests.clear();
    }
}
