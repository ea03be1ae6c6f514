//! Recording, redaction and replay of chats.
//!
//! What happened in the chats of an app, step by step, in a form that the app's team can attach to a report: every input of a
//! machine with its time, and every effect, without what people wrote, who they are and what would open anything.
//!
//! What is written is enough to do it all again: a machine that is given the same inputs makes the same effects, so a report of
//! a customer becomes a test. For that the *redaction* must keep everything that a machine can tell apart, and nothing else: it
//! is a function of names and values alone, under which what was equal stays equal and what was different stays different.
//!
//! - A text becomes its length and a hash, keyed with a salt that is drawn for each recording and kept nowhere: within a
//!   recording equal texts stay equal, and texts cannot be guessed by trying.
//! - An id of a chat, a party or a message becomes a few letters. The case of the letters stands for the spelling, because servers
//!   spell ids in both cases. An id of ours, `chatId:number`, keeps its number.
//! - Names of events, states, codes and the like are kept, and so are times and counts. Whatever is not on a list of what is
//!   kept is redacted: a new field is redacted until it is put on the list.
//!
//! Events are recognised by keys (see `key`), and those change with the redaction. So a trace says nothing of keys but which
//! events of a chat the store knew from an earlier run.

mod chat;
mod line;
mod lines;
mod recorder;
mod redaction;
mod replay;
#[cfg(test)]
mod tests;

pub(in crate::session) use chat::{ChatTrace, Moment};
pub(crate) use recorder::{LEAST_BYTES, Recorder};
pub use replay::{BrokenTrace, Replay, ReplayedStep, Verdict, replay};

/// What the lines mean. A trace with another number is refused.
const FORMAT: u64 = 1;
