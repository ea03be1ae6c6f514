//! The forms in which servers of the field write the same thing.

use std::time::Duration;

use contact_center_simulator::{BooleanForm, ErrorCodeForm, EstimatedWaitForm, IdlePollReply, SendReply, TimeForm};
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

    let listing = with(|options| options.send_reply = SendReply::EmptyList);
    let client = Client::new(&listing);
    let chat = client.chat(&listing).await;
    chat.say("Welcome");
    assert_eq!(client.say(&chat, "Hello").await.body, r#"{"events":[]}"#);
    assert_eq!(chat.queued_events().len(), 1, "what waits is left for the poll");

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

#[tokio::test(flavor = "multi_thread")]
async fn an_idle_poll_can_end_with_nothing_or_with_5511() {
    let simulator = with(|options| {
        options.poll_hold = Duration::from_millis(50);
        options.idle_poll = IdlePollReply::EmptyBody;
    });
    let client = Client::new(&simulator);
    let chat = client.chat(&simulator).await;
    let answer = client.poll(&chat).await;
    assert_eq!((answer.status, answer.body.as_str()), (200, ""));
    simulator.change_options(|options| options.idle_poll = IdlePollReply::NoEvents);
    assert_eq!(client.poll(&chat).await.error(), (400, "5511".to_owned()));
    assert!(!chat.is_polled());
}

#[tokio::test(flavor = "multi_thread")]
async fn times_are_in_seconds_or_milliseconds_as_text_or_number_or_not_there() {
    let began = 1_600_000_000;
    let seconds = |value: &Value| value.as_u64().is_some_and(|time| (began..9_999_999_999).contains(&time));
    let milliseconds = |value: &Value| value.as_u64().is_some_and(|time| time > began * 1000);
    let text = |value: &Value| json!(value.as_str().and_then(|text| text.parse::<u64>().ok()));
    type Check<'a> = &'a dyn Fn(&Value) -> bool;
    let forms: [(TimeForm, Check<'_>); 5] = [
        (TimeForm::SecondsText, &|value| seconds(&text(value))),
        (TimeForm::SecondsNumber, &seconds),
        (TimeForm::MillisecondsText, &|value| milliseconds(&text(value))),
        (TimeForm::MillisecondsNumber, &milliseconds),
        (TimeForm::Absent, &Value::is_null),
    ];
    for (form, is_right) in forms {
        let simulator = with(|options| {
            options.timestamps = form;
            options.created_time = form;
            options.case_history_with_current = true;
        });
        let client = Client::new(&simulator);
        let chat = client.chat(&simulator).await;
        chat.set_case(Some("case-1"));
        client.send_event(&chat, json!({"event": "chat_session_typing", "timestamp": "made up"})).await;
        let session = client.get(&format!("chats/{}/casehistory", chat.id())).await.json()["sessions"][0].clone();
        assert!(is_right(&session["created_time"]), "{form:?}: {session}");
        for event in session["events"].as_array().expect("events") {
            assert!(is_right(&event["timestamp"]), "{form:?}: {event}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_chat_can_begin_in_another_state_and_a_stranger_be_told_401() {
    let simulator = with(|options| {
        options.initial_state = "ivr".to_owned();
        options.unauthorized_status = 401;
        options.app_id = Some("another".to_owned());
    });
    let client = Client::new(&simulator);
    assert_eq!(client.post("chats", json!({})).await.error(), (401, "3000".to_owned()));
    simulator.change_options(|options| options.app_id = None);
    assert_eq!(client.post("chats", json!({})).await.json()["state"], "ivr");
}
