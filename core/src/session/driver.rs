//! Carries out what the machine of one chat decides: requests, timers, deliveries. One task per chat,
//! so that no chat waits for another. All decisions are the machine's.

use std::{
    collections::HashMap,
    fmt,
    sync::Arc,
    time::{Duration, Instant},
};

use tokio::{
    sync::mpsc,
    task::{JoinError, JoinSet, spawn_blocking},
    time::sleep_until,
};

use super::{
    chat::Shared,
    command::{Command, Done},
    engine::Engine,
    machine::{Change, Effect, Input, Ticket, closed_already},
    trace::{ChatTrace, Moment},
};
use crate::{
    delegate::{Completion, Dispatcher},
    http::{Api, Failure},
    logging::{Log, Short},
    model::{ContactCenterError, ContactCenterEvent, Delivery, MessageStatus},
    store::Store,
};

/// How long the history that a push asks for in the background waits for a slow delegate: the system ends a process that waits for
/// ever.
const PUSH_PATIENCE: Duration = Duration::from_secs(10);

/// What the platform says as a chat opens.
#[derive(Clone, Copy)]
pub(crate) struct Surroundings {
    pub(crate) online: bool,
    pub(crate) foreground: bool,
}

type Answer = Result<Vec<ContactCenterEvent>, Failure>;

pub(super) struct Driver {
    chat_id: Arc<str>,
    api: Arc<Api>,
    /// None where nothing is kept of this chat.
    store: Option<Arc<Store>>,
    dispatcher: Dispatcher,
    engine: Engine,
    trace: ChatTrace,
    log: Log,
    commands: mpsc::UnboundedReceiver<Command>,
    /// Calls that the machine has not settled yet.
    waiting: HashMap<Ticket, Done>,
    /// Completions of messages that the delegate was not told of yet, by id.
    handed_over: HashMap<String, Completion>,
    next_ticket: u64,
    /// At most one request each, in tasks of their own: a panic in one is a failure, and dropping the set stops it.
    polling: JoinSet<Answer>,
    reading_history: JoinSet<Answer>,
    sending: JoinSet<Answer>,
    foreground: bool,
    /// What the store could not keep, in order; it comes first when the store works again. The app has been told.
    unsaved: Vec<Change>,
}

impl Driver {
    /// `store` where what happens is to be kept.
    pub(super) fn new(
        shared: &Shared,
        chat_id: &str,
        store: Option<Arc<Store>>,
        engine: Engine,
        trace: ChatTrace,
        commands: mpsc::UnboundedReceiver<Command>,
    ) -> Self {
        Self {
            chat_id: chat_id.into(),
            api: shared.api.clone(),
            store,
            dispatcher: shared.dispatcher.clone(),
            engine,
            trace,
            log: shared.log.clone(),
            commands,
            waiting: HashMap::new(),
            handed_over: HashMap::new(),
            next_ticket: 0,
            polling: JoinSet::new(),
            reading_history: JoinSet::new(),
            sending: JoinSet::new(),
            foreground: true,
            unsaved: Vec::new(),
        }
    }

    /// Runs until the machine stops, the chat's handle is gone or the runtime is shut down.
    pub(super) async fn run(mut self, surroundings: Surroundings) {
        let Surroundings { online, foreground } = surroundings;
        self.foreground = foreground;
        let now = Instant::now();
        let step = self.trace.begins(now, &Moment::Start { online, foreground });
        let mut effects = self.engine.start(now, online, foreground);
        step.ends(&effects);
        loop {
            if !self.keep(&effects).await {
                return;
            }
            for effect in effects {
                if effect == Effect::Stop {
                    return self.refuse_the_rest();
                }
                self.carry_out(effect);
            }
            if !self.engine.defers_own() {
                self.complete_the_rest();
            }
            let Some(input) = self.next_input().await else { return };
            let now = Instant::now();
            let step = self.trace.begins(now, &Moment::Input(&input));
            effects = self.engine.handle(now, input);
            step.ends(&effects);
        }
    }

