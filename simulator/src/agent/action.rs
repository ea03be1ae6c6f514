//! Everything that can happen on the server's side of a chat.

use serde::Deserialize;
use serde_json::Value;

use crate::{MessageExtras, files::MAX_FILE, image::base64_bytes};

/// Something that happens on the server's side of a chat. In the control API: `{"do":"say","text":"…"}`.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(tag = "do", rename_all = "snake_case")]
pub enum AgentAction {
    /// An agent joins: status `connecting`, party joined, status `connected`.
    Join {
        /// Display name; Alex Agent if none is given.
        #[serde(default)]
        name: Option<String>,
    },
    /// The agent leaves.
    Leave,
    /// A message in plain text.
    Say {
        /// The text.
        text: String,
    },
    /// A message in HTML, sent untouched.
    SayHtml {
        /// The HTML.
        html: String,
    },
    /// A message that carries more than words.
    SayMore {
        /// The text.
        text: String,
        /// What else it carries; in JSON its fields stand beside the text.
        #[serde(flatten)]
        extras: MessageExtras,
    },
    /// Many messages at once, "Message 1" and so on; a poll gets them together.
    SayMany {
        /// How many.
        count: u32,
    },
    /// The agent types.
    Typing {
        /// What there is of the message so far, if the customer may see it.
        #[serde(default)]
        draft: Option<String>,
    },
    /// The agent does not type any more.
    NotTyping,
    /// A message of the client's has arrived.
    AcknowledgeDelivered {
        /// The client's id of that message.
        #[serde(alias = "message_id")]
        msg_id: String,
    },
    /// A message of the client's has been read.
    AcknowledgeRead {
        /// The client's id of that message.
        #[serde(alias = "message_id")]
        msg_id: String,
    },
    /// The agent puts an earlier message in other words.
    EditMessage {
        /// Id of that message.
        #[serde(alias = "message_id")]
        msg_id: String,
        /// The new text.
        text: String,
    },
    /// The agent takes an earlier message back.
    DeleteMessage {
        /// Id of that message.
        #[serde(alias = "message_id")]
        msg_id: String,
    },
    /// A form is shown.
    ShowForm {
        /// Name of the form in the configuration. An empty one asks for an answer in text.
        form_name: String,
        /// Seconds until the scenario goes on without an answer; without limit if there are none.
        #[serde(default)]
        timeout_seconds: Option<u32>,
    },
    /// A form is shown whose data no agent and no transcript gets to see.
    ShowSecureForm {
        /// Id of the form in the configuration.
        form_id: String,
    },
    /// A secure form is taken back.
    CancelSecureForm {
        /// The id with which it was shown.
        form_request_id: String,
    },
    /// A file of the agent's: it is stored, and the customer told.
    SendFile {
        /// Name of the file.
        name: String,
        /// Its content type; one that starts with `image/` is told as an image.
        #[serde(default = "any_content")]
        content_type: String,
        /// All of it; `content_base64` in JSON.
        #[serde(rename = "content_base64", with = "base64_bytes")]
        bytes: Vec<u8>,
    },
    /// A file that is kept somewhere else.
    SendFileUrl {
        /// Where it is.
        url: String,
        /// `image` or `attachment`.
        #[serde(default = "attachment")]
        file_type: String,
    },
    /// A place.
    SendLocation {
        /// Degrees, as written by the sender.
        latitude: String,
        /// Degrees, as written by the sender.
        longitude: String,
        /// A map of it.
        #[serde(default)]
        url: Option<String>,
    },
    /// The agent would like to see the customer's screen.
    RequestCobrowsing,
    /// A step of a call. A truth value in `offerVideo` is sent as a string, as real servers do.
    Signal {
        /// The step: `{"type":"OFFER_CALL","sdp":"…","offerVideo":false}`, or anything.
        data: Value,
    },
    /// The name of the service that the chat has been given to.
    Info {
        /// The name.
        service_name: String,
    },
    /// The session is put under a case, or under none.
    SetCase {
        /// The case.
        #[serde(default)]
        case_id: Option<String>,
    },
    /// The customer has been idle for long.
    Warn {
        /// The warning.
        text: String,
    },
    /// The customer has been idle for too long; the session ends.
    InactivityTimeout {
        /// The last word.
        text: String,
    },
    /// The session ends.
    End,
    /// Another state; `failed` and `completed` end the session.
    Status {
        /// The state.
        state: String,
    },
    /// Any JSON as an event, untouched. The session itself takes no notice of it.
    SendEvent {
        /// The event.
        event: Value,
    },
}

impl AgentAction {
    /// Why the server would refuse the action; only the size of a file is limited.
    pub(crate) fn check(&self) -> Result<(), String> {
        match self {
            Self::SendFile { bytes, .. } if bytes.len() > MAX_FILE => Err("The file is larger than 25 MB".to_owned()),
            _ => Ok(()),
        }
    }
}

fn any_content() -> String {
    "application/octet-stream".to_owned()
}

fn attachment() -> String {
    "attachment".to_owned()
}
