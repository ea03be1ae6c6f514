//! Configuration: what the app passes, and the validated settings that are made of it.

use std::{fmt, sync::Arc, time::Duration};

use reqwest::Url;

use crate::{
    api_path::api_path, backoff::Backoff, http::ContactCenterRootCertificates, model::ContactCenterError,
    secret::Secret,
};

/// Redacted placeholder.
const HIDDEN: &str = "…";

/// Endpoint, credentials, timeouts and storage of a communicator.
///
/// Checked when the communicator is made; a bad value is refused by name and nothing is sent.
#[derive(Clone, uniffi::Record)]
pub struct ContactCenterConfiguration {
    /// The address of the server, for example `https://acme.example.com:9443/gateway`. Port and path prefix are kept;
    /// `/clientweb/api/v2` is added, or what the path lacks of it; a path that ends with `/clientweb/api/v1` is kept.
    /// A path that ends in another part of it, such as `/api` or `/v2/chats`, is refused; write `/api/clientweb` if a gateway's own
    /// path is `/api`.
    pub base_url: String,
    /// The domain of the tenant, for example `acme.example.com`.
    pub tenant_url: String,
    /// The id of this app in the contact center (its scenario entry).
    pub app_id: String,
    /// The id of this installation, generated once and never changed (usually a UUID). One live session
    /// per client id. If it is empty, the SDK generates an id and keeps it in `storage_directory`; the first call that asks the server
    /// reads it, and the thread that makes the communicator touches no disk.
    pub client_id: String,
    /// Certificates of further roots to trust: one DER certificate or a PEM text with any number of them each. Default: none.
    #[uniffi(default)]
    pub extra_root_certificates: Vec<Vec<u8>>,
    /// Whether to trust only those, and not the roots of the platform. Default: no.
    #[uniffi(default = false)]
    pub trust_extra_roots_only: bool,
    /// Pinned keys, which are checked in addition to the normal verification of the certificate: the base64 of the SHA-256 of
    /// a public key (SPKI), with or without `sha256/` before it, as in HTTP Public Key Pinning. One of them suffices, so name the keys
    /// of a backup too. A key counts if it is that of the server's certificate, or of one that the server sends along and that has
    /// signed it, directly or through others; roots are mostly not sent: for those there is `trust_extra_roots_only`. Pins are for the
    /// host of `base_url`; files on other hosts, and a proxy, are verified without pins. Default: none.
    #[uniffi(default)]
    pub pinned_public_keys: Vec<String>,
    /// A proxy for all TLS connections, for example `http://user:password@proxy.example.com:3128` (characters with a meaning in
    /// URLs percent-encoded). It is asked to CONNECT, and sees only host and port. With `https://` the connection to it is
    /// encrypted too, and user and password with it. Default: none, and none of the environment.
    #[uniffi(default)]
    pub proxy_url: Option<String>,
    /// Whether cookies of the contact center are sent back to it: load balancers use them to keep a client on one server.
    /// They are kept in memory as long as the communicator lives, and are sent to no other origin. Default: yes.
    #[uniffi(default = true)]
    pub keeps_cookies: bool,
    /// Whether `http://` is accepted for 127.0.0.1, ::1 and localhost, and for nothing else. Default: no.
    #[uniffi(default = false)]
    pub allow_cleartext_loopback: bool,
    /// The time limit for connecting, TLS and a proxy included, in milliseconds. Default: 10 s.
    #[uniffi(default = 10000)]
    pub connect_timeout_ms: i32,
    /// How long the server may take to begin its answer, in milliseconds, on top of `connect_timeout_ms` (which counts where there is a
    /// connection already, too). The answer to the long poll may take as long as `poll_timeout_ms` says. Default: 20 s.
    #[uniffi(default = 20000)]
    pub first_byte_timeout_ms: i32,
    /// The time limit for a pause within an answer, in milliseconds; for downloads too. Default: 15 s.
    #[uniffi(default = 15000)]
    pub stall_timeout_ms: i32,
    /// The time limit for a whole request, redirects and the last byte of its answer included, in milliseconds; for a file, how
    /// long no byte may move. Default: 30 s.
    #[uniffi(default = 30000)]
    pub request_timeout_ms: i32,
    /// The time limit for a whole long poll, in milliseconds; it must be longer than the server's hold (15 s). Default: 30 s.
    #[uniffi(default = 30000)]
    pub poll_timeout_ms: i32,
    /// The longest backoff after the first failure, in milliseconds; it doubles with each further failure.
    #[uniffi(default = 1000)]
    pub backoff_initial_ms: i32,
    /// The longest backoff after any failure, in milliseconds.
    #[uniffi(default = 30000)]
    pub backoff_max_ms: i32,
    /// The longest answer that is read into memory, in bytes, at least 65536. A longer one is `ResponseTooLarge`; files have limits of
    /// their own. Default: 8 MiB, ten times the history of a day of typing.
    #[uniffi(default = 8388608)]
    pub max_response_bytes: i32,
    /// The storage folder: unsent messages, their numbers, and fingerprints of delivered events survive the process in it. The
    /// SDK creates it if it is missing. Several clients may share it; of one client, one communicator at a time: a second one
    /// reports `Storage`, works without it, and tries again when its next chat opens. Default: none, and nothing is stored.
    #[uniffi(default)]
    pub storage_directory: Option<String>,
    /// The lifetime of a message that is not sent, in milliseconds; then it fails. Default: an hour.
    #[uniffi(default = 3600000)]
    pub message_lifetime_ms: i32,
    /// How long an HTTP status that does not come from the API (401, 403 or 404 without an error code, from a gateway or a firewall)
    /// is waited out before the chat closes, in milliseconds. Default: 5 minutes.
    #[uniffi(default = 300000)]
    pub interception_timeout_ms: i32,
    /// Whether the SDK sends the delivery receipt of each message that it delivers. Default: no, the app
    /// calls `chatMessageDelivered`.
    #[uniffi(default = false)]
    pub confirms_delivery: bool,
}