    async fn next_input(&mut self) -> Option<Input> {
        let wake_at = self.engine.wake_at();
        loop {
            return tokio::select! {
                command = self.commands.recv() => Some(match command? {
                    // A question changes nothing.
                    Command::Unsent(reply) => {
                        drop(reply.send(self.engine.unsent_messages()));
                        continue;
                    }
                    Command::NetworkAvailable(available) => Input::NetworkAvailable(available),
                    Command::Foreground(foreground) => {
                        self.foreground = foreground;
                        Input::Foreground(foreground)
                    }
                    Command::Push { done } => Input::Push { ticket: self.ticket(done) },
                    #[cfg(test)]
                    Command::Panic => {
                        self.engine.panic_next();
                        Input::Woken
                    }
                    Command::Send { what, done, room } => {
                        drop(room);
                        Input::Send { ticket: self.ticket(done), what }
                    }
                    Command::Retry { message_id, done } => Input::Retry { ticket: self.ticket(done), message_id },
                    Command::Discard { message_id, done } => Input::Discard { ticket: self.ticket(done), message_id },
                }),
                Some(finished) = self.polling.join_next() => Some(Input::Polled(answer(finished, &self.log))),
                Some(finished) = self.reading_history.join_next() => {
                    Some(Input::HistoryRead(answer(finished, &self.log)))
                }
                Some(finished) = self.sending.join_next() => Some(Input::SendFinished(answer(finished, &self.log))),
                () = sleep_until(wake_at.unwrap_or_else(Instant::now).into()), if wake_at.is_some() => {
                    Some(Input::Woken)
                }
            };
        }
    }

    fn ticket(&mut self, done: Done) -> Ticket {
        let ticket = Ticket(self.next_ticket);
        self.next_ticket += 1;
        self.waiting.insert(ticket, done);
        ticket
    }

    /// Before anything else of a step happens, what must survive it is in the store: one commit. Where that cannot be, the chat
    /// goes on, the app is told, once, and the next step tries again. False where the runtime ends.
    async fn keep(&mut self, effects: &[Effect]) -> bool {
        let Some(store) = self.store.clone() else { return true };
        let change = |effect: &Effect| if let Effect::Persist(change) = effect { Some(change.clone()) } else { None };
        let news: Vec<Change> = effects.iter().filter_map(change).collect();
        if news.is_empty() {
            return true;
        }
        let failed_before = !self.unsaved.is_empty();
        self.unsaved.extend(news);
        let changes = Arc::new(std::mem::take(&mut self.unsaved));
        let (chat_id, to_keep, keeper) = (self.chat_id.clone(), changes.clone(), store);
        // The commit waits for the disk; other chats must not.
        let keep = move || (keeper.keep(&chat_id, &to_keep), keeper.is_kept());
        let (kept, is_kept) = match spawn_blocking(keep).await {
            Ok(kept) => kept,
            Err(ended) if ended.is_cancelled() => return false,
            Err(_) => (Err(ContactCenterError::Internal { reason: "keeping a message panicked".to_owned() }), true),
        };
        let Err(error) = kept else { return true };
        if !failed_before {
            let delivery = Delivery::Failed(error);
            self.say_of(&delivery);
            self.dispatcher.deliver(&self.chat_id, delivery);
        }
        if is_kept {
            self.unsaved = Arc::unwrap_or_clone(changes);
        } else {
            // What was kept before is gone, and half of it is worse than nothing.
            self.store = None;
        }
        true
    }

