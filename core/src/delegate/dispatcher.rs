//! The dispatcher of callbacks.
//!
//! The one thread that calls the app: its delegate, and whatever else of it wants to be called. A queue lies before it, so that
//! whatever the delegate does, the network goes on. Nothing that was received is ever kept out of the queue; instead, while much
//! waits in it, no more is asked for: the server keeps events until they are polled.

use std::{
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, AtomicUsize, Ordering},
        mpsc,
    },
    thread::{self, JoinHandle, ThreadId},
    time::Duration,
};

use tokio::{
    sync::{Notify, oneshot},
    time::{self, timeout},
};

use super::ContactCenterEventsDelegating;
use crate::{
    containment::contained,
    logging::Log,
    model::{ContactCenterError, ContactCenterEvent, Delivery, MAX_QUEUED_BYTES, approximate_bytes, dated},
};

/// While so many events, statuses and the like wait for the delegate, no chat polls or reads a history. The same holds while they
/// take `MAX_QUEUED_BYTES`.
const MAX_QUEUED_EVENTS: usize = 1000;
/// How long `has_delivered` waits for one callback. Not without a limit: that callback may be waiting for the same call.
const LONGEST_CALLBACK: Duration = Duration::from_secs(5);

enum Job {
    /// A call, and how much it counts for among what waits.
    Call(Box<Call>, Weight),
    Stop,
}

/// How much of the queue a call takes.
#[derive(Clone, Copy)]
struct Weight {
    events: usize,
    bytes: usize,
}

impl Weight {
    /// A call that holds next to nothing.
    const LEAST: Self = Self { events: 1, bytes: 64 };

    fn of(delivery: &Delivery) -> Self {
        let events = match delivery {
            Delivery::Events { events, .. } => &events[..],
            Delivery::OwnMessage { message, .. } => std::slice::from_ref(message),
            _ => return Self::LEAST,
        };
        let texts = approximate_bytes(events);
        let bytes = texts.saturating_add(events.len().saturating_mul(size_of::<ContactCenterEvent>()));
        Self { events: events.len(), bytes }
    }
}

type Call = dyn FnOnce(&dyn ContactCenterEventsDelegating) + Send;

/// Puts calls into the queue. Cheap to clone; the thread ends when it is told to, or when the last
/// clone is gone.
#[derive(Clone)]
pub(crate) struct Dispatcher {
    queue: mpsc::Sender<Job>,
    /// Set once, for good: no call starts after that.
    stopped: Arc<AtomicBool>,
    waiting: Arc<Waiting>,
    thread: Arc<Mutex<Option<DelegateThread>>>,
    thread_id: ThreadId,
}

/// What lies in the queue.
#[derive(Default)]
struct Waiting {
    events: AtomicUsize,
    bytes: AtomicUsize,
    /// Rings when it has become less.
    less: Notify,
    /// How many calls have returned.
    returned: AtomicUsize,
}

struct DelegateThread {
    handle: JoinHandle<()>,
    /// Disconnected when the thread is about to end.
    ended: mpsc::Receiver<()>,
}

impl Dispatcher {
    pub(crate) fn new(delegate: Arc<dyn ContactCenterEventsDelegating>, log: Log) -> Result<Self, ContactCenterError> {
        let (queue, jobs) = mpsc::channel();
        let (ending, ended) = mpsc::channel();
        let stopped = Arc::new(AtomicBool::new(false));
        let waiting = Arc::new(Waiting::default());
        let (seen_by_thread, taken_by_thread) = (stopped.clone(), waiting.clone());
        let handle = thread::Builder::new()
            .name("contact-center-delegate".into())
            .spawn(move || {
                let _ending = ending;
                call_all(jobs, &seen_by_thread, &taken_by_thread, delegate, &log);
            })
            .map_err(|error| ContactCenterError::Internal {
                reason: format!("no thread for the delegate: {}", error.kind()),
            })?;
        let thread_id = handle.thread().id();
        let thread = Arc::new(Mutex::new(Some(DelegateThread { handle, ended })));
        Ok(Self { queue, stopped, waiting, thread, thread_id })
    }

    pub(crate) fn deliver(&self, chat_id: &Arc<str>, delivery: Delivery) {
        let chat_id = chat_id.to_string();
        self.queue_up(Weight::of(&delivery), move |delegate| call(delegate, chat_id, delivery));
    }

