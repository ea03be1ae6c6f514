//! The log of all requests, for assertions of tests.

use std::{collections::VecDeque, time::Duration};

use axum::{
    extract::Query,
    http::{Uri, request::Parts},
};
use serde::Serialize;
use serde_json::{Map, Value, json};

use crate::session::Session;

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
    /// The body, byte for byte. Empty for an upload.
    pub body: Vec<u8>,
    /// What was uploaded, in place of its bytes, once it has been read; `None` for every other request.
    pub upload: Option<RecordedUpload>,
    /// Status of the answer; `None` while there is no answer, and permanently if the connection died before one.
    pub status: Option<u16>,
    /// Time from the request to its answer; `None` while there is none.
    pub duration: Option<Duration>,
    /// The beginning of an answer in text; empty if there is none.
    pub answer: String,
}

/// The one part of an upload.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct RecordedUpload {
    /// Name of the part.
    pub part_name: String,
    /// Name of the file.
    pub file_name: String,
    /// Content type of the part; empty if none was declared.
    pub content_type: String,
    /// Bytes of the file.
    pub length: usize,
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

    /// Whether the request says who it comes from.
    pub fn has_authorization(&self) -> bool {
        self.header("authorization").is_some()
    }

    /// The body as text.
    pub fn body_text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The body as JSON; `Null` if it is none.
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or(Value::Null)
    }

    /// Whether the request belongs to a chat: it names the chat, or comes from its client and names no chat.
    pub(crate) fn is_of(&self, session: &Session) -> bool {
        match self.path().split_once("/chats/").map(|(_, rest)| rest.split('/').next().unwrap_or_default()) {
            Some(chat_id) if chat_id != "active" => chat_id.eq_ignore_ascii_case(&session.id),
            _ => {
                let header = self.header("authorization").unwrap_or_default().replace('"', "");
                header.split(['=', ',', ' ']).any(|part| part == session.client_id)
            }
        }
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
            "path": self.path(),
            "query": self.target.parse().map(|uri| query_values(&uri)).unwrap_or_default(),
            "has_authorization": self.has_authorization(),
            "headers": headers,
            "body": self.body_text(),
            "upload": self.upload,
            "status": self.status,
            "duration_ms": self.duration.map(|time| u64::try_from(time.as_millis()).unwrap_or(u64::MAX)),
            "answer": self.answer,
        })
    }
}

/// The decoded value of one query parameter; the first, if it is given twice.
pub(crate) fn query_value(uri: &Uri, name: &str) -> Option<String> {
    let Query(pairs) = Query::<Vec<(String, String)>>::try_from_uri(uri).ok()?;
    pairs.into_iter().find(|(known, _)| known == name).map(|(_, value)| value)
}

/// All decoded query parameters; of one that is given twice the last.
fn query_values(uri: &Uri) -> Map<String, Value> {
    let Ok(Query(pairs)) = Query::<Vec<(String, String)>>::try_from_uri(uri) else { return Map::new() };
    pairs.into_iter().map(|(name, value)| (name, value.into())).collect()
}

/// What is recorded of an answer.
#[derive(Debug)]
pub(crate) struct RecordedAnswer {
    pub(crate) status: u16,
    /// The beginning of a body in text.
    pub(crate) text: String,
    /// What the request uploaded.
    pub(crate) upload: Option<RecordedUpload>,
}

/// All requests that are remembered.
#[derive(Debug, Default)]
pub(crate) struct RequestLog {
    requests: VecDeque<RecordedRequest>,
    /// The sequence number given out last.
    last: u64,
    /// Grows with every change.
    revision: u64,
}

impl RequestLog {
    /// Writes a request down and returns its sequence number.
    pub(crate) fn note(&mut self, at: Duration, parts: &Parts, body: &[u8]) -> u64 {
        self.last += 1;
        self.revision += 1;
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
            upload: None,
            status: None,
            duration: None,
            answer: String::new(),
        });
        self.last
    }

    /// Adds the answer to a request.
    pub(crate) fn note_answer(&mut self, sequence: u64, at: Duration, answer: RecordedAnswer) {
        self.revision += 1;
        // Those that are remembered follow one another without a gap, so this one's place is known.
        let place = self.requests.front().and_then(|first| sequence.checked_sub(first.sequence));
        let place = place.and_then(|place| usize::try_from(place).ok());
        if let Some(request) = place.and_then(|place| self.requests.get_mut(place)) {
            request.status = Some(answer.status);
            request.duration = Some(at.saturating_sub(request.at));
            request.answer = answer.text;
            request.upload = answer.upload;
        }
    }

    /// A number that grows with every request and every answer.
    pub(crate) fn revision(&self) -> u64 {
        self.revision
    }

    pub(crate) fn all(&self) -> impl Iterator<Item = &RecordedRequest> {
        self.requests.iter()
    }

    pub(crate) fn clear(&mut self) {
        self.revision += 1;
        self.requests.clear();
    }
}
