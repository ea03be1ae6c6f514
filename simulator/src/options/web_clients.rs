//! How the server treats clients that run in web pages.

use axum::http::Uri;
use serde::{Deserialize, Serialize};

/// The pages that may call the API across origins. In JSON: `"loopback"`, `"any"`, `"none"`, or `{"only":["https://…"]}`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AllowedOrigins {
    /// Pages that a server on this machine has delivered, on any port.
    Loopback,
    /// Every page.
    Any,
    /// No page of another origin.
    None,
    /// Pages of these origins.
    Only(Vec<String>),
}

impl AllowedOrigins {
    pub(crate) fn allow(&self, origin: &str) -> bool {
        match self {
            Self::Loopback => is_loopback(origin),
            Self::Any => true,
            Self::None => false,
            Self::Only(origins) => origins.iter().any(|allowed| allowed.eq_ignore_ascii_case(origin)),
        }
    }
}

fn is_loopback(origin: &str) -> bool {
    let Ok(uri) = origin.parse::<Uri>() else { return false };
    let is_web = matches!(uri.scheme_str(), Some("http" | "https"));
    is_web && uri.host().is_some_and(|host| matches!(host, "localhost" | "127.0.0.1" | "[::1]"))
}

/// How visitors with the client id `WebChat` are told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WebChatVisitors {
    /// By a cookie that comes with the chat: without one that names a live chat, a visitor gets a new chat.
    ByCookie,
    /// Not at all: every visitor gets the one live chat, as of any other client id.
    Shared,
}

/// How the server numbers its messages, in chats that begin from now on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MessageIds {
    /// `"2"`, `"4"`, …: even numbers above every number that the client has used. Web clients count in odd numbers, and
    /// take a number below their own next one for old.
    AboveClient,
    /// `"0"`, `"2"`, `"4"`, …, whatever the client uses.
    Even,
    /// Random UUIDs.
    Uuid,
}

/// What a client that disconnects is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Survey {
    /// Nothing: the server says goodbye and ends the chat.
    None,
    /// A question, to be answered by a message.
    Question,
    /// The form `MobileChatSurvey`.
    Form,
}

#[cfg(test)]
mod tests {
    use super::AllowedOrigins;

    #[test]
    fn loopback_origins_are_told_from_names_that_resemble_them() {
        for origin in ["http://localhost:8080", "https://127.0.0.1", "http://[::1]:3000"] {
            assert!(AllowedOrigins::Loopback.allow(origin), "{origin}");
        }
        for origin in ["null", "", "https://localhost.example.com", "https://127.0.0.1.example.com", "file://localhost"]
        {
            assert!(!AllowedOrigins::Loopback.allow(origin), "{origin}");
        }
        assert!(AllowedOrigins::Only(vec!["https://a.example.com".to_owned()]).allow("https://a.example.com"));
        assert!(!AllowedOrigins::Only(vec!["https://a.example.com".to_owned()]).allow("https://b.example.com"));
    }
}
