//! Recorded runs, for the tests of traces.

use std::sync::Arc;

use super::world::World;
use crate::session::trace::Recorder;

/// The trace of a run, of at most so many bytes.
pub(in crate::session) fn recorded_run(seed: u64, most_bytes: usize) -> String {
    let recorder = Arc::new(Recorder::default());
    recorder.start(most_bytes).expect("random numbers");
    World::recorded(seed, None, recorder.clone()).run();
    recorder.stop().expect("a recording")
}
