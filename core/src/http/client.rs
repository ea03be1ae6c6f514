//! The one HTTP client: headers, time limits and the bound on what is read.

use std::{
    fmt,
    sync::{Arc, OnceLock},
    time::{Duration, SystemTime},
};

use bytes::Bytes;
use reqwest::{
    Client, ClientBuilder, Method, RequestBuilder, Response, StatusCode, Url,
    header::{self, HeaderMap, HeaderValue},
    multipart::Form,
    redirect,
};
use tokio::{runtime::Handle, time::timeout};

use super::{
    Download, Failure,
    connections::{self, NoteConnections, Sent, died_unanswered},
    cookies::Cookies,
    headers::{coding, content_type, retry_after},
    proxy, redirects, trust,
};
use crate::{configuration::Settings, model::ContactCenterError, secret::Secret, wire};

const NO_CACHE: HeaderValue = HeaderValue::from_static("no-cache");
const JSON: HeaderValue = HeaderValue::from_static("application/json; charset=UTF-8");
const IDENTITY: HeaderValue = HeaderValue::from_static("identity");
/// No error of the API is longer than this, in bytes.
const MAX_REFUSAL: u64 = 4096;

/// An answer with a status of success.
pub(super) struct Answer {
    pub(super) status: i32,
    pub(super) content_type: Option<String>,
    pub(super) body: Vec<u8>,
}

/// For a log.
impl fmt::Display for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "status {}, {} bytes", self.status, self.body.len())
    }
}

impl Answer {
    /// A page for a browser. Web servers have one for every address that they do not know, and call it a success.
    pub(super) fn is_page(&self) -> bool {
        self.content_type.as_ref().is_some_and(|content_type| content_type.starts_with("text/html"))
    }
}

/// Whether a request may be sent a second time where its connection died without an answer.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Repeat {
    /// The server may have acted on it, or an answer with events may be lost.
    Never,
    /// Once, on a fresh connection, where the one that died had served other requests before.
    OnFreshConnection,
}

pub(super) struct HttpClient {
    client: Client,
    /// Makes a connection for each request and keeps none.
    fresh: Client,
    /// Where requests are sent.
    connections: Handle,
    /// The cookies of the API's origin, where the settings want them kept.
    cookies: Option<Arc<Cookies>>,
    /// Set before the first request, as soon as the client id is known.
    authorization: OnceLock<HeaderValue>,
    /// The longest answer that is read into memory, in bytes.
    longest_answer: usize,
    has_proxy: bool,
    /// How long an answer may take to begin, on top of the time for connecting.
    first_byte: Duration,
    connect: Duration,
    stall: Duration,
}

impl HttpClient {
    pub(super) fn new(settings: &Settings, connections: Handle) -> Result<Self, ContactCenterError> {
        let client = builder(settings)?
            // A connection that has been idle for long may be dead without either side knowing.
            .pool_idle_timeout(Duration::from_secs(20));
        let fresh = builder(settings)?.pool_max_idle_per_host(0);
        Ok(Self {
            client: built(client)?,
            fresh: built(fresh)?,
            connections,
            cookies: settings.keeps_cookies.then(Arc::default),
            authorization: OnceLock::new(),
            longest_answer: settings.max_response_bytes,
            has_proxy: settings.proxy_url.is_some(),
            first_byte: settings.first_byte_timeout,
            connect: settings.connect_timeout,
            stall: settings.stall_timeout,
        })
    }

    /// Sets what every request to the API carries; once.
    pub(super) fn authorize(&self, authorization: &Secret<String>) -> Result<(), ContactCenterError> {
        let mut authorization = HeaderValue::from_str(authorization.reveal())
            .map_err(|_| ContactCenterError::invalid("app_id", "does not fit into a header"))?;
        authorization.set_sensitive(true);
        let _ = self.authorization.set(authorization);
        Ok(())
    }

    pub(super) async fn get(&self, url: Url, limit: Duration) -> Result<Answer, Failure> {
        self.call(url, Call { first_byte: self.first_byte, ..Call::get(limit) }).await
    }

    /// A request whose answer may take the whole of `limit` to begin. Never repeated here: the server may have answered to the
    /// connection that died, with events, and only the engine knows how to find them.
    pub(super) async fn poll(&self, url: Url, limit: Duration) -> Result<Answer, Failure> {
        self.call(url, Call { repeat: Repeat::Never, ..Call::get(limit) }).await
    }

    pub(super) async fn post(
        &self,
        url: Url,
        json: Option<Vec<u8>>,
        limit: Duration,
        repeat: Repeat,
    ) -> Result<Answer, Failure> {
        let json = json.map(Bytes::from);
        self.call(url, Call { method: Method::POST, json, limit, first_byte: self.first_byte, repeat }).await
    }