impl ContactCenterConfiguration {
    /// Returns a configuration with all defaults.
    pub fn new(
        base_url: impl Into<String>,
        tenant_url: impl Into<String>,
        app_id: impl Into<String>,
        client_id: impl Into<String>,
    ) -> Self {
        Self {
            base_url: base_url.into(),
            tenant_url: tenant_url.into(),
            app_id: app_id.into(),
            client_id: client_id.into(),
            extra_root_certificates: Vec::new(),
            trust_extra_roots_only: false,
            pinned_public_keys: Vec::new(),
            proxy_url: None,
            keeps_cookies: true,
            allow_cleartext_loopback: false,
            connect_timeout_ms: 10_000,
            first_byte_timeout_ms: 20_000,
            stall_timeout_ms: 15_000,
            request_timeout_ms: 30_000,
            poll_timeout_ms: 30_000,
            backoff_initial_ms: 1_000,
            backoff_max_ms: 30_000,
            max_response_bytes: 8 * 1024 * 1024,
            storage_directory: None,
            message_lifetime_ms: 3_600_000,
            interception_timeout_ms: 300_000,
            confirms_delivery: false,
        }
    }

    /// Returns a configuration with all defaults for this installation, whose client id and unsent messages are kept in
    /// `storage_directory`.
    pub fn for_installation(
        base_url: impl Into<String>,
        tenant_url: impl Into<String>,
        app_id: impl Into<String>,
        storage_directory: impl Into<String>,
    ) -> Self {
        let storage_directory = Some(storage_directory.into());
        Self { storage_directory, ..Self::new(base_url, tenant_url, app_id, "") }
    }

    /// The settings, redacted: without the client id, and without user and password of a proxy.
    pub(crate) fn readable(&self) -> Self {
        Self {
            client_id: HIDDEN.to_owned(),
            proxy_url: self.proxy_url.as_deref().map(without_credentials),
            ..self.clone()
        }
    }

