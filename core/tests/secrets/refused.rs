//! Whatever can be refused, with secrets in it.

use contact_center_simulator::{Fault, Hostility, Route};
use serde_json::json;

use super::*;

/// A refusal in the server's own words.
pub(crate) fn refusal(status: u16, body: &dyn ToString) -> Fault {
    let (body, content_type) = (body.to_string(), Some("application/json".to_owned()));
    Fault::Status { status, body, content_type, headers: Default::default() }
}

pub(crate) fn words_of_the_server() -> serde_json::Value {
    json!({ "error_code": "5500", "error_message": secret("words of the server") })
}

/// So many errors are written down.
pub(crate) const ERRORS: usize = 21;

pub(crate) async fn everything_is_refused(scene: &Scene) {
    let Scene { sdk, simulator, paper, .. } = scene;
    let id = || scene.chat_id.clone();
    let (directory, path) = (scene.path(""), scene.path(&secret("letter.txt")));
    let odd = json!({ "error_code": "7777", "error_message": secret("words") });
    for fault in [
        refusal(500, &words_of_the_server()),
        refusal(418, &odd),
        refusal(200, &format!("<html>{SECRET}</html>")),
        refusal(200, &format!("{{\"server_version\":\"{SECRET}")),
        Fault::Hostile { how: Hostility::Redirect(format!("https://127.0.0.1:9/{SECRET}")) },
    ] {
        simulator.fault(Route::Version, fault);
        paper.error(sdk.get_version().await);
    }
    // The list of servers is encrypted for another chat, or is none.
    simulator.fault(Route::IceServers, refusal(200, &format!("\"{SECRET}\"")));
    paper.error(sdk.get_ice_servers(id()).await);
    simulator.fault(Route::CaseHistory, refusal(200, &format!("{{\"sessions\":[{{\"chat_id\":\"{SECRET}")));
    paper.error(sdk.get_case_history(id()).await);
    paper.error(sdk.get_chat_history(format!("{SECRET}/..")).await);
    paper.error(sdk.chat_typing(format!("{SECRET}-chat")).await);
    paper.error(sdk.send_form_data(id(), "r".into(), "n".into(), form(r#"["WORD"]"#)).await);
    let word = ContactCenterSignaling::Other { raw: form(r#"["WORD"]"#) };
    paper.error(sdk.send_signaling(id(), "p-1".into(), word, None).await);
    paper.error(sdk.start_cobrowsing(id(), "surfly".into(), format!("https://{SECRET}\n"), "1".into()).await);
    paper.error(sdk.upload_file(format!("{path}/{SECRET}"), None).await);
    paper.error(sdk.download_file(id(), secret("file\n"), directory.clone(), "a".into(), None).await);
    paper.error(sdk.download_file_url(format!("https://{SECRET}@example.com/"), directory, "a".into(), None).await);
    paper.error(sdk.subscribe_for_remote_notifications_apns(id(), secret("token"), "com.acme".into()).await);
    paper.error(sdk.app_did_receive_message([("chatID".into(), format!("{SECRET}/"))].into()));
    paper.error(sdk.retry_chat_message(id(), secret("id")).await);
    paper.error(stored_client_id(format!("{path}/{SECRET}")));
    let bad = ContactCenterConfiguration { app_id: format!("{SECRET}\n"), ..configuration(simulator) };
    paper.show(&bad);
    paper.error(ContactCenterCommunicator::new(bad, scene.seen.clone()));
    let detour = ContactCenterConfiguration {
        proxy_url: Some(format!("http://{SECRET}:{SECRET}@127.0.0.1:1")),
        ..configuration(simulator)
    };
    let (detour, _) = communicator(detour);
    detour.set_log_sink(Some(Arc::new(paper.clone())), ContactCenterLogLevel::Debug).unwrap();
    paper.error(detour.get_version().await);
    paper.show(&detour.configuration());
    detour.shutdown();
}
