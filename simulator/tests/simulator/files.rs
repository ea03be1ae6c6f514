//! Files: up in a form, down by two ways, and what is refused.

use contact_center_simulator::{Fault, RecordedUpload, Route, UploadReply};
use serde_json::json;

use crate::client::{Answer, Client, SOON, names, simulator, with};

const MB: usize = 1024 * 1024;

/// A form with these parts, each of them its head and its content.
fn form(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut body = Vec::new();
    for (head, content) in parts {
        body.extend_from_slice(format!("--limit\r\n{head}\r\n\r\n").as_bytes());
        body.extend_from_slice(content);
        body.extend_from_slice(b"\r\n");
    }
    body.extend_from_slice(b"--limit--\r\n");
    body
}

/// A form with a file in a part of that name.
fn one_file(part: &str, name: &str, content: &[u8]) -> Vec<u8> {
    let head =
        format!("Content-Disposition: form-data; name=\"{part}\"; filename=\"{name}\"\r\nContent-Type: image/png");
    form(&[(&head, content)])
}

async fn upload(client: &Client, content_type: &str, body: Vec<u8>) -> Answer {
    let request = client.http.post(format!("{}/files?tenantUrl=acme.example.com", client.api));
    client.send(request.header("content-type", content_type).body(body)).await.expect("an answer")
}

async fn upload_form(client: &Client, body: Vec<u8>) -> Answer {
    upload(client, "multipart/form-data; boundary=limit", body).await
}

