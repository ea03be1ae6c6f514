//! Everything that an agent can send besides plain messages, field by field.

use contact_center_simulator::{Chat, MessageExtras, Simulator};
use serde_json::{Value, json};

use crate::client::{Client, simulator};

struct Desk {
    simulator: Simulator,
    client: Client,
    chat: Chat,
    agent: Value,
}

async fn desk() -> Desk {
    let simulator = simulator();
    let client = Client::new(&simulator);
    let chat = client.chat(&simulator).await;
    let agent = chat.join()["party_id"].clone();
    client.poll(&chat).await;
    Desk { simulator, client, chat, agent }
}

impl Desk {
    /// Checks that a poll gets what the action returned, and returns it without its time.
    async fn arrived(&self, returned: Value) -> Value {
        let polled = self.client.poll(&self.chat).await.json();
        assert_eq!(polled["events"].as_array().and_then(|events| events.last()), Some(&returned));
        let mut event = returned;
        assert!(event.as_object_mut().expect("an object").remove("timestamp").is_some_and(|time| time.is_string()));
        event
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_is_stored_and_told_as_image_or_attachment() {
    let desk = desk().await;
    for (content_type, file_type) in [("image/png", "image"), ("text/plain", "attachment")] {
        let event = desk.arrived(desk.chat.send_file("a b.png", content_type, b"bytes")).await;
        let id = event["file_id"].as_str().expect("an id");
        let expected = json!({
            "event": "chat_session_file", "file_id": id, "file_name": "a b.png", "file_type": file_type,
            "msg_id": event["msg_id"], "party_id": desk.agent,
        });
        assert_eq!(event, expected);
        assert_eq!(desk.simulator.file(id).expect("it is stored").bytes, b"bytes");
        assert_eq!(desk.client.get(&format!("chats/{}/files/{id}", desk.chat.id())).await.body, "bytes");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn files_elsewhere_and_places_are_sent_as_they_are_written() {
    let desk = desk().await;
    let link = desk.arrived(desk.chat.send_file_url("https://x.example.com/a.png", "image")).await;
    let expected = json!({
        "event": "chat_session_file_url", "file_url": "https://x.example.com/a.png", "file_type": "image",
        "msg_id": "2", "party_id": desk.agent,
    });
    assert_eq!(link, expected);
    let place = desk.arrived(desk.chat.send_location("55.60", "-12.5", Some("https://m.example.com"))).await;
    let mut expected = json!({
        "event": "chat_session_location", "latitude": "55.60", "longitude": "-12.5", "url": "https://m.example.com",
        "msg_id": "4", "party_id": desk.agent,
    });
    assert_eq!(place, expected);
    expected["msg_id"] = json!("6");
    expected.as_object_mut().expect("an object").remove("url");
    assert_eq!(desk.arrived(desk.chat.send_location("55.60", "-12.5", None)).await, expected);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_message_can_be_edited_and_deleted_by_reference() {
    let desk = desk().await;
    let said = desk.arrived(desk.chat.say("Helo")).await["msg_id"].as_str().expect("an id").to_owned();
    let edit = desk.arrived(desk.chat.edit_message(&said, "Hello <you>")).await;
    let expected = json!({
        "event": "chat_session_message_edit", "ref_msg_id": said, "msg": "Hello &lt;you&gt;", "party_id": desk.agent,
    });
    assert_eq!(edit, expected);
    let delete = desk.arrived(desk.chat.delete_message(&said)).await;
    assert_eq!(delete, json!({"event": "chat_session_message_delete", "ref_msg_id": said}));
}

#[tokio::test(flavor = "multi_thread")]
async fn typing_can_show_the_draft() {
    let desk = desk().await;
    let plain = desk.arrived(desk.chat.typing()).await;
    assert_eq!(plain, json!({"event": "chat_session_typing", "party_id": desk.agent}));
    let draft = desk.arrived(desk.chat.typing_draft("I th")).await;
    assert_eq!(draft, json!({"event": "chat_session_typing", "party_id": desk.agent, "msg": "I th"}));
}

#[tokio::test(flavor = "multi_thread")]
async fn calls_and_shared_screens_are_asked_for() {
    let desk = desk().await;
    let screen = desk.arrived(desk.chat.request_cobrowsing()).await;
    let expected = json!({"event": "chat_session_cobrowsing_requested", "msg_id": "2", "party_id": desk.agent});
    assert_eq!(screen, expected);
    let data = json!({"type": "OFFER_CALL", "sdp": "v=0", "offerVideo": true});
    let call = desk.arrived(desk.chat.signal(data)).await;
    let expected = json!({
        "event": "chat_session_signaling", "msg_id": "4", "party_id": desk.agent,
        "data": {"type": "OFFER_CALL", "sdp": "v=0", "offerVideo": "true"},
    });
    assert_eq!(call, expected, "a real server writes the truth value as a string");
    let text = r#"{"type":"END_CALL"}"#;
    assert_eq!(desk.arrived(desk.chat.signal(json!(text))).await["data"], text);
    let info = desk.arrived(desk.chat.info("Sales")).await;
    assert_eq!(info, json!({"event": "chat_session_info", "service_name": "Sales"}));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_message_can_carry_choices_and_cards() {
    let desk = desk().await;
    let card = json!({"id": "1", "contentType": "application/x", "content": "{}", "name": "Card"});
    let extras = MessageExtras {
        directive_id: Some("when".to_owned()),
        choices: vec!["Now & here".to_owned(), "Later".to_owned()],
        choices_as: None,
        attachments: vec![card.clone()],
    };
    let message = desk.arrived(desk.chat.say_more("When?", extras)).await;
    assert_eq!(message["msg_text"], "When? /buttons [Now & here] [Later]");
    assert_eq!(message["msg"], "When? /buttons [Now &amp; here] [Later]");
    assert_eq!((&message["directive_id"], &message["attachments"]), (&json!("when"), &json!([card])));
    let extras = MessageExtras {
        choices: vec!["Yes".to_owned()],
        choices_as: Some("buttons-column".to_owned()),
        ..MessageExtras::default()
    };
    let bare = desk.arrived(desk.chat.say_more("", extras)).await;
    assert_eq!(bare["msg_text"], "/buttons-column [Yes]");
    assert_eq!((bare.get("directive_id"), bare.get("attachments")), (None, None));
}

#[tokio::test(flavor = "multi_thread")]
async fn without_an_agent_the_scenario_sends() {
    let simulator = simulator();
    let chat = Client::new(&simulator).chat(&simulator).await;
    let scenario = chat.say("Welcome")["party_id"].clone();
    assert_eq!(chat.send_location("1", "2", None)["party_id"], scenario);
    assert_eq!(chat.send_file("a", "text/plain", b"x")["party_id"], scenario);
}
