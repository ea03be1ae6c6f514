//! What is shown and said beside messages: places, pages, calls with sound and picture, browsing together.

use contact_center_simulator::{Fault, Route};
use serde_json::json;

use super::*;

#[tokio::test(flavor = "multi_thread")]
async fn a_place_and_a_page_are_shown() {
    let scene = Scene::open().await;
    let map = "https://maps.example.com/?q=55.6761,12.5683";
    let show = |latitude, longitude, url: Option<&str>| {
        scene.sdk.send_location(scene.id(), latitude, longitude, url.map(str::to_owned))
    };
    let with_map = show(55.6761, -12.5683, Some(map)).await.unwrap();
    assert_eq!(with_map, format!("{}:1", scene.chat_id));
    scene.wait_until_sent(&with_map);
    let without = show(-90.0, 180.0, None).await.unwrap();
    scene.wait_until_sent(&without);
    let look_at = |page: &str| scene.sdk.send_navigation(scene.id(), page.to_owned(), "Your cart".into());
    look_at("https://shop.example.com/cart").await.unwrap();
    let page = scene.agent.wait_for_client_event("chat_session_navigation", PATIENCE).expect("the page");

    let bodies: Vec<_> = scene.simulator.requests().into_iter().filter(|request| request.method == "POST").collect();
    let bodies: Vec<_> = bodies
        .iter()
        .filter(|request| request.path().ends_with("/events"))
        .map(|request| request.body_text().replace(page["msg_id"].as_str().unwrap(), "PAGE"))
        .collect();
    let chat_id = &scene.chat_id;
    assert_eq!(
        bodies,
        [
            format!(
                concat!(
                    r#"{{"events":[{{"event":"chat_session_location","latitude":"55.6761","longitude":"-12.5683","#,
                    r#""url":"{}","msg_id":"{}:1"}}]}}"#
                ),
                map, chat_id
            ),
            format!(
                concat!(
                    r#"{{"events":[{{"event":"chat_session_location","latitude":"-90","longitude":"180","#,
                    r#""msg_id":"{}:2"}}]}}"#
                ),
                chat_id
            ),
            concat!(
                r#"{"events":[{"event":"chat_session_navigation","page":"https://shop.example.com/cart","#,
                r#""title":"Your cart","msg_id":"PAGE"}]}"#
            )
            .to_owned(),
        ]
    );

    for (latitude, longitude, argument) in [
        (90.1, 0.0, "latitude"),
        (-91.0, 0.0, "latitude"),
        (f64::NAN, 0.0, "latitude"),
        (0.0, 180.1, "longitude"),
        (0.0, f64::NEG_INFINITY, "longitude"),
    ] {
        assert_eq!(refused(show(latitude, longitude, None).await), argument);
    }
    assert_eq!(refused(look_at("").await), "page");
    assert_eq!(scene.agent.client_events().len(), 3);

    // And back again: the history tells the app of all three.
    let history = scene.sdk.get_chat_history(scene.id()).await.unwrap();
    let [
        Event::ChatSessionLocation { message_id, party_id, url, latitude, longitude, .. },
        Event::ChatSessionLocation { url: None, latitude: Some(-90.0), longitude: Some(180.0), .. },
        Event::ChatSessionNavigation { page: Some(page), title: Some(title), .. },
    ] = &history[..]
    else {
        panic!("{history:?}");
    };
    assert_eq!((message_id, party_id.as_ref()), (&Some(with_map), Some(chat_id)));
    assert_eq!((url.as_deref(), *latitude, *longitude), (Some(map), Some(55.6761), Some(-12.5683)));
    assert_eq!((page.as_str(), title.as_str()), ("https://shop.example.com/cart", "Your cart"));
    scene.assert_goes_on().await;
}

