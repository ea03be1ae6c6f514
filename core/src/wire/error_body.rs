//! Unsuccessful answers: the server's refusals, and answers of proxies.

use memchr::memmem;

use super::{
    body::{text, unexpected},
    object::Object,
};
use crate::model::ContactCenterError;

/// How much of the server's words is kept, in characters.
const LONGEST_REASON: usize = 500;

/// The same for its code. Codes have four digits; whatever else comes ends up in the text of an error.
const LONGEST_CODE: usize = 20;

/// The error for an answer with `status` that is not a success. `error_code` may be a string or a number; a body
/// without one (empty, HTML) did not come from the API.
pub(crate) fn refusal(status: i32, body: &[u8]) -> ContactCenterError {
    coded(status, body).unwrap_or_else(|| unexpected(status, body))
}

/// The error in an answer whose status says success, where its body bears a code. Zero is the code of no error.
pub(crate) fn refusal_in_success(status: i32, body: &[u8]) -> Option<ContactCenterError> {
    // Most answers are looked through for the name of the member, and no more.
    memmem::find(body, CODE.as_bytes())?;
    coded(status, body).filter(|error| error.code().is_some_and(|code| !code.trim_matches('0').is_empty()))
}

/// Whether a body says nothing but what went wrong.
pub(crate) fn is_refusal_alone(body: &[u8]) -> bool {
    let Ok(text) = text(200, body) else { return false };
    let Ok(body) = Object::read(&text) else { return false };
    body.scalar(CODE).filled().is_some() && body.members().all(|(name, _)| name == CODE || name == WORDS)
}

const CODE: &str = "error_code";
const WORDS: &str = "error_message";

/// Nothing where there is no code.
fn coded(status: i32, body: &[u8]) -> Option<ContactCenterError> {
    let text = text(status, body).ok()?;
    let body = Object::read(&text).ok()?;
    let (code, words) = (body.scalar(CODE).filled()?, body.scalar(WORDS).text());
    let start = |text: &str, longest| text.chars().take(longest).collect::<String>();
    let words = start(words.as_deref().unwrap_or_default(), LONGEST_REASON);
    let code: String = code.chars().filter(is_fit_for_a_code).collect();
    Some(ContactCenterError::from_server(start(&code, LONGEST_CODE), words, status))
}

/// Codes end up in the text of an error, and in a log: they must not hold a line break, a name or an address.
fn is_fit_for_a_code(c: &char) -> bool {
    c.is_ascii_alphanumeric() || "-_.".contains(*c)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Defect 7.
    #[test]
    fn a_code_is_read_as_a_string_and_as_a_number() {
        for body in [
            r#"{"error_code":"5005","error_message":"gone"}"#,
            r#"{"error_code":5005,"error_message":"gone"}"#,
            "\u{feff}{\"error_code\":5005,\"error_message\":\"gone\"}",
        ] {
            let expected = ContactCenterError::ChatSessionNotFound { reason: "gone".into(), status: 404 };
            assert_eq!(refusal(404, body.as_bytes()), expected);
        }
    }

    /// Defect 71.
    #[test]
    fn error_code_under_a_status_of_success_is_that_error() {
        for (body, kind) in [
            (r#"{"error_code":"5005"}"#, Some("ChatSessionNotFound")),
            (r#"{"error_code":5000,"error_message":"late","events":[]}"#, Some("ChatSessionServerTimeout")),
            (r#"{"error_code":"7777"}"#, Some("Server")),
            (r#"{"error_code":0,"file_id":"f"}"#, None),
            (r#"{"error_code":"","events":[]}"#, None),
            (r#"{"error_code":null}"#, None),
            (r#"{"events":[{"event":"chat_session_message","msg":"error_code","error_code":"5005"}]}"#, None),
            ("error_code", None),
            ("", None),
        ] {
            let error = refusal_in_success(200, body.as_bytes());
            assert_eq!(error.map(|error| error.kind()).as_deref(), kind, "{body}");
        }
    }

    #[test]
    fn what_a_proxy_answers_is_no_refusal_of_the_server() {
        for (body, reason) in [
            ("", "an empty body"),
            ("<html><body>502</body></html>", "an HTML page"),
            ("{}", "JSON of another form"),
            (r#"{"error_code":""}"#, "JSON of another form"),
            ("Bad gateway", "a body that is not JSON"),
        ] {
            let expected = ContactCenterError::UnexpectedResponse { reason: reason.into(), status: 502 };
            assert_eq!(refusal(502, body.as_bytes()), expected, "{body}");
        }
    }

    #[test]
    fn what_a_refusal_says_is_kept_within_bounds_whatever_its_encoding() {
        let words = "w".repeat(1000);
        let body = format!(r#"{{"error_code":"{words}","error_message":"{words}"}}"#);
        let error = refusal(400, body.as_bytes());
        assert_eq!(error.code().map(|code| code.len()), Some(LONGEST_CODE));
        let broken = refusal(400, br#"{"error_code":" 12\n3\u001b[2J @4"}"#);
        assert_eq!(broken.code().as_deref(), Some("1232J4"));
        assert_eq!(error.reason().len(), LONGEST_REASON);
        let latin1 = b"{\"error_code\":\"5005\",\"error_message\":\"g\xfcltig\"}";
        assert_eq!(refusal(404, latin1).kind(), "ChatSessionNotFound");
    }
}
