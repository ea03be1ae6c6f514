//! Headers as servers and proxies in the field write them, and as some of them want to read them.

use std::sync::Mutex;

use contact_center_core::*;

use super::{
    common::communicator,
    server::{self, FileServer},
};

const CHAT: &str = "d6c1adc2-385b-42e5-9e0a-1883c2bc5f81";

/// A server that answers the version with the headers of its turn, and repeats the last.
fn with_headers(headers: &[&str]) -> FileServer {
    let mut turns: Vec<_> = headers.iter().rev().map(|headers| headers.to_string()).collect();
    turns.insert(0, String::new());
    let turns = Mutex::new(turns);
    FileServer::start(move |exchange| {
        let headers = turns.lock().unwrap().pop().unwrap_or_default();
        exchange.begin(200, &format!("{headers}Content-Length: 24\r\n"));
        exchange.write(br#"{"server_version":"5.8"}"#);
    })
}

/// Defect 74.
#[tokio::test(flavor = "multi_thread")]
async fn odd_headers_of_a_plain_body_are_read() {
    let odd = [
        "Content-Encoding: UTF-8\r\n",
        "Content-Encoding: none\r\n",
        "Content-Encoding: aws-chunked\r\n",
        "Content-Encoding:\r\n",
        "Content-Encoding: identity, utf-8\r\n",
        "X-Policy: one,\r\n two,\r\n\tthree\r\n",
        "X-Space : before the colon\r\n",
        "X Space: in the name\r\n",
    ];
    let server = with_headers(&odd);
    let (sdk, _) = communicator(server::configuration(&[&server]));
    for headers in odd {
        let version = sdk.get_version().await.unwrap_or_else(|error| panic!("{headers:?}: {error}"));
        assert_eq!(version.server_version, "5.8");
    }
    let server = with_headers(&odd);
    let folder = tempfile::tempdir().unwrap();
    let (sdk, _) = communicator(server::configuration(&[&server]));
    for headers in odd {
        let directory = folder.path().to_str().unwrap().to_owned();
        let file = sdk.download_file(CHAT.into(), "f".into(), directory, "a".into(), None).await;
        assert_eq!(file.unwrap_or_else(|error| panic!("{headers:?}: {error}")).size, 24);
    }
}

/// Defect 74.
#[tokio::test(flavor = "multi_thread")]
async fn compressed_body_is_refused_by_the_name_of_its_coding() {
    let server = with_headers(&["Content-Encoding: gzip\r\n", "Content-Encoding: UTF-8, br\r\n"]);
    let (sdk, _) = communicator(server::configuration(&[&server]));
    for coding in ["gzip", "br"] {
        let reason = format!("a body compressed with {coding}");
        let expected = ContactCenterError::UnexpectedResponse { reason, status: 200 };
        assert_eq!(sdk.get_version().await.expect_err("compressed"), expected);
    }
}

/// Defect 74.
#[tokio::test(flavor = "multi_thread")]
async fn requests_name_headers_in_the_documented_spelling() {
    let server = with_headers(&[]);
    let (sdk, _) = communicator(server::configuration(&[&server]));
    sdk.get_version().await.expect("a version");
    let _ = sdk.close_case(CHAT.into()).await;
    for head in server.heads() {
        let value =
            |name: &str| head.headers.iter().find(|(header, _)| header == name).map(|(_, value)| value.as_str());
        assert!(value("Authorization").is_some_and(|value| value.starts_with("MOBILE-API-140-327-PLAIN appId=")));
        assert_eq!((value("User-Agent"), value("Accept-Encoding")), (Some("MobileClient"), Some("identity")));
        assert_eq!(value("Cache-Control"), Some("no-cache"));
        let upper = |(name, _): &(String, String)| name.starts_with(|first: char| first.is_ascii_uppercase());
        assert!(head.headers.iter().all(upper), "{:?}", head.headers);
    }
}
