//! Messages and what goes with them, the network, pushes, and the end.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::{Scene, client::PATIENCE};

pub(super) fn write_messages(scene: &mut Scene) {
    assert_eq!(scene.shown("send_chat_message", json!({ "message": "a < b" }))["msg"], "a &lt; b");
    let answer = scene.shown("send_chat_answer", json!({ "answer": "Yes", "directive_id": "D" }));
    assert_eq!((&answer["msg_text"], &answer["directive_id"]), (&json!("Yes"), &json!("D")));
    scene.done("chat_typing", json!({ "draft": "I th" }));
    let typing = scene.agent.wait_for_client_event("chat_session_typing", PATIENCE).unwrap();
    assert_eq!(typing["msg"], "I th");
    scene.done("chat_not_typing", json!({}));
    for (call, event) in [
        ("chat_message_delivered", "chat_session_message_delivered"),
        ("chat_message_read", "chat_session_message_read"),
    ] {
        scene.done(call, json!({ "message_id": "0" }));
        assert_eq!(scene.agent.wait_for_client_event(event, PATIENCE).unwrap()["ref_msg_id"], "0");
    }
    let novelty = json!({ "event": "chat_session_novelty", "of": { "tomorrow": [1, null] } });
    scene.agent.send_event(novelty.clone());
    assert_eq!(
        scene.event("unknown", "name", "chat_session_novelty"),
        json!({ "event": "unknown", "name": "chat_session_novelty", "raw": novelty })
    );
}

pub(super) fn come_and_go(scene: &mut Scene) {
    assert_eq!(scene.client.ok("set_network_available", json!({ "available": false })), true);
    let offline = json!({ "callback": "connection_state_changed", "chat_id": scene.chat_id, "state": "offline" });
    scene.client.wait_for("no network", |line| *line == offline);
    let forgotten = scene.ok("send_chat_message", json!({ "message": "never mind" }));
    let kept = scene.ok("send_chat_message", json!({ "message": "for later" }));
    scene.done("discard_chat_message", json!({ "message_id": forgotten }));
    scene.done("retry_chat_message", json!({ "message_id": kept }));
    let unsent = scene.ok("get_unsent_messages", json!({}));
    let last = unsent.as_array().and_then(|unsent| unsent.last()).expect("the message that was kept");
    assert_eq!((&last["message"]["message_id"], &last["has_failed"]), (&kept, &json!(false)));
    assert_eq!(scene.client.ok("set_foreground", json!({ "foreground": false })), true);
    assert_eq!(scene.client.ok("set_network_available", json!({ "available": true })), true);
    assert_eq!(scene.client.ok("set_foreground", json!({ "foreground": true })), true);
    scene.client.wait_for("what was kept", |line| line["message_id"] == kept && line["status"] == "sent");
    let sent = scene.agent.client_events();
    assert!(sent.iter().all(|event| event["msg_id"] != forgotten));
    let user_info = json!({ "chatID": scene.chat_id, "aps": { "badge": 1 } });
    assert_eq!(scene.client.ok("app_did_receive_message", json!({ "user_info": user_info })), true);

    scene.done("subscribe_for_remote_notifications_apns", json!({ "device_token": "0a1b" }));
    let apns = json!({ "ios_apns_device_token": "0a1b", "ios_app_bundle_id": "com.acme.app" });
    assert_eq!(scene.agent.subscription(), Some(apns));
    let args = json!({ "device_token": "F:1", "platform": "android" });
    scene.done("subscribe_for_remote_notifications_firebase", args);
    assert_eq!(scene.agent.subscription(), Some(json!({ "android_firebase_device_token": "F:1" })));
    scene.done("unsubscribe_from_remote_notifications", json!({}));
    assert_eq!(scene.agent.subscription(), None);
}

pub(super) fn end(mut scene: Scene) {
    scene.agent.set_case(Some("case-7"));
    let case = json!({ "event": "chat_session_case_set", "case_id": "case-7" });
    assert_eq!(scene.event("chat_session_case_set", "case_id", "case-7"), case);
    scene.simulator.change_options(|options| options.case_history_with_current = true);
    let sessions = scene.ok("get_case_history", json!({}));
    let [session] = &sessions.as_array().unwrap()[..] else { panic!("{sessions}") };
    let names: Vec<_> = session.as_object().unwrap().keys().collect();
    assert_eq!(names, ["chat_id", "created_time_ms", "events"]);
    assert_eq!(session["chat_id"], scene.chat_id);
    assert!(session["created_time_ms"].as_i64().unwrap() > 1_600_000_000_000);
    assert_eq!(session["events"], scene.ok("get_chat_history", json!({})));
    scene.done("close_case", json!({}));
    assert!(scene.agent.is_case_closed());
    scene.done("disconnect_chat", json!({}));
    scene.done("end_chat", json!({}));
    let closed = json!({ "callback": "chat_session_closed", "chat_id": scene.chat_id, "reason": "ended_by_client" });
    scene.client.wait_for("the end", |line| *line == closed);
    let recording = scene.client.ok("stop_recording", json!({}));
    let recording = recording.as_str().unwrap();
    assert!(
        recording.starts_with("{\"contact_center_trace\":1,") && recording.contains("\"closed\":\"ended_by_client\"")
    );
    assert_eq!(scene.client.ok("stop_recording", json!({})), Value::Null);
    assert_eq!(scene.client.ok("shutdown", json!({})), true);
    assert_eq!(scene.client.call("get_version", json!({}))["error"]["kind"], "ShutDown");

    // A call that there is not is answered with all that there are.
    let error = scene.client.call("no_such_call", json!({}))["error"]["reason"].as_str().unwrap().to_owned();
    let (_, known) = error.split_once("expected one of ").unwrap();
    let known: BTreeSet<_> = known.split('`').skip(1).step_by(2).map(str::to_owned).collect();
    scene.client.made.remove("no_such_call");
    assert_eq!(scene.client.made, known);
    assert_eq!(scene.client.end(), Some(0));
}
