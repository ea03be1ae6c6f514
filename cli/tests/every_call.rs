//! Every call that a line may make, made once, and what the client prints of each.

#![allow(missing_docs, clippy::unwrap_used)]

mod client;

use std::{collections::BTreeSet, fs};

use client::*;
use contact_center_simulator::{Chat, FormOutcome, Simulator};
use serde_json::{Value, json};

/// A chat in lines of JSON.
struct Scene {
    simulator: Simulator,
    folder: tempfile::TempDir,
    client: Client,
    chat_id: String,
    agent: Chat,
}

impl Scene {
    /// Makes a call about the chat.
    fn ok(&mut self, call: &str, mut args: Value) -> Value {
        args["chat_id"] = self.chat_id.as_str().into();
        self.client.ok(call, args)
    }

    fn done(&mut self, call: &str, args: Value) {
        assert_eq!(self.ok(call, args), true, "{call}");
    }

    /// A call that hands over what is shown as a message, and what of it has arrived.
    fn shown(&mut self, call: &str, args: Value) -> Value {
        let id = self.ok(call, args);
        let sent = json!({
            "callback": "message_status_changed", "chat_id": self.chat_id, "message_id": id, "status": "sent",
        });
        self.client.wait_for(call, |line| *line == sent);
        self.agent.client_events().into_iter().rfind(|event| event["msg_id"] == id).unwrap()
    }

    /// The event in which `field` has this value, as it is printed, but without its time and without what is null.
    fn event(&mut self, name: &str, field: &str, value: &str) -> Value {
        let is_it = |event: &Value| event["event"] == name && event[field] == value;
        let line =
            self.client.wait_for(name, |line| line["events"].as_array().is_some_and(|events| events.iter().any(is_it)));
        assert_eq!((&line["callback"], &line["chat_id"]), (&json!("chat_session_events"), &json!(self.chat_id)));
        assert_eq!(line["origin"], "live");
        plain(line["events"].as_array().unwrap().iter().find(|event| is_it(event)).unwrap())
    }

    /// The events of that name in the history, in the same form.
    fn told(&mut self, name: &str) -> Vec<Value> {
        let history = self.ok("get_chat_history", json!({}));
        history.as_array().unwrap().iter().filter(|event| event["event"] == name).map(plain).collect()
    }
}

/// A printed event without its time, which is checked, and without what is null.
fn plain(event: &Value) -> Value {
    let mut event = event.clone();
    let fields = event.as_object_mut().unwrap();
    if let Some(time) = fields.remove("timestamp_ms") {
        assert!(time.as_i64().is_some_and(|time| time > 1_600_000_000_000), "{time}");
    }
    fields.retain(|_, value| !value.is_null());
    event
}

#[test]
fn every_call_is_made_and_answered_in_the_documented_form() {
    let (simulator, folder, ca_file) = simulator();
    let mut client = Client::start(&simulator.base_url(), &["--ca-file", &ca_file, "--app-bundle-id", "com.acme.app"]);
    ask_before_there_is_a_chat(&simulator, &mut client);
    let (chat_id, agent) = request(&simulator, &mut client);
    let mut scene = Scene { simulator, folder, client, chat_id, agent };
    fill_in_forms(&mut scene);
    move_files(&mut scene);
    show_places_and_pages(&mut scene);
    speak_of_calls(&mut scene);
    write_messages(&mut scene);
    come_and_go(&mut scene);
    end(scene);
}

fn ask_before_there_is_a_chat(simulator: &Simulator, client: &mut Client) {
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
    let number = json!({ "id": "number", "type": "text", "label": "Card number", "required": true });
    assert_eq!(
        form["fields"][0],
        json!({ "name": "number", "label": "Card number", "type": "text", "required": true, "raw": number })
    );
    assert_eq!(client.ok("get_active_chat", json!({})), Value::Null);
}

