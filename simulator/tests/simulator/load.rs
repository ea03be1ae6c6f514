//! Ten thousand events each way: none is lost, none is out of order, and a busy machine has the time for it.

use std::time::{Duration, Instant};

use contact_center_simulator::Simulator;
use serde_json::{Value, json};

use crate::client::{Client, simulator};

const MANY: usize = 10_000;
const LIMIT: Duration = Duration::from_secs(30);

#[tokio::test(flavor = "multi_thread")]
async fn ten_thousand_messages_are_queued_at_once_and_polled_together() {
    let simulator = simulator();
    let client = Client::new(&simulator);
    let chat = client.chat(&simulator).await;
    let began = Instant::now();
    assert_eq!(chat.say_many(10_000)["msg_text"], "Message 10000");
    let polled = client.poll(&chat).await.json();
    let events = polled["events"].as_array().expect("events");
    assert_eq!((events.len(), &events[0]["msg_text"]), (MANY, &json!("Message 1")));
    for _ in 0..3 {
        assert_eq!(client.history(&chat).await.events().len(), MANY);
    }
    assert!(began.elapsed() < LIMIT, "{:?}", began.elapsed());
    assert_eq!(chat.say_many(0), Value::Null);
}

#[tokio::test(flavor = "multi_thread")]
async fn ten_thousand_events_of_a_client_are_taken_while_somebody_waits_for_the_last() {
    let simulator = simulator();
    let client = Client::new(&simulator);
    let chat = client.chat(&simulator).await;
    let began = Instant::now();
    let waiting = tokio::task::spawn_blocking({
        let chat = chat.clone();
        move || chat.wait_for_client_events("chat_session_message", MANY, LIMIT).map(|events| events.len())
    });
    let _poll = client.held_poll(&chat);
    for batch in 0..MANY / 10 {
        let events: Vec<_> = (0..10).map(|place| message(batch * 10 + place)).collect();
        let path = format!("chats/{}/events", chat.id());
        assert_eq!(client.post(&path, json!({"events": events})).await.status, 200);
    }
    assert_eq!(waiting.await.expect("no panic"), Some(MANY));
    assert!(began.elapsed() < LIMIT, "{:?}", began.elapsed());
    assert_eq!(places(&simulator), (0..MANY).map(|place| json!(place.to_string())).collect::<Vec<_>>());
}

fn message(place: usize) -> Value {
    json!({"event": "chat_session_message", "msg": "Hello", "msg_id": place.to_string()})
}

/// The ids of all messages of the first chat.
fn places(simulator: &Simulator) -> Vec<Value> {
    simulator.chats()[0].client_events().iter().map(|event| event["msg_id"].clone()).collect()
}
