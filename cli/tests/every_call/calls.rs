//! Places, pages, calls with sound and picture, browsing together.

use serde_json::json;

use super::{Scene, client::PATIENCE};

pub(super) fn show_places_and_pages(scene: &mut Scene) {
    let map = "https://maps.example.com";
    let sent = scene.shown("send_location", json!({ "latitude": 55.5, "longitude": -12, "url": map }));
    assert_eq!((&sent["latitude"], &sent["longitude"], &sent["url"]), (&json!("55.5"), &json!("-12"), &json!(map)));
    let args = json!({ "chat_id": scene.chat_id, "latitude": 91, "longitude": 0 });
    let error = scene.client.call("send_location", args)["error"].clone();
    assert_eq!((&error["kind"], &error["argument"]), (&json!("InvalidArgument"), &json!("latitude")));
    assert_eq!(error["reason"], "latitude must be from -90 to 90 degrees");

    let theirs = scene.agent.send_location("55.5", "-12", Some(map));
    assert_eq!(
        scene.event("chat_session_location", "url", map),
        json!({
            "event": "chat_session_location", "message_id": theirs["msg_id"], "party_id": theirs["party_id"],
            "latitude": 55.5, "longitude": -12.0, "url": map,
        })
    );
    scene.done("send_navigation", json!({ "page": "/cart", "title": "Cart" }));
    let page = scene.agent.wait_for_client_event("chat_session_navigation", PATIENCE).expect("the page");
    let told = json!({
        "event": "chat_session_navigation", "message_id": page["msg_id"], "party_id": scene.chat_id, "page": "/cart",
        "title": "Cart",
    });
    assert_eq!(scene.told("chat_session_navigation"), [told]);
}

pub(super) fn speak_of_calls(scene: &mut Scene) {
    let theirs = scene.agent.signal(json!({ "type": "OFFER_CALL", "sdp": "v=0", "offerVideo": true }));
    let party_id = theirs["party_id"].as_str().unwrap();
    assert_eq!(
        scene.event("chat_session_signaling", "party_id", party_id),
        json!({
            "event": "chat_session_signaling", "message_id": theirs["msg_id"], "party_id": party_id,
            "data": { "type": "OFFER_CALL", "sdp": "v=0", "offer_video": true },
        })
    );
    // What was printed may be said, and so may what stands on the wire.
    let printed = json!({ "type": "OFFER_CALL", "sdp": "v=0", "offer_video": true });
    scene.done("send_signaling", json!({ "destination_party_id": party_id, "data": printed }));
    let said = scene.agent.client_events().pop().unwrap();
    assert_eq!(said["data"], json!({ "type": "OFFER_CALL", "sdp": "v=0", "offerVideo": true }));
    let data = json!({ "type": "ANSWER_CALL", "sdp": "v=1" });
    scene.done("send_signaling", json!({ "destination_party_id": party_id, "data": data }));
    let said = scene.agent.client_events().pop().unwrap();
    assert_eq!((&said["destination_party_id"], &said["data"]), (&json!(party_id), &data));

    let theirs = scene.agent.request_cobrowsing();
    assert_eq!(
        scene.event("chat_session_cobrowsing_requested", "party_id", party_id),
        json!({ "event": "chat_session_cobrowsing_requested", "message_id": theirs["msg_id"], "party_id": party_id })
    );
    let session = json!({ "provider_type": "surfly", "cobrowsing_url": "https://c.example.com", "cobrowsing_id": "7" });
    scene.done("start_cobrowsing", session.clone());
    let told = scene.told("chat_session_cobrowsing_started");
    for (field, value) in session.as_object().unwrap() {
        assert_eq!(told[0][field], *value);
    }
    for (call, event) in
        [("end_cobrowsing", "chat_session_cobrowsing_ended"), ("reject_cobrowsing", "chat_session_cobrowsing_rejected")]
    {
        scene.done(call, json!({}));
        assert_eq!(scene.agent.client_events().pop().unwrap()["event"], event);
    }
}
