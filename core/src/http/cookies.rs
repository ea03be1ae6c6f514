//! Cookies of the contact center: a load balancer binds a client to one of its servers with them. Kept in memory, for the origin
//! of the API alone.

use std::{
    collections::VecDeque,
    sync::{Mutex, PoisonError},
    time::{Duration, SystemTime},
};

use reqwest::{
    Url,
    header::{HeaderMap, HeaderValue, SET_COOKIE},
};

/// Further ones push out the oldest.
const MAX_COOKIES: usize = 50;
/// The longest cookie that is kept, attributes included, in bytes.
const MAX_COOKIE_LENGTH: usize = 4096;
/// The longest life of a cookie, as browsers have it.
const MAX_LIFE: Duration = Duration::from_secs(400 * 24 * 3600);

/// The cookies of one origin, oldest first.
#[derive(Default)]
pub(super) struct Cookies(Mutex<VecDeque<Cookie>>);

struct Cookie {
    /// `name=value`, as it goes out.
    pair: String,
    name_length: usize,
    path: String,
    secure: bool,
    /// None for one that lasts as long as the communicator.
    expires: Option<SystemTime>,
}

impl Cookies {
    /// Takes the cookies that an answer from `url` sets, and forgets those that it ends.
    pub(super) fn keep(&self, url: &Url, headers: &HeaderMap, now: SystemTime) {
        let set = headers.get_all(SET_COOKIE).iter().filter_map(|header| Cookie::read(header, url, now));
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        for cookie in set {
            kept.retain(|known| known.name() != cookie.name() || known.path != cookie.path);
            kept.push_back(cookie);
        }
        kept.retain(|cookie| cookie.is_alive(now));
        let surplus = kept.len().saturating_sub(MAX_COOKIES);
        kept.drain(..surplus);
    }

    /// The header for a request to `url`, an address of the same origin; the cookies with the longest path come first.
    pub(super) fn header(&self, url: &Url, now: SystemTime) -> Option<HeaderValue> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let mut sent: Vec<_> = kept.iter().filter(|cookie| cookie.is_alive(now) && cookie.is_for(url)).collect();
        sent.sort_by_key(|cookie| std::cmp::Reverse(cookie.path.len()));
        let pairs: Vec<_> = sent.into_iter().map(|cookie| cookie.pair.as_str()).collect();
        let mut header = HeaderValue::from_str(&pairs.join("; ")).ok().filter(|header| !header.is_empty())?;
        header.set_sensitive(true);
        Some(header)
    }
}

impl Cookie {
    /// As RFC 6265 has it (section 5.2). Nothing for one that is for another host, or that no header could carry.
    fn read(header: &HeaderValue, url: &Url, now: SystemTime) -> Option<Self> {
        let text = header.to_str().ok().filter(|text| text.len() <= MAX_COOKIE_LENGTH)?;
        let mut parts = text.split(';');
        let (name, value) = parts.next()?.split_once('=')?;
        let (name, value) = (name.trim(), value.trim());
        if name.is_empty() {
            return None;
        }
        let (pair, name_length) = (format!("{name}={value}"), name.len());
        let mut cookie = Self { pair, name_length, path: default_path(url).to_owned(), secure: false, expires: None };
        let mut max_age = None;
        for attribute in parts {
            let (name, value) = attribute.split_once('=').unwrap_or((attribute, ""));
            let value = value.trim();
            match name.trim().to_ascii_lowercase().as_str() {
                "domain" if !value.is_empty() && !is_of_domain(url, value) => return None,
                "path" if value.starts_with('/') => value.clone_into(&mut cookie.path),
                "secure" => cookie.secure = true,
                "max-age" => max_age = value.parse::<i64>().ok().or(max_age),
                // Netscape's form, which most servers use to end a cookie, is the documented one with dashes.
                "expires" => cookie.expires = httpdate::parse_http_date(&value.replace('-', " ")).ok(),
                _ => {}
            }
        }
        if let Some(seconds) = max_age {
            let life = Duration::from_secs(u64::try_from(seconds).unwrap_or_default());
            cookie.expires = Some(now + life.min(MAX_LIFE));
        }
        Some(cookie)
    }

    fn name(&self) -> &str {
        &self.pair[..self.name_length]
    }

    fn is_alive(&self, now: SystemTime) -> bool {
        self.expires.is_none_or(|expires| expires > now)
    }

