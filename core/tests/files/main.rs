//! Uploads and downloads, against a server that does what a test says.

#![allow(missing_docs, clippy::unwrap_used)]

#[path = "../common/mod.rs"]
mod common;
mod downloads;
mod giving_up;
mod hostile_servers;
mod other_hosts;
mod pictures;
mod progress;
mod server;
mod uploads;

use std::{fs, path::Path, sync::Arc};

use contact_center_core::*;
use server::{Exchange, FileServer};

const CHAT: &str = "d6c1adc2-385b-42e5-9e0a-1883c2bc5f81";

/// A server, a communicator that trusts it, and a folder.
struct Scene {
    server: FileServer,
    sdk: Arc<ContactCenterCommunicator>,
    folder: tempfile::TempDir,
}

impl Scene {
    fn new(handle: impl Fn(&mut Exchange) + Send + Sync + 'static) -> Self {
        Self::with(|_| {}, handle)
    }

    fn with(
        change: impl FnOnce(&mut ContactCenterConfiguration),
        handle: impl Fn(&mut Exchange) + Send + Sync + 'static,
    ) -> Self {
        let server = FileServer::start(handle);
        let mut configuration = server::configuration(&[&server]);
        change(&mut configuration);
        let (sdk, _) = common::communicator(configuration);
        Self { server, sdk, folder: tempfile::tempdir().unwrap() }
    }

    /// A place in the folder.
    fn path(&self, name: &str) -> String {
        self.folder.path().join(name).to_str().unwrap().to_owned()
    }

    fn file(&self, name: &str, content: impl AsRef<[u8]>) -> String {
        fs::write(self.path(name), content).unwrap();
        self.path(name)
    }

    /// The folder into which the tests download.
    fn downloads(&self) -> String {
        fs::create_dir_all(self.path("downloads")).unwrap();
        self.path("downloads")
    }

    async fn download(&self, file_name: &str) -> Result<ContactCenterDownloadedFile, ContactCenterError> {
        self.download_with(file_name, None).await
    }

    async fn download_with(
        &self,
        file_name: &str,
        transfer: Option<Arc<ContactCenterTransfer>>,
    ) -> Result<ContactCenterDownloadedFile, ContactCenterError> {
        self.sdk.download_file(CHAT.into(), "f-1".into(), self.downloads(), file_name.into(), transfer).await
    }

    /// Everything in the folder for downloads, hidden files too.
    fn downloaded(&self) -> Vec<String> {
        names_in(self.downloads())
    }
}

fn names_in(folder: impl AsRef<Path>) -> Vec<String> {
    let names = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<_> = names.collect();
    names.sort();
    names
}

/// Argument and reason of a refusal.
fn refusal<T: std::fmt::Debug>(result: Result<T, ContactCenterError>) -> (String, String) {
    match result {
        Err(ContactCenterError::InvalidArgument { argument, reason }) => (argument, reason),
        other => panic!("not refused by name: {other:?}"),
    }
}

/// So many bytes of which no two pieces are the same.
fn content(length: usize) -> Vec<u8> {
    (0..length).map(|at| (at / 251 + at) as u8).collect()
}