fn request(simulator: &Simulator, client: &mut Client) -> (String, Chat) {
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

fn fill_in_forms(scene: &mut Scene) {
    let id = scene.agent.show_form("contact", Some(60));
    assert_eq!(
        scene.event("chat_session_form_show", "form_request_id", &id),
        json!({ "event": "chat_session_form_show", "form_request_id": id, "form_name": "contact", "form_timeout": 60 })
    );
    let data = json!({ "name": "Anna", "stars": 5, "topics": ["billing"], "news": true });
    scene.done("send_form_data", json!({ "form_request_id": id, "form_name": "contact", "data": data }));
    assert_eq!(scene.agent.form_outcome(&id), Some(FormOutcome::Submitted { data: data.clone() }));
    let own = scene.chat_id.clone();
    let told = json!({
        "event": "chat_session_form_data", "form_request_id": id, "form_name": "contact", "data": data, "party_id": own,
    });
    assert_eq!(scene.told("chat_session_form_data"), [told]);
    let told = json!({ "event": "chat_session_form_submit", "form_request_id": id, "data": data, "party_id": own });
    assert_eq!(scene.told("chat_session_form_submit"), [told]);

    let id = scene.agent.show_form("contact", None);
    scene.done("cancel_form", json!({ "form_request_id": id, "form_name": "contact" }));
    assert_eq!(scene.agent.form_outcome(&id), Some(FormOutcome::Cancelled));
    let id = scene.agent.show_form("hologram", None);
    scene.done("reject_unknown_form", json!({ "form_request_id": id, "form_name": "hologram" }));
    assert_eq!(scene.agent.form_outcome(&id), Some(FormOutcome::Submitted { data: json!("Form not found") }));

    let id = scene.agent.ask_in_text(None);
    let shown = scene.event("chat_session_form_show", "form_request_id", &id);
    assert_eq!(shown, json!({ "event": "chat_session_form_show", "form_request_id": id }));
    let sent = scene.shown("answer_form_in_text", json!({ "form_request_id": id, "text": "Very good" }));
    assert_eq!(sent["msg_text"], "Very good");
    let outcome = scene.agent.form_outcome(&id);
    assert_eq!(outcome, Some(FormOutcome::Submitted { data: json!({ "text": "Very good" }) }));

    let id = scene.agent.show_secure_form("card");
    assert_eq!(
        scene.event("chat_session_secure_form_show", "form_request_id", &id),
        json!({ "event": "chat_session_secure_form_show", "form_request_id": id, "form_id": "card" })
    );
    let data = json!({ "number": "4929" });
    scene.done("send_secure_form_data", json!({ "form_request_id": id, "form_name": "card", "data": data }));
    assert_eq!(scene.agent.form_outcome(&id), Some(FormOutcome::Submitted { data }));
    let told = json!({
        "event": "chat_session_secure_form_data", "form_request_id": id, "form_name": "card", "party_id": own,
    });
    assert_eq!(scene.told("chat_session_secure_form_data"), [told]);
    let id = scene.agent.show_secure_form("card");
    scene.done("cancel_secure_form", json!({ "form_request_id": id, "form_name": "card" }));
    assert_eq!(scene.agent.form_outcome(&id), Some(FormOutcome::Cancelled));
}

fn move_files(scene: &mut Scene) {
    let path = scene.folder.path().join("photo.png");
    fs::write(&path, "a photo").unwrap();
    let uploaded = scene.client.ok("upload_file", json!({ "path": path }));
    let file_id = uploaded["file_id"].as_str().unwrap();
    assert_eq!(uploaded, json!({ "file_id": file_id, "file_name": "photo.png", "file_type": "image" }));
    assert_eq!(scene.simulator.file(file_id).unwrap().bytes, b"a photo");
    let sent = scene.shown("send_chat_file", uploaded.clone());
    for field in ["file_id", "file_name", "file_type"] {
        assert_eq!(sent[field], uploaded[field]);
    }
    let unknown =
        scene.ok("send_chat_file", json!({ "file_id": "none", "file_name": "a.txt", "file_type": "attachment" }));
    let failed = scene.client.wait_for("a failure", |line| line["message_id"] == unknown && line["status"] == "failed");
    assert_eq!(
        (&failed["error"]["kind"], &failed["error"]["code"]),
        (&json!("ChatSessionFileNotFound"), &json!("5502"))
    );

    let theirs = scene.agent.send_file("report.pdf", "application/pdf", b"a report");
    let file_id = theirs["file_id"].as_str().unwrap();
    assert_eq!(
        scene.event("chat_session_file", "file_id", file_id),
        json!({
            "event": "chat_session_file", "message_id": theirs["msg_id"], "party_id": theirs["party_id"],
            "file_id": file_id, "file_name": "report.pdf", "file_type": "attachment",
        })
    );
    let directory = scene.folder.path().to_str().unwrap().to_owned();
    let downloaded =
        |name: &str| json!({ "path": format!("{directory}/{name}"), "size": 8, "content_type": "application/pdf" });
    let args = json!({ "file_id": file_id, "directory": directory, "file_name": "report.pdf" });
    assert_eq!(scene.ok("download_file", args), downloaded("report.pdf"));
    assert_eq!(fs::read(format!("{directory}/report.pdf")).unwrap(), b"a report");

    let file_url = format!("{}/clientweb/file/{file_id}", scene.simulator.base_url());
    scene.agent.send_event(json!({
        "event": "chat_session_file_url", "msg_id": "90", "party_id": "P", "file_url": file_url, "file_name": "b.pdf",
        "file_type": "attachment", "timestamp": "1614718748",
    }));
    assert_eq!(
        scene.event("chat_session_file_url", "file_url", &file_url),
        json!({
            "event": "chat_session_file_url", "message_id": "90", "party_id": "P", "file_url": file_url,
            "file_name": "b.pdf", "file_type": "attachment",
        })
    );
    let args = json!({ "file_url": file_url, "directory": directory, "file_name": "report.pdf" });
    assert_eq!(scene.client.ok("download_file_url", args), downloaded("report (2).pdf"));
    assert_eq!(fs::read(format!("{directory}/report (2).pdf")).unwrap(), b"a report");
}

fn show_places_and_pages(scene: &mut Scene) {
    let map = "https://maps.example.com";
    let sent = scene.shown("send_location", json!({ "latitude": 55.5, "longitude": -12, "url": map }));
    assert_eq!((&sent["latitude"], &sent["longitude"], &sent["url"]), (&json!("55.5"), &json!("-12"), &json!(map)));
    let args = json!({ "chat_id": scene.chat_id, "latitude": 91, "longitude": 0 });
    let error = scene.client.call("send_location", args)["error"].clone();
    assert_eq!((&error["kind"], &error["argument"]), (&json!("InvalidArgument"), &json!("latitude")));
    assert_eq!(error["reason"], "latitude must be from -90 to 90 degrees");

    let theirs = scene.agent.send_location("55.5", "-12", Some(map));
    assert_eq!(
        scene.event("chat_session_location", "url", map),
        json!({
            "event": "chat_session_location", "message_id": theirs["msg_id"], "party_id": theirs["party_id"],
            "latitude": 55.5, "longitude": -12.0, "url": map,
        })
    );
    scene.done("send_navigation", json!({ "page": "/cart", "title": "Cart" }));
    let page = scene.agent.wait_for_client_event("chat_session_navigation", PATIENCE).expect("the page");
    let told = json!({
        "event": "chat_session_navigation", "message_id": page["msg_id"], "party_id": scene.chat_id, "page": "/cart",
        "title": "Cart",
    });
    assert_eq!(scene.told("chat_session_navigation"), [told]);
}

fn speak_of_calls(scene: &mut Scene) {
    let theirs = scene.agent.signal(json!({ "type": "OFFER_CALL", "sdp": "v=0", "offerVideo": true }));
    let party_id = theirs["party_id"].as_str().unwrap();
    assert_eq!(
        scene.event("chat_session_signaling", "party_id", party_id),
        json!({
            "event": "chat_session_signaling", "message_id": theirs["msg_id"], "party_id": party_id,
            "data": { "type": "OFFER_CALL", "sdp": "v=0", "offer_video": true },
        })
    );
    // What is said goes out as it stands in the line.
    let data = json!({ "type": "ANSWER_CALL", "sdp": "v=1" });
    scene.done("send_signaling", json!({ "destination_party_id": party_id, "data": data }));
    let said = scene.agent.client_events().pop().unwrap();
    assert_eq!((&said["destination_party_id"], &said["data"]), (&json!(party_id), &data));

    let theirs = scene.agent.request_cobrowsing();
    assert_eq!(
        scene.event("chat_session_cobrowsing_requested", "party_id", party_id),
        json!({ "event": "chat_session_cobrowsing_requested", "message_id": theirs["msg_id"], "party_id": party_id })
    );
    let session = json!({ "provider_type": "surfly", "cobrowsing_url": "https://c.example.com", "cobrowsing_id": "7" });
    scene.done("start_cobrowsing", session.clone());
    let told = scene.told("chat_session_cobrowsing_started");
    for (field, value) in session.as_object().unwrap() {
        assert_eq!(told[0][field], *value);
    }
    for (call, event) in
        [("end_cobrowsing", "chat_session_cobrowsing_ended"), ("reject_cobrowsing", "chat_session_cobrowsing_rejected")]
    {
        scene.done(call, json!({}));
        assert_eq!(scene.agent.client_events().pop().unwrap()["event"], event);
    }
}

fn write_messages(scene: &mut Scene) {
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

fn come_and_go(scene: &mut Scene) {
    assert_eq!(scene.client.ok("set_network_available", json!({ "available": false })), true);
    let offline = json!({ "callback": "connection_state_changed", "chat_id": scene.chat_id, "state": "offline" });
    scene.client.wait_for("no network", |line| *line == offline);
    let forgotten = scene.ok("send_chat_message", json!({ "message": "never mind" }));
    let kept = scene.ok("send_chat_message", json!({ "message": "for later" }));
    scene.done("discard_chat_message", json!({ "message_id": forgotten }));
    scene.done("retry_chat_message", json!({ "message_id": kept }));
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

fn end(mut scene: Scene) {
    scene.agent.set_case(Some("case-7"));
    let case = json!({ "event": "chat_session_case_set", "case_id": "case-7" });
    assert_eq!(scene.event("chat_session_case_set", "case_id", "case-7"), case);
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
