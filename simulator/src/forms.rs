//! The forms of one session: what has been shown, and what became of it.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// What became of a form. In JSON: `{"outcome":"submitted","data":{…}}`, `{"outcome":"cancelled"}`, …
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "outcome", rename_all = "snake_case")]
pub enum FormOutcome {
    /// The customer has sent it.
    Submitted {
        /// What was filled in, as sent; a string from clients that do not know the form.
        data: Value,
    },
    /// The customer does not want to fill it in.
    Cancelled,
    /// The form was not answered in time.
    TimedOut,
    /// The agent has taken it back.
    Withdrawn,
}

/// Whether all parties may see the answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum FormKind {
    Plain,
    Secure,
}

#[derive(Debug, Serialize, Deserialize)]
struct Form {
    /// Kind and name of a form that was shown; nothing is known of one that the client made up, or that was shown by an
    /// event of the test's own.
    shown: Option<(FormKind, String)>,
    outcome: Option<FormOutcome>,
}

/// All forms of a session by their request id.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct Forms {
    last_id: u32,
    forms: HashMap<String, Form>,
}

impl Forms {
    /// Writes a form down that is shown now, and returns its id.
    pub(crate) fn show(&mut self, kind: FormKind, name: &str) -> u32 {
        self.last_id += 1;
        self.forms.insert(self.last_id.to_string(), Form { shown: Some((kind, name.to_owned())), outcome: None });
        self.last_id
    }

    /// Whether an event of the client answers the form that was shown, or why not.
    pub(crate) fn check(&self, event: &Value) -> Result<(), String> {
        let secure = match event["event"].as_str() {
            Some("chat_session_form_data" | "chat_form_data_cancel") => FormKind::Plain,
            Some("chat_session_secure_form_data" | "chat_session_secure_form_cancel") => FormKind::Secure,
            _ => return Ok(()),
        };
        let id = id_text(&event["form_request_id"]);
        match self.forms.get(&id).and_then(|form| form.shown.as_ref()) {
            Some((kind, _)) if *kind != secure => {
                Err(format!("form_request_id {id} is of a form that needs another event"))
            }
            Some((FormKind::Plain, name)) if event["form_name"] != **name => {
                Err(format!("form_name is not that of the form {id}"))
            }
            _ => Ok(()),
        }
    }

    /// Takes the outcome of a form down; false if it had one that stays.
    ///
    /// The first outcome counts. But web clients answer a form without a name twice, "Form not found" first and then the
    /// customer's text, so there the later answer counts.
    pub(crate) fn settle(&mut self, id: &str, outcome: FormOutcome) -> bool {
        let form = self.forms.entry(id.to_owned()).or_insert(Form { shown: None, outcome: None });
        let is_nameless = form.shown.as_ref().is_some_and(|(_, name)| name.is_empty());
        let is_answer = |outcome: &FormOutcome| matches!(outcome, FormOutcome::Submitted { .. });
        let counts = match &form.outcome {
            None => true,
            Some(before) => is_nameless && is_answer(before) && is_answer(&outcome),
        };
        if counts {
            form.outcome = Some(outcome);
        }
        counts
    }

    /// Whether the event answers the form with that name.
    pub(crate) fn is_answer_to(&self, event: &Value, name: &str) -> bool {
        let is_answer = matches!(event["event"].as_str(), Some("chat_session_form_data" | "chat_form_data_cancel"));
        let form = self.forms.get(&id_text(&event["form_request_id"]));
        let shown = form.and_then(|form| form.shown.as_ref());
        is_answer && shown.is_some_and(|(_, known)| known == name)
    }

    /// What became of a form; `None` while nothing has, and if there is no such form.
    pub(crate) fn outcome(&self, id: &str) -> Option<&FormOutcome> {
        self.forms.get(id)?.outcome.as_ref()
    }

    /// Request ids and outcomes of the forms that have one.
    pub(crate) fn outcomes(&self) -> impl Iterator<Item = (&str, &FormOutcome)> {
        self.forms.iter().filter_map(|(id, form)| Some((id.as_str(), form.outcome.as_ref()?)))
    }

    /// Whether the form was shown or answered.
    pub(crate) fn knows(&self, id: &str) -> bool {
        self.forms.contains_key(id)
    }
}

/// Ids come as strings or as numbers.
pub(crate) fn id_text(id: &Value) -> String {
    id.as_str().map_or_else(|| id.to_string(), str::to_owned)
}