    /// The settings in the form in which the SDK uses them, or the first one that is refused.
    pub(crate) fn checked(&self) -> Result<Settings, ContactCenterError> {
        let base_url = checked_base_url(&self.base_url, self.allow_cleartext_loopback)?;
        check_text("tenant_url", &self.tenant_url)?;
        check_id("app_id", &self.app_id)?;
        let client_id = match &self.storage_directory {
            Some(_) if self.client_id.is_empty() => None,
            _ => Some(self.client_id.clone()),
        };
        client_id.iter().try_for_each(|id| check_id("client_id", id))?;
        let duration = |argument: &str, ms: i32| match u64::try_from(ms) {
            Ok(ms @ 1..) => Ok(Duration::from_millis(ms)),
            _ => Err(ContactCenterError::invalid(argument, "must be more than zero milliseconds")),
        };
        if self.storage_directory.as_ref().is_some_and(|directory| directory.trim().is_empty()) {
            return Err(ContactCenterError::invalid("storage_directory", "is empty"));
        }
        let Some(max_response_bytes) =
            usize::try_from(self.max_response_bytes).ok().filter(|most| *most >= SHORTEST_ANSWER)
        else {
            let reason = format!("must be {SHORTEST_ANSWER} at least");
            return Err(ContactCenterError::invalid("max_response_bytes", reason));
        };
        if self.poll_timeout_ms <= LONGEST_HOLD_MS {
            let reason = "must be more than 15000 milliseconds: the server holds a poll for so long";
            return Err(ContactCenterError::invalid("poll_timeout_ms", reason));
        }
        if self.trust_extra_roots_only && self.extra_root_certificates.is_empty() {
            let reason = "is empty, although trust_extra_roots_only trusts nothing else";
            return Err(ContactCenterError::invalid("extra_root_certificates", reason));
        }
        let backoff_initial = duration("backoff_initial_ms", self.backoff_initial_ms)?;
        let backoff_max = duration("backoff_max_ms", self.backoff_max_ms)?;
        if backoff_max < backoff_initial {
            return Err(ContactCenterError::invalid("backoff_max_ms", "is less than backoff_initial_ms"));
        }
        Ok(Settings {
            base_url,
            transports: Transports { cleartext_loopback: self.allow_cleartext_loopback },
            tenant_url: self.tenant_url.clone(),
            app_id: self.app_id.clone(),
            client_id: client_id.map(Secret::from),
            extra_root_certificates: self.extra_root_certificates.clone(),
            trust_extra_roots_only: self.trust_extra_roots_only,
            platform_roots: None,
            pinned_public_keys: self.pinned_public_keys.clone(),
            proxy_url: self.proxy_url.clone(),
            keeps_cookies: self.keeps_cookies,
            connect_timeout: duration("connect_timeout_ms", self.connect_timeout_ms)?,
            first_byte_timeout: duration("first_byte_timeout_ms", self.first_byte_timeout_ms)?,
            stall_timeout: duration("stall_timeout_ms", self.stall_timeout_ms)?,
            request_timeout: duration("request_timeout_ms", self.request_timeout_ms)?,
            poll_timeout: duration("poll_timeout_ms", self.poll_timeout_ms)?,
            backoff_initial,
            backoff_max,
            max_response_bytes,
            storage_directory: self.storage_directory.clone(),
            message_lifetime: duration("message_lifetime_ms", self.message_lifetime_ms)?,
            interception_timeout: duration("interception_timeout_ms", self.interception_timeout_ms)?,
            confirms_delivery: self.confirms_delivery,
        })
    }
}

impl fmt::Debug for ContactCenterConfiguration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ContactCenterConfiguration")
            .field("base_url", &self.base_url)
            .field("tenant_url", &self.tenant_url)
            .finish_non_exhaustive()
    }
}

/// The least `max_response_bytes`: space for what an answer holds beside texts, in bytes.
const SHORTEST_ANSWER: usize = 64 * 1024;

/// How long a server holds an idle poll, at most.
const LONGEST_HOLD_MS: i32 = 15_000;

