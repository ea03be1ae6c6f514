//! Files and images of a chat.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{JsonValue, open_enum::open_enum};

open_enum! {
    /// The type of a shared file. An open set.
    pub enum ContactCenterFileType {
        /// The file is an image, to be shown in the conversation.
        Image = "image",
        /// The file has another type.
        Attachment = "attachment",
    }
}

/// An attachment of a message, for example a card.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, uniffi::Record)]
#[uniffi::export(Debug)]
pub struct ContactCenterAttachment {
    /// The id of the attachment.
    pub id: Option<String>,
    /// The name of the attachment.
    pub name: Option<String>,
    /// The media type, for example `application/vnd.microsoft.card.adaptive`.
    pub content_type: Option<String>,
    /// The content, as the server sent it.
    pub content: Option<JsonValue>,
}

/// Without its name and its content.
impl fmt::Debug for ContactCenterAttachment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ContactCenterAttachment").field("content_type", &self.content_type).finish_non_exhaustive()
    }
}

/// An uploaded file. `sendChatFile` sends it to the other side.
#[derive(Clone, PartialEq, Eq, Serialize, uniffi::Record)]
#[uniffi::export(Debug)]
pub struct ContactCenterUploadedFile {
    /// The id of the file, which all further calls take.
    pub file_id: String,
    /// The name of the file: the server's, or else the one that was sent.
    pub file_name: String,
    /// The type of the file, derived from its name.
    pub file_type: ContactCenterFileType,
}

/// Without its name, and without the id, which is enough to read it.
impl fmt::Debug for ContactCenterUploadedFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ContactCenterUploadedFile").field("file_type", &self.file_type).finish_non_exhaustive()
    }
}

/// A downloaded file on this device.
#[derive(Clone, PartialEq, Eq, Serialize, uniffi::Record)]
#[uniffi::export(Debug)]
pub struct ContactCenterDownloadedFile {
    /// The path of the file: the folder that was given, and an unused name in it.
    pub path: String,
    /// The length of the file in bytes.
    pub size: i64,
    /// The media type, if the server names one.
    pub content_type: Option<String>,
}

/// Without its name.
impl fmt::Debug for ContactCenterDownloadedFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ContactCenterDownloadedFile")
            .field("size", &self.size)
            .field("content_type", &self.content_type)
            .finish_non_exhaustive()
    }
}

/// An image.
#[derive(Clone, PartialEq, Eq, uniffi::Record)]
#[uniffi::export(Debug)]
pub struct ContactCenterImage {
    /// The bytes of the image.
    pub data: Vec<u8>,
    /// The media type, for example `image/png`, if the server names one.
    pub content_type: Option<String>,
}

/// Shows the length alone: the picture may be a face.
impl fmt::Debug for ContactCenterImage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ContactCenterImage({} bytes, {:?})", self.data.len(), self.content_type)
    }
}
