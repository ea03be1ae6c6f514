//! Answers that are not a success: the server's own refusals, and whatever a proxy puts in their place.

use super::{
    body::{unexpected, without_mark},
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
    // Words in another encoding are no reason to miss the code.
    let text = String::from_utf8_lossy(body);
    let said = Object::read(without_mark(&text))
        .ok()
        .and_then(|body| Some((body.scalar("error_code").filled()?, body.scalar("error_message").text())));
    match said {
        Some((code, words)) => {
            let start = |text: &str, longest| text.chars().take(longest).collect::<String>();
            let words = start(words.as_deref().unwrap_or_default(), LONGEST_REASON);
            let code: String = code.chars().filter(is_fit_for_a_code).collect();
            ContactCenterError::from_server(start(&code, LONGEST_CODE), words, status)
        }
        None => unexpected(status, body),
    }
}

/// Codes end up in the text of an error, and in a log: no room for a line break, a name or an address.
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
