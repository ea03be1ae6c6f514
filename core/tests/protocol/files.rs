//! Files: up and down, watched, and given up half way.

use std::{
    fs,
    sync::Mutex,
    thread::{self, ThreadId},
    time::Instant,
};

use contact_center_simulator::{Fault, RecordedRequest, Route};
use serde_json::json;

use super::*;

/// What a delegate of transfers was told, and on which thread.
#[derive(Default)]
struct Watcher(Mutex<Vec<(ThreadId, i64, Option<i64>)>>);

impl ContactCenterTransferProgress for Watcher {
    fn transfer_progressed(&self, transferred_bytes: i64, total_bytes: Option<i64>) {
        self.0.lock().unwrap().push((thread::current().id(), transferred_bytes, total_bytes));
    }
}

/// Large enough for several pieces, of which no two are the same.
fn content() -> Vec<u8> {
    (0..1_000_000_usize).map(|at| (at / 251 + at) as u8).collect()
}

fn is_upload(request: &RecordedRequest) -> bool {
    request.method == "POST" && request.path().ends_with("/files")
}

fn is_download(request: &RecordedRequest) -> bool {
    request.path().contains("/files/")
}

fn names_in(folder: &tempfile::TempDir) -> Vec<String> {
    let names = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<_> = names.collect();
    names.sort();
    names
}

/// A transfer that waits for an answer ends now.
fn assert_at_once(begun: Instant) {
    assert!(begun.elapsed() < PATIENCE / 2, "{:?}", begun.elapsed());
}

