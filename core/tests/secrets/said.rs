//! Whatever either side can say and show, with secrets in it.

use std::fs;

use ContactCenterSignaling::*;
use contact_center_simulator::{IceServersForm, MessageExtras, Picture};
use serde_json::json;

use super::*;

/// What the app is told in the course of it, by what it prints.
pub(crate) const TOLD: [&str; 16] = [
    "chat_session_party_joined(…)",
    "chat_session_message(…)",
    "chat_session_message_edit(…)",
    "chat_session_message_delete(…)",
    "chat_session_typing(…)",
    "chat_session_file(…)",
    "chat_session_file_url(…)",
    "chat_session_location(…)",
    "chat_session_form_show(…)",
    "chat_session_secure_form_show(…)",
    "chat_session_signaling(…)",
    "chat_session_cobrowsing_requested(…)",
    "chat_session_case_set(…)",
    "chat_session_info(…)",
    "chat_session_timeout_warning(…)",
    "unknown(…)",
];

/// What the agent can do.
pub(crate) fn everything_is_told(scene: &Scene) {
    let agent = &scene.agent;
    let said = agent.say(&secret("words"))["msg_id"].as_str().unwrap().to_owned();
    agent.edit_message(&said, &secret("other words"));
    agent.delete_message(&said);
    agent.typing_draft(&secret("draft"));
    agent.say_html(&format!("<b>{SECRET}</b>"));
    let card = json!({ "id": SECRET, "contentType": "text/plain", "content": secret("card"), "name": secret("name") });
    let choices = vec![secret("yes"), secret("no")];
    let extras =
        MessageExtras { directive_id: Some(SECRET.into()), choices, attachments: vec![card], ..Default::default() };
    agent.say_more(&secret("question"), extras);
    agent.send_file(&secret("report.txt"), "text/plain", secret("report").as_bytes());
    agent.send_file_url(&format!("https://files.example.com/{SECRET}"), "attachment");
    agent.send_location("1.5", "2.5", Some(&format!("https://maps.example.com/{SECRET}")));
    agent.signal(json!({ "type": "OFFER_CALL", "sdp": secret("v=0"), "offerVideo": true }));
    agent.signal(json!({ "type": "ICE_CANDIDATE", "candidate": SECRET, "sdpMid": SECRET, "sdpMLineIndex": "odd" }));
    agent.signal(json!({ "type": "REQUEST_PHONE_CALL", "number": PHONE }));
    agent.signal(json!({ "type": SECRET, "words": SECRET }));
    agent.request_cobrowsing();
    agent.set_case(Some(&secret("case")));
    agent.info(&secret("service"));
    agent.warn(&secret("warning"));
    agent.send_event(json!({ "event": format!("{SECRET}_event"), "words": SECRET }));
    agent.send_event(json!({ "event": "chat_session_message", "msg": { "odd": SECRET } }));
    agent.send_event(json!(SECRET));
}

