//! The rules of cases and of notifications.

use serde_json::json;

use crate::client::{Client, names, simulator};

#[tokio::test(flavor = "multi_thread")]
async fn without_a_case_its_history_and_its_closing_are_refused() {
    let simulator = simulator();
    let client = Client::new(&simulator);
    let chat = client.chat(&simulator).await;
    let (history, close) = (format!("chats/{}/casehistory", chat.id()), format!("chats/{}/closecase", chat.id()));
    assert_eq!(client.get(&history).await.error(), (406, "5601".to_owned()));
    assert_eq!(client.post(&close, json!({})).await.error(), (406, "5601".to_owned()));

    assert_eq!(chat.set_case(Some("case-1"))["case_id"], "case-1");
    assert_eq!(client.get(&history).await.status, 200);
    assert_eq!(client.try_post(&close, String::new()).await.expect("an answer").body, "{}");
    assert!(chat.is_case_closed());

    assert_eq!(chat.set_case(None)["case_id"], "");
    assert_eq!(client.get(&history).await.error(), (406, "5601".to_owned()));
}

#[tokio::test(flavor = "multi_thread")]
async fn case_history_lists_the_clients_sessions_of_that_case_and_no_others() {
    let simulator = simulator();
    let (client, stranger) = (Client::new(&simulator), Client::named(&simulator, "stranger"));
    let first = client.chat(&simulator).await;
    first.set_case(Some("case-1"));
    first.end();
    let other_case = client.chat(&simulator).await;
    other_case.set_case(Some("case-2"));
    other_case.end();
    stranger.chat(&simulator).await.set_case(Some("case-1"));
    let last = client.chat(&simulator).await;
    last.set_case(Some("case-1"));
    last.say("Back again");

    let path = format!("chats/{}/casehistory", last.id());
    let others = client.get(&path).await.json();
    assert_eq!(
        (others["sessions"].as_array().map(Vec::len), &others["sessions"][0]["chat_id"]),
        (Some(1), &json!(first.id()))
    );

    simulator.change_options(|options| options.case_history_with_current = true);
    let answer = client.get(&path).await.json();
    let sessions = answer["sessions"].as_array().expect("sessions");
    let ids: Vec<_> = sessions.iter().map(|session| session["chat_id"].as_str().expect("an id")).collect();
    assert_eq!(ids, [first.id(), last.id()]);
    assert!(sessions.iter().all(|session| session["created_time"].is_u64()));
    assert_eq!(names(sessions[1]["events"].as_array().expect("events")), ["case_set", "message"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn one_kind_of_token_subscribes_and_an_empty_object_cancels() {
    let simulator = simulator();
    let client = Client::new(&simulator);
    let chat = client.chat(&simulator).await;
    let path = format!("chats/{}/notifications", chat.id());
    let apns = json!({"ios_apns_device_token": "00ff12", "ios_app_bundle_id": "com.example.app"});
    for body in
        [apns.clone(), json!({"ios_firebase_device_token": "aB:c"}), json!({"android_firebase_device_token": "x"})]
    {
        assert_eq!(client.post(&path, body.clone()).await.body, "{}");
        assert_eq!(chat.subscription(), Some(body));
    }
    let mut both = apns;
    both["ios_firebase_device_token"] = json!("x");
    assert_eq!(client.post(&path, both).await.error(), (406, "5603".to_owned()));
    assert!(chat.subscription().is_some(), "a refusal leaves what was before");
    assert_eq!(client.post(&path, json!({})).await.body, "{}");
    assert_eq!(chat.subscription(), None);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_subscription_of_a_wrong_shape_is_5003() {
    let simulator = simulator();
    let client = Client::new(&simulator);
    let chat = client.chat(&simulator).await;
    let path = format!("chats/{}/notifications", chat.id());
    let bodies = [
        json!({"ios_apns_device_token": "00ff12"}),
        json!({"ios_apns_device_token": "00FF12", "ios_app_bundle_id": "com.example.app"}),
        json!({"ios_app_bundle_id": "com.example.app"}),
        json!({"android_firebase_device_token": ""}),
        json!({"token": "x"}),
    ];
    for body in bodies {
        assert_eq!(client.post(&path, body.clone()).await.error(), (400, "5003".to_owned()), "{body}");
    }
}
