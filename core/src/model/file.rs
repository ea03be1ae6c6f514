//! Files and images of a chat.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{JsonValue, open_enum::open_enum};

open_enum! {
    /// What kind of file a party shared. An open set.
    pub enum ContactCenterFileType {
        /// A picture, to be shown in the conversation.
        Image = "image",
        /// Anything else.
        Attachment = "attachment",
    }
}

/// A card or the like that came with a message.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, uniffi::Record)]
#[uniffi::export(Debug)]
pub struct ContactCenterAttachment {
    /// Its id.
    pub id: Option<String>,
    /// Its name.
    pub name: Option<String>,
    /// Its media type, as in `application/vnd.microsoft.card.adaptive`.
    pub content_type: Option<String>,
    /// What it holds, as the server sent it.
    pub content: Option<JsonValue>,
}

/// Without its name and its content.
impl fmt::Debug for ContactCenterAttachment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ContactCenterAttachment").field("content_type", &self.content_type).finish_non_exhaustive()
    }
}

/// A file that the server has taken; `sendChatFile` shows it to the other side.
#[derive(Clone, PartialEq, Eq, Serialize, uniffi::Record)]
#[uniffi::export(Debug)]
pub struct ContactCenterUploadedFile {
    /// The file; every further call names it.
    pub file_id: String,
    /// Its name: the server's, else the one that was sent.
    pub file_name: String,
    /// What kind of file, judged by its name.
    pub file_type: ContactCenterFileType,
}

/// Without its name, and without the id, which is enough to read it.
impl fmt::Debug for ContactCenterUploadedFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ContactCenterUploadedFile").field("file_type", &self.file_type).finish_non_exhaustive()
    }
}

/// A file that lies on this device now.
#[derive(Clone, PartialEq, Eq, Serialize, uniffi::Record)]
#[uniffi::export(Debug)]
pub struct ContactCenterDownloadedFile {
    /// Where: the folder that was named, and a name that was free in it.
    pub path: String,
    /// Its length in bytes.
    pub size: i64,
    /// The server's media type, where it gave one.
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

/// A picture, whole.
#[derive(Clone, PartialEq, Eq, uniffi::Record)]
#[uniffi::export(Debug)]
pub struct ContactCenterImage {
    /// The bytes of the picture.
    pub data: Vec<u8>,
    /// The server's media type, as in `image/png`, where it gave one.
    pub content_type: Option<String>,
}

/// Shows the length alone: the picture may be a face.
impl fmt::Debug for ContactCenterImage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ContactCenterImage({} bytes, {:?})", self.data.len(), self.content_type)
    }
}
