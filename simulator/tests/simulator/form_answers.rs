//! Forms: shown, answered, refused, taken back, forgotten.

use std::time::Duration;

use contact_center_simulator::{Chat, FormOutcome, NumberForm, Simulator};
use serde_json::{Value, json};

use crate::client::{Client, SOON, names, simulator, with};

async fn opened() -> (Simulator, Client, Chat) {
    let simulator = simulator();
    let client = Client::new(&simulator);
    let chat = client.chat(&simulator).await;
    (simulator, client, chat)
}

fn data(id: &str, name: &str, data: Value) -> Value {
    json!({"event": "chat_session_form_data", "form_request_id": id, "form_name": name, "data": data})
}

#[tokio::test(flavor = "multi_thread")]
async fn each_form_has_an_id_of_its_own_and_tells_its_time() {
    let (_simulator, client, chat) = opened().await;
    let (first, second) = (chat.show_form("contact", Some(90)), chat.show_form("contact", None));
    assert_ne!(first, second);
    let shown = client.poll(&chat).await.json()["events"].clone();
    let with_time = json!({
        "event": "chat_session_form_show", "form_request_id": first, "form_name": "contact", "form_timeout": "90",
        "timestamp": shown[0]["timestamp"],
    });
    assert_eq!(shown[0], with_time);
    assert_eq!(shown[1].get("form_timeout"), None);
    assert_eq!(chat.form_outcome(&first), None);
}

