//! What goes wrong in clients of this API elsewhere, and does not here. docs/maintainers/defects.md numbers the defects and names for each the
//! tests that show it; those that no other test had shown are here, each with its number.

#![allow(missing_docs, clippy::unwrap_used)]

#[path = "../common/mod.rs"]
mod common;
mod life;
mod polling;
mod reading;
mod sending;
mod the_list;
mod two_chats;

use common::*;
use contact_center_core::*;
use contact_center_simulator::{Fault, RecordedRequest, Simulator};

fn is_poll(request: &RecordedRequest) -> bool {
    request.method == "GET" && request.path().ends_with("/events")
}

fn polls(simulator: &Simulator) -> Vec<RecordedRequest> {
    simulator.requests().into_iter().filter(is_poll).collect()
}

/// The answer of a server to a request, whatever it was.
fn answer(status: u16, json: impl ToString) -> Fault {
    let content_type = Some("application/json; charset=UTF-8".to_owned());
    Fault::Status { status, body: json.to_string(), content_type, headers: Default::default() }
}

/// The messages that the app was given, in its order.
fn texts(seen: &Recorder) -> Vec<String> {
    seen.events().iter().filter_map(text_of).map(str::to_owned).collect()
}

/// Every event with the origin that it came with.
fn with_origins(seen: &Recorder) -> Vec<(EventOrigin, ContactCenterEvent)> {
    let events = |call| if let Call::Events(origin, events) = call { Some((origin, events)) } else { None };
    let batches = seen.calls().into_iter().filter_map(events);
    batches.flat_map(|(origin, events)| events.into_iter().map(move |event| (origin, event))).collect()
}
