//! Answers of the server other than events.

mod configuration;
mod ice_servers;
mod parameters;
mod service;
mod session;
mod upload;

pub(crate) use configuration::widget_configuration;
pub(crate) use ice_servers::ice_servers;
pub(crate) use parameters::parameters;
pub(crate) use service::{availability, version};
pub(crate) use session::session_properties;
pub(crate) use upload::uploaded;

use super::body::{text, unreadable};
use crate::model::ContactCenterError;

/// An answer whose content says nothing: an empty body or any JSON, but not a page of some proxy.
pub(crate) fn accepted(status: i32, body: &[u8]) -> Result<(), ContactCenterError> {
    let text = text(status, body)?;
    let text = &*text;
    if text.trim_ascii().is_empty() {
        return Ok(());
    }
    serde_json::from_str::<serde::de::IgnoredAny>(text).map(drop).map_err(|error| unreadable(status, text, &error))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn anything_but_a_page_of_a_proxy_is_acceptance() {
        for body in ["", "\r\n", "{}", r#"{"state":"success"}"#, "[]", "\"ok\"", "\u{feff}{}"] {
            assert_eq!(accepted(200, body.as_bytes()), Ok(()), "{body}");
        }
        for (body, kind) in [("<html>", "UnexpectedResponse"), ("ok", "UnexpectedResponse"), ("{", "Decoding")] {
            assert_eq!(accepted(200, body.as_bytes()).expect_err("no acceptance").kind(), kind, "{body}");
        }
    }
}
