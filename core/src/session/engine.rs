//! The supervisor of a chat's machine, which replaces it after a panic (handover).
//!
//! The machine of a chat, and what becomes of the chat where the machine panics: another one takes over, as after a restart of the
//! process, but with all that the app was told.
//!
//! A step that panics has no effects: what it was given is lost like an answer that dies on its way, and the new machine begins, as
//! always after a loss, with the history. What was kept of the chat so far (see `Ledger`) tells it what the app has had and what
//! waits to be sent. A request that is under way is waited for first, because a message that is still travelling cannot be told
//! from one that was lost. Receipts and the like that waited are gone, as after a restart.

use std::{collections::BTreeSet, time::Instant};

use super::{
    ledger::Ledger,
    machine::{Change, Effect, Input, Machine, Manners, Restored, Standing, Ticket},
};
use crate::{
    containment::contained,
    model::{
        ChatSessionCloseReason, ConnectionState, ContactCenterError, ContactCenterUnsentMessage, Delivery,
        MessageStatus,
    },
};

/// So many machines of one chat may panic before the chat is closed: something in it is beyond them.
const MOST_DEFECTS: u32 = 3;

pub(super) struct Engine {
    chat_id: String,
    manners: Manners,
    seed: u64,
    machine: Machine,
    ledger: Ledger,
    /// Calls that a machine knows of and has not answered.
    waiting: BTreeSet<Ticket>,
    is_sending: bool,
    defects: u32,
    /// Where a machine has panicked and none has taken over yet: how the chat stood, and what has come since.
    interval: Option<(Standing, Vec<Input>)>,
    /// Set where the next step is to panic.
    #[cfg(test)]
    panics_next: bool,
}

impl Engine {
    /// For a chat that the server has just named. `resumed` where it was live before.
    pub(super) fn new(
        now: Instant,
        chat_id: &str,
        resumed: bool,
        restored: Restored,
        manners: Manners,
        seed: u64,
    ) -> Self {
        Self {
            ledger: Ledger::new(now, &restored),
            machine: Machine::new(now, chat_id.to_owned(), resumed, restored, manners.clone(), seed),
            chat_id: chat_id.to_owned(),
            manners,
            seed,
            waiting: BTreeSet::new(),
            is_sending: false,
            defects: 0,
            interval: None,
            #[cfg(test)]
            panics_next: false,
        }
    }

    /// The first effects, before any input; `online` and `foreground` as the platform has them.
    pub(super) fn start(&mut self, now: Instant, online: bool, foreground: bool) -> Vec<Effect> {
        let effects = self.machine.start(now, online, foreground);
        self.watch(now, effects)
    }

    /// When `Input::Woken` is due, if ever.
    pub(super) fn wake_at(&self) -> Option<Instant> {
        if self.interval.is_some() { None } else { self.machine.wake_at() }
    }

    /// Whether something is told of own messages later.
    pub(super) fn defers_own(&self) -> bool {
        self.interval.is_some() || self.machine.defers_own()
    }

    /// The messages that wait or have failed, in the order in which they were handed over.
    pub(super) fn unsent_messages(&self) -> Vec<ContactCenterUnsentMessage> {
        self.ledger.unsent_messages(&self.chat_id)
    }

    pub(super) fn handle(&mut self, now: Instant, input: Input) -> Vec<Effect> {
        let is_send_finished = matches!(input, Input::SendFinished(_));
        self.is_sending &= !is_send_finished;
        match &mut self.interval {
            None => self.step(now, input),
            Some(_) if is_send_finished => self.takes_over(now),
            Some((standing, since)) => {
                // Of what the platform says only the last word counts: nothing is to be asked for in a background of meanwhile.
                if !standing.learn(&input) {
                    since.push(input);
                }
                Vec::new()
            }
        }
    }

