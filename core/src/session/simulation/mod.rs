//! The simulation: the machine, a server and a network with fault injection, in virtual time and derived from one seed.
//! Invariants are checked during a run and at its end. A seed that fails is printed with its trace, and fails the same
//! way each time.

mod app;
mod checks;
mod device;
mod events;
mod network;
pub(super) mod recorded;
mod second_thoughts;
mod server;
mod world;

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{Arc, Mutex, PoisonError},
};

use world::World;

/// How many seeds a run tries; `scripts/simulate` sets it.
fn seeds() -> u64 {
    std::env::var("SIMULATION_SEEDS").ok().and_then(|seeds| seeds.parse().ok()).unwrap_or(2000)
}

/// The first seed of a run, to go on where another ended or to look at one.
fn first_seed() -> u64 {
    std::env::var("SIMULATION_FIRST_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(0)
}

#[test]
fn whatever_the_network_does_nothing_is_lost_nothing_comes_twice_and_everything_is_in_order() {
    let (first, count) = (first_seed(), seeds());
    let (mut requests, mut faults, mut runs, mut panics) = (0, 0, 0, 0);
    for seed in first..first + count {
        let Ok(tally) = catch_unwind(|| World::new(seed, None).run()) else {
            panic!(
                "seed {seed} fails (SIMULATION_FIRST_SEED={seed} SIMULATION_SEEDS=1):\n{}",
                trace_of(seed).join("\n")
            );
        };
        requests += tally.requests;
        faults += tally.faults;
        runs += tally.runs;
        panics += tally.panics;
    }
    println!(
        "{count} seeds from {first}: {requests} requests, {faults} faults, {runs} runs of the app, {panics} panics; all clean"
    );
}

/// What happens with a seed that fails, in full: it fails in the same way every time.
fn trace_of(seed: u64) -> Vec<String> {
    let trace = Arc::new(Mutex::new(Vec::new()));
    let _ = catch_unwind(AssertUnwindSafe(|| World::new(seed, Some(trace.clone())).run()));
    trace.lock().unwrap_or_else(PoisonError::into_inner).clone()
}
