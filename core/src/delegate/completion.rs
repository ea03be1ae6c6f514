//! Completions of messages: they give the id of a message in the order of the delegate's calls.

use std::sync::Arc;

use super::Dispatcher;
use crate::{containment::contained, model::ContactCenterError};

/// Is told what became of a message that was handed over: one of its calls is made, once, on the thread of the delegate's calls.
/// After a shutdown that is `failed` with `ShutDown`, on any thread.
#[uniffi::export(foreign)]
pub trait ContactCenterMessageCompletion: Send + Sync {
    /// The message is in the store and goes out by itself. The delegate was told of it before, and of no later status than `Pending`.
    fn handed_over(&self, message_id: String);

    /// The message was not taken.
    fn failed(&self, error: ContactCenterError);
}

/// A completion that is called whatever happens: dropped without an outcome, it tells that the chat is closed.
pub(crate) struct Completion {
    target: Option<Arc<dyn ContactCenterMessageCompletion>>,
    dispatcher: Dispatcher,
}

impl Completion {
    pub(crate) fn new(target: Arc<dyn ContactCenterMessageCompletion>, dispatcher: Dispatcher) -> Self {
        Self { target: Some(target), dispatcher }
    }

    /// Tells the outcome, after all that was delivered so far.
    pub(crate) fn complete(self, outcome: Result<String, ContactCenterError>) {
        let dispatcher = self.dispatcher.clone();
        dispatcher.run(move || self.tell(outcome));
    }

    fn tell(mut self, outcome: Result<String, ContactCenterError>) {
        let Some(target) = self.target.take() else { return };
        match outcome {
            Ok(message_id) => target.handed_over(message_id),
            Err(error) => target.failed(error),
        }
    }
}

impl Drop for Completion {
    fn drop(&mut self) {
        let Some(target) = self.target.take() else { return };
        if self.dispatcher.is_stopped() {
            let _ = contained(|| target.failed(ContactCenterError::ShutDown {}));
        } else {
            Self::new(target, self.dispatcher.clone()).complete(Err(ContactCenterError::chat_closed()));
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;

    use super::*;
    use crate::{
        delegate::ContactCenterEventsDelegating,
        logging::Log,
        model::{ChatSessionCloseReason, ConnectionState, ContactCenterEvent, Delivery, EventOrigin, MessageStatus},
    };

    struct Listener(mpsc::Sender<String>);

    impl ContactCenterEventsDelegating for Listener {
        fn chat_session_events(&self, _: String, _: EventOrigin, _: Vec<ContactCenterEvent>) {}
        fn chat_session_failed(&self, _: String, _: ContactCenterError) {}
        fn chat_session_closed(&self, _: String, _: ChatSessionCloseReason) {}
        fn own_message_added(&self, _: String, _: ContactCenterEvent) {}

        fn connection_state_changed(&self, _: String, state: ConnectionState) {
            let _ = self.0.send(format!("{state:?}"));
        }

        fn message_status_changed(&self, _: String, _: String, _: MessageStatus) {}
    }

    impl ContactCenterMessageCompletion for Listener {
        fn handed_over(&self, message_id: String) {
            let _ = self.0.send(message_id);
        }

        fn failed(&self, error: ContactCenterError) {
            let _ = self.0.send(error.kind());
        }
    }

    /// Defect 54.
    #[test]
    fn completion_is_called_once_and_in_order() {
        let (told, heard) = mpsc::channel();
        let dispatcher = Dispatcher::new(Arc::new(Listener(told.clone())), Log::default()).expect("a thread");
        let completion = || Completion::new(Arc::new(Listener(told.clone())), dispatcher.clone());
        dispatcher.deliver(&"c".into(), Delivery::Connection(ConnectionState::Connected));
        completion().complete(Ok("c:1".into()));
        drop(completion());
        dispatcher.deliver(&"c".into(), Delivery::Connection(ConnectionState::Closed));
        let next = || heard.recv().expect("a word");
        assert_eq!([next(), next(), next(), next()], ["Connected", "c:1", "ChatSessionClosed", "Closed"]);
        dispatcher.stop();
        completion().complete(Ok("c:2".into()));
        drop(completion());
        assert_eq!([next(), next()], ["ShutDown", "ShutDown"]);
    }
}