/// Settings that have passed every check.
pub(crate) struct Settings {
    pub(crate) base_url: Url,
    pub(crate) transports: Transports,
    pub(crate) tenant_url: String,
    pub(crate) app_id: String,
    /// None where the storage folder says which.
    pub(crate) client_id: Option<Secret<String>>,
    pub(crate) extra_root_certificates: Vec<Vec<u8>>,
    pub(crate) trust_extra_roots_only: bool,
    pub(crate) platform_roots: Option<Arc<dyn ContactCenterRootCertificates>>,
    pub(crate) pinned_public_keys: Vec<String>,
    pub(crate) proxy_url: Option<String>,
    pub(crate) keeps_cookies: bool,
    pub(crate) connect_timeout: Duration,
    pub(crate) first_byte_timeout: Duration,
    pub(crate) stall_timeout: Duration,
    pub(crate) request_timeout: Duration,
    pub(crate) poll_timeout: Duration,
    pub(crate) backoff_initial: Duration,
    pub(crate) backoff_max: Duration,
    pub(crate) max_response_bytes: usize,
    pub(crate) storage_directory: Option<String>,
    pub(crate) message_lifetime: Duration,
    pub(crate) interception_timeout: Duration,
    pub(crate) confirms_delivery: bool,
}

impl Settings {
    /// What a request says of who makes it.
    pub(crate) fn authorization(&self, client_id: &str) -> Secret<String> {
        // "140-327" is part of the scheme's name; the ids are quoted, as the API documents it.
        format!("MOBILE-API-140-327-PLAIN appId=\"{}\", clientId=\"{client_id}\"", self.app_id).into()
    }

    /// Pauses for something that is tried again.
    pub(crate) fn backoff(&self) -> Backoff {
        Backoff::new(self.backoff_initial, self.backoff_max, fastrand::u64(..))
    }

    /// A URL at which a file lies. A password in it would be sent as an authorization.
    pub(crate) fn check_file_url(&self, text: &str) -> Result<Url, ContactCenterError> {
        let refuse = |reason: &str| Err(ContactCenterError::invalid("file_url", reason));
        let Ok(url) = Url::parse(text) else { return refuse("is not an absolute URL") };
        if !url.username().is_empty() || url.password().is_some() {
            return refuse("holds a user name or a password");
        }
        if self.transports.allow(&url) { Ok(url) } else { refuse("must be https") }
    }
}

/// Over what a connection may go.
#[derive(Clone, Copy)]
pub(crate) struct Transports {
    cleartext_loopback: bool,
}

impl Transports {
    /// TLS, and cleartext to this machine where the settings say so.
    pub(crate) fn allow(self, url: &Url) -> bool {
        match url.scheme() {
            "https" => true,
            "http" => self.cleartext_loopback && url.host_str().is_some_and(is_loopback),
            _ => false,
        }
    }
}

fn checked_base_url(text: &str, allow_cleartext_loopback: bool) -> Result<Url, ContactCenterError> {
    let refuse = |reason: &str| Err(ContactCenterError::invalid("base_url", reason));
    if text.trim().is_empty() {
        return refuse("is empty");
    }
    let Ok(url) = Url::parse(text) else {
        return refuse("is not an absolute URL, as in https://acme.example.com");
    };
    let Some(host) = url.host_str() else {
        return refuse("names no host");
    };
    if !url.username().is_empty() || url.password().is_some() || url.query().is_some() || url.fragment().is_some() {
        return refuse("may hold scheme, host, port and path, and nothing else");
    }
    if api_path(url.path()).is_none() {
        return refuse(
            "holds a part of the path of the API: end it before /clientweb, with /clientweb, or with /clientweb/api/v2",
        );
    }
    match url.scheme() {
        "https" => Ok(url),
        "http" if !is_loopback(host) => refuse("must be https"),
        "http" if !allow_cleartext_loopback => {
            refuse("must be https (http to this machine only if allow_cleartext_loopback says so)")
        }
        "http" => Ok(url),
        _ => refuse("must be https"),
    }
}

/// A URL with a placeholder where user and password stand.
fn without_credentials(url: &str) -> String {
    let Ok(mut parsed) = Url::parse(url.trim()) else { return HIDDEN.to_owned() };
    let has_credentials = !parsed.username().is_empty() || parsed.password().is_some();
    if parsed.set_password(None).and_then(|()| parsed.set_username("")).is_err() {
        return HIDDEN.to_owned();
    }
    let bare = parsed.to_string();
    if has_credentials { bare.replacen("://", &format!("://{HIDDEN}@"), 1) } else { bare }
}

fn is_loopback(host: &str) -> bool {
    let address = host.trim_start_matches('[').trim_end_matches(']');
    host.eq_ignore_ascii_case("localhost")
        || address.parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback())
}

