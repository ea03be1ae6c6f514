//! Every call that a line may make, made once, and what the client prints of each.

#![allow(missing_docs, clippy::unwrap_used)]

mod beginning;
mod calls;
#[path = "../client/mod.rs"]
mod client;
mod files;
mod forms;
mod messages;

use client::*;
use contact_center_simulator::{Chat, Simulator};
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
    beginning::ask_before_there_is_a_chat(&simulator, &mut client);
    let (chat_id, agent) = beginning::request(&simulator, &mut client);
    let mut scene = Scene { simulator, folder, client, chat_id, agent };
    forms::fill_in_forms(&mut scene);
    files::move_files(&mut scene);
    calls::show_places_and_pages(&mut scene);
    calls::speak_of_calls(&mut scene);
    messages::write_messages(&mut scene);
    messages::come_and_go(&mut scene);
    messages::end(scene);
}
