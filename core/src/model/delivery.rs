//! What the machine hands to the dispatcher.

use serde::Serialize;

use super::{
    ChatSessionCloseReason, ConnectionState, ContactCenterError, ContactCenterEvent, EventOrigin, MessageStatus,
};

/// One call of the delegate.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Delivery {
    Events { origin: EventOrigin, events: Vec<ContactCenterEvent> },
    Failed(ContactCenterError),
    Closed(ChatSessionCloseReason),
    Connection(ConnectionState),
    Message { message_id: String, status: MessageStatus },
}
