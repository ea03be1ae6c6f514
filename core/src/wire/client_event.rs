//! The events that we send, in the least form that the protocol asks for.

use serde::{Deserialize, Serialize};

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
    },
    ChatSessionMessageDelivered {
        ref_msg_id: String,
    },
    ChatSessionMessageRead {
        ref_msg_id: String,
    },
    ChatSessionTyping,
    ChatSessionNotTyping,
    ChatSessionDisconnect,
    ChatSessionEnd,
}

impl ClientEvent {
    pub(crate) fn message(text: &str, format: MessageFormat, message_id: String) -> Self {
        match format {
            MessageFormat::Text => {
                Self::ChatSessionMessage { msg: html_of(text), msg_text: Some(text.to_owned()), msg_id: message_id }
            }
            MessageFormat::Html => {
                Self::ChatSessionMessage { msg: text.to_owned(), msg_text: None, msg_id: message_id }
            }
        }
    }

    /// The id of a message.
    pub(crate) fn message_id(&self) -> Option<&str> {
        match self {
            Self::ChatSessionMessage { msg_id, .. } => Some(msg_id),
            _ => None,
        }
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
        f.write_str(match self {
            Self::ChatSessionMessage { .. } => "ChatSessionMessage(…)",
            Self::ChatSessionMessageDelivered { .. } => "ChatSessionMessageDelivered(…)",
            Self::ChatSessionMessageRead { .. } => "ChatSessionMessageRead(…)",
            Self::ChatSessionTyping => "ChatSessionTyping",
            Self::ChatSessionNotTyping => "ChatSessionNotTyping",
            Self::ChatSessionDisconnect => "ChatSessionDisconnect",
            Self::ChatSessionEnd => "ChatSessionEnd",
        })
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
                ClientEvent::message("1 < 2 & 3\r\nnext\n\"last\"", MessageFormat::Text, "c:1".into()),
                r#"{"events":[{"event":"chat_session_message","msg":"1 &lt; 2 &amp; 3<br>next<br>\"last\"","msg_text":"1 < 2 & 3\r\nnext\n\"last\"","msg_id":"c:1"}]}"#,
            ),
            (
                ClientEvent::message("<b>hi</b>", MessageFormat::Html, "c:2".into()),
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
            (ClientEvent::ChatSessionTyping, r#"{"events":[{"event":"chat_session_typing"}]}"#),
            (ClientEvent::ChatSessionNotTyping, r#"{"events":[{"event":"chat_session_not_typing"}]}"#),
            (ClientEvent::ChatSessionDisconnect, r#"{"events":[{"event":"chat_session_disconnect"}]}"#),
            (ClientEvent::ChatSessionEnd, r#"{"events":[{"event":"chat_session_end"}]}"#),
        ] {
            assert_eq!(written(event), json);
        }
    }

    #[test]
    fn the_debug_form_of_an_event_never_holds_its_text() {
        let event = ClientEvent::message("my secret", MessageFormat::Text, "c:1".into());
        assert!(!format!("{event:?}").contains("secret"));
    }
}
