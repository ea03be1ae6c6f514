//! `contact-center connect --json` as another program sees it: the real binary, its pipes, and the simulator.

#![allow(missing_docs, clippy::unwrap_used)]

mod client;

use std::{
    collections::BTreeMap,
    io::Write,
    process::{Command, Stdio},
    time::{Duration, Instant},
};

use client::*;
use contact_center_simulator::{Fault, Route, Simulator, SimulatorOptions};
use serde_json::{Value, json};

#[test]
fn a_conversation_in_lines_of_json() {
    let (simulator, _folder, ca_file) = simulator();
    let mut client = Client::start(&simulator.base_url(), &["--ca-file", &ca_file]);
    assert_eq!(client.ok("check_availability", json!({}))["chat"], "available");
    assert!(client.ok("get_version", json!({}))["server_version"].is_string());
    let (chat_id, agent) = open(&simulator, &mut client);

    agent.say("Hello & welcome");
    let line = client.wait_for("the greeting", |line| line["callback"] == "chat_session_events");
    assert_eq!((&line["chat_id"], &line["origin"]), (&json!(chat_id), &json!("live")));
    let event = &line["events"][0];
    assert_eq!(event["event"], "chat_session_message");
    assert_eq!((&event["message"], &event["message_text"]), (&json!("Hello &amp; welcome"), &json!("Hello & welcome")));
    assert!(event["timestamp_ms"].as_i64().unwrap() > 1_600_000_000_000);

    let id = client.ok("send_chat_message", json!({ "chat_id": chat_id, "message": "hi", "format": "text" }));
    assert_eq!(id, format!("{chat_id}:1"));
    agent.acknowledge_delivered(id.as_str().unwrap());
    let delivered =
        json!({ "callback": "message_status_changed", "chat_id": chat_id, "message_id": id, "status": "delivered" });
    client.wait_for("delivered", |line| *line == delivered);
    let html = client.ok("send_chat_message", json!({ "chat_id": chat_id, "message": "<b>hi</b>", "format": "html" }));
    assert_eq!(html, format!("{chat_id}:2"));

    agent.send_event(json!({ "event": "chat_session_novelty", "of": "tomorrow" }));
    client.wait_for("an event that no document lists", |line| {
        let raw = json!({ "event": "chat_session_novelty", "of": "tomorrow" });
        line["events"][0] == json!({ "event": "unknown", "name": "chat_session_novelty", "raw": raw })
    });

    for call in ["chat_typing", "chat_not_typing", "get_chat_history", "unsubscribe_from_remote_notifications"] {
        client.ok(call, json!({ "chat_id": chat_id }));
    }
    for call in ["chat_message_delivered", "chat_message_read"] {
        assert_eq!(client.ok(call, json!({ "chat_id": chat_id, "message_id": "0" })), true);
    }
    client.ok("subscribe_for_remote_notifications_apns", json!({ "chat_id": chat_id, "device_token": "0a1b" }));
    client.ok("subscribe_for_remote_notifications_firebase", json!({ "chat_id": chat_id, "device_token": "F:1" }));
    assert_eq!(agent.subscription(), Some(json!({ "ios_firebase_device_token": "F:1" })));
    client.ok("app_did_receive_message", json!({ "user_info": { "chatID": chat_id, "aps": { "badge": 1 } } }));
    client.ok("set_network_available", json!({ "available": true }));
    agent.set_case(Some("case-7"));
    simulator.change_options(|options| options.case_history_with_current = true);
    let sessions = client.ok("get_case_history", json!({ "chat_id": chat_id }));
    assert_eq!(sessions[0]["chat_id"], chat_id);
    assert!(sessions[0]["created_time_ms"].is_i64() && sessions[0]["events"].is_array());
    client.ok("close_case", json!({ "chat_id": chat_id }));
    client.ok("disconnect_chat", json!({ "chat_id": chat_id }));
    client.ok("end_chat", json!({ "chat_id": chat_id }));
    let closed = json!({ "callback": "chat_session_closed", "chat_id": chat_id, "reason": "ended_by_client" });
    client.wait_for("the end", |line| *line == closed);
    let state = json!({ "callback": "connection_state_changed", "chat_id": chat_id, "state": "closed" });
    assert!(client.seen.contains(&state));
    assert_eq!(client.end(), Some(0));
}