/// The longest id, in bytes. Servers make UUIDs; some apps use tokens of their own.
pub(crate) const MAX_ID_BYTES: usize = 1024;
/// The longest single-line text, in bytes.
const MAX_LINE_BYTES: usize = 64 * 1024;
/// The longest text that people write, in bytes.
const MAX_TEXT_BYTES: i32 = 4 * 1024 * 1024;

/// The longest text that a call takes, in bytes of UTF-8: messages, answers, drafts and JSON.
#[uniffi::export]
pub fn max_text_bytes() -> i32 {
    MAX_TEXT_BYTES
}

/// Refuses what is longer than `limit`, in bytes.
fn check_length(argument: &str, value: &str, limit: usize) -> Result<(), ContactCenterError> {
    if value.len() > limit {
        return Err(ContactCenterError::invalid(argument, format!("is longer than {limit} bytes")));
    }
    Ok(())
}

/// Refuses a text of several lines that is too long for any message.
pub(crate) fn check_text_length(argument: &str, value: &str) -> Result<(), ContactCenterError> {
    check_length(argument, value, MAX_TEXT_BYTES as usize)
}

/// Refuses an empty text, a very long one, and one with control characters (line breaks among them).
pub(crate) fn check_text(argument: &str, value: &str) -> Result<(), ContactCenterError> {
    check_length(argument, value, MAX_LINE_BYTES)?;
    if value.trim().is_empty() {
        Err(ContactCenterError::invalid(argument, "is empty"))
    } else if value.chars().any(char::is_control) {
        Err(ContactCenterError::invalid(argument, "holds a line break or another control character"))
    } else {
        Ok(())
    }
}

/// Refuses what could break out of the authorization header, for which no escaping is defined.
pub(crate) fn check_id(argument: &str, value: &str) -> Result<(), ContactCenterError> {
    check_text(argument, value)?;
    check_length(argument, value, MAX_ID_BYTES)?;
    if value.contains(['"', ',']) {
        return Err(ContactCenterError::invalid(argument, "holds a quote or a comma"));
    }
    if !value.is_ascii() {
        return Err(ContactCenterError::invalid(argument, "holds a character outside ASCII"));
    }
    Ok(())
}

/// Refuses a chat id that could break out of its path.
pub(crate) fn check_chat_id(value: &str) -> Result<(), ContactCenterError> {
    check_path_id("chat_id", value)
}

