//! What is asked before there is a chat, and the request for one.

use contact_center_simulator::{Chat, Simulator};
use serde_json::{Value, json};

use super::client::Client;

pub(super) fn ask_before_there_is_a_chat(simulator: &Simulator, client: &mut Client) {
    assert_eq!(client.ok("get_version", json!({})), json!({ "server_version": simulator.options().server_version }));
    let availability = client.ok("check_availability", json!({}));
    assert_eq!(availability, json!({ "chat": "available", "chat_value": "available", "estimated_wait_time": 3 }));
    assert_eq!(
        client.ok("get_parameters", json!({})),
        json!([
            { "name": "first_name", "type": "FIRST_NAME" },
            { "name": "last_name", "type": "LAST_NAME" },
            { "name": "email", "type": "EMAIL" },
        ])
    );
    let configuration = client.ok("get_widget_configuration", json!({}));
    assert_eq!(configuration["raw"], simulator.options().configuration);
    let form = &configuration["forms"][1];
    let titles = json!({ "id": "card", "name": "card", "title": "Payment details", "submit_button_text": "Pay", "cancel_button_text": "Cancel" });
    for (field, text) in titles.as_object().unwrap() {
        assert_eq!(form[field], *text);
    }
    let number = json!({ "formFieldType": "text", "name": "number", "label": "Card number", "required": true });
    assert_eq!(
        form["fields"][0],
        json!({
            "name": "number", "key": "number", "label": "Card number", "type": "text", "required": true, "options": [],
            "min_value": null, "max_value": null, "rows": null, "validate": false, "raw": number,
        })
    );
    assert_eq!(client.ok("get_active_chat", json!({})), Value::Null);
}

pub(super) fn request(simulator: &Simulator, client: &mut Client) -> (String, Chat) {
    assert_eq!(client.ok("start_recording", json!({ "max_bytes": 65_536 })), true);
    let place = json!({ "latitude": "55.67", "longitude": "12.57" });
    let args = json!({
        "phone_number": "16508888888", "from": "Ann", "parameters": { "topic": "billing", "location": place },
        "user_platform": { "os": "Linux", "model": "T480", "details": { "app": "7.2" } },
        "initial_message": "My invoice is wrong.",
    });
    let answer = client.ok("request_chat", args);
    let (chat_id, message_id) = (answer["chat_id"].as_str().unwrap(), &answer["initial_message_id"]);
    assert_eq!(
        answer,
        json!({
            "chat_id": chat_id, "state": "queued", "estimated_wait_time": 3, "is_new_chat": true,
            "phone_number": "16508888888", "initial_message_id": message_id,
        })
    );
    let agent = simulator.chat(chat_id).unwrap();
    let asked = agent.requested();
    assert_eq!((&asked["phone_number"], &asked["from"]), (&json!("16508888888"), &json!("Ann")));
    let platform = json!({ "os": "Linux", "model": "T480", "app": "7.2" });
    assert_eq!(asked["parameters"], json!({ "topic": "billing", "location": place, "user_platform": platform }));
    assert_eq!(asked["initial_message"]["msg_text"], "My invoice is wrong.");
    assert!(message_id.is_string() && asked["initial_message"]["msg_id"] == *message_id);

    let active = client.ok("get_active_chat", json!({}));
    assert_eq!((&active["chat_id"], &active["state"]), (&json!(chat_id), &json!("queued")));
    assert_eq!(
        client.ok("get_ice_servers", json!({ "chat_id": chat_id })),
        json!([
            { "urls": ["stun:stun.example.com:3478"], "username": null, "credential": null },
            { "urls": ["turn:turn.example.com:3478?transport=udp"], "username": "caller", "credential": "example" },
        ])
    );
    (chat_id.to_owned(), agent)
}
