//! The answer to an upload.

use serde::Deserialize;

use super::{
    lenient::Scalar,
    replies::{decoding, read},
};
use crate::{
    configuration::check_path_id,
    model::{ContactCenterError, ContactCenterFileType, ContactCenterUploadedFile},
};

/// `file_name` is the one that was sent, for servers that do not name the file themselves.
pub(crate) fn uploaded(
    status: i32,
    body: &[u8],
    file_name: String,
    file_type: ContactCenterFileType,
) -> Result<ContactCenterUploadedFile, ContactCenterError> {
    #[derive(Deserialize, Default)]
    #[serde(default)]
    struct Body<'a> {
        #[serde(borrow)]
        file_id: Scalar<'a>,
        file_name: Scalar<'a>,
    }
    let body: Body<'_> = read(status, body)?;
    let file_id = body.file_id.filled().filter(|id| check_path_id("file_id", id).is_ok());
    Ok(ContactCenterUploadedFile {
        file_id: file_id.ok_or_else(|| decoding(status, "it names no usable file id"))?,
        file_name: body.file_name.filled().unwrap_or(file_name),
        file_type,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_as(body: &str) -> Result<(String, String), ContactCenterError> {
        let file = uploaded(200, body.as_bytes(), "sent.png".into(), ContactCenterFileType::Image)?;
        Ok((file.file_id, file.file_name))
    }

    #[test]
    fn the_id_is_a_string_or_a_number_and_the_name_may_be_missing() {
        for (body, id, name) in [
            (r#"{"file_id":"6fdadd52-df9e"}"#, "6fdadd52-df9e", "sent.png"),
            (r#"{"file_id":17,"file_name":""}"#, "17", "sent.png"),
            (r#"{"file_id":"a","file_name":"kept.png","more":{}}"#, "a", "kept.png"),
        ] {
            assert_eq!(read_as(body), Ok((id.to_owned(), name.to_owned())));
        }
    }

    #[test]
    fn an_id_that_is_missing_or_could_break_out_of_a_path_is_refused() {
        for body in ["{}", r#"{"file_id":""}"#, r#"{"file_id":"../a"}"#, r#"{"file_id":"a/b"}"#, "[]", "", "<html>"] {
            assert!(read_as(body).is_err(), "{body}");
        }
    }
}
