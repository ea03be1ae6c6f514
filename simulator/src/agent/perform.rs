//! Carries out the actions of an agent on a session.

use serde_json::{Value, json};

use super::{AgentAction, text};
use crate::{
    MessageExtras, event,
    files::{FileStore, StoredFile},
    forms::{FormKind, FormOutcome},
    session::{Session, Stage, new_party_id},
};

/// The agent who joins when no name is given.
pub(crate) const DEFAULT_NAME: &str = "Alex Agent";

/// Carries an action out and returns the event it came to; of several events the one that matters most. `Null` if it came
/// to none.
pub(crate) fn perform(session: &mut Session, files: &mut FileStore, action: &AgentAction) -> Value {
    let agent = session.agent.party_id.clone();
    match action {
        AgentAction::Join { name } => join(session, name.as_deref().unwrap_or(DEFAULT_NAME)),
        AgentAction::Leave => leave(session),
        AgentAction::Say { text } => say(session, text, &MessageExtras::default()),
        AgentAction::SayHtml { html } => {
            let speaker = session.speaker();
            session.publish_message(&speaker, html, &text::from_html(html), &MessageExtras::default())
        }
        AgentAction::SayMore { text, extras } => say(session, &extras.words(text), extras),
        AgentAction::SayMany { count } => {
            (1..=*count).fold(Value::Null, |_, number| say(session, &format!("Message {number}"), &Default::default()))
        }
        AgentAction::Typing { draft } => session.publish(event::typing(&agent, draft.as_deref())),
        AgentAction::NotTyping => session.publish(event::of_party("chat_session_not_typing", &agent)),
        AgentAction::AcknowledgeDelivered { msg_id } => {
            session.publish(event::about_message("chat_session_message_delivered", &agent, msg_id))
        }
        AgentAction::AcknowledgeRead { msg_id } => {
            session.publish(event::about_message("chat_session_message_read", &agent, msg_id))
        }
        AgentAction::EditMessage { msg_id, text } => {
            let mut edit = event::about_message("chat_session_message_edit", &session.speaker(), msg_id);
            edit["msg"] = text::to_html(text).into();
            session.publish(edit)
        }
        AgentAction::DeleteMessage { msg_id } => session.publish(event::message_deleted(msg_id)),
        AgentAction::ShowForm { form_name, timeout_seconds } => show_form(session, form_name, *timeout_seconds),
        AgentAction::ShowSecureForm { form_id } => {
            let id = session.forms.show(FormKind::Secure, form_id);
            let id = session.writing.form_numbers.written(id);
            let show = json!({"event": "chat_session_secure_form_show", "form_request_id": id, "form_id": form_id});
            session.publish(show)
        }
        AgentAction::CancelSecureForm { form_request_id } => {
            session.forms.settle(form_request_id, FormOutcome::Withdrawn);
            let cancel = json!({"event": "chat_session_secure_form_cancel", "form_request_id": form_request_id});
            session.publish(cancel)
        }
        AgentAction::SendFile { name, content_type, bytes } => {
            let file = StoredFile { name: name.clone(), content_type: content_type.clone(), bytes: bytes.clone() };
            let file_type = file.file_type();
            let file_id = files.add(file);
            let fields = json!({"file_id": file_id, "file_name": name, "file_type": file_type});
            session.publish_numbered("chat_session_file", fields)
        }
        AgentAction::SendFileUrl { url, file_type } => {
            session.publish_numbered("chat_session_file_url", json!({"file_url": url, "file_type": file_type}))
        }
        AgentAction::SendLocation { latitude, longitude, url } => {
            let mut fields = json!({"latitude": latitude, "longitude": longitude});
            if let Some(url) = url {
                fields["url"] = url.as_str().into();
            }
            session.publish_numbered("chat_session_location", fields)
        }
        AgentAction::RequestCobrowsing => session.publish_numbered("chat_session_cobrowsing_requested", json!({})),
        AgentAction::Signal { data } => {
            session.publish_numbered("chat_session_signaling", json!({"data": event::signaling_data(data)}))
        }
        AgentAction::Info { service_name } => {
            session.publish(json!({"event": "chat_session_info", "service_name": service_name}))
        }
        AgentAction::SetCase { case_id } => {
            session.case_id = case_id.clone().filter(|case_id| !case_id.is_empty());
            session.case_closed = false;
            session.publish(event::case_set(case_id.as_deref()))
        }
        AgentAction::Warn { text } => session.publish(event::notice("chat_session_timeout_warning", text)),
        AgentAction::InactivityTimeout { text } => {
            session.stage = Stage::Ended;
            session.publish(event::notice("chat_session_inactivity_timeout", text))
        }
        AgentAction::End => end(session),
        AgentAction::Status { state } => {
            if state == "failed" || state == "completed" {
                session.stage = Stage::Ended;
            }
            session.publish_status(state)
        }
        AgentAction::SendEvent { event } => session.publish_as_is(event.clone()),
    }
}

/// The agent leaves the chat; the session goes on.
pub(crate) fn leave(session: &mut Session) -> Value {
    session.agent.present = false;
    let event = event::party_left(&session.agent.party_id);
    session.publish(event)
}

/// The server ends the session; its last events can still be polled.
pub(crate) fn end(session: &mut Session) -> Value {
    session.stage = Stage::Ended;
    session.publish(event::ended())
}

fn join(session: &mut Session, name: &str) -> Value {
    session.publish_status("connecting");
    session.agent.party_id = new_party_id();
    session.agent.present = true;
    session.agent.name = name.to_owned();
    let joined = session.publish(event::party_joined(&session.agent.party_id, name));
    session.publish_status("connected");
    joined
}

fn say(session: &mut Session, words: &str, extras: &MessageExtras) -> Value {
    let speaker = session.speaker();
    session.publish_message(&speaker, &text::to_html(words), words, extras)
}

pub(super) fn show_form(session: &mut Session, form_name: &str, timeout_seconds: Option<u32>) -> Value {
    let id = session.forms.show(FormKind::Plain, form_name);
    let numbers = session.writing.form_numbers;
    let id = numbers.written(id);
    let mut show = json!({"event": "chat_session_form_show", "form_request_id": id, "form_name": form_name});
    if let Some(seconds) = timeout_seconds {
        show["form_timeout"] = numbers.written(seconds);
    }
    session.publish(show)
}
