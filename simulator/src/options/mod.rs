//! How a contact center behaves. Where servers in the field differ in form, the difference is an option, so that a client
//! can be shown to accept every form.

use std::{path::PathBuf, time::Duration};

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use crate::{Certificates, Picture, TlsVersion, serde_millis};

mod agent_mode;
mod reply_forms;
mod web_clients;

pub use agent_mode::AgentMode;
pub use reply_forms::{
    BooleanForm, ErrorCodeForm, EstimatedWaitForm, IceServersForm, IdlePollReply, NumberForm, SendReply, TimeForm,
    UploadReply,
};
pub use web_clients::{AllowedOrigins, MessageIds, Survey, WebChatVisitors};

/// How a simulator behaves. `SimulatorOptions::default()` is a server with no agent that checks its clients strictly, and
/// that web clients can use.
///
/// In JSON (`PATCH /simulator/options`, `--options`) it has the names of its fields, without the first six, which are
/// settled when the simulator starts.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct SimulatorOptions {
    /// Port of the API on 127.0.0.1; 0 takes a free one.
    #[serde(skip)]
    pub port: u16,
    /// Port of the plain-HTTP control API on 127.0.0.1; 0 takes a free one.
    #[serde(skip)]
    pub control_port: u16,
    /// Speaks plain HTTP on the API port as well, in place of HTTPS.
    #[serde(skip)]
    pub cleartext: bool,
    /// The certificates to serve with; `None` makes new ones. Hand those of an earlier run over
    /// ([`crate::Simulator::certificates`]) and a restarted server is trusted by the same client.
    #[serde(skip)]
    pub certificates: Option<Certificates>,
    /// The folder that keeps sessions, histories, queues and files over restarts; made if it is missing. `None` keeps
    /// them in memory.
    #[serde(skip)]
    pub sessions: Option<PathBuf>,
    /// Which versions of TLS are spoken.
    #[serde(skip)]
    pub tls: TlsVersion,
    /// The only application id that is let in (else 3000); `None` lets any in.
    pub app_id: Option<String>,
    /// The only tenant that is served (else 1000); `None` serves any, but one must be named.
    pub tenant: Option<String>,
    /// HTTP status of a refused authorization; servers use 403 or 401.
    pub unauthorized_status: u16,
    /// How long an idle poll is held before it is answered with no events; `poll_hold_ms` in JSON.
    #[serde(rename = "poll_hold_ms", with = "serde_millis")]
    pub poll_hold: Duration,
    /// What an idle poll is answered with after the hold.
    pub idle_poll: IdlePollReply,
    /// Who plays the agent in chats that begin from now on.
    pub agent: AgentMode,
    /// What a client that disconnects is asked.
    pub survey: Survey,
    /// Whether the answer to a form is followed by the status `connected` in a connected chat. Web clients wait for it.
    pub status_after_form: bool,
    /// What the sending of events is answered with.
    pub send_reply: SendReply,
    /// How `is_new_chat` is written.
    pub is_new_chat: BooleanForm,
    /// The state in which a chat begins: `queued`, `ivr`, `connecting`, …
    pub initial_state: String,
    /// How `ewt` is written in answers.
    pub estimated_wait: EstimatedWaitForm,
    /// The value of `ewt` in answers.
    pub estimated_wait_seconds: u32,
    /// How `error_code` is written.
    pub error_code: ErrorCodeForm,
    /// HTTP status of the error of a second poll of one chat; servers use 429 or 400.
    pub concurrent_poll_status: u16,
    /// What `version` answers.
    pub server_version: String,
    /// What `availability` answers for `chat`: `available`, `notAvailable`, or anything.
    pub availability: String,
    /// What `parameters` answers: an array of objects from name to type.
    pub parameters: Value,
    /// What `configuration` answers, whole. [`SimulatorOptions::default_configuration`] if nothing else is set.
    pub configuration: Value,
    /// The servers that `iceservers` answers with.
    pub ice_servers: Value,
    /// How `iceservers` answers.
    pub ice_servers_form: IceServersForm,
    /// What an upload is answered with.
    pub upload_reply: UploadReply,
    /// Whether files, photos and icons need an authorization. Web clients load them without one: the ids are the
    /// capability.
    pub downloads_need_authorization: bool,
    /// The photo of every agent; 404 if there is none.
    pub agent_photo: Option<Picture>,
    /// The icon of chats without an agent; 404 if there is none.
    pub chat_icon: Option<Picture>,
    /// How the times of events are written, in chats that begin from now on.
    pub timestamps: TimeForm,
    /// How `created_time` is written in the case history.
    pub created_time: TimeForm,
    /// Whether the case history has the session that is asked about among those of its case.
    pub case_history_with_current: bool,
    /// The pages that may call the API across origins.
    pub allowed_origins: AllowedOrigins,
    /// How visitors with the client id `WebChat` are told apart.
    pub web_chat_visitors: WebChatVisitors,
    /// How the server numbers its messages, in chats that begin from now on.
    pub message_ids: MessageIds,
    /// How `form_request_id` and `form_timeout` are written, in chats that begin from now on.
    pub form_numbers: NumberForm,
}

