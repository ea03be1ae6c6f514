//! Forms: answered, declined, unknown, without a name, and secret.

use std::{fs, path::Path, sync::Mutex};

use contact_center_simulator::{Fault, FormOutcome, Route};
use serde_json::json;

use super::*;

fn data(value: Value) -> JsonValue {
    JsonValue::from_text(value.to_string())
}

impl Scene {
    /// What the app is told of a form that the agent shows.
    fn form_shown(&self, form_request_id: &str) -> Event {
        self.seen.wait_for_event("the form", |event| match event {
            Event::ChatSessionFormShow { form_request_id: Some(id), .. }
            | Event::ChatSessionSecureFormShow { form_request_id: Some(id), .. } => id == form_request_id,
            _ => false,
        })
    }

    async fn answer(&self, form_request_id: &str, form_name: &str, value: Value) -> Result<(), ContactCenterError> {
        self.sdk.send_form_data(self.id(), form_request_id.to_owned(), form_name.to_owned(), data(value)).await
    }

    async fn answer_secure(&self, form_request_id: &str, value: Value) -> Result<(), ContactCenterError> {
        self.sdk.send_secure_form_data(self.id(), form_request_id.to_owned(), "card".into(), data(value)).await
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_is_answered() {
    let scene = Scene::open().await;
    let show = |name: &str, timeout| {
        let id = scene.agent.show_form(name, timeout);
        (scene.form_shown(&id), id)
    };
    let (event, answered) = show("contact", Some(60));
    let Event::ChatSessionFormShow { form_name, form_timeout, .. } = event else { panic!("{event:?}") };
    assert_eq!((form_name.as_deref(), form_timeout), (Some("contact"), Some(60)));

    // What is refused, here or over there, answers nothing.
    assert_eq!(refused(scene.answer(&answered, "contact", json!("in words")).await), "data");
    assert_eq!(refused(scene.answer("", "contact", json!({})).await), "form_request_id");
    assert_eq!(scene.agent.client_events().len(), 0);
    let of_another = scene.answer(&answered, "card", json!({})).await.unwrap_err();
    assert_eq!(of_another.kind(), "ChatSessionInvalidJson");
    assert_eq!(scene.agent.form_outcome(&answered), None);

    // An answer has arrived when the call returns.
    let filled = json!({ "name": "Anna", "stars": 5, "topics": ["billing", "delivery"], "news": true });
    scene.answer(&answered, "contact", filled.clone()).await.unwrap();
    assert_eq!(scene.agent.form_outcome(&answered), Some(FormOutcome::Submitted { data: filled.clone() }));

    let (event, left_out) = show("contact", None);
    assert!(matches!(event, Event::ChatSessionFormShow { form_timeout: None, .. }), "{event:?}");
    scene.answer(&left_out, "contact", json!({})).await.unwrap();
    assert_eq!(scene.agent.form_outcome(&left_out), Some(FormOutcome::Submitted { data: json!({}) }));

    let (_, declined) = show("contact", None);
    scene.sdk.cancel_form(scene.id(), declined.clone(), "contact".into()).await.unwrap();
    assert_eq!(scene.agent.form_outcome(&declined), Some(FormOutcome::Cancelled));

    let (_, unknown) = show("hologram", None);
    scene.sdk.reject_unknown_form(scene.id(), unknown.clone(), "hologram".into()).await.unwrap();
    assert_eq!(scene.agent.form_outcome(&unknown), Some(FormOutcome::Submitted { data: json!("Form not found") }));

    // And the history tells the app of all of it.
    let history = scene.sdk.get_chat_history(scene.id()).await.unwrap();
    let told: Vec<_> = history
        .iter()
        .filter_map(|event| match event {
            Event::ChatSessionFormData { form_request_id, data, .. } => {
                Some((form_request_id.clone()?, data.as_ref().map(parsed)))
            }
            Event::ChatFormDataCancel { form_request_id, .. } => Some((form_request_id.clone()?, None)),
            _ => None,
        })
        .collect();
    let expected = [
        (answered, Some(filled)),
        (left_out, Some(json!({}))),
        (declined, None),
        (unknown, Some(json!("Form not found"))),
    ];
    assert_eq!(told, expected);
    scene.assert_goes_on().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_without_a_name_is_answered_in_text() {
    let scene = Scene::open().await;
    let id = scene.agent.ask_in_text(None);
    let event = scene.form_shown(&id);
    assert!(matches!(event, Event::ChatSessionFormShow { form_name: None, .. }), "{event:?}");

    let answer = |text: &str| scene.sdk.answer_form_in_text(scene.id(), id.clone(), text.to_owned());
    assert_eq!(refused(answer(" \n").await), "text");
    assert_eq!(scene.agent.form_outcome(&id), None);
    let message_id = answer("Very < good").await.unwrap();
    assert_eq!(message_id, format!("{}:1", scene.chat_id));
    scene.wait_until_sent(&message_id);
    assert_eq!(
        scene.agent.client_events(),
        [
            json!({
                "event": "chat_session_form_data", "form_request_id": id, "form_name": "",
                "data": { "text": "Very < good" },
            }),
            json!({
                "event": "chat_session_message", "msg": "Very &lt; good", "msg_text": "Very < good",
                "msg_id": message_id,
            }),
        ]
    );
    scene.assert_goes_on().await;
}

/// Every line of the log.
#[derive(Default)]
struct Lines(Mutex<Vec<String>>);

impl ContactCenterLogging for Lines {
    fn log(&self, _: ContactCenterLogLevel, category: String, message: String) {
        self.0.lock().unwrap().push(format!("{category} {message}"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_secure_form_leaves_no_trace() {
    const SECRET: &str = "4929 1234 5678 9012";
    const CONTROL: &str = "what waits is in the store";
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().to_str().unwrap().to_owned();
    let scene = Scene::open_with(|configuration| configuration.storage_directory = Some(path)).await;
    let log = Arc::new(Lines::default());
    scene.sdk.set_log_sink(Some(log.clone()), ContactCenterLogLevel::Debug).unwrap();
    let id = scene.agent.show_secure_form("card");
    let event = scene.form_shown(&id);
    let Event::ChatSessionSecureFormShow { form_id: Some(form_id), .. } = event else { panic!("{event:?}") };
    assert_eq!(form_id, "card");

    let filled = json!({ "number": SECRET });
    let mut said = Vec::new();
    assert_eq!(refused(scene.answer_secure(&id, json!([SECRET])).await), "data");
    scene.simulator.fault(Route::SendEvents, Fault::error(500, 5500));
    said.push(scene.answer_secure(&id, filled.clone()).await.unwrap_err());
    scene.simulator.fault(Route::SendEvents, Fault::Refuse);
    said.push(scene.answer_secure(&id, filled.clone()).await.unwrap_err());
    assert_eq!(
        said.iter().map(ContactCenterError::kind).collect::<Vec<_>>(),
        ["ChatSessionInternalServerError", "Transport"]
    );
    assert_eq!(scene.agent.form_outcome(&id), None, "nothing is tried again behind the user's back");
    scene.answer_secure(&id, filled.clone()).await.unwrap();
    assert_eq!(scene.agent.form_outcome(&id), Some(FormOutcome::Submitted { data: filled.clone() }));

    let declined = scene.agent.show_secure_form("card");
    scene.sdk.cancel_secure_form(scene.id(), declined.clone(), "card".into()).await.unwrap();
    assert_eq!(scene.agent.form_outcome(&declined), Some(FormOutcome::Cancelled));
    let history = scene.sdk.get_chat_history(scene.id()).await.unwrap();
    let is_told = |event: &Event| matches!(event, Event::ChatSessionSecureFormData { form_request_id, .. } if form_request_id.as_deref() == Some(&id));
    assert!(history.iter().any(is_told), "{history:?}");
    scene.assert_goes_on().await;

    // Without a network a message is kept, which shows that the search can find something; the form is not.
    scene.sdk.set_network_available(false);
    said.push(scene.answer_secure(&id, filled).await.unwrap_err());
    scene.sdk.send_chat_message(scene.id(), CONTROL.into(), MessageFormat::Text).await.unwrap();
    scene.sdk.shutdown();
    assert!(is_kept(folder.path(), CONTROL));
    assert!(!is_kept(folder.path(), SECRET), "the store holds what was filled in");
    let said: Vec<_> = said.iter().map(|error| format!("{error} {error:?} {}", error.reason())).collect();
    let json = |events: &[Event]| serde_json::to_string(events).unwrap();
    let lines = log.0.lock().unwrap().clone();
    let sends = lines.iter().filter(|line| line.starts_with("http ") && line.contains("events")).count();
    assert!(sends > 5, "the sink read along: {lines:#?}");
    let told = [said.join(" "), json(&history), json(&scene.seen.events()), format!("{:?}", scene.seen.calls())];
    for trace in told.iter().chain(&lines) {
        assert!(!trace.contains(SECRET), "{trace}");
    }
}

/// Whether a file below `folder` holds the text.
fn is_kept(folder: &Path, text: &str) -> bool {
    fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).any(|path| match path.is_dir() {
        true => is_kept(&path, text),
        false => fs::read(path).unwrap().windows(text.len()).any(|window| window == text.as_bytes()),
    })
}
