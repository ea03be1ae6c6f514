//! Answers that are not a success: the server's own refusals, and whatever a proxy puts in their place.

use serde::Deserialize;

use super::lenient::Scalar;
use crate::model::ContactCenterError;

/// How much of the server's words is kept, in characters.
const LONGEST_REASON: usize = 500;

/// The error for an answer with `status` that is not a success. `error_code` may be a string or a number; a body
/// without one (empty, HTML) did not come from the API.
pub(crate) fn refusal(status: i32, body: &[u8]) -> ContactCenterError {
    #[derive(Deserialize, Default)]
    #[serde(default)]
    struct Body<'a> {
        #[serde(borrow)]
        error_code: Scalar<'a>,
        error_message: Scalar<'a>,
    }
    let read: Option<Body<'_>> = serde_json::from_slice(body).ok();
    match read.and_then(|body| Some((body.error_code.filled()?, body.error_message.text()))) {
        Some((code, words)) => {
            let words: String = words.unwrap_or_default().chars().take(LONGEST_REASON).collect();
            ContactCenterError::from_server(code.trim().to_owned(), words, status)
        }
        None => ContactCenterError::UnexpectedResponse { reason: outline(body).to_owned(), status },
    }
}

/// What kind of thing a body is, without quoting it.
pub(super) fn outline(body: &[u8]) -> &'static str {
    match body.trim_ascii_start().first() {
        None => "an empty body",
        Some(b'<') => "an HTML page",
        Some(b'{' | b'[') => "JSON of another form",
        Some(_) => "a body that is not JSON",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_as_a_string_and_as_a_number() {
        for body in [r#"{"error_code":"5005","error_message":"gone"}"#, r#"{"error_code":5005,"error_message":"gone"}"#]
        {
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
}
