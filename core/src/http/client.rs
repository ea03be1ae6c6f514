//! The one HTTP client: headers, time limits and the bound on what is read.

use std::{
    fmt,
    sync::OnceLock,
    time::{Duration, Instant, SystemTime},
};

use bytes::Bytes;
use reqwest::{
    Client, Method, RequestBuilder, Response, Url,
    header::{self, HeaderMap, HeaderValue},
    multipart::Form,
    redirect,
};
use tokio::time::timeout;

use super::{Download, Failure, proxy, redirects, trust};
use crate::{configuration::Settings, model::ContactCenterError, secret::Secret, wire};

/// However long a server asks us to stay away, it is asked again after an hour.
const LONGEST_RETRY_AFTER: Duration = Duration::from_secs(3600);
const NO_CACHE: HeaderValue = HeaderValue::from_static("no-cache");
const JSON: HeaderValue = HeaderValue::from_static("application/json; charset=UTF-8");

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

pub(super) struct HttpClient {
    client: Client,
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
    pub(super) fn new(settings: &Settings) -> Result<Self, ContactCenterError> {
        let builder = Client::builder()
            .user_agent("MobileClient")
            .tls_backend_preconfigured(trust::tls(settings)?)
            .connect_timeout(settings.connect_timeout)
            // They are followed by hand, where `redirects` says so.
            .redirect(redirect::Policy::none())
            // None of the environment.
            .no_proxy()
            .tcp_nodelay(true)
            // A connection that has been idle for long may be dead without either side knowing.
            .pool_idle_timeout(Duration::from_secs(20));
        let builder = match &settings.proxy_url {
            Some(url) => builder.proxy(proxy::proxy(url)?),
            None => builder,
        };
        let client = builder.build().map_err(|error| ContactCenterError::Internal {
            reason: format!("no HTTP client ({})", innermost(&error)),
        })?;
        Ok(Self {
            client,
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
        self.read(self.call(Method::GET, url, None, limit, self.first_byte).await?).await
    }

    /// A question whose answer may take the whole of `limit` to begin.
    pub(super) async fn poll(&self, url: Url, limit: Duration) -> Result<Answer, Failure> {
        self.read(self.call(Method::GET, url, None, limit, limit).await?).await
    }

    pub(super) async fn post(&self, url: Url, json: Option<Vec<u8>>, limit: Duration) -> Result<Answer, Failure> {
        let json = json.map(Bytes::from);
        self.read(self.call(Method::POST, url, json, limit, self.first_byte).await?).await
    }

    /// Sends a form as it is read. Without a time limit: whoever asks watches whether something moves.
    pub(super) async fn upload(&self, url: Url, form: Form) -> Result<Answer, Failure> {
        let response = self.sent(self.to_api(Method::POST, url).multipart(form)).await?;
        redirects::within_api(&response, &Method::POST, false)?;
        self.read(response).await
    }

    /// An answer that is read as it comes; without a limit for the whole of it.
    pub(super) async fn download(&self, url: Url) -> Result<Download, Failure> {
        let request = |url| self.begun(self.to_api(Method::GET, url), self.first_byte);
        self.opened(follow(url, &Method::GET, request).await?).await
    }

    /// The same from wherever `url` and up to three redirects lead, as long as `may_ask` agrees. Nothing that identifies this
    /// client is sent.
    pub(super) async fn download_elsewhere(
        &self,
        mut url: Url,
        may_ask: impl Fn(&Url) -> bool,
    ) -> Result<Download, Failure> {
        for _ in 0..=redirects::MOST {
            let response = self.begun(self.client.get(url), self.first_byte).await?;
            let Some(next) = redirects::target(&response) else { return self.opened(response).await };
            if !may_ask(&next) {
                return Err(redirects::refused(&response, "a redirect to something else than https"));
            }
            url = next;
        }
        Err(redirects::too_many())
    }

    /// One call of the API, which has `limit` for all of its redirects and for its answer.
    async fn call(
        &self,
        method: Method,
        url: Url,
        json: Option<Bytes>,
        limit: Duration,
        first_byte: Duration,
    ) -> Result<Response, Failure> {
        let until = Instant::now() + limit;
        let request = |url| {
            let left = until.saturating_duration_since(Instant::now());
            let request = self.to_api(method.clone(), url).timeout(left);
            let request = match json.clone() {
                Some(json) => request.header(header::CONTENT_TYPE, JSON).body(json),
                None if method == Method::POST => request.header(header::CONTENT_LENGTH, 0),
                None => request,
            };
            self.begun(request, first_byte)
        };
        follow(url, &method, request).await
    }

    /// The only way in which the authorization goes out: to a URL that `Endpoints` has made, or to one of its origin to which
    /// that has sent us.
    fn to_api(&self, method: Method, url: Url) -> RequestBuilder {
        let request = self.client.request(method, url).header(header::CACHE_CONTROL, NO_CACHE);
        match self.authorization.get() {
            Some(authorization) => request.header(header::AUTHORIZATION, authorization.clone()),
            None => request,
        }
    }

    /// An answer that has begun in time. Whether there was a connection already is not known here, so the time for one counts always;
    /// and since connecting is given up by then, whatever is late is the answer.
    async fn begun(&self, request: RequestBuilder, first_byte: Duration) -> Result<Response, Failure> {
        match timeout(self.connect.saturating_add(first_byte), self.sent(request)).await {
            Ok(begun) => begun,
            Err(_) => Err(Failure::timeout("while waiting for the answer")),
        }
    }

    async fn sent(&self, request: RequestBuilder) -> Result<Response, Failure> {
        request.send().await.map_err(|error| match error.is_connect() && error.is_timeout() && self.has_proxy {
            // Which of the two does not answer, nobody can tell.
            true => Failure::unreached(ContactCenterError::Proxy { reason: "no connection in time".to_owned() }),
            false => error.into(),
        })
    }

    async fn read(&self, response: Response) -> Result<Answer, Failure> {
        let response = self.accepted(response).await?;
        let (status, content_type) = (response.status().as_u16().into(), content_type(&response));
        Ok(Answer { status, content_type, body: self.whole(response).await? })
    }

    async fn opened(&self, response: Response) -> Result<Download, Failure> {
        Ok(Download::new(self.accepted(response).await?, self.stall))
    }

    /// A response with a status of success and a body that can be taken as it comes, or why it is none.
    async fn accepted(&self, response: Response) -> Result<Response, Failure> {
        let (status, retry_after) = (response.status().as_u16().into(), retry_after(response.headers()));
        if is_encoded(&response) {
            // Nobody asked for it, and what is small when it is packed may be anything when it is not.
            let error = ContactCenterError::UnexpectedResponse { reason: "a compressed body".to_owned(), status };
            return Err(Failure { error, retry_after, reached: true });
        }
        if !response.status().is_success() {
            let error = wire::refusal(status, &self.whole(response).await?);
            return Err(Failure { error, retry_after, reached: true });
        }
        Ok(response)
    }

    async fn whole(&self, response: Response) -> Result<Vec<u8>, Failure> {
        let status = response.status().as_u16().into();
        let mut download = Download::new(response, self.stall);
        let mut body = Vec::new();
        while let Some(chunk) = download.next().await? {
            if body.len() + chunk.len() > self.longest_answer {
                let reason = format!("it is longer than {} bytes", self.longest_answer);
                return Err(ContactCenterError::ResponseTooLarge { reason, status }.into());
            }
            body.extend_from_slice(&chunk);
        }
        Ok(body)
    }
}

fn is_encoded(response: &Response) -> bool {
    let encodings = response.headers().get_all(header::CONTENT_ENCODING);
    encodings.iter().any(|encoding| !encoding.as_bytes().trim_ascii().eq_ignore_ascii_case(b"identity"))
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

pub(super) fn content_type(response: &Response) -> Option<String> {
    Some(response.headers().get(header::CONTENT_TYPE)?.to_str().ok()?.to_owned())
}

/// The pause that the server asks for, at most an hour: seconds, or a point in time by the server's clock.
fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let text = |name| Some(headers.get(name)?.to_str().ok()?.trim());
    let date = |text: &str| httpdate::parse_http_date(text).ok();
    let asked = text(header::RETRY_AFTER)?;
    let pause = match asked.parse() {
        Ok(seconds) => Duration::from_secs(seconds),
        Err(_) => {
            let until = date(asked)?;
            let now = text(header::DATE).and_then(date).unwrap_or_else(SystemTime::now);
            until.duration_since(now).unwrap_or_default()
        }
    };
    Some(pause.min(LONGEST_RETRY_AFTER))
}

fn innermost(error: &dyn std::error::Error) -> String {
    match error.source() {
        Some(source) => innermost(source),
        None => error.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pause(retry_after: &str, date: Option<&str>) -> Option<Duration> {
        let mut headers = HeaderMap::new();
        let value = |text: &str| HeaderValue::from_str(text).expect("fits into a header");
        headers.insert(header::RETRY_AFTER, value(retry_after));
        if let Some(date) = date {
            headers.insert(header::DATE, value(date));
        }
        super::retry_after(&headers)
    }

    #[test]
    fn a_server_says_in_seconds_or_by_its_clock_how_long_to_stay_away() {
        const NOON: Option<&str> = Some("Fri, 31 Dec 1999 12:00:00 GMT");
        for (retry_after, date, seconds) in [
            ("7", None, Some(7)),
            (" 7 ", NOON, Some(7)),
            ("86400", None, Some(3600)),
            ("Fri, 31 Dec 1999 12:00:30 GMT", NOON, Some(30)),
            ("Friday, 31-Dec-99 12:01:00 GMT", NOON, Some(60)),
            ("Fri, 31 Dec 1999 23:59:59 GMT", NOON, Some(3600)),
            ("Fri, 31 Dec 1999 11:59:59 GMT", NOON, Some(0)),
            ("soon", NOON, None),
            ("-1", NOON, None),
        ] {
            assert_eq!(pause(retry_after, date), seconds.map(Duration::from_secs), "{retry_after}");
        }
    }

    #[test]
    fn without_the_server_s_clock_ours_is_taken() {
        assert_eq!(pause("Fri, 31 Dec 1999 23:59:59 GMT", None), Some(Duration::ZERO));
        let soon = httpdate::fmt_http_date(SystemTime::now() + Duration::from_secs(600));
        let asked = pause(&soon, Some("nonsense")).expect("a pause");
        assert!((500..=600).contains(&asked.as_secs()), "{asked:?}");
    }
}
