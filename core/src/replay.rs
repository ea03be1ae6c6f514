//! The door to traces for `contact-center replay`, and for nobody else: without any promise.

pub use crate::session::trace::{BrokenTrace, Replay, ReplayedStep, Verdict, replay};
