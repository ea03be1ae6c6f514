//! Platform state: network, foreground, pushes.

use std::time::Instant;

use super::{
    Effect, Machine, Ticket,
    reach::{QUIET_CHECK, Reachability},
    sending::unreachable,
};
use crate::model::ConnectionState;

impl Machine {
    pub(super) fn network(&mut self, now: Instant, available: bool, effects: &mut Vec<Effect>) {
        let returned = available && !self.online;
        self.online = available;
        if !available {
            self.stop_receiving(now, effects);
            self.give_up_moments(&unreachable(), effects);
            self.tell(ConnectionState::Offline, effects);
        } else if returned {
            self.reachability = Reachability::CutOff;
            self.tell(ConnectionState::Reconnecting, effects);
            self.go_on();
        } else if self.reachability != Reachability::Good {
            self.go_on();
        }
    }

    pub(super) fn screen(&mut self, now: Instant, foreground: bool, effects: &mut Vec<Effect>) {
        if foreground == self.foreground {
            return;
        }
        if foreground {
            self.require_history(now);
            if let Reachability::Checking { tell_at, .. } = &mut self.reachability {
                *tell_at = now + QUIET_CHECK;
            }
            self.may_look = false;
            self.has_looked(&Ok(()), effects);
            self.go_on();
        } else {
            self.stop_receiving(now, effects);
            self.give_up_moments(&unreachable(), effects);
            // A user does not type in the background; the other side is told as soon as anything may be sent.
            self.type_no_more();
        }
        self.foreground = foreground;
    }

    /// A chat that is being polled needs no second poll; one that waits for the network to recover has just been told
    /// that it has; one in the background looks once what there is.
    pub(super) fn push(&mut self, ticket: Ticket, effects: &mut Vec<Effect>) {
        self.looking.push(ticket);
        if !self.foreground {
            self.may_look = true;
            return;
        }
        // On the screen everything comes by itself.
        self.has_looked(&Ok(()), effects);
        if self.reachability != Reachability::Good {
            self.go_on();
        }
    }

    /// Ends the pauses that failures have caused.
    fn go_on(&mut self) {
        self.receive_backoff.reset();
        self.send_backoff.reset();
        self.send_pause.cut_short();
        self.receive_pause.cut_short();
        self.poll_pause.cut_short();
        self.poll_failures.forget();
    }

    /// Ends what is in flight. It may have been answered already, and the server keeps no copy.
    fn stop_receiving(&mut self, now: Instant, effects: &mut Vec<Effect>) {
        let polling_since = self.polling_since.take();
        let read = self.reading_history.take().is_some();
        // The look that a push has allowed comes when it can.
        self.may_look |= read && !self.foreground;
        if let Some(since) = polling_since {
            // It may have set out just now, whenever it was begun: a connection had to be made first.
            self.stale_poll_since = Some(now);
            self.poll_failures.abandoned(since);
        }
        if read || polling_since.is_some() {
            self.require_history(now);
            effects.push(Effect::StopReceiving);
        }
    }
}
