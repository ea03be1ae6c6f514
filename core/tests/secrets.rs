//! What may be read in a log, an error or a panic, by any reader. In a process of its own: logs and panics are the
//! process's.

#![allow(missing_docs, clippy::unwrap_used)]

mod common;
#[path = "secrets/paper.rs"]
mod paper;
#[path = "secrets/refused.rs"]
mod refused;
#[path = "secrets/said.rs"]
mod said;

use std::{panic, sync::Arc};

use common::*;
use contact_center_core::*;
use contact_center_simulator::{Chat, Route, Simulator};
use paper::Paper;
use refused::{refusal, words_of_the_server};

/// Part of every text that is personal or secret.
const SECRET: &str = "s3cret";
const PHONE: &str = "16505550123";
const TOKEN: &str = "5ec3e75ec3e75ec3e7";
/// Another chat, of which a push speaks.
const OTHER_CHAT: &str = "0f0e0d0c-0000-4000-8000-00000000cafe";

fn secret(what: &str) -> String {
    format!("{SECRET} {what}")
}

fn form(json: &str) -> JsonValue {
    JsonValue::from_text(json.replace("WORD", SECRET))
}

/// A chat that is open, and a record of all texts.
struct Scene {
    simulator: Simulator,
    sdk: Arc<ContactCenterCommunicator>,
    seen: Arc<Recorder>,
    paper: Paper,
    folder: tempfile::TempDir,
    chat_id: String,
    agent: Chat,
}

impl Scene {
    async fn open(paper: Paper) -> Self {
        let (simulator, folder) = (simulator(), tempfile::tempdir().unwrap());
        let (sdk, seen) = communicator(ContactCenterConfiguration {
            app_id: format!("{SECRET}-app"),
            client_id: format!("{SECRET}-client"),
            storage_directory: Some(folder.path().join(secret("folder")).to_str().unwrap().to_owned()),
            confirms_delivery: true,
            ..configuration(&simulator)
        });
        sdk.set_log_sink(Some(Arc::new(paper.clone())), ContactCenterLogLevel::Debug).unwrap();
        seen.on_call(|call| {
            let bad = events_of(std::slice::from_ref(call)).iter().any(|event| text_of(event) == Some("the bad one"));
            assert!(!bad, "a delegate with a bug");
        });
        let details = [(SECRET.to_owned(), secret("detail"))].into();
        let request = ContactCenterChatRequest {
            phone_number: Some(PHONE.into()),
            from: Some(secret("name")),
            parameters: [("email".to_owned(), secret("@example.com"))].into(),
            nested_parameters: Some(form(r#"{"more":{"street":"WORD"}}"#)),
            user_platform: Some(ContactCenterUserPlatform { details, ..Default::default() }),
            initial_message: Some(secret("first words")),
        };
        paper.show(&(&request, &request.user_platform, &request.nested_parameters));
        let properties = sdk.request_chat_with(request).await.unwrap();
        assert!(properties.initial_message_id.is_some());
        paper.show(&properties);
        let chat_id = properties.chat_id;
        let agent = simulator.chat(&chat_id).unwrap();
        Self { simulator, sdk, seen, paper, folder, chat_id, agent }
    }

    fn id(&self) -> String {
        self.chat_id.clone()
    }

    fn path(&self, name: &str) -> String {
        self.folder.path().join(name).to_str().unwrap().to_owned()
    }

    /// A message that is refused first.
    async fn say_something(&self) {
        self.simulator.fault(Route::SendEvents, refusal(500, &words_of_the_server()));
        let sent = self.sdk.send_chat_message(self.id(), secret("words"), MessageFormat::Text).await.unwrap();
        self.seen
            .wait_for_call("the message to be sent", |call| *call == Call::Message(sent.clone(), MessageStatus::Sent));
        self.agent.acknowledge_read(&sent);
    }

    /// What the types of the SDK print of themselves, of all that the delegate was told; a message's id is a text, of which the app
    /// makes what it likes.
    fn show_calls(&self) {
        for call in self.seen.calls() {
            match call {
                Call::Events(origin, events) => self.paper.show(&(origin, events)),
                Call::Failed(error) => self.paper.show(&error),
                Call::Closed(reason) => self.paper.show(&reason),
                Call::Connection(state) => self.paper.show(&state),
                Call::OwnMessage(message) => self.paper.show(&message),
                Call::HandedOver(_) => {}
                Call::Message(_, status) => self.paper.show(&status),
            }
        }
    }
}

/// Defect 45.
#[tokio::test(flavor = "multi_thread")]
async fn nothing_secret_is_logged_at_the_most_talkative_level() {
    let paper = Paper::default();
    tracing::subscriber::set_global_default(paper.clone()).unwrap();
    let panics = paper.clone();
    panic::set_hook(Box::new(move |info| panics.write(format!("panic {info}"))));

    let scene = Scene::open(paper.clone()).await;
    let Scene { sdk, agent, seen, simulator, .. } = &scene;
    agent.join_as(&secret("agent"));
    agent.say("the bad one");
    agent.say(&secret("reply"));
    seen.wait_for_text(&secret("reply"));
    scene.say_something().await;
    said::everything_is_told(&scene);
    said::everything_is_said(&scene).await;
    refused::everything_is_refused(&scene).await;

    simulator.fault(Route::ActiveChat, refusal(400, &words_of_the_server()));
    sdk.app_did_receive_message([("chatID".into(), OTHER_CHAT.into())].into()).unwrap();
    wait_until("the line about the push", || paper.lines().iter().any(|line| line.contains("a push spoke of")));
    sdk.set_network_available(false);
    sdk.set_network_available(true);
    agent.say("back again");
    seen.wait_for_text("back again");
    sdk.end_chat(scene.id()).await.unwrap();
    seen.wait_until_closed();
    sdk.shutdown();
    scene.show_calls();
    drop(panic::take_hook());

    let lines = paper.lines();
    let count = |start: &str| lines.iter().filter(|line| line.starts_with(start)).count();
    assert!(count("sink Debug http") > 10 && count("sink Debug chat") > 10, "{lines:#?}");
    assert!(count("sink Info chat") >= 3 && count("sink Error delegate") == 1, "{lines:#?}");
    assert!(count("tracing contact_center_core") > 20 && count("panic ") == 1, "{lines:#?}");
    assert_eq!(count("error "), refused::ERRORS, "{lines:#?}");
    assert!(lines.iter().any(|line| line.contains(&scene.chat_id[..8])), "a chat's lines can be told from another's");
    for told in said::TOLD {
        assert!(
            lines.iter().any(|line| line.starts_with("sink Debug chat") && line.contains(told)),
            "{told}: {lines:#?}"
        );
    }
    let mut secrets: Vec<_> = [SECRET, PHONE, TOKEN, &scene.chat_id, OTHER_CHAT].map(str::to_lowercase).into();
    secrets.extend(simulator.file_ids().iter().map(|id| id.to_lowercase()));
    assert_eq!(secrets.len(), 8, "three files");
    for line in &lines {
        let lower = line.to_lowercase();
        for word in &secrets {
            assert!(!lower.contains(word), "{word} in: {line}");
        }
    }
}
