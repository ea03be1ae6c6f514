//! What the machine hands to the dispatcher.

use super::{
    ChatSessionCloseReason, ConnectionState, ContactCenterError, ContactCenterEvent, EventOrigin, MessageStatus,
};

/// One call of the delegate.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Delivery {
    Events { origin: EventOrigin, events: Vec<ContactCenterEvent> },
    Failed(ContactCenterError),
    Closed(ChatSessionCloseReason),
    Connection(ConnectionState),
    Message { message_id: String, status: MessageStatus },
}
