//! A trace is enough for a replay, holds no personal data, and stays within its bound.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use super::*;
use crate::{
    http::Failure,
    model::{ContactCenterChatSessionState, ContactCenterError, ContactCenterEvent as Event, MessageFormat},
    session::{
        Restored, RestoredMessage,
        key::Fingerprint,
        machine::{Input, Machine, Manners, Outgoing, Ticket},
        simulation::recorded::recorded_run,
    },
    wire::{self, ClientEvent, fixtures},
};

const MUCH: usize = 1 << 30;
const CHAT: &str = "D6C1adc2-385b-42e5-9e0a-1883c2bc5f81";

fn manners() -> Manners {
    Manners {
        backoff_initial: Duration::from_secs(1),
        backoff_max: Duration::from_secs(30),
        lifetime: Duration::from_secs(3600),
        confirms_delivery: true,
        interception_timeout: Duration::from_secs(300),
        has_store: true,
    }
}

/// A chat that is recorded.
struct Recorded {
    recorder: Arc<Recorder>,
    trace: ChatTrace,
    machine: Machine,
    now: Instant,
}

impl Recorded {
    fn open(recorder: &Arc<Recorder>, resumed: bool, restored: Restored) -> Self {
        let now = Instant::now();
        let mut trace = ChatTrace::new(recorder.clone(), CHAT);
        trace.opens(now, resumed, &restored, &manners(), 7);
        let mut machine = Machine::new(now, CHAT.to_owned(), resumed, restored, manners(), 7);
        let step = trace.begins(now, &Moment::Start { online: true, foreground: true });
        step.ends(&machine.start(now, true, true));
        Self { recorder: recorder.clone(), trace, machine, now }
    }

    fn input(&mut self, input: Input) {
        self.now += Duration::from_millis(1234);
        let step = self.trace.begins(self.now, &Moment::Input(&input));
        step.ends(&self.machine.handle(self.now, input));
    }

    fn send(&mut self, what: Outgoing) {
        self.input(Input::Send { ticket: Ticket(1), what });
    }
}

fn recorder() -> Arc<Recorder> {
    let recorder = Arc::new(Recorder::default());
    recorder.start(MUCH).expect("random numbers");
    recorder
}

/// What differs, where something does.
fn differences(text: &str) -> Vec<String> {
    let replay = replay(text).expect("a trace");
    assert_eq!(replay.not_compared(), 0);
    let differs = |step: &ReplayedStep| matches!(step.verdict, Verdict::Differs { .. });
    replay.steps.iter().filter(|step| differs(step)).map(|step| format!("{step:?}")).collect()
}

#[test]
fn recorded_run_with_faults_is_replayed_byte_for_byte() {
    let mut steps = 0;
    for seed in 0..30 {
        let text = recorded_run(seed, MUCH);
        let differences = differences(&text);
        assert!(differences.is_empty(), "seed {seed}: {} differ, first {}", differences.len(), differences[0]);
        steps += text.lines().count();
    }
    assert!(steps > 5_000, "{steps} steps are no storm");
}

#[test]
fn a_difference_is_seen() {
    let text = recorded_run(1, MUCH);
    let changed = text.replacen("\"effects\":[\"poll\"", "\"effects\":[\"fetch_history\"", 1);
    assert_ne!(text, changed, "there is a poll somewhere");
    assert!(!differences(&changed).is_empty());
}