/// What the customer can say and look at.
pub(crate) async fn everything_is_said(scene: &Scene) {
    let Scene { sdk, agent, paper, .. } = scene;
    let id = || scene.chat_id.clone();
    sdk.chat_typing_with_draft(id(), secret("draft")).await.unwrap();
    sdk.send_navigation(id(), format!("https://example.com/{SECRET}"), secret("title")).await.unwrap();
    sdk.send_location(id(), 1.0, 2.0, Some(format!("https://example.com/{SECRET}"))).await.unwrap();
    sdk.send_chat_answer(id(), secret("yes"), SECRET.into()).await.unwrap();
    let shown = agent.show_form("contact", None);
    sdk.send_form_data(id(), shown, "contact".into(), form(r#"{"name":"WORD"}"#)).await.unwrap();
    let shown = agent.ask_in_text(None);
    sdk.answer_form_in_text(id(), shown, secret("number")).await.unwrap();
    let shown = agent.show_secure_form("card");
    sdk.send_secure_form_data(id(), shown, "card".into(), form(r#"{"number":"WORD"}"#)).await.unwrap();
    sdk.subscribe_for_remote_notifications_apns(id(), TOKEN.into(), "com.acme.app".into()).await.unwrap();
    let android = FirebasePlatform::Android;
    sdk.subscribe_for_remote_notifications_firebase(id(), format!("{SECRET}-token"), android).await.unwrap();
    for word in [
        OfferCall { sdp: secret("v=0"), offer_video: true },
        AnswerCall { sdp: secret("v=1") },
        IceCandidate { candidate: SECRET.into(), sdp_mid: Some(SECRET.into()), sdp_m_line_index: Some(0) },
        CallRejected { reason_code: Some(SECRET.into()), reason: Some(secret("reason")) },
        RequestPhoneCall { number: PHONE.into() },
        RequestSms { number: PHONE.into() },
        Other { raw: form(r#"{"type":"WORD"}"#) },
    ] {
        paper.show(&word);
        sdk.send_signaling(id(), format!("{SECRET}-party"), word, None).await.unwrap();
    }
    let (url, session) = (format!("https://cobrowse.example.com/{SECRET}"), secret("session"));
    sdk.start_cobrowsing(id(), secret("provider"), url, session).await.unwrap();
    sdk.end_cobrowsing(id()).await.unwrap();
    paper.show(&message_directives(format!(
        "{SECRET} /buttons [{SECRET}] /attachment: https://{SECRET}.example, image"
    )));
    files_go_up_and_down(scene).await;
    everything_is_looked_at(scene).await;
}

async fn files_go_up_and_down(scene: &Scene) {
    let Scene { sdk, simulator, paper, .. } = scene;
    let id = || scene.chat_id.clone();
    let (directory, path) = (scene.path(""), scene.path(&secret("letter.txt")));
    fs::write(&path, secret("letter")).unwrap();
    let file = sdk.upload_file(path, None).await.unwrap();
    let data = sdk.upload_data(secret("note").into(), secret("note.txt"), None).await.unwrap();
    for file in [&file, &data] {
        sdk.send_chat_file(id(), file.file_id.clone(), secret("letter.txt"), file.file_type.clone()).await.unwrap();
    }
    let name = || secret("copy.txt");
    let down = sdk.download_file(id(), file.file_id.clone(), directory.clone(), name(), None).await.unwrap();
    let link = format!("{}/clientweb/file/{}", simulator.base_url(), file.file_id);
    let from_elsewhere = sdk.download_file_url(link, directory, name(), None).await.unwrap();
    paper.show(&(file, data, down, from_elsewhere));
}

async fn everything_is_looked_at(scene: &Scene) {
    let Scene { sdk, simulator, paper, .. } = scene;
    let id = || scene.chat_id.clone();
    simulator.change_options(|options| {
        options.ice_servers =
            json!([{ "url": "turn:t.example.com", "username": SECRET, "credential": secret("login") }]);
        options.agent_photo = Some(Picture::sample());
        options.case_history_with_current = true;
    });
    for form in [IceServersForm::Plain, IceServersForm::Encrypted] {
        simulator.change_options(|options| options.ice_servers_form = form);
        let servers = sdk.get_ice_servers(id()).await.unwrap();
        assert_eq!(servers[0].username.as_deref(), Some(SECRET));
        paper.show(&servers);
    }
    let joined = scene.seen.events().into_iter().find_map(|event| match event {
        ContactCenterEvent::ChatSessionPartyJoined { party_id, .. } => party_id,
        _ => None,
    });
    let photo = sdk.get_party_photo(id(), joined.unwrap()).await.unwrap();
    assert!(photo.is_some());
    paper.show(&photo);
    let (history, case) = (sdk.get_chat_history(id()).await.unwrap(), sdk.get_case_history(id()).await.unwrap());
    assert!(history.len() > TOLD.len() && case.len() == 1, "{history:?}");
    paper.show(&(history, case));
    paper.show(&sdk.get_active_chat().await.unwrap().expect("this one"));
    sdk.close_case(id()).await.unwrap();
}