impl Scene {
    /// A file that the agent sends: its id and its name, as the app is told.
    fn file_of_the_agents(&self) -> (String, String) {
        self.agent.send_file("report.pdf", "application/pdf", &content());
        let event = self.seen.wait_for_event("the file", |event| matches!(event, Event::ChatSessionFile { .. }));
        match event {
            Event::ChatSessionFile {
                file_id: Some(id),
                file_name: Some(name),
                file_type: Some(ContactCenterFileType::Attachment),
                ..
            } => (id, name),
            other => panic!("{other:?}"),
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_goes_up_with_progress_and_is_shown() {
    let scene = Scene::open().await;
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    fs::write(path("photo.png"), content()).unwrap();
    let delegate = Arc::new(Mutex::new(None));
    let thread = delegate.clone();
    scene.seen.on_call(move |_| *thread.lock().unwrap() = Some(thread::current().id()));
    scene.agent.say("Have you got a photo?");
    scene.seen.wait_for_text("Have you got a photo?");

    assert_eq!(refused(scene.sdk.upload_file(path("none.png"), None).await), "path");
    assert!(!scene.simulator.requests().iter().any(is_upload));
    let watcher = Arc::new(Watcher::default());
    let transfer = ContactCenterTransfer::new(Some(watcher.clone()));
    let uploaded = scene.sdk.upload_file(path("photo.png"), Some(transfer)).await.unwrap();
    assert_eq!((&*uploaded.file_name, &uploaded.file_type), ("photo.png", &ContactCenterFileType::Image));
    let arrived = scene.simulator.file(&uploaded.file_id).unwrap();
    assert!(arrived.bytes == content(), "{} bytes arrived", arrived.bytes.len());

    let length = content().len() as i64;
    wait_until("the last word", || watcher.0.lock().unwrap().last().is_some_and(|told| told.1 == length));
    let told = watcher.0.lock().unwrap().clone();
    assert!(told.is_sorted_by(|a, b| a.1 < b.1), "{told:?}");
    let delegate = delegate.lock().unwrap().unwrap();
    assert!(told.iter().all(|(thread, _, total)| (*thread, *total) == (delegate, Some(length))), "{told:?}");

    let ContactCenterUploadedFile { file_id, file_name, file_type } = uploaded;
    let show = |id: &str| scene.sdk.send_chat_file(scene.id(), id.to_owned(), file_name.clone(), file_type.clone());
    let message_id = show(&file_id).await.unwrap();
    assert_eq!(message_id, format!("{}:1", scene.chat_id));
    scene.wait_until_sent(&message_id);
    assert_eq!(
        scene.agent.client_events(),
        [json!({
            "event": "chat_session_file", "file_id": file_id, "file_type": "image", "file_name": "photo.png",
            "msg_id": message_id,
        })]
    );

    let note = scene.sdk.upload_data(b"Hello".to_vec(), "note.txt".into(), None).await.unwrap();
    assert_eq!(note.file_type, ContactCenterFileType::Attachment);
    assert_eq!(scene.simulator.file(&note.file_id).unwrap().bytes, b"Hello");

    // One that was never uploaded is refused over there, and what comes after it is not.
    assert_eq!(refused(show("../1").await), "file_id");
    let unknown = show("no-such-file").await.unwrap();
    scene.seen.wait_for_call("the refusal", |call| match call {
        Call::Message(id, MessageStatus::Failed { error }) => *id == unknown && error.code().as_deref() == Some("5502"),
        _ => false,
    });
    scene.assert_goes_on().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_comes_down_under_a_name_that_was_free() {
    let scene = Scene::open().await;
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("report.pdf"), "mine").unwrap();
    let (file_id, file_name) = scene.file_of_the_agents();
    let directory = folder.path().to_str().unwrap().to_owned();
    let download = |file_id: &str, directory: &str, transfer| {
        scene.sdk.download_file(scene.id(), file_id.to_owned(), directory.to_owned(), file_name.clone(), transfer)
    };

    let watcher = Arc::new(Watcher::default());
    let transfer = ContactCenterTransfer::new(Some(watcher.clone()));
    let downloaded = download(&file_id, &directory, Some(transfer)).await.unwrap();
    let whole = folder.path().join("report (2).pdf");
    let length = content().len() as i64;
    assert_eq!((downloaded.path.as_str(), downloaded.size), (whole.to_str().unwrap(), length));
    assert_eq!(downloaded.content_type.as_deref(), Some("application/pdf"));
    assert!(fs::read(&whole).unwrap() == content());
    assert_eq!(fs::read_to_string(folder.path().join("report.pdf")).unwrap(), "mine");
    wait_until("the last word", || watcher.0.lock().unwrap().last().is_some_and(|told| told.1 == length));

    assert_eq!(download("no-such-file", &directory, None).await.unwrap_err().kind(), "ChatSessionFileNotFound");
    assert_eq!(refused(download(&file_id, &format!("{directory}/none"), None).await), "directory");
    scene.simulator.fault(Route::Download, Fault::CutBody { after_bytes: 500_000 });
    assert_eq!(download(&file_id, &directory, None).await.unwrap_err().kind(), "Transport");
    assert_eq!(names_in(&folder), ["report (2).pdf", "report.pdf"]);
    scene.assert_goes_on().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_upload_is_cancelled() {
    let scene = Scene::open().await;
    let upload = |transfer| {
        let sdk = scene.sdk.clone();
        async move { sdk.upload_data(content(), "photo.png".into(), transfer).await }
    };
    let uploads = || scene.simulator.requests().iter().filter(|request| is_upload(request)).count();
    // The server has the whole of it, and its answer would come after the call has ended.
    let wait_for_the_whole = |count| wait_until("the upload", || scene.simulator.file_ids().len() == count);
    scene.simulator.fault_times(Route::Upload, Fault::Stall { duration: PATIENCE }, 2);

    let transfer = ContactCenterTransfer::new(None);
    let waiting = tokio::spawn(upload(Some(transfer.clone())));
    wait_for_the_whole(1);
    let begun = Instant::now();
    transfer.cancel();
    assert_eq!(waiting.await.unwrap(), Err(ContactCenterError::Cancelled {}));
    assert_at_once(begun);

    // A task that is aborted drops the call.
    let waiting = tokio::spawn(upload(None));
    wait_for_the_whole(2);
    let begun = Instant::now();
    waiting.abort();
    assert!(waiting.await.unwrap_err().is_cancelled());
    assert_at_once(begun);

    let transfer = ContactCenterTransfer::new(None);
    transfer.cancel();
    assert_eq!(upload(Some(transfer)).await, Err(ContactCenterError::Cancelled {}));
    assert_eq!(uploads(), 2, "one that is cancelled before it begins sends nothing");

    let uploaded = upload(None).await.unwrap();
    assert!(scene.simulator.file(&uploaded.file_id).unwrap().bytes == content());
    assert_eq!(uploads(), 3);
    scene.assert_goes_on().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_download_is_cancelled() {
    let scene = Scene::open().await;
    let folder = tempfile::tempdir().unwrap();
    let (file_id, file_name) = scene.file_of_the_agents();
    let download = |transfer| {
        let (sdk, chat_id, directory) = (scene.sdk.clone(), scene.id(), folder.path().to_str().unwrap().to_owned());
        let (file_id, file_name) = (file_id.clone(), file_name.clone());
        async move { sdk.download_file(chat_id, file_id, directory, file_name, transfer).await }
    };
    let downloads = || scene.simulator.requests().iter().filter(|request| is_download(request)).count();
    scene.simulator.fault_times(Route::Download, Fault::Stall { duration: PATIENCE }, 2);

    let transfer = ContactCenterTransfer::new(None);
    let waiting = tokio::spawn(download(Some(transfer.clone())));
    wait_until("the download", || downloads() == 1);
    let begun = Instant::now();
    transfer.cancel();
    assert_eq!(waiting.await.unwrap(), Err(ContactCenterError::Cancelled {}));
    assert_at_once(begun);

    let waiting = tokio::spawn(download(None));
    wait_until("the download", || downloads() == 2);
    let begun = Instant::now();
    waiting.abort();
    assert!(waiting.await.unwrap_err().is_cancelled());
    assert_at_once(begun);

    let transfer = ContactCenterTransfer::new(None);
    transfer.cancel();
    assert_eq!(download(Some(transfer)).await, Err(ContactCenterError::Cancelled {}));
    assert_eq!(downloads(), 2, "one that is cancelled before it begins sends nothing");
    // An aborted task cleans up after the abort has returned.
    wait_until("an empty folder", || names_in(&folder).is_empty());

    let downloaded = download(None).await.unwrap();
    assert!(fs::read(downloaded.path).unwrap() == content());
    assert_eq!(names_in(&folder), ["report.pdf"]);
    scene.assert_goes_on().await;
}
