//! Events of the client: every kind is taken and kept, and a slip of the pen is refused by name.

use serde_json::{Value, json};

use crate::client::{Client, names, simulator};

/// One good event of every kind that needs no form and no file before it.
fn every_kind() -> Vec<Value> {
    let signal = json!({"type": "ICE_CANDIDATE", "candidate": "c", "sdpMid": "0", "sdpMLineIndex": 0});
    vec![
        json!({"event": "chat_session_message", "msg": "a", "msg_id": "1", "msg_text": "a", "directive_id": "d"}),
        json!({"event": "chat_session_message", "msg": "a", "msg_id": 7, "party_id": null}),
        json!({"event": "chat_session_message_delivered", "ref_msg_id": "0"}),
        json!({"event": "chat_session_message_read", "ref_msg_id": "0"}),
        json!({"event": "chat_session_typing"}),
        json!({"event": "chat_session_typing", "msg": "a dra"}),
        json!({"event": "chat_session_not_typing"}),
        json!({"event": "chat_session_form_data", "form_request_id": "9", "form_name": "f", "data": {}}),
        json!({"event": "chat_form_data_cancel", "form_request_id": 9, "form_name": "f"}),
        json!({"event": "chat_session_secure_form_data", "form_request_id": "9", "form_name": "f", "data": {}}),
        json!({"event": "chat_session_secure_form_cancel", "form_request_id": "9"}),
        json!({"event": "chat_session_signaling", "msg_id": "3", "destination_party_id": "P", "data": signal}),
        json!({"event": "chat_session_location", "latitude": "1", "longitude": 2, "url": "u", "msg_id": "5"}),
        json!({"event": "chat_session_navigation", "page": "/cart", "title": "Cart", "msg_id": "7"}),
        json!({"event": "chat_session_cobrowsing_rejected"}),
        json!({"event": "chat_session_cobrowsing_started", "provider_type": "surfly", "cobrowsing_url": "u",
               "cobrowsing_id": "1"}),
        json!({"event": "chat_session_cobrowsing_ended"}),
        json!({"event": "something_new", "value": [1]}),
        json!({"event": "chat_session_disconnect"}),
        json!({"event": "chat_session_end"}),
    ]
}

#[tokio::test(flavor = "multi_thread")]
async fn events_of_every_kind_are_taken_and_kept_as_sent() {
    let simulator = simulator();
    let client = Client::new(&simulator);
    let chat = client.chat(&simulator).await;
    for event in every_kind() {
        let answer = client.send_event(&chat, event.clone()).await;
        assert_eq!(answer.status, 200, "{event}: {}", answer.body);
    }
    assert_eq!(chat.client_events(), every_kind());
    let own: Vec<_> = chat.history().into_iter().filter(|event| event["party_id"] == chat.id()).collect();
    let mut expected = names(&every_kind());
    expected.insert(8, "form_submit".to_owned());
    assert_eq!(names(&own), expected);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_missing_or_mistaken_field_is_5003_and_named() {
    let simulator = simulator();
    let client = Client::new(&simulator);
    let chat = client.chat(&simulator).await;
    let cases = [
        (json!({"event": "chat_session_message", "text": "a"}), "msg"),
        (json!({"event": "chat_session_message", "msg": "a", "msg_id": null}), "msg_id"),
        (json!({"event": "chat_session_message", "msg": "a", "directive_id": 1}), "directive_id"),
        (json!({"event": "chat_session_message_delivered", "msg_id": "0"}), "ref_msg_id"),
        (json!({"event": "chat_session_message_read"}), "ref_msg_id"),
        (json!({"event": "chat_session_typing", "msg": {}}), "msg"),
        (json!({"event": "chat_session_form_data", "form_name": "f", "data": {}}), "form_request_id"),
        (json!({"event": "chat_session_form_data", "form_request_id": "1", "form_name": "f"}), "data"),
        (json!({"event": "chat_session_form_data", "form_request_id": "1", "data": {}}), "form_name"),
        (json!({"event": "chat_form_data_cancel", "form_request_id": "1"}), "form_name"),
        (
            json!({"event": "chat_session_secure_form_data", "form_request_id": "1", "form_name": "f", "data": 1}),
            "data",
        ),
        (json!({"event": "chat_session_secure_form_cancel"}), "form_request_id"),
        (json!({"event": "chat_session_signaling", "data": {"type": "END_CALL"}}), "destination_party_id"),
        (json!({"event": "chat_session_signaling", "destination_party_id": "P", "data": []}), "data"),
        (json!({"event": "chat_session_file", "file_type": "image"}), "file_id"),
        (json!({"event": "chat_session_file", "file_id": "x", "file_type": "picture"}), "file_type"),
        (json!({"event": "chat_session_location", "latitude": "1"}), "longitude"),
        (json!({"event": "chat_session_navigation", "page": "/"}), "title"),
        (json!({"event": "chat_session_cobrowsing_started", "provider_type": 1}), "provider_type"),
    ];
    for (event, field) in cases {
        let answer = client.send_event(&chat, event.clone()).await;
        assert_eq!(answer.error(), (400, "5003".to_owned()), "{event}");
        let message = answer.json()["error_message"].as_str().expect("a text").to_owned();
        assert!(message.contains(&format!(" {field}")), "{message}");
    }
    assert!(chat.client_events().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_chat_was_asked_for_with_is_kept() {
    let simulator = simulator();
    let client = Client::new(&simulator);
    let request = json!({
        "phone_number": "16508888888",
        "from": "Anna",
        "parameters": {
            "email": "anna@example.com",
            "user_platform": {"os": "Android", "model": "X"},
            "location": {"latitude": "1.5", "longitude": "2.5"},
            "logging": {"level": 3, "on": true},
        },
        "initial_message": {"event": "chat_session_message", "msg": "Help!", "msg_id": "1"},
    });
    client.post("chats", request.clone()).await;
    client.post("chats", json!({})).await;
    assert_eq!(simulator.chats()[0].requested(), request, "of the request that began it");
}

#[tokio::test(flavor = "multi_thread")]
async fn parameters_of_a_wrong_shape_are_5003_and_named() {
    let simulator = simulator();
    let client = Client::new(&simulator);
    for (parameters, name) in [
        (json!({"a": null}), "parameters.a"),
        (json!({"a": {"b": ["c"]}}), "parameters.a"),
        (json!({"user_platform": "Android"}), "parameters.user_platform"),
        (json!({"user_platform": {"sdk": 34}}), "parameters.user_platform"),
        (json!({"location": {"latitude": 1.5, "longitude": 2.5}}), "parameters.location"),
        (json!({"location": {"latitude": "1.5"}}), "parameters.location.longitude"),
        (json!("x"), "parameters"),
    ] {
        let answer = client.post("chats", json!({"parameters": parameters})).await;
        assert_eq!(answer.error(), (400, "5003".to_owned()), "{parameters}");
        assert!(answer.json()["error_message"].as_str().expect("a text").contains(name), "{}", answer.body);
    }
    for message in [json!({"event": "chat_session_typing"}), json!({"event": "chat_session_message"}), json!("Help!")] {
        let answer = client.post("chats", json!({"initial_message": message})).await;
        assert_eq!(answer.error(), (400, "5003".to_owned()), "{message}");
    }
    assert!(simulator.chats().is_empty());
}
