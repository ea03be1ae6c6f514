//! The calls of the API, one short function each: endpoint, body, and how to read the answer.

use std::{
    fmt,
    time::{Duration, Instant},
};

use reqwest::{Url, multipart::Form};
use tokio::runtime::Handle;

use super::{
    Download, Failure,
    client::{HttpClient, Repeat},
    endpoints::Endpoints,
};
use crate::{
    configuration::{Settings, Transports},
    logging::{Log, Short},
    model::{
        ContactCenterChatSession, ContactCenterChatSessionProperties, ContactCenterError, ContactCenterEvent,
        ContactCenterFileType, ContactCenterIceServer, ContactCenterImage, ContactCenterParameter,
        ContactCenterServiceAvailability, ContactCenterUploadedFile, ContactCenterVersion,
        ContactCenterWidgetConfiguration,
    },
    secret::Secret,
    wire::{self, ClientEvent, RequestChat, Subscription},
};

pub(crate) struct Api {
    http: HttpClient,
    endpoints: Endpoints,
    limit: Duration,
    poll_limit: Duration,
    transports: Transports,
    log: Log,
}

impl Api {
    pub(crate) fn new(settings: &Settings, connections: Handle, log: Log) -> Result<Self, ContactCenterError> {
        Ok(Self {
            http: HttpClient::new(settings, connections)?,
            endpoints: Endpoints::new(&settings.base_url, &settings.tenant_url),
            limit: settings.request_timeout,
            poll_limit: settings.poll_timeout,
            transports: settings.transports,
            log,
        })
    }

    /// Sets who asks. To be called once, before anything is asked.
    pub(crate) fn authorize(&self, authorization: &Secret<String>) -> Result<(), ContactCenterError> {
        self.http.authorize(authorization)
    }

    pub(crate) async fn version(&self) -> Result<ContactCenterVersion, Failure> {
        self.get(&["version"], wire::version).await
    }

    pub(crate) async fn availability(&self) -> Result<ContactCenterServiceAvailability, Failure> {
        self.get(&["availability"], wire::availability).await
    }

    pub(crate) async fn request_chat(
        &self,
        request: &RequestChat,
    ) -> Result<ContactCenterChatSessionProperties, Failure> {
        // It finds the session that it has begun. A message in it would come twice.
        let repeat = if request.has_message() { Repeat::Never } else { Repeat::OnFreshConnection };
        self.post(&["chats"], Some(wire::to_json(request)), repeat, wire::session_properties).await
    }

    pub(crate) async fn active_chat(&self) -> Result<ContactCenterChatSessionProperties, Failure> {
        self.get(&["chats", "active"], wire::session_properties).await
    }

    /// Holds until there are events, or for the server's hold. "No events" as an error is an empty answer.
    pub(crate) async fn poll(&self, chat_id: &str) -> Result<Vec<ContactCenterEvent>, Failure> {
        let path = ["chats", chat_id, "events"];
        match self.watched("GET", &path, self.http.poll(self.endpoints.get(&path), self.poll_limit)).await {
            Ok(answer) => Ok(wire::events(answer.status, &answer.body)?),
            Err(Failure { error: ContactCenterError::ChatSessionNoEvents { .. }, .. }) => Ok(Vec::new()),
            Err(failure) => Err(failure),
        }
    }

    /// The answer may hold events of the server; they belong into the same stream as those of a poll.
    pub(crate) async fn send(&self, chat_id: &str, events: &[ClientEvent]) -> Result<Vec<ContactCenterEvent>, Failure> {
        self.post(&["chats", chat_id, "events"], Some(ClientEvent::envelope(events)), Repeat::Never, wire::events).await
    }

    pub(crate) async fn history(&self, chat_id: &str) -> Result<Vec<ContactCenterEvent>, Failure> {
        let read = |status, body: &[u8]| wire::history(chat_id, status, body);
        match self.get(&["chats", chat_id, "history"], read).await {
            Err(Failure { error: ContactCenterError::ChatSessionNoEvents { .. }, .. }) => Ok(Vec::new()),
            answer => answer,
        }
    }

    pub(crate) async fn case_history(&self, chat_id: &str) -> Result<Vec<ContactCenterChatSession>, Failure> {
        self.get(&["chats", chat_id, "casehistory"], wire::case_history).await
    }

    pub(crate) async fn close_case(&self, chat_id: &str) -> Result<(), Failure> {
        self.post(&["chats", chat_id, "closecase"], None, Repeat::Never, wire::accepted).await
    }

    pub(crate) async fn subscribe(&self, chat_id: &str, subscription: &Subscription) -> Result<(), Failure> {
        let (path, json) = (["chats", chat_id, "notifications"], wire::to_json(subscription));
        self.post(&path, Some(json), Repeat::OnFreshConnection, wire::accepted).await
    }

    pub(crate) async fn parameters(&self) -> Result<Vec<ContactCenterParameter>, Failure> {
        self.get(&["parameters"], wire::parameters).await
    }

    pub(crate) async fn widget_configuration(&self) -> Result<ContactCenterWidgetConfiguration, Failure> {
        self.get(&["configuration"], wire::widget_configuration).await
    }

