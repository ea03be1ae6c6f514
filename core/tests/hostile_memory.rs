//! The memory that hostile answers need, in a process of its own, with the server in another.

#![allow(missing_docs, clippy::unwrap_used)]

mod common;
#[path = "common/other_process.rs"]
mod other_process;

use std::{
    env, thread,
    time::{Duration, Instant},
};

use common::*;
use contact_center_core::*;
use contact_center_simulator::{Fault, Hostility, Route, Simulator, SimulatorOptions};
use other_process::{Growth, OtherProcess, serve};

/// Set in the process that serves.
const SERVES: &str = "CONTACT_CENTER_TEST_SERVES_HARM";
/// What may be added at the peak, in bytes: the longest answer that is read (8 MiB), and space for it to grow.
const MOST_GROWTH: u64 = 32 * 1024 * 1024;

#[test]
fn hostile_answers_need_no_more_memory_than_the_longest_that_is_read() {
    if env::var_os(SERVES).is_some() {
        return serve_until_the_end_of_the_input();
    }
    let mut server = OtherProcess::start(SERVES);
    let (sdk, seen) = communicator(ContactCenterConfiguration {
        extra_root_certificates: vec![server.certificate.clone()],
        trust_extra_roots_only: true,
        request_timeout_ms: 5000,
        backoff_initial_ms: 20,
        backoff_max_ms: 100,
        ..ContactCenterConfiguration::new(&server.url, "acme.example.com", "demo-app", "client-1")
    });
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    runtime.block_on(sdk.request_chat(None, "Ann".into(), Default::default())).unwrap();
    // The first connection, the first events: paid once, whatever comes.
    runtime.block_on(sdk.get_version()).unwrap();
    server.order("say hello");
    seen.wait_for_text("hello");

    let place = "https://127.0.0.1:9/elsewhere".to_owned();
    use Hostility::*;
    let growth = Growth::begin();
    for how in [Redirect(place), EndlessBody, GzipBomb, MillionEvents, HugeHeaders, StrangeIds] {
        for route in [Route::Version, Route::Poll, Route::History] {
            server.order(&harm(route, &how));
        }
        drop(runtime.block_on(sdk.get_version()));
        // What the hostile answers held is lost; what is said after them is not.
        let text = format!("after {how:?}");
        let deadline = Instant::now() + PATIENCE;
        while !seen.events().iter().any(|event| text_of(event) == Some(&text)) {
            assert!(Instant::now() < deadline, "nothing comes any more after {how:?}");
            server.order(&format!("say {text}"));
            thread::sleep(Duration::from_millis(100));
        }
        println!("up to {how:?}: {} KiB more at the peak", growth.at_the_peak() / 1024);
    }
    let growth = growth.at_the_peak();
    assert!(growth <= MOST_GROWTH, "{growth}");
    assert_eq!(seen.closed(), []);
}

/// Reads what is to happen, a line each: what to say, or which route is to do what.
fn serve_until_the_end_of_the_input() {
    let simulator = Simulator::start(SimulatorOptions::default());
    serve(&simulator.base_url(), simulator.ca_pem().as_bytes(), |line| {
        let (what, rest) = line.split_once(' ').unwrap();
        match what {
            "say" => drop(simulator.chats().last().unwrap().say(rest)),
            _ => {
                let route: Route = serde_json::from_value(what.into()).unwrap();
                let how: Hostility = serde_json::from_str(rest).unwrap();
                simulator.fault(route, Fault::Hostile { how });
            }
        }
    });
}

/// The order that makes a route do that.
fn harm(route: Route, how: &Hostility) -> String {
    let route = match route {
        Route::Version => "version",
        Route::Poll => "poll",
        _ => "history",
    };
    let how = match how {
        Hostility::Redirect(place) => serde_json::json!({ "redirect": place }),
        Hostility::EndlessBody => "endless_body".into(),
        Hostility::SlowDrip => "slow_drip".into(),
        Hostility::GzipBomb => "gzip_bomb".into(),
        Hostility::MillionEvents => "million_events".into(),
        Hostility::HugeHeaders => "huge_headers".into(),
        Hostility::StrangeIds => "strange_ids".into(),
    };
    format!("{route} {how}")
}
