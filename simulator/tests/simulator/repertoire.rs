//! What the scripted agent shows at a word.

use std::time::Duration;

use contact_center_simulator::{AgentMode, Chat, FormOutcome, Simulator, scripted_words};
use serde_json::{Value, json};

use crate::client::{Client, SOON, names, with};

struct Scene {
    simulator: Simulator,
    client: Client,
    chat: Chat,
}

impl Scene {
    /// A chat in which the agent has greeted and the case is opened.
    async fn begin() -> Self {
        let simulator = with(|options| options.agent = AgentMode::Scripted { pace: Duration::ZERO, patience: None });
        let client = Client::new(&simulator);
        let chat = client.chat(&simulator).await;
        let scene = Self { simulator, client, chat };
        scene.answer_to("Hello").await;
        scene
    }

    /// All that the agent sends until it is silent again; receipts and typing are left out.
    async fn answer_to(&self, text: &str) -> Vec<Value> {
        self.client.say(&self.chat, text).await;
        self.until("not_typing").await
    }

    async fn until(&self, last: &str) -> Vec<Value> {
        let mut events = Vec::new();
        while !names(&events).iter().any(|name| name == last) {
            let answer = self.client.poll(&self.chat).await.json();
            events.extend(answer["events"].as_array().expect("events").iter().cloned());
        }
        let noise = ["message_delivered", "message_read", "typing", "not_typing"];
        events.retain(|event| !noise.contains(&names(std::slice::from_ref(event))[0].as_str()));
        events
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn at_every_word_the_agent_shows_what_a_real_one_would() {
    let scene = Scene::begin().await;
    let shown = [
        ("secure", vec!["secure_form_show"]),
        ("form", vec!["form_show"]),
        ("question", vec!["message", "form_show"]),
        ("picture", vec!["file"]),
        ("file", vec!["file"]),
        ("link", vec!["file_url"]),
        ("location", vec!["location"]),
        ("edit", vec!["message", "message_edit"]),
        ("delete", vec!["message", "message_delete"]),
        ("choices", vec!["message"]),
        ("card", vec!["message"]),
        ("screen", vec!["cobrowsing_requested"]),
        ("call", vec!["signaling"]),
        ("service", vec!["info"]),
        ("transfer", vec!["party_left", "status", "party_joined", "status"]),
    ];
    assert_eq!(scripted_words().map(|(word, _)| word).collect::<Vec<_>>(), shown.each_ref().map(|(word, _)| *word));
    for (word, expected) in shown {
        let events = scene.answer_to(&format!("Please: {}!", word.to_uppercase())).await;
        assert_eq!(names(&events), expected, "{word}");
        match word {
            "edit" | "delete" => assert_eq!(events[1]["ref_msg_id"], events[0]["msg_id"]),
            "picture" => {
                let file = scene.simulator.file(events[0]["file_id"].as_str().expect("an id")).expect("it is stored");
                assert_eq!((events[0]["file_type"].as_str(), &file.bytes[1..4]), (Some("image"), &b"PNG"[..]));
            }
            "choices" => assert!(events[0]["directive_id"].is_string()),
            "card" => assert_eq!(events[0]["attachments"][0]["name"], "Order 42"),
            _ => {}
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_word_inside_another_is_no_word() {
    let scene = Scene::begin().await;
    let events = scene.answer_to("My profile information").await;
    assert_eq!(events[0]["msg_text"], "You wrote: \u{201c}My profile information\u{201d}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_agent_goes_on_when_a_form_is_answered_or_refused() {
    let scene = Scene::begin().await;
    let id = scene.answer_to("form").await[0]["form_request_id"].clone();
    let data = json!({"name": "Anna", "satisfaction": 7});
    let answer =
        json!({"event": "chat_session_form_data", "form_request_id": id, "form_name": "contact", "data": data});
    scene.client.send_event(&scene.chat, answer).await;
    let reply = scene.until("message").await;
    assert_eq!(reply[0]["state"], "connected");
    assert_eq!(reply[1]["msg_text"], "Thank you. I have got this from you:\nname: Anna\nsatisfaction: 7");

    let id = scene.answer_to("secure").await[0]["form_request_id"].clone();
    let data = json!({"number": "4111"});
    let answer =
        json!({"event": "chat_session_secure_form_data", "form_request_id": id, "form_name": "card", "data": data});
    scene.client.send_event(&scene.chat, answer).await;
    let reply = scene.until("message").await;
    assert_eq!(reply[0]["state"], "connected");
    assert_eq!(reply[1]["msg_text"], "Thank you. Your details have arrived, and I do not get to see them.");

    let id = scene.answer_to("question").await[1]["form_request_id"].clone();
    let answer = json!({"event": "chat_form_data_cancel", "form_request_id": id, "form_name": ""});
    scene.client.send_event(&scene.chat, answer).await;
    assert_eq!(scene.until("message").await[1]["msg_text"], "Never mind, we can do without.");
    let outcome = scene.chat.wait_for_form_answer(id.as_str().expect("a string"), SOON);
    assert_eq!(outcome, Some(FormOutcome::Cancelled));
}
