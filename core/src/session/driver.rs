//! Carries out what the machine of one chat decides: requests, timers, deliveries. One task per chat,
//! so that no chat waits for another. All decisions are the machine's.

use std::{collections::HashMap, sync::Arc, time::Instant};

use tokio::{
    sync::{mpsc, oneshot},
    task::{JoinError, JoinSet, spawn_blocking},
    time::sleep_until,
};

use super::{
    machine::{Change, Effect, Input, Machine, Outcome, Outgoing, Ticket, closed_already},
    trace::{ChatTrace, Moment},
};
use crate::{
    delegate::Dispatcher,
    http::{Api, Failure},
    logging::Short,
    model::{ContactCenterError, ContactCenterEvent, Delivery},
    store::Store,
};

/// What reaches a chat from outside.
pub(super) enum Command {
    Send { what: Outgoing, done: oneshot::Sender<Outcome> },
    Retry { message_id: String, done: oneshot::Sender<Outcome> },
    Discard { message_id: String, done: oneshot::Sender<Outcome> },
    NetworkAvailable(bool),
    Foreground(bool),
    Push,
}

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
    machine: Machine,
    trace: ChatTrace,
    commands: mpsc::UnboundedReceiver<Command>,
    /// Calls that the machine has not settled yet.
    waiting: HashMap<Ticket, oneshot::Sender<Outcome>>,
    next_ticket: u64,
    /// At most one request each, in tasks of their own: a panic in one is a failure, and dropping the set stops it.
    polling: JoinSet<Answer>,
    reading_history: JoinSet<Answer>,
    sending: JoinSet<Answer>,
    /// Set once the app has been told that the store does not work.
    store_failed: bool,
}

impl Driver {
    pub(super) fn new(
        chat_id: &str,
        api: Arc<Api>,
        store: Option<Arc<Store>>,
        dispatcher: Dispatcher,
        machine: Machine,
        trace: ChatTrace,
        commands: mpsc::UnboundedReceiver<Command>,
    ) -> Self {
        Self {
            chat_id: chat_id.into(),
            api,
            store,
            dispatcher,
            machine,
            trace,
            commands,
            waiting: HashMap::new(),
            next_ticket: 0,
            polling: JoinSet::new(),
            reading_history: JoinSet::new(),
            sending: JoinSet::new(),
            store_failed: false,
        }
    }

    /// Runs until the machine stops, the chat's handle is gone or the runtime is shut down.
    pub(super) async fn run(mut self, surroundings: Surroundings) {
        let Surroundings { online, foreground } = surroundings;
        let now = Instant::now();
        let step = self.trace.begins(now, &Moment::Start { online, foreground });
        let mut effects = self.machine.start(now, online, foreground);
        step.ends(&effects);
        loop {
            if !self.keep(&effects).await {
                return;
            }
            for effect in effects {
                if effect == Effect::Stop {
                    tracing::debug!(chat = %Short(&self.chat_id), "closed");
                    return self.refuse_the_rest();
                }
                self.carry_out(effect);
            }
            let Some(input) = self.next_input().await else { return };
            let now = Instant::now();
            let step = self.trace.begins(now, &Moment::Input(&input));
            effects = self.machine.handle(now, input);
            step.ends(&effects);
        }
    }

    async fn next_input(&mut self) -> Option<Input> {
        let wake_at = self.machine.wake_at();
        tokio::select! {
            command = self.commands.recv() => Some(match command? {
                Command::NetworkAvailable(available) => Input::NetworkAvailable(available),
                Command::Foreground(foreground) => Input::Foreground(foreground),
                Command::Push => Input::Push,
                Command::Send { what, done } => Input::Send { ticket: self.ticket(done), what },
                Command::Retry { message_id, done } => Input::Retry { ticket: self.ticket(done), message_id },
                Command::Discard { message_id, done } => Input::Discard { ticket: self.ticket(done), message_id },
            }),
            Some(finished) = self.polling.join_next() => Some(Input::Polled(answer(finished))),
            Some(finished) = self.reading_history.join_next() => Some(Input::HistoryRead(answer(finished))),
            Some(finished) = self.sending.join_next() => Some(Input::SendFinished(answer(finished))),
            () = sleep_until(wake_at.unwrap_or_else(Instant::now).into()), if wake_at.is_some() => Some(Input::Woken),
        }
    }

    fn ticket(&mut self, done: oneshot::Sender<Outcome>) -> Ticket {
        let ticket = Ticket(self.next_ticket);
        self.next_ticket += 1;
        self.waiting.insert(ticket, done);
        ticket
    }

    /// Before anything else of a step happens, what must survive it is in the store: one commit. Where that cannot be, the chat
    /// goes on and the app is told, once. False where the runtime ends.
    async fn keep(&mut self, effects: &[Effect]) -> bool {
        let Some(store) = self.store.clone() else { return true };
        let change = |effect: &Effect| if let Effect::Persist(change) = effect { Some(change.clone()) } else { None };
        let changes: Vec<Change> = effects.iter().filter_map(change).collect();
        if changes.is_empty() {
            return true;
        }
        let chat_id = self.chat_id.clone();
        // The commit waits for the disk; other chats must not.
        let kept = match spawn_blocking(move || store.keep(&chat_id, &changes)).await {
            Ok(kept) => kept,
            Err(ended) if ended.is_cancelled() => return false,
            Err(_) => Err(ContactCenterError::Internal { reason: "keeping a message panicked".to_owned() }),
        };
        if let Err(error) = kept
            && !std::mem::replace(&mut self.store_failed, true)
        {
            self.dispatcher.deliver(&self.chat_id, Delivery::Failed(error));
        }
        true
    }

    fn carry_out(&mut self, effect: Effect) {
        let (api, chat_id) = (self.api.clone(), self.chat_id.clone());
        match effect {
            Effect::Poll => drop(self.polling.spawn(async move { api.poll(&chat_id).await })),
            Effect::FetchHistory => drop(self.reading_history.spawn(async move { api.history(&chat_id).await })),
            Effect::StopReceiving => {
                self.polling = JoinSet::new();
                self.reading_history = JoinSet::new();
            }
            Effect::Send(events) => drop(self.sending.spawn(async move { api.send(&chat_id, &events).await })),
            Effect::Settle { ticket, outcome } => {
                if let Some(done) = self.waiting.remove(&ticket) {
                    // Whoever asked may have stopped waiting.
                    let _ = done.send(outcome);
                }
            }
            Effect::Deliver(delivery) => self.dispatcher.deliver(&chat_id, delivery),
            // Kept already.
            Effect::Persist(_) | Effect::Stop => {}
        }
    }

    /// Calls that were on their way here while the chat closed.
    fn refuse_the_rest(mut self) {
        self.commands.close();
        while let Ok(command) = self.commands.try_recv() {
            if let Command::Send { done, .. } | Command::Retry { done, .. } | Command::Discard { done, .. } = command {
                let _ = done.send(Err(closed_already()));
            }
        }
    }
}

fn answer(finished: Result<Answer, JoinError>) -> Answer {
    finished.unwrap_or_else(|_| {
        tracing::error!("a request panicked; it is treated as failed");
        Err(ContactCenterError::Internal { reason: "a request panicked".to_owned() }.into())
    })
}
