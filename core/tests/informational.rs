//! Answers before the answer (1xx): none of them is the answer, however many there are. In a process of its own, because a flood
//! keeps a processor busy.

#![allow(missing_docs, clippy::unwrap_used)]

#[path = "common/mod.rs"]
mod common;
#[path = "files/server.rs"]
mod server;

use std::{
    io::{Read, Write},
    net::TcpListener,
    sync::Arc,
    thread,
    time::{Duration, Instant},
};

use contact_center_core::*;

use common::communicator;
use server::FileServer;

const FLOOD: &str = "HTTP/1.1 100 Continue\r\n\r\n";

/// Asks three times at once, and says how long each took to fail by its time limit.
async fn times_out(sdk: Arc<ContactCenterCommunicator>) -> Vec<Duration> {
    let ask = |sdk: Arc<ContactCenterCommunicator>| async move {
        let began = Instant::now();
        assert_eq!(sdk.get_version().await.expect_err("no answer").kind(), "Timeout");
        began.elapsed()
    };
    let (first, second, third) = tokio::join!(ask(sdk.clone()), ask(sdk.clone()), ask(sdk));
    vec![first, second, third]
}

/// A limit of half a second holds; without a thread of its own a flooded connection delays it by twenty seconds and more.
fn assert_in_time(times: Vec<Duration>) {
    assert!(times.iter().all(|took| *took < Duration::from_secs(5)), "{times:?}");
}

/// Defect 78.
#[tokio::test(flavor = "multi_thread")]
async fn flood_of_informational_answers_delays_no_timer() {
    let server = FileServer::start(|exchange| while exchange.write(FLOOD.repeat(1000).as_bytes()) {});
    let settings = ContactCenterConfiguration { request_timeout_ms: 500, ..server::configuration(&[&server]) };
    let (sdk, _) = communicator(settings);
    assert_in_time(times_out(sdk.clone()).await);
    let began = Instant::now();
    sdk.shutdown();
    assert!(began.elapsed() < Duration::from_secs(2), "a shutdown of {:?}", began.elapsed());
}

/// Defect 78.
#[tokio::test(flavor = "multi_thread")]
async fn flood_in_cleartext_delays_no_timer() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let base_url = format!("http://{}", listener.local_addr().unwrap());
    thread::spawn(move || {
        for connection in listener.incoming() {
            thread::spawn(move || {
                let mut connection = connection.unwrap();
                let _ = connection.read(&mut [0; 4096]);
                let flood = FLOOD.repeat(10_000);
                while connection.write_all(flood.as_bytes()).is_ok() {}
            });
        }
    });
    let settings = ContactCenterConfiguration {
        request_timeout_ms: 500,
        allow_cleartext_loopback: true,
        ..ContactCenterConfiguration::new(base_url, "acme.example.com", "demo-app", "client-1")
    };
    let (sdk, _) = communicator(settings);
    assert_in_time(times_out(sdk).await);
}

#[tokio::test(flavor = "multi_thread")]
async fn informational_answers_before_the_answer_are_passed_over() {
    let server = FileServer::start(|exchange| {
        exchange.write(b"HTTP/1.1 102 Processing\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n");
        exchange.answer_json(200, r#"{"server_version":"5.8"}"#);
    });
    let (sdk, _) = communicator(server::configuration(&[&server]));
    assert_eq!(sdk.get_version().await.expect("a version").server_version, "5.8");
}
