//! Forged records for fuzzing.
//!
//! Records that no version of the SDK has written, for the fuzzer: in a file that is whole, content that may be anything.

use redb::Error;

use super::database::{CHATS, DELIVERED, OUTBOX, Opened};

/// One record of one of the tables, as it is.
pub(crate) enum Forged<'a> {
    Chat { chat_id: &'a str, number: Option<u64> },
    Message { chat_id: &'a str, number: u64, message_id: &'a str, content: &'a [u8] },
    Delivered { chat_id: &'a str, key: u64, count: u32 },
}

pub(super) fn put(opened: &Opened, records: &[Forged<'_>]) -> Result<(), Error> {
    let transaction = opened.database.begin_write()?;
    for record in records {
        match *record {
            Forged::Chat { chat_id, number } => {
                transaction.open_table(CHATS)?.insert(chat_id, number)?;
            }
            Forged::Message { chat_id, number, message_id, content } => {
                transaction.open_table(OUTBOX)?.insert((chat_id, number, message_id), content)?;
            }
            Forged::Delivered { chat_id, key, count } => {
                transaction.open_table(DELIVERED)?.insert((chat_id, key), count)?;
            }
        }
    }
    transaction.commit()?;
    Ok(())
}
