//! The long poll: what is held, what wakes it, what is lost and what is not.

use std::time::{Duration, Instant};

use crate::client::{Client, SOON, impatient, names, simulator, with};

#[tokio::test(flavor = "multi_thread")]
async fn an_idle_poll_is_held_and_then_answered_with_no_events() {
    let simulator = impatient();
    let client = Client::new(&simulator);
    let chat = client.chat(&simulator).await;
    let asked = Instant::now();
    let answer = client.poll(&chat).await;
    assert!(asked.elapsed() >= Duration::from_millis(100), "held for the time that was set");
    assert_eq!((answer.status, answer.body.as_str()), (200, r#"{"events":[]}"#));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_event_wakes_the_held_poll() {
    let simulator = simulator();
    let client = Client::new(&simulator);
    let chat = client.chat(&simulator).await;
    let poll = client.held_poll(&chat);
    let said = chat.say("Hello");
    let answer = poll.await.expect("the poll is answered");
    assert_eq!(answer.json()["events"], serde_json::json!([said]));
    assert!(!chat.is_polled());
}

#[tokio::test(flavor = "multi_thread")]
async fn events_that_wait_come_at_once_and_together() {
    let simulator = simulator();
    let client = Client::new(&simulator);
    let chat = client.chat(&simulator).await;
    chat.join();
    chat.say("One");
    chat.say("Two");
    assert_eq!(client.poll(&chat).await.events(), ["status", "party_joined", "status", "message", "message"]);
    assert!(chat.queued_events().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_poll_is_refused_and_the_first_lives_on() {
    let simulator = simulator();
    let client = Client::new(&simulator);
    let chat = client.chat(&simulator).await;
    let first = client.held_poll(&chat);
    assert_eq!(client.poll(&chat).await.error(), (429, "5509".to_owned()));
    assert!(chat.is_polled(), "the first still has the place");
    chat.say("Hello");
    assert_eq!(first.await.expect("the first is answered").events(), ["message"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_poll_can_be_refused_with_400() {
    let simulator = with(|options| options.concurrent_poll_status = 400);
    let client = Client::new(&simulator);
    let chat = client.chat(&simulator).await;
    let _first = client.held_poll(&chat);
    assert_eq!(client.poll(&chat).await.error(), (400, "5509".to_owned()));
}

#[tokio::test(flavor = "multi_thread")]
async fn polls_of_two_chats_do_not_disturb_each_other() {
    let simulator = simulator();
    let (anna, ben) = (Client::named(&simulator, "anna"), Client::named(&simulator, "ben"));
    let (annas, bens) = (anna.chat(&simulator).await, ben.chat(&simulator).await);
    let (poll_of_anna, poll_of_ben) = (anna.held_poll(&annas), ben.held_poll(&bens));
    annas.say("For Anna");
    assert_eq!(poll_of_anna.await.expect("answered").json()["events"][0]["msg"], "For Anna");
    assert!(bens.is_polled());
    bens.say("For Ben");
    assert_eq!(poll_of_ben.await.expect("answered").json()["events"][0]["msg"], "For Ben");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_client_that_hangs_up_gives_its_place_free_and_loses_nothing() {
    let simulator = simulator();
    let client = Client::new(&simulator);
    let chat = client.chat(&simulator).await;
    let poll = client.held_poll(&chat);
    poll.abort();
    assert!(chat.wait_until_not_polled(SOON), "the place is free long before the hold is over");
    chat.say("Are you there?");
    assert_eq!(client.poll(&chat).await.events(), ["message"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn events_of_a_poll_come_once() {
    let simulator = impatient();
    let client = Client::new(&simulator);
    let chat = client.chat(&simulator).await;
    chat.say("Once");
    assert_eq!(client.poll(&chat).await.events(), ["message"]);
    assert!(client.poll(&chat).await.events().is_empty());
    assert_eq!(names(&chat.history()), ["message"]);
}
