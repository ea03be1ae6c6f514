//! The handle of an open chat: takes calls from any thread.

use std::{sync::Arc, time::Instant};

use tokio::{
    runtime::Handle,
    sync::{OwnedSemaphorePermit, Semaphore, mpsc, oneshot},
    task::JoinHandle,
};

use super::{
    command::{Command, Done, without_id},
    driver::{Driver, Surroundings},
    engine::Engine,
    machine::{Change, Manners, Outcome, Outgoing, Receipt, closed_already, no_room},
    sent::far_from_any,
    trace::{ChatTrace, Recorder},
};
use crate::{
    configuration::Settings,
    delegate::{Completion, Dispatcher},
    http::Api,
    logging::{Log, Short},
    model::{
        ChatSessionCloseReason, ConnectionState, ContactCenterError, ContactCenterUnsentMessage, Delivery,
        MAX_QUEUED_BYTES, MessageStatus,
    },
    store::Store,
    wire::ClientEvent,
};

pub(crate) struct Chat {
    commands: mpsc::UnboundedSender<Command>,
    /// The bytes that are free for what the driver has not taken yet: while it waits for the disk, calls go on.
    room: Arc<Semaphore>,
}

/// What is shown as a message, and has no id yet.
pub(crate) struct OutgoingMessage {
    pub(crate) message: ClientEvent,
    /// The answer to a form that the message gives.
    pub(crate) form_answer: Option<ClientEvent>,
}

impl From<OutgoingMessage> for Outgoing {
    fn from(OutgoingMessage { message, form_answer }: OutgoingMessage) -> Self {
        match form_answer {
            Some(answer) => Self::AnswerInText { answer, message },
            None => Self::Message(message),
        }
    }
}

/// What the chats of one communicator share.
pub(crate) struct Shared {
    pub(crate) settings: Settings,
    pub(crate) api: Arc<Api>,
    pub(crate) store: Arc<Store>,
    pub(crate) dispatcher: Dispatcher,
    pub(crate) runtime: Handle,
    pub(crate) recorder: Arc<Recorder>,
    pub(crate) log: Log,
}

impl Chat {
    /// Opens a chat that the server has just named, and starts receiving. `resumed` where it was live before. To be called on the
    /// runtime.
    pub(crate) fn open(shared: &Shared, chat_id: &str, resumed: bool, surroundings: Surroundings) -> Self {
        let Shared { settings, store, dispatcher, runtime, recorder, log, .. } = shared;
        // The disk may take its time; other chats must not wait for it.
        let (restored, problem, is_kept) =
            tokio::task::block_in_place(|| (store.restore(chat_id), store.take_problem(), store.is_kept()));
        if let Some(problem) = problem.or(restored.as_ref().err().cloned()) {
            dispatcher.deliver(&chat_id.into(), Delivery::Failed(problem));
        }
        // One that begins without the store stays without: what the store then knew of it would be half of it.
        let store = (is_kept && restored.is_ok()).then(|| store.clone());
        let (mut restored, lost) = restored.unwrap_or_default();
        if settings.storage_directory.is_some() && store.is_none() && resumed {
            // The store may hold messages with the numbers that come next; another run sends them.
            restored.last_number = Some(far_from_any(fastrand::u64(..)));
        }
        tell_of_lost(shared, chat_id, lost);
        let manners = Manners {
            backoff_initial: settings.backoff_initial,
            backoff_max: settings.backoff_max,
            lifetime: settings.message_lifetime,
            confirms_delivery: settings.confirms_delivery,
            interception_timeout: settings.interception_timeout,
            has_store: store.is_some(),
        };
        let seed = fastrand::u64(..);
        let now = Instant::now();
        let mut trace = ChatTrace::new(recorder.clone(), chat_id);
        trace.opens(now, resumed, &restored, &manners, seed);
        let engine = Engine::new(now, chat_id, resumed, restored, manners, seed);
        let (commands, inbox) = mpsc::unbounded_channel();
        let driver = Driver::new(shared, chat_id, store, engine, trace, inbox);
        let running = runtime.spawn(driver.run(surroundings));
        runtime.spawn(report_a_defect(running, chat_id.into(), dispatcher.clone(), log.clone()));
        Self { commands, room: Arc::new(Semaphore::new(MAX_QUEUED_BYTES)) }
    }

