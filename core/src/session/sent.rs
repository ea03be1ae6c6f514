//! Own messages of one chat: their numbers and statuses.

use std::collections::HashMap;

use crate::model::MessageStatus;

/// Numbers messages from 1 on and keeps the status of each. A status only moves forward, so a receipt that comes
/// twice, or a "delivered" after "read", is told once or not at all.
#[derive(Debug, Default, Clone)]
pub(super) struct Sent {
    last_number: u64,
    /// By id in lower case, because servers spell ids in both cases: the id as it was given, and how far the message has got.
    ranks: HashMap<String, (String, u8)>,
}

/// Numbers beyond this are no numbers of ours: some servers and clients cannot hold them, and none gets so far by counting.
const GREATEST: u64 = 1 << 53;

impl Sent {
    /// Goes on after `last_number`, as the store has it.
    pub(super) fn new(last_number: u64) -> Self {
        Self {
            last_number: Some(last_number).filter(|number| *number < GREATEST).unwrap_or_default(),
            ..Self::default()
        }
    }

    /// The same messages, the last of them with this number.
    pub(super) fn at(self, last_number: u64) -> Self {
        Self { last_number, ..self }
    }

    /// The id for the next message, `chatId:number`, chosen before anything is sent; and its number.
    pub(super) fn next_id(&mut self, chat_id: &str) -> (String, u64) {
        self.last_number += 1;
        (format!("{chat_id}:{}", self.last_number), self.last_number)
    }

    /// Goes on somewhere else, where no number of an earlier run is: `chance` is anything.
    pub(super) fn leaps(&mut self, chance: u64) {
        self.last_number = self.last_number.max(far_from_any(chance));
    }

    /// The number of the last message.
    pub(super) fn number(&self) -> u64 {
        self.last_number
    }

    /// A message of an earlier run, which the server has.
    pub(super) fn knows(&mut self, message_id: &str) {
        let known = || (message_id.to_owned(), MessageStatus::Sent.rank());
        self.ranks.entry(message_id.to_ascii_lowercase()).or_insert_with(known);
    }

    /// A message of ours of which nothing else may be known.
    pub(super) fn knows_at_all(&mut self, message_id: &str) {
        let known = || (message_id.to_owned(), MessageStatus::Pending.rank());
        self.ranks.entry(message_id.to_ascii_lowercase()).or_insert_with(known);
    }

    /// Whether the message is ours, as far as is known here.
    pub(super) fn is_ours(&self, message_id: &str) -> bool {
        self.ranks.contains_key(&message_id.to_ascii_lowercase())
    }

    /// Whether the app was told that the message has failed, and nothing of it since.
    pub(super) fn has_failed(&self, message_id: &str) -> bool {
        let told = self.ranks.get(&message_id.to_ascii_lowercase());
        told.is_some_and(|(_, rank)| *rank == MessageStatus::RANK_OF_FAILED)
    }

    /// A message that has failed is tried again: its status begins anew.
    pub(super) fn starts_over(&mut self, message_id: &str) {
        self.ranks.remove(&message_id.to_ascii_lowercase());
    }

    /// Goes on after `message_id` if it is one of ours from an earlier run.
    pub(super) fn continue_after(&mut self, chat_id: &str, message_id: &str) {
        let number = message_id.rsplit_once(':').filter(|(chat, _)| chat.eq_ignore_ascii_case(chat_id));
        let number = number.and_then(|(_, number)| number.parse().ok());
        if let Some(number) = number.filter(|number| *number < GREATEST) {
            self.last_number = self.last_number.max(number);
        }
    }

    /// The id of a message of ours for which `status` is news, as it was given.
    pub(super) fn advance(&mut self, message_id: &str, status: &MessageStatus) -> Option<String> {
        match self.ranks.get_mut(&message_id.to_ascii_lowercase()) {
            Some((given, rank)) if status.rank() > *rank => {
                *rank = status.rank();
                Some(given.clone())
            }
            Some(_) => None,
            None if *status == MessageStatus::Pending => {
                let given = message_id.to_owned();
                self.ranks.insert(message_id.to_ascii_lowercase(), (given.clone(), status.rank()));
                Some(given)
            }
            None => None,
        }
    }
}

/// A number of which no run has ever come near: `chance` is anything.
pub(super) fn far_from_any(chance: u64) -> u64 {
    const FIRST: u64 = 1_000_000;
    FIRST + chance % 1_000_000_000
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_go_on_after_the_greatest_own_one_of_the_history() {
        let mut sent = Sent::default();
        for id in ["C:4", "c:11", "other:90", "0", "c:x", "c:3", "c:18446744073709551615", "c:9007199254740992"] {
            sent.continue_after("c", id);
        }
        assert_eq!(sent.next_id("c"), ("c:12".to_owned(), 12));
    }

    #[test]
    fn a_number_of_the_store_that_cannot_be_ours_is_none() {
        for damaged in [u64::MAX, GREATEST] {
            assert_eq!(Sent::new(damaged).next_id("c").1, 1);
        }
        assert_eq!(Sent::new(7).next_id("c").1, 8);
    }

    #[test]
    fn a_status_only_moves_forward_and_only_for_own_messages() {
        let mut sent = Sent::default();
        let (id, _) = sent.next_id("c");
        for (status, news) in [
            (MessageStatus::Pending, true),
            (MessageStatus::Sending, true),
            (MessageStatus::Sent, true),
            (MessageStatus::Read, true),
            (MessageStatus::Read, false),
            (MessageStatus::Delivered, false),
        ] {
            assert_eq!(sent.advance(&id, &status).is_some(), news, "{status:?}");
        }
        assert_eq!(sent.advance("someone else's", &MessageStatus::Read), None);
    }

    #[test]
    fn a_server_may_spell_an_id_in_either_case_and_the_app_hears_it_as_it_was_given() {
        let mut sent = Sent::default();
        let (id, _) = sent.next_id("c");
        assert_eq!(sent.advance(&id, &MessageStatus::Pending), Some("c:1".into()));
        assert_eq!(sent.advance("C:1", &MessageStatus::Read), Some("c:1".into()));
    }
}