    /// Sends a form as it is read. Without a time limit: the caller watches whether something moves.
    pub(super) async fn upload(&self, url: Url, form: Form) -> Result<Answer, Failure> {
        let request = self.to_api(&self.client, Method::POST, url).multipart(form);
        let (sent, _) = connections::send(&self.connections, request).await?;
        let response = sent.map_err(|error| self.failure(error))?;
        self.keep_cookies(&response);
        redirects::within_api(&response, &Method::POST, false)?;
        self.read(response).await
    }

    /// An answer that is read as it comes; without a limit for the whole of it.
    pub(super) async fn download(&self, url: Url) -> Result<Download, Failure> {
        // The limit is for calls whose answer is read whole.
        let call = Call { first_byte: self.first_byte, ..Call::get(Duration::MAX) };
        self.opened(follow(url, &Method::GET, |url| self.begun_by_api(url, &call)).await?).await
    }

    /// The same from wherever `url` and up to three redirects lead, as long as `may_ask` agrees. Nothing that identifies this
    /// client is sent.
    pub(super) async fn download_elsewhere(
        &self,
        mut url: Url,
        may_ask: impl Fn(&Url) -> bool,
    ) -> Result<Download, Failure> {
        for _ in 0..=redirects::MOST {
            let request = |client: &Client| client.get(url.clone());
            let response = self.begun(request, self.first_byte, Repeat::OnFreshConnection).await?;
            let Some(next) = redirects::target(&response) else { return self.opened(response).await };
            if !may_ask(&next) {
                return Err(redirects::refused(&response, "a redirect to something else than https"));
            }
            url = next;
        }
        Err(redirects::too_many())
    }

    /// One call of the API, with all of its redirects, and its answer.
    async fn call(&self, url: Url, call: Call) -> Result<Answer, Failure> {
        let answer = async { self.read(follow(url, &call.method, |url| self.begun_by_api(url, &call)).await?).await };
        match timeout(call.limit, answer).await {
            Ok(answer) => answer,
            Err(_) => Err(Failure::timeout("while waiting for the answer")),
        }
    }

    async fn begun_by_api(&self, url: Url, call: &Call) -> Result<Response, Failure> {
        let request = |client: &Client| {
            let request = self.to_api(client, call.method.clone(), url.clone());
            match call.json.clone() {
                Some(json) => request.header(header::CONTENT_TYPE, JSON).body(json),
                None if call.method == Method::POST => request.header(header::CONTENT_LENGTH, 0),
                None => request,
            }
        };
        let response = self.begun(request, call.first_byte, call.repeat).await?;
        self.keep_cookies(&response);
        Ok(response)
    }

    /// The only way in which the authorization and the cookies go out: to a URL that `Endpoints` has made, or to one of its
    /// origin to which that has sent us.
    fn to_api(&self, client: &Client, method: Method, url: Url) -> RequestBuilder {
        let cookies = self.cookies.as_ref().and_then(|cookies| cookies.header(&url, SystemTime::now()));
        let request = client.request(method, url).header(header::CACHE_CONTROL, NO_CACHE);
        let request = match self.authorization.get() {
            Some(authorization) => request.header(header::AUTHORIZATION, authorization.clone()),
            None => request,
        };
        match cookies {
            Some(cookies) => request.header(header::COOKIE, cookies),
            None => request,
        }
    }

    fn keep_cookies(&self, response: &Response) {
        if let Some(cookies) = &self.cookies {
            cookies.keep(response.url(), response.headers(), SystemTime::now());
        }
    }

    /// An answer that has begun in time. Whether there was a connection already is not known before, so the time for one counts
    /// always; and since connecting is given up by then, whatever is late is the answer.
    async fn begun(
        &self,
        request: impl Fn(&Client) -> RequestBuilder,
        first_byte: Duration,
        repeat: Repeat,
    ) -> Result<Response, Failure> {
        let (mut outcome, is_reused) = self.sent(request(&self.client), first_byte).await?;
        if let Err(error) = &outcome
            && repeat == Repeat::OnFreshConnection
            && is_reused
            && died_unanswered(error)
        {
            (outcome, _) = self.sent(request(&self.fresh), first_byte).await?;
        }
        outcome.map_err(|error| self.failure(error))
    }

    async fn sent(&self, request: RequestBuilder, first_byte: Duration) -> Result<Sent, Failure> {
        match timeout(self.connect.saturating_add(first_byte), connections::send(&self.connections, request)).await {
            Ok(sent) => sent,
            Err(_) => Err(Failure::timeout("while waiting for the answer")),
        }
    }

    fn failure(&self, error: reqwest::Error) -> Failure {
        match error.is_connect() && error.is_timeout() && self.has_proxy {
            // Which of the two does not answer, the client cannot tell.
            true => Failure::unreached(ContactCenterError::Proxy { reason: "no connection in time".to_owned() }),
            false => error.into(),
        }
    }

    async fn read(&self, response: Response) -> Result<Answer, Failure> {
        let response = self.accepted(response).await?;
        let (status, content_type) = (response.status().as_u16().into(), content_type(&response));
        let body = self.whole(&mut Download::new(response, self.stall)).await?;
        match wire::refusal_in_success(status, &body) {
            Some(error) => Err(error.into()),
            None => Ok(Answer { status, content_type, body }),
        }
    }

