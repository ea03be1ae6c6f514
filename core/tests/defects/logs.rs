//! What may be read in a log, by whoever gets hold of it.

use std::{
    fmt::Debug,
    sync::{Arc, Mutex},
};

use contact_center_simulator::Route;
use tracing::{
    Event, Metadata, Subscriber,
    field::{Field, Visit},
    span,
};

use super::*;

/// Keeps every line at every level, of whoever writes one.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<String>>>);

impl Log {
    fn note(&self, metadata: &Metadata<'_>, record: impl FnOnce(&mut Line)) {
        let mut line = Line(metadata.target().to_owned());
        record(&mut line);
        self.0.lock().unwrap().push(line.0);
    }
}

struct Line(String);

impl Visit for Line {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        self.0.push_str(&format!(" {field}={value:?}"));
    }
}

impl Subscriber for Log {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }

    fn new_span(&self, attributes: &span::Attributes<'_>) -> span::Id {
        self.note(attributes.metadata(), |line| attributes.record(line));
        span::Id::from_u64(1)
    }

    fn record(&self, _: &span::Id, _: &span::Record<'_>) {}

    fn record_follows_from(&self, _: &span::Id, _: &span::Id) {}

    fn event(&self, event: &Event<'_>) {
        self.note(event.metadata(), |line| event.record(line));
    }

    fn enter(&self, _: &span::Id) {}

    fn exit(&self, _: &span::Id) {}
}

const OTHER_CHAT: &str = "0f0e0d0c-0000-4000-8000-00000000cafe";

/// Defect 45.
#[tokio::test(flavor = "multi_thread")]
async fn a_log_of_a_whole_conversation_holds_nothing_of_the_customers() {
    let log = Log::default();
    tracing::subscriber::set_global_default(log.clone()).unwrap();
    let (simulator, folder) = (simulator(), tempfile::tempdir().unwrap());
    let (communicator, seen) = communicator(ContactCenterConfiguration {
        app_id: "secret-app".into(),
        client_id: "secret-client".into(),
        storage_directory: Some(folder.path().join("secret-folder").to_str().unwrap().to_owned()),
        ..configuration(&simulator)
    });
    seen.on_call(|call| {
        let bad = events_of(std::slice::from_ref(call)).iter().any(|event| text_of(event) == Some("secret reply"));
        assert!(!bad, "a delegate with a bug");
    });
    let parameters = [("email".to_owned(), "secret@example.com".to_owned())].into();
    let chat_id = communicator.request_chat(None, "Secret Name".into(), parameters).await.unwrap().chat_id;
    let agent = simulator.chat(&chat_id).unwrap();
    agent.say("secret reply");
    let refusal = serde_json::json!({ "error_code": "5500", "error_message": "secret reason" });
    simulator.fault(Route::SendEvents, answer(500, &refusal));
    communicator.send_chat_message(chat_id.clone(), "secret words".into(), MessageFormat::Text).await.unwrap();
    agent.wait_for_client_event("chat_session_message", PATIENCE).expect("the message");
    let android = FirebasePlatform::Android;
    let token = "secret-token".to_owned();
    communicator.subscribe_for_remote_notifications_firebase(chat_id.clone(), token, android).await.unwrap();
    simulator.fault(Route::ActiveChat, answer(400, &refusal));
    communicator.app_did_receive_message([("chatID".into(), OTHER_CHAT.into())].into()).unwrap();
    let lines = || log.0.lock().unwrap().clone();
    wait_until("the line about the push", || lines().iter().any(|line| line.contains("a push spoke of")));
    communicator.end_chat(chat_id.clone()).await.unwrap();
    wait_until("the line about the end", || lines().iter().any(|line| line.contains(&chat_id[..8])));
    communicator.shutdown();

    let ours = lines().iter().filter(|line| line.starts_with("contact_center_core")).count();
    assert!(ours >= 3, "the panic, the push and the end: {:#?}", lines());
    for line in lines() {
        let lower = line.to_lowercase();
        assert!(["secret", &chat_id, OTHER_CHAT].iter().all(|word| !lower.contains(word)), "{line}");
    }
}
