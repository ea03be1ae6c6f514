//! Events that the SDK sends, in the smallest form that the protocol requires.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::model::{ContactCenterError, ContactCenterEvent, MessageFormat, approximate_bytes};

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

    /// A place that has no id yet. Degrees go out as decimal strings, as the protocol has them.
    pub(crate) fn location(latitude: f64, longitude: f64, url: Option<String>) -> Result<Self, ContactCenterError> {
        for (argument, degrees, most) in [("latitude", latitude, 90.0), ("longitude", longitude, 180.0)] {
            if !(-most..=most).contains(&degrees) {
                return Err(ContactCenterError::invalid(argument, format!("must be from -{most} to {most} degrees")));
            }
        }
        let (latitude, longitude) = (latitude.to_string(), longitude.to_string());
        Ok(Self::ChatSessionLocation { latitude, longitude, url, msg_id: String::new() })
    }

    pub(crate) fn is_about_typing(&self) -> bool {
        matches!(self, Self::ChatSessionTyping { .. } | Self::ChatSessionNotTyping)
    }

    /// The approximate size of the event in memory. Constant time for messages, of which many may wait.
    pub(crate) fn approximate_bytes(&self) -> usize {
        let texts = match self {
            Self::ChatSessionMessage { msg, msg_text, .. } => msg.len() + msg_text.as_ref().map_or(0, String::len),
            Self::ChatSessionFile { file_name, .. } => file_name.len(),
            Self::ChatSessionLocation { url, .. } => url.as_ref().map_or(0, String::len),
            other => approximate_bytes(other),
        };
        size_of::<Self>() + texts
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

    /// A message as the history of the chat will show it, but for its time; nothing where it is no message.
    pub(crate) fn in_history(&self, chat_id: &str) -> Option<ContactCenterEvent> {
        self.message_id()?;
        // Read as a history is read, so that the two cannot differ.
        super::history(chat_id, 200, &Self::envelope(std::slice::from_ref(self))).ok()?.pop()
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

    #[test]
    fn a_place_that_is_not_on_earth_is_refused_by_the_name_of_the_argument() {
        for (latitude, longitude, refused) in [
            (90.1, 0.0, "latitude"),
            (f64::NAN, 0.0, "latitude"),
            (0.0, -180.1, "longitude"),
            (0.0, f64::INFINITY, "longitude"),
        ] {
            let Err(ContactCenterError::InvalidArgument { argument, .. }) =
                ClientEvent::location(latitude, longitude, None)
            else {
                panic!("{latitude} {longitude}")
            };
            assert_eq!(argument, refused);
        }
    }

    /// Defect 45.
    #[test]
    fn the_debug_form_of_an_event_never_holds_its_text() {
        let event = ClientEvent::message("my secret", MessageFormat::Text, None).with_message_id("c:1");
        assert!(!format!("{event:?}").contains("secret"));
    }
}
