//! The delegate trait that an app implements.

use crate::model::{
    ChatSessionCloseReason, ConnectionState, ContactCenterError, ContactCenterEvent, EventOrigin, MessageStatus,
};

/// Receives everything that happens in the chats of one communicator.
///
/// All calls come from one thread of the SDK, one after the other, in the order in which things
/// happened; no lock is held meanwhile, so calling back into the SDK (`shutdown` included) works. A slow
/// implementation delays its own further calls and nothing else. One that throws or panics loses
/// that one call.
#[uniffi::export(foreign)]
pub trait ContactCenterEventsDelegating: Send + Sync {
    /// Events of a chat, in order; never empty.
    fn chat_session_events(&self, chat_id: String, origin: EventOrigin, events: Vec<ContactCenterEvent>);

    /// Something that the app should know. Where no retry can mend it (tenant, app id, authorization), `chat_session_closed`
    /// with the reason `Refused` follows; after `Storage`, after `Internal` (unless it closes as `Defect`), and where the history cannot
    /// be had or is `ResponseTooLarge`, the chat goes on. So it does after `Tls`, `Proxy` and a redirect that leads elsewhere
    /// (`UnexpectedResponse`): something stands between the app and the contact center, for example a captive portal. It is said once, and the
    /// chat is tried again with growing pauses until it is reached, or closed by the app.
    fn chat_session_failed(&self, chat_id: String, error: ContactCenterError);

    /// The chat is closed; the last call for it. Exactly one per chat that was opened, unless the
    /// communicator is shut down before.
    fn chat_session_closed(&self, chat_id: String, reason: ChatSessionCloseReason);

    /// The connection of a chat stands otherwise than before.
    fn connection_state_changed(&self, chat_id: String, state: ConnectionState);

    /// A message of this app that the delegate has not been told of since the process began: one that was just handed over, that
    /// went out with the request for the chat, or that waits or has failed since an earlier run. `message` is the event as the history
    /// will show it, with an id, the chat id as the party, and the time of this device. Its first status, `Pending`, follows.
    ///
    /// Each message is told of once, here or in a history. Where a chat begins with its history, this comes after it, unless the
    /// history cannot be had at once.
    ///
    /// Messages that waited or had failed in a chat that ended while the app was away are told twice: in that chat, and in the chat
    /// that is opened next, under the same id. In both they fail; in the next chat `retry_chat_message` sends them, and
    /// `discard_chat_message` forgets them.
    fn own_message_added(&self, chat_id: String, message: ContactCenterEvent);

    /// A message of this app got further. The delegate was told of the message before.
    fn message_status_changed(&self, chat_id: String, message_id: String, status: MessageStatus);
}
