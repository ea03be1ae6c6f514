//! Approximate memory of a value, for queues that are bounded by bytes.

use std::io::{self, Write};

use serde::Serialize;

/// The bytes of a queue of texts: more of them is not taken, or not asked for.
pub(crate) const MAX_QUEUED_BYTES: usize = 16 * 1024 * 1024;

/// The approximate size of `value` in memory: what its strings and numbers take as JSON. Allocates nothing.
pub(crate) fn approximate_bytes(value: &(impl Serialize + ?Sized)) -> usize {
    let mut counter = Counter(0);
    // A value that does not serialise counts for as much as was written of it.
    let _ = serde_json::to_writer(&mut counter, value);
    counter.0
}

struct Counter(usize);

impl Write for Counter {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0 = self.0.saturating_add(bytes.len());
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{ContactCenterEvent, JsonValue};

    #[test]
    fn size_of_an_event_counts_its_texts_and_raw_json() {
        let raw = JsonValue::from_text(format!("\"{}\"", "x".repeat(1_000_000)));
        let event = ContactCenterEvent::Unknown { name: "novel".to_owned(), raw };
        assert!((1_000_000..1_000_200).contains(&approximate_bytes(&event)));
        assert!(approximate_bytes(&ContactCenterEvent::ChatSessionEnded) < 100);
    }
}
