//! Files and pictures that a chat carries.

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
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, uniffi::Record)]
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

/// A file that the server has taken; `sendChatFile` shows it to the other side.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, uniffi::Record)]
pub struct ContactCenterUploadedFile {
    /// The file; every further call names it.
    pub file_id: String,
    /// Its name: the server's, else the one that was sent.
    pub file_name: String,
    /// What kind of file, judged by its name.
    pub file_type: ContactCenterFileType,
}

/// A file that lies on this device now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, uniffi::Record)]
pub struct ContactCenterDownloadedFile {
    /// Where: the folder that was named, and a name that was free in it.
    pub path: String,
    /// Its length in bytes.
    pub size: i64,
    /// The server's media type, where it gave one.
    pub content_type: Option<String>,
}

/// A picture, whole.
#[derive(Clone, PartialEq, Eq, uniffi::Record)]
pub struct ContactCenterImage {
    /// The bytes of the picture.
    pub data: Vec<u8>,
    /// The server's media type, as in `image/png`, where it gave one.
    pub content_type: Option<String>,
}

/// Somebody's face, perhaps: its length is enough.
impl fmt::Debug for ContactCenterImage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ContactCenterImage({} bytes, {:?})", self.data.len(), self.content_type)
    }
}