#[test]
fn events_that_an_earlier_run_had_are_recognised_in_the_replay() {
    let history = br#"{"events":[
        {"event":"chat_session_party_joined","party_id":"P","display_name":"Alex","timestamp":"1"},
        {"event":"chat_session_message","party_id":"P","msg_id":"1","msg":"hello","timestamp":"2"},
        {"event":"chat_session_message","msg_id":"d6c1adc2-385b-42e5-9e0a-1883c2bc5f81:3","msg":"mine","timestamp":"3"},
        {"event":"chat_session_message","party_id":"P","msg_id":"2","msg":"news","timestamp":"4"}]}"#;
    let events = wire::history(CHAT, 200, history).expect("a history");
    let delivered =
        events[..3].iter().flat_map(|event| Fingerprint::of(&CHAT.to_ascii_lowercase(), event).keys()).collect();
    let recorder = recorder();
    let mut chat = Recorded::open(&recorder, true, Restored { last_number: Some(3), delivered, messages: vec![] });
    chat.input(Input::HistoryRead(Ok(events.clone())));
    chat.input(Input::Polled(Ok(events)));
    let text = recorder.stop().expect("a recording");
    assert!(text.contains("\"history\",\"events\"") && text.contains("\"live\",\"events\""), "{text}");
    assert_eq!(differences(&text), Vec::<String>::new());
}

#[test]
fn every_event_that_there_is_is_played_again() {
    let recorder = recorder();
    let mut chat = Recorded::open(&recorder, true, Restored::default());
    for event in fixtures::every_event().into_iter().filter(|event| !is_the_end(event)) {
        chat.input(Input::HistoryRead(Ok(vec![event.clone()])));
        chat.input(Input::Polled(Ok(vec![event.clone(), event.clone()])));
        chat.input(Input::Polled(Ok(vec![event])));
        chat.input(Input::Woken);
    }
    let text = recorder.stop().expect("a recording");
    assert!(text.matches("\"live\",\"events\"").count() > 30);
    assert_eq!(differences(&text), Vec::<String>::new());
}

fn is_the_end(event: &Event) -> bool {
    let is_over = |state: &ContactCenterChatSessionState| ["failed", "completed"].contains(&state.as_wire());
    match event {
        Event::ChatSessionEnded | Event::ChatSessionInactivityTimeout { .. } => true,
        Event::ChatSessionStatus { state, .. } => is_over(state),
        _ => false,
    }
}

#[test]
fn nothing_that_people_wrote_or_are_is_in_a_trace_whatever_happens() {
    let recorder = recorder();
    let message = ClientEvent::message("my-secret", MessageFormat::Text, Some("my-secret".into()));
    let waits = RestoredMessage {
        message_id: format!("{CHAT}:1"),
        event: message.clone().with_message_id(&format!("{CHAT}:1")),
        age: Duration::ZERO,
        failed: false,
    };
    let restored = Restored { last_number: None, delivered: vec![1234567], messages: vec![waits] };
    let mut chat = Recorded::open(&recorder, true, restored);
    for outgoing in outgoing(&message) {
        chat.send(outgoing);
    }
    let retry = || "my-secret".to_owned();
    chat.input(Input::Retry { ticket: Ticket(2), message_id: retry() });
    chat.input(Input::Discard { ticket: Ticket(3), message_id: retry() });
    let mut events = 0;
    for secret in fixtures::every_wire().filter_map(with_secrets) {
        let read = wire::history(CHAT, 200, format!("{{\"events\":{secret}}}").as_bytes()).expect("events");
        events += read.len();
        chat.input(Input::HistoryRead(Ok(read.clone())));
        chat.input(Input::Polled(Ok(read.clone())));
        chat.input(Input::SendFinished(Ok(read)));
    }
    assert!(events > 30, "{events}");
    for error in errors() {
        let failure = || Failure { error: error.clone(), retry_after: Some(Duration::from_secs(3)), reached: true };
        chat.input(Input::Polled(Err(failure())));
        chat.input(Input::HistoryRead(Err(failure())));
        chat.input(Input::SendFinished(Err(failure())));
    }
    let text = chat.recorder.stop().expect("a recording").to_ascii_lowercase();
    for secret in ["my-secret", &CHAT.to_ascii_lowercase(), "385b-42e5", "1234567", "55.67", "12.57"] {
        assert!(
            !text.contains(secret),
            "{secret} in {}",
            text.lines().find(|line| line.contains(secret)).unwrap_or_default()
        );
    }
}

