//! The logger: a bounded queue and a thread of its own in front of the app's sink, so that a sink can neither delay nor break
//! the SDK.

use std::{
    fmt,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, AtomicU64, Ordering},
        mpsc::{self, Receiver, RecvTimeoutError, SyncSender, TrySendError},
    },
    thread::{self, JoinHandle},
    time::Duration,
};

use super::{ContactCenterLogLevel as Level, ContactCenterLogging};
use crate::{containment::contained, model::ContactCenterError};

/// So many lines wait for a sink at most.
const MOST_WAITING: usize = 1000;

/// The logger. Cheap to clone; all clones write to the same sink.
#[derive(Clone, Default)]
pub(crate) struct Log(Arc<Mutex<Option<Reader>>>);

/// The sink of the app, and its queue.
struct Reader {
    down_to: Level,
    lines: SyncSender<Line>,
    dropped: Arc<AtomicU64>,
    /// Set once, for good: no call starts after that.
    stopped: Arc<AtomicBool>,
    thread: JoinHandle<()>,
    /// Disconnected when the thread is about to end.
    ended: Receiver<()>,
}

struct Line {
    level: Level,
    category: &'static str,
    message: String,
}

impl Log {
    pub(crate) fn error(&self, category: &'static str, message: fmt::Arguments<'_>) {
        tracing::error!(category, "{message}");
        self.say(Level::Error, category, message);
    }

    pub(crate) fn warning(&self, category: &'static str, message: fmt::Arguments<'_>) {
        tracing::warn!(category, "{message}");
        self.say(Level::Warning, category, message);
    }

    pub(crate) fn info(&self, category: &'static str, message: fmt::Arguments<'_>) {
        tracing::info!(category, "{message}");
        self.say(Level::Info, category, message);
    }

    pub(crate) fn debug(&self, category: &'static str, message: fmt::Arguments<'_>) {
        tracing::debug!(category, "{message}");
        self.say(Level::Debug, category, message);
    }

    fn say(&self, level: Level, category: &'static str, message: fmt::Arguments<'_>) {
        if let Some(reader) = &*self.lock()
            && level <= reader.down_to
        {
            let line = Line { level, category, message: message.to_string() };
            if let Err(TrySendError::Full(_)) = reader.lines.try_send(line) {
                reader.dropped.fetch_add(1, Ordering::Relaxed);
            }
        }
    }

    /// Replaces the sink.
    pub(crate) fn set_sink(
        &self,
        sink: Option<Arc<dyn ContactCenterLogging>>,
        down_to: Level,
    ) -> Result<(), ContactCenterError> {
        let reader = sink.map(|sink| Reader::new(sink, down_to)).transpose()?;
        let before = std::mem::replace(&mut *self.lock(), reader);
        // It ends by itself when it has read what was said to it.
        drop(before);
        Ok(())
    }

    /// Lets the sink read what was said, waits for that no longer than `limit`, and calls it no more. From inside the sink there is
    /// nothing to wait for.
    pub(crate) fn close(&self, limit: Duration) {
        let Some(Reader { lines, stopped, thread, ended, .. }) = self.lock().take() else { return };
        drop(lines);
        let inside = thread.thread().id() == thread::current().id();
        if inside || ended.recv_timeout(limit) != Err(RecvTimeoutError::Disconnected) {
            stopped.store(true, Ordering::SeqCst);
        } else {
            let _ = thread.join();
        }
    }

    fn lock(&self) -> MutexGuard<'_, Option<Reader>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Reader {
    fn new(sink: Arc<dyn ContactCenterLogging>, down_to: Level) -> Result<Self, ContactCenterError> {
        let (lines, waiting) = mpsc::sync_channel(MOST_WAITING);
        let (ending, ended) = mpsc::channel();
        let (stopped, dropped) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicU64::new(0)));
        let (is_stopped, dropped_so_far) = (stopped.clone(), dropped.clone());
        let thread = thread::Builder::new()
            .name("contact-center-log".into())
            .spawn(move || {
                let _ending = ending;
                read_all(&*sink, waiting, &is_stopped, &dropped_so_far);
            })
            .map_err(|error| ContactCenterError::Internal {
                reason: format!("no thread for the log: {}", error.kind()),
            })?;
        Ok(Self { down_to, lines, dropped, stopped, thread, ended })
    }
}

