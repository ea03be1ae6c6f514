//! Handover: the initial state of a machine after another one has panicked.
//!
//! How a machine begins where another one of the same chat has panicked: it knows what the app was told, and reads the history for
//! what it was not.

use std::time::Instant;

use super::{Effect, Input, Life, Machine, Manners, Restored, Ticket};
use crate::{model::ConnectionState, session::sent::Sent};

/// How a chat stands, as far as no store knows it.
pub(in crate::session) struct Standing {
    online: bool,
    foreground: bool,
    may_look: bool,
    /// Calls that wait for that background fetch and were not answered.
    pub(in crate::session) looking: Vec<Ticket>,
    life: Life,
    is_opening: bool,
    knows_earlier_run: bool,
    told_of_history: bool,
    knows_what_is_in_the_way: bool,
    told: Option<ConnectionState>,
}

impl Standing {
    /// What the platform says holds, whatever becomes of who was told. False where it is not the platform that speaks.
    pub(in crate::session) fn learn(&mut self, input: &Input) -> bool {
        match input {
            Input::NetworkAvailable(available) => self.online = *available,
            Input::Foreground(foreground) if *foreground == self.foreground => {}
            Input::Foreground(foreground) => (self.foreground, self.may_look) = (*foreground, false),
            // In the foreground the next machine polls anyway.
            Input::Push { ticket } => {
                self.may_look = !self.foreground;
                self.looking.push(*ticket);
            }
            _ => return false,
        }
        true
    }
}

impl Machine {
    pub(in crate::session) fn standing(&self) -> Standing {
        Standing {
            online: self.online,
            foreground: self.foreground,
            // Its result is not delivered any more.
            may_look: self.may_look || (!self.foreground && self.reading_history.is_some()),
            looking: Vec::new(),
            life: self.life,
            is_opening: self.is_opening,
            knows_earlier_run: self.dedup.knows_earlier_run(),
            told_of_history: self.told_of_history,
            knows_what_is_in_the_way: self.knows_what_is_in_the_way,
            told: self.told,
        }
    }

    /// `restored` as the ledger has it, `sent` as the app was told.
    pub(in crate::session) fn after_another(
        now: Instant,
        chat_id: String,
        restored: Restored,
        sent: Sent,
        manners: Manners,
        seed: u64,
        standing: Standing,
    ) -> Self {
        let number = restored.last_number.unwrap_or_default();
        let mut machine = Self::new(now, chat_id, true, restored, manners, seed);
        machine.dedup.hand_over(standing.knows_earlier_run);
        machine.sent = sent.at(number);
        machine.online = standing.online;
        machine.foreground = standing.foreground;
        machine.may_look = standing.may_look;
        machine.looking = standing.looking;
        machine.life = standing.life;
        machine.is_opening = standing.is_opening;
        machine.told_of_history = standing.told_of_history;
        machine.knows_what_is_in_the_way = standing.knows_what_is_in_the_way;
        machine.told = standing.told;
        // A poll of the machine before may have set out just now.
        machine.stale_poll_since = Some(now);
        machine
    }

    /// The first effects of one that was made so.
    pub(in crate::session) fn take_over_from_another(&mut self, now: Instant) -> Vec<Effect> {
        let mut effects = Vec::new();
        if let Life::Closing(ending) = self.life {
            self.finish(ending, &mut effects);
        }
        if self.foreground || !self.may_look {
            self.has_looked(&Ok(()), &mut effects);
        }
        self.tell_of_the_network(&mut effects);
        self.tell_of_earlier_messages(&mut effects);
        self.proceed(now, &mut effects);
        if self.reading_history.is_none() {
            self.release_own(&mut effects);
        }
        effects
    }

    /// If the network has changed while there was no machine to tell the app.
    fn tell_of_the_network(&mut self, effects: &mut Vec<Effect>) {
        match self.told {
            Some(ConnectionState::Offline) if self.online => self.tell(ConnectionState::Reconnecting, effects),
            Some(ConnectionState::Connected | ConnectionState::Reconnecting) if !self.online => {
                self.tell(ConnectionState::Offline, effects);
            }
            _ => {}
        }
    }
}
