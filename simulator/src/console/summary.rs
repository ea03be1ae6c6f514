//! A chat as the list of the console shows it.

use serde_json::{Value, json};

use crate::session::{Session, Stage};

/// How far back the last message is looked for.
const LOOK_BACK: usize = 50;

/// The summary of a chat. `total` and `forms` change whenever its timeline does.
pub(super) fn of(session: &Session) -> Value {
    json!({
        "chat_id": session.id,
        "client_id": session.client_id,
        "requested": session.requested,
        "state": session.state,
        "stage": stage(session.stage),
        "is_finished": session.is_finished(),
        "is_polled": session.polled,
        "is_scripted": session.script.is_some(),
        "created_at": session.created_time,
        "last_at": session.history_times.last(),
        "total": session.history.len(),
        "queued": session.queue.len(),
        "forms": session.forms.outcomes().count(),
        "customer_messages": session.count("chat_session_message") + session.count("chat_session_file"),
        "preview": preview(session),
        "agent": session.agent.present.then_some(&session.agent.name),
        "case_id": session.case_id,
        "is_case_closed": session.case_closed,
        "subscription": session.subscription,
    })
}

fn stage(stage: Stage) -> &'static str {
    match stage {
        Stage::Conversation => "conversation",
        Stage::Survey => "survey",
        Stage::Ended => "ended",
        Stage::EndedByClient => "ended_by_client",
        Stage::Lost => "lost",
    }
}

/// The last message or file of either side.
fn preview(session: &Session) -> Option<&Value> {
    let recent = session.history.iter().rev().take(LOOK_BACK);
    let texts = recent.filter_map(|event| match event["event"].as_str()? {
        "chat_session_message" => event.get("msg_text").or_else(|| event.get("msg")),
        "chat_session_file" => event.get("file_name"),
        _ => None,
    });
    texts.into_iter().next()
}
