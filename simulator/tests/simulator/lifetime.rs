//! Starting, stopping, and what is left behind: nothing.

use std::{
    net::TcpStream,
    time::{Duration, Instant},
};

use contact_center_simulator::{Simulator, SimulatorOptions};

use crate::client::{Client, simulator, with};

#[test]
fn a_simulator_starts_and_stops_without_a_runtime() {
    let simulator = simulator();
    assert!(simulator.base_url().starts_with("https://127.0.0.1:"));
    assert!(simulator.control_url().starts_with("http://127.0.0.1:"));
    assert!(simulator.ca_pem().starts_with("-----BEGIN CERTIFICATE-----"));
    assert!(simulator.chats().is_empty());
    assert!(simulator.wait_for_chat(Duration::from_millis(10)).is_none());
    let address = simulator.address();
    drop(simulator);
    assert!(TcpStream::connect(address).is_err(), "the port is closed");
}

#[tokio::test(flavor = "multi_thread")]
async fn dropping_it_ends_a_held_poll_at_once() {
    let simulator = simulator();
    let client = Client::new(&simulator);
    let chat = client.chat(&simulator).await;
    let path = format!("chats/{}/events", chat.id());
    let poll = tokio::spawn(async move { client.try_get(&path).await });
    assert!(chat.wait_until_polled(Duration::from_secs(5)));
    let dropped = Instant::now();
    drop(simulator);
    assert!(poll.await.expect("the task ends").is_err());
    assert!(dropped.elapsed() < Duration::from_secs(1));
    assert!(!chat.is_polled(), "the place was given free");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_client_that_does_not_know_the_authority_does_not_get_in() {
    let (one, other) = (simulator(), simulator());
    let mut client = Client::new(&one);
    client.api = Client::new(&other).api;
    assert!(client.try_get("version").await.expect_err("no trust").is_connect());
    assert!(other.requests().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn the_server_answers_to_its_name_as_well_as_to_its_address() {
    let simulator = simulator();
    let mut client = Client::new(&simulator);
    client.api = client.api.replace("127.0.0.1", "localhost");
    assert_eq!(client.get("version").await.status, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_restart_on_the_same_port_with_the_same_certificates_is_trusted_but_knows_no_chat() {
    let first = simulator();
    let client = Client::new(&first);
    let chat = client.chat(&first).await;
    // One that has no connection left over from before: that a pooled one is dead is found out only by its use.
    let client = Client::new(&first);
    let (port, certificates) = (first.address().port(), first.certificates());
    drop(first);
    let second = with(|options| {
        options.port = port;
        options.certificates = Some(certificates);
    });
    assert_eq!(client.history(&chat).await.error(), (404, "5005".to_owned()));
    assert!(second.chats().is_empty());
}

#[test]
fn a_taken_port_is_an_error() {
    let simulator = simulator();
    let options = SimulatorOptions { port: simulator.address().port(), ..SimulatorOptions::default() };
    assert!(Simulator::try_start(options).is_err());
}

#[test]
fn several_runtimes_can_use_one_simulator() {
    let simulator = simulator();
    for client_id in ["anna", "ben"] {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        let chat = runtime.block_on(Client::named(&simulator, client_id).chat(&simulator));
        assert_eq!(chat.client_id(), client_id);
    }
}
