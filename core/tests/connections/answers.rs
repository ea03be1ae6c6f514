//! What an answer must be to count, whatever its status says.

use contact_center_core::*;
use contact_center_simulator::{Fault, Route};

use super::{
    common::{Call, PATIENCE, communicator, configuration, open_chat, simulator, wait_until},
    server::{self, FileServer},
};

const CHAT: &str = "d6c1adc2-385b-42e5-9e0a-1883c2bc5f81";

fn answer(status: u16, body: &str) -> Fault {
    let content_type = Some("application/json".to_owned());
    Fault::Status { status, body: body.to_owned(), content_type, headers: Default::default() }
}

/// Defect 71.
#[tokio::test(flavor = "multi_thread")]
async fn message_in_doubt_waits_for_a_history_that_is_one() {
    for (status, body) in [
        (200, "{}"),
        (200, ""),
        (204, ""),
        (206, r#"{"events":[]}"#),
        (200, r#"{"events":null}"#),
        (200, r#"{"state":"connected"}"#),
        (200, r#"{"error_code":"5000"}"#),
        (200, "<html>Maintenance</html>"),
    ] {
        let simulator = simulator();
        let (sdk, seen) = communicator(configuration(&simulator));
        let (chat_id, agent) = open_chat(&simulator, &sdk).await;
        assert!(agent.wait_until_polled(PATIENCE));
        simulator.fault(Route::History, answer(status, body));
        // The server takes the message, and its answer is lost.
        simulator.fault(Route::SendEvents, Fault::Reset);
        let id = sdk.send_chat_message(chat_id, "once".into(), MessageFormat::Text).await.unwrap();
        seen.wait_for_call("the message", |call| *call == Call::Message(id.clone(), MessageStatus::Sent));
        let histories = simulator.requests().iter().filter(|request| request.path().ends_with("/history")).count();
        let sent = agent.client_events().iter().filter(|event| event["event"] == "chat_session_message").count();
        assert_eq!((sent, seen.closed()), (1, vec![]), "{status} {body}");
        assert!(histories >= 2, "{status} {body}: {histories} histories");
    }
}

/// Defect 71.
#[tokio::test(flavor = "multi_thread")]
async fn success_with_an_error_code_sends_no_message() {
    let simulator = simulator();
    let (sdk, seen) = communicator(configuration(&simulator));
    let (chat_id, agent) = open_chat(&simulator, &sdk).await;
    simulator.fault_times(Route::SendEvents, Fault::error(200, 5000), 2);
    let id = sdk.send_chat_message(chat_id, "once".into(), MessageFormat::Text).await.unwrap();
    seen.wait_for_call("the message", |call| *call == Call::Message(id.clone(), MessageStatus::Sent));
    agent.wait_for_client_event("chat_session_message", PATIENCE).expect("sent is what the server has");
    assert_eq!(agent.client_events().iter().filter(|event| event["event"] == "chat_session_message").count(), 1);
    let sends = simulator.requests().iter().filter(|request| request.method == "POST").count();
    assert_eq!(sends, 4, "the chat, two refusals, and the message");
}

/// Defect 71.
#[tokio::test(flavor = "multi_thread")]
async fn gateway_page_to_a_send_leaves_message_in_doubt() {
    for (status, body) in [(200, "<html>Maintenance</html>"), (200, r#"{"message":"Try again"}"#), (206, "{}")] {
        let simulator = simulator();
        let (sdk, seen) = communicator(configuration(&simulator));
        let (chat_id, agent) = open_chat(&simulator, &sdk).await;
        simulator.fault(Route::SendEvents, answer(status, body));
        let id = sdk.send_chat_message(chat_id, "once".into(), MessageFormat::Text).await.unwrap();
        seen.wait_for_call("the message", |call| *call == Call::Message(id.clone(), MessageStatus::Sent));
        let sent = agent.wait_for_client_events("chat_session_message", 1, PATIENCE).expect("the message");
        assert_eq!((sent.len(), seen.closed()), (1, vec![]), "{status} {body}");
    }
}

/// Defect 71.
#[tokio::test(flavor = "multi_thread")]
async fn poll_answered_with_something_else_costs_no_event() {
    for (status, body) in [
        (200, r#"{"message":"Try again"}"#),
        (200, r#"{"error_code":"5500"}"#),
        (206, r#"{"events":[]}"#),
        (200, "<html>Maintenance</html>"),
    ] {
        let simulator = simulator();
        let (sdk, seen) = communicator(configuration(&simulator));
        let (_, agent) = open_chat(&simulator, &sdk).await;
        simulator.fault(Route::Poll, answer(status, body));
        wait_until("the fault", || simulator.requests().iter().any(|request| request.status == Some(status)));
        agent.say("through it all");
        seen.wait_for_text("through it all");
        assert_eq!(seen.closed(), [], "{status} {body}");
    }
}

/// Defect 71.
#[tokio::test(flavor = "multi_thread")]
async fn success_with_an_error_code_fails_every_call() {
    let server = FileServer::start(|exchange| exchange.answer_json(200, r#"{"error_code":5500,"error_message":"no"}"#));
    let (sdk, _) = communicator(server::configuration(&[&server]));
    let chat = || CHAT.to_owned();
    let folder = tempfile::tempdir().unwrap();
    let directory = folder.path().to_str().unwrap().to_owned();
    let failed = |name: &str, error: Option<ContactCenterError>| {
        let kind = error.map(|error| (error.kind(), error.status()));
        assert_eq!(kind, Some(("ChatSessionInternalServerError".to_owned(), Some(200))), "{name}");
    };
    failed("version", sdk.get_version().await.err());
    failed("availability", sdk.check_availability().await.err());
    failed("chat", sdk.request_chat(None, "Ann".into(), Default::default()).await.err());
    failed("history", sdk.get_chat_history(chat()).await.err());
    failed("case history", sdk.get_case_history(chat()).await.err());
    failed("case", sdk.close_case(chat()).await.err());
    failed("push", sdk.subscribe_for_remote_notifications_apns(chat(), "ab".into(), "com.acme".into()).await.err());
    failed("servers for calls", sdk.get_ice_servers(chat()).await.err());
    failed("picture", sdk.get_chat_icon(chat()).await.err());
    failed("upload", sdk.upload_data(b"x".into(), "a.txt".into(), None).await.err());
    failed("download", sdk.download_file(chat(), "f".into(), directory, "a".into(), None).await.err());
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
}

/// Defect 71.
#[tokio::test(flavor = "multi_thread")]
async fn file_is_status_200_and_no_other_success() {
    for status in [201, 202, 204, 206] {
        let server = FileServer::start(move |exchange| match status {
            204 => exchange.begin(204, ""),
            status => {
                exchange.begin(status, "Content-Range: bytes 0-3/100\r\nContent-Length: 4\r\n");
                exchange.write(b"part");
            }
        });
        let (sdk, _) = communicator(server::configuration(&[&server]));
        let folder = tempfile::tempdir().unwrap();
        let directory = folder.path().to_str().unwrap().to_owned();
        let file = sdk.download_file(CHAT.into(), "f".into(), directory.clone(), "a".into(), None).await;
        let elsewhere = sdk.download_file_url(server.url("/a"), directory, "a".into(), None).await;
        for outcome in [file, elsewhere] {
            let error = outcome.expect_err("no whole file");
            assert_eq!((error.kind().as_str(), error.status()), ("UnexpectedResponse", Some(status.into())));
        }
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0, "{status}");
    }
}

/// Defect 71.
#[tokio::test(flavor = "multi_thread")]
async fn json_file_that_speaks_of_errors_arrives_whole() {
    let json = r#"{"error_code":"5500","error_message":"no","and":"more"}"#;
    let server = FileServer::start(move |exchange| exchange.answer_json(200, json));
    let (sdk, _) = communicator(server::configuration(&[&server]));
    let folder = tempfile::tempdir().unwrap();
    let directory = folder.path().to_str().unwrap().to_owned();
    let file = sdk.download_file(CHAT.into(), "f".into(), directory, "a.json".into(), None).await.expect("a file");
    assert_eq!(std::fs::read_to_string(file.path).unwrap(), json);
}
