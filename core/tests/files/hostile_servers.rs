//! Servers and networks that do not do what they should.

use std::{
    thread,
    time::{Duration, Instant},
};

use contact_center_core::*;

use super::{Scene, content};

fn patient_for(ms: i32) -> impl FnOnce(&mut ContactCenterConfiguration) {
    move |configuration| configuration.request_timeout_ms = ms
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_that_is_shorter_than_it_promises_leaves_nothing() {
    for headers in ["Content-Length: 200000\r\n", "Transfer-Encoding: chunked\r\n"] {
        let scene = Scene::new(move |exchange| {
            exchange.begin(200, headers);
            exchange.write(b"186A0\r\n");
            exchange.write(&[b'x'; 100_000]);
            exchange.write(b"\r\n");
        });
        let error = scene.download("a.txt").await.unwrap_err();
        assert_eq!(error.kind(), "Transport", "{error}");
        assert!(error.reason().starts_with("the answer broke off"), "{error}");
        assert_eq!(scene.downloaded(), Vec::<String>::new());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_comes_after_the_promised_length_is_no_part_of_the_file() {
    let scene = Scene::new(|exchange| {
        exchange.begin(200, "Content-Length: 5\r\n");
        exchange.write(b"whole and more");
    });
    let file = scene.download("a.txt").await.unwrap();
    assert_eq!(std::fs::read(file.path).unwrap(), b"whole");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_download_without_a_length_and_an_empty_one_are_downloads() {
    for (headers, body, size) in [
        ("Transfer-Encoding: chunked\r\n", "5\r\nwhole\r\n0\r\n\r\n", 5),
        ("", "until the end", 13),
        ("Content-Length: 0\r\n", "", 0),
    ] {
        let scene = Scene::new(move |exchange| {
            exchange.begin(200, headers);
            exchange.write(body.as_bytes());
        });
        assert_eq!(scene.download("a.txt").await.unwrap().size, size, "{headers}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn more_than_a_hundred_megabytes_are_refused_when_promised_and_when_they_come() {
    const TOO_MUCH: usize = 100 * 1024 * 1024 + 1;
    let too_large = ContactCenterError::File { reason: "it is larger than 100 MB".into() };
    let promising = Scene::new(|exchange| {
        exchange.begin(200, &format!("Content-Length: {TOO_MUCH}\r\n"));
        exchange.client_goes();
    });
    assert_eq!(promising.download("a.bin").await, Err(too_large.clone()));
    let endless = Scene::new(|exchange| {
        exchange.begin(200, "");
        let piece = vec![0; 1 << 20];
        while exchange.write(&piece) {}
    });
    assert_eq!(endless.download("a.bin").await, Err(too_large));
    assert_eq!(endless.downloaded(), Vec::<String>::new());
}

/// Defect 30.
#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_breaks_off_in_an_upload_fails_it_and_it_is_not_sent_again() {
    let scene = Scene::new(|exchange| drop(exchange.read_some()));
    let error = scene.sdk.upload_data(content(8 << 20), "a.bin".into(), None).await.unwrap_err();
    assert_eq!(error.kind(), "Transport", "{error}");
    assert_eq!(scene.server.heads().len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_transfer_in_which_nothing_moves_is_given_up_in_time() {
    let stalling = |stalls_after: usize| {
        Scene::with(patient_for(300), move |exchange| {
            if exchange.head.method == "GET" && stalls_after > 0 {
                exchange.begin(200, "Content-Length: 200000\r\n");
                exchange.write(&vec![b'x'; stalls_after]);
            }
            if exchange.head.method == "GET" || stalls_after > 0 {
                assert!(exchange.client_goes());
            } else {
                // Reads nothing, so that the client cannot write on.
                thread::sleep(Duration::from_secs(2));
            }
        })
    };
    for stalls_after in [0, 1000] {
        let scene = stalling(stalls_after);
        let began = Instant::now();
        let outcomes = [
            scene.download("a.txt").await.map(drop),
            scene.sdk.upload_data(content(20 << 20), "a.bin".into(), None).await.map(drop),
        ];
        for outcome in outcomes {
            assert_eq!(outcome.unwrap_err().kind(), "Timeout");
        }
        assert!(began.elapsed() >= Duration::from_millis(600), "{:?}", began.elapsed());
        assert!(began.elapsed() < Duration::from_secs(10), "{:?}", began.elapsed());
        assert_eq!(scene.downloaded(), Vec::<String>::new());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_transfer_that_is_slow_and_moves_may_take_as_long_as_it_needs() {
    let scene = Scene::with(patient_for(400), |exchange| {
        exchange.begin(200, "Content-Length: 12\r\n");
        for _ in 0..12 {
            thread::sleep(Duration::from_millis(100));
            exchange.write(b"x");
        }
    });
    assert_eq!(scene.download("a.txt").await.unwrap().size, 12);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_server_answers_to_a_download_is_told_and_leaves_nothing() {
    for (status, body, kind) in [
        (500, r#"{"error_code":"5500","error_message":"sorry"}"#, "ChatSessionInternalServerError"),
        (502, "<html>bad gateway</html>", "UnexpectedResponse"),
        (401, "", "UnexpectedResponse"),
        (400, r#"{"error_code":5558}"#, "ChatSessionFileError"),
    ] {
        let scene = Scene::new(move |exchange| exchange.answer_json(status, body));
        let error = scene.download("a.txt").await.unwrap_err();
        assert_eq!((error.kind().as_str(), error.status()), (kind, Some(i32::from(status))));
        assert_eq!(scene.server.heads().len(), 1, "no other place is asked");
        assert_eq!(scene.downloaded(), Vec::<String>::new());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_transfer_that_fails_leaves_the_chat_alone() {
    let simulator = super::common::simulator();
    let (sdk, seen) = super::common::communicator(super::common::configuration(&simulator));
    let (chat_id, agent) = super::common::open_chat(&simulator, &sdk).await;
    let folder = tempfile::tempdir().unwrap();
    let missing = folder.path().join("missing").to_str().unwrap().to_owned();
    assert!(sdk.upload_file(missing.clone(), None).await.is_err());
    assert!(sdk.upload_data(Vec::new(), "a.txt".into(), None).await.is_err());
    let (id, name) = ("no-such-file".to_owned(), "a.txt".to_owned());
    assert!(sdk.download_file(chat_id.clone(), id.clone(), missing, name.clone(), None).await.is_err());
    let existing = folder.path().to_str().unwrap().to_owned();
    assert!(sdk.download_file(chat_id.clone(), id, existing, name, None).await.is_err());
    agent.say("still there?");
    seen.wait_for_text("still there?");
    sdk.send_chat_message(chat_id, "yes".into(), MessageFormat::Text).await.unwrap();
    agent.wait_for_client_event("chat_session_message", super::common::PATIENCE).expect("the answer");
    assert_eq!(seen.closed(), []);
    assert_eq!(super::names_in(folder.path()), Vec::<String>::new());
}