/// Refuses what could break out of a path, for any id that stands in one.
pub(crate) fn check_path_id(argument: &str, value: &str) -> Result<(), ContactCenterError> {
    check_id(argument, value)?;
    if value.contains(['/', '\\']) || value.contains("..") || value == "." {
        return Err(ContactCenterError::invalid(argument, "holds a slash or \"..\""));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal(change: impl FnOnce(&mut ContactCenterConfiguration)) -> (String, String) {
        let mut configuration =
            ContactCenterConfiguration::new("https://acme.example.com", "acme.example.com", "app", "client");
        change(&mut configuration);
        match configuration.checked() {
            Err(ContactCenterError::InvalidArgument { argument, reason }) => (argument, reason),
            Err(other) => panic!("refused otherwise: {other}"),
            Ok(_) => panic!("accepted: {configuration:?}"),
        }
    }

    /// Defect 10.
    #[test]
    fn a_bad_setting_is_refused_by_its_name() {
        for (bad, word) in [
            ("", "empty"),
            ("  ", "empty"),
            ("acme.example.com", "absolute"),
            ("ftp://acme.example.com", "https"),
            ("http://acme.example.com", "https"),
            ("http://127.0.0.1:1", "allow_cleartext_loopback"),
            ("https://user:password@acme.example.com", "nothing else"),
            ("https://acme.example.com/?a=b", "nothing else"),
            ("https://acme.example.com/clientweb/api/v2/chats", "with /clientweb/api/v2"),
            ("https://acme.example.com/gateway/api", "with /clientweb/api/v2"),
        ] {
            let (argument, reason) = refusal(|c| c.base_url = bad.into());
            assert_eq!(argument, "base_url");
            assert!(reason.contains(word), "{bad}: {reason}");
        }
        for bad in ["", "a\"b", "a,b", "a\nb", "a\u{7f}b", "ä"] {
            assert_eq!(refusal(|c| c.app_id = bad.into()).0, "app_id");
            assert_eq!(refusal(|c| c.client_id = bad.into()).0, "client_id");
        }
        assert_eq!(refusal(|c| c.tenant_url = "\r\n".into()).0, "tenant_url");
        assert_eq!(refusal(|c| c.poll_timeout_ms = 15_000).0, "poll_timeout_ms");
        assert_eq!(refusal(|c| c.trust_extra_roots_only = true).0, "extra_root_certificates");
        assert_eq!(refusal(|c| c.connect_timeout_ms = -1).0, "connect_timeout_ms");
        assert_eq!(refusal(|c| c.max_response_bytes = 65_535).0, "max_response_bytes");
        assert_eq!(refusal(|c| c.max_response_bytes = -1).0, "max_response_bytes");
        assert_eq!(refusal(|c| c.first_byte_timeout_ms = 0).0, "first_byte_timeout_ms");
        assert_eq!(refusal(|c| c.stall_timeout_ms = 0).0, "stall_timeout_ms");
        assert_eq!(refusal(|c| c.backoff_max_ms = 1).0, "backoff_max_ms");
    }

    /// Defect 38.
    #[test]
    fn cleartext_is_for_loopback_only_even_when_allowed() {
        let check = |base_url: &str| checked_base_url(base_url, true);
        for good in ["http://127.0.0.1:98", "http://[::1]:98", "http://localhost:98/x"] {
            assert!(check(good).is_ok(), "{good}");
        }
        assert!(check("http://acme.example.com:98").is_err());
        assert!(check("http://127.0.0.1.example.com").is_err());
    }

    #[test]
    fn a_chat_id_cannot_break_out_of_its_place_in_the_path() {
        for bad in ["", "a/b", "a\\b", "..", "a..b", ".", "a\"b", "a,b", "a\r\nb"] {
            assert!(check_chat_id(bad).is_err(), "{bad:?}");
        }
        check_chat_id("d6c1adc2-385b-42e5-9e0a-1883c2bc5f81").expect("a chat id as servers make it");
    }

    /// Defect 66.
    #[test]
    fn ids_and_texts_beyond_their_length_are_refused_by_name() {
        let refused = |argument: &str, limit: usize| {
            Err(ContactCenterError::invalid(argument, format!("is longer than {limit} bytes")))
        };
        assert_eq!(check_chat_id(&"c".repeat(1025)), refused("chat_id", 1024));
        assert_eq!(check_text("page", &"p".repeat(65_537)), refused("page", 65_536));
        assert_eq!(check_text_length("message", &"m".repeat(4_194_305)), refused("message", 4_194_304));
        check_chat_id(&"c".repeat(1024)).expect("a long id");
        check_text_length("message", &"m".repeat(4_194_304)).expect("a long message");
    }

    #[test]
    fn the_debug_form_of_the_configuration_hides_the_ids() {
        let text = format!("{:?}", ContactCenterConfiguration::new("https://h", "t", "my-app", "my-client"));
        assert!(!text.contains("my-app") && !text.contains("my-client"), "{text}");
    }

    #[test]
    fn what_is_readable_holds_every_setting_but_no_secret() {
        for (url, shown) in [
            ("http://proxy:3128", "http://proxy:3128/"),
            ("http://user:secret@proxy:3128", "http://…@proxy:3128/"),
            ("http://secret@proxy:3128", "http://…@proxy:3128/"),
            ("http://:secret@proxy:3128", "http://…@proxy:3128/"),
            ("secret", "…"),
        ] {
            let mut configuration = ContactCenterConfiguration::new("https://h", "t", "my-app", "my-client");
            configuration.proxy_url = Some(url.into());
            configuration.stall_timeout_ms = 7;
            let readable = configuration.readable();
            assert_eq!((readable.proxy_url.as_deref(), readable.client_id.as_str()), (Some(shown), HIDDEN));
            assert_eq!((readable.base_url.as_str(), readable.stall_timeout_ms), ("https://h", 7));
        }
    }
}
