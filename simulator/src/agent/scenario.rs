//! The scenario: what the server does by itself when the client disconnects, ends, or leaves a form unanswered.

use serde_json::Value;

use super::{perform, text};
use crate::{
    MessageExtras, SimulatorOptions, Survey, event,
    forms::FormOutcome,
    session::{Session, Stage},
};

/// What waiting customers are told.
pub(crate) const PLEASE_WAIT: &str = "Please wait for the next available agent";
/// The name of the survey in the configuration; web clients know it.
const SURVEY_FORM: &str = "MobileChatSurvey";
const CONNECTED: &str = "connected";
const SURVEY: &str = "How would you rate this conversation, from 1 to 5?";
const FAREWELL: &str = "Thank you for contacting us. Goodbye!";
const NO_ANSWER: &str = "We have not got your answer in time. Let us go on without it.";

/// Takes an event of the client in.
pub(crate) fn receive(session: &mut Session, event: &Value, options: &SimulatorOptions) {
    session.receive(event);
    let is_rating = session.forms.is_answer_to(event, SURVEY_FORM);
    if options.status_after_form && is_form_answer(event) && session.state == CONNECTED {
        session.publish_status(CONNECTED);
    }
    match (event["event"].as_str(), session.stage) {
        (Some("chat_session_disconnect"), Stage::Conversation) => disconnect(session, options.survey),
        (Some("chat_session_message"), Stage::Survey) => farewell(session),
        (Some(_), Stage::Survey) if is_rating => farewell(session),
        (Some("chat_session_end"), _) => {
            session.publish(event::ended());
            session.stage = Stage::EndedByClient;
        }
        _ => {}
    }
}

/// Whether the event closes a form in the client.
fn is_form_answer(event: &Value) -> bool {
    let name = event["event"].as_str().unwrap_or_default();
    matches!(name, "chat_session_form_data" | "chat_session_secure_form_data" | "chat_form_data_cancel")
        || name == "chat_session_secure_form_cancel"
}

/// Says something in the name of the scenario.
pub(crate) fn say(session: &mut Session, words: &str) {
    let party_id = session.scenario.clone();
    session.publish_message(&party_id, &text::to_html(words), words, &MessageExtras::default());
}

/// The time for a form is over: unless it has been settled, the scenario goes on without it.
pub(crate) fn time_out_form(session: &mut Session, form_request_id: &str) {
    if !session.is_finished() && session.forms.settle(form_request_id, FormOutcome::TimedOut) {
        say(session, NO_ANSWER);
    }
}

fn disconnect(session: &mut Session, survey: Survey) {
    if session.agent.present {
        perform::leave(session);
    }
    match survey {
        Survey::None => return farewell(session),
        Survey::Question => say(session, SURVEY),
        Survey::Form => {
            perform::show_form(session, SURVEY_FORM, None);
        }
    }
    session.stage = Stage::Survey;
}

fn farewell(session: &mut Session) {
    say(session, FAREWELL);
    perform::end(session);
}