    /// Whether so much waits that no more should be asked for. What has been received is queued all the same, however long it is.
    pub(crate) fn is_saturated(&self) -> bool {
        self.waiting.events.load(Ordering::SeqCst) >= MAX_QUEUED_EVENTS
            || self.waiting.bytes.load(Ordering::SeqCst) >= MAX_QUEUED_BYTES
    }

    /// Returns when that is not so: true; or false where that takes longer than `limit`.
    pub(crate) async fn wait_for_capacity(&self, limit: Option<Duration>) -> bool {
        let capacity = async {
            loop {
                let less = self.waiting.less.notified();
                if !self.is_saturated() {
                    return;
                }
                less.await;
            }
        };
        match limit {
            Some(limit) => timeout(limit, capacity).await.is_ok(),
            None => {
                capacity.await;
                true
            }
        }
    }

    /// Whether the caller is inside a callback: what waits in the queue cannot be delivered before the caller returns.
    pub(crate) fn is_inside_callback(&self) -> bool {
        self.thread_id == thread::current().id()
    }

    /// Returns when everything that waits now was delivered, or will not be; or when one callback has not returned for
    /// `LONGEST_CALLBACK`.
    pub(crate) async fn has_delivered(&self) {
        self.has_delivered_unless_held_for(LONGEST_CALLBACK).await;
    }

    async fn has_delivered_unless_held_for(&self, limit: Duration) {
        let (done, mut delivered) = oneshot::channel();
        self.run(move || {
            let _ = done.send(());
        });
        let returned = || self.waiting.returned.load(Ordering::SeqCst);
        loop {
            let before = returned();
            if time::timeout(limit, &mut delivered).await.is_ok() || returned() == before {
                return;
            }
        }
    }

    /// Calls something else of the app's, in its turn.
    pub(crate) fn run(&self, call: impl FnOnce() + Send + 'static) {
        self.queue_up(Weight::LEAST, move |_| call());
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
        if !self.is_inside_callback() && thread.ended.recv_timeout(limit) == Err(mpsc::RecvTimeoutError::Disconnected) {
            let _ = thread.handle.join();
        }
    }
}

impl Dispatcher {
    fn queue_up(&self, weight: Weight, call: impl FnOnce(&dyn ContactCenterEventsDelegating) + Send + 'static) {
        self.waiting.events.fetch_add(weight.events, Ordering::SeqCst);
        self.waiting.bytes.fetch_add(weight.bytes, Ordering::SeqCst);
        let _ = self.queue.send(Job::Call(Box::new(call), weight));
    }
}

fn call_all(
    jobs: mpsc::Receiver<Job>,
    stopped: &AtomicBool,
    waiting: &Waiting,
    delegate: Arc<dyn ContactCenterEventsDelegating>,
    log: &Log,
) {
    for job in jobs {
        let Job::Call(call, weight) = job else { return };
        waiting.events.fetch_sub(weight.events, Ordering::SeqCst);
        waiting.bytes.fetch_sub(weight.bytes, Ordering::SeqCst);
        waiting.less.notify_waiters();
        if stopped.load(Ordering::SeqCst) {
            return;
        }
        if contained(|| call(&*delegate)).is_none() {
            log.error("delegate", format_args!("the app panicked in a callback; that one call is lost"));
        }
        waiting.returned.fetch_add(1, Ordering::SeqCst);
    }
}

