//! Deliveries: what the machine passes to the dispatcher.

use std::time::{Instant, SystemTime, UNIX_EPOCH};

use serde::{Serialize, Serializer};

use super::{
    ChatSessionCloseReason, ConnectionState, ContactCenterError, ContactCenterEvent as Event, EventOrigin,
    MessageStatus, Timestamp,
};

/// One call of the delegate.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Delivery {
    Events {
        origin: EventOrigin,
        events: Vec<Event>,
    },
    Failed(ContactCenterError),
    Closed(ChatSessionCloseReason),
    Connection(ConnectionState),
    /// A message of this app, which has no time yet, and when the app handed it over. A trace has what it says already, as that which
    /// is to be sent.
    OwnMessage {
        #[serde(rename = "message_id", serialize_with = "id_alone")]
        message: Event,
        #[serde(skip)]
        since: Instant,
    },
    Message {
        message_id: String,
        status: MessageStatus,
    },
}

/// `message` with its time, by the clock of this device: `since` is when the app handed it over.
pub(crate) fn dated(mut message: Event, since: Instant) -> Event {
    if let Event::ChatSessionMessage { timestamp_ms, .. }
    | Event::ChatSessionFile { timestamp_ms, .. }
    | Event::ChatSessionLocation { timestamp_ms, .. } = &mut message
    {
        let handed_over = SystemTime::now().checked_sub(since.elapsed());
        let since_epoch = handed_over.and_then(|time| time.duration_since(UNIX_EPOCH).ok());
        *timestamp_ms = since_epoch.and_then(|time| i64::try_from(time.as_millis()).ok()).map(Timestamp);
    }
    message
}

fn id_alone<S: Serializer>(message: &Event, serializer: S) -> Result<S::Ok, S::Error> {
    message.shown_id().serialize(serializer)
}
