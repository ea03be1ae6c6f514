//! A file that the server has taken.

use crate::{
    configuration::check_chat_id,
    model::ContactCenterError,
    wire::body::{decoding, object},
};

/// What the server calls the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Upload {
    pub(crate) file_id: String,
    pub(crate) file_name: Option<String>,
}

/// The answer to an upload. The id goes into paths later on, so it must be fit for one.
pub(crate) fn upload(status: i32, body: &[u8]) -> Result<Upload, ContactCenterError> {
    let body = object(status, body)?;
    let file_id = body.scalar("file_id").filled().filter(|id| check_chat_id(id).is_ok());
    Ok(Upload {
        file_id: file_id.ok_or_else(|| decoding(status, "it names no usable file id"))?,
        file_name: body.scalar("file_name").filled(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_upload_has_an_id_and_perhaps_a_name() {
        for (body, id, name) in [
            (r#"{"file_id":"6fdadd52-df9e"}"#, "6fdadd52-df9e", None),
            (r#"{"file_id":"6f","file_name":"a b.png"}"#, "6f", Some("a b.png")),
            (r#"{"file_id":17,"file_name":""}"#, "17", None),
        ] {
            let expected = Upload { file_id: id.into(), file_name: name.map(str::to_owned) };
            assert_eq!(upload(200, body.as_bytes()), Ok(expected), "{body}");
        }
        for body in ["{}", r#"{"file_id":null}"#, r#"{"file_id":"../a"}"#, r#"{"file_id":"a/b"}"#] {
            assert_eq!(upload(200, body.as_bytes()).expect_err("unusable").kind(), "Decoding", "{body}");
        }
    }
}
