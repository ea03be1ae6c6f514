//! The answer to an upload.

use crate::{
    configuration::check_path_id,
    model::{ContactCenterError, ContactCenterFileType, ContactCenterUploadedFile},
    wire::body::{decoding, object, text},
};

/// The answer to an upload. The id goes into paths later on, so it must be fit for that; `file_name` is the name that was sent, for
/// servers that give none back.
pub(crate) fn uploaded(
    status: i32,
    body: &[u8],
    file_name: String,
    file_type: ContactCenterFileType,
) -> Result<ContactCenterUploadedFile, ContactCenterError> {
    let text = text(status, body)?;
    let body = object(status, &text)?;
    let file_id = body.scalar("file_id").filled().filter(|id| check_path_id("file_id", id).is_ok());
    Ok(ContactCenterUploadedFile {
        file_id: file_id.ok_or_else(|| decoding(status, "it names no usable file id"))?,
        file_name: body.scalar("file_name").filled().unwrap_or(file_name),
        file_type,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(body: &str) -> Result<(String, String), ContactCenterError> {
        let file = uploaded(200, body.as_bytes(), "sent.png".into(), ContactCenterFileType::Image)?;
        Ok((file.file_id, file.file_name))
    }

    /// Defect 48.
    #[test]
    fn the_id_is_a_string_or_a_number_and_the_name_may_be_missing() {
        for (body, id, name) in [
            (r#"{"file_id":"6fdadd52-df9e"}"#, "6fdadd52-df9e", "sent.png"),
            (r#"{"file_id":17,"file_name":""}"#, "17", "sent.png"),
            (r#"{"file_id":"a","file_name":"kept.png","more":{}}"#, "a", "kept.png"),
        ] {
            assert_eq!(read(body), Ok((id.to_owned(), name.to_owned())));
        }
    }

    #[test]
    fn an_id_that_is_missing_or_could_break_out_of_a_path_is_refused() {
        for body in ["{}", r#"{"file_id":null}"#, r#"{"file_id":"../a"}"#, r#"{"file_id":"a/b"}"#, "[]", "", "<html>"] {
            assert!(read(body).is_err(), "{body}");
        }
    }
}
