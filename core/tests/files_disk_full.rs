//! A full disk, in a process of its own: the limit that simulates it is one of the process.

#![allow(missing_docs, clippy::unwrap_used)]

#[path = "files/server.rs"]
mod server;

use std::{fs, sync::Arc};

use contact_center_core::*;
use nix::sys::{
    resource::{Resource, setrlimit},
    signal::{SigSet, Signal},
};
use server::{FileServer, Silent};

#[test]
fn a_disk_without_room_fails_the_download_leaves_nothing_and_the_next_one_may_fit() {
    const ROOM: usize = 1 << 20;
    // The signal that comes with it ends a process that does not want it. Threads inherit the mask.
    let mut signals = SigSet::empty();
    signals.add(Signal::SIGXFSZ);
    signals.thread_block().unwrap();
    setrlimit(Resource::RLIMIT_FSIZE, ROOM as u64, ROOM as u64).unwrap();

    let server = FileServer::start(|exchange| {
        let size = if exchange.head.path().ends_with("large") { 2 * ROOM } else { ROOM };
        exchange.answer(200, "application/octet-stream", vec![b'x'; size]);
    });
    let sdk = ContactCenterCommunicator::new(server::configuration(&[&server]), Arc::new(Silent)).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    let download = |file_id: &str| {
        let directory = folder.path().to_str().unwrap().to_owned();
        runtime.block_on(sdk.download_file("c-1".into(), file_id.into(), directory, "a.bin".into(), None))
    };
    let reason = "it is larger than a file may be there".to_owned();
    assert_eq!(download("large"), Err(ContactCenterError::File { reason }));
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    assert_eq!(download("fitting").unwrap().size, ROOM as i64);
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
}