pub(crate) fn call(delegate: &dyn ContactCenterEventsDelegating, chat_id: String, delivery: Delivery) {
    match delivery {
        Delivery::Events { origin, events } => delegate.chat_session_events(chat_id, origin, events),
        Delivery::Failed(error) => delegate.chat_session_failed(chat_id, error),
        Delivery::Closed(reason) => delegate.chat_session_closed(chat_id, reason),
        Delivery::Connection(state) => delegate.connection_state_changed(chat_id, state),
        Delivery::OwnMessage { message, since } => delegate.own_message_added(chat_id, dated(message, since)),
        Delivery::Message { message_id, status } => delegate.message_status_changed(chat_id, message_id, status),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{ChatSessionCloseReason, ConnectionState, EventOrigin, JsonValue, MessageStatus};

    /// Says when it is called, and returns when it may.
    struct Slow {
        called: mpsc::Sender<usize>,
        may_return: Mutex<mpsc::Receiver<()>>,
    }

    impl Slow {
        fn call(&self, events: usize) {
            let _ = self.called.send(events);
            let _ = self.may_return.lock().unwrap_or_else(PoisonError::into_inner).recv();
        }
    }

    impl ContactCenterEventsDelegating for Slow {
        fn own_message_added(&self, _: String, _: ContactCenterEvent) {}
        fn chat_session_events(&self, _: String, _: EventOrigin, events: Vec<ContactCenterEvent>) {
            self.call(events.len());
        }

        fn chat_session_failed(&self, _: String, _: ContactCenterError) {}

        fn chat_session_closed(&self, _: String, _: ChatSessionCloseReason) {}

        fn connection_state_changed(&self, _: String, _: ConnectionState) {
            self.call(0);
        }

        fn message_status_changed(&self, _: String, _: String, _: MessageStatus) {}
    }

    /// Defect 66.
    #[tokio::test]
    async fn queue_is_saturated_by_bytes_and_a_larger_batch_is_delivered() {
        let (called, calls) = mpsc::channel();
        let (lets_return, may_return) = mpsc::channel();
        let delegate = Slow { called, may_return: Mutex::new(may_return) };
        let dispatcher = Dispatcher::new(Arc::new(delegate), Log::default()).expect("a thread");
        let chat_id: Arc<str> = "c".into();
        dispatcher.deliver(&chat_id, Delivery::Connection(ConnectionState::Connected));
        assert_eq!(calls.recv(), Ok(0));
        let batch = |bytes: usize| {
            let raw = JsonValue::from_text(format!("\"{}\"", "x".repeat(bytes)));
            let events = vec![ContactCenterEvent::Unknown { name: String::new(), raw }];
            Delivery::Events { origin: EventOrigin::Live, events }
        };
        dispatcher.deliver(&chat_id, batch(MAX_QUEUED_BYTES / 2));
        assert!(!dispatcher.is_saturated() && dispatcher.wait_for_capacity(None).await);
        dispatcher.deliver(&chat_id, batch(2 * MAX_QUEUED_BYTES));
        assert!(dispatcher.is_saturated());
        assert!(!dispatcher.wait_for_capacity(Some(Duration::ZERO)).await, "a limit ends the wait");
        let capacity = tokio::spawn({
            let dispatcher = dispatcher.clone();
            async move { dispatcher.wait_for_capacity(None).await }
        });
        for _ in 0..3 {
            let _ = lets_return.send(());
        }
        assert_eq!([calls.recv(), calls.recv()], [Ok(1), Ok(1)]);
        assert!(capacity.await.expect("no panic"));
    }

    struct Silent;

    impl ContactCenterEventsDelegating for Silent {
        fn chat_session_events(&self, _: String, _: EventOrigin, _: Vec<ContactCenterEvent>) {}
        fn own_message_added(&self, _: String, _: ContactCenterEvent) {}
        fn chat_session_failed(&self, _: String, _: ContactCenterError) {}
        fn chat_session_closed(&self, _: String, _: ChatSessionCloseReason) {}
        fn connection_state_changed(&self, _: String, _: ConnectionState) {}
        fn message_status_changed(&self, _: String, _: String, _: MessageStatus) {}
    }

    fn dispatcher() -> Dispatcher {
        Dispatcher::new(Arc::new(Silent), Log::default()).expect("a thread")
    }

    /// Defect 77.
    #[tokio::test]
    async fn fence_gives_up_on_a_callback_that_does_not_return() {
        let dispatcher = dispatcher();
        let (held, released) = mpsc::channel::<()>();
        dispatcher.run(move || {
            let _ = released.recv();
        });
        // The callback returns only after the fence.
        dispatcher.has_delivered_unless_held_for(Duration::from_millis(50)).await;
        drop(held);
        dispatcher.has_delivered().await;
    }

    #[tokio::test]
    async fn only_a_callback_is_inside_a_callback() {
        let dispatcher = dispatcher();
        let (inside, seen) = oneshot::channel();
        let same = dispatcher.clone();
        dispatcher.run(move || {
            let _ = inside.send(same.is_inside_callback());
        });
        assert_eq!(seen.await, Ok(true));
        assert!(!dispatcher.is_inside_callback());
    }
}
