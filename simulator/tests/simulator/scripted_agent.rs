//! The scripted agent.

use std::time::{Duration, Instant};

use contact_center_simulator::{AgentMode, Chat, Simulator};
use serde_json::{Value, json};

use crate::client::{Client, names, with};

fn scripted() -> Simulator {
    with(|options| options.agent = AgentMode::Scripted { pace: Duration::ZERO, patience: None })
}

/// Polls until so many events have come.
async fn polled(client: &Client, chat: &Chat, count: usize) -> Vec<Value> {
    let mut events = Vec::new();
    while events.len() < count {
        let answer = client.poll(chat).await.json();
        events.extend(answer["events"].as_array().expect("events").iter().cloned());
    }
    events
}

#[tokio::test(flavor = "multi_thread")]
async fn the_script_joins_greets_and_quotes_what_the_customer_writes() {
    let simulator = scripted();
    let client = Client::new(&simulator);
    let chat = client.chat(&simulator).await;
    let opening = polled(&client, &chat, 6).await;
    assert_eq!(names(&opening), ["status", "message", "status", "party_joined", "status", "message"]);
    assert_eq!(opening[1]["msg"], "Please wait for the next available agent");
    assert_eq!(opening[3]["display_name"], "Alex Agent");
    assert_eq!((&opening[2]["state"], &opening[4]["state"]), (&json!("connecting"), &json!("connected")));

    client.say(&chat, "Is 1 &lt; 2?<br>Tell me").await;
    let first = polled(&client, &chat, 6).await;
    assert_eq!(names(&first), ["message_delivered", "message_read", "case_set", "typing", "message", "not_typing"]);
    assert_eq!((&first[0]["ref_msg_id"], &first[1]["ref_msg_id"]), (&json!("1"), &json!("1")));
    assert_eq!(first[4]["msg"], "You wrote: \u{201c}Is 1 &lt; 2?<br>Tell me\u{201d}");
    assert_eq!(first[4]["msg_text"], "You wrote: \u{201c}Is 1 < 2?\nTell me\u{201d}");

    client.say(&chat, "Bye").await;
    let second = polled(&client, &chat, 5).await;
    assert_eq!(names(&second), ["message_delivered", "message_read", "typing", "message", "not_typing"]);

    client.send_event(&chat, json!({"event": "chat_session_disconnect"})).await;
    assert_eq!(names(&polled(&client, &chat, 2).await), ["party_left", "message"]);
    client.say(&chat, "5").await;
    assert_eq!(names(&polled(&client, &chat, 2).await), ["message", "ended"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_script_answers_an_initial_message_too() {
    let simulator = scripted();
    let client = Client::new(&simulator);
    let message = json!({"event": "chat_session_message", "msg": "Help!", "msg_text": "Help!", "msg_id": "1"});
    let answer = client.post("chats", json!({"initial_message": message})).await.json();
    let chat = simulator.chat(answer["chat_id"].as_str().expect("an id")).expect("the chat");
    let events = polled(&client, &chat, 12).await;
    assert_eq!(events[10]["msg_text"], "You wrote: \u{201c}Help!\u{201d}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_slow_script_stops_where_it_stands_when_the_customer_leaves() {
    let pace = Duration::from_millis(50);
    let simulator = with(|options| options.agent = AgentMode::Scripted { pace, patience: None });
    let client = Client::new(&simulator);
    let chat = client.chat(&simulator).await;
    client.send_event(&chat, json!({"event": "chat_session_end"})).await;
    tokio::time::sleep(Duration::from_millis(150)).await;
    assert_eq!(names(&chat.history()), ["status", "message", "end", "ended"], "nobody joins a chat that is over");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_silent_customer_is_warned_and_then_given_up_on_and_a_message_begins_it_anew() {
    let patience = Duration::from_millis(500);
    let simulator =
        with(|options| options.agent = AgentMode::Scripted { pace: Duration::ZERO, patience: Some(patience) });
    let client = Client::new(&simulator);
    let start = Instant::now();
    let chat = client.chat(&simulator).await;
    polled(&client, &chat, 6).await;
    assert_eq!(names(&polled(&client, &chat, 1).await), ["timeout_warning"]);
    client.say(&chat, "Still here").await;
    polled(&client, &chat, 6).await;
    assert_eq!(names(&polled(&client, &chat, 2).await), ["timeout_warning", "inactivity_timeout"]);
    assert!(start.elapsed() >= 3 * patience, "{:?}", start.elapsed());
    assert!(chat.is_finished());
    assert_eq!(client.poll(&chat).await.status, 404);
}