    /// Queues a message (a text, a file, a place) at once, in the order of the calls; a form's answer in text goes together with the
    /// message that says the same. The future ends with the id of the message when it is in the store.
    pub(crate) fn send_message(&self, message: OutgoingMessage) -> impl Future<Output = Sent> + use<> {
        let sent = self.queue(message.into());
        async move { sent.await?.ok_or_else(without_id) }
    }

    /// The same; `completion` is told the id in the order of the delegate's calls.
    pub(crate) fn hand_over(&self, message: OutgoingMessage, completion: Completion) {
        let (what, done) = (Outgoing::from(message), Done::Completion(completion));
        match self.take_room(&what) {
            Some(room) => drop(self.commands.send(Command::Send { what, done, room })),
            None => drop(done.settle(Err(no_room()))),
        }
    }

    /// A message went out with the request for this chat. Unless it was `taken` for sure, it is sent if the history does not
    /// hold it.
    pub(crate) fn initial_message(&self, message: ClientEvent, taken: bool) {
        drop(self.send(Outgoing::Initial { message, taken }));
    }

    /// Queues the confirmation of a message, like a message.
    pub(crate) fn confirm(&self, message_id: String, read: bool) -> impl Future<Output = Ended> + use<> {
        self.send(Outgoing::Receipt(Receipt { message_id, read }))
    }

    pub(crate) fn typing(&self, draft: Option<String>) -> impl Future<Output = Ended> + use<> {
        self.send(Outgoing::Typing(draft))
    }

    pub(crate) fn not_typing(&self) -> impl Future<Output = Ended> + use<> {
        self.send(Outgoing::NotTyping)
    }

    /// Queues what goes again until the server has it; the future ends when it is queued.
    pub(crate) fn send_note(&self, event: ClientEvent) -> impl Future<Output = Ended> + use<> {
        self.send(Outgoing::Note(event))
    }

    /// Queues what is tried once; the future ends when the server has taken it.
    pub(crate) fn send_once(&self, event: ClientEvent) -> impl Future<Output = Ended> + use<> {
        self.send(Outgoing::Once(event))
    }

    pub(crate) fn retry(&self, message_id: String) -> impl Future<Output = Ended> + use<> {
        let outcome = self.submit(move |done| Command::Retry { message_id, done });
        async move { outcome.await.map(drop) }
    }

    /// The same with a completion, in the order of the delegate's calls.
    pub(crate) fn retry_with(&self, message_id: String, completion: Completion) {
        drop(self.commands.send(Command::Retry { message_id, done: Done::Immediate(completion) }));
    }

    pub(crate) fn discard(&self, message_id: String) -> impl Future<Output = Ended> + use<> {
        let outcome = self.submit(move |done| Command::Discard { message_id, done });
        async move { outcome.await.map(drop) }
    }

    /// The messages that wait or have failed, in the order in which they were handed over.
    pub(crate) fn unsent_messages(
        &self,
    ) -> impl Future<Output = Result<Vec<ContactCenterUnsentMessage>, ContactCenterError>> + use<> {
        let (reply, messages) = oneshot::channel();
        let _ = self.commands.send(Command::Unsent(reply));
        async move { messages.await.map_err(|_| closed_already()) }
    }

    pub(crate) fn network_available(&self, available: bool) {
        let _ = self.commands.send(Command::NetworkAvailable(available));
    }

    pub(crate) fn foreground(&self, foreground: bool) {
        let _ = self.commands.send(Command::Foreground(foreground));
    }

    /// Tells of a push at once; the future ends when what it led to is in the delegate's queue. None where the chat is
    /// closed.
    pub(crate) fn push(&self) -> Option<impl Future<Output = Ended> + use<>> {
        (!self.is_closed()).then(|| {
            let outcome = self.submit(|done| Command::Push { done });
            async move { outcome.await.map(drop) }
        })
    }

    /// Has the engine panic.
    #[cfg(test)]
    pub(crate) fn panic(&self) {
        let _ = self.commands.send(Command::Panic);
    }

    pub(crate) fn is_closed(&self) -> bool {
        self.commands.is_closed()
    }

    fn send(&self, what: Outgoing) -> impl Future<Output = Ended> + use<> {
        let outcome = self.queue(what);
        async move { outcome.await.map(drop) }
    }

    /// Refused where too much waits for the driver. What is larger than the bound by itself goes where nothing else waits.
    fn queue(&self, what: Outgoing) -> impl Future<Output = Outcome> + use<> {
        let room = self.take_room(&what);
        let queued = room.map(|room| self.submit(move |done| Command::Send { what, done, room }));
        async move {
            match queued {
                Some(outcome) => outcome.await,
                None => Err(no_room()),
            }
        }
    }

