//! The one HTTP client: headers, TLS, time limits and the bound on what is read.

use std::time::Duration;

use once_cell::sync::OnceCell;
use reqwest::{
    Certificate, Client, Method, Response, Url,
    header::{self, HeaderMap, HeaderValue},
    redirect,
};

use super::Failure;
use rustls::{
    RootCertStore,
    pki_types::{CertificateDer, pem::PemObject},
};

use crate::{configuration::Settings, model::ContactCenterError, wire};

/// The longest answer that is read, in bytes; the whole history of a day of typing is a tenth of it.
const LONGEST_ANSWER: usize = 8 * 1024 * 1024;
const JSON: HeaderValue = HeaderValue::from_static("application/json; charset=UTF-8");

/// An answer with a status of success.
pub(super) struct Answer {
    pub(super) status: i32,
    pub(super) body: Vec<u8>,
}

pub(super) struct HttpClient {
    client: Client,
}

impl HttpClient {
    pub(super) fn new(settings: &Settings) -> Result<Self, ContactCenterError> {
        install_ring();
        let mut authorization = HeaderValue::from_str(&settings.authorization)
            .map_err(|_| ContactCenterError::invalid("app_id", "does not fit into a header"))?;
        authorization.set_sensitive(true);
        let mut headers = HeaderMap::new();
        headers.insert(header::AUTHORIZATION, authorization);
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
        let roots = settings.extra_root_certificates.iter().map(|bytes| certificates(bytes));
        let roots = roots.collect::<Result<Vec<_>, _>>()?.into_iter().flatten();
        let builder = Client::builder()
            .user_agent("MobileClient")
            .default_headers(headers)
            .connect_timeout(settings.connect_timeout)
            // Whoever answers with a redirect is not the API; and no header of ours goes to another host.
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
        Ok(Self { client })
    }

    pub(super) async fn get(&self, url: Url, limit: Duration) -> Result<Answer, Failure> {
        read(self.client.get(url).timeout(limit).send().await?).await
    }

    pub(super) async fn post(&self, url: Url, json: Option<Vec<u8>>, limit: Duration) -> Result<Answer, Failure> {
        let request = self.client.request(Method::POST, url).timeout(limit);
        let request = match json {
            Some(json) => request.header(header::CONTENT_TYPE, JSON).body(json),
            None => request.header(header::CONTENT_LENGTH, 0),
        };
        read(request.send().await?).await
    }
}

async fn read(mut response: Response) -> Result<Answer, Failure> {
    let (status, is_success) = (response.status().as_u16().into(), response.status().is_success());
    let retry_after = retry_after(response.headers());
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await? {
        if body.len() + chunk.len() > LONGEST_ANSWER {
            let reason = format!("it is longer than {LONGEST_ANSWER} bytes");
            return Err(ContactCenterError::Decoding { reason, status }.into());
        }
        body.extend_from_slice(&chunk);
    }
    if is_success {
        Ok(Answer { status, body })
    } else {
        Err(Failure { error: wire::refusal(status, &body), retry_after, reached: true })
    }
}

/// The pause that the server asks for, in its form of whole seconds, at most an hour.
fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let seconds: u64 = headers.get(header::RETRY_AFTER)?.to_str().ok()?.trim().parse().ok()?;
    Some(Duration::from_secs(seconds.min(3600)))
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