    fn step(&mut self, now: Instant, input: Input) -> Vec<Effect> {
        // Not before: where another machine panics, what has not come to it is not its doing.
        self.waiting.extend(input.ticket());
        let mut standing = self.machine.standing();
        standing.learn(&input);
        #[cfg(test)]
        let panics = std::mem::take(&mut self.panics_next);
        // The state in which a panic leaves the machine is not used any more.
        let outcome = contained(|| {
            #[cfg(test)]
            if panics {
                std::panic::resume_unwind(Box::new("as a defect would"));
            }
            self.machine.handle(now, input)
        });
        match outcome {
            Some(effects) => self.watch(now, effects),
            None if self.defects >= MOST_DEFECTS => self.gives_up(),
            None => self.panicked(now, standing),
        }
    }

    fn panicked(&mut self, now: Instant, mut standing: Standing) -> Vec<Effect> {
        self.defects += 1;
        // The call of this very step is answered here.
        standing.looking.clear();
        self.interval = Some((standing, Vec::new()));
        let mut effects = self.stops("the engine of this chat panicked, and another one has taken over");
        if !self.is_sending {
            effects.extend(self.takes_over(now));
        }
        effects
    }

    /// Ends what the machine was at, for the app as well.
    fn stops(&mut self, reason: &str) -> Vec<Effect> {
        let mut effects = vec![Effect::StopReceiving, Effect::Deliver(Delivery::Failed(defect(reason)))];
        for ticket in std::mem::take(&mut self.waiting) {
            let error = defect("the engine of this chat panicked; whether the server has it is unknown");
            effects.push(Effect::Settle { ticket, outcome: Err(error) });
        }
        effects
    }

    /// The chat is closed here; on the server it goes on, and `request_chat` opens it again, with its unsent messages.
    fn gives_up(&mut self) -> Vec<Effect> {
        let reason = "the engine of this chat panicked once too often";
        let mut effects = self.stops(reason);
        for (message_id, untold) in self.ledger.unsent(&self.chat_id) {
            effects.extend(untold.map(Effect::Deliver));
            let status = MessageStatus::Failed { error: defect(reason) };
            effects.push(Effect::Persist(Change::Failed { message_id: message_id.clone() }));
            effects.push(Effect::Deliver(Delivery::Message { message_id, status }));
        }
        effects.push(Effect::Deliver(Delivery::Connection(ConnectionState::Closed)));
        effects.push(Effect::Deliver(Delivery::Closed(ChatSessionCloseReason::Defect)));
        effects.push(Effect::Stop);
        effects
    }

    fn takes_over(&mut self, now: Instant) -> Vec<Effect> {
        let Some((standing, since)) = self.interval.take() else { return Vec::new() };
        self.seed = self.seed.wrapping_add(2);
        let (restored, sent) = self.ledger.restored(now);
        let (chat_id, manners) = (self.chat_id.clone(), self.manners.clone());
        self.waiting.extend(&standing.looking);
        self.machine = Machine::after_another(now, chat_id, restored, sent, manners, self.seed, standing);
        let effects = self.machine.take_over_from_another(now);
        let mut effects = self.watch(now, effects);
        for input in since {
            if effects.last() == Some(&Effect::Stop) {
                break;
            }
            effects.extend(self.handle(now, input));
        }
        effects
    }

    /// Keeps in mind what the outside is about to be told.
    fn watch(&mut self, now: Instant, effects: Vec<Effect>) -> Vec<Effect> {
        for effect in &effects {
            match effect {
                Effect::Settle { ticket, .. } => drop(self.waiting.remove(ticket)),
                Effect::Send(_) => self.is_sending = true,
                _ => self.ledger.note(now, effect),
            }
        }
        effects
    }

    /// Makes the next step panic.
    #[cfg(test)]
    pub(super) fn panic_next(&mut self) {
        self.panics_next = true;
    }

    #[cfg(test)]
    pub(super) fn has_defects_left(&self) -> bool {
        self.defects < MOST_DEFECTS
    }
}

fn defect(reason: &str) -> ContactCenterError {
    ContactCenterError::Internal { reason: reason.to_owned() }
}
