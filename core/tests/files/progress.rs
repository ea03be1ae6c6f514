//! What an app is told of a transfer that is under way.

use std::{
    sync::{Arc, Mutex, Weak, mpsc},
    thread::{self, ThreadId},
    time::{Duration, Instant},
};

use contact_center_core::*;

use super::{Scene, common::PATIENCE, content};

#[derive(Debug, Clone)]
struct Told {
    at: Instant,
    thread: (ThreadId, String),
    bytes: i64,
    total: Option<i64>,
}

type Hook = Box<dyn Fn(&Told) + Send + Sync>;

/// Remembers every call, then does what the test says.
struct Watcher {
    told: Mutex<Vec<Told>>,
    hook: Hook,
}

impl Watcher {
    fn new(hook: impl Fn(&Told) + Send + Sync + 'static) -> Arc<Self> {
        Arc::new(Self { told: Mutex::default(), hook: Box::new(hook) })
    }

    fn told(&self) -> Vec<Told> {
        self.told.lock().unwrap().clone()
    }
}

impl ContactCenterTransferProgress for Watcher {
    fn transfer_progressed(&self, transferred_bytes: i64, total_bytes: Option<i64>) {
        let thread = (thread::current().id(), thread::current().name().unwrap_or_default().to_owned());
        let told = Told { at: Instant::now(), thread, bytes: transferred_bytes, total: total_bytes };
        self.told.lock().unwrap().push(told.clone());
        (self.hook)(&told);
    }
}

/// Sends a hundred pieces in two seconds.
fn trickle(headers: &'static str) -> Scene {
    Scene::new(move |exchange| {
        exchange.begin(200, headers);
        for _ in 0..100 {
            thread::sleep(Duration::from_millis(20));
            exchange.write(&[b'x'; 1000]);
        }
    })
}

#[tokio::test(flavor = "multi_thread")]
async fn progress_is_told_at_most_ten_times_a_second_it_grows_and_ends_with_everything() {
    for (headers, total) in [("Content-Length: 100000\r\n", Some(100_000)), ("", None)] {
        let scene = trickle(headers);
        let watcher = Watcher::new(|_| {});
        let transfer = ContactCenterTransfer::new(Some(watcher.clone()));
        scene.download_with("a.txt", Some(transfer)).await.unwrap();
        let told = watcher.told();
        assert!(told.len() >= 5, "{told:#?}");
        assert!(told.is_sorted_by(|a, b| a.bytes < b.bytes), "{told:#?}");
        assert_eq!(told.last().map(|last| last.bytes), Some(100_000), "before the call returns");
        for (at, first) in told.iter().enumerate() {
            let within_a_second = |later: &&Told| later.at - first.at < Duration::from_secs(1);
            assert!(told[at..].iter().take_while(within_a_second).count() <= 10, "{told:#?}");
            assert_eq!((first.total, first.thread.1.as_str()), (total, "contact-center-delegate"));
            assert_eq!(first.thread, told[0].thread);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_progress_of_an_upload_counts_the_bytes_of_the_file() {
    let scene = Scene::new(|exchange| exchange.answer_json(200, r#"{"file_id":"7"}"#));
    let watcher = Watcher::new(|_| {});
    let transfer = ContactCenterTransfer::new(Some(watcher.clone()));
    scene.sdk.upload_data(content(3_000_000), "a.bin".into(), Some(transfer)).await.unwrap();
    let told = watcher.told();
    assert!(told.is_sorted_by(|a, b| a.bytes < b.bytes), "{told:#?}");
    assert!(told.iter().all(|told| told.total == Some(3_000_000)), "{told:#?}");
    assert_eq!(told.last().map(|last| last.bytes), Some(3_000_000));
}

#[tokio::test(flavor = "multi_thread")]
async fn somebody_who_is_slow_to_listen_delays_neither_the_transfer_nor_its_end() {
    let scene = trickle("Content-Length: 100000\r\n");
    let (release, released) = mpsc::channel::<()>();
    let released = Mutex::new(released);
    let watcher = Watcher::new(move |_| {
        let _ = released.lock().unwrap().recv();
    });
    let transfer = ContactCenterTransfer::new(Some(watcher.clone()));
    scene.download_with("a.txt", Some(transfer)).await.unwrap();
    assert_eq!(watcher.told().len(), 1, "the first call has not returned");
    drop(release);
    super::server::eventually("the last call", || watcher.told().last().unwrap().bytes == 100_000);
    assert_eq!(watcher.told().len(), 2, "what was passed over meanwhile is not told later");
}

#[tokio::test(flavor = "multi_thread")]
async fn somebody_who_panics_loses_that_call_and_nothing_else() {
    let scene = trickle("Content-Length: 100000\r\n");
    let watcher = Watcher::new(|told| assert!(told.bytes > 50_000, "on purpose"));
    let transfer = ContactCenterTransfer::new(Some(watcher.clone()));
    scene.download_with("a.txt", Some(transfer)).await.unwrap();
    assert_eq!(watcher.told().last().map(|last| last.bytes), Some(100_000));
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_told_after_a_transfer_was_cancelled_from_inside_of_a_call() {
    let scene = trickle("Content-Length: 100000\r\n");
    let own: Arc<Mutex<Weak<ContactCenterTransfer>>> = Arc::default();
    let cancelled = own.clone();
    let watcher = Watcher::new(move |_| cancelled.lock().unwrap().upgrade().unwrap().cancel());
    let transfer = ContactCenterTransfer::new(Some(watcher.clone()));
    *own.lock().unwrap() = Arc::downgrade(&transfer);
    assert_eq!(scene.download_with("a.txt", Some(transfer)).await, Err(ContactCenterError::Cancelled {}));
    // Whatever were still queued would come before this.
    let other = Watcher::new(|_| {});
    let second = scene.download_with("b.txt", Some(ContactCenterTransfer::new(Some(other.clone())))).await;
    assert_eq!((second.unwrap().size, other.told().is_empty()), (100_000, false));
    assert_eq!(watcher.told().len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_told_after_a_shutdown() {
    let scene = trickle("Content-Length: 100000\r\n");
    let (first, is_first) = mpsc::channel();
    let watcher = Watcher::new(move |_| {
        let _ = first.send(());
    });
    let transfer = ContactCenterTransfer::new(Some(watcher.clone()));
    let (outcome, ()) = tokio::join!(scene.download_with("a.txt", Some(transfer)), async {
        is_first.recv_timeout(PATIENCE).unwrap();
        scene.sdk.shutdown();
    });
    assert_eq!(outcome, Err(ContactCenterError::ShutDown {}));
    let told = watcher.told().len();
    // The delegate's thread has ended with the shutdown, so no call can be made.
    assert!(told < 100 && Arc::strong_count(&watcher) <= 2, "{told}");
}