#[test]
fn an_error_says_its_kind_its_reason_its_status_and_its_code() {
    let (simulator, _folder, ca_file) = simulator();
    let mut client = Client::start(&simulator.base_url(), &["--ca-file", &ca_file]);
    simulator.fault(Route::History, Fault::error(404, 5005));
    let error = client.call("get_chat_history", json!({ "chat_id": "d6c1adc2" }))["error"].clone();
    assert_eq!(
        error,
        json!({ "kind": "ChatSessionNotFound", "reason": "Injected error 5005", "status": 404, "code": "5005" })
    );

    let error = client.call("send_chat_message", json!({ "chat_id": "a/b", "message": "hi" }))["error"].clone();
    assert_eq!(error["kind"], "InvalidArgument");
    assert_eq!(error["reason"], "chat_id holds a slash or \"..\"");
    assert_eq!(error["code"], Value::Null);
    assert_eq!(client.end(), Some(0));
}

#[test]
fn a_connection_that_nobody_can_trust_is_an_error_in_the_same_form() {
    let (simulator, _folder, ca_file) = simulator();
    let (other, _, _) = client::simulator();
    let reason = "the certificate is good, but no pinned key has a part in it";
    let mut client = Client::start(&simulator.base_url(), &["--ca-file", &ca_file, "--pin", other.pin()]);
    let error = client.call("get_version", json!({}))["error"].clone();
    assert_eq!(
        error,
        json!({ "kind": "Tls", "reason": reason, "status": null, "code": null, "failure": "pin_mismatch" })
    );
    let pins = ["--ca-file", &ca_file, "--pin", other.pin(), "--pin", simulator.pin()];
    Client::start(&simulator.base_url(), &pins).ok("get_version", json!({}));

    let dead = ["--ca-file", &ca_file, "--proxy", "http://user:secret@127.0.0.1:1"];
    let error = Client::start(&simulator.base_url(), &dead).call("get_version", json!({}))["error"].clone();
    let reason = "connecting to it failed: connection refused";
    assert_eq!(error, json!({ "kind": "Proxy", "reason": reason, "status": null, "code": null }));
}