    fn take_room(&self, what: &Outgoing) -> Option<OwnedSemaphorePermit> {
        let bytes = u32::try_from(what.approximate_bytes().min(MAX_QUEUED_BYTES)).ok()?;
        self.room.clone().try_acquire_many_owned(bytes).ok()
    }

    fn submit<C>(&self, command: C) -> impl Future<Output = Outcome> + use<C>
    where
        C: FnOnce(Done) -> Command,
    {
        let (done, outcome) = oneshot::channel();
        let _ = self.commands.send(command(Done::Future(done)));
        async move {
            match outcome.await {
                Ok(outcome) => outcome,
                Err(_) => Err(closed_already()),
            }
        }
    }
}

/// A panic beside the engine, which contains its own, must not leave a chat that is never closed. On the server it goes on:
/// `request_chat` opens it again.
async fn report_a_defect(running: JoinHandle<()>, chat_id: Arc<str>, dispatcher: Dispatcher, log: Log) {
    if running.await.is_err_and(|error| error.is_panic()) {
        log.error("chat", format_args!("{}: its driver panicked", Short(&chat_id)));
        let error = ContactCenterError::Internal { reason: "the driver of this chat panicked".to_owned() };
        dispatcher.deliver(&chat_id, Delivery::Failed(error));
        dispatcher.deliver(&chat_id, Delivery::Connection(ConnectionState::Closed));
        dispatcher.deliver(&chat_id, Delivery::Closed(ChatSessionCloseReason::Defect));
    }
}

/// Messages that waited and cannot be sent any more: there is nothing left of what they said.
fn tell_of_lost(shared: &Shared, chat_id: &str, lost: Vec<String>) {
    if lost.is_empty() {
        return;
    }
    let gone: Vec<_> = lost.iter().map(|message_id| Change::Gone { message_id: message_id.clone() }).collect();
    for message_id in lost {
        let error = ContactCenterError::MessageNotSent { reason: "its text cannot be read any more".to_owned() };
        let status = MessageStatus::Failed { error };
        shared.dispatcher.deliver(&chat_id.into(), Delivery::Message { message_id, status });
    }
    if let Err(error) = tokio::task::block_in_place(|| shared.store.keep(chat_id, &gone)) {
        shared.log.warning("store", format_args!("messages that are lost stay in the store: {error}"));
    }
}

type Ended = Result<(), ContactCenterError>;
/// The id of what was queued.
type Sent = Result<String, ContactCenterError>;

#[cfg(test)]
mod tests {
    use std::sync::mpsc;

    use super::*;
    use crate::{
        delegate::ContactCenterEventsDelegating,
        model::{ContactCenterEvent, EventOrigin},
    };

    /// Says in a word what it is told.
    struct Listener(mpsc::Sender<String>);

    impl ContactCenterEventsDelegating for Listener {
        fn chat_session_events(&self, _: String, _: EventOrigin, _: Vec<ContactCenterEvent>) {}

        fn chat_session_failed(&self, _: String, error: ContactCenterError) {
            let _ = self.0.send(error.kind());
        }

        fn chat_session_closed(&self, _: String, reason: ChatSessionCloseReason) {
            let _ = self.0.send(format!("{reason:?}"));
        }

        fn connection_state_changed(&self, _: String, state: ConnectionState) {
            let _ = self.0.send(format!("{state:?}"));
        }

        fn own_message_added(&self, _: String, _: ContactCenterEvent) {}

        fn message_status_changed(&self, _: String, _: String, _: MessageStatus) {}
    }

    #[tokio::test]
    async fn a_chat_whose_engine_panics_is_closed_for_the_app_and_says_why() {
        let (told, heard) = mpsc::channel();
        let dispatcher = Dispatcher::new(Arc::new(Listener(told)), Log::default()).expect("a thread");
        let panics = tokio::spawn(async { panic!("as a defect would") });
        report_a_defect(panics, "c".into(), dispatcher.clone(), Log::default()).await;
        let ends = tokio::spawn(async {});
        report_a_defect(ends, "c".into(), dispatcher.clone(), Log::default()).await;
        drop(dispatcher);
        assert_eq!(heard.iter().collect::<Vec<_>>(), ["Internal", "Closed", "Defect"]);
    }
}
