//! Properties of a chat session.

use crate::{
    configuration::check_chat_id,
    model::{ContactCenterChatSessionProperties, ContactCenterChatSessionState, ContactCenterError},
    wire::body::{decoding, object, text},
};

/// The answer to a request for a chat, and to the question for the active one.
pub(crate) fn session_properties(
    status: i32,
    body: &[u8],
) -> Result<ContactCenterChatSessionProperties, ContactCenterError> {
    let text = text(status, body)?;
    let body = object(status, &text)?;
    let chat_id = body.scalar("chat_id").filled().filter(|id| check_chat_id(id).is_ok());
    Ok(ContactCenterChatSessionProperties {
        chat_id: chat_id.ok_or_else(|| decoding(status, "it names no usable chat id"))?,
        state: ContactCenterChatSessionState::from_wire(body.scalar("state").as_str().unwrap_or_default()),
        estimated_wait_time: body.scalar("ewt").seconds(),
        is_new_chat: body.scalar("is_new_chat").flag().unwrap_or(false),
        phone_number: body.scalar("phone_number").filled(),
        initial_message_id: None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Defect 21.
    #[test]
    fn a_session_is_read_from_every_variant_of_its_scalars() {
        for (body, wait, new) in [
            (
                r#"{"state":"ivr","ewt":"0","chat_id":"d6","is_new_chat":true,"phone_number":"16508888888"}"#,
                Some(0),
                true,
            ),
            (r#"{"state":"ivr","ewt":7,"chat_id":"d6","is_new_chat":"true"}"#, Some(7), true),
            (r#"{"state":"ivr","ewt":"","chat_id":"d6","is_new_chat":"false"}"#, None, false),
            (r#"{"state":"ivr","chat_id":"d6"}"#, None, false),
            (r#"{"state":"ivr","chat_id":"x","chat_id":"d6","ewt":1e999}"#, None, false),
        ] {
            let properties = session_properties(200, body.as_bytes()).expect("readable");
            assert_eq!(properties.chat_id, "d6");
            assert_eq!(properties.state, ContactCenterChatSessionState::Ivr);
            assert_eq!((properties.estimated_wait_time, properties.is_new_chat), (wait, new), "{body}");
        }
    }

    /// Defect 21.
    #[test]
    fn a_state_that_no_document_lists_keeps_its_word() {
        for word in ["queued", "connecting", "connected", "establishing", "ivr", "failed", "completed", "dreaming"] {
            let body = format!(r#"{{"chat_id":"c","state":"{word}"}}"#);
            let state = session_properties(200, body.as_bytes()).expect("readable").state;
            assert_eq!(state.as_wire(), word);
            assert_eq!(matches!(state, ContactCenterChatSessionState::Other { .. }), word == "dreaming");
        }
    }

    #[test]
    fn a_chat_id_of_the_server_that_could_break_out_of_a_path_is_refused() {
        for id in ["", "../x", "a/b", "a\\\"b"] {
            let body = format!(r#"{{"chat_id":"{id}","state":"ivr"}}"#);
            assert_eq!(session_properties(200, body.as_bytes()).expect_err("unusable").kind(), "Decoding", "{id}");
        }
    }
}
