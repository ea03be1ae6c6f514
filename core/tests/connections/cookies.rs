//! Cookies by which a load balancer finds the server of a client.

use std::sync::atomic::{AtomicUsize, Ordering};

use contact_center_core::*;

use super::{
    common::communicator,
    server::{self, Exchange, FileServer, Head},
};

const CHAT: &str = "d6c1adc2-385b-42e5-9e0a-1883c2bc5f81";

fn cookies(heads: &[Head]) -> Vec<Option<String>> {
    heads.iter().map(|head| head.header("cookie").map(str::to_owned)).collect()
}

/// Says "version 5.8" and sets a cookie.
fn set(exchange: &mut Exchange, cookie: &str) {
    exchange.begin(200, &format!("Set-Cookie: {cookie}\r\nContent-Length: 24\r\n"));
    exchange.write(br#"{"server_version":"5.8"}"#);
}

/// Defect 73.
#[tokio::test(flavor = "multi_thread")]
async fn sticky_cookie_leads_to_the_same_node() {
    // Two nodes behind one address: the second one knows no session.
    let turn = AtomicUsize::new(0);
    let server = FileServer::start(move |exchange| {
        let node = exchange.head.header("cookie").map(str::to_owned);
        let node = node.unwrap_or_else(|| format!("NODE={}", turn.fetch_add(1, Ordering::SeqCst)));
        match (node.as_str(), exchange.head.path().ends_with("/version")) {
            (node, true) => set(exchange, &format!("{node}; Path=/; HttpOnly; Secure")),
            ("NODE=0", false) => exchange.answer_json(200, r#"{"events":[]}"#),
            _ => exchange.answer_json(404, r#"{"error_code":"5005"}"#),
        }
    });
    let (sdk, _) = communicator(server::configuration(&[&server]));
    sdk.get_version().await.expect("a version");
    for _ in 0..5 {
        sdk.get_chat_history(CHAT.into()).await.expect("the node that knows the session");
    }
    let expected: Vec<_> = [None].into_iter().chain(vec![Some("NODE=0".to_owned()); 5]).collect();
    assert_eq!(cookies(&server.heads()), expected);

    let settings = ContactCenterConfiguration { keeps_cookies: false, ..server::configuration(&[&server]) };
    let (without, _) = communicator(settings);
    without.get_version().await.expect("a version");
    assert_eq!(without.get_chat_history(CHAT.into()).await.expect_err("another node").kind(), "ChatSessionNotFound");
    assert_eq!(cookies(&server.heads()[6..]), [None, None]);
}

/// Defect 73.
#[tokio::test(flavor = "multi_thread")]
async fn cookies_stay_with_the_api_and_its_communicator() {
    let server = FileServer::start(|exchange| set(exchange, "NODE=1; Path=/"));
    let elsewhere = FileServer::start(|exchange| {
        exchange.begin(200, "Set-Cookie: NODE=theirs; Path=/\r\nContent-Length: 1\r\n");
        exchange.write(b"x");
    });
    let folder = tempfile::tempdir().unwrap();
    let (sdk, _) = communicator(server::configuration(&[&server, &elsewhere]));
    sdk.get_version().await.expect("a version");
    let directory = folder.path().to_str().unwrap().to_owned();
    for url in [elsewhere.url("/a"), server.url("/clientweb/file/a")] {
        sdk.download_file_url(url, directory.clone(), "a".into(), None).await.expect("a file");
    }
    sdk.get_version().await.expect("a version");
    assert_eq!(cookies(&elsewhere.heads()), [None]);
    assert_eq!(cookies(&server.heads()), [None, None, Some("NODE=1".into())], "a link is not a call of the API");
    let (another, _) = communicator(server::configuration(&[&server]));
    another.get_version().await.expect("a version");
    assert_eq!(cookies(&server.heads()[3..]), [None]);
}
