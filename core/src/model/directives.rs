//! Directives: what a bot asks the app to show beside the text of its message.

use std::fmt;

use serde::Serialize;

/// How choices are to be laid out.
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

/// What kind of file a bot points to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, uniffi::Enum)]
#[serde(rename_all = "snake_case")]
pub enum ContactCenterDirectiveAttachmentType {
    /// A picture.
    Image,
    /// A sound.
    Audio,
    /// A film.
    Video,
    /// Anything else, and where the bot does not say.
    File,
}

/// A file that a bot points to.
#[derive(Clone, PartialEq, Eq, Serialize, uniffi::Record)]
#[uniffi::export(Debug)]
pub struct ContactCenterDirectiveAttachment {
    /// Where it lies: any host.
    pub url: String,
    /// What kind of file.
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
    /// What is left of the text, to be shown.
    pub text: String,
    /// The answers to choose from, in order.
    pub choices: Vec<String>,
    /// How to lay them out; none where there are no choices.
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