#[test]
fn a_history_of_what_no_program_can_hold_in_memory_is_passed_on_as_it_stands() {
    let (simulator, _folder, ca_file) = simulator();
    let mut client = Client::start(&simulator.base_url(), &["--ca-file", &ca_file]);
    let deep = format!("{}{}", "[".repeat(200), "]".repeat(200));
    for value in ["1e999", r#""\ud800""#, &deep] {
        let event = format!(r#"{{"event":"novel","x":{value}}}"#);
        let body = format!("{{\"events\":\n[{event}]}}");
        let content_type = Some("application/json; charset=UTF-8".to_owned());
        simulator.fault(Route::History, Fault::Status { status: 200, body, content_type, headers: BTreeMap::new() });
        client.seen.clear();
        client.write(r#"{"id":7,"call":"get_chat_history","args":{"chat_id":"d6c1adc2"}}"#);
        let expected = format!(r#"{{"id":7,"ok":[{{"event":"unknown","name":"novel","raw":{event}}}]}}"#);
        client.wait_for(&event, |line| {
            line.as_str() == Some(&expected) || serde_json::from_str(&expected).is_ok_and(|value: Value| *line == value)
        });
    }
    assert_eq!(client.end(), Some(0));
}

#[test]
fn a_line_that_is_no_call_is_answered_and_the_next_one_works() {
    let (simulator, _folder, ca_file) = simulator();
    let mut client = Client::start(&simulator.base_url(), &["--ca-file", &ca_file]);
    for (line, id) in [
        ("nonsense", Value::Null),
        ("[1]", Value::Null),
        (r#"{"id":7,"call":"no_such_call"}"#, json!(7)),
        (r#"{"id":"eight","call":"chat_typing","args":{}}"#, json!("eight")),
        (r#"{"id":9,"call":"get_version","args":{"extra":1}}"#, json!(9)),
    ] {
        client.seen.clear();
        client.write(line);
        let answer = client.wait_for(line, |answer| answer.get("error").is_some());
        assert_eq!((&answer["id"], &answer["error"]["kind"]), (&id, &json!("InvalidArgument")), "{answer}");
    }
    client.ok("get_version", json!({}));
    assert_eq!(client.end(), Some(0));
}

#[test]
fn messages_go_out_in_the_order_of_their_lines() {
    let (simulator, _folder, ca_file) = simulator();
    let mut client = Client::start(&simulator.base_url(), &["--ca-file", &ca_file]);
    let (chat_id, agent) = open(&simulator, &mut client);
    let texts: Vec<_> = (0..50).map(|n| format!("line {n}")).collect();
    for text in &texts {
        client.write(
            &json!({ "call": "send_chat_message", "args": { "chat_id": chat_id, "message": text } }).to_string(),
        );
    }
    // The end of input waits for what is under way.
    assert_eq!(client.end(), Some(0));
    assert_eq!(agent.client_events().iter().map(|event| event["msg_text"].clone()).collect::<Vec<_>>(), texts);
}

#[test]
fn the_end_of_input_waits_for_whatever_is_a_message() {
    let (simulator, _folder, ca_file) = simulator();
    let mut client = Client::start(&simulator.base_url(), &["--ca-file", &ca_file]);
    let (chat_id, agent) = open(&simulator, &mut client);
    let form = agent.ask_in_text(None);
    // The first one keeps the others waiting, beyond the end of the input.
    simulator.fault(Route::SendEvents, Fault::Stall { duration: Duration::from_millis(500) });
    client.ok("send_location", json!({ "chat_id": chat_id, "latitude": 1, "longitude": 1 }));
    client.ok("send_chat_answer", json!({ "chat_id": chat_id, "answer": "Yes", "directive_id": "D" }));
    client.ok("send_location", json!({ "chat_id": chat_id, "latitude": 2, "longitude": 2 }));
    client.ok("answer_form_in_text", json!({ "chat_id": chat_id, "form_request_id": form, "text": "Good" }));
    assert_eq!(client.end(), Some(0));
    let sent: Vec<_> = agent.client_events().iter().filter_map(|event| event.get("msg_id").cloned()).collect();
    assert_eq!(sent, [1, 2, 3, 4].map(|number| format!("{chat_id}:{number}")));
}

#[test]
fn the_end_of_input_does_not_wait_for_a_message_that_was_discarded() {
    let (simulator, _folder, ca_file) = simulator();
    let mut client = Client::start(&simulator.base_url(), &["--ca-file", &ca_file]);
    let (chat_id, agent) = open(&simulator, &mut client);
    client.ok("set_network_available", json!({ "available": false }));
    let id = client.ok("send_chat_message", json!({ "chat_id": chat_id, "message": "never mind" }));
    client.ok("discard_chat_message", json!({ "chat_id": chat_id, "message_id": id }));
    let begun = Instant::now();
    assert_eq!(client.end(), Some(0));
    assert!(begun.elapsed() < Duration::from_secs(8), "{:?}", begun.elapsed());
    assert_eq!(agent.client_events().len(), 0);
}

/// Defect 69.
#[test]
fn line_that_is_not_utf8_is_an_error_and_the_next_call_is_answered() {
    let simulator = Simulator::start(SimulatorOptions { cleartext: true, ..Default::default() });
    let mut client = Client::start(&simulator.base_url(), &["--insecure-loopback"]);
    for line in [
        &b"\xff\xfe\0{\n"[..],
        b"{\"id\":7,\"call\":\"get_version\",\"args\":{\"a\":\"\xc3(\"}}\n",
        b"\xed\xa0\x80\r\n",
    ] {
        client.stdin.as_ref().unwrap().write_all(line).unwrap();
        let error = client.wait_for("the error", |line| line.get("error").is_some());
        assert_eq!((&error["id"], &error["error"]["kind"]), (&Value::Null, &json!("InvalidArgument")), "{error}");
        client.seen.clear();
    }
    assert!(client.ok("get_version", json!({}))["server_version"].is_string());
    assert_eq!(client.end(), Some(0));
}

#[test]
fn the_store_keeps_the_client_id_from_run_to_run() {
    let simulator = Simulator::start(SimulatorOptions { cleartext: true, ..Default::default() });
    let folder = tempfile::tempdir().unwrap();
    let store = folder.path().join("store");
    let run = || {
        let mut client =
            Client::start(&simulator.base_url(), &["--insecure-loopback", "--store", store.to_str().unwrap()]);
        let (_, chat) = open(&simulator, &mut client);
        client.end();
        chat.client_id()
    };
    assert_eq!(run(), run());
    assert_eq!(simulator.chats().len(), 1, "the second run found the chat of the first");
}

#[test]
fn settings_that_are_refused_end_the_program_with_their_name() {
    let output = Command::new(env!("CARGO_BIN_EXE_contact-center"))
        .args(["connect", "--json", "--tenant-url", "t", "--app-id", "a", "--base-url", "http://127.0.0.1:1"])
        .stdin(Stdio::null())
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(output.stdout.is_empty());
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("base_url must be https"), "{said}");
}

#[test]
fn the_demo_holds_a_whole_conversation() {
    let output = Command::new(env!("CARGO_BIN_EXE_contact-center")).args(["demo", "--pace-ms", "0"]).output().unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success(), "{said}{}", String::from_utf8_lossy(&output.stderr));
    for line in ["Alex Agent joined", "read", "Alex Agent left", "closed: Ended"] {
        assert!(said.contains(line), "{line} is missing in {said}");
    }
}

#[test]
fn line_without_a_call_is_answered_under_its_id() {
    let (simulator, _folder, ca_file) = simulator();
    let mut client = Client::start(&simulator.base_url(), &["--ca-file", &ca_file]);
    client.write(r#"{"id":7}"#);
    let answer = client.wait_for("the answer", |line| line["id"] == 7);
    assert_eq!((&answer["error"]["kind"], &answer["error"]["argument"]), (&json!("InvalidArgument"), &json!("call")));
    assert_eq!(client.end(), Some(0));
}

#[test]
fn help_lists_the_calls_of_json_lines() {
    let output = Command::new(env!("CARGO_BIN_EXE_contact-center")).args(["connect", "--help"]).output().unwrap();
    let help = String::from_utf8(output.stdout).unwrap();
    for call in ["request_chat", "send_form_data", "get_ice_servers", "shutdown"] {
        assert!(help.contains(call), "{call}: {help}");
    }
}

#[test]
fn person_sends_a_file_answers_a_form_and_records_a_trace() {
    let (simulator, folder, ca_file) = simulator();
    let (trace, file) = (folder.path().join("trace.jsonl"), folder.path().join("note.txt"));
    std::fs::write(&file, "a note").unwrap();
    let arguments = ["connect", "--tenant-url", "acme.example.com", "--app-id", "demo", "--ca-file", &ca_file];
    let mut child = Command::new(env!("CARGO_BIN_EXE_contact-center"))
        .args(arguments)
        .args(["--base-url", &simulator.base_url(), "--record"])
        .arg(&trace)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut input = child.stdin.take().unwrap();
    let mut say = |line: &str| std::io::Write::write_all(&mut input, format!("{line}\n").as_bytes()).unwrap();
    let chat = simulator.wait_for_chat(PATIENCE).unwrap();
    say(&format!("/file {}", file.display()));
    let sent = chat.wait_for_client_event("chat_session_file", PATIENCE).unwrap();
    assert_eq!((&sent["file_name"], &sent["file_type"]), (&json!("note.txt"), &json!("attachment")));
    let form = chat.show_form("contact", None);
    let mut seen = std::io::BufReader::new(child.stdout.take().unwrap());
    let mut line = String::new();
    while !line.contains("asks for the form contact") {
        line.clear();
        assert!(std::io::BufRead::read_line(&mut seen, &mut line).unwrap() > 0, "the form is shown");
    }
    say("/form name=Ann, topic=An order");
    let outcome = chat.wait_for_form_answer(&form, PATIENCE).unwrap();
    let data = json!({ "name": "Ann", "topic": "An order" });
    assert_eq!(outcome, contact_center_simulator::FormOutcome::Submitted { data });
    say("/quit");
    std::io::Read::read_to_string(&mut seen, &mut line).unwrap();
    assert!(child.wait().unwrap().success());
    let trace = std::fs::read_to_string(trace).unwrap();
    assert!(trace.starts_with(r#"{"contact_center_trace":1"#) && trace.lines().count() > 3, "{trace}");
}