fn outgoing(message: &ClientEvent) -> Vec<Outgoing> {
    let text = || "my-secret".to_owned();
    let data = serde_json::json!({ "my-secret": { "type": "my-secret", "number": 1234567 } });
    let events = [
        ClientEvent::ChatSessionFile { file_id: text(), file_type: text(), file_name: text(), msg_id: text() },
        ClientEvent::ChatSessionLocation {
            latitude: "55.67".into(),
            longitude: "12.57".into(),
            url: Some(text()),
            msg_id: text(),
        },
        ClientEvent::ChatSessionNavigation { page: text(), title: text(), msg_id: text() },
        ClientEvent::ChatSessionFormData { form_request_id: text(), form_name: text(), data: data.clone() },
        ClientEvent::ChatSessionSecureFormData { form_request_id: text(), form_name: text(), data: data.clone() },
        ClientEvent::ChatSessionSignaling { msg_id: text(), destination_party_id: text(), data },
        ClientEvent::ChatSessionCobrowsingStarted {
            msg_id: text(),
            provider_type: text(),
            cobrowsing_url: text(),
            cobrowsing_id: text(),
        },
    ];
    let once = events.iter().cloned().map(Outgoing::Once);
    let notes = events.iter().cloned().map(Outgoing::Note);
    let others = [
        Outgoing::Message(message.clone()),
        Outgoing::Initial { message: message.clone().with_message_id("my-secret"), taken: false },
        Outgoing::Receipt(crate::session::machine::Receipt { message_id: text(), read: true }),
        Outgoing::Typing(Some(text())),
        Outgoing::AnswerInText { answer: events[3].clone(), message: message.clone() },
    ];
    once.chain(notes).chain(others).collect()
}

/// The event, unless no value in memory can hold it, with a secret instead of every text that is not its name, and numbers of people as secret.
fn with_secrets(event: &str) -> Option<String> {
    fn hide(name: &str, value: &mut serde_json::Value) {
        match value {
            serde_json::Value::String(_) if ["event", "timestamp", "type"].contains(&name) => {}
            serde_json::Value::String(_) if name == "latitude" => *value = "55.67".into(),
            serde_json::Value::String(_) if name == "longitude" => *value = "12.57".into(),
            serde_json::Value::String(text) => *text = "my-secret".into(),
            serde_json::Value::Array(values) => values.iter_mut().for_each(|value| hide(name, value)),
            serde_json::Value::Object(members) => members.iter_mut().for_each(|(name, value)| hide(name, value)),
            _ => {}
        }
    }
    let mut event: serde_json::Value = serde_json::from_str(&format!("[{event}]")).ok()?;
    hide("", &mut event);
    Some(event.to_string())
}

fn errors() -> Vec<ContactCenterError> {
    let body = |code: &str| format!("{{\"error_code\":\"{code}\",\"error_message\":\"my-secret\"}}");
    let mut errors: Vec<_> =
        ["5500", "5509", "7777", "my-secret"].map(|code| wire::refusal(500, body(code).as_bytes())).into();
    errors.push(wire::refusal(502, b"<html>my-secret</html>"));
    errors.extend(wire::events(200, b"{\"events\":\"my-secret\"}").err());
    errors.push(ContactCenterError::Transport { reason: "the connection broke".into() });
    errors
}

#[test]
fn a_chat_that_was_open_before_is_shown_and_not_compared_and_so_is_what_follows_a_gap() {
    let recorder = Arc::new(Recorder::default());
    let mut chat = Recorded::open(&recorder, false, Restored::default());
    recorder.start(MUCH).expect("random numbers");
    chat.input(Input::Push { ticket: Ticket(1) });
    let replayed = replay(&recorder.stop().expect("a recording")).expect("a trace");
    assert_eq!((replayed.steps[0].name, replayed.not_compared(), replayed.differences()), ("joins", 1, 0));

    let text = recorded_run(3, 64 * 1024);
    assert!(text.len() <= 64 * 1024, "{}", text.len());
    let replayed = replay(&text).expect("a trace");
    assert!(replayed.steps.iter().any(|step| step.name == "dropped"));
    assert!(replayed.not_compared() > 0);
    assert_eq!(replayed.differences(), 0);
    assert!(replayed.steps.iter().filter(|step| step.verdict == Verdict::Same).count() > 10);
}

