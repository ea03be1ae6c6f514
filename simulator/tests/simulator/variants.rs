//! The forms in which servers of the field write the same thing.

use contact_center_simulator::{BooleanForm, ErrorCodeForm, EstimatedWaitForm, SendReply};
use serde_json::{Value, json};

use crate::client::{Client, simulator, with};

#[tokio::test(flavor = "multi_thread")]
async fn what_needs_no_chat_is_answered_on_both_versions_but_version_only_on_the_second() {
    let simulator = simulator();
    let mut client = Client::new(&simulator);
    assert_eq!(client.get("version").await.json(), json!({"server_version": "5.5.6.12345 (Simulator)"}));
    assert_eq!(client.get("availability").await.json(), json!({"chat": "available", "ewt": "3"}));
    assert!(client.get("parameters").await.json()["parameters"][0].is_object());
    client.api = client.api.replace("/v2", "/v1");
    assert_eq!(client.get("availability").await.json()["chat"], "available");
    let version = client.get("version").await;
    assert_eq!(version.status, 404);
    assert!(version.body.starts_with("<html>"), "no code of the API: {}", version.body);
    assert_eq!(client.chat(&simulator).await.state(), "queued");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_waiting_time_and_the_newness_of_a_chat_take_the_form_that_is_set() {
    let forms = [
        (EstimatedWaitForm::Text, json!("3")),
        (EstimatedWaitForm::Number, json!(3)),
        (EstimatedWaitForm::Empty, json!("")),
        (EstimatedWaitForm::Absent, Value::Null),
        (EstimatedWaitForm::Value(json!("soon")), json!("soon")),
    ];
    for (form, expected) in forms {
        let simulator = with(|options| {
            options.estimated_wait = form.clone();
            options.is_new_chat = BooleanForm::Text;
        });
        let client = Client::new(&simulator);
        let answer = client.post("chats", json!({})).await.json();
        assert_eq!((&answer["ewt"], &answer["is_new_chat"]), (&expected, &json!("true")));
        assert_eq!(answer.get("ewt").is_none(), form == EstimatedWaitForm::Absent);
        assert_eq!(client.get("availability").await.json()["ewt"], expected);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn error_codes_can_be_numbers() {
    let simulator = with(|options| options.error_code = ErrorCodeForm::Number);
    let answer = Client::new(&simulator).get("chats/active").await;
    assert_eq!((answer.status, &answer.json()["error_code"]), (404, &json!(5005)));
    assert!(answer.json()["error_message"].is_string());
}

#[tokio::test(flavor = "multi_thread")]
async fn sending_can_be_answered_with_nothing_or_with_the_waiting_events() {
    let quiet = with(|options| options.send_reply = SendReply::EmptyBody);
    let client = Client::new(&quiet);
    let chat = client.chat(&quiet).await;
    let answer = client.say(&chat, "Hello").await;
    assert_eq!((answer.status, answer.body.as_str()), (200, ""));

    let generous = with(|options| options.send_reply = SendReply::Events);
    let client = Client::new(&generous);
    let chat = client.chat(&generous).await;
    chat.say("Welcome");
    assert_eq!(client.say(&chat, "Hello").await.events(), ["message"]);
    assert!(chat.queued_events().is_empty(), "handed out here, they are gone for the poll");
    let poll = client.held_poll(&chat);
    assert!(client.send_event(&chat, json!({"event": "chat_session_end"})).await.events().is_empty());
    assert_eq!(poll.await.expect("answered").events(), ["ended"], "the last event belongs to the held poll");
}
