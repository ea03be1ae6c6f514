//! The life of a session, from the request to its end.

use serde_json::{Value, json};

use crate::client::{Client, SOON, names, simulator, with};

#[tokio::test(flavor = "multi_thread")]
async fn a_new_chat_is_queued_and_a_second_request_returns_the_same() {
    let simulator = simulator();
    let client = Client::new(&simulator);
    let request = json!({"phone_number": "16508888888", "from": "Anna", "parameters": {"user_platform": {"os": "x"}}});
    let first = client.post("chats", request).await.json();
    let id = first["chat_id"].as_str().expect("a chat id");
    assert_eq!(
        first,
        json!({"chat_id": id, "state": "queued", "ewt": "3", "is_new_chat": true, "phone_number": "16508888888"})
    );
    assert_eq!(id, id.to_lowercase());
    simulator.wait_for_chat(SOON).expect("the chat").join();
    let second = client.post("chats", json!({})).await.json();
    assert_eq!((&second["chat_id"], &second["is_new_chat"]), (&first["chat_id"], &json!(false)));
    assert_eq!(second["state"], "connected");
    let active = client.get("chats/active").await.json();
    assert_eq!((&active["chat_id"], &active["is_new_chat"]), (&first["chat_id"], &Value::Null));
}

#[tokio::test(flavor = "multi_thread")]
async fn each_client_has_a_session_of_its_own_and_no_way_into_anothers() {
    let simulator = simulator();
    let (anna, ben) = (Client::named(&simulator, "anna"), Client::named(&simulator, "ben"));
    let annas = anna.chat(&simulator).await;
    assert_eq!(ben.get("chats/active").await.error(), (404, "5005".to_owned()));
    assert_ne!(ben.chat(&simulator).await.id(), annas.id());
    assert_eq!(ben.history(&annas).await.error(), (404, "5005".to_owned()));
    assert_eq!(ben.poll(&annas).await.error(), (404, "5005".to_owned()));
    assert_eq!(annas.client_id(), "anna");
    assert_eq!(simulator.chats().len(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn messages_of_the_agent_are_html_with_plain_text_and_even_numbers() {
    let simulator = simulator();
    let client = Client::new(&simulator);
    let chat = client.chat(&simulator).await;
    let joined = chat.join_as("Maria del Mar Sol");
    assert_eq!(joined["first_name"], "Maria del Mar");
    assert_eq!((&joined["last_name"], &joined["type"]), (&json!("Sol"), &json!("internal")));
    let party = joined["party_id"].as_str().expect("a party id");
    assert_eq!(party, party.to_uppercase());
    let first = chat.say("a < b\nc");
    assert_eq!((&first["msg"], &first["msg_text"]), (&json!("a &lt; b<br>c"), &json!("a < b\nc")));
    assert_eq!((&first["msg_id"], &first["channel"]), (&json!("2"), &json!("web")));
    assert_eq!(first["party_id"], party);
    let seconds: u64 = first["timestamp"].as_str().and_then(|text| text.parse().ok()).expect("seconds as a string");
    assert!((1_600_000_000..9_999_999_999).contains(&seconds));
    let second = chat.say_html("<b>Hi</b>");
    assert_eq!((&second["msg_text"], &second["msg_id"]), (&json!("Hi"), &json!("4")));
    assert_eq!(chat.status("ivr"), json!({"event": "chat_session_status", "state": "ivr", "ewt": ""}));
}

#[tokio::test(flavor = "multi_thread")]
async fn history_holds_both_sides_in_order() {
    let simulator = simulator();
    let client = Client::new(&simulator);
    let chat = client.chat(&simulator).await;
    chat.join();
    client.say(&chat, "Hello").await;
    client.send_event(&chat, json!({"event": "chat_session_typing"})).await;
    chat.acknowledge_read("1");
    let history = client.history(&chat).await;
    assert_eq!(history.events(), ["status", "party_joined", "status", "message", "typing", "message_read"]);
    let own = &history.json()["events"][3];
    assert_eq!((&own["party_id"], &own["msg"], &own["msg_id"]), (&json!(chat.id()), &json!("Hello"), &json!("1")));
    assert!(own["timestamp"].is_string());
}

#[tokio::test(flavor = "multi_thread")]
async fn an_initial_message_is_in_history_without_a_party() {
    let simulator = simulator();
    let client = Client::new(&simulator);
    let message = json!({"event": "chat_session_message", "msg": "Help!", "msg_id": "1"});
    client.post("chats", json!({"initial_message": message})).await;
    let chat = simulator.wait_for_chat(SOON).expect("the chat");
    assert_eq!(chat.client_events(), [message]);
    let history = chat.history();
    assert_eq!((&history[0]["msg"], &history[0]["party_id"]), (&json!("Help!"), &Value::Null));
}

#[tokio::test(flavor = "multi_thread")]
async fn after_disconnect_comes_the_survey_and_after_the_rating_the_end() {
    let simulator = simulator();
    let client = Client::new(&simulator);
    let chat = client.chat(&simulator).await;
    let agent = chat.join();
    client.poll(&chat).await;
    client.send_event(&chat, json!({"event": "chat_session_disconnect"})).await;
    let survey = client.poll(&chat).await;
    assert_eq!(survey.events(), ["party_left", "message"]);
    assert_eq!(survey.json()["events"][0]["party_id"], agent["party_id"]);
    assert_ne!(survey.json()["events"][1]["party_id"], agent["party_id"], "the scenario asks, not the agent");
    client.say(&chat, "5").await;
    assert_eq!(client.poll(&chat).await.events(), ["message", "ended"]);
    assert!(chat.is_finished());
    assert_eq!(client.poll(&chat).await.error(), (404, "5005".to_owned()));
    assert_eq!(client.say(&chat, "Hello?").await.error(), (404, "5005".to_owned()));
    assert_eq!(client.history(&chat).await.error(), (404, "5005".to_owned()));
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_survey_disconnect_leads_straight_to_the_end() {
    let simulator = with(|options| options.survey = contact_center_simulator::Survey::None);
    let client = Client::new(&simulator);
    let chat = client.chat(&simulator).await;
    client.send_event(&chat, json!({"event": "chat_session_disconnect"})).await;
    assert_eq!(client.poll(&chat).await.events(), ["message", "ended"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn end_finishes_the_session_at_once_and_tells_only_a_held_poll() {
    let simulator = simulator();
    let client = Client::new(&simulator);
    let chat = client.chat(&simulator).await;
    let poll = client.held_poll(&chat);
    assert_eq!(client.send_event(&chat, json!({"event": "chat_session_end"})).await.body, "{}");
    assert_eq!(poll.await.expect("answered").events(), ["ended"]);
    assert_eq!(client.poll(&chat).await.error(), (404, "5005".to_owned()));
    assert_eq!(client.get("chats/active").await.error(), (404, "5005".to_owned()));

    let next = client.chat(&simulator).await;
    assert_ne!(next.id(), chat.id());
    client.send_event(&next, json!({"event": "chat_session_end"})).await;
    assert_eq!(client.poll(&next).await.error(), (404, "5005".to_owned()));
}

#[tokio::test(flavor = "multi_thread")]
async fn when_the_server_ends_a_session_its_last_events_can_still_be_polled() {
    let simulator = simulator();
    let client = Client::new(&simulator);
    for end in ["ended", "inactivity_timeout", "status"] {
        let chat = client.chat(&simulator).await;
        match end {
            "ended" => chat.end(),
            "status" => chat.status("failed"),
            _ => chat.inactivity_timeout("You were silent for too long"),
        };
        assert!(chat.is_finished());
        assert_eq!(client.history(&chat).await.error(), (404, "5005".to_owned()));
        assert_eq!(client.poll(&chat).await.events(), [end]);
        assert_eq!(client.poll(&chat).await.error(), (404, "5005".to_owned()));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn several_events_in_one_request_are_taken_in_order_and_all_or_none() {
    let simulator = simulator();
    let client = Client::new(&simulator);
    let chat = client.chat(&simulator).await;
    let path = format!("chats/{}/events", chat.id());
    let good = json!({"event": "chat_session_message", "msg": "Hello"});
    let unknown = json!({"event": "something_new", "value": [1, 2]});
    assert_eq!(client.post(&path, json!({"events": [good, unknown]})).await.status, 200);
    assert_eq!(chat.client_events(), [good.clone(), unknown]);
    let bad = json!({"event": "chat_session_message", "text": "The wrong field"});
    assert_eq!(client.post(&path, json!({"events": [good, bad]})).await.error(), (400, "5003".to_owned()));
    assert_eq!(names(&simulator.client_events(chat.id())).len(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn bodies_of_a_wrong_shape_are_5003() {
    let simulator = simulator();
    let client = Client::new(&simulator);
    for body in ["", "[]", "{", r#"{"from":1}"#, r#"{"phone_number":null}"#, r#"{"parameters":{"a":null}}"#] {
        let answer = client.try_post("chats", body.to_owned()).await.expect("an answer");
        assert_eq!(answer.error(), (400, "5003".to_owned()), "{body}");
    }
    let chat = client.chat(&simulator).await;
    let path = format!("chats/{}/events", chat.id());
    let typo = r#"{"events":[{"event":"chat_session_message_read","msg_id":"0"}]}"#;
    for body in ["", "{}", r#"{"events":{}}"#, r#"{"events":["x"]}"#, r#"{"events":[{"event":1}]}"#, typo] {
        let answer = client.try_post(&path, body.to_owned()).await.expect("an answer");
        assert_eq!(answer.error(), (400, "5003".to_owned()), "{body}");
    }
    assert!(chat.client_events().is_empty());
}
