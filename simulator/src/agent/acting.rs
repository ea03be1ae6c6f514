//! Agent actions on the shared state, by chat id.

use std::{sync::Arc, time::Duration};

use serde_json::Value;

use super::{AgentAction, perform::perform, scenario};
use crate::{forms::id_text, session::Session, shared_state::SharedState};

/// Carries out an action in a chat; `None` for an unknown chat.
pub(crate) fn act(shared: &Arc<SharedState>, chat_id: &str, action: &AgentAction) -> Option<Value> {
    act_while(shared, |_| true, chat_id, action)
}

/// Carries out an action while the chat meets a condition. The timeout of a form starts here.
pub(crate) fn act_while(
    shared: &Arc<SharedState>,
    condition: impl FnOnce(&Session) -> bool,
    chat_id: &str,
    action: &AgentAction,
) -> Option<Value> {
    let event = shared.change(|state| {
        let (session, files) = state.session_and_files(chat_id)?;
        condition(session).then(|| perform(session, files, action))
    })?;
    if let AgentAction::ShowForm { timeout_seconds: Some(seconds), .. } = action {
        time_out_form(shared, chat_id, &event, Duration::from_secs((*seconds).into()));
    }
    Some(event)
}

/// Continues the scenario when a form has had no answer in time.
fn time_out_form(shared: &Arc<SharedState>, chat_id: &str, shown: &Value, timeout: Duration) {
    let (shared_later, chat_id) = (Arc::clone(shared), chat_id.to_owned());
    let id = id_text(&shown["form_request_id"]);
    shared.runtime().spawn(async move {
        tokio::time::sleep(timeout).await;
        shared_later.change(|state| {
            if let Some(session) = state.session_mut(&chat_id) {
                scenario::time_out_form(session, &id);
            }
        });
    });
}
