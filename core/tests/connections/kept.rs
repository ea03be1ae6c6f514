//! Connections that are kept for the next request, and die as it goes out.

use contact_center_core::*;

use super::{
    common::communicator,
    server::{self, Exchange, FileServer, eventually},
};

const CHAT: &str = "d6c1adc2-385b-42e5-9e0a-1883c2bc5f81";

/// How a server ends a kept connection.
#[derive(Clone, Copy, Debug)]
enum End {
    Close,
    Reset,
}

/// What every request gets that is answered at all.
fn answer(exchange: &mut Exchange) {
    let body = match exchange.head.path().rsplit('/').next().unwrap() {
        "version" => r#"{"server_version":"5.8"}"#.to_owned(),
        "chats" => format!(r#"{{"chat_id":"{CHAT}","state":"queued","is_new_chat":false}}"#),
        "closecase" | "notifications" => "{}".to_owned(),
        _ => r#"{"events":[]}"#.to_owned(),
    };
    exchange.answer_and_keep(200, "Content-Type: application/json\r\n", body);
}

/// A server whose connections serve one request each, although it promises to keep them.
fn server(end: End) -> FileServer {
    FileServer::start(move |exchange| {
        answer(exchange);
        match end {
            // The request is read, and so has arrived.
            End::Close => drop(exchange.read_next()),
            End::Reset => exchange.reset_next(),
        }
    })
}

fn paths(server: &FileServer) -> Vec<String> {
    server.heads().iter().map(|head| head.path().rsplit('/').next().unwrap().to_owned()).collect()
}

/// Defect 72.
#[tokio::test(flavor = "multi_thread")]
async fn get_on_kept_connection_that_dies_is_tried_on_fresh_one() {
    for end in [End::Close, End::Reset] {
        let server = server(end);
        let (sdk, _) = communicator(server::configuration(&[&server]));
        for call in 0..5 {
            assert_eq!(sdk.get_version().await.expect("a version").server_version, "5.8", "{end:?} {call}");
            sdk.get_chat_history(CHAT.into()).await.unwrap_or_else(|error| panic!("{end:?} {call}: {error}"));
        }
    }
}

/// Defect 72.
#[tokio::test(flavor = "multi_thread")]
async fn post_is_repeated_only_where_that_changes_nothing() {
    let server = server(End::Close);
    let (sdk, _) = communicator(server::configuration(&[&server]));
    sdk.get_version().await.expect("a version");
    sdk.subscribe_for_remote_notifications_apns(CHAT.into(), "ab12".into(), "com.acme".into()).await.expect("repeated");
    sdk.get_version().await.expect("a version");
    let error = sdk.close_case(CHAT.into()).await.expect_err("it may have closed the case");
    assert_eq!(error.kind(), "Transport");
    assert_eq!(paths(&server).iter().filter(|path| *path == "closecase").count(), 1);
    assert_eq!(paths(&server).iter().filter(|path| *path == "notifications").count(), 2);
    sdk.get_version().await.expect("a version");
    sdk.request_chat(None, "Ann".into(), Default::default()).await.expect("the session is found again");
    sdk.shutdown();
}

/// Defect 72.
#[tokio::test(flavor = "multi_thread")]
async fn get_that_dies_on_fresh_connection_is_not_tried_again() {
    let server = FileServer::start(|_| {});
    let (sdk, _) = communicator(server::configuration(&[&server]));
    assert_eq!(sdk.get_version().await.expect_err("no answer").kind(), "Transport");
    assert_eq!(paths(&server), ["version"]);

    // The second connection is fresh, and dies as well.
    let server = FileServer::start(|exchange| {
        if exchange.head.path().ends_with("/version") {
            answer(exchange);
            exchange.read_next();
        }
    });
    let (sdk, _) = communicator(server::configuration(&[&server]));
    sdk.get_version().await.expect("a version");
    assert_eq!(sdk.get_chat_history(CHAT.into()).await.expect_err("no answer").kind(), "Transport");
    assert_eq!(paths(&server), ["version", "history", "history"]);
}

/// Defect 72.
#[tokio::test(flavor = "multi_thread")]
async fn poll_on_kept_connection_that_dies_is_followed_by_history() {
    // Every request is answered on one kept connection, but for the poll.
    let server = FileServer::start(|exchange| {
        while !(exchange.head.method == "GET" && exchange.head.path().ends_with("/events")) {
            answer(exchange);
            if !exchange.read_next() {
                return;
            }
        }
    });
    let settings =
        ContactCenterConfiguration { backoff_initial_ms: 20, backoff_max_ms: 100, ..server::configuration(&[&server]) };
    let (sdk, _) = communicator(settings);
    sdk.request_chat(None, "Ann".into(), Default::default()).await.expect("a chat");
    eventually("the request after a poll", || paths(&server).iter().filter(|path| *path == "events").count() > 2);
    let paths = paths(&server);
    assert!(!paths.windows(2).any(|two| two == ["events", "events"]), "the engine decides what follows: {paths:?}");
    sdk.shutdown();
}
