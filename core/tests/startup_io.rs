//! What the thread that makes a communicator asks of the system: nothing that waits for a disk. The test traces itself, in a process of
//! its own.

#![cfg(all(target_os = "linux", target_arch = "x86_64"))]
#![allow(missing_docs, clippy::unwrap_used)]

mod common;

use std::{
    collections::BTreeSet,
    env,
    path::Path,
    process::{Command, Stdio},
};

use common::*;
use contact_center_core::*;
use nix::{
    libc,
    sys::{
        ptrace::{self, Options},
        signal::{Signal, raise},
        wait::{WaitPidFlag, WaitStatus, waitpid},
    },
    unistd::Pid,
};

/// Set in the process that is traced: the storage folder.
const FOLDER: &str = "CONTACT_CENTER_TEST_TRACED_FOLDER";
/// Set where that process also reads a file itself, so that the trace is seen to work.
const READS: &str = "CONTACT_CENTER_TEST_TRACED_READS";

/// Every call that opens, looks up, locks, changes or flushes a file.
const FILE_CALLS: [(i64, &str); 26] = [
    (libc::SYS_open, "open"),
    (libc::SYS_openat, "openat"),
    (libc::SYS_openat2, "openat2"),
    (libc::SYS_creat, "creat"),
    (libc::SYS_stat, "stat"),
    (libc::SYS_lstat, "lstat"),
    (libc::SYS_newfstatat, "newfstatat"),
    (libc::SYS_statx, "statx"),
    (libc::SYS_access, "access"),
    (libc::SYS_faccessat, "faccessat"),
    (libc::SYS_faccessat2, "faccessat2"),
    (libc::SYS_readlink, "readlink"),
    (libc::SYS_readlinkat, "readlinkat"),
    (libc::SYS_mkdir, "mkdir"),
    (libc::SYS_mkdirat, "mkdirat"),
    (libc::SYS_unlink, "unlink"),
    (libc::SYS_unlinkat, "unlinkat"),
    (libc::SYS_rename, "rename"),
    (libc::SYS_renameat, "renameat"),
    (libc::SYS_renameat2, "renameat2"),
    (libc::SYS_getdents64, "getdents64"),
    (libc::SYS_ftruncate, "ftruncate"),
    (libc::SYS_flock, "flock"),
    (libc::SYS_fsync, "fsync"),
    (libc::SYS_fdatasync, "fdatasync"),
    (libc::SYS_statfs, "statfs"),
];

/// Defect 67.
#[test]
fn making_a_communicator_touches_no_file_on_the_callers_thread() {
    if let Some(folder) = env::var_os(FOLDER) {
        return make_a_communicator(Path::new(&folder));
    }
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(traced(folder.path(), false), BTreeSet::new());
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0, "no other thread has begun by itself");
    let reads = traced(folder.path(), true);
    assert!(reads.contains("openat") && reads.contains("fsync"), "the trace sees what there is: {reads:?}");
}

/// In the process that is traced: the two signals enclose what is looked at.
fn make_a_communicator(folder: &Path) {
    let directory = folder.to_str().unwrap().to_owned();
    // Without a client id, and with the roots of the platform beside one of our own.
    let key = rcgen::KeyPair::generate().unwrap();
    let root = rcgen::CertificateParams::default().self_signed(&key).unwrap();
    let settings = ContactCenterConfiguration {
        extra_root_certificates: vec![root.pem().into()],
        ..ContactCenterConfiguration::for_installation("https://127.0.0.1:9", "acme.example.com", "app", &*directory)
    };
    ptrace::traceme().unwrap();
    raise(Signal::SIGUSR1).unwrap();
    let (made, _) = communicator(settings);
    made.set_foreground(true);
    if env::var_os(READS).is_some() {
        stored_client_id(directory).unwrap();
    }
    raise(Signal::SIGUSR2).unwrap();
    made.shutdown();
}

/// The calls of `FILE_CALLS` that the thread makes between the two signals.
fn traced(folder: &Path, reads: bool) -> BTreeSet<&'static str> {
    let mut command = Command::new(env::current_exe().unwrap());
    command.env(FOLDER, folder).stdin(Stdio::null()).stdout(Stdio::null());
    if reads {
        command.env(READS, "1");
    }
    let mut process = command.spawn().unwrap();
    let mut calls = BTreeSet::new();
    loop {
        // The thread, which need not be the first one of its process.
        match waitpid(Pid::from_raw(-1), Some(WaitPidFlag::__WALL)).unwrap() {
            WaitStatus::Stopped(thread, Signal::SIGUSR1) => {
                ptrace::setoptions(thread, Options::PTRACE_O_TRACESYSGOOD).unwrap();
                ptrace::syscall(thread, None).unwrap();
            }
            WaitStatus::PtraceSyscall(thread) => {
                let number = ptrace::getregs(thread).unwrap().orig_rax;
                calls.extend(FILE_CALLS.iter().filter(|(call, _)| *call as u64 == number).map(|(_, name)| *name));
                ptrace::syscall(thread, None).unwrap();
            }
            WaitStatus::Stopped(thread, Signal::SIGUSR2) => {
                ptrace::detach(thread, None).unwrap();
                assert!(process.wait().unwrap().success());
                return calls;
            }
            other => panic!("{other:?}"),
        }
    }
}
