//! The threads of a communicator.
//!
//! The runtimes on which everything of one communicator runs, on named threads of their own, whatever runtime or none the host
//! app has: one for connections, one for everything else.
//!
//! The HTTP client reads and skips answers before the answer (1xx) in one go for as long as they come: a server that floods a
//! connection with them keeps its thread busy for seconds. No timer and no other work may wait for that.

use std::{
    future::Future,
    sync::{Mutex, PoisonError, mpsc},
    thread,
    time::{Duration, Instant},
};

#[cfg(unix)]
use nix::sys::signal::{SigSet, Signal};
use tokio::{
    runtime::{Builder, Handle, Runtime},
    task::{JoinError, JoinSet},
};

use crate::{logging::Log, model::ContactCenterError};

/// Owns the runtimes until they are stopped.
pub(crate) struct Host {
    handle: Handle,
    connections: Handle,
    runtimes: Mutex<Option<Runtimes>>,
}

struct Runtimes {
    work: Runtime,
    connections: Runtime,
}

impl Host {
    pub(crate) fn new(log: Log) -> Result<Self, ContactCenterError> {
        let runtimes = Runtimes {
            work: runtime("contact-center", log.clone())?,
            connections: runtime("contact-center-net", log)?,
        };
        let (handle, connections) = (runtimes.work.handle().clone(), runtimes.connections.handle().clone());
        Ok(Self { handle, connections, runtimes: Mutex::new(Some(runtimes)) })
    }

    /// Where connections are made, written and read.
    pub(crate) fn connections(&self) -> &Handle {
        &self.connections
    }

    pub(crate) fn handle(&self) -> &Handle {
        &self.handle
    }

    /// Runs `work` here and waits for it from wherever the caller is; a caller who gives up does not stop it. A panic in it is
    /// contained.
    pub(crate) async fn run<T: Send + 'static>(
        &self,
        work: impl Future<Output = Result<T, ContactCenterError>> + Send + 'static,
    ) -> Result<T, ContactCenterError> {
        outcome(self.handle.spawn(work).await)
    }

    /// The same for work that is useless without its caller: it is stopped when this future is dropped.
    pub(crate) async fn run_while_wanted<T: Send + 'static>(
        &self,
        work: impl Future<Output = Result<T, ContactCenterError>> + Send + 'static,
    ) -> Result<T, ContactCenterError> {
        // A set of one: unlike a task alone, a set stops its tasks when it is dropped.
        let mut task = JoinSet::new();
        task.spawn_on(work, &self.handle);
        task.join_next().await.map_or(Err(ContactCenterError::ShutDown {}), outcome)
    }

    /// Stops everything that runs here and waits for its threads to end, at most for `limit`. False if it was
    /// stopped before.
    pub(crate) fn stop(&self, limit: Duration) -> bool {
        let Some(Runtimes { work, connections }) = self.take() else { return false };
        let deadline = Instant::now() + limit;
        // From a thread of its own: the caller may be inside an async task, where blocking is forbidden.
        let (done, finished) = mpsc::channel();
        let stopper = thread::Builder::new().name("contact-center-stop".into()).spawn(move || {
            work.shutdown_timeout(limit);
            connections.shutdown_timeout(deadline.saturating_duration_since(Instant::now()));
            let _ = done.send(());
        });
        if let Ok(stopper) = stopper
            && finished.recv_timeout(limit).is_ok()
        {
            let _ = stopper.join();
        }
        true
    }

    fn take(&self) -> Option<Runtimes> {
        self.runtimes.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}

fn runtime(name: &str, log: Log) -> Result<Runtime, ContactCenterError> {
    let builder = Builder::new_multi_thread()
        .worker_threads(1)
        .thread_name(name)
        .on_thread_start(move || ignore_broken_pipes(&log))
        .enable_all()
        .build();
    builder.map_err(|error| ContactCenterError::Internal { reason: format!("no thread to run on: {}", error.kind()) })
}

fn outcome<T>(ended: Result<Result<T, ContactCenterError>, JoinError>) -> Result<T, ContactCenterError> {
    match ended {
        Ok(result) => result,
        Err(error) if error.is_cancelled() => Err(ContactCenterError::ShutDown {}),
        Err(_) => Err(ContactCenterError::Internal { reason: "a call panicked".to_owned() }),
    }
}

/// A connection that the server has closed must be an error and not the end of the host process. Rust's own programs ignore
/// the signal for it; a host in another language need not, so it is blocked on our threads, and on no other.
#[cfg(unix)]
fn ignore_broken_pipes(log: &Log) {
    let mut signals = SigSet::empty();
    signals.add(Signal::SIGPIPE);
    if let Err(error) = signals.thread_block() {
        log.warning("runtime", format_args!("a broken connection may end the process: {error}"));
    }
}

#[cfg(not(unix))]
fn ignore_broken_pipes(_: &Log) {}

/// Dropped without having been stopped, it stops without waiting.
impl Drop for Host {
    fn drop(&mut self) {
        if let Some(Runtimes { work, connections }) = self.take() {
            work.shutdown_background();
            connections.shutdown_background();
        }
    }
}
