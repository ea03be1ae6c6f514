//! Protection of the control port against web pages in a browser of the same machine.
//!
//! A page of any site can send requests to loopback addresses, and can give its own host name a loopback address (DNS
//! rebinding). So each request must name a loopback host with the right port, must not come from another origin, and
//! must declare its body as JSON, which a page cannot do across origins without a preflight that is never answered.

use axum::{
    extract::{Request, State},
    http::{
        HeaderMap, HeaderName, HeaderValue, StatusCode,
        header::{
            CONTENT_LENGTH, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HOST, ORIGIN, REFERRER_POLICY, TRANSFER_ENCODING,
            X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
        },
    },
    middleware::Next,
    response::{IntoResponse, Response},
};

/// The host names of the control port, without the port.
const LOOPBACK_NAMES: [&str; 3] = ["127.0.0.1", "localhost", "[::1]"];

/// What the console's page may load: its own files, and pictures that it has read itself.
const PAGE_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; \
    connect-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// The headers of every answer of the control port.
const ANSWER_HEADERS: [(HeaderName, &str); 6] = [
    (CONTENT_SECURITY_POLICY, PAGE_POLICY),
    (X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (X_FRAME_OPTIONS, "DENY"),
    (REFERRER_POLICY, "no-referrer"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
];

/// Answers a request from elsewhere with 403, and passes every other one on.
pub(super) async fn check(State(port): State<u16>, request: Request, next: Next) -> Response {
    let mut response = match refuse(request.headers(), port) {
        Some(reason) => (StatusCode::FORBIDDEN, format!("{reason}\n")).into_response(),
        None => next.run(request).await,
    };
    for (name, value) in ANSWER_HEADERS {
        // A handler may have set a stricter policy.
        response.headers_mut().entry(name).or_insert(HeaderValue::from_static(value));
    }
    response
}

/// Why a request is refused; `None` if it is not.
fn refuse(headers: &HeaderMap, port: u16) -> Option<&'static str> {
    if !all(headers, &HOST, |host| is_own_authority(host, port)) || !headers.contains_key(HOST) {
        return Some("Host is not a loopback name with the control port");
    }
    let is_own_origin = |origin: &str| origin.strip_prefix("http://").is_some_and(|rest| is_own_authority(rest, port));
    if !all(headers, &ORIGIN, is_own_origin) {
        return Some("Origin is not the control port");
    }
    let has_body = headers.contains_key(TRANSFER_ENCODING) || !all(headers, &CONTENT_LENGTH, |length| length == "0");
    let is_json = headers.contains_key(CONTENT_TYPE) && all(headers, &CONTENT_TYPE, is_json);
    (has_body && !is_json).then_some("Content-Type of a body is not application/json")
}

/// Whether every value of a header meets the condition; true if there is none.
fn all(headers: &HeaderMap, name: &HeaderName, condition: impl Fn(&str) -> bool) -> bool {
    headers.get_all(name).iter().all(|value| value.to_str().is_ok_and(&condition))
}

fn is_own_authority(authority: &str, port: u16) -> bool {
    authority.rsplit_once(':').is_some_and(|(name, given)| {
        LOOPBACK_NAMES.iter().any(|known| known.eq_ignore_ascii_case(name)) && given == port.to_string()
    })
}

fn is_json(content_type: &str) -> bool {
    let essence = content_type.split(';').next().unwrap_or_default();
    essence.trim().eq_ignore_ascii_case("application/json")
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderMap, HeaderName, HeaderValue};

    use super::refuse;

    fn is_refused(headers: &[(&'static str, &'static str)]) -> bool {
        let named = |(name, value): &(&'static str, &'static str)| {
            (HeaderName::from_static(name), HeaderValue::from_static(value))
        };
        refuse(&headers.iter().map(named).collect::<HeaderMap>(), 8123).is_some()
    }

    #[test]
    fn only_loopback_names_with_the_port_are_hosts() {
        for host in ["127.0.0.1:8123", "localhost:8123", "LOCALHOST:8123", "[::1]:8123"] {
            assert!(!is_refused(&[("host", host)]), "{host}");
        }
        for host in ["127.0.0.1", "127.0.0.1:80", "evil.example.com:8123", "localhost.example.com:8123", "", ":8123"] {
            assert!(is_refused(&[("host", host)]), "{host}");
        }
        assert!(is_refused(&[]));
    }

    #[test]
    fn only_the_control_port_itself_is_an_origin() {
        for origin in ["http://127.0.0.1:8123", "http://localhost:8123"] {
            assert!(!is_refused(&[("host", "127.0.0.1:8123"), ("origin", origin)]), "{origin}");
        }
        for origin in ["https://127.0.0.1:8123", "http://127.0.0.1:8124", "https://evil.example.com", "null", ""] {
            assert!(is_refused(&[("host", "127.0.0.1:8123"), ("origin", origin)]), "{origin}");
        }
    }

    #[test]
    fn bodies_must_be_declared_as_json() {
        let host = ("host", "127.0.0.1:8123");
        assert!(!is_refused(&[host, ("content-length", "2"), ("content-type", "application/json; charset=UTF-8")]));
        assert!(!is_refused(&[host, ("content-length", "0")]));
        for content_type in ["text/plain", "application/x-www-form-urlencoded", "application/jsonp"] {
            assert!(is_refused(&[host, ("content-length", "2"), ("content-type", content_type)]), "{content_type}");
        }
        assert!(is_refused(&[host, ("content-length", "2")]));
        assert!(is_refused(&[host, ("transfer-encoding", "chunked"), ("content-type", "text/plain")]));
    }
}