/// The id that the app gives is the message's, and `Other` goes out member by member: that is how an app sends what another SDK
/// sends, such as an index as text.
#[tokio::test(flavor = "multi_thread")]
async fn signaling_carries_the_given_message_id_and_members() {
    let scene = Scene::open().await;
    let candidate = r#"{"candidate":"candidate:1","sdpMLineIndex":"0","sdpMid":"audio"}"#;
    let send = |message_id: &str| {
        let data = ContactCenterSignaling::Other { raw: JsonValue::from_text(candidate.to_owned()) };
        scene.sdk.send_signaling(scene.id(), "P".into(), data, Some(message_id.to_owned()))
    };
    send("7").await.unwrap();
    let requests = scene.simulator.requests();
    let sent = requests.iter().rfind(|request| request.method == "POST").expect("the message");
    assert_eq!(
        sent.body_text(),
        format!(
            concat!(
                r#"{{"events":[{{"event":"chat_session_signaling","msg_id":"7","#,
                r#""destination_party_id":"P","data":{}}}]}}"#
            ),
            candidate
        )
    );

    for bad in ["", "7\r\n"] {
        assert_eq!(refused(send(bad).await), "message_id");
    }
    assert_eq!(scene.agent.client_events().len(), 1);
    scene.assert_goes_on().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_call_is_signalled() {
    let scene = Scene::open().await;
    scene.agent.join();
    let joined = scene.seen.wait_for_event("the agent", |event| matches!(event, Event::ChatSessionPartyJoined { .. }));
    let agent = joined.party_id().unwrap().to_owned();

    // A server says "true" where it means true.
    scene.agent.signal(json!({ "type": "OFFER_CALL", "sdp": "v=0", "offerVideo": "true" }));
    let offer = scene.seen.wait_for_event("the offer", |event| matches!(event, Event::ChatSessionSignaling { .. }));
    let Event::ChatSessionSignaling { party_id, data, .. } = offer else { panic!("{offer:?}") };
    assert_eq!(party_id.as_ref(), Some(&agent));
    assert_eq!(data, ContactCenterSignaling::OfferCall { sdp: "v=0".into(), offer_video: true });

    use ContactCenterSignaling::*;
    let other = |raw: Value| Other { raw: JsonValue::from_text(raw.to_string()) };
    let say = |word| scene.sdk.send_signaling(scene.id(), agent.clone(), word, None);
    let words = [
        (AnswerCall { sdp: "v=1".into() }, json!({ "type": "ANSWER_CALL", "sdp": "v=1" })),
        (
            IceCandidate { candidate: "candidate:1".into(), sdp_mid: Some("0".into()), sdp_m_line_index: Some(0) },
            json!({ "type": "ICE_CANDIDATE", "candidate": "candidate:1", "sdpMid": "0", "sdpMLineIndex": 0 }),
        ),
        (
            CallState { audio_enabled: true, video_enabled: false },
            json!({ "type": "CALL_STATE", "audioEnabled": true, "videoEnabled": false }),
        ),
        (other(json!({ "type": "WAVE", "times": 3 })), json!({ "type": "WAVE", "times": 3 })),
        (EndCall, json!({ "type": "END_CALL" })),
    ];
    for (word, written) in words {
        say(word).await.unwrap();
        // A word has arrived when the call returns.
        let said = scene.agent.client_events().pop().unwrap();
        assert_eq!((&said["event"], &said["data"]), (&json!("chat_session_signaling"), &written));
        assert_eq!(said["destination_party_id"], agent);
    }

    assert_eq!(refused(say(other(json!("WAVE"))).await), "data");
    assert_eq!(
        refused(scene.sdk.send_signaling(scene.id(), String::new(), EndCall, None).await),
        "destination_party_id"
    );
    scene.simulator.fault(Route::SendEvents, Fault::error(500, 5500));
    assert_eq!(say(EndCall).await.unwrap_err().kind(), "ChatSessionInternalServerError");
    assert_eq!(scene.agent.client_events().len(), 5, "what is of the moment is not said later");

    scene.agent.request_cobrowsing();
    scene.seen.wait_for_event(
        "the wish to browse together",
        |event| matches!(event, Event::ChatSessionCobrowsingRequested { party_id: Some(party), .. } if *party == agent),
    );
    let url = "https://cobrowse.example.com/s/1";
    scene.sdk.start_cobrowsing(scene.id(), "surfly".into(), url.into(), "1".into()).await.unwrap();
    scene.sdk.end_cobrowsing(scene.id()).await.unwrap();
    scene.sdk.reject_cobrowsing(scene.id()).await.unwrap();
    assert_eq!(
        refused(scene.sdk.start_cobrowsing(scene.id(), "".into(), url.into(), "1".into()).await),
        "provider_type"
    );
    let mut sent = scene.agent.client_events().split_off(5);
    for event in &mut sent {
        let id = event.as_object_mut().unwrap().remove("msg_id");
        assert!(id.is_some_and(|id| id.is_string()), "{event}");
    }
    assert_eq!(
        sent,
        [
            json!({
                "event": "chat_session_cobrowsing_started", "provider_type": "surfly", "cobrowsing_url": url,
                "cobrowsing_id": "1",
            }),
            json!({ "event": "chat_session_cobrowsing_ended" }),
            json!({ "event": "chat_session_cobrowsing_rejected" }),
        ]
    );
    scene.assert_goes_on().await;
}
