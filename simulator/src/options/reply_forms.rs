//! The forms in which servers in the field write the same thing. In JSON each has its name in snake case.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// What the sending of events is answered with; all of these occur in the field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SendReply {
    /// `{}`
    EmptyObject,
    /// Status 200 and no body at all.
    EmptyBody,
    /// `{"events":[]}`
    EmptyList,
    /// `{"events":[…]}` with the events that wait in the queue, which are then gone from it.
    Events,
}

/// What a poll is answered with when nothing has happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum IdlePollReply {
    /// `{"events":[]}`
    EmptyList,
    /// Status 200 and no body at all.
    EmptyBody,
    /// Status 400 with the code 5511.
    NoEvents,
}

/// What an upload is answered with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UploadReply {
    /// `{"file_id":"…","file_name":"…"}`
    IdAndName,
    /// `{"file_id":"…"}`
    IdOnly,
}

/// How `iceservers` is answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum IceServersForm {
    /// Encrypted for a request with `sessionId` in the query, plain for one without.
    BySession,
    /// `{"servers":[…]}`
    Plain,
    /// The array of servers in Base64, encrypted with the chat id. Needs `sessionId` in the query.
    Encrypted,
    /// The same as a string of JSON, in its quotes.
    EncryptedJson,
}

/// How a truth value is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BooleanForm {
    /// `true`
    Boolean,
    /// `"true"`
    Text,
}

/// How a number is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NumberForm {
    /// `"3"`
    Text,
    /// `3`
    Number,
}

impl NumberForm {
    pub(crate) fn written(self, number: u32) -> Value {
        match self {
            Self::Text => json!(number.to_string()),
            Self::Number => json!(number),
        }
    }
}

/// How the estimated waiting time is written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EstimatedWaitForm {
    /// `"3"`
    Text,
    /// `3`
    Number,
    /// `""`
    Empty,
    /// The field is left out.
    Absent,
    /// Whatever this is, in place of the seconds that are set. In JSON: `{"value":…}`.
    Value(Value),
}

/// How an error code is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ErrorCodeForm {
    /// `"5005"`
    Text,
    /// `5005`
    Number,
}

/// How a moment is written, counted from 1970.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TimeForm {
    /// `"1614718748"`
    SecondsText,
    /// `1614718748`
    SecondsNumber,
    /// `"1614718748123"`
    MillisecondsText,
    /// `1614718748123`
    MillisecondsNumber,
    /// The field is left out.
    Absent,
}

impl TimeForm {
    /// The moment, given in milliseconds; `None` if it is not to be written.
    pub(crate) fn written(self, milliseconds: u64) -> Option<Value> {
        let seconds = milliseconds / 1000;
        match self {
            Self::SecondsText => Some(json!(seconds.to_string())),
            Self::SecondsNumber => Some(json!(seconds)),
            Self::MillisecondsText => Some(json!(milliseconds.to_string())),
            Self::MillisecondsNumber => Some(json!(milliseconds)),
            Self::Absent => None,
        }
    }
}
