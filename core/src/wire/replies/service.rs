//! Server version and opening hours.

use crate::{
    model::{
        ContactCenterError, ContactCenterServiceAvailability, ContactCenterServiceChatAvailability,
        ContactCenterVersion,
    },
    wire::body::{decoding, object, text},
};

/// The answer to `version`.
pub(crate) fn version(status: i32, body: &[u8]) -> Result<ContactCenterVersion, ContactCenterError> {
    match object(status, &text(status, body)?)?.scalar("server_version").text() {
        Some(server_version) => Ok(ContactCenterVersion { server_version }),
        None => Err(decoding(status, "it names no version")),
    }
}

/// The answer to `availability`.
pub(crate) fn availability(status: i32, body: &[u8]) -> Result<ContactCenterServiceAvailability, ContactCenterError> {
    let text = text(status, body)?;
    let body = object(status, &text)?;
    let Some(chat_value) = body.scalar("chat").text() else {
        return Err(decoding(status, "it does not say whether there is chat"));
    };
    Ok(ContactCenterServiceAvailability {
        chat: match chat_value.as_str() {
            "available" => ContactCenterServiceChatAvailability::Available,
            _ => ContactCenterServiceChatAvailability::Unavailable,
        },
        chat_value,
        estimated_wait_time: body.scalar("ewt").seconds(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Defect 23.
    #[test]
    fn anything_but_available_is_unavailable_and_keeps_its_word() {
        use ContactCenterServiceChatAvailability::{Available, Unavailable};
        for (body, chat, word, wait) in [
            (r#"{"chat":"available","ewt":"3"}"#, Available, "available", Some(3)),
            (r#"{"chat":"available","ewt":3}"#, Available, "available", Some(3)),
            (r#"{"chat":"notAvailable"}"#, Unavailable, "notAvailable", None),
            (r#"{"chat":"unavailable","ewt":null}"#, Unavailable, "unavailable", None),
            (r#"{"chat":"closed","ewt":""}"#, Unavailable, "closed", None),
            (r#"{"chat":false,"chat":"available"}"#, Available, "available", None),
        ] {
            let expected =
                ContactCenterServiceAvailability { chat, chat_value: word.into(), estimated_wait_time: wait };
            assert_eq!(availability(200, body.as_bytes()), Ok(expected), "{body}");
        }
        assert_eq!(availability(200, b"{}").expect_err("says nothing").kind(), "Decoding");
    }

    #[test]
    fn the_version_is_read() {
        let read = version(200, br#"{"server_version":"5.5.6.12345 (Stable)"}"#).expect("readable");
        assert_eq!(read.server_version, "5.5.6.12345 (Stable)");
        assert_eq!(version(200, b"{}").expect_err("says nothing").kind(), "Decoding");
    }
}
