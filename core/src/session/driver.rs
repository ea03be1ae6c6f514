//! Carries out what the machine of one chat decides: requests, timers, deliveries. One task per chat,
//! so that no chat waits for another. All decisions are the machine's.

use std::{collections::HashMap, future::Future, sync::Arc, time::Instant};

use tokio::{
    sync::{mpsc, oneshot},
    task::{JoinError, JoinSet},
    time::sleep_until,
};

use super::machine::{Effect, Input, Machine, Outcome, Outgoing, Ticket, closed_already};
use crate::{
    delegate::Dispatcher,
    http::{Api, Failure},
    logging::Short,
    model::{ContactCenterError, ContactCenterEvent},
};

/// What reaches a chat from outside.
pub(super) enum Command {
    Send { what: Outgoing, done: oneshot::Sender<Outcome> },
    NetworkAvailable(bool),
    Push,
}

type Answer = Result<Vec<ContactCenterEvent>, Failure>;

pub(super) struct Driver {
    chat_id: Arc<str>,
    api: Arc<Api>,
    dispatcher: Dispatcher,
    machine: Machine,
    commands: mpsc::UnboundedReceiver<Command>,
    /// Calls that the machine has not settled yet.
    waiting: HashMap<Ticket, oneshot::Sender<Outcome>>,
    next_ticket: u64,
    /// At most one request each, in tasks of their own: a panic in one is a failure, and dropping the set stops it.
    receiving: JoinSet<Answer>,
    sending: JoinSet<Answer>,
}

impl Driver {
    pub(super) fn new(
        chat_id: &str,
        api: Arc<Api>,
        dispatcher: Dispatcher,
        machine: Machine,
        commands: mpsc::UnboundedReceiver<Command>,
    ) -> Self {
        Self {
            chat_id: chat_id.into(),
            api,
            dispatcher,
            machine,
            commands,
            waiting: HashMap::new(),
            next_ticket: 0,
            receiving: JoinSet::new(),
            sending: JoinSet::new(),
        }
    }

    /// Runs until the machine stops, the chat's handle is gone or the runtime is shut down.
    pub(super) async fn run(mut self) {
        let mut effects = self.machine.start(Instant::now());
        loop {
            for effect in effects {
                if effect == Effect::Stop {
                    tracing::debug!(chat = %Short(&self.chat_id), "closed");
                    return self.refuse_the_rest();
                }
                self.carry_out(effect);
            }
            let Some(input) = self.next_input().await else { return };
            effects = self.machine.handle(Instant::now(), input);
        }
    }

    async fn next_input(&mut self) -> Option<Input> {
        let wake_at = self.machine.wake_at();
        tokio::select! {
            command = self.commands.recv() => Some(match command? {
                Command::NetworkAvailable(available) => Input::NetworkAvailable(available),
                Command::Push => Input::Push,
                Command::Send { what, done } => {
                    let ticket = Ticket(self.next_ticket);
                    self.next_ticket += 1;
                    self.waiting.insert(ticket, done);
                    Input::Send { ticket, what }
                }
            }),
            Some(finished) = self.receiving.join_next() => Some(Input::Received(answer(finished))),
            Some(finished) = self.sending.join_next() => Some(Input::SendFinished(answer(finished))),
            () = sleep_until(wake_at.unwrap_or_else(Instant::now).into()), if wake_at.is_some() => Some(Input::Woken),
        }
    }

    fn carry_out(&mut self, effect: Effect) {
        match effect {
            Effect::Poll => self.receive(|api, chat_id| async move { api.poll(&chat_id).await }),
            Effect::FetchHistory => self.receive(|api, chat_id| async move { api.history(&chat_id).await }),
            Effect::Send(events) => {
                let (api, chat_id) = (self.api.clone(), self.chat_id.clone());
                self.sending.spawn(async move { api.send(&chat_id, &events).await });
            }
            Effect::Settle { ticket, outcome } => {
                if let Some(done) = self.waiting.remove(&ticket) {
                    // Whoever asked may have stopped waiting.
                    let _ = done.send(outcome);
                }
            }
            Effect::Deliver(delivery) => self.dispatcher.deliver(&self.chat_id, delivery),
            Effect::Stop => {}
        }
    }

    fn receive<F>(&mut self, request: impl FnOnce(Arc<Api>, Arc<str>) -> F)
    where
        F: Future<Output = Answer> + Send + 'static,
    {
        self.receiving.spawn(request(self.api.clone(), self.chat_id.clone()));
    }

    /// Calls that were on their way here while the chat closed.
    fn refuse_the_rest(mut self) {
        self.commands.close();
        while let Ok(command) = self.commands.try_recv() {
            if let Command::Send { done, .. } = command {
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
