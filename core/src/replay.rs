//! Entry point to traces for `contact-center replay` only, without any stability.

pub use crate::session::trace::{BrokenTrace, Replay, ReplayedStep, Verdict, replay};
