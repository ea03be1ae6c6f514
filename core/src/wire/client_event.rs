//! The events that we send, in the least form that the protocol asks for.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::model::MessageFormat;

/// An event on its way to the server.
///
/// It is kept in the store in this very form while it waits.
#[derive(Serialize, Deserialize, Clone, PartialEq)]
#[serde(tag = "event", rename_all = "snake_case")]
#[expect(clippy::enum_variant_names, reason = "these are the names on the wire")]
pub(crate) enum ClientEvent {
    ChatSessionMessage {
        msg: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        msg_text: Option<String>,
        msg_id: String,
        /// The bot's question that it answers.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        directive_id: Option<String>,
    },
    ChatSessionFile {
        file_id: String,
        file_type: String,
        file_name: String,
        msg_id: String,
    },
    ChatSessionLocation {
        latitude: String,
        longitude: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        url: Option<String>,
        msg_id: String,
    },
    ChatSessionMessageDelivered {
        ref_msg_id: String,
    },
    ChatSessionMessageRead {
        ref_msg_id: String,
    },
    ChatSessionTyping {
        /// What was typed so far.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        msg: Option<String>,
    },
    ChatSessionNotTyping,
    ChatSessionNavigation {
        page: String,
        title: String,
        msg_id: String,
    },
    ChatSessionFormData {
        form_request_id: String,
        form_name: String,
        data: Value,
    },
    ChatFormDataCancel {
        form_request_id: String,
        form_name: String,
    },
    ChatSessionSecureFormData {
        form_request_id: String,
        form_name: String,
        data: Value,
    },
    ChatSessionSecureFormCancel {
        form_request_id: String,
        form_name: String,
    },
    ChatSessionSignaling {
        msg_id: String,
        destination_party_id: String,
        data: Value,
    },
    ChatSessionCobrowsingRejected {
        msg_id: String,
    },
    ChatSessionCobrowsingStarted {
        msg_id: String,
        provider_type: String,
        cobrowsing_url: String,
        cobrowsing_id: String,
    },
    ChatSessionCobrowsingEnded {
        msg_id: String,
    },
    ChatSessionDisconnect,
    ChatSessionEnd,
}

impl ClientEvent {
    /// A message that has no id yet.
    pub(crate) fn message(text: &str, format: MessageFormat, directive_id: Option<String>) -> Self {
        let (msg, msg_text) = match format {
            MessageFormat::Text => (html_of(text), Some(text.to_owned())),
            MessageFormat::Html => (text.to_owned(), None),
        };
        Self::ChatSessionMessage { msg, msg_text, msg_id: String::new(), directive_id }
    }

    /// The id of what is shown as a message: a text, a file, a place. Each of them has one for life.
    pub(crate) fn message_id(&self) -> Option<&str> {
        match self {
            Self::ChatSessionMessage { msg_id, .. }
            | Self::ChatSessionFile { msg_id, .. }
            | Self::ChatSessionLocation { msg_id, .. } => Some(msg_id),
            _ => None,
        }
    }

    /// Gives a message its id.
    pub(crate) fn with_message_id(mut self, id: &str) -> Self {
        if let Self::ChatSessionMessage { msg_id, .. }
        | Self::ChatSessionFile { msg_id, .. }
        | Self::ChatSessionLocation { msg_id, .. } = &mut self
        {
            id.clone_into(msg_id);
        }
        self
    }

    /// The body of a request that posts `events`.
    pub(crate) fn envelope(events: &[Self]) -> Vec<u8> {
        #[derive(Serialize)]
        struct Envelope<'a> {
            events: &'a [ClientEvent],
        }
        super::to_json(&Envelope { events })
    }
}

/// The HTML that shows `text` as it is, line breaks included.
pub(super) fn html_of(text: &str) -> String {
    html_escape::encode_text(text).replace("\r\n", "<br>").replace(['\n', '\r'], "<br>")
}

/// Says what kind of event it is and nothing of what is in it.
impl std::fmt::Debug for ClientEvent {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let name = serde_json::to_value(self).ok().and_then(|json| Some(json.get("event")?.as_str()?.to_owned()));
        write!(f, "{}(…)", name.unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(event: ClientEvent) -> String {
        String::from_utf8(ClientEvent::envelope(&[event])).expect("UTF-8")
    }

    #[test]
    fn every_client_event_is_written_to_the_byte_as_the_protocol_asks() {
        for (event, json) in [
            (
                ClientEvent::message("1 < 2 & 3\r\nnext\n\"last\"", MessageFormat::Text, None).with_message_id("c:1"),
                r#"{"events":[{"event":"chat_session_message","msg":"1 &lt; 2 &amp; 3<br>next<br>\"last\"","msg_text":"1 < 2 & 3\r\nnext\n\"last\"","msg_id":"c:1"}]}"#,
            ),
            (
                ClientEvent::message("<b>hi</b>", MessageFormat::Html, None).with_message_id("c:2"),
                r#"{"events":[{"event":"chat_session_message","msg":"<b>hi</b>","msg_id":"c:2"}]}"#,
            ),
            (
                ClientEvent::ChatSessionMessageDelivered { ref_msg_id: "0".into() },
                r#"{"events":[{"event":"chat_session_message_delivered","ref_msg_id":"0"}]}"#,
            ),
            (
                ClientEvent::ChatSessionMessageRead { ref_msg_id: "0".into() },
                r#"{"events":[{"event":"chat_session_message_read","ref_msg_id":"0"}]}"#,
            ),
            (ClientEvent::ChatSessionTyping { msg: None }, r#"{"events":[{"event":"chat_session_typing"}]}"#),
            (ClientEvent::ChatSessionNotTyping, r#"{"events":[{"event":"chat_session_not_typing"}]}"#),
            (ClientEvent::ChatSessionDisconnect, r#"{"events":[{"event":"chat_session_disconnect"}]}"#),
            (ClientEvent::ChatSessionEnd, r#"{"events":[{"event":"chat_session_end"}]}"#),
        ] {
            assert_eq!(written(event), json);
        }
    }

    #[test]
    fn the_debug_form_of_an_event_never_holds_its_text() {
        let event = ClientEvent::message("my secret", MessageFormat::Text, None).with_message_id("c:1");
        assert!(!format!("{event:?}").contains("secret"));
    }
}
