//! The scenario: what the server does by itself, whoever plays the agent: when the client says that it leaves, and when
//! it leaves a form unanswered.

use serde_json::Value;

use super::{perform, text};
use crate::{
    MessageExtras, event,
    forms::FormOutcome,
    session::{Session, Stage},
};

/// What waiting customers are told.
pub(crate) const PLEASE_WAIT: &str = "Please wait for the next available agent";
const SURVEY: &str = "How would you rate this conversation, from 1 to 5?";
const FAREWELL: &str = "Thank you for contacting us. Goodbye!";
const NO_ANSWER: &str = "We have not got your answer in time. Let us go on without it.";

/// Takes an event of the client in. `survey` says whether a client that disconnects is asked for a rating.
pub(crate) fn receive(session: &mut Session, event: &Value, survey: bool) {
    session.receive(event);
    match (event["event"].as_str(), session.stage) {
        (Some("chat_session_disconnect"), Stage::Conversation) => disconnect(session, survey),
        (Some("chat_session_message"), Stage::Survey) => farewell(session),
        (Some("chat_session_end"), _) => {
            session.publish(event::ended());
            session.stage = Stage::EndedByClient;
        }
        _ => {}
    }
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

fn disconnect(session: &mut Session, survey: bool) {
    if session.agent.present {
        perform::leave(session);
    }
    if survey {
        session.stage = Stage::Survey;
        say(session, SURVEY);
    } else {
        farewell(session);
    }
}

fn farewell(session: &mut Session) {
    say(session, FAREWELL);
    perform::end(session);
}
