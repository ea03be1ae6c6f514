//! The one HTTP client: headers, TLS, time limits and the bound on what is read.

use std::{
    fmt,
    time::{Duration, SystemTime},
};

use once_cell::sync::OnceCell;
use reqwest::{
    Certificate, Client, Method, RequestBuilder, Response, Url,
    header::{self, HeaderMap, HeaderValue},
    multipart::Form,
    redirect,
};

use super::{Download, Failure};
use rustls::{
    RootCertStore,
    pki_types::{CertificateDer, pem::PemObject},
};

use crate::{configuration::Settings, model::ContactCenterError, wire};

const MOST_REDIRECTS: usize = 3;
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
    authorization: HeaderValue,
    /// The longest answer that is read into memory, in bytes.
    longest_answer: usize,
}

impl HttpClient {
    pub(super) fn new(settings: &Settings) -> Result<Self, ContactCenterError> {
        install_ring();
        let mut authorization = HeaderValue::from_str(settings.authorization.reveal())
            .map_err(|_| ContactCenterError::invalid("app_id", "does not fit into a header"))?;
        authorization.set_sensitive(true);
        let roots = settings.extra_root_certificates.iter().map(|bytes| certificates(bytes));
        let roots = roots.collect::<Result<Vec<_>, _>>()?.into_iter().flatten();
        let builder = Client::builder()
            .user_agent("MobileClient")
            .connect_timeout(settings.connect_timeout)
            // Whoever answers with a redirect is not the API; and no header of ours goes to another host. Files that lie
            // elsewhere are another matter: `download_elsewhere`.
            .redirect(redirect::Policy::none())
            .no_proxy()
            .tcp_nodelay(true)
            // A connection that has been idle for long may be dead without either side knowing.
            .pool_idle_timeout(Duration::from_secs(20));
        let builder = match settings.trust_extra_roots_only {
            true => builder.tls_certs_only(roots),
            false => builder.tls_certs_merge(roots),
        };
        let client = builder.build().map_err(|error| ContactCenterError::Tls {
            reason: format!("no roots to trust on this platform, or unusable ones ({})", innermost(&error)),
        })?;
        Ok(Self { client, authorization, longest_answer: settings.max_response_bytes })
    }

    pub(super) async fn get(&self, url: Url, limit: Duration) -> Result<Answer, Failure> {
        self.read(self.to_api(Method::GET, url).timeout(limit).send().await?).await
    }

    pub(super) async fn post(&self, url: Url, json: Option<Vec<u8>>, limit: Duration) -> Result<Answer, Failure> {
        let request = self.to_api(Method::POST, url).timeout(limit);
        let request = match json {
            Some(json) => request.header(header::CONTENT_TYPE, JSON).body(json),
            None => request.header(header::CONTENT_LENGTH, 0),
        };
        self.read(request.send().await?).await
    }

    /// Sends a form as it is read. Without a time limit: whoever asks watches whether something moves.
    pub(super) async fn upload(&self, url: Url, form: Form) -> Result<Answer, Failure> {
        self.read(self.to_api(Method::POST, url).multipart(form).send().await?).await
    }

    /// An answer that is read as it comes; without a time limit, like `upload`.
    pub(super) async fn download(&self, url: Url) -> Result<Download, Failure> {
        self.opened(self.to_api(Method::GET, url).send().await?).await
    }

    /// The same from wherever `url` and up to three redirects lead, as long as `may_ask` agrees. Nothing that identifies this
    /// client is sent.
    pub(super) async fn download_elsewhere(
        &self,
        mut url: Url,
        may_ask: impl Fn(&Url) -> bool,
    ) -> Result<Download, Failure> {
        for _ in 0..=MOST_REDIRECTS {
            let response = self.client.get(url).send().await?;
            let Some(next) = redirection(&response) else { return self.opened(response).await };
            if !may_ask(&next) {
                let reason = "a redirect to something else than https".to_owned();
                let status = response.status().as_u16().into();
                return Err(ContactCenterError::UnexpectedResponse { reason, status }.into());
            }
            url = next;
        }
        Err(ContactCenterError::Transport { reason: "one redirect follows the other".to_owned() }.into())
    }

    /// The only way in which the authorization goes out: to a URL that `Endpoints` has made.
    fn to_api(&self, method: Method, url: Url) -> RequestBuilder {
        self.client
            .request(method, url)
            .header(header::AUTHORIZATION, self.authorization.clone())
            .header(header::CACHE_CONTROL, NO_CACHE)
    }

    async fn read(&self, response: Response) -> Result<Answer, Failure> {
        let response = self.accepted(response).await?;
        let (status, content_type) = (response.status().as_u16().into(), content_type(&response));
        Ok(Answer { status, content_type, body: whole(response, self.longest_answer).await? })
    }

    async fn opened(&self, response: Response) -> Result<Download, Failure> {
        self.accepted(response).await.map(Download::new)
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
            let error = wire::refusal(status, &whole(response, self.longest_answer).await?);
            return Err(Failure { error, retry_after, reached: true });
        }
        Ok(response)
    }
}

fn is_encoded(response: &Response) -> bool {
    let encodings = response.headers().get_all(header::CONTENT_ENCODING);
    encodings.iter().any(|encoding| !encoding.as_bytes().trim_ascii().eq_ignore_ascii_case(b"identity"))
}

/// Where a response sends its reader, if it does. A password in it, which would go out as an authorization, is left out.
fn redirection(response: &Response) -> Option<Url> {
    let location = response.headers().get(header::LOCATION).filter(|_| response.status().is_redirection())?;
    let mut next = response.url().join(location.to_str().ok()?).ok()?;
    next.set_username("").and_then(|()| next.set_password(None)).ok()?;
    Some(next)
}

pub(super) fn content_type(response: &Response) -> Option<String> {
    Some(response.headers().get(header::CONTENT_TYPE)?.to_str().ok()?.to_owned())
}

async fn whole(mut response: Response, longest: usize) -> Result<Vec<u8>, Failure> {
    let status = response.status().as_u16().into();
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await? {
        if body.len() + chunk.len() > longest {
            let reason = format!("it is longer than {longest} bytes");
            return Err(ContactCenterError::ResponseTooLarge { reason, status }.into());
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body)
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

/// One DER certificate, or all those of a PEM text; each read through, because a root that cannot be used would only show
/// as a connection that is not trusted.
fn certificates(bytes: &[u8]) -> Result<Vec<Certificate>, ContactCenterError> {
    let refuse =
        || ContactCenterError::invalid("extra_root_certificates", "holds something that is neither PEM nor DER");
    let found = if bytes.trim_ascii_start().starts_with(b"-----BEGIN") {
        CertificateDer::pem_slice_iter(bytes).collect::<Result<Vec<_>, _>>().map_err(|_| refuse())?
    } else {
        vec![CertificateDer::from(bytes)]
    };
    let mut readable = RootCertStore::empty();
    if found.is_empty() || found.iter().any(|der| readable.add(der.clone()).is_err()) {
        return Err(refuse());
    }
    found.iter().map(|der| Certificate::from_der(der).map_err(|_| refuse())).collect()
}

/// ring is the one provider that we link; a host app that has chosen another for the process keeps it.
fn install_ring() {
    static INSTALLED: OnceCell<()> = OnceCell::new();
    INSTALLED.get_or_init(|| drop(rustls::crypto::ring::default_provider().install_default()));
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
