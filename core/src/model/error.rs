//! The errors of calls, and what each means for the engine.
//!
//! One table, `errors!` below, is the only place where a server code, its variant, its text and
//! its class stand; everything else asks it.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::TlsFailure;

/// What a failure means for the session engine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FailureClass {
    /// A temporary failure of the network or the server.
    Retry,
    /// The server asks for a pause.
    Wait,
    /// A setting is wrong; retrying cannot help.
    Stop,
    /// The session is gone.
    Gone,
    /// This one call failed; the chat goes on.
    Call,
}

macro_rules! errors {
    (
        ours { $( $(#[$our_doc:meta])* $ours:ident { $( $(#[$field_doc:meta])* $field:ident: $kind:ty ),* } $our_class:ident $our_text:literal; )+ }
        server { $( $(#[$doc:meta])* $name:ident $code:literal $class:ident $text:literal; )+ }
    ) => {
        /// Why a call failed. The text of each says what to do; it never holds a message, a token or
        /// an id.
        ///
        /// `status` is the HTTP status of the answer. `reason` is the SDK's own finding, or for answers
        /// of the server the server's words (which are not part of the error's text).
        #[derive(Clone, PartialEq, Eq, Deserialize, thiserror::Error, uniffi::Error)]
        #[serde(tag = "kind")]
        #[uniffi::export(Display)]
        pub enum ContactCenterError {
            $(
                $(#[$our_doc])*
                #[error($our_text)]
                $ours { $( $(#[$field_doc])* $field: $kind ),* },
            )+
            $(
                $(#[$doc])*
                #[error("{} (server code {}, HTTP status {status})", $text, $code)]
                $name {
                    /// The text of the server.
                    reason: String,
                    /// The HTTP status.
                    status: i32,
                },
            )+
        }

        impl ContactCenterError {
            /// The variant for a code of the server; `Server` for one that no document lists.
            pub(crate) fn from_server(code: String, reason: String, status: i32) -> Self {
                match code.as_str() {
                    $( $code => Self::$name { reason, status }, )+
                    _ => Self::Server { reason, status, code },
                }
            }

            fn name(&self) -> &'static str {
                match self {
                    $( Self::$ours { .. } => stringify!($ours), )+
                    $( Self::$name { .. } => stringify!($name), )+
                }
            }

            fn server_code(&self) -> Option<&str> {
                match self {
                    $( Self::$name { .. } => Some($code), )+
                    Self::Server { code, .. } => Some(code),
                    _ => None,
                }
            }

            /// Words and status, where a documented code came.
            fn refusal(&self) -> Option<(&str, i32)> {
                match self {
                    $( Self::$name { reason, status } => Some((reason, *status)), )+
                    _ => None,
                }
            }

            fn class_by_kind(&self) -> FailureClass {
                match self {
                    $( Self::$ours { .. } => FailureClass::$our_class, )+
                    $( Self::$name { .. } => FailureClass::$class, )+
                }
            }

            /// Every code that the table knows.
            #[cfg(test)]
            pub(crate) const CODES: &[&str] = &[$($code),+];
        }
    };
}

errors! {
    ours {
        /// An argument or a setting was refused; nothing was sent.
        InvalidArgument {
            /// The name of the argument or setting, as in Rust.
            argument: String,
            /// Why it was refused; continues the sentence that begins with the name.
            reason: String
        } Call "{argument} {reason}";
        /// No connection, or it broke. Whether a request that was under way had any effect is unknown.
        Transport {
            /// What failed.
            reason: String
        } Retry "the contact center could not be reached: {reason}";
        /// The TLS connection is not trusted. This may be temporary, for example if a captive portal answers instead of the contact center.
        Tls {
            /// The failure as text.
            reason: String,
            /// The failure as a value.
            #[serde(default)]
            failure: TlsFailure
        } Retry "no trustworthy connection to the contact center: {reason}";
        /// The configured proxy cannot be reached, or did not connect to the contact center.
        Proxy {
            /// What the proxy did.
            reason: String
        } Retry "the proxy did not connect to the contact center: {reason}; check proxy_url";
        /// No answer in time. Whether the request had any effect is unknown.
        Timeout {
            /// What was waited for.
            reason: String
        } Retry "the contact center did not answer in time: {reason}";
        /// The answer does not come from the API, but for example from a proxy: check the base URL.
        UnexpectedResponse {
            /// What the answer was.
            reason: String,
            /// The HTTP status.
            status: i32
        } Retry "not an answer of the API: {reason} (HTTP status {status}); check the base URL";
        /// The answer could not be read.
        Decoding {
            /// What was wrong with it.
            reason: String,
            /// The HTTP status.
            status: i32
        } Retry "the answer could not be read: {reason} (HTTP status {status})";
        /// The answer is larger than the SDK reads, and nothing of it was used. For answers of a fair size there is the setting
        /// `max_response_bytes`.
        ResponseTooLarge {
            /// What of it is too large.
            reason: String,
            /// The HTTP status.
            status: i32
        } Retry "the answer is too large: {reason} (HTTP status {status})";
        /// The chat is not open here: ask for it with `requestChat` first.
        ChatSessionNotOpen {
            /// What is missing.
            reason: String
        } Call "the chat is not open here: {reason}";
        /// The chat was closed; `requestChat` starts another.
        ChatSessionClosed {
            /// How it came to that.
            reason: String
        } Call "the chat is closed: {reason}";
        /// A message was not sent; `retryChatMessage` tries it again, `discardChatMessage` forgets it.
        MessageNotSent {
            /// Why it was not sent.
            reason: String
        } Call "the message was not sent: {reason}";
        /// The folder for what must survive the process cannot be used. Chats go on without it.
        Storage {
            /// What happened to it.
            reason: String
        } Call "the storage folder cannot be used: {reason}";
        /// A file of this device could not be read, or not be written; nothing half-written is left behind.
        File {
            /// What happened to it.
            reason: String
        } Call "the file cannot be used: {reason}";
        /// The app gave the call up.
        Cancelled {} Call "the call was cancelled";
        /// The communicator was shut down; make a new one.
        ShutDown {} Call "the communicator was shut down";
        /// A defect of the SDK; the chat goes on. Please report it.
        Internal {
            /// What happened.
            reason: String
        } Retry "a defect in the SDK: {reason}";
        /// The server refused with a code that no document lists.
        Server {
            /// The text of the server.
            reason: String,
            /// The HTTP status.
            status: i32,
            /// The server's code.
            code: String
        } Call "the server refused (server code {code}, HTTP status {status})";
    }
    server {
        /// 1000: the tenant URL is not known to the server.
        ChatSessionBadTenantUrl "1000" Stop "the server does not know the tenant URL; check it";
        /// 2000: there was no authorization header.
        ChatSessionNoAuthHeader "2000" Stop "the authorization header did not reach the server; look for a proxy that removes it";
        /// 2001: the authorization header could not be read.
        ChatSessionAuthHeaderWrongFormat "2001" Stop "the server could not read the authorization header; check app id and client id";
        /// 2002: the scheme of the authorization header is unknown.
        ChatSessionAuthHeaderBadScheme "2002" Stop "the server does not know the authorization scheme; check its version";
        /// 2003: there was no app id.
        ChatSessionAuthHeaderMissingAppId "2003" Stop "the server found no app id; check it";
        /// 2004: there was no client id.
        ChatSessionAuthHeaderMissingClientId "2004" Stop "the server found no client id; check it";
        /// 3000: the app id is not known to the server.
        ChatSessionAuthHeaderBadAppId "3000" Stop "the server does not know the app id; check it";
        /// 5000: the server did not finish in time.
        ChatSessionServerTimeout "5000" Retry "the server did not finish in time; try again";
        /// 5001: no server can take the request.
        ChatSessionServerNotAvailable "5001" Retry "no server is available; try again later";
        /// 5003: the server could not read our JSON.
        ChatSessionInvalidJson "5003" Call "the server could not read the request; please report it";
        /// 5004: the server lost the connection to one behind it.
        ChatSessionServerDisconnected "5004" Retry "the server lost a connection of its own; try again";
        /// 5005: the session does not exist, or no more.
        ChatSessionNotFound "5005" Gone "the session does not exist any more; request a chat";
        /// 5006: the scenario entry does not exist.
        ChatSessionEntryNotFound "5006" Stop "the server has no scenario entry for this app id; check the set-up";
        /// 5500: an error inside the server.
        ChatSessionInternalServerError "5500" Retry "an error inside the server; try again";
        /// 5501: the file is too large.
        ChatSessionUploadSizeLimitExceeded "5501" Call "the file is too large for the server";
        /// 5502: there is no such file.
        ChatSessionFileNotFound "5502" Call "the server has no such file";
        /// 5509: another poll for this chat is still held.
        ChatSessionTooManyPollRequests "5509" Wait "another poll for this chat is still held";
        /// 5511: there are no events.
        ChatSessionNoEvents "5511" Wait "there are no events";
        /// 5558: the server could not handle the file.
        ChatSessionFileError "5558" Call "the server could not handle the file";
        /// 5955: an unspecified error inside the server.
        ChatSessionUnspecifiedServerError "5955" Retry "an unspecified error inside the server; try again";
        /// 5601: the session has no CRM case (yet).
        ChatSessionCaseNotSpecified "5601" Call "the session has no case yet; wait for the case-set event";
        /// 5602: the CRM failed.
        ChatSessionCrmServerError "5602" Call "the CRM behind the server failed; try again later";
        /// 5603: too many parameters, or push is not set up on the server.
        ChatSessionTooManyParameters "5603" Call "push is not set up on the server for this kind of token";
    }
}

#[uniffi::export]
impl ContactCenterError {
    /// Returns the name of the variant, which is the same in every language.
    pub fn kind(&self) -> String {
        self.name().to_owned()
    }

    /// Returns the code of the server, if there is one.
    pub fn code(&self) -> Option<String> {
        self.server_code().map(str::to_owned)
    }

    /// Returns the HTTP status of the answer, if there was one.
    pub fn status(&self) -> Option<i32> {
        match self {
            Self::UnexpectedResponse { status, .. }
            | Self::Decoding { status, .. }
            | Self::ResponseTooLarge { status, .. }
            | Self::Server { status, .. } => Some(*status),
            other => other.refusal().map(|(_, status)| status),
        }
    }

    /// Returns the reason that the SDK found, or the text of the server.
    pub fn reason(&self) -> String {
        match self {
            Self::InvalidArgument { reason, .. }
            | Self::Transport { reason }
            | Self::Tls { reason, .. }
            | Self::Proxy { reason }
            | Self::Timeout { reason }
            | Self::UnexpectedResponse { reason, .. }
            | Self::Decoding { reason, .. }
            | Self::ResponseTooLarge { reason, .. }
            | Self::ChatSessionNotOpen { reason }
            | Self::ChatSessionClosed { reason }
            | Self::MessageNotSent { reason }
            | Self::Storage { reason }
            | Self::File { reason }
            | Self::Internal { reason }
            | Self::Server { reason, .. } => reason.clone(),
            other => other.refusal().map_or_else(String::new, |(reason, _)| reason.to_owned()),
        }
    }
}

impl ContactCenterError {
    /// What the engine makes of it. For a code that no document lists the HTTP status decides. An answer without a code is not the
    /// API's: whatever its status says, it may pass.
    pub(crate) fn class(&self) -> FailureClass {
        match self {
            Self::Server { status, .. } => match status {
                401 | 403 => FailureClass::Stop,
                404 => FailureClass::Gone,
                429 => FailureClass::Wait,
                500..=599 => FailureClass::Retry,
                _ => self.class_by_kind(),
            },
            Self::UnexpectedResponse { status: 429, .. } => FailureClass::Wait,
            _ => self.class_by_kind(),
        }
    }

    /// Whether something stands between the SDK and the server, so that the app is told why nothing arrives: the user may have to
    /// sign on to the network, or the settings be wrong. It may pass all the same. An error of a server or gateway is an outage
    /// like any other.
    pub(crate) fn is_interception(&self) -> bool {
        match self {
            Self::Tls { .. } | Self::Proxy { .. } => true,
            Self::UnexpectedResponse { status, .. } => !matches!(status, 429 | 500..=599),
            _ => false,
        }
    }

    /// The HTTP status of an answer that is not the API's and claims that the session is gone, or that the SDK is not let in.
    pub(crate) fn claimed_end(&self) -> Option<i32> {
        match self {
            Self::UnexpectedResponse { status: status @ (401 | 403 | 404), .. } => Some(*status),
            _ => None,
        }
    }

    /// Whether an answer that is not the API's has refused a request with a status that says that the request is to blame. Sent
    /// again as it stands, it is refused again.
    pub(crate) fn blames_the_request(&self) -> bool {
        matches!(self, Self::UnexpectedResponse { status: 400..=499, .. })
            && !matches!(self, Self::UnexpectedResponse { status: 408 | 425 | 429, .. })
    }

    /// The answer to a call for a chat that is over.
    pub(crate) fn chat_closed() -> Self {
        Self::ChatSessionClosed { reason: "it has ended".to_owned() }
    }

    /// Refuses `argument`.
    pub(crate) fn invalid(argument: &str, reason: impl Into<String>) -> Self {
        Self::InvalidArgument { argument: argument.to_owned(), reason: reason.into() }
    }
}

/// As for people: without the words of the server, which may quote texts of users.
impl fmt::Debug for ContactCenterError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}({self})", self.name())
    }
}

/// As the terminal client prints it, and as tests in other languages read it.
impl Serialize for ContactCenterError {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use serde::ser::SerializeMap;
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("kind", self.name())?;
        if let Self::InvalidArgument { argument, reason } = self {
            map.serialize_entry("argument", argument)?;
            map.serialize_entry("reason", &format!("{argument} {reason}"))?;
        } else {
            map.serialize_entry("reason", &self.reason())?;
        }
        map.serialize_entry("status", &self.status())?;
        map.serialize_entry("code", &self.server_code())?;
        if let Self::Tls { failure, .. } = self {
            map.serialize_entry("failure", failure)?;
        }
        map.end()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Defect 27.
    #[test]
    fn every_documented_code_has_a_variant_that_gives_it_back() {
        for code in ContactCenterError::CODES {
            let error = ContactCenterError::from_server((*code).to_owned(), "words".into(), 400);
            assert_eq!(error.server_code(), Some(*code));
            assert_ne!(error.kind(), "Server");
            assert!(error.to_string().contains(code), "{error}");
        }
    }

    /// Defect 27.
    #[test]
    fn an_unknown_code_keeps_code_text_and_status_and_is_classified_by_status() {
        let error = |status| ContactCenterError::from_server("7777".into(), "novel".into(), status);
        assert_eq!(error(418).code(), Some("7777".to_owned()));
        assert_eq!(error(418).reason(), "novel");
        assert_eq!(error(418).status(), Some(418));
        let classes = [403, 429, 503, 404, 418].map(|status| error(status).class());
        use FailureClass::*;
        assert_eq!(classes, [Stop, Wait, Retry, Gone, Call]);
    }

    /// Defect 69.
    #[test]
    fn tls_error_as_json_names_its_failure() {
        let error = ContactCenterError::Tls { reason: "words".into(), failure: TlsFailure::PinMismatch };
        let json = serde_json::to_value(&error).expect("JSON");
        assert_eq!(json["failure"], "pin_mismatch");
        assert_eq!(serde_json::from_value::<ContactCenterError>(json).expect("the same"), error);
        let other = serde_json::to_value(ContactCenterError::Cancelled {}).expect("JSON");
        assert_eq!(other.get("failure"), None);
    }

    /// Defect 45.
    #[test]
    fn the_text_of_an_error_never_holds_the_words_of_the_server() {
        let error = ContactCenterError::from_server("5005".into(), "secret words".into(), 404);
        assert!(!error.to_string().contains("secret") && !format!("{error:?}").contains("secret"));
        let novel = ContactCenterError::from_server("7777".into(), "secret words".into(), 404);
        assert!(!novel.to_string().contains("secret") && !format!("{novel:?}").contains("secret"));
    }
}
