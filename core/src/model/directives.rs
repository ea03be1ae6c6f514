//! Directives: what a bot asks the app to show beside the text of its message.

use std::fmt;

use serde::Serialize;

/// The layout of choices.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, uniffi::Enum)]
#[serde(rename_all = "snake_case")]
pub enum ContactCenterChoicesLayout {
    /// Buttons beside each other (`/buttons`).
    Row,
    /// Buttons below each other (`/buttons-column`).
    Column,
    /// A list to choose from (`/choice`).
    List,
}

/// The type of a file that a bot links to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, uniffi::Enum)]
#[serde(rename_all = "snake_case")]
pub enum ContactCenterDirectiveAttachmentType {
    /// The file is an image.
    Image,
    /// The file is an audio recording.
    Audio,
    /// The file is a video.
    Video,
    /// The file has another type, or the bot does not name one.
    File,
}

/// A file that a bot links to.
#[derive(Clone, PartialEq, Eq, Serialize, uniffi::Record)]
#[uniffi::export(Debug)]
pub struct ContactCenterDirectiveAttachment {
    /// The address of the file, on any host.
    pub url: String,
    /// The type of the file.
    pub r#type: ContactCenterDirectiveAttachmentType,
}

/// Without the address, because it may be enough to read the file.
impl fmt::Debug for ContactCenterDirectiveAttachment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ContactCenterDirectiveAttachment").field("type", &self.r#type).finish_non_exhaustive()
    }
}

/// The directives in the text of a message; see `messageDirectives`.
#[derive(Clone, Default, PartialEq, Eq, Serialize, uniffi::Record)]
#[uniffi::export(Debug)]
pub struct ContactCenterMessageDirectives {
    /// The text to show, without its directives.
    pub text: String,
    /// The answers to choose from, in order.
    pub choices: Vec<String>,
    /// The layout of the choices; none if there are no choices.
    pub choices_layout: Option<ContactCenterChoicesLayout>,
    /// The files, in order.
    pub attachments: Vec<ContactCenterDirectiveAttachment>,
}

/// Says how much there is, and nothing of what is written.
impl fmt::Debug for ContactCenterMessageDirectives {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ContactCenterMessageDirectives")
            .field("choices", &self.choices.len())
            .field("choices_layout", &self.choices_layout)
            .field("attachments", &self.attachments.len())
            .finish_non_exhaustive()
    }
}
