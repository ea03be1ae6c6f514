//! Uploads and downloads of files and images.

use std::sync::Arc;

use super::{ContactCenterCommunicator, Result};
use crate::{
    configuration::{check_chat_id, check_path_id},
    files::{ContactCenterTransfer, ContactCenterUploadData, Meter, Source, Target},
    http::{Api, Failure},
    model::{ContactCenterDownloadedFile, ContactCenterError, ContactCenterImage, ContactCenterUploadedFile},
};

#[uniffi::export]
impl ContactCenterCommunicator {
    /// Uploads a file of this device, at most 25 MB (25 × 1024 × 1024 bytes). The other side sees it only when `send_chat_file`
    /// names it. The media type comes from the name; what a name may not hold (line breaks, quotes) is left out or replaced.
    ///
    /// Never tried again by itself: the server may have taken it. There is no limit to how long it may take, as long as something
    /// moves; it fails with `Timeout` when nothing has moved for the configuration's `request_timeout_ms`.
    ///
    /// Dropping the future (cancelling the coroutine) stops it like `transfer.cancel()`.
    ///
    /// # Errors
    /// `InvalidArgument` for a `path` that names no file, a folder, an empty file, one that is too large or may not be read;
    /// `File` where reading fails, or the file changes its length meanwhile; `Cancelled`;
    /// `ChatSessionUploadSizeLimitExceeded` and `ChatSessionFileError` of the server.
    pub async fn upload_file(
        &self,
        path: String,
        transfer: Option<Arc<ContactCenterTransfer>>,
    ) -> Result<ContactCenterUploadedFile> {
        self.transfer(transfer, |api, meter| async move { upload(&api, Source::open(&path).await?, meter).await }).await
    }

    /// Uploads bytes under a name; otherwise like `upload_file`.
    ///
    /// # Errors
    /// `InvalidArgument` for `data` that are empty or too large, and for an empty `file_name`.
    pub async fn upload_data(
        &self,
        data: Vec<u8>,
        file_name: String,
        transfer: Option<Arc<ContactCenterTransfer>>,
    ) -> Result<ContactCenterUploadedFile> {
        let source = Source::from_data(data, &file_name)?;
        self.transfer(transfer, |api, meter| async move { upload(&api, source, meter).await }).await
    }

    /// Uploads bytes that were gathered piece by piece; otherwise like `upload_data`. They are taken: a second upload needs its own.
    ///
    /// # Errors
    /// As `upload_data`.
    pub async fn upload_gathered_data(
        &self,
        data: Arc<ContactCenterUploadData>,
        file_name: String,
        transfer: Option<Arc<ContactCenterTransfer>>,
    ) -> Result<ContactCenterUploadedFile> {
        self.upload_data(data.take(), file_name, transfer).await
    }

    /// Downloads a file of a chat, at most 100 MB, into a folder that exists. It appears there when it is whole, readable by this
    /// user alone; where `file_name` is taken, `name (2).ext` is next. Of `file_name` only what can be the name of a visible file
    /// is used, on a memory card as well: `:*?"<>|` become `_`. Time limits and cancelling are those of `upload_file`; until it is
    /// whole there is a hidden file `.contact-center-….part`, which only the end of the process can leave behind; after a day, the next
    /// download into the folder removes it.
    ///
    /// # Errors
    /// `InvalidArgument` for a `directory` that does not exist, is none, or cannot be written to; `File` where writing fails (a
    /// full disk); `Transport` where the answer breaks off; `ChatSessionFileNotFound`; `Cancelled`.
    pub async fn download_file(
        &self,
        chat_id: String,
        file_id: String,
        directory: String,
        file_name: String,
        transfer: Option<Arc<ContactCenterTransfer>>,
    ) -> Result<ContactCenterDownloadedFile> {
        check_chat_id(&chat_id)?;
        check_path_id("file_id", &file_id)?;
        self.transfer(transfer, |api, meter| async move {
            let target = Target::new(directory, &file_name).await?;
            target.receive(api.file(&chat_id, &file_id).await?, &meter).await
        })
        .await
    }

    /// Downloads what `chat_session_file_url` points to, from whatever host, over https alone; otherwise like `download_file`. Up to
    /// three redirects are followed. Nothing that identifies this client is sent.
    ///
    /// # Errors
    /// `InvalidArgument` for a `file_url` that is not https or holds a user name or a password; `Tls` under the configuration's
    /// `trust_extra_roots_only`, unless those very roots vouch for the host.
    pub async fn download_file_url(
        &self,
        file_url: String,
        directory: String,
        file_name: String,
        transfer: Option<Arc<ContactCenterTransfer>>,
    ) -> Result<ContactCenterDownloadedFile> {
        let url = self.inner.shared.settings.check_file_url(&file_url)?;
        self.transfer(transfer, |api, meter| async move {
            let target = Target::new(directory, &file_name).await?;
            target.receive(api.file_elsewhere(url).await?, &meter).await
        })
        .await
    }

    /// The picture of a party of the chat, at most `max_response_bytes`; none where the server has none.
    ///
    /// # Errors
    /// `UnexpectedResponse` where a page comes instead: the base URL leads elsewhere.
    pub async fn get_party_photo(&self, chat_id: String, party_id: String) -> Result<Option<ContactCenterImage>> {
        check_chat_id(&chat_id)?;
        check_path_id("party_id", &party_id)?;
        self.ask(|api| async move { api.party_photo(&chat_id, &party_id).await }).await
    }

    /// The picture of the chat that is shown until a party has joined, at most `max_response_bytes`; none where the server has none.
    ///
    /// # Errors
    /// `UnexpectedResponse` where a page comes instead: the base URL leads elsewhere.
    pub async fn get_chat_icon(&self, chat_id: String) -> Result<Option<ContactCenterImage>> {
        check_chat_id(&chat_id)?;
        self.ask(|api| async move { api.chat_icon(&chat_id).await }).await
    }
}

impl ContactCenterCommunicator {
    async fn transfer<T, F>(
        &self,
        transfer: Option<Arc<ContactCenterTransfer>>,
        work: impl FnOnce(Arc<Api>, Arc<Meter>) -> F,
    ) -> Result<T>
    where
        T: Send + 'static,
        F: Future<Output = std::result::Result<T, Failure>> + Send + 'static,
    {
        let shared = &self.inner.shared;
        if shared.dispatcher.is_stopped() {
            return Err(ContactCenterError::ShutDown {});
        }
        let meter = Meter::new(transfer, shared.dispatcher.clone())?;
        let patience = shared.settings.request_timeout;
        let work = work(shared.api.clone(), meter.clone());
        let inner = self.inner.clone();
        let work = async move {
            inner.identified().await?;
            work.await
        };
        let outcome = self.host.run_while_wanted(async move { meter.run(patience, work).await }).await;
        self.inner.unless_shut_down(outcome)
    }
}

async fn upload(
    api: &Api,
    source: Source,
    meter: Arc<Meter>,
) -> std::result::Result<ContactCenterUploadedFile, Failure> {
    let (name, kind) = (source.file_name.clone(), source.file_type.clone());
    api.upload(source.into_form(meter)?, name, kind).await
}
