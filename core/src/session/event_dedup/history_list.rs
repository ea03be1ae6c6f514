//! Finds the events of a history that the app has not seen.

use std::collections::{HashMap, HashSet};

use super::{EventDedup, Fingerprint, Key};
use crate::model::ContactCenterEvent as Event;

/// What an event of a history is to the app.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Novelty {
    New,
    Known,
    /// The same message stands in this history before.
    Repeated,
    /// The app has the message with another text.
    Edited,
}

/// A history as a whole: what must be known of all of it before one of its events can be judged.
pub(super) struct HistoryList {
    pub(super) fingerprints: Vec<Fingerprint>,
    /// So many of those that look new were delivered with another time: the first ones, because the history is in order.
    rewritten: HashMap<Key, u32>,
    /// Ids under which it holds a message as the app has it.
    as_delivered: HashSet<Key>,
    /// What its edits say.
    edits: HashSet<Key>,
    /// How many of each were judged.
    judged: HashMap<Key, u32>,
}

impl HistoryList {
    pub(super) fn new(dedup: &EventDedup, events: &[Event]) -> Self {
        let fingerprints: Vec<_> = events.iter().map(|event| dedup.fingerprint(event)).collect();
        let mut exact = HashMap::new();
        let mut untimed: HashMap<Key, u32> = HashMap::new();
        let mut as_delivered = HashSet::new();
        for fingerprint in &fingerprints {
            match fingerprint {
                Fingerprint::Content { exact: with_time, untimed: without, .. } => {
                    exact.entry(*with_time).or_insert((*without, 0)).1 += 1;
                    *untimed.entry(*without).or_default() += 1;
                }
                Fingerprint::Message { id, said } if dedup.knows_said(said) => drop(as_delivered.insert(*id)),
                _ => {}
            }
        }
        let mut rewritten: HashMap<Key, u32> = HashMap::new();
        for (key, (without, listed)) in &exact {
            *rewritten.entry(*without).or_default() += u32::saturating_sub(*listed, dedup.count(*key));
        }
        for (key, looks_new) in &mut rewritten {
            let is_new = untimed.get(key).copied().unwrap_or_default().saturating_sub(dedup.count(*key));
            *looks_new = looks_new.saturating_sub(is_new);
        }
        let edits = fingerprints.iter().filter_map(|fingerprint| match fingerprint {
            Fingerprint::Content { edited: Some(said), .. } => Some(said.versions),
            _ => None,
        });
        let edits = edits.flatten().collect();
        Self { fingerprints, rewritten, as_delivered, edits, judged: HashMap::new() }
    }

    pub(super) fn judge(&mut self, dedup: &EventDedup, fingerprint: &Fingerprint) -> Novelty {
        let mut nth = |key: Key| {
            let nth = self.judged.entry(key).or_default();
            *nth += 1;
            *nth
        };
        match fingerprint {
            Fingerprint::Receipt { id } if nth(*id) > 1 => Novelty::Repeated,
            Fingerprint::Receipt { id } if dedup.knows(*id) => Novelty::Known,
            Fingerprint::Receipt { .. } => Novelty::New,
            Fingerprint::Message { id, said } => {
                let is_repeated = nth(id ^ said.versions[0]) > 1;
                if is_repeated {
                    Novelty::Repeated
                } else if !dedup.knows(*id) {
                    self.as_delivered.insert(*id);
                    Novelty::New
                } else if !dedup.says_something_else(*id, said) {
                    Novelty::Known
                } else if self.as_delivered.contains(id) {
                    Novelty::New
                } else if said.is_text && !said.versions.iter().any(|version| self.edits.contains(version)) {
                    Novelty::Edited
                } else {
                    Novelty::Known
                }
            }
            Fingerprint::Content { exact, untimed, .. } => {
                let looks_new = nth(*exact) > dedup.count(*exact);
                let rewritten = self.rewritten.get_mut(untimed).filter(|rewritten| looks_new && **rewritten > 0);
                match rewritten {
                    Some(rewritten) => {
                        *rewritten -= 1;
                        // It takes no part in the counting of its exact key.
                        self.judged.entry(*exact).and_modify(|nth| *nth -= 1);
                        Novelty::Known
                    }
                    None if looks_new => Novelty::New,
                    None => Novelty::Known,
                }
            }
        }
    }
}