/// Uploads a small file and returns its id.
async fn uploaded(client: &Client) -> String {
    let answer = upload_form(client, one_file("file", "a.png", b"picture")).await.json();
    answer["file_id"].as_str().expect("an id").to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_goes_up_in_a_part_of_any_name_and_comes_down_as_it_was() {
    let simulator = simulator();
    let client = Client::new(&simulator);
    let chat = client.chat(&simulator).await;
    let content: Vec<u8> = (0..=255).cycle().take(100_000).collect();
    for part in ["file", "file-upload-input", "grüße.png"] {
        let answer = upload_form(&client, one_file(part, "grüße.png", &content)).await;
        assert_eq!((answer.status, &answer.json()["file_name"]), (200, &json!("grüße.png")), "{part}");
        let id = answer.json()["file_id"].as_str().expect("an id").to_owned();
        let stored = simulator.file(&id).expect("it is kept");
        assert_eq!((stored.name.as_str(), stored.content_type.as_str()), ("grüße.png", "image/png"));
        assert!(stored.bytes == content);

        let path = format!("{}/chats/{}/files/{id}?tenantUrl=acme", client.api, chat.id());
        let request = client.http.get(path).header("authorization", client.authorization());
        let response = request.send().await.expect("an answer");
        assert_eq!(response.headers()["content-type"], "image/png");
        assert!(response.bytes().await.expect("a body") == content);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_to_a_file_needs_no_authorization_and_the_record_shows_whether_there_was_one() {
    let simulator = simulator();
    let client = Client::new(&simulator);
    let id = uploaded(&client).await;
    let link = format!("{}/clientweb/file/{id}", simulator.base_url());
    let response = client.http.get(&link).send().await.expect("an answer");
    assert_eq!((response.status().as_u16(), response.text().await.expect("a body").as_str()), (200, "picture"));
    let plain = simulator.requests().pop().expect("it is recorded");
    assert_eq!((plain.path(), plain.has_authorization()), (format!("/clientweb/file/{id}").as_str(), false));

    client.send(client.http.get(&link)).await.expect("an answer");
    assert!(simulator.requests().pop().expect("it is recorded").has_authorization());
    let unknown = client.send(client.http.get(format!("{link}x"))).await.expect("an answer");
    assert_eq!(unknown.error(), (404, "5502".to_owned()));
    simulator.fault(Route::DownloadByLink, Fault::status(503));
    assert_eq!(client.send(client.http.get(&link)).await.expect("an answer").status, 503);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_upload_is_recorded_by_what_it_was_and_not_byte_for_byte() {
    let simulator = simulator();
    let client = Client::new(&simulator);
    upload_form(&client, one_file("file-upload-input", "a.png", b"picture")).await;
    let request = simulator.requests().pop().expect("it is recorded");
    let expected = RecordedUpload {
        part_name: "file-upload-input".to_owned(),
        file_name: "a.png".to_owned(),
        content_type: "image/png".to_owned(),
        length: 7,
    };
    assert_eq!(request.upload, Some(expected));
    assert!(request.body.is_empty());
    assert_eq!((request.path(), request.status), ("/clientweb/api/v2/files", Some(200)));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_may_have_25_megabytes_and_not_a_byte_more() {
    let simulator = simulator();
    let client = Client::new(&simulator);
    assert_eq!(upload_form(&client, one_file("file", "a.png", &vec![1; 25 * MB])).await.status, 200);
    let answer = upload_form(&client, one_file("file", "b.png", &vec![1; 25 * MB + 1])).await;
    assert_eq!(answer.error(), (400, "5501".to_owned()));
    assert_eq!(simulator.file_ids().len(), 1);
    let refused = simulator.requests().pop().and_then(|request| request.upload).expect("what was refused is recorded");
    assert_eq!(refused.length, 25 * MB + 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_file_is_refused() {
    let simulator = simulator();
    let client = Client::new(&simulator);
    let field = "Content-Disposition: form-data; name=\"file\"";
    let file = "Content-Disposition: form-data; name=\"file\"; filename=\"a\"";
    for body in [one_file("file", "a.png", b""), form(&[]), form(&[(field, b"picture")])] {
        assert_eq!(upload_form(&client, body).await.error(), (400, "5558".to_owned()));
    }
    for body in [form(&[(file, b"one"), (file, b"two")]), b"--limit\r\nbroken off".to_vec()] {
        assert_eq!(upload_form(&client, body).await.error(), (400, "5003".to_owned()));
    }
    assert_eq!(upload(&client, "application/json", b"{}".to_vec()).await.error(), (400, "5003".to_owned()));
    assert!(simulator.file_ids().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn an_upload_can_be_answered_with_the_id_alone() {
    let simulator = with(|options| options.upload_reply = UploadReply::IdOnly);
    let answer = upload_form(&Client::new(&simulator), one_file("file", "a.png", b"picture")).await.json();
    assert_eq!(answer, json!({"file_id": simulator.file_ids()[0]}));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_newest_thousand_files_are_kept() {
    let simulator = simulator();
    let client = Client::new(&simulator);
    let chat = client.chat(&simulator).await;
    let ids: Vec<_> = (0..1001)
        .map(|_| chat.send_file("a", "text/plain", b"x")["file_id"].as_str().expect("an id").to_owned())
        .collect();
    assert_eq!(simulator.file_ids(), ids[1..]);
    let path = |id: &str| format!("chats/{}/files/{id}", chat.id());
    assert_eq!(client.get(&path(&ids[0])).await.error(), (404, "5502".to_owned()));
    assert_eq!(client.get(&path(&ids[1])).await.body, "x");
}

#[tokio::test(flavor = "multi_thread")]
async fn files_come_down_through_a_live_chat_of_ones_own() {
    let simulator = simulator();
    let (client, stranger) = (Client::new(&simulator), Client::named(&simulator, "stranger"));
    let chat = client.chat(&simulator).await;
    let path = format!("chats/{}/files/{}", chat.id(), uploaded(&client).await);
    assert_eq!(stranger.get(&path).await.error(), (404, "5005".to_owned()));
    assert_eq!(client.get(&path).await.body, "picture");
    chat.end();
    assert_eq!(client.get(&path).await.error(), (404, "5005".to_owned()));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_client_sends_only_files_that_it_has_uploaded() {
    let simulator = simulator();
    let client = Client::new(&simulator);
    let chat = client.chat(&simulator).await;
    let event =
        |id: &str| json!({"event": "chat_session_file", "file_id": id, "file_type": "image", "file_name": "a.png"});
    assert_eq!(client.send_event(&chat, event("made-up")).await.error(), (404, "5502".to_owned()));
    assert!(chat.client_events().is_empty());
    let known = event(&uploaded(&client).await);
    assert_eq!(client.send_event(&chat, known.clone()).await.status, 200);
    assert_eq!(chat.wait_for_client_event("chat_session_file", SOON), Some(known));
    assert_eq!(names(&chat.history()), ["file"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_upload_that_breaks_off_is_recorded_and_has_no_effect() {
    let simulator = with(|options| options.cleartext = true);
    let head = "POST /clientweb/api/v2/files?tenantUrl=acme HTTP/1.1\r\nHost: h\r\nContent-Length: 1000\r\n\r\n--limit";
    {
        use std::io::Write;
        let mut stream = std::net::TcpStream::connect(simulator.address()).expect("the port is open");
        stream.write_all(head.as_bytes()).expect("a part goes out");
    }
    let begun = simulator.wait_for_request(|request| request.path().ends_with("/files"), SOON).expect("it has begun");
    assert_eq!((begun.status, begun.upload), (None, None));
    assert!(simulator.file_ids().is_empty());
}
