//! The HTTP proxy of the settings, and what its failures mean.

use std::error::Error;

use reqwest::{Proxy, Url};

use super::{
    failure::{UNRESOLVED, cause, io_kind, is_unresolved},
    tls_failure,
};
use crate::model::ContactCenterError;

/// A proxy for everything that goes over TLS. What goes in the clear goes to this machine, and needs none.
pub(super) fn proxy(url: &str) -> Result<Proxy, ContactCenterError> {
    let refuse = |reason: &str| ContactCenterError::invalid("proxy_url", reason);
    let parsed = Url::parse(url.trim()).ok().filter(Url::has_host);
    let parsed = parsed.ok_or_else(|| refuse("is not an absolute URL, as in http://proxy.example.com:3128"))?;
    if !matches!(parsed.scheme(), "http" | "https") {
        return Err(refuse("must be http or https"));
    }
    if !matches!(parsed.path(), "" | "/") || parsed.query().is_some() || parsed.fragment().is_some() {
        return Err(refuse("may hold scheme, user, password, host and port, and nothing else"));
    }
    Proxy::https(parsed).map_err(|_| refuse("cannot be used"))
}

/// What the proxy did, where `tunnel` is one that could not be made. The client's library keeps that type to itself, so its text
/// has to tell.
pub(super) fn failure(tunnel: &(dyn Error + 'static)) -> Option<ContactCenterError> {
    let text = tunnel.to_string();
    let reason = match text.strip_prefix("tunnel error: ")? {
        "proxy authorization required" => "it demands a user and a password, or other ones".to_owned(),
        "unsuccessful" => "it does not connect to the contact center".to_owned(),
        "unexpected end of file" => "it hung up".to_owned(),
        // One with `https://`, of which the I/O error that TLS is wrapped in knows nothing.
        _ if is_unresolved(tunnel) => format!("connecting to it failed: {UNRESOLVED}"),
        _ => match (cause(tunnel).map(tls_failure::in_words), io_kind(tunnel)) {
            (Some(words), _) => format!("connecting to it failed: {words}"),
            (None, Some(kind)) => format!("connecting to it failed: {kind}"),
            (None, None) => "connecting to it failed".to_owned(),
        },
    };
    Some(ContactCenterError::Proxy { reason })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_proxy_is_refused_by_name_and_not_quoted() {
        for bad in [
            "",
            "secret",
            "proxy.example.com:3128",
            "socks5://secret:3128",
            "http://p/secret",
            "http://p?secret",
            "http://",
        ] {
            let error = proxy(bad).expect_err(bad);
            assert!(matches!(&error, ContactCenterError::InvalidArgument { argument, .. } if argument == "proxy_url"));
            assert!(!error.to_string().contains("secret"), "{error}");
        }
        for good in
            ["http://proxy:3128", "https://proxy.example.com", "http://user:p%40ss@10.0.0.1:3128/", "http://[::1]:3128"]
        {
            assert!(proxy(good).is_ok(), "{good}");
        }
    }
}
