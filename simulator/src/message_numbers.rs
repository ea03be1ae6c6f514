//! The ids of the server's messages in one session. They begin anew in every session.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

use crate::{MessageIds, forms::id_text};

/// The largest number that a web client tells from its neighbors.
const MAX_NUMBER: u64 = 1 << 53;

/// Gives out ids.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct MessageNumbers {
    form: MessageIds,
    next: u64,
}

impl MessageNumbers {
    pub(crate) fn new(form: MessageIds) -> Self {
        Self { form, next: if form == MessageIds::AboveClient { 2 } else { 0 } }
    }

    /// Notes an id that the client has used. One that is no number cannot be taken for a later one.
    pub(crate) fn note(&mut self, used: &Value) {
        if self.form == MessageIds::AboveClient
            && let Some(used) = id_text(used).parse::<u64>().ok().filter(|used| *used < MAX_NUMBER)
        {
            self.next = self.next.max((used / 2 + 1) * 2);
        }
    }

    /// A new id.
    pub(crate) fn next(&mut self) -> String {
        if self.form == MessageIds::Uuid {
            return Uuid::new_v4().to_string();
        }
        let id = self.next;
        self.next += 2;
        id.to_string()
    }
}
