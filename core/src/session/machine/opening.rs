//! Initial state of a machine: from the answer of the server, and from the store.

use std::{collections::HashSet, time::Instant};

use super::{
    Effect, Life, Machine, Manners, Restored, RestoredMessage, pause::Pause, poll_failures::PollFailures,
    reach::Reachability, schedule::MAX_REQUEST_TRANSIT, sending::not_sent,
};
use crate::{
    backoff::Backoff,
    model::{ConnectionState, MessageStatus},
    session::{
        event_dedup::EventDedup,
        outbox::{Item, Outbox, Tries, expiry},
        sent::Sent,
        typing::Typing,
    },
};

impl Machine {
    /// A machine for a chat that the server has just named. `resumed` where it was live before.
    pub(in crate::session) fn new(
        now: Instant,
        chat_id: String,
        resumed: bool,
        restored: Restored,
        manners: Manners,
        seed: u64,
    ) -> Self {
        // Whatever the server says: what the store knows of was live before.
        let was_live = resumed || restored.last_number.is_some() || !restored.delivered.is_empty();
        let backoff = |seed| Backoff::new(manners.backoff_initial, manners.backoff_max, seed);
        let mut machine = Self {
            dedup: EventDedup::new(&chat_id, restored.delivered),
            life: Life::Open,
            online: true,
            foreground: true,
            may_look: false,
            looking: Vec::new(),
            // Only a history tells what became of messages that an earlier run, or the request for the chat, has sent.
            sync_at: (was_live || !restored.messages.is_empty()).then_some(now),
            sync_since: None,
            history_begun: None,
            synced_since: None,
            stale_poll_since: was_live.then(|| now.checked_sub(MAX_REQUEST_TRANSIT).unwrap_or(now)),
            polls_barred_since: None,
            poll_failures: PollFailures::default(),
            repeats: 0,
            deferred: Vec::new(),
            is_opening: was_live,
            is_unnumbered: was_live && restored.last_number.is_none(),
            polling_since: None,
            reading_history: None,
            history_is_too_old: false,
            receive_pause: Pause::default(),
            receive_backoff: backoff(seed),
            poll_pause: Pause::default(),
            history_pause: Pause::default(),
            history_refusals: 0,
            poll_refusals: 0,
            quick_polls: 0,
            unreadable_histories: 0,
            history_rounds: 0,
            told_of_history: false,
            send_pause: Pause::default(),
            send_backoff: backoff(seed.wrapping_add(1)),
            refusal: None,
            reachability: Reachability::Good,
            refused_since: None,
            knows_what_is_in_the_way: false,
            told: None,
            outbox: Outbox::default(),
            untold: Vec::new(),
            own_deferred: Vec::new(),
            failed: Vec::new(),
            sent: Sent::new(restored.last_number.unwrap_or_default()),
            confirmed: HashSet::new(),
            typing: Typing::default(),
            began: now,
            last_news: now,
            chat_id,
            manners,
        };
        for RestoredMessage { message_id: id, event, age, failed } in restored.messages {
            machine.dedup.register_own_message(&id);
            // Whatever the store says of the last number: no other message gets this id.
            machine.sent.continue_after(&machine.chat_id, &id);
            let since = now.checked_sub(age).unwrap_or(now);
            machine.untold.extend(event.in_history(&machine.chat_id).map(|message| (message, since)));
            if failed {
                machine.failed.push((id, event, true));
            } else {
                // The process may have died between the request and its answer.
                let expires_at = expiry(now, age, machine.manners.lifetime);
                machine.outbox.push(Item::Message { id, event, expires_at, in_doubt: true, tries: Tries::default() });
            }
        }
        machine
    }

    /// The first effects, before any input; `online` and `foreground` as the platform has them.
    pub(in crate::session) fn start(&mut self, now: Instant, online: bool, foreground: bool) -> Vec<Effect> {
        let mut effects = Vec::new();
        (self.online, self.foreground) = (online, foreground);
        self.tell(if online { ConnectionState::Connected } else { ConnectionState::Offline }, &mut effects);
        self.tell_of_earlier_messages(&mut effects);
        self.proceed(now, &mut effects);
        // In the background the push that opens the chat asks for the history.
        if self.foreground && self.reading_history.is_none() {
            self.release_own(&mut effects);
        }
        effects
    }

    /// Tells the app of the messages that an earlier run has left, in the order in which they were handed over.
    pub(super) fn tell_of_earlier_messages(&mut self, effects: &mut Vec<Effect>) {
        for (message, since) in std::mem::take(&mut self.untold) {
            let Some(id) = message.shown_id().map(str::to_owned) else { continue };
            // Otherwise a machine before this one has told of it.
            if !self.sent.is_ours(&id) {
                self.introduce(message, since, effects);
            }
            if self.failed.iter().any(|(failed, ..)| *failed == id) {
                self.status(&id, MessageStatus::Failed { error: not_sent("it failed before") }, effects);
            } else if self.sent.has_failed(&id) {
                // The app has tried it again, and the machine before this one did not come to say so.
                self.sent.starts_over(&id);
                self.status(&id, MessageStatus::Pending, effects);
            }
        }
    }
}