fn read_all(sink: &dyn ContactCenterLogging, lines: Receiver<Line>, stopped: &AtomicBool, dropped: &AtomicU64) {
    // A sink that panics over a line does not get another line about it.
    let read = |Line { level, category, message }| {
        contained(|| sink.log(level, category.to_owned(), message));
    };
    for line in lines {
        if stopped.load(Ordering::SeqCst) {
            return;
        }
        read(line);
        let missing = dropped.swap(0, Ordering::Relaxed);
        if missing > 0 && !stopped.load(Ordering::SeqCst) {
            let message = format!("{missing} lines were dropped: the sink is too slow");
            read(Line { level: Level::Warning, category: "runtime", message });
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::Sender;

    use super::*;

    /// Reads a line, and then does as it is told.
    struct Sink<F>(Sender<String>, F);

    impl<F: Fn(&str) + Send + Sync> ContactCenterLogging for Sink<F> {
        fn log(&self, level: Level, category: String, message: String) {
            let _ = self.0.send(format!("{level:?} {category} {message}"));
            self.1(&message);
        }
    }

    fn log(down_to: Level, then: impl Fn(&str) + Send + Sync + 'static) -> (Log, Receiver<String>) {
        let (log, (sender, read)) = (Log::default(), mpsc::channel());
        log.set_sink(Some(Arc::new(Sink(sender, then))), down_to).expect("a thread");
        (log, read)
    }

    #[test]
    fn a_sink_reads_down_to_its_level_and_nothing_after_the_end() {
        let (log, read) = log(Level::Warning, |_| {});
        log.error("chat", format_args!("one"));
        log.warning("store", format_args!("two"));
        log.info("chat", format_args!("three"));
        log.debug("http", format_args!("four"));
        log.close(Duration::from_secs(20));
        log.error("chat", format_args!("five"));
        assert_eq!(read.iter().collect::<Vec<_>>(), ["Error chat one", "Warning store two"]);
    }

    #[test]
    fn a_sink_that_panics_loses_that_one_line() {
        let (log, read) = log(Level::Debug, |message| assert_ne!(message, "bad"));
        for message in ["good", "bad", "still good"] {
            log.info("chat", format_args!("{message}"));
        }
        log.close(Duration::from_secs(20));
        assert_eq!(read.iter().collect::<Vec<_>>(), ["Info chat good", "Info chat bad", "Info chat still good"]);
    }

    #[test]
    fn a_slow_sink_delays_nobody_and_is_told_how_many_lines_it_missed() {
        let (held, released) = mpsc::channel::<()>();
        let released = Mutex::new(released);
        let (log, read) = log(Level::Debug, move |_| drop(released.lock().map(|released| released.recv())));
        log.info("chat", format_args!("first"));
        assert_eq!(read.recv().as_deref(), Ok("Info chat first"));
        for n in 0..MOST_WAITING + 7 {
            log.info("chat", format_args!("{n}"));
        }
        drop(held);
        log.close(Duration::from_secs(20));
        let lines: Vec<_> = read.iter().collect();
        assert_eq!(lines[0], "Warning runtime 7 lines were dropped: the sink is too slow");
        assert_eq!(lines.len(), MOST_WAITING + 1);
    }

    #[test]
    fn a_sink_may_close_the_log_that_calls_it_and_is_called_no_more() {
        let log = Log::default();
        let (sender, read) = mpsc::channel();
        let inside = log.clone();
        let sink = Sink(sender, move |_: &str| inside.close(Duration::from_secs(20)));
        log.set_sink(Some(Arc::new(sink)), Level::Debug).expect("a thread");
        log.info("chat", format_args!("one"));
        assert_eq!(read.recv().as_deref(), Ok("Info chat one"));
        log.info("chat", format_args!("two"));
        drop(log);
        assert!(read.recv().is_err(), "called again");
    }
}
