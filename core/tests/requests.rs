//! What goes over the wire, to the byte: method, path, query, headers and body of every call.

#![allow(missing_docs, clippy::unwrap_used)]

mod common;

use common::*;
use contact_center_core::*;
use contact_center_simulator::RecordedRequest;

/// Method, path and body, with the chat id and the base taken out.
fn line(request: &RecordedRequest, chat_id: &str) -> String {
    let path =
        request.path().strip_prefix("/gate/clientweb/api/v2").or(request.path().strip_prefix("/clientweb/api/v2"));
    let line = format!("{} {} {}", request.method, path.expect("the API's path"), request.body_text());
    line.trim_end().replace(chat_id, "CHAT")
}

/// Defects 33, 34, 35 and 47.
#[tokio::test(flavor = "multi_thread")]
async fn every_call_of_the_contract_is_one_request_in_the_documented_form() {
    let simulator = simulator();
    let (communicator, _) = communicator(configuration(&simulator));
    let (chat_id, agent) = open_chat(&simulator, &communicator).await;
    agent.set_case(Some("case-7"));
    let id = || chat_id.clone();
    let call = &communicator;

    call.get_version().await.unwrap();
    call.check_availability().await.unwrap();
    let parameters = [("zip", "94401"), ("email", "ann@example.com")].map(|(k, v)| (k.into(), v.into())).into();
    call.request_chat(Some("16508888888".into()), "Ann \"A\"".into(), parameters).await.unwrap();
    call.get_chat_history(id()).await.unwrap();
    call.get_case_history(id()).await.unwrap();
    // What waits goes together; here each is to go by itself.
    let sent = |event: &str, count| agent.wait_for_client_events(event, count, PATIENCE).expect("the event");
    call.send_chat_message(id(), "a < b\n\u{1F600}".into(), MessageFormat::Text).await.unwrap();
    sent("chat_session_message", 1);
    call.send_chat_message(id(), "<i>hi</i>".into(), MessageFormat::Html).await.unwrap();
    sent("chat_session_message", 2);
    call.chat_message_delivered(id(), "0".into()).await.unwrap();
    sent("chat_session_message_delivered", 1);
    call.chat_message_read(id(), "0".into()).await.unwrap();
    sent("chat_session_message_read", 1);
    call.chat_typing(id()).await.unwrap();
    sent("chat_session_typing", 1);
    call.chat_not_typing(id()).await.unwrap();
    sent("chat_session_not_typing", 1);
    call.subscribe_for_remote_notifications_apns(id(), "0A1b".into(), "com.acme.app".into()).await.unwrap();
    call.subscribe_for_remote_notifications_firebase(id(), "Fx:Y".into(), FirebasePlatform::Ios).await.unwrap();
    call.subscribe_for_remote_notifications_firebase(id(), "Fx:Y".into(), FirebasePlatform::Android).await.unwrap();
    call.unsubscribe_from_remote_notifications(id()).await.unwrap();
    call.close_case(id()).await.unwrap();
    call.disconnect_chat(id()).await.unwrap();
    call.end_chat(id()).await.unwrap();

    let requests = simulator.requests();
    let is_poll = |request: &&RecordedRequest| request.method == "GET" && request.path().ends_with("/events");
    let lines: Vec<_> = requests.iter().filter(|request| !is_poll(request)).map(|r| line(r, &chat_id)).collect();
    assert_eq!(
        lines,
        [
            r#"POST /chats {"from":"Ann","parameters":{}}"#,
            "GET /version",
            "GET /availability",
            r#"POST /chats {"phone_number":"16508888888","from":"Ann \"A\"","parameters":{"email":"ann@example.com","zip":"94401"}}"#,
            "GET /chats/CHAT/history",
            "GET /chats/CHAT/casehistory",
            concat!(
                r#"POST /chats/CHAT/events {"events":[{"event":"chat_session_message","msg":"a &lt; b<br>😀","#,
                r#""msg_text":"a < b\n😀","msg_id":"CHAT:1"}]}"#
            ),
            r#"POST /chats/CHAT/events {"events":[{"event":"chat_session_message","msg":"<i>hi</i>","msg_id":"CHAT:2"}]}"#,
            r#"POST /chats/CHAT/events {"events":[{"event":"chat_session_message_delivered","ref_msg_id":"0"}]}"#,
            r#"POST /chats/CHAT/events {"events":[{"event":"chat_session_message_read","ref_msg_id":"0"}]}"#,
            r#"POST /chats/CHAT/events {"events":[{"event":"chat_session_typing"}]}"#,
            r#"POST /chats/CHAT/events {"events":[{"event":"chat_session_not_typing"}]}"#,
            r#"POST /chats/CHAT/notifications {"ios_apns_device_token":"0a1b","ios_app_bundle_id":"com.acme.app"}"#,
            r#"POST /chats/CHAT/notifications {"ios_firebase_device_token":"Fx:Y"}"#,
            r#"POST /chats/CHAT/notifications {"android_firebase_device_token":"Fx:Y"}"#,
            "POST /chats/CHAT/notifications {}",
            "POST /chats/CHAT/closecase",
            r#"POST /chats/CHAT/events {"events":[{"event":"chat_session_disconnect"}]}"#,
            r#"POST /chats/CHAT/events {"events":[{"event":"chat_session_end"}]}"#,
        ]
    );
    // A poll that was on its way while the chat ended may find it gone.
    assert!(requests.iter().all(|request| is_poll(&request) || request.status == Some(200)), "{requests:#?}");
    let polls: Vec<_> = requests.iter().filter(is_poll).map(|request| line(request, &chat_id)).collect();
    assert!(!polls.is_empty() && polls.iter().all(|poll| poll == "GET /chats/CHAT/events"), "{polls:?}");
}

