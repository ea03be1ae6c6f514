//! What can be made to go wrong, and the queue that hands each mishap to the request it was meant for.

use std::{collections::BTreeMap, collections::VecDeque, time::Duration};

use serde::Deserialize;

use crate::{Hostility, Route, milliseconds};

/// A mishap that strikes one request.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
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
        #[serde(rename = "duration_ms", deserialize_with = "milliseconds::deserialize")]
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

/// Faults that have not struck yet, in the order in which they were queued.
#[derive(Debug, Default)]
pub(crate) struct FaultQueue {
    waiting: VecDeque<(Route, Fault, u32)>,
}

impl FaultQueue {
    pub(crate) fn add(&mut self, route: Route, fault: Fault, times: u32) {
        if times > 0 {
            self.waiting.push_back((route, fault, times));
        }
    }

    pub(crate) fn clear(&mut self) {
        self.waiting.clear();
    }

    /// The fault that strikes now. Only the first one meant for this kind of request is considered: one that has to
    /// strike at the other moment keeps its turn.
    pub(crate) fn take(&mut self, route: Option<Route>, moment: Moment) -> Option<Fault> {
        let meant = |aim: Route| aim == Route::Any || Some(aim) == route;
        let index = self.waiting.iter().position(|(aim, _, _)| meant(*aim))?;
        let (_, fault, times) = &mut self.waiting[index];
        if fault.strikes_on_arrival() != (moment == Moment::Arrival) {
            return None;
        }
        let fault = fault.clone();
        *times -= 1;
        if *times == 0 {
            self.waiting.remove(index);
        }
        Some(fault)
    }
}
