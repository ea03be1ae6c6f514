//! What goes out, and what does not.

use std::{
    fs::{self, OpenOptions},
    os::unix::fs::symlink,
    sync::{Arc, Mutex, mpsc},
};

use contact_center_core::*;

use super::{Scene, content, refusal};

/// Takes every upload and keeps its body.
fn taking() -> (Scene, Arc<Mutex<Vec<Vec<u8>>>>) {
    let bodies = Arc::new(Mutex::new(Vec::new()));
    let kept = bodies.clone();
    let scene = Scene::new(move |exchange| {
        let body = exchange.body();
        kept.lock().unwrap().push(body);
        exchange.begin(200, "Content-Length: 15\r\n");
        exchange.write(br#"{"file_id":"7"}"#);
    });
    (scene, bodies)
}

/// Defect 48.
#[tokio::test(flavor = "multi_thread")]
async fn a_file_goes_out_as_one_part_with_name_type_and_length() {
    let (scene, bodies) = taking();
    let bytes = content(300_000);
    let path = scene.file("Grüße.png", &bytes);
    let from_path = scene.sdk.upload_file(path, None).await.unwrap();
    let from_bytes = scene.sdk.upload_data(bytes.clone(), "Grüße.png".into(), None).await.unwrap();
    let gathered = ContactCenterUploadData::new(300_000).unwrap();
    bytes.chunks(70_000).for_each(|piece| gathered.append(piece));
    let from_pieces = scene.sdk.upload_gathered_data(gathered.clone(), "Grüße.png".into(), None).await.unwrap();
    assert_eq!((&from_path, &from_path), (&from_bytes, &from_pieces));
    let again = scene.sdk.upload_gathered_data(gathered, "Grüße.png".into(), None).await;
    assert_eq!(refusal(again), ("data".into(), "is empty".into()));
    assert_eq!((from_path.file_id.as_str(), from_path.file_name.as_str()), ("7", "Grüße.png"));
    assert_eq!(from_path.file_type, ContactCenterFileType::Image);

    let heads = scene.server.heads();
    assert_eq!(heads.len(), 3);
    for (head, body) in heads.iter().zip(bodies.lock().unwrap().iter()) {
        assert_eq!((head.method.as_str(), head.path()), ("POST", "/clientweb/api/v2/files"));
        assert!(head.target.contains("tenantUrl=acme.example.com"), "{}", head.target);
        assert!(head.header("authorization").unwrap().contains("demo-app"));
        assert_eq!(head.header("transfer-encoding"), None);
        assert_eq!(head.content_length(), body.len());
        let boundary = head.header("content-type").unwrap().strip_prefix("multipart/form-data; boundary=").unwrap();
        let mut expected = format!(
            "--{boundary}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"Grüße.png\"\r\nContent-Type: image/png\r\n\r\n"
        )
        .into_bytes();
        expected.extend(&bytes);
        expected.extend(format!("\r\n--{boundary}--\r\n").into_bytes());
        assert!(*body == expected, "the form is another");
    }
}

/// Defect 48.
#[tokio::test(flavor = "multi_thread")]
async fn a_file_name_cannot_break_out_of_the_header() {
    let (scene, bodies) = taking();
    for (name, sent) in [
        ("a\"; filename=\"b.exe", "a'; filename='b.exe"),
        ("a\r\nContent-Type: text-html\r\n\r\n.png", "aContent-Type: text-html.png"),
        ("a\\\"b.png", "'b.png"),
        ("\u{7f}", "file"),
        ("a%0d%0ab.png", "a%0d%0ab.png"),
    ] {
        bodies.lock().unwrap().clear();
        let uploaded = scene.sdk.upload_data(b"x".to_vec(), name.into(), None).await.unwrap();
        assert_eq!(uploaded.file_name, sent);
        let body = String::from_utf8(bodies.lock().unwrap()[0].clone()).unwrap();
        let (head, rest) = body.split_once("\r\n\r\n").unwrap();
        let lines: Vec<_> = head.split("\r\n").collect();
        assert_eq!(lines.len(), 3, "{head}");
        assert_eq!(lines[1], format!("Content-Disposition: form-data; name=\"file\"; filename=\"{sent}\""));
        assert!(rest.starts_with("x\r\n--"), "{rest}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_sent_is_refused_by_name_before_the_first_byte() {
    let (scene, _) = taking();
    let sparse = |name: &str, length| {
        fs::File::create(scene.path(name)).unwrap().set_len(length).unwrap();
        scene.path(name)
    };
    let too_large = sparse("too-large.bin", 25 * 1024 * 1024 + 1);
    let empty = sparse("empty.bin", 0);
    let file = scene.file("file.txt", "x");
    let link = |target: &str, name: &str| {
        symlink(target, scene.path(name)).unwrap();
        scene.path(name)
    };
    let pipe = scene.path("pipe");
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    for (path, reason) in [
        (String::new(), "is empty"),
        (scene.path("missing.png"), "names no file"),
        (format!("{file}/below"), "names no file"),
        ("a\0b".to_owned(), "names no file"),
        (link("nowhere", "dangling"), "names no file"),
        (scene.path(""), "is a folder"),
        (link("/", "to-a-folder"), "is a folder"),
        (pipe, "names something that is not a file"),
        (empty, "is empty"),
        (too_large, "is larger than 25 MB"),
    ] {
        let refused = refusal(scene.sdk.upload_file(path.clone(), None).await);
        assert_eq!(refused, ("path".to_owned(), reason.to_owned()), "{path:?}");
    }
    let data = |bytes: usize, name: &str| scene.sdk.upload_data(vec![0; bytes], name.into(), None);
    assert_eq!(refusal(data(0, "a.txt").await), ("data".into(), "is empty".into()));
    assert_eq!(refusal(data(25 * 1024 * 1024 + 1, "a.txt").await), ("data".into(), "is larger than 25 MB".into()));
    assert_eq!(refusal(ContactCenterUploadData::new(0).map(drop)), ("data".into(), "is empty".into()));
    assert_eq!(
        refusal(ContactCenterUploadData::new(i64::MAX).map(drop)),
        ("data".into(), "is larger than 25 MB".into())
    );
    assert_eq!(refusal(data(1, " ").await), ("file_name".into(), "is empty".into()));
    assert_eq!(scene.server.heads().len(), 0);

    // A link to a file is as good as the file.
    scene.sdk.upload_file(link(&file, "to-a-file.txt"), None).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_changes_its_length_while_it_is_sent_is_not_sent_to_its_end() {
    for (length, how) in [(9 << 20, "longer"), (1 << 20, "shorter")] {
        let (began, begins) = mpsc::channel();
        let (go_on, goes_on) = mpsc::channel::<()>();
        let (went, received) = mpsc::channel();
        let goes_on = Mutex::new(goes_on);
        let scene = Scene::new(move |exchange| {
            let so_far = exchange.read_some().len();
            began.send(()).unwrap();
            goes_on.lock().unwrap().recv().unwrap();
            let rest = exchange.body_after(so_far).len();
            went.send((so_far + rest, exchange.head.content_length())).unwrap();
        });
        let path = scene.file("log.txt", vec![b'x'; 8 << 20]);
        let sdk = scene.sdk.clone();
        let upload = tokio::spawn({
            let path = path.clone();
            async move { sdk.upload_file(path, None).await }
        });
        begins.recv().unwrap();
        OpenOptions::new().write(true).open(&path).unwrap().set_len(length).unwrap();
        go_on.send(()).unwrap();
        let reason = format!("it became {how} while it was sent");
        assert_eq!(upload.await.unwrap(), Err(ContactCenterError::File { reason }));
        let (received, promised) = received.recv().unwrap();
        assert!(received < promised, "the server has a whole form");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_server_answers_to_an_upload_is_told() {
    for (status, body, kind) in [
        (400, r#"{"error_code":"5501","error_message":"too big"}"#, "ChatSessionUploadSizeLimitExceeded"),
        (400, r#"{"error_code":5558}"#, "ChatSessionFileError"),
        (413, "<html>413</html>", "UnexpectedResponse"),
        (200, "<html>log in</html>", "UnexpectedResponse"),
        (200, "{}", "Decoding"),
        (200, r#"{"file_id":"../../x"}"#, "Decoding"),
    ] {
        let scene = Scene::new(move |exchange| exchange.answer_json(status, body));
        let error = scene.sdk.upload_data(b"x".to_vec(), "a.txt".into(), None).await.unwrap_err();
        assert_eq!((error.kind().as_str(), error.status()), (kind, Some(i32::from(status))), "{body}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refusal_that_comes_before_the_whole_upload_is_told_all_the_same() {
    let scene = Scene::new(|exchange| {
        exchange.read_some();
        let body = r#"{"error_code":"5501","error_message":"too big"}"#;
        exchange.begin(400, &format!("Content-Length: {}\r\n", body.len()));
        exchange.write(body.as_bytes());
        exchange.client_goes();
    });
    let error = scene.sdk.upload_data(content(8 << 20), "a.bin".into(), None).await.unwrap_err();
    assert_eq!(error.kind(), "ChatSessionUploadSizeLimitExceeded");
}