/// Defects 11 and 37.
#[tokio::test(flavor = "multi_thread")]
async fn every_request_carries_the_documented_headers_and_query() {
    let simulator = simulator();
    let (communicator, _) = communicator(ContactCenterConfiguration {
        tenant_url: "acme.example.com/a b".into(),
        ..configuration(&simulator)
    });
    let (chat_id, agent) = open_chat(&simulator, &communicator).await;
    communicator.get_version().await.unwrap();
    communicator.send_chat_message(chat_id, "hi".into(), MessageFormat::Text).await.unwrap();
    agent.wait_for_client_event("chat_session_message", PATIENCE).expect("the message");

    let requests = simulator.requests();
    let mut nonces = std::collections::HashSet::new();
    for request in &requests {
        let header = |name: &str| request.header(name);
        assert_eq!(
            header("authorization").as_deref(),
            Some(r#"MOBILE-API-140-327-PLAIN appId="demo-app", clientId="client-1""#)
        );
        assert_eq!(header("user-agent").as_deref(), Some("MobileClient"));
        assert_eq!(header("cache-control").as_deref(), Some("no-cache"));
        assert_eq!(request.query("tenantUrl").as_deref(), Some("acme.example.com/a b"));
        assert!(request.target.contains("tenantUrl=acme.example.com%2Fa+b"), "{}", request.target);
        let is_get = request.method == "GET";
        let content_type = (!is_get).then_some("application/json; charset=UTF-8");
        assert_eq!(header("content-type").as_deref(), content_type);
        assert_eq!(request.query("nonce").is_some(), is_get, "{}", request.target);
        if let Some(nonce) = request.query("nonce") {
            assert!(nonces.insert(nonce), "a nonce came twice");
        }
        assert_eq!(header("cookie"), None);
    }
    assert!(requests.len() >= 4);
}

/// Defect 38.
#[tokio::test(flavor = "multi_thread")]
async fn a_base_url_that_holds_the_whole_path_already_is_taken_as_it_is() {
    let simulator = simulator();
    for path in ["/", "/clientweb/api/v2", "/clientweb/api/v2/"] {
        let base_url = format!("{}{path}", simulator.base_url());
        let (communicator, _) = communicator(ContactCenterConfiguration { base_url, ..configuration(&simulator) });
        communicator.get_version().await.unwrap();
    }
    let base_url = format!("{}/clientweb/api/v1", simulator.base_url());
    let (old, _) = communicator(ContactCenterConfiguration { base_url, ..configuration(&simulator) });
    old.check_availability().await.unwrap();
    assert!(old.get_version().await.is_err(), "version 1 has no version");
    let paths: Vec<_> = simulator.requests().iter().map(|request| request.path().to_owned()).collect();
    let v2 = "/clientweb/api/v2/version";
    assert_eq!(paths, [v2, v2, v2, "/clientweb/api/v1/availability", "/clientweb/api/v1/version"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn cleartext_to_this_machine_works_when_it_is_allowed_by_name() {
    let simulator = contact_center_simulator::Simulator::start(contact_center_simulator::SimulatorOptions {
        cleartext: true,
        ..Default::default()
    });
    let (communicator, _) =
        communicator(ContactCenterConfiguration { allow_cleartext_loopback: true, ..configuration(&simulator) });
    communicator.get_version().await.unwrap();
}
