//! What can be set before the doors open. Where servers in the field differ in form, the difference is an option, so that
//! a client can be shown to accept every form.

use std::time::Duration;

use crate::Certificates;

/// How a simulator behaves. `SimulatorOptions::default()` is a quiet, strict server for tests.
#[derive(Clone, Debug)]
pub struct SimulatorOptions {
    /// Port of the API on 127.0.0.1; 0 takes a free one.
    pub port: u16,
    /// Port of the plain-HTTP control API on 127.0.0.1; 0 takes a free one.
    pub control_port: u16,
    /// Speaks plain HTTP on the API port as well, in place of HTTPS.
    pub cleartext: bool,
    /// The certificates to serve with; `None` makes new ones. Hand those of an earlier run over
    /// ([`crate::Simulator::certificates`]) and a restarted server is trusted by the same client.
    pub certificates: Option<Certificates>,
    /// The only application id that is let in (else 3000); `None` lets any in.
    pub app_id: Option<String>,
    /// The only tenant that is served (else 1000); `None` serves any, but one must be named.
    pub tenant: Option<String>,
    /// How long an idle poll is held before it is answered with no events.
    pub poll_hold: Duration,
    /// Who plays the agent.
    pub agent: AgentMode,
    /// Whether the scenario asks for a rating after the client disconnects, or says goodbye at once.
    pub survey: bool,
    /// What the sending of events is answered with.
    pub send_reply: SendReply,
    /// How `is_new_chat` is written.
    pub is_new_chat: BooleanForm,
    /// How `ewt` is written in answers.
    pub estimated_wait: EstimatedWaitForm,
    /// The value of `ewt` in answers.
    pub estimated_wait_seconds: u32,
    /// How `error_code` is written.
    pub error_code: ErrorCodeForm,
    /// HTTP status of the refusal of a second poll of one chat; servers use 429 or 400.
    pub concurrent_poll_status: u16,
    /// What `version` answers.
    pub server_version: String,
}

impl Default for SimulatorOptions {
    fn default() -> Self {
        Self {
            port: 0,
            control_port: 0,
            cleartext: false,
            certificates: None,
            app_id: None,
            tenant: None,
            poll_hold: Duration::from_secs(10),
            agent: AgentMode::Manual,
            survey: true,
            send_reply: SendReply::EmptyObject,
            is_new_chat: BooleanForm::Boolean,
            estimated_wait: EstimatedWaitForm::Text,
            estimated_wait_seconds: 3,
            error_code: ErrorCodeForm::Text,
            concurrent_poll_status: 429,
            server_version: "5.5.6.12345 (Simulator)".to_owned(),
        }
    }
}

/// Who plays the agent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AgentMode {
    /// The test, through [`crate::Chat`] or the control API. Sessions start with an empty queue.
    Manual,
    /// A script: an agent joins every chat, greets, quotes back whatever the customer writes, and gives up on one who
    /// stays silent.
    Scripted {
        /// Time between two steps of the script; zero is allowed.
        pace: Duration,
        /// How long the agent waits for a message of the customer before a warning, and as long again before the
        /// chat is ended; for ever if there is none.
        patience: Option<Duration>,
    },
}

impl AgentMode {
    /// The pace that is comfortable to watch.
    pub const DEFAULT_PACE: Duration = Duration::from_millis(300);

    /// Long enough to look something up.
    pub const DEFAULT_PATIENCE: Duration = Duration::from_secs(120);

    /// The script at its default pace, with its default patience.
    pub fn scripted() -> Self {
        Self::Scripted { pace: Self::DEFAULT_PACE, patience: Some(Self::DEFAULT_PATIENCE) }
    }
}

/// What the sending of events is answered with; all three forms occur in the field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SendReply {
    /// `{}`
    EmptyObject,
    /// Status 200 and no body at all.
    EmptyBody,
    /// `{"events":[…]}` with the events that wait in the queue, which are then gone from it.
    Events,
}

/// How a truth value is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BooleanForm {
    /// `true`
    Boolean,
    /// `"true"`
    Text,
}

/// How the estimated waiting time is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EstimatedWaitForm {
    /// `"3"`
    Text,
    /// `3`
    Number,
    /// `""`
    Empty,
    /// The field is left out.
    Absent,
}

/// How an error code is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ErrorCodeForm {
    /// `"5005"`
    Text,
    /// `5005`
    Number,
}
