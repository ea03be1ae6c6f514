//! URLs of the API: pure functions of settings and ids.

use std::{
    sync::atomic::{AtomicU64, Ordering},
    time::{SystemTime, UNIX_EPOCH},
};

use reqwest::Url;

use crate::api_path::api_path;

/// The URLs of one contact center.
pub(crate) struct Endpoints {
    api: Url,
    tenant_url: String,
    last_nonce: AtomicU64,
}

impl Endpoints {
    /// `base_url` keeps its port and path prefix. What it lacks of the API's own path is added.
    pub(crate) fn new(base_url: &Url, tenant_url: &str) -> Self {
        let mut api = base_url.clone();
        // What the settings refuse does not come here.
        if let Some(path) = api_path(base_url.path()) {
            api.set_path(&path);
        }
        Self { api, tenant_url: tenant_url.to_owned(), last_nonce: AtomicU64::new(0) }
    }

    /// A URL to read from. The nonce, never the same twice, keeps caches on the way from answering in the
    /// server's place: replayed polls were how other clients showed one message many times.
    pub(crate) fn get(&self, path: &[&str]) -> Url {
        let mut url = self.post(path);
        url.query_pairs_mut().append_pair("nonce", &self.nonce().to_string());
        url
    }

    /// A URL to write to. Ids among the segments of `path` are encoded.
    pub(crate) fn post(&self, path: &[&str]) -> Url {
        let mut url = self.api.clone();
        if let Ok(mut segments) = url.path_segments_mut() {
            segments.extend(path);
        }
        url.query_pairs_mut().append_pair("tenantUrl", &self.tenant_url);
        url
    }

    /// Where files are, beside the API; an id is enough to read one.
    pub(crate) fn public_file(&self, file_id: &str) -> Url {
        let mut url = self.api.clone();
        if let Ok(mut segments) = url.path_segments_mut() {
            segments.pop().pop().extend(["file", file_id]);
        }
        url
    }

    /// Milliseconds since 1970, pushed on where the clock stands still.
    fn nonce(&self) -> u64 {
        let now = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_millis() as u64);
        let next = |last: u64| Some(now.max(last + 1));
        let last = self.last_nonce.fetch_update(Ordering::Relaxed, Ordering::Relaxed, next);
        now.max(last.unwrap_or_default() + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn endpoints(base_url: &str) -> Endpoints {
        Endpoints::new(&Url::parse(base_url).expect("a URL"), "acme.example.com")
    }

    /// Defect 38.
    #[test]
    fn the_base_url_keeps_its_port_and_path_prefix() {
        for (base, url) in [
            ("https://h", "https://h/clientweb/api/v2/chats?tenantUrl=acme.example.com"),
            ("https://h:9443/", "https://h:9443/clientweb/api/v2/chats?tenantUrl=acme.example.com"),
            ("https://h/gate/way", "https://h/gate/way/clientweb/api/v2/chats?tenantUrl=acme.example.com"),
            ("https://h/clientweb/api/v2", "https://h/clientweb/api/v2/chats?tenantUrl=acme.example.com"),
            ("https://h:98/x/clientweb/api/v1/", "https://h:98/x/clientweb/api/v1/chats?tenantUrl=acme.example.com"),
        ] {
            assert_eq!(endpoints(base).post(&["chats"]).as_str(), url);
        }
    }

    /// Defect 49.
    #[test]
    fn files_have_a_second_place_beside_the_api() {
        for (base, url) in [
            ("https://h", "https://h/clientweb/file/a%20b"),
            ("https://h:9443/gate/", "https://h:9443/gate/clientweb/file/a%20b"),
            ("https://h/x/clientweb/api/v1", "https://h/x/clientweb/file/a%20b"),
        ] {
            assert_eq!(endpoints(base).public_file("a b").as_str(), url);
        }
    }

    /// Defect 38.
    #[test]
    fn what_stands_in_a_path_or_a_query_is_encoded() {
        let url = Endpoints::new(&Url::parse("https://h").expect("a URL"), "https://a b/?c&d=e").post(&[
            "chats",
            "a b?c#d%e",
            "events",
        ]);
        assert_eq!(
            url.as_str(),
            "https://h/clientweb/api/v2/chats/a%20b%3Fc%23d%25e/events?tenantUrl=https%3A%2F%2Fa+b%2F%3Fc%26d%3De"
        );
    }

    /// Defect 11.
    #[test]
    fn no_two_reads_have_the_same_url() {
        let endpoints = endpoints("https://h");
        let urls: std::collections::HashSet<_> = (0..1000).map(|_| endpoints.get(&["version"]).to_string()).collect();
        assert_eq!(urls.len(), 1000);
    }
}
