//! Forms of every kind.

use contact_center_simulator::FormOutcome;
use serde_json::json;

use super::Scene;

pub(super) fn fill_in_forms(scene: &mut Scene) {
    let id = scene.agent.show_form("contact", Some(60));
    assert_eq!(
        scene.event("chat_session_form_show", "form_request_id", &id),
        json!({ "event": "chat_session_form_show", "form_request_id": id, "form_name": "contact", "form_timeout": 60 })
    );
    let data = json!({ "name": "Anna", "stars": 5, "topics": ["billing"], "news": true });
    scene.done("send_form_data", json!({ "form_request_id": id, "form_name": "contact", "data": data }));
    assert_eq!(scene.agent.form_outcome(&id), Some(FormOutcome::Submitted { data: data.clone() }));
    let own = scene.chat_id.clone();
    let told = json!({
        "event": "chat_session_form_data", "form_request_id": id, "form_name": "contact", "data": data, "party_id": own,
    });
    assert_eq!(scene.told("chat_session_form_data"), [told]);
    let told = json!({ "event": "chat_session_form_submit", "form_request_id": id, "data": data, "party_id": own });
    assert_eq!(scene.told("chat_session_form_submit"), [told]);

    let id = scene.agent.show_form("contact", None);
    scene.done("cancel_form", json!({ "form_request_id": id, "form_name": "contact" }));
    assert_eq!(scene.agent.form_outcome(&id), Some(FormOutcome::Cancelled));
    let id = scene.agent.show_form("hologram", None);
    scene.done("reject_unknown_form", json!({ "form_request_id": id, "form_name": "hologram" }));
    assert_eq!(scene.agent.form_outcome(&id), Some(FormOutcome::Submitted { data: json!("Form not found") }));

    let id = scene.agent.ask_in_text(None);
    let shown = scene.event("chat_session_form_show", "form_request_id", &id);
    assert_eq!(shown, json!({ "event": "chat_session_form_show", "form_request_id": id }));
    let sent = scene.shown("answer_form_in_text", json!({ "form_request_id": id, "text": "Very good" }));
    assert_eq!(sent["msg_text"], "Very good");
    let outcome = scene.agent.form_outcome(&id);
    assert_eq!(outcome, Some(FormOutcome::Submitted { data: json!({ "text": "Very good" }) }));

    let id = scene.agent.show_secure_form("card");
    assert_eq!(
        scene.event("chat_session_secure_form_show", "form_request_id", &id),
        json!({ "event": "chat_session_secure_form_show", "form_request_id": id, "form_id": "card" })
    );
    let data = json!({ "number": "4929" });
    scene.done("send_secure_form_data", json!({ "form_request_id": id, "form_name": "card", "data": data }));
    assert_eq!(scene.agent.form_outcome(&id), Some(FormOutcome::Submitted { data }));
    let told = json!({
        "event": "chat_session_secure_form_data", "form_request_id": id, "form_name": "card", "party_id": own,
    });
    assert_eq!(scene.told("chat_session_secure_form_data"), [told]);
    let id = scene.agent.show_secure_form("card");
    scene.done("cancel_secure_form", json!({ "form_request_id": id, "form_name": "card" }));
    assert_eq!(scene.agent.form_outcome(&id), Some(FormOutcome::Cancelled));
}
