//! What surrounds a chat: pictures, the configuration of the widget, the servers for calls.

use std::num::NonZeroU32;

use base64::{Engine, engine::general_purpose::STANDARD};
use contact_center_simulator::{Fault, IceServersForm, Picture, Route, SimulatorOptions};
use ring::{aead, pbkdf2};
use serde_json::{Value, json};

use crate::client::{Client, simulator, with};

#[tokio::test(flavor = "multi_thread")]
async fn pictures_are_there_when_they_are_set_and_404_when_not() {
    let simulator = simulator();
    let client = Client::new(&simulator);
    let chat = client.chat(&simulator).await;
    let party = chat.join()["party_id"].as_str().expect("a party id").to_owned();
    let photo = format!("chats/{}/profilephotos/{party}", chat.id());
    chat.leave();
    chat.join_as("Robin Agent");
    let icon = format!("chats/{}/chaticon", chat.id());
    for path in [&photo, &icon] {
        assert_eq!(client.get(path).await.error(), (404, "5502".to_owned()));
    }
    simulator.change_options(|options| {
        options.agent_photo = Some(Picture::sample());
        options.chat_icon = Some(Picture { content_type: "image/gif".to_owned(), bytes: b"GIF89a".to_vec() });
    });
    for (path, content_type, bytes) in
        [(&photo, "image/png", Picture::sample().bytes), (&icon, "image/gif", b"GIF89a".to_vec())]
    {
        let request = client.http.get(format!("{}/{path}?tenantUrl=acme", client.api));
        let response = request.header("authorization", client.authorization()).send().await.expect("an answer");
        assert_eq!(response.headers()["content-type"], content_type);
        assert!(response.bytes().await.expect("a body") == bytes);
    }
    let of_the_customer = format!("chats/{}/profilephotos/{}", chat.id(), chat.id());
    assert_eq!(client.get(&of_the_customer).await.error(), (404, "5502".to_owned()));
    simulator.fault(Route::ProfilePhoto, Fault::status(500));
    simulator.fault(Route::ChatIcon, Fault::status(502));
    assert_eq!((client.get(&photo).await.status, client.get(&icon).await.status), (500, 502));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_configuration_has_a_form_with_a_field_of_every_type() {
    let simulator = simulator();
    let answer = Client::new(&simulator).get("configuration").await.json();
    assert!(answer["styles"].is_object() && answer["cobrowsing"]["provider"].is_string());
    let initiation = &answer["definition"]["chatInitiations"][0];
    assert!(initiation["urls"].is_object() && initiation["contactTab"].is_object());
    assert!(initiation["preChat"]["commonFields"].is_array() && initiation["leaveMessage"]["fields"].is_array());
    let form = &answer["definition"]["forms"][0];
    for field in ["id", "name", "title", "submitButtonText", "cancelButtonText"] {
        assert!(form[field].is_string(), "{field}");
    }
    let mut types: Vec<_> =
        form["fields"].as_array().expect("fields").iter().filter_map(|field| field["formFieldType"].as_str()).collect();
    types.sort_unstable();
    let every = [
        "callback_phone",
        "captcha",
        "contact_button",
        "date",
        "email",
        "label",
        "multiline_text",
        "name",
        "numerical_range_slider",
        "phone",
        "radio_buttons",
        "selection_list",
        "text",
    ];
    assert_eq!(types, every);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_asked_before_a_chat_can_be_set_to_anything() {
    let simulator = with(|options| {
        options.configuration = json!({"forms": []});
        options.parameters = json!([{"a": "PHONE", "b": "SOMETHING"}]);
        options.server_version = "6".to_owned();
        options.availability = "notAvailable".to_owned();
    });
    let client = Client::new(&simulator);
    assert_eq!(client.get("configuration").await.json(), json!({"forms": []}));
    assert_eq!(client.get("parameters").await.json(), json!({"parameters": [{"a": "PHONE", "b": "SOMETHING"}]}));
    assert_eq!(client.get("version").await.json(), json!({"server_version": "6"}));
    assert_eq!(client.get("availability").await.json()["chat"], "notAvailable");
    simulator.change_options(|options| options.availability = "unavailable".to_owned());
    assert_eq!(client.get("availability").await.json()["chat"], "unavailable");
    simulator.fault(Route::Configuration, Fault::status(503));
    assert_eq!(client.get("configuration").await.status, 503);
}

#[tokio::test(flavor = "multi_thread")]
async fn servers_for_calls_come_in_plain_json() {
    let simulator = simulator();
    let client = Client::new(&simulator);
    let expected = SimulatorOptions::default().ice_servers;
    assert_eq!(client.get("iceservers").await.json(), json!({"servers": expected}));
    simulator.fault(Route::IceServers, Fault::status(503));
    assert_eq!(client.get("iceservers").await.status, 503);
}

#[tokio::test(flavor = "multi_thread")]
async fn servers_for_calls_come_encrypted_for_those_who_know_the_chat_id() {
    let servers = json!([{"url": "turn:t.example.com", "username": "u", "credential": "c"}]);
    let simulator = with(|options| {
        options.ice_servers = servers.clone();
        options.ice_servers_form = IceServersForm::Encrypted;
    });
    let client = Client::new(&simulator);
    let ask = async |query: &str| {
        let request = client.http.get(format!("{}/iceservers?tenantUrl=acme{query}", client.api));
        client.send(request).await.expect("an answer")
    };
    assert_eq!(ask("").await.error(), (400, "5003".to_owned()));
    let answer = ask("&domain=x&appId=demo&sessionId=the-chat").await;
    assert_eq!(decrypted(&answer.body, "the-chat"), Some(servers.clone()));
    assert_eq!(decrypted(&answer.body, "another-chat"), None);
    assert_ne!(ask("&sessionId=the-chat").await.body, answer.body, "salt and nonce are new every time");

    simulator.change_options(|options| options.ice_servers_form = IceServersForm::EncryptedJson);
    let quoted = ask("&sessionId=the-chat").await.json();
    assert_eq!(decrypted(quoted.as_str().expect("a string"), "the-chat"), Some(servers));
}

fn decrypted(text: &str, password: &str) -> Option<Value> {
    let bytes = STANDARD.decode(text).expect("Base64");
    let (salt, rest) = bytes.split_at(16);
    let (nonce, secret) = rest.split_at(12);
    let mut key = [0; 32];
    let rounds = NonZeroU32::new(65_536).expect("not zero");
    pbkdf2::derive(pbkdf2::PBKDF2_HMAC_SHA256, rounds, salt, password.as_bytes(), &mut key);
    let key = aead::LessSafeKey::new(aead::UnboundKey::new(&aead::AES_256_GCM, &key).expect("a key"));
    let nonce = aead::Nonce::try_assume_unique_for_key(nonce).expect("a nonce");
    let mut secret = secret.to_vec();
    let plain = key.open_in_place(nonce, aead::Aad::empty(), &mut secret).ok()?;
    Some(serde_json::from_slice(plain).expect("JSON"))
}