impl Default for SimulatorOptions {
    fn default() -> Self {
        Self {
            port: 0,
            control_port: 0,
            cleartext: false,
            certificates: None,
            sessions: None,
            tls: TlsVersion::Both,
            app_id: None,
            tenant: None,
            unauthorized_status: 403,
            poll_hold: Duration::from_secs(10),
            idle_poll: IdlePollReply::EmptyList,
            agent: AgentMode::Manual,
            survey: Survey::Question,
            status_after_form: true,
            send_reply: SendReply::EmptyObject,
            is_new_chat: BooleanForm::Boolean,
            initial_state: "queued".to_owned(),
            estimated_wait: EstimatedWaitForm::Text,
            estimated_wait_seconds: 3,
            error_code: ErrorCodeForm::Text,
            concurrent_poll_status: 429,
            server_version: "5.5.6.12345 (Simulator)".to_owned(),
            availability: "available".to_owned(),
            parameters: json!([{"first_name": "FIRST_NAME"}, {"last_name": "LAST_NAME"}, {"email": "EMAIL"}]),
            configuration: Self::default_configuration(),
            ice_servers: json!([
                {"url": "stun:stun.example.com:3478"},
                {"url": "turn:turn.example.com:3478?transport=udp", "username": "caller", "credential": "example"},
            ]),
            ice_servers_form: IceServersForm::BySession,
            upload_reply: UploadReply::IdAndName,
            downloads_need_authorization: false,
            agent_photo: None,
            chat_icon: None,
            timestamps: TimeForm::SecondsText,
            created_time: TimeForm::SecondsNumber,
            case_history_with_current: false,
            allowed_origins: AllowedOrigins::Loopback,
            web_chat_visitors: WebChatVisitors::ByCookie,
            message_ids: MessageIds::AboveClient,
            form_numbers: NumberForm::Text,
        }
    }
}

impl SimulatorOptions {
    /// The configuration of one widget in the shape that web clients accept: pre-chat and offline forms, a form with a
    /// field of every type, a secure form, a survey, styles and co-browsing.
    pub fn default_configuration() -> Value {
        serde_json::from_str(include_str!("configuration.json")).expect("the configuration that comes along is JSON")
    }

    /// These options with some replaced, by the names of the fields. An unknown name or a wrong type is an error that
    /// names it, and changes nothing.
    pub fn with_json(&self, changes: &Map<String, Value>) -> Result<Self, serde_json::Error> {
        let Value::Object(mut fields) = serde_json::to_value(self)? else { unreachable!("a struct is an object") };
        fields.extend(changes.clone());
        let changed: Self = serde_json::from_value(Value::Object(fields))?;
        Ok(Self {
            port: self.port,
            control_port: self.control_port,
            cleartext: self.cleartext,
            certificates: self.certificates.clone(),
            sessions: self.sessions.clone(),
            tls: self.tls,
            ..changed
        })
    }
}
