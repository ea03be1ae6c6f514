//! What can be made to go wrong, and the queue that hands each mishap to the request it was meant for.

use std::{collections::BTreeMap, collections::VecDeque, time::Duration};

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::{Hostility, Route, serde_millis};

/// A mishap that strikes one request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Fault {
    /// Another answer in place of the real one. The request has no effect.
    Status {
        /// HTTP status.
        status: u16,
        /// Body, as sent.
        #[serde(default)]
        body: String,
        /// Content type; none is declared when `None`.
        #[serde(default)]
        content_type: Option<String>,
        /// Further headers.
        #[serde(default)]
        headers: BTreeMap<String, String>,
    },
    /// The request has its effect; its answer declares its full length, but breaks off after so many bytes of body.
    CutBody {
        /// Bytes of body that are sent; at most all but one.
        after_bytes: usize,
    },
    /// The request has its effect; the connection dies before the first byte of the answer.
    Reset,
    /// The connection dies when the request has been read. The request has no effect.
    Refuse,
    /// The request has its effect; its answer comes so much later.
    Stall {
        /// The delay; `duration_ms` in the control API.
        #[serde(rename = "duration_ms", with = "serde_millis")]
        duration: Duration,
    },
    /// The request has its effect; its answer is status 200 without a body.
    EmptyBody,
    /// The request has its effect; its answer is meant to do harm.
    Hostile {
        /// In which way.
        how: Hostility,
    },
}

impl Fault {
    /// A bare status without a body, as a load balancer sends it.
    pub fn status(status: u16) -> Self {
        Self::Status { status, body: String::new(), content_type: None, headers: BTreeMap::new() }
    }

    /// An error page in HTML, as a proxy sends it.
    pub fn html(status: u16) -> Self {
        Self::Status {
            status,
            body: format!("<html><head><title>{status}</title></head><body><h1>{status}</h1></body></html>"),
            content_type: Some("text/html".to_owned()),
            headers: BTreeMap::new(),
        }
    }

    /// An error of the API with one of its codes.
    pub fn error(status: u16, code: u16) -> Self {
        Self::Status {
            status,
            body: format!(r#"{{"error_code":"{code}","error_message":"Injected error {code}"}}"#),
            content_type: Some("application/json; charset=UTF-8".to_owned()),
            headers: BTreeMap::new(),
        }
    }

    /// Status 429 with a `Retry-After` in seconds.
    pub fn retry_after(seconds: u32) -> Self {
        let headers = BTreeMap::from([("Retry-After".to_owned(), seconds.to_string())]);
        Self::Status { status: 429, body: String::new(), content_type: None, headers }
    }

    /// Whether the fault keeps the request from having its effect, so that it must strike on arrival.
    pub(crate) fn strikes_on_arrival(&self) -> bool {
        matches!(self, Self::Status { .. } | Self::Refuse)
    }
}

/// When a request asks the queue for a fault.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Moment {
    /// It has been read and nothing has been done about it.
    Arrival,
    /// Its answer is ready.
    Answer,
}

/// A fault that waits for requests.
#[derive(Debug)]
struct Waiting {
    id: u64,
    route: Route,
    fault: Fault,
    /// How many requests it still affects; `None` affects all until it is removed.
    left: Option<u32>,
    affected: u32,
}

/// Queued faults, in the order in which they were queued.
#[derive(Debug, Default)]
pub(crate) struct FaultQueue {
    waiting: VecDeque<Waiting>,
    last_id: u64,
}

impl FaultQueue {
    /// Queues a fault for so many requests, or without a number for all until it is removed. Returns its id.
    pub(crate) fn add(&mut self, route: Route, fault: Fault, times: Option<u32>) -> u64 {
        self.last_id += 1;
        if times != Some(0) {
            self.waiting.push_back(Waiting { id: self.last_id, route, fault, left: times, affected: 0 });
        }
        self.last_id
    }

    pub(crate) fn clear(&mut self) {
        self.waiting.clear();
    }

    /// Removes one fault; false if it is not queued.
    pub(crate) fn remove(&mut self, id: u64) -> bool {
        let before = self.waiting.len();
        self.waiting.retain(|waiting| waiting.id != id);
        self.waiting.len() < before
    }

    /// The queued faults, as the control API shows them.
    pub(crate) fn shown(&self) -> Value {
        let shown = |waiting: &Waiting| {
            let Waiting { id, route, fault, left, affected } = waiting;
            json!({"id": id, "route": route, "fault": fault, "left": left, "affected": affected})
        };
        self.waiting.iter().map(shown).collect()
    }

    /// The fault that strikes now. Only the first one meant for this kind of request is considered: one that has to
    /// strike at the other moment keeps its turn.
    pub(crate) fn take(&mut self, route: Option<Route>, moment: Moment) -> Option<Fault> {
        let meant = |aim: Route| aim == Route::Any || Some(aim) == route;
        let index = self.waiting.iter().position(|waiting| meant(waiting.route))?;
        let waiting = &mut self.waiting[index];
        if waiting.fault.strikes_on_arrival() != (moment == Moment::Arrival) {
            return None;
        }
        waiting.affected += 1;
        waiting.left = waiting.left.map(|left| left - 1);
        if waiting.left == Some(0) {
            return self.waiting.remove(index).map(|waiting| waiting.fault);
        }
        Some(waiting.fault.clone())
    }
}
