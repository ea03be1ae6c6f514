//! The handle of an open chat: the way in for calls, from any thread.

use std::sync::Arc;

use tokio::{
    runtime::Handle,
    sync::{mpsc, oneshot},
};

use super::{
    backoff::Backoff,
    driver::{Command, Driver},
    machine::{Machine, Outgoing, closed_already},
};
use crate::{
    configuration::Settings,
    delegate::Dispatcher,
    http::Api,
    model::{ContactCenterError, MessageFormat},
    wire::ClientEvent,
};

pub(crate) struct Chat {
    commands: mpsc::UnboundedSender<Command>,
}

impl Chat {
    /// Opens a chat that the server has just named, and starts receiving. `resumed` where it was live before.
    pub(crate) fn open(
        chat_id: &str,
        resumed: bool,
        settings: &Settings,
        api: Arc<Api>,
        dispatcher: Dispatcher,
        runtime: &Handle,
    ) -> Self {
        let backoff = Backoff::new(settings.backoff_initial, settings.backoff_max, fastrand::u64(..));
        let machine = Machine::new(chat_id.to_owned(), resumed, backoff);
        let (commands, inbox) = mpsc::unbounded_channel();
        runtime.spawn(Driver::new(chat_id, api, dispatcher, machine, inbox).run());
        Self { commands }
    }

    /// Queues a message at once, in the order of the calls; the future ends with the message's id when the server
    /// has taken it.
    pub(crate) fn send_message(
        &self,
        text: String,
        format: MessageFormat,
    ) -> impl Future<Output = Result<String, ContactCenterError>> + use<> {
        let sent = self.submit(Outgoing::Message { text, format });
        async move { sent.await?.ok_or_else(|| ContactCenterError::Internal { reason: "a message without an id".into() }) }
    }

    /// Queues an event at once, like a message.
    pub(crate) fn send_event(
        &self,
        event: ClientEvent,
    ) -> impl Future<Output = Result<(), ContactCenterError>> + use<> {
        let sent = self.submit(Outgoing::Event(event));
        async move { sent.await.map(drop) }
    }

    pub(crate) fn network_available(&self, available: bool) {
        let _ = self.commands.send(Command::NetworkAvailable(available));
    }

    pub(crate) fn push(&self) {
        let _ = self.commands.send(Command::Push);
    }

    pub(crate) fn is_closed(&self) -> bool {
        self.commands.is_closed()
    }

    fn submit(&self, what: Outgoing) -> impl Future<Output = super::machine::Outcome> + use<> {
        let (done, outcome) = oneshot::channel();
        let accepted = self.commands.send(Command::Send { what, done }).is_ok();
        async move {
            match outcome.await {
                Ok(outcome) => outcome,
                Err(_) if accepted => Err(ContactCenterError::ShutDown {}),
                Err(_) => Err(closed_already()),
            }
        }
    }
}
