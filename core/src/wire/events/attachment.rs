//! Attachments of messages, such as cards.

use serde_json::value::RawValue;

use crate::{
    model::{ContactCenterAttachment, JsonValue},
    wire::object::{Object, elements},
};

/// The objects of a list; whatever else is in it says nothing.
pub(super) fn attachments(raw: &RawValue) -> Vec<ContactCenterAttachment> {
    elements(raw).into_iter().filter_map(|raw| Some(attachment(&Object::read(raw.get()).ok()?))).collect()
}

fn attachment(object: &Object<'_>) -> ContactCenterAttachment {
    ContactCenterAttachment {
        id: object.scalar("id").id(),
        name: object.scalar("name").filled(),
        content_type: object.scalar("contentType").filled(),
        content: object.raw("content").map(JsonValue::from_raw),
    }
}