    /// A file: the whole of it, with status 200. The API may say under that status, too, that it has none.
    async fn opened(&self, response: Response) -> Result<Download, Failure> {
        let response = self.accepted(response).await?;
        let status = response.status();
        if status != StatusCode::OK {
            return Err(unexpected("no whole file", status));
        }
        let is_json = content_type(&response).is_some_and(|name| name.starts_with("application/json"));
        let mut download = Download::new(response, self.stall);
        if is_json && download.length().is_some_and(|length| length <= MAX_REFUSAL) {
            let body = self.whole(&mut download).await?;
            if wire::is_refusal_alone(&body)
                && let Some(error) = wire::refusal_in_success(status.as_u16().into(), &body)
            {
                return Err(error.into());
            }
            download.read_again(body.into());
        }
        Ok(download)
    }

    /// A response with a status of success and a body that can be taken as it comes, or why it is none.
    async fn accepted(&self, response: Response) -> Result<Response, Failure> {
        let (status, retry_after) = (response.status(), retry_after(response.headers()));
        if let Some(coding) = coding(response.headers()) {
            return Err(Failure { retry_after, ..unexpected(&format!("a body compressed with {coding}"), status) });
        }
        if !status.is_success() {
            let body = self.whole(&mut Download::new(response, self.stall)).await?;
            let error = wire::refusal(status.as_u16().into(), &body);
            return Err(Failure { error, retry_after, reached: true });
        }
        if status == StatusCode::PARTIAL_CONTENT {
            return Err(unexpected("a part of an answer, although the SDK asks for no part", status));
        }
        Ok(response)
    }

    async fn whole(&self, download: &mut Download) -> Result<Vec<u8>, Failure> {
        let mut body = Vec::new();
        while let Some(chunk) = download.next().await? {
            if body.len() + chunk.len() > self.longest_answer {
                let (reason, status) = (format!("it is longer than {} bytes", self.longest_answer), download.status());
                return Err(ContactCenterError::ResponseTooLarge { reason, status }.into());
            }
            body.extend_from_slice(&chunk);
        }
        Ok(body)
    }
}

/// What a call is made of beside its URL.
struct Call {
    method: Method,
    json: Option<Bytes>,
    /// For all of its redirects, and the whole of its answer.
    limit: Duration,
    /// How long the answer may take to begin, on top of the time for connecting.
    first_byte: Duration,
    repeat: Repeat,
}

impl Call {
    fn get(limit: Duration) -> Self {
        let (method, repeat) = (Method::GET, Repeat::OnFreshConnection);
        Self { method, json: None, limit, first_byte: limit, repeat }
    }
}

fn unexpected(reason: &str, status: StatusCode) -> Failure {
    let status = status.as_u16().into();
    ContactCenterError::UnexpectedResponse { reason: reason.to_owned(), status }.into()
}

/// Sends a request that can be repeated to where the API sends us.
async fn follow<F>(mut url: Url, method: &Method, request: impl Fn(Url) -> F) -> Result<Response, Failure>
where
    F: Future<Output = Result<Response, Failure>>,
{
    for _ in 0..=redirects::MOST {
        let response = request(url).await?;
        match redirects::within_api(&response, method, true)? {
            Some(next) => url = next,
            None => return Ok(response),
        }
    }
    Err(redirects::too_many())
}

/// What both clients have in common.
fn builder(settings: &Settings) -> Result<ClientBuilder, ContactCenterError> {
    let builder = Client::builder()
        .user_agent("MobileClient")
        .default_headers(HeaderMap::from_iter([(header::ACCEPT_ENCODING, IDENTITY)]))
        .tls_backend_preconfigured(trust::tls(settings)?)
        .connect_timeout(settings.connect_timeout)
        .connector_layer(NoteConnections)
        // They are followed by hand, where `redirects` says so.
        .redirect(redirect::Policy::none())
        // None of the environment.
        .no_proxy()
        .tcp_nodelay(true)
        // Servers exist that know `Authorization` in this spelling alone, or that write odd headers of their own.
        .http1_title_case_headers()
        .http1_allow_obsolete_multiline_headers_in_responses(true)
        .http1_allow_spaces_after_header_name_in_responses(true)
        .http1_ignore_invalid_headers_in_responses(true);
    Ok(match &settings.proxy_url {
        Some(url) => builder.proxy(proxy::proxy(url)?),
        None => builder,
    })
}

fn built(builder: ClientBuilder) -> Result<Client, ContactCenterError> {
    builder
        .build()
        .map_err(|error| ContactCenterError::Internal { reason: format!("no HTTP client ({})", innermost(&error)) })
}

fn innermost(error: &dyn std::error::Error) -> String {
    match error.source() {
        Some(source) => innermost(source),
        None => error.to_string(),
    }
}
