//! What goes wrong on request.

use std::{
    collections::BTreeMap,
    time::{Duration, Instant},
};

use contact_center_simulator::{Fault, Route};
use serde_json::json;

use crate::client::{Client, SOON, impatient, names, raw, simulator, with};

#[tokio::test(flavor = "multi_thread")]
async fn a_poll_that_is_cut_loses_its_events_but_history_has_them() {
    let simulator = impatient();
    let client = Client::new(&simulator);
    let chat = client.chat(&simulator).await;
    chat.say("Lost on the way");
    simulator.fault(Route::Poll, Fault::CutBody { after_bytes: 20 });
    let path = format!("chats/{}/events", chat.id());
    let error = client.try_get(&path).await.expect_err("the body breaks off");
    assert!(!error.is_request(), "the head had come: {error:?}");
    assert!(client.poll(&chat).await.events().is_empty(), "no poll will ever see it");
    assert_eq!(client.history(&chat).await.json()["events"][0]["msg"], "Lost on the way");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_fault_queued_while_a_poll_is_held_spoils_that_very_answer() {
    let simulator = impatient();
    let client = Client::new(&simulator);
    let chat = client.chat(&simulator).await;
    let (polling, path) = (client.clone(), format!("chats/{}/events", chat.id()));
    let poll = tokio::spawn(async move { polling.try_get(&path).await });
    assert!(chat.wait_until_polled(SOON));
    simulator.fault(Route::Poll, Fault::Reset);
    chat.say("Lost");
    assert!(poll.await.expect("the task ends").is_err());
    assert!(chat.queued_events().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_status_takes_the_place_of_the_answer_and_of_the_effect() {
    let simulator = simulator();
    let client = Client::new(&simulator);
    let chat = client.chat(&simulator).await;
    simulator.fault_times(Route::SendEvents, Fault::html(502), 2);
    simulator.fault(Route::SendEvents, Fault::error(500, 5500));
    for _ in 0..2 {
        let answer = client.say(&chat, "Hello").await;
        assert_eq!((answer.status, answer.body.starts_with("<html>")), (502, true));
    }
    assert_eq!(client.say(&chat, "Hello").await.error(), (500, "5500".to_owned()));
    assert!(chat.client_events().is_empty());
    assert_eq!(client.say(&chat, "Hello").await.status, 200, "faults are used up");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_status_brings_its_headers_and_no_content_type_of_its_own() {
    let simulator = simulator();
    let client = Client::new(&simulator);
    let headers = BTreeMap::from([("X-Cache".to_owned(), "MISS".to_owned())]);
    simulator.fault(Route::Any, Fault::retry_after(7));
    simulator.fault(Route::Any, Fault::Status { status: 503, body: "no".to_owned(), content_type: None, headers });
    let url = format!("{}/availability", client.api);
    let response = client.http.get(&url).send().await.expect("an answer");
    assert_eq!(
        (response.status().as_u16(), &response.headers()["retry-after"]),
        (429, &"7".parse().expect("a header"))
    );
    let response = client.http.get(&url).send().await.expect("an answer");
    assert_eq!(response.headers()["x-cache"], "MISS");
    assert!(!response.headers().contains_key("content-type"));
    assert_eq!(response.text().await.expect("a body"), "no");
}

#[tokio::test(flavor = "multi_thread")]
async fn reset_takes_effect_and_refuse_does_not() {
    let simulator = simulator();
    let client = Client::new(&simulator);
    let chat = client.chat(&simulator).await;
    let path = format!("chats/{}/events", chat.id());
    let body = json!({"events": [{"event": "chat_session_message", "msg": "Hello"}]}).to_string();
    simulator.fault(Route::SendEvents, Fault::Refuse);
    client.try_post(&path, body.clone()).await.expect_err("the connection dies");
    assert!(chat.client_events().is_empty());
    simulator.fault(Route::SendEvents, Fault::Reset);
    client.try_post(&path, body).await.expect_err("the connection dies");
    assert_eq!(names(&chat.client_events()), ["message"]);
    let sent = simulator.requests().into_iter().filter(|request| request.path().ends_with("/events"));
    assert!(sent.map(|request| request.status).all(|status| status.is_none()), "neither was answered");
}

#[tokio::test(flavor = "multi_thread")]
async fn no_byte_comes_back_from_a_reset_and_the_asked_number_from_a_cut() {
    let simulator = with(|options| options.cleartext = true);
    let request = b"GET /clientweb/api/v2/version?tenantUrl=a HTTP/1.1\r\nHost: h\r\n\
        Authorization: MOBILE-API-140-327-PLAIN appId=\"demo\", clientId=\"c\"\r\n\r\n";
    for fault in [Fault::Reset, Fault::Refuse] {
        simulator.fault(Route::Version, fault);
        assert_eq!(raw(&simulator, request), b"");
    }
    simulator.fault(Route::Version, Fault::CutBody { after_bytes: 8 });
    let answer = String::from_utf8(raw(&simulator, request)).expect("the answer is text");
    let (head, body) = answer.split_once("\r\n\r\n").expect("head and body");
    assert!(head.contains("content-length: 44"), "{head}");
    assert_eq!(body, r#"{"server"#);
    simulator.fault(Route::Version, Fault::CutBody { after_bytes: 0 });
    assert!(raw(&simulator, request).ends_with(b"\r\n\r\n"), "the head alone");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stalled_answer_comes_late_and_an_emptied_one_without_a_body() {
    let simulator = simulator();
    let client = Client::new(&simulator);
    let chat = client.chat(&simulator).await;
    simulator.fault(Route::SendEvents, Fault::Stall { duration: Duration::from_millis(150) });
    let asked = Instant::now();
    assert_eq!(client.say(&chat, "Hello").await.status, 200);
    assert!(asked.elapsed() >= Duration::from_millis(150));
    simulator.fault(Route::SendEvents, Fault::EmptyBody);
    assert_eq!(client.say(&chat, "Hello").await.body, "");
    assert_eq!(chat.client_events().len(), 2, "both took effect");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_fault_strikes_no_other_kind_of_request_and_can_be_taken_back() {
    let simulator = simulator();
    let client = Client::new(&simulator);
    simulator.fault(Route::History, Fault::status(500));
    let chat = client.chat(&simulator).await;
    assert_eq!(client.get("availability").await.status, 200);
    assert_eq!(client.history(&chat).await.status, 500);
    simulator.fault(Route::History, Fault::status(500));
    simulator.clear_faults();
    assert_eq!(client.history(&chat).await.status, 200);
}