    /// Newer servers encrypt the answer with a key made of the chat id, so they must be told it.
    pub(crate) async fn ice_servers(&self, chat_id: &str) -> Result<Vec<ContactCenterIceServer>, Failure> {
        let mut url = self.endpoints.get(&["iceservers"]);
        url.query_pairs_mut().append_pair("sessionId", chat_id);
        let answer = self.watched("GET", &["iceservers"], self.http.get(url, self.limit)).await?;
        Ok(wire::ice_servers(chat_id, answer.status, &answer.body)?)
    }

    pub(crate) async fn upload(
        &self,
        form: Form,
        file_name: String,
        file_type: ContactCenterFileType,
    ) -> Result<ContactCenterUploadedFile, Failure> {
        let path = ["files"];
        let answer = self.watched("POST", &path, self.http.upload(self.endpoints.post(&path), form)).await?;
        Ok(wire::uploaded(answer.status, &answer.body, file_name, file_type)?)
    }

    /// A file of a chat. Some servers have it only beside the API, where no authorization is asked for, so none is sent there.
    pub(crate) async fn file(&self, chat_id: &str, file_id: &str) -> Result<Download, Failure> {
        let path = ["chats", chat_id, "files", file_id];
        let documented = self.watched("GET", &path, self.http.download(self.endpoints.get(&path))).await;
        let missing = match documented {
            Err(missing) if missing.error.status() == Some(404) || is_no_file(&missing) => missing,
            other => return other,
        };
        match self.file_elsewhere(self.endpoints.public_file(file_id)).await {
            // It is not there either, and the API said so in better words.
            Err(refused) if refused.error.status().is_some() => Err(missing),
            other => other,
        }
    }

    /// A file wherever it lies.
    pub(crate) async fn file_elsewhere(&self, url: Url) -> Result<Download, Failure> {
        let download = self.http.download_elsewhere(url, |next| self.transports.allow(next));
        self.watched("GET", &["a file elsewhere"], download).await
    }

    pub(crate) async fn party_photo(
        &self,
        chat_id: &str,
        party_id: &str,
    ) -> Result<Option<ContactCenterImage>, Failure> {
        self.image(&["chats", chat_id, "profilephotos", party_id]).await
    }

    pub(crate) async fn chat_icon(&self, chat_id: &str) -> Result<Option<ContactCenterImage>, Failure> {
        self.image(&["chats", chat_id, "chaticon"]).await
    }

    async fn image(&self, path: &[&str]) -> Result<Option<ContactCenterImage>, Failure> {
        match self.watched("GET", path, self.http.get(self.endpoints.get(path), self.limit)).await {
            Ok(answer) if answer.body.is_empty() => Ok(None),
            Ok(answer) if answer.is_page() => {
                let reason = "an HTML page instead of a picture".to_owned();
                Err(ContactCenterError::UnexpectedResponse { reason, status: answer.status }.into())
            }
            Ok(answer) => Ok(Some(ContactCenterImage { data: answer.body, content_type: answer.content_type })),
            Err(missing) if missing.is_not_found() || is_no_file(&missing) => Ok(None),
            Err(failure) => Err(failure),
        }
    }

    async fn get<T>(&self, path: &[&str], read: impl Reader<T>) -> Result<T, Failure> {
        let answer = self.watched("GET", path, self.http.get(self.endpoints.get(path), self.limit)).await?;
        Ok(read(answer.status, &answer.body)?)
    }

    async fn post<T>(
        &self,
        path: &[&str],
        json: Option<Vec<u8>>,
        repeat: Repeat,
        read: impl Reader<T>,
    ) -> Result<T, Failure> {
        let request = self.http.post(self.endpoints.post(path), json, self.limit, repeat);
        let answer = self.watched("POST", path, request).await?;
        Ok(read(answer.status, &answer.body)?)
    }

    /// Every request is worth a line of the log.
    async fn watched<T: fmt::Display>(
        &self,
        method: &str,
        path: &[&str],
        request: impl Future<Output = Result<T, Failure>>,
    ) -> Result<T, Failure> {
        let began = Instant::now();
        let outcome = request.await;
        let (path, took) = (Shown(path), began.elapsed().as_millis());
        match &outcome {
            Ok(answer) => self.log.debug("http", format_args!("{method} {path}: {answer} after {took} ms")),
            Err(failure) => {
                self.log.info("http", format_args!("{method} {path}: {} after {took} ms", failure.error));
            }
        }
        outcome
    }
}

/// A path as it may stand in a log: without the ids in it, but for the beginning of the chat's.
struct Shown<'a>(&'a [&'a str]);

impl fmt::Display for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            ["chats", chat_id, what, _id] => write!(f, "chats/{}/{what}/…", Short(chat_id)),
            ["chats", chat_id, what] => write!(f, "chats/{}/{what}", Short(chat_id)),
            path => write!(f, "{}", path.join("/")),
        }
    }
}

/// The server's code for a file that it does not have; the status beside it varies.
fn is_no_file(failure: &Failure) -> bool {
    matches!(failure.error, ContactCenterError::ChatSessionFileNotFound { .. })
}

/// How to read the body of an answer with a status of success.
trait Reader<T>: FnOnce(i32, &[u8]) -> Result<T, ContactCenterError> {}

impl<T, R: FnOnce(i32, &[u8]) -> Result<T, ContactCenterError>> Reader<T> for R {}
