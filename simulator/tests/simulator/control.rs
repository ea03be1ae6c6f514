//! Steering over HTTP, for tests in other languages.

use contact_center_simulator::Simulator;
use serde_json::{Value, json};

use crate::client::{Client, SOON, names, simulator, with_json};

async fn steer(client: &Client, method: &str, url: String, body: Value) -> (u16, Value) {
    let method = method.parse().expect("a method");
    let request = client.http.request(method, url);
    let request = if body.is_null() { request } else { with_json(request, &body) };
    let response = request.send().await.expect("an answer");
    let status = response.status().as_u16();
    (status, serde_json::from_str(&response.text().await.expect("a body")).expect("JSON"))
}

async fn act(client: &Client, simulator: &Simulator, chat_id: &str, action: Value) -> (u16, Value) {
    steer(client, "POST", format!("{}/simulator/chats/{chat_id}/agent", simulator.control_url()), action).await
}

#[tokio::test(flavor = "multi_thread")]
async fn an_agent_can_do_everything_over_http() {
    let simulator = simulator();
    let client = Client::new(&simulator);
    let chat = client.chat(&simulator).await;
    let actions = [
        (json!({"do": "join", "name": "Kim"}), "party_joined"),
        (json!({"do": "say", "text": "Hello"}), "message"),
        (json!({"do": "say_html", "html": "<b>Hi</b>"}), "message"),
        (json!({"do": "say_more", "text": "Which?", "choices": ["A", "B"], "directive_id": "d"}), "message"),
        (json!({"do": "typing"}), "typing"),
        (json!({"do": "typing", "draft": "I th"}), "typing"),
        (json!({"do": "not_typing"}), "not_typing"),
        (json!({"do": "acknowledge_delivered", "msg_id": "1"}), "message_delivered"),
        (json!({"do": "acknowledge_read", "msg_id": "1"}), "message_read"),
        (json!({"do": "set_case", "case_id": "case-1"}), "case_set"),
        (json!({"do": "set_case"}), "case_set"),
        (json!({"do": "warn", "text": "Still there?"}), "timeout_warning"),
        (json!({"do": "status", "state": "queued"}), "status"),
        (json!({"do": "send_event", "event": {"event": "chat_session_info", "service_name": "x"}}), "info"),
        (json!({"do": "edit_message", "msg_id": "0", "text": "Hello!"}), "message_edit"),
        (json!({"do": "delete_message", "msg_id": "0"}), "message_delete"),
        (json!({"do": "show_form", "form_name": "contact", "timeout_seconds": 60}), "form_show"),
        (json!({"do": "show_form", "form_name": ""}), "form_show"),
        (json!({"do": "show_secure_form", "form_id": "card"}), "secure_form_show"),
        (json!({"do": "cancel_secure_form", "form_request_id": "3"}), "secure_form_cancel"),
        (json!({"do": "send_file", "name": "a.png", "content_type": "image/png", "content_base64": "AAEC"}), "file"),
        (json!({"do": "send_file", "name": "a", "content_base64": ""}), "file"),
        (json!({"do": "send_file_url", "url": "https://x.example.com/a"}), "file_url"),
        (json!({"do": "send_location", "latitude": "1", "longitude": "2"}), "location"),
        (json!({"do": "request_cobrowsing"}), "cobrowsing_requested"),
        (json!({"do": "signal", "data": {"type": "END_CALL"}}), "signaling"),
        (json!({"do": "info", "service_name": "Sales"}), "info"),
        (json!({"do": "leave"}), "party_left"),
        (json!({"do": "inactivity_timeout", "text": "Too long"}), "inactivity_timeout"),
        (json!({"do": "end"}), "ended"),
    ];
    for (action, name) in &actions {
        let (status, event) = act(&client, &simulator, chat.id(), action.clone()).await;
        assert_eq!((status, names(&[event])), (200, vec![(*name).to_owned()]), "{action}");
    }
    let polled = client.poll(&chat).await.events();
    assert_eq!(polled.len(), actions.len() + 2, "all of them, and two states around the joining: {polled:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_state_of_chats_can_be_seen() {
    let simulator = simulator();
    let client = Client::new(&simulator);
    let chat = client.chat(&simulator).await;
    client.post(&format!("chats/{}/notifications", chat.id()), json!({"android_firebase_device_token": "t"})).await;
    client.send_event(&chat, json!({"event": "chat_session_typing"})).await;
    let poll = client.held_poll(&chat);
    let url = format!("{}/simulator/chats", simulator.control_url());
    let (status, shown) = steer(&client, "GET", format!("{url}/{}", chat.id()), json!(null)).await;
    assert_eq!((status, &shown["state"], &shown["is_polled"]), (200, &json!("queued"), &json!(true)));
    assert_eq!(shown["client_events"], json!([{"event": "chat_session_typing"}]));
    assert_eq!(shown["subscription"], json!({"android_firebase_device_token": "t"}));
    let (_, all) = steer(&client, "GET", url, json!(null)).await;
    assert_eq!(all["chats"], json!([shown]));
    poll.abort();
}

#[tokio::test(flavor = "multi_thread")]
async fn requests_can_be_read_and_cleared() {
    let simulator = simulator();
    let client = Client::new(&simulator);
    client.post("chats", json!({"from": "Anna"})).await;
    let url = format!("{}/simulator/requests", simulator.control_url());
    let (_, shown) = steer(&client, "GET", url.clone(), json!(null)).await;
    let request = &shown["requests"][0];
    assert_eq!((&request["method"], &request["status"]), (&json!("POST"), &json!(200)));
    assert_eq!(request["body"], r#"{"from":"Anna"}"#);
    assert_eq!(request["target"], "/clientweb/api/v2/chats?tenantUrl=acme.example.com");
    assert_eq!((&request["path"], &request["upload"]), (&json!("/clientweb/api/v2/chats"), &json!(null)));
    assert_eq!(request["query"], json!({"tenantUrl": "acme.example.com"}));
    assert_eq!(request["has_authorization"], json!(true));
    let authorization = json!(["authorization", client.authorization()]);
    assert!(request["headers"].as_array().expect("headers").contains(&authorization));
    assert!(request["at_ms"].is_u64());
    steer(&client, "DELETE", url.clone(), json!(null)).await;
    assert_eq!(steer(&client, "GET", url, json!(null)).await.1, json!({"requests": []}));
}

#[tokio::test(flavor = "multi_thread")]
async fn faults_can_be_ordered_and_taken_back() {
    let simulator = simulator();
    let client = Client::new(&simulator);
    let url = format!("{}/simulator/faults", simulator.control_url());
    let fault = json!({"kind": "status", "status": 503, "body": "closed", "headers": {"Retry-After": "3"}});
    let order = json!({"route": "availability", "fault": fault, "times": 2});
    assert_eq!(steer(&client, "POST", url.clone(), order).await, (200, json!({"id": 1})));
    assert_eq!(client.get("availability").await.status, 503);
    assert_eq!(client.get("availability").await.body, "closed");
    assert_eq!(client.get("availability").await.status, 200);
    for fault in [
        json!({"kind": "cut_body", "after_bytes": 3}),
        json!({"kind": "stall", "duration_ms": 60_000}),
        json!({"kind": "reset"}),
        json!({"kind": "refuse"}),
        json!({"kind": "empty_body"}),
    ] {
        let order = json!({"route": "any", "fault": fault});
        assert_eq!(steer(&client, "POST", url.clone(), order).await.0, 200);
    }
    assert_eq!(steer(&client, "DELETE", url, json!(null)).await.0, 200);
    assert_eq!(client.get("availability").await.status, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_makes_no_sense_is_refused() {
    let simulator = simulator();
    let client = Client::new(&simulator);
    let chat = client.chat(&simulator).await;
    assert_eq!(act(&client, &simulator, "nobody", json!({"do": "typing"})).await.0, 404);
    assert_eq!(act(&client, &simulator, chat.id(), json!({"do": "dance"})).await.0, 400);
    let no_base64 = json!({"do": "send_file", "name": "a", "content_base64": "?"});
    assert_eq!(act(&client, &simulator, chat.id(), no_base64).await.0, 400);
    let url = format!("{}/simulator/faults", simulator.control_url());
    assert_eq!(steer(&client, "POST", url, json!({"route": "poll"})).await.0, 400);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_shutdown_is_answered_and_then_happens() {
    let simulator = simulator();
    let client = Client::new(&simulator);
    let url = format!("{}/simulator/shutdown", simulator.control_url());
    assert_eq!(steer(&client, "POST", url, json!(null)).await, (200, json!({})));
    tokio::time::timeout(SOON, simulator.stopped()).await.expect("it stops");
}

#[tokio::test(flavor = "multi_thread")]
async fn options_can_be_read_and_changed_one_by_one() {
    let simulator = simulator();
    let client = Client::new(&simulator);
    let url = format!("{}/simulator/options", simulator.control_url());
    let (_, before) = steer(&client, "GET", url.clone(), json!(null)).await;
    assert_eq!((&before["poll_hold_ms"], &before["agent"]), (&json!(10_000), &json!("manual")));
    let changes = json!({
        "availability": "notAvailable",
        "estimated_wait": {"value": 12.5},
        "poll_hold_ms": 50,
        "agent": {"scripted": {"pace_ms": 0}},
        "chat_icon": {"content_type": "image/png", "content_base64": "AAEC"},
    });
    let (status, after) = steer(&client, "PATCH", url.clone(), changes).await;
    assert_eq!((status, &after["availability"]), (200, &json!("notAvailable")));
    assert_eq!(after["server_version"], before["server_version"]);
    assert_eq!(client.get("availability").await.json(), json!({"chat": "notAvailable", "ewt": 12.5}));
    assert_eq!(simulator.options().chat_icon.expect("it is set").bytes, [0, 1, 2]);
    assert!(simulator.address().port() > 0 && simulator.options().port == 0);

    for (wrong, named) in
        [(json!({"avail": "x"}), "avail"), (json!({"send_reply": "nothing"}), "nothing"), (json!({"port": 1}), "port")]
    {
        let (status, answer) = steer(&client, "PATCH", url.clone(), wrong).await;
        assert_eq!(status, 400);
        assert!(answer["error"].as_str().expect("a text").contains(named), "{answer}");
    }
    assert_eq!(steer(&client, "GET", url, json!(null)).await.1, after, "a mistake changes nothing");
}

#[tokio::test(flavor = "multi_thread")]
async fn forms_files_and_new_client_events_can_be_seen_over_http() {
    let simulator = simulator();
    let client = Client::new(&simulator);
    let chat = client.chat(&simulator).await;
    let of_chat = format!("{}/simulator/chats/{}", simulator.control_url(), chat.id());
    let (_, form) = act(&client, &simulator, chat.id(), json!({"do": "show_form", "form_name": "contact"})).await;
    let url = format!("{of_chat}/forms/{}", form["form_request_id"].as_str().expect("a string"));
    assert_eq!(steer(&client, "GET", url.clone(), json!(null)).await, (200, json!({"outcome": null})));
    let answer = json!({
        "event": "chat_session_form_data", "form_request_id": form["form_request_id"], "form_name": "contact",
        "data": {"name": "Anna"},
    });
    client.send_event(&chat, json!({"event": "chat_session_typing"})).await;
    client.send_event(&chat, answer.clone()).await;
    let outcome = json!({"outcome": "submitted", "data": {"name": "Anna"}});
    assert_eq!(steer(&client, "GET", url, json!(null)).await, (200, outcome));
    assert_eq!(steer(&client, "GET", format!("{of_chat}/forms/99"), json!(null)).await.0, 404);

    let (_, events) = steer(&client, "GET", format!("{of_chat}/client_events?from=1"), json!(null)).await;
    assert_eq!(events, json!({"total": 2, "events": [answer]}));
    let (_, events) = steer(&client, "GET", format!("{of_chat}/client_events?from=7"), json!(null)).await;
    assert_eq!(events, json!({"total": 2, "events": []}));

    let order = json!({"do": "send_file", "name": "a.txt", "content_type": "text/plain", "content_base64": "aGk="});
    let (_, file) = act(&client, &simulator, chat.id(), order).await;
    let files = format!("{}/simulator/files", simulator.control_url());
    let told = json!({"file_id": file["file_id"], "file_name": "a.txt", "content_type": "text/plain", "length": 2});
    assert_eq!(steer(&client, "GET", files.clone(), json!(null)).await.1, json!({"files": [told]}));
    let id = file["file_id"].as_str().expect("an id");
    let response = client.http.get(format!("{files}/{id}")).send().await.expect("an answer");
    assert_eq!(response.headers()["content-type"], "text/plain");
    assert_eq!(response.text().await.expect("a body"), "hi");
    assert_eq!(steer(&client, "GET", format!("{files}/x"), json!(null)).await.0, 404);
}
