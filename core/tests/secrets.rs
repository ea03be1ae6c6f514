//! What may be read in a log, an error or a panic, by whoever gets hold of it. In a process of its own: logs and panics are the
//! process's.

#![allow(missing_docs, clippy::unwrap_used)]

mod common;

use std::{
    fmt::Debug,
    fs, panic,
    sync::{Arc, Mutex},
};

use common::*;
use contact_center_core::*;
use contact_center_simulator::{Fault, Hostility, Route};
use tracing::{
    Event, Metadata, Subscriber,
    field::{Field, Visit},
    span,
};

/// In every word that is a person's or opens a door.
const SECRET: &str = "s3cret";
const PHONE: &str = "16505550123";
const TOKEN: &str = "5ec3e75ec3e75ec3e7";
/// Another chat, of which a push speaks.
const OTHER_CHAT: &str = "0f0e0d0c-0000-4000-8000-00000000cafe";

/// Everything that was written down by anybody.
#[derive(Clone, Default)]
struct Paper(Arc<Mutex<Vec<String>>>);

impl Paper {
    fn write(&self, line: String) {
        self.0.lock().unwrap().push(line);
    }

    fn lines(&self) -> Vec<String> {
        self.0.lock().unwrap().clone()
    }

    fn error<T>(&self, outcome: Result<T, ContactCenterError>) {
        let error = outcome.map(drop).unwrap_err();
        self.write(format!("error {error} {error:?} {error:#?}"));
    }
}

impl ContactCenterLogging for Paper {
    fn log(&self, level: ContactCenterLogLevel, category: String, message: String) {
        self.write(format!("sink {level:?} {category} {message}"));
    }
}

struct Line(String);

impl Visit for Line {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        self.0.push_str(&format!(" {field}={value:?}"));
    }
}

/// Keeps every line at every level, of whatever crate.
impl Subscriber for Paper {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }

    fn new_span(&self, attributes: &span::Attributes<'_>) -> span::Id {
        let mut line = Line(format!("span {}", attributes.metadata().target()));
        attributes.record(&mut line);
        self.write(line.0);
        span::Id::from_u64(1)
    }

    fn record(&self, _: &span::Id, _: &span::Record<'_>) {}

    fn record_follows_from(&self, _: &span::Id, _: &span::Id) {}

    fn event(&self, event: &Event<'_>) {
        let mut line = Line(format!("tracing {}", event.metadata().target()));
        event.record(&mut line);
        self.write(line.0);
    }

    fn enter(&self, _: &span::Id) {}

    fn exit(&self, _: &span::Id) {}
}

