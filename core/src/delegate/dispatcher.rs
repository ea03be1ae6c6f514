//! The one thread that calls the app: its delegate, and whatever else of it wants to be called. A queue without a bound lies before
//! it, so that whatever the delegate does, the network goes on.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
        mpsc,
    },
    thread::{self, JoinHandle},
    time::Duration,
};

use super::ContactCenterEventsDelegating;
use crate::model::{ContactCenterError, Delivery};

enum Job {
    Call(Box<Call>),
    Stop,
}

type Call = dyn FnOnce(&dyn ContactCenterEventsDelegating) + Send;

/// Puts calls into the queue. Cheap to clone; the thread ends when it is told to, or when the last
/// clone is gone.
#[derive(Clone)]
pub(crate) struct Dispatcher {
    queue: mpsc::Sender<Job>,
    /// Set once, for good: no call starts after that.
    stopped: Arc<AtomicBool>,
    thread: Arc<Mutex<Option<DelegateThread>>>,
}

struct DelegateThread {
    handle: JoinHandle<()>,
    /// Disconnected when the thread is about to end.
    ended: mpsc::Receiver<()>,
}

impl Dispatcher {
    pub(crate) fn new(delegate: Arc<dyn ContactCenterEventsDelegating>) -> Result<Self, ContactCenterError> {
        let (queue, jobs) = mpsc::channel();
        let (ending, ended) = mpsc::channel();
        let stopped = Arc::new(AtomicBool::new(false));
        let seen_by_thread = stopped.clone();
        let handle = thread::Builder::new()
            .name("contact-center-delegate".into())
            .spawn(move || {
                let _ending = ending;
                call_all(jobs, &seen_by_thread, delegate);
            })
            .map_err(|error| ContactCenterError::Internal {
                reason: format!("no thread for the delegate: {}", error.kind()),
            })?;
        let thread = Arc::new(Mutex::new(Some(DelegateThread { handle, ended })));
        Ok(Self { queue, stopped, thread })
    }

    pub(crate) fn deliver(&self, chat_id: &Arc<str>, delivery: Delivery) {
        let chat_id = chat_id.to_string();
        self.queue_up(move |delegate| call(delegate, chat_id, delivery));
    }

    /// Calls something else of the app's, in its turn.
    pub(crate) fn run(&self, call: impl FnOnce() + Send + 'static) {
        self.queue_up(move |_| call());
    }

    pub(crate) fn is_stopped(&self) -> bool {
        self.stopped.load(Ordering::SeqCst)
    }

    /// From here on no call starts; what is queued is dropped.
    pub(crate) fn stop(&self) {
        self.stopped.store(true, Ordering::SeqCst);
        let _ = self.queue.send(Job::Stop);
    }

    /// After `stop`: waits for a call that is under way and for the end of the thread, at most for `limit`. From
    /// inside a call there is nothing to wait for: the thread ends when that call returns.
    pub(crate) fn join(&self, limit: Duration) {
        let Some(thread) = self.thread.lock().unwrap_or_else(PoisonError::into_inner).take() else { return };
        let inside_a_call = thread.handle.thread().id() == thread::current().id();
        if !inside_a_call && thread.ended.recv_timeout(limit) == Err(mpsc::RecvTimeoutError::Disconnected) {
            let _ = thread.handle.join();
        }
    }
}

impl Dispatcher {
    fn queue_up(&self, call: impl FnOnce(&dyn ContactCenterEventsDelegating) + Send + 'static) {
        let _ = self.queue.send(Job::Call(Box::new(call)));
    }
}

fn call_all(jobs: mpsc::Receiver<Job>, stopped: &AtomicBool, delegate: Arc<dyn ContactCenterEventsDelegating>) {
    for job in jobs {
        let Job::Call(call) = job else { return };
        if stopped.load(Ordering::SeqCst) {
            return;
        }
        if catch_unwind(AssertUnwindSafe(|| call(&*delegate))).is_err() {
            tracing::error!("the app panicked in a callback; that one call is lost");
        }
    }
}

pub(crate) fn call(delegate: &dyn ContactCenterEventsDelegating, chat_id: String, delivery: Delivery) {
    match delivery {
        Delivery::Events { origin, events } => delegate.chat_session_events(chat_id, origin, events),
        Delivery::Failed(error) => delegate.chat_session_failed(chat_id, error),
        Delivery::Closed(reason) => delegate.chat_session_closed(chat_id, reason),
        Delivery::Connection(state) => delegate.connection_state_changed(chat_id, state),
        Delivery::Message { message_id, status } => delegate.message_status_changed(chat_id, message_id, status),
    }
}