    fn carry_out(&mut self, effect: Effect) {
        let (api, chat_id) = (self.api.clone(), self.chat_id.clone());
        match effect {
            Effect::Poll => {
                let capacity = self.capacity();
                drop(self.polling.spawn(async move {
                    capacity.await?;
                    api.poll(&chat_id).await
                }));
            }
            Effect::FetchHistory => {
                let capacity = self.capacity();
                drop(self.reading_history.spawn(async move {
                    capacity.await?;
                    api.history(&chat_id).await
                }));
            }
            Effect::StopReceiving => {
                self.polling = JoinSet::new();
                self.reading_history = JoinSet::new();
            }
            Effect::Send(events) => drop(self.sending.spawn(async move { api.send(&chat_id, &events).await })),
            Effect::Settle { ticket, outcome } => {
                if let Some((id, completion)) = self.waiting.remove(&ticket).and_then(|done| done.settle(outcome)) {
                    self.handed_over.insert(id, completion);
                }
            }
            Effect::Deliver(delivery) => {
                self.say_of(&delivery);
                // Nothing is told of a message between the message itself and this status.
                let completion = match &delivery {
                    Delivery::Message { message_id, status: MessageStatus::Pending } => {
                        self.handed_over.remove_entry(message_id)
                    }
                    _ => None,
                };
                self.dispatcher.deliver(&chat_id, delivery);
                if let Some((id, completion)) = completion {
                    completion.complete(Ok(id));
                }
            }
            // Kept already.
            Effect::Persist(_) | Effect::Stop => {}
        }
    }

    /// Ends when the delegate has caught up so far that more may be asked for; in the background it fails where that takes too long.
    fn capacity(&self) -> impl Future<Output = Result<(), Failure>> + use<> {
        if self.dispatcher.is_saturated() {
            self.say(format_args!("nothing is asked for until the delegate has caught up"));
        }
        let (dispatcher, limit) = (self.dispatcher.clone(), (!self.foreground).then_some(PUSH_PATIENCE));
        async move {
            if dispatcher.wait_for_capacity(limit).await {
                return Ok(());
            }
            let reason = "the delegate does not return, and too much waits for it already".to_owned();
            Err(Failure::unreached(ContactCenterError::Timeout { reason }))
        }
    }

    /// Every delivery is worth a line, and what is out of the ordinary a louder one.
    fn say_of(&self, delivery: &Delivery) {
        let chat = Short(&self.chat_id);
        match delivery {
            Delivery::Events { origin, events } => {
                self.log.debug("chat", format_args!("{chat}: {origin:?} {events:?}"));
            }
            Delivery::Failed(error) => self.log.warning("chat", format_args!("{chat}: {error}")),
            Delivery::Closed(reason) => self.log.info("chat", format_args!("{chat}: closed: {reason:?}")),
            Delivery::Connection(state) => self.log.info("chat", format_args!("{chat}: {state:?}")),
            Delivery::OwnMessage { message, .. } => self.log.debug("chat", format_args!("{chat}: own {message:?}")),
            Delivery::Message { status, .. } => self.log.debug("chat", format_args!("{chat}: a message: {status:?}")),
        }
    }

    /// Of these messages nothing is told any more that could come before.
    fn complete_the_rest(&mut self) {
        for (id, completion) in self.handed_over.drain() {
            completion.complete(Ok(id));
        }
    }

    fn say(&self, words: fmt::Arguments<'_>) {
        self.log.info("chat", format_args!("{}: {words}", Short(&self.chat_id)));
    }

    /// Calls that were on their way here while the chat closed.
    fn refuse_the_rest(mut self) {
        self.complete_the_rest();
        self.commands.close();
        while let Ok(command) = self.commands.try_recv() {
            let done = match command {
                Command::Send { done, .. }
                | Command::Retry { done, .. }
                | Command::Discard { done, .. }
                | Command::Push { done } => Some(done),
                _ => None,
            };
            if let Some(done) = done {
                done.settle(Err(closed_already()));
            }
        }
    }
}

fn answer(finished: Result<Answer, JoinError>, log: &Log) -> Answer {
    finished.unwrap_or_else(|_| {
        log.error("chat", format_args!("a request panicked; it is treated as failed"));
        Err(ContactCenterError::Internal { reason: "a request panicked".to_owned() }.into())
    })
}