    fn is_for(&self, url: &Url) -> bool {
        let below = url.path().strip_prefix(self.path.as_str());
        let is_below = below.is_some_and(|rest| rest.is_empty() || self.path.ends_with('/') || rest.starts_with('/'));
        is_below && (!self.secure || url.scheme() == "https")
    }
}

/// The folder of an address.
fn default_path(url: &Url) -> &str {
    match url.path().rfind('/') {
        Some(end @ 1..) => &url.path()[..end],
        _ => "/",
    }
}

fn is_of_domain(url: &Url, domain: &str) -> bool {
    let domain = domain.trim_start_matches('.').to_ascii_lowercase();
    let above = url.host_str().and_then(|host| host.strip_suffix(domain.as_str()));
    above.is_some_and(|rest| rest.is_empty() || (rest.ends_with('.') && url.domain().is_some()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const EVENTS: &str = "https://chat.example.com/clientweb/api/v2/chats/c/events?a=b";

    fn url(text: &str) -> Url {
        Url::parse(text).expect("a URL")
    }

    /// What goes out to `to` after `EVENTS` has set these.
    fn sent(set: &[&str], to: &str, later: u64) -> String {
        let (cookies, now) = (Cookies::default(), SystemTime::now());
        for set in set {
            let headers = HeaderMap::from_iter([(SET_COOKIE, HeaderValue::from_str(set).expect("a header"))]);
            cookies.keep(&url(EVENTS), &headers, now);
        }
        let header = cookies.header(&url(to), now + Duration::from_secs(later));
        header.map(|header| header.to_str().expect("text").to_owned()).unwrap_or_default()
    }

    /// Defect 57.
    #[test]
    fn cookie_goes_back_where_its_attributes_allow() {
        for (set, back) in [
            (&["node=1; Path=/; HttpOnly; SameSite=None"][..], "node=1"),
            (&["node=1; path=/", "node=2; path=/"], "node=2"),
            (&["a=1; Path=/", "b=2; Path=/clientweb"], "b=2; a=1"),
            (&["a=; Path=/"], "a="),
            (&["a=b=c; Path=/"], "a=b=c"),
            (&["a=1"], "a=1"),
            (&["a=1; Path=/client"], ""),
            (&["a=1; Path=/other"], ""),
            (&["a=1; Path=/; Domain=example.com"], "a=1"),
            (&["a=1; Path=/; Domain=.chat.example.com"], "a=1"),
            (&["a=1; Path=/; Domain=other.com"], ""),
            (&["a=1; Path=/; Domain=ample.com"], ""),
            (&["a=1; Path=/; Secure"], "a=1"),
            (&["a=1; Path=/", "a=1; Path=/; Max-Age=0"], ""),
            (&["a=1; Path=/", "a=; Path=/; Expires=Thu, 01-Jan-1970 00:00:00 GMT"], ""),
            (&["a=1; Path=/", "a=; Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT"], ""),
            (&["a=1; Path=/; Expires=soon"], "a=1"),
            (&["a=1; Path=/; Max-Age=60; Expires=Thu, 01 Jan 1970 00:00:00 GMT"], "a=1"),
            (&["nothing", "=1", "a\u{e4}=1"], ""),
        ] {
            assert_eq!(sent(set, EVENTS, 0), back, "{set:?}");
        }
        assert_eq!(sent(&["a=1; Path=/; Max-Age=60"], EVENTS, 59), "a=1");
        assert_eq!(sent(&["a=1; Path=/; Max-Age=60"], EVENTS, 60), "");
        assert_eq!(sent(&["a=1; Path=/; Secure"], "http://chat.example.com/", 0), "");
    }

    /// Defect 57.
    #[test]
    fn cookies_are_bounded_in_number_and_length() {
        let many: Vec<_> = (0..MAX_COOKIES + 7).map(|n| format!("n{n}=1; Path=/")).collect();
        let back = sent(&many.iter().map(String::as_str).collect::<Vec<_>>(), EVENTS, 0);
        assert_eq!(back.split("; ").count(), MAX_COOKIES);
        assert!(back.starts_with("n7=1; ") && back.ends_with(&format!("n{}=1", MAX_COOKIES + 6)), "{back}");
        assert_eq!(sent(&[&format!("a={}", "x".repeat(MAX_COOKIE_LENGTH))], EVENTS, 0), "");
    }
}
