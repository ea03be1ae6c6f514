//! Signaling of audio and video calls, and co-browsing.
//!
//! What a call with sound or picture, or browsing together, needs of the chat. It is of the moment: tried once, and the caller
//! is told what became of it.

use super::{ContactCenterCommunicator, Result, new_id};
use crate::{
    configuration::{check_chat_id, check_text},
    model::{ContactCenterIceServer, ContactCenterSignaling},
    wire::{ClientEvent, signaling_data},
};

#[uniffi::export]
impl ContactCenterCommunicator {
    /// The servers that help two parties of a call to reach each other.
    pub async fn get_ice_servers(&self, chat_id: String) -> Result<Vec<ContactCenterIceServer>> {
        check_chat_id(&chat_id)?;
        self.ask(|api| async move { api.ice_servers(&chat_id).await }).await
    }

    /// Sends a WebRTC signaling message to a party. Returns when the server has it; fails at once without a connection.
    ///
    /// `message_id` is the id that the message carries; a new UUID by default. The server takes any text, and the other side
    /// receives it as the event's `message_id`.
    ///
    /// # Errors
    /// `InvalidArgument` for `data` that are `Other` and no JSON object, and for a `destination_party_id` or `message_id` that
    /// is empty or holds control characters; `Transport` without a connection.
    #[uniffi::method(default(message_id = None))]
    pub async fn send_signaling(
        &self,
        chat_id: String,
        destination_party_id: String,
        data: ContactCenterSignaling,
        message_id: Option<String>,
    ) -> Result<()> {
        check_text("destination_party_id", &destination_party_id)?;
        if let Some(message_id) = &message_id {
            check_text("message_id", message_id)?;
        }
        let msg_id = message_id.unwrap_or_else(new_id);
        let data = signaling_data(&data)?;
        self.once(&chat_id, ClientEvent::ChatSessionSignaling { msg_id, destination_party_id, data }).await
    }

    /// The customer will not browse together (`ChatSessionCobrowsingRequested`). Returns when the server has it.
    ///
    /// # Errors
    /// `Transport` without a connection.
    pub async fn reject_cobrowsing(&self, chat_id: String) -> Result<()> {
        self.once(&chat_id, ClientEvent::ChatSessionCobrowsingRejected { msg_id: new_id() }).await
    }

    /// The customer browses together from now on. Returns when the server has it.
    ///
    /// `provider_type` names whose co-browsing it is, `cobrowsing_url` says where to join the session `cobrowsing_id`.
    ///
    /// # Errors
    /// `InvalidArgument` for one of the three that is empty or holds control characters; `Transport` without a connection.
    pub async fn start_cobrowsing(
        &self,
        chat_id: String,
        provider_type: String,
        cobrowsing_url: String,
        cobrowsing_id: String,
    ) -> Result<()> {
        check_text("provider_type", &provider_type)?;
        check_text("cobrowsing_url", &cobrowsing_url)?;
        check_text("cobrowsing_id", &cobrowsing_id)?;
        let msg_id = new_id();
        let event = ClientEvent::ChatSessionCobrowsingStarted { msg_id, provider_type, cobrowsing_url, cobrowsing_id };
        self.once(&chat_id, event).await
    }

    /// Browsing together is over. Returns when the server has it.
    ///
    /// # Errors
    /// `Transport` without a connection.
    pub async fn end_cobrowsing(&self, chat_id: String) -> Result<()> {
        self.once(&chat_id, ClientEvent::ChatSessionCobrowsingEnded { msg_id: new_id() }).await
    }
}