#[tokio::test(flavor = "multi_thread")]
async fn ids_and_times_of_forms_can_be_numbers() {
    let simulator = with(|options| options.form_numbers = NumberForm::Number);
    let client = Client::new(&simulator);
    let chat = client.chat(&simulator).await;
    let id = chat.show_form("contact", Some(90));
    let shown = &client.poll(&chat).await.json()["events"][0];
    assert_eq!((&shown["form_request_id"], &shown["form_timeout"]), (&json!(1), &json!(90)));
    let answer = json!({"event": "chat_form_data_cancel", "form_request_id": 1, "form_name": "contact"});
    client.send_event(&chat, answer).await;
    assert_eq!(chat.form_outcome(&id), Some(FormOutcome::Cancelled));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_is_remembered_and_history_has_it_as_event_and_as_transcript() {
    let (_simulator, client, chat) = opened().await;
    let id = chat.show_form("contact", None);
    client.poll(&chat).await;
    let waiting = tokio::task::spawn_blocking({
        let (chat, id) = (chat.clone(), id.clone());
        move || chat.wait_for_form_answer(&id, SOON)
    });
    let filled_in = json!({"name": "Anna", "topic": "order"});
    assert_eq!(client.send_event(&chat, data(&id, "contact", filled_in.clone())).await.status, 200);
    assert_eq!(waiting.await.expect("no panic"), Some(FormOutcome::Submitted { data: filled_in.clone() }));
    let history = chat.history();
    assert_eq!(names(&history), ["form_show", "form_data", "form_submit"]);
    assert_eq!((&history[1]["data"], &history[1]["party_id"]), (&filled_in, &json!(chat.id())));
    let transcript = json!({
        "event": "chat_session_form_submit", "form_data": filled_in, "party_id": chat.id(), "req_id": 1,
        "timestamp": history[2]["timestamp"],
    });
    assert_eq!(history[2], transcript);
    assert!(history[2]["timestamp"].is_string());
    assert!(chat.queued_events().is_empty(), "the client is not told what it said itself");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_first_answer_counts() {
    let (_simulator, client, chat) = opened().await;
    let id = chat.show_form("contact", None);
    for name in ["Anna", "Ben"] {
        assert_eq!(client.send_event(&chat, data(&id, "contact", json!({"name": name}))).await.status, 200);
    }
    let first = FormOutcome::Submitted { data: json!({"name": "Anna"}) };
    assert_eq!(chat.wait_for_form_answer(&id, SOON), Some(first));
    assert_eq!(names(&chat.history()), ["form_show", "form_data", "form_submit", "form_data"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_without_a_name_is_answered_in_text() {
    let (_simulator, client, chat) = opened().await;
    let id = chat.ask_in_text(None);
    assert_eq!(client.poll(&chat).await.json()["events"][0]["form_name"], "");
    client.send_event(&chat, data(&id, "", json!({"text": "42"}))).await;
    assert_eq!(chat.form_outcome(&id), Some(FormOutcome::Submitted { data: json!({"text": "42"}) }));
}

#[tokio::test(flavor = "multi_thread")]
async fn data_of_a_secure_form_reaches_the_test_and_never_the_history() {
    let (_simulator, client, chat) = opened().await;
    let id = chat.show_secure_form("card");
    let shown = &client.poll(&chat).await.json()["events"][0];
    assert_eq!((&shown["event"], &shown["form_id"]), (&json!("chat_session_secure_form_show"), &json!("card")));
    let mut answer = data(&id, "card", json!({"number": "4111"}));
    answer["event"] = json!("chat_session_secure_form_data");
    client.send_event(&chat, answer).await;
    assert_eq!(chat.form_outcome(&id), Some(FormOutcome::Submitted { data: json!({"number": "4111"}) }));
    let history = client.history(&chat).await;
    assert_eq!(history.events(), ["secure_form_show", "secure_form_data"]);
    assert!(!history.body.contains("4111"));
}

#[tokio::test(flavor = "multi_thread")]
async fn either_side_can_cancel_a_secure_form() {
    let (_simulator, client, chat) = opened().await;
    let (mine, theirs) = (chat.show_secure_form("card"), chat.show_secure_form("card"));
    chat.cancel_secure_form(&mine);
    client.send_event(&chat, json!({"event": "chat_session_secure_form_cancel", "form_request_id": theirs})).await;
    assert_eq!(client.poll(&chat).await.json()["events"][2]["form_request_id"], mine.as_str());
    assert_eq!(chat.form_outcome(&mine), Some(FormOutcome::Withdrawn));
    assert_eq!(chat.form_outcome(&theirs), Some(FormOutcome::Cancelled));
}

#[tokio::test(flavor = "multi_thread")]
async fn when_the_time_for_a_form_is_over_the_scenario_goes_on_and_an_answer_comes_too_late() {
    let (_simulator, client, chat) = opened().await;
    let (late, answered) = (chat.show_form("contact", Some(1)), chat.show_form("contact", Some(1)));
    client.send_event(&chat, data(&answered, "contact", json!({}))).await;
    assert_eq!(chat.wait_for_form_answer(&late, Duration::from_millis(500)), None);
    client.poll(&chat).await;
    let message = client.poll(&chat).await;
    assert_eq!(message.events(), ["message"], "one word, because the other form was answered");
    assert_eq!(chat.form_outcome(&late), Some(FormOutcome::TimedOut));
    client.send_event(&chat, data(&late, "contact", json!({"name": "Anna"}))).await;
    assert_eq!(chat.form_outcome(&late), Some(FormOutcome::TimedOut));
    assert_eq!(chat.form_outcome(&answered), Some(FormOutcome::Submitted { data: json!({}) }));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_is_answered_under_its_own_name_and_by_the_event_of_its_kind() {
    let (_simulator, client, chat) = opened().await;
    let (plain, secure) = (chat.show_form("contact", None), chat.show_secure_form("card"));
    for answer in [data(&plain, "contacts", json!({})), data(&secure, "card", json!({}))] {
        assert_eq!(client.send_event(&chat, answer).await.error(), (400, "5003".to_owned()));
    }
    assert!(chat.client_events().is_empty());
    let own = json!({"event": "chat_session_form_show", "form_request_id": "of-the-test", "form_name": "x"});
    chat.send_event(own);
    client.send_event(&chat, data("of-the-test", "x", json!("Form not found"))).await;
    let expected = FormOutcome::Submitted { data: json!("Form not found") };
    assert_eq!(chat.form_outcome("of-the-test"), Some(expected));
}