#[test]
fn a_step_in_which_the_machine_panics_is_in_the_trace() {
    let recorder = recorder();
    let mut chat = Recorded::open(&recorder, false, Restored::default());
    let step = chat.trace.begins(chat.now, &Moment::Input(&Input::Woken));
    let _ = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        let _step = step;
        panic!("as a defect would");
    }));
    let text = recorder.stop().expect("a recording");
    assert!(text.ends_with("\"input\":\"woken\"}\n"), "{text}");
    // Here it does not panic.
    assert_eq!(differences(&text).len(), 1);
}

#[test]
fn what_is_no_trace_is_refused_and_says_why() {
    let good = recorded_run(2, 256 * 1024);
    let with_line = |line: &str| format!("{}\n{line}\n", good.lines().next().unwrap_or_default());
    let reason = |text: &str| replay(text).expect_err("refused").to_string();
    assert_eq!(reason(""), "this is no trace: its first line does not begin one");
    assert_eq!(reason("{\"events\":[]}"), "this is no trace: its first line does not begin one");
    let later = good.replacen("\"contact_center_trace\":1", "\"contact_center_trace\":2", 1);
    assert_eq!(reason(&later), "the trace has the format 2, and this version of the SDK reads 1");
    for (line, word) in [
        ("nonsense", "line 2: expected"),
        ("{}", "one of opens"),
        ("{\"chat\":1,\"at_ms\":-1,\"input\":\"woken\",\"effects\":[]}", "no time"),
        ("{\"at_ms\":1,\"input\":\"woken\",\"effects\":[]}", "no chat"),
        ("{\"chat\":1,\"at_ms\":1,\"input\":\"novel\",\"effects\":[]}", "novel"),
        ("{\"chat\":1,\"at_ms\":1,\"opens\":{},\"effects\":[]}", "missing field"),
        ("{\"chat\":1,\"at_ms\":1,\"novel\":{}}", "unknown field"),
    ] {
        let reason = reason(&with_line(line));
        assert!(reason.contains(word), "{line}: {reason}");
    }
    let lines: Vec<_> = good.lines().collect();
    let mut earlier: serde_json::Value = serde_json::from_str(lines[4]).expect("a step");
    earlier["at_ms"] = 0.0.into();
    let backwards = [lines[0], lines[1], lines[2], lines[3], &earlier.to_string()].join("\n");
    assert!(reason(&backwards).contains("before"), "{}", reason(&backwards));
}

#[test]
fn the_committed_traces_happen_again() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/traces");
    let mut traces = 0;
    for file in std::fs::read_dir(folder).expect("a folder") {
        let file = file.expect("a file").path();
        let text = std::fs::read_to_string(&file).expect("a text");
        let differences = differences(&text);
        assert!(differences.is_empty(), "{}: {}", file.display(), differences[0]);
        traces += 1;
    }
    assert!(traces > 0);
}

#[test]
fn equal_ids_stay_equal_in_every_spelling_and_different_ones_different() {
    let redaction = redaction::Redaction::new([7; 16], CHAT);
    let id = |id: &str| redaction.id(id);
    let chat = id(CHAT);
    assert_ne!(chat, id(&CHAT.to_ascii_lowercase()));
    assert!(chat.eq_ignore_ascii_case(&id(&CHAT.to_ascii_lowercase())));
    assert_eq!(id(&format!("{CHAT}:7")), format!("{chat}:7"));
    assert!(id(&format!("{}:7", CHAT.to_ascii_lowercase())).eq_ignore_ascii_case(&format!("{chat}:7")));
    assert_ne!(id("2"), id("12"));
    assert!(!id("someone:7").contains(':'));
    assert_eq!(id(""), "");
}
