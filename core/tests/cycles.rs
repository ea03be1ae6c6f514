//! `a_thousand_cycles_leave_no_thread_and_no_growth`, in a process of its own: it counts threads and bytes.

#![allow(missing_docs, clippy::unwrap_used)]

mod common;

use std::alloc::System;

use common::*;
use contact_center_core::*;
use stats_alloc::{INSTRUMENTED_SYSTEM, StatsAlloc};

#[global_allocator]
static HEAP: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

const HUNDREDS: usize = 10;
/// Far less than the smallest thing that a cycle could leave behind every time: 64 bytes.
const MOST_GROWTH: isize = 800 * 64;

/// Defect 40.
#[test]
fn a_thousand_cycles_leave_no_thread_and_no_growth() {
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    let mut live_bytes = Vec::new();
    let threads_before = threads();
    for _ in 0..HUNDREDS {
        // A simulator of its own for each hundred, gone when memory is looked at.
        let simulator = simulator();
        for _ in 0..100 {
            runtime.block_on(cycle(&simulator));
        }
        drop(simulator);
        assert_eq!(threads(), threads_before);
        live_bytes.push(live());
    }
    let growth = live_bytes[HUNDREDS - 1] - live_bytes[1];
    assert!(growth < MOST_GROWTH, "{growth} bytes more after cycle 1000 than after cycle 200: {live_bytes:?}");
}

async fn cycle(simulator: &contact_center_simulator::Simulator) {
    // By name, so that looking it up, which takes a thread of its own, is part of the cycle.
    let base_url = simulator.base_url().replace("127.0.0.1", "localhost");
    let (communicator, seen) = communicator(ContactCenterConfiguration { base_url, ..configuration(simulator) });
    let (chat_id, agent) = open_chat(simulator, &communicator).await;
    agent.say("hi");
    communicator.send_chat_message(chat_id.clone(), "hello".into(), MessageFormat::Text).await.unwrap();
    seen.wait_for_text("hi");
    communicator.end_chat(chat_id).await.unwrap();
    communicator.shutdown();
}

fn live() -> isize {
    let stats = HEAP.stats();
    stats.bytes_allocated as isize - stats.bytes_deallocated as isize
}

/// Threads of this process: those of the kernel where it tells them.
fn threads() -> usize {
    std::fs::read_dir("/proc/self/task").map_or(0, |tasks| tasks.count())
}
