//! Every request is written down as it came.

use std::time::Duration;

use serde_json::json;

use crate::client::{Client, SOON, impatient, raw, simulator, with};

#[test]
fn a_request_is_recorded_to_the_byte() {
    let simulator = with(|options| options.cleartext = true);
    raw(
        &simulator,
        b"POST /clientweb/api/v2/chats?tenantUrl=a%2Eb&nonce=1 HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\
          X-Two:  b \r\nX-One: \xe4\r\nx-two: c\r\nContent-Length: 5\r\n\r\n{\xff\x00\n}",
    );
    let [request] = <[_; 1]>::try_from(simulator.requests()).expect("one request");
    assert_eq!(request.sequence, 1);
    assert_eq!(request.method, "POST");
    assert_eq!(request.target, "/clientweb/api/v2/chats?tenantUrl=a%2Eb&nonce=1");
    assert_eq!((request.path(), request.query("tenantUrl").as_deref()), ("/clientweb/api/v2/chats", Some("a.b")));
    assert_eq!(request.body, b"{\xff\x00\n}");
    assert_eq!(request.status, Some(403));
    let header = |name: &str, value: &[u8]| (name.to_owned(), value.to_vec());
    let expected = [
        header("host", b"h"),
        header("connection", b"close"),
        header("x-two", b"b"),
        header("x-two", b"c"),
        header("x-one", b"\xe4"),
        header("content-length", b"5"),
    ];
    assert_eq!(request.headers, expected, "values of one name stand together");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_request_can_be_waited_for_and_the_record_be_cleared() {
    let simulator = impatient();
    let client = Client::new(&simulator);
    let chat = client.chat(&simulator).await;
    let poll = client.held_poll(&chat);
    let held = simulator.wait_for_request(|request| request.path().ends_with("/events"), SOON).expect("the poll");
    assert_eq!(held.status, None, "it has no answer yet");
    assert_eq!(held.header("authorization"), Some(client.authorization()));
    poll.await.expect("answered");
    let answered =
        simulator.wait_for_request(|request| request.sequence == held.sequence && request.status.is_some(), SOON);
    assert_eq!(answered.expect("the same request").status, Some(200));
    simulator.clear_requests();
    assert!(simulator.requests().is_empty());
    assert!(simulator.wait_for_request(|_| true, Duration::from_millis(20)).is_none());
    client.get("version").await;
    assert_eq!(simulator.requests()[0].sequence, held.sequence + 1, "numbers go on");
}

#[tokio::test(flavor = "multi_thread")]
async fn requests_to_unknown_paths_are_recorded_too_and_steering_is_not() {
    let simulator = simulator();
    let client = Client::new(&simulator);
    assert_eq!(client.get("nowhere").await.status, 404);
    client.http.get(format!("{}/simulator/chats", simulator.control_url())).send().await.expect("an answer");
    assert_eq!(simulator.requests().len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_events_of_a_client_are_kept_as_sent() {
    let simulator = simulator();
    let client = Client::new(&simulator);
    let chat = client.chat(&simulator).await;
    let event = json!({"event": "chat_session_message", "msg": "a&lt;b", "msg_id": 7, "extra": null, "party_id": null});
    client.send_event(&chat, event.clone()).await;
    assert_eq!(chat.wait_for_client_event("chat_session_message", SOON), Some(event));
    assert!(chat.wait_for_client_event("chat_session_typing", Duration::from_millis(20)).is_none());
    assert!(chat.wait_for_client_events("chat_session_message", 2, Duration::from_millis(20)).is_none());
}
