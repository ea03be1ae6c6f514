//! Files that lie elsewhere, and what elsewhere gets to see.

use std::sync::Arc;

use contact_center_core::*;

use super::{CHAT, Scene, common, refusal, server};
use server::{FileServer, Head};

/// Nothing of a request may say whose it is.
fn assert_anonymous(heads: &[Head]) {
    for head in heads {
        for header in ["authorization", "cookie", "referer", "origin"] {
            assert_eq!(head.header(header), None, "{head:?}");
        }
        assert!(!format!("{head:?}").contains("client-1"), "{head:?}");
    }
}

/// A communicator of the first server that trusts all of them.
fn trusting(servers: &[&FileServer]) -> Arc<ContactCenterCommunicator> {
    common::communicator(server::configuration(servers)).0
}

/// Defect 49.
#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_the_api_does_not_have_is_asked_for_beside_it_without_authorization() {
    for (status, body) in [(404, "<html>404</html>"), (404, ""), (400, r#"{"error_code":"5502"}"#)] {
        let scene = Scene::with(
            |configuration| configuration.base_url += "/gate/",
            move |exchange| match exchange.head.path() {
                "/gate/clientweb/file/f-1" => exchange.answer(200, "text/plain", "found"),
                _ => exchange.answer(status, "text/html", body),
            },
        );
        assert_eq!(scene.download("a.txt").await.unwrap().size, 5);
        let heads = scene.server.heads();
        assert_eq!(heads.len(), 2);
        assert!(heads[0].header("authorization").is_some());
        assert_eq!(heads[1].target, "/gate/clientweb/file/f-1");
        assert_anonymous(&heads[1..]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_lies_in_neither_place_is_told_in_the_words_of_the_api() {
    let scene = Scene::new(|exchange| match exchange.head.path().contains("/api/") {
        true => exchange.answer_json(404, r#"{"error_code":"5502","error_message":"no file"}"#),
        false => exchange.answer(404, "text/html", "<html>404</html>"),
    });
    let error = scene.download("a.txt").await.unwrap_err();
    assert_eq!(error, ContactCenterError::ChatSessionFileNotFound { reason: "no file".into(), status: 404 });
    assert_eq!(scene.downloaded(), Vec::<String>::new());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_redirect_of_the_api_is_not_followed() {
    let other = FileServer::start(|exchange| exchange.answer(200, "text/plain", "x"));
    let elsewhere = other.url("/file");
    let api = FileServer::start(move |exchange| exchange.redirect(&elsewhere));
    let sdk = trusting(&[&api, &other]);
    let folder = tempfile::tempdir().unwrap();
    let directory = folder.path().to_str().unwrap().to_owned();
    let outcomes = [
        sdk.download_file(CHAT.into(), "f".into(), directory, "a.txt".into(), None).await.map(drop),
        sdk.upload_data(b"x".to_vec(), "a.txt".into(), None).await.map(drop),
        sdk.get_party_photo(CHAT.into(), "p".into()).await.map(drop),
    ];
    for outcome in outcomes {
        assert_eq!(outcome.unwrap_err().status(), Some(302));
    }
    assert_eq!(other.heads().len(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_elsewhere_comes_through_three_redirects_and_nobody_there_learns_who_asks() {
    let last = FileServer::start(|exchange| exchange.answer(200, "text/plain", "there"));
    let at_last = last.url("/4?key=k").replace("://", "://ann:secret@");
    let first = FileServer::start(move |exchange| match exchange.head.path() {
        "/1" => exchange.redirect("/2"),
        "/2" => exchange.redirect("3"),
        "/3" => exchange.redirect(&at_last),
        "/0" => exchange.redirect("/1"),
        path => panic!("nobody asked for {path}"),
    });
    let api = FileServer::start(|_| {});
    let sdk = trusting(&[&api, &first, &last]);
    let folder = tempfile::tempdir().unwrap();
    let get = |path: &str| {
        let directory = folder.path().to_str().unwrap().to_owned();
        sdk.download_file_url(first.url(path), directory, "a.txt".into(), None)
    };
    let file = get("/1").await.unwrap();
    assert_eq!((file.size, file.content_type.as_deref()), (5, Some("text/plain")));
    assert_eq!(last.heads()[0].target, "/4?key=k");
    assert_eq!(get("/0").await.unwrap_err().kind(), "Transport", "one redirect too many");
    assert_eq!(last.heads().len(), 1);
    assert_anonymous(&first.heads());
    assert_anonymous(&last.heads());
    assert_eq!(api.heads().len(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_contact_centre_itself_gets_no_authorization_through_a_url() {
    let scene = Scene::new(|exchange| exchange.answer(200, "text/plain", "x"));
    let url = scene.server.url("/clientweb/api/v2/chats");
    scene.sdk.download_file_url(url, scene.downloads(), "a.txt".into(), None).await.unwrap();
    assert_anonymous(&scene.server.heads());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_redirect_that_leaves_tls_is_not_followed() {
    let scene = Scene::new(|exchange| exchange.redirect("http://127.0.0.1:9/file"));
    let url = scene.server.url("/file");
    let error = scene.sdk.download_file_url(url, scene.downloads(), "a.txt".into(), None).await.unwrap_err();
    let reason = "a redirect to something else than https".to_owned();
    assert_eq!(error, ContactCenterError::UnexpectedResponse { reason, status: 302 });
    assert_eq!(scene.downloaded(), Vec::<String>::new());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_url_that_is_not_https_or_holds_a_password_is_refused_by_name() {
    let scene = Scene::new(|_| {});
    for (url, reason) in [
        ("", "is not an absolute URL"),
        ("/file", "is not an absolute URL"),
        ("http://acme.example.com/file", "must be https"),
        ("http://127.0.0.1/file", "must be https"),
        ("file:///etc/passwd", "must be https"),
        ("https://ann:secret@acme.example.com/file", "holds a user name or a password"),
    ] {
        let outcome = scene.sdk.download_file_url(url.into(), scene.downloads(), "a.txt".into(), None).await;
        assert_eq!(refusal(outcome), ("file_url".to_owned(), reason.to_owned()), "{url}");
    }
}
