//! The ways in which an app stops a transfer, and that it stops.

use std::{
    sync::{Arc, mpsc},
    time::Duration,
};

use contact_center_core::*;

use super::{Scene, content, refusal, server::PATIENCE};

/// What the server has seen of a transfer that was given up.
struct Watched {
    scene: Scene,
    /// The transfer is half way.
    is_half: mpsc::Receiver<()>,
    /// Whether the client's end was noticed.
    is_over: mpsc::Receiver<bool>,
}

/// A server that keeps every transfer waiting half way.
fn half_way() -> Watched {
    let (half, is_half) = mpsc::channel();
    let (over, is_over) = mpsc::channel();
    let scene = Scene::new(move |exchange| {
        if exchange.head.method == "GET" {
            exchange.begin(200, "Content-Length: 200000\r\n");
            exchange.write(&[b'x'; 100_000]);
        } else {
            exchange.read_some();
        }
        half.send(()).unwrap();
        if exchange.head.method == "GET" {
            over.send(exchange.client_goes()).unwrap();
        } else {
            let promised = exchange.head.content_length();
            // Slowly, so that the rest is still to come when the client gives up.
            std::thread::sleep(Duration::from_millis(200));
            over.send(exchange.body().len() < promised - 64 * 1024).unwrap();
        }
    });
    Watched { scene, is_half, is_over }
}

impl Watched {
    async fn transfer(
        &self,
        upload: bool,
        transfer: Option<Arc<ContactCenterTransfer>>,
    ) -> Result<(), ContactCenterError> {
        match upload {
            true => self.scene.sdk.upload_data(content(20 << 20), "a.bin".into(), transfer).await.map(drop),
            false => self.scene.download_with("a.txt", transfer).await.map(drop),
        }
    }

    fn wait_until_half(&self) {
        self.is_half.recv_timeout(PATIENCE).expect("half way");
    }

    fn assert_over(&self) {
        assert!(self.is_over.recv_timeout(PATIENCE).expect("an end"), "the whole was transferred");
        super::server::eventually("an empty folder", || self.scene.downloaded().is_empty());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_transfer_that_is_cancelled_fails_at_once_and_its_connection_ends() {
    for upload in [false, true] {
        let watched = half_way();
        let transfer = ContactCenterTransfer::new(None);
        let (outcome, ()) = tokio::join!(watched.transfer(upload, Some(transfer.clone())), async {
            watched.wait_until_half();
            transfer.cancel();
            transfer.cancel();
        });
        assert_eq!(outcome, Err(ContactCenterError::Cancelled {}));
        watched.assert_over();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_transfer_whose_future_is_dropped_ends_like_one_that_is_cancelled() {
    for upload in [false, true] {
        let watched = half_way();
        tokio::select! {
            biased;
            outcome = watched.transfer(upload, None) => panic!("not half way: {outcome:?}"),
            () = async { watched.wait_until_half() } => {}
        }
        watched.assert_over();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_transfer_that_was_cancelled_before_it_began_sends_nothing() {
    let watched = half_way();
    for upload in [false, true] {
        let transfer = ContactCenterTransfer::new(None);
        transfer.cancel();
        assert_eq!(watched.transfer(upload, Some(transfer)).await, Err(ContactCenterError::Cancelled {}));
    }
    assert_eq!(watched.scene.server.heads().len(), 0);
    assert!(watched.scene.downloaded().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_shutdown_ends_a_transfer_and_leaves_nothing() {
    for upload in [false, true] {
        let watched = half_way();
        let (outcome, ()) = tokio::join!(watched.transfer(upload, None), async {
            watched.wait_until_half();
            let sdk = watched.scene.sdk.clone();
            tokio::task::spawn_blocking(move || sdk.shutdown()).await.unwrap();
        });
        assert_eq!(outcome, Err(ContactCenterError::ShutDown {}));
        watched.assert_over();
        assert_eq!(watched.transfer(upload, None).await, Err(ContactCenterError::ShutDown {}));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_transfer_is_for_one_call_and_cancelling_it_later_does_nothing() {
    let scene = Scene::new(|exchange| exchange.answer_json(200, r#"{"file_id":"7"}"#));
    let transfer = ContactCenterTransfer::new(None);
    let upload = || scene.sdk.upload_data(b"x".to_vec(), "a.txt".into(), Some(transfer.clone()));
    upload().await.unwrap();
    transfer.cancel();
    let reason = "was used before; make one for each transfer".to_owned();
    assert_eq!(refusal(upload().await), ("transfer".to_owned(), reason));
}

/// A server that is asked and does not answer until the client has gone, and tells after half a second whether it has.
fn silent() -> (Scene, mpsc::Receiver<()>, mpsc::Receiver<bool>) {
    let (asked, is_asked) = mpsc::channel();
    let (gone, has_gone) = mpsc::channel();
    let scene = Scene::new(move |exchange| {
        exchange.body();
        asked.send(()).unwrap();
        gone.send(exchange.client_goes_within(Duration::from_millis(500))).unwrap();
    });
    (scene, is_asked, has_gone)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_question_whose_future_is_dropped_is_given_up_and_a_request_for_a_chat_is_not() {
    let (scene, is_asked, has_gone) = silent();
    tokio::select! {
        biased;
        answer = scene.sdk.get_version() => panic!("nobody answered: {answer:?}"),
        () = async { is_asked.recv_timeout(PATIENCE).unwrap() } => {}
    }
    assert_eq!(has_gone.recv_timeout(PATIENCE), Ok(true));
    tokio::select! {
        biased;
        answer = scene.sdk.request_chat(None, String::new(), Default::default()) => panic!("nobody answered: {answer:?}"),
        () = async { is_asked.recv_timeout(PATIENCE).unwrap() } => {}
    }
    assert_eq!(has_gone.recv_timeout(PATIENCE), Ok(false));
}