fn secret(what: &str) -> String {
    format!("{SECRET} {what}")
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_secret_is_logged_at_the_most_talkative_level() {
    let paper = Paper::default();
    tracing::subscriber::set_global_default(paper.clone()).unwrap();
    let panics = paper.clone();
    panic::set_hook(Box::new(move |info| panics.write(format!("panic {info}"))));

    let (simulator, folder) = (simulator(), tempfile::tempdir().unwrap());
    let (sdk, seen) = communicator(ContactCenterConfiguration {
        app_id: format!("{SECRET}-app"),
        client_id: format!("{SECRET}-client"),
        storage_directory: Some(folder.path().join(secret("folder")).to_str().unwrap().to_owned()),
        confirms_delivery: true,
        ..configuration(&simulator)
    });
    sdk.set_log_sink(Some(Arc::new(paper.clone())), ContactCenterLogLevel::Debug).unwrap();
    let (detour, _) = communicator(ContactCenterConfiguration {
        proxy_url: Some(format!("http://{SECRET}:{SECRET}@127.0.0.1:1")),
        ..configuration(&simulator)
    });
    detour.set_log_sink(Some(Arc::new(paper.clone())), ContactCenterLogLevel::Debug).unwrap();
    paper.error(detour.get_version().await);
    paper.write(format!("debug {:?}", detour.configuration()));
    detour.shutdown();
    seen.on_call(|call| {
        let bad = events_of(std::slice::from_ref(call)).iter().any(|event| text_of(event) == Some("the bad one"));
        assert!(!bad, "a delegate with a bug");
    });
    let request = ContactCenterChatRequest {
        phone_number: Some(PHONE.into()),
        from: Some(secret("name")),
        parameters: [("email".to_owned(), secret("@example.com"))].into(),
        initial_message: Some(secret("first words")),
        ..Default::default()
    };
    paper.write(format!("debug {request:?}"));
    let properties = sdk.request_chat_with(request).await.unwrap();
    let chat_id = properties.chat_id.clone();
    let id = || chat_id.clone();
    let agent = simulator.chat(&chat_id).unwrap();
    agent.join();
    agent.say("the bad one");
    agent.say(&secret("reply"));
    seen.wait_for_text(&secret("reply"));

    let words = serde_json::json!({ "error_code": "5500", "error_message": secret("words of the server") });
    let refusal = |status, body: &dyn ToString| {
        let (body, content_type) = (body.to_string(), Some("application/json".to_owned()));
        Fault::Status { status, body, content_type, headers: Default::default() }
    };
    simulator.fault(Route::SendEvents, refusal(500, &words));
    let sent = sdk.send_chat_message(id(), secret("words"), MessageFormat::Text).await.unwrap();
    seen.wait_for_call("the message to be sent", |call| *call == Call::Message(sent.clone(), MessageStatus::Sent));
    agent.acknowledge_read(&sent);
    sdk.chat_typing_with_draft(id(), secret("draft")).await.unwrap();
    sdk.send_navigation(id(), format!("https://example.com/{SECRET}"), secret("title")).await.unwrap();
    sdk.send_location(id(), 1.0, 2.0, Some(format!("https://example.com/{SECRET}"))).await.unwrap();
    let form = |json: &str| JsonValue::from_text(json.replace("WORD", SECRET));
    let shown = agent.show_form("contact", None);
    sdk.send_form_data(id(), shown, "contact".into(), form(r#"{"name":"WORD"}"#)).await.unwrap();
    let shown = agent.show_secure_form("card");
    sdk.send_secure_form_data(id(), shown, "card".into(), form(r#"{"number":"WORD"}"#)).await.unwrap();
    sdk.subscribe_for_remote_notifications_apns(id(), TOKEN.into(), "com.acme.app".into()).await.unwrap();
    let android = FirebasePlatform::Android;
    sdk.subscribe_for_remote_notifications_firebase(id(), format!("{SECRET}-token"), android).await.unwrap();

    let file_name = format!("{SECRET} letter.txt");
    fs::write(folder.path().join(&file_name), secret("letter")).unwrap();
    let path = folder.path().join(&file_name).to_str().unwrap().to_owned();
    let file = sdk.upload_file(path.clone(), None).await.unwrap();
    sdk.send_chat_file(id(), file.file_id.clone(), file_name.clone(), file.file_type.clone()).await.unwrap();
    let directory = folder.path().to_str().unwrap().to_owned();
    let down = sdk.download_file(id(), file.file_id.clone(), directory.clone(), file_name.clone(), None).await.unwrap();
    for shown in [format!("{properties:?}"), format!("{file:?}"), format!("{down:?}")] {
        paper.write(format!("debug {}", shown.replace(&chat_id, "CHAT")));
    }

    // Whatever can be refused, with secrets in it.
    simulator.fault(Route::Version, refusal(500, &words));
    paper.error(sdk.get_version().await);
    let odd = serde_json::json!({ "error_code": "7777", "error_message": secret("words") });
    simulator.fault(Route::Version, refusal(418, &odd));
    paper.error(sdk.get_version().await);
    simulator.fault(Route::Version, refusal(200, &format!("<html>{SECRET}</html>")));
    paper.error(sdk.get_version().await);
    simulator.fault(Route::Version, refusal(200, &format!("{{\"server_version\":\"{SECRET}")));
    paper.error(sdk.get_version().await);
    let away = Hostility::Redirect(format!("https://127.0.0.1:9/{SECRET}"));
    simulator.fault(Route::Version, Fault::Hostile { how: away });
    paper.error(sdk.get_version().await);
    paper.error(sdk.get_chat_history(format!("{SECRET}/..")).await);
    paper.error(sdk.chat_typing(format!("{SECRET}-chat")).await);
    paper.error(sdk.send_form_data(id(), "r".into(), "n".into(), form(r#"["WORD"]"#)).await);
    paper.error(sdk.upload_file(format!("{path}/{SECRET}"), None).await);
    paper.error(sdk.download_file(id(), secret("file\n"), directory.clone(), "a".into(), None).await);
    paper.error(sdk.download_file_url(format!("https://{SECRET}@example.com/"), directory, "a".into(), None).await);
    paper.error(sdk.subscribe_for_remote_notifications_apns(id(), secret("token"), "com.acme".into()).await);
    paper.error(sdk.app_did_receive_message([("chatID".into(), format!("{SECRET}/"))].into()));
    paper.error(sdk.retry_chat_message(id(), secret("id")).await);
    paper.error(stored_client_id(format!("{path}/{SECRET}")));
    let bad = ContactCenterConfiguration { app_id: format!("{SECRET}\n"), ..configuration(&simulator) };
    paper.write(format!("debug {bad:?}"));
    paper.error(ContactCenterCommunicator::new(bad, seen.clone()));

    simulator.fault(Route::ActiveChat, refusal(400, &words));
    sdk.app_did_receive_message([("chatID".into(), OTHER_CHAT.into())].into()).unwrap();
    wait_until("the line about the push", || paper.lines().iter().any(|line| line.contains("a push spoke of")));
    sdk.set_network_available(false);
    sdk.set_network_available(true);
    agent.say("back again");
    seen.wait_for_text("back again");
    sdk.end_chat(id()).await.unwrap();
    seen.wait_until_closed();
    sdk.shutdown();
    for call in seen.calls() {
        paper.write(format!("debug {call:?}").replace(&chat_id, "CHAT"));
    }
    drop(panic::take_hook());

    let lines = paper.lines();
    let count = |start: &str| lines.iter().filter(|line| line.starts_with(start)).count();
    assert!(count("sink Debug http") > 10 && count("sink Debug chat") > 10, "{lines:#?}");
    assert!(count("sink Info chat") >= 3 && count("sink Error delegate") == 1, "{lines:#?}");
    assert!(count("tracing contact_center_core") > 20 && count("panic ") == 1 && count("error ") == 17, "{lines:#?}");
    assert!(lines.iter().any(|line| line.contains(&chat_id[..8])), "a chat's lines can be told from another's");
    for line in &lines {
        let lower = line.to_lowercase();
        for word in [SECRET, PHONE, TOKEN, &chat_id, OTHER_CHAT, &file.file_id] {
            assert!(!lower.contains(&word.to_lowercase()), "{word} in: {line}");
        }
    }
}
