//! Response headers: coding, content type, and when to retry.

use std::time::{Duration, SystemTime};

use reqwest::{
    Response,
    header::{self, HeaderMap},
};

/// However long a server asks us to stay away, it is asked again after an hour.
const LONGEST_RETRY_AFTER: Duration = Duration::from_secs(3600);

/// The registered content codings that change the bytes of a body, under the names that an error may quote.
const CODINGS: [&str; 12] = [
    "gzip",
    "x-gzip",
    "deflate",
    "br",
    "zstd",
    "compress",
    "x-compress",
    "dcb",
    "dcz",
    "exi",
    "pack200-gzip",
    "aes128gcm",
];

/// The coding without which the body cannot be read. The SDK asks for none: what is small when it is compressed may be anything
/// when it is not. Servers also name character sets, transfer formats and nothing at all in this header (`UTF-8`, `aws-chunked`,
/// `none`); their bodies are plain.
pub(super) fn coding(headers: &HeaderMap) -> Option<&'static str> {
    let values = headers.get_all(header::CONTENT_ENCODING).iter();
    let mut named = values.flat_map(|value| value.as_bytes().split(|byte| *byte == b','));
    named.find_map(|name| CODINGS.into_iter().find(|coding| name.trim_ascii().eq_ignore_ascii_case(coding.as_bytes())))
}

pub(super) fn content_type(response: &Response) -> Option<String> {
    Some(response.headers().get(header::CONTENT_TYPE)?.to_str().ok()?.to_owned())
}

/// The pause that the server asks for, at most an hour: seconds, or a point in time by the server's clock.
pub(super) fn retry_after(headers: &HeaderMap) -> Option<Duration> {
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

#[cfg(test)]
mod tests {
    use reqwest::header::HeaderValue;

    use super::*;

    fn value(text: &str) -> HeaderValue {
        HeaderValue::from_str(text).expect("fits into a header")
    }

    /// Defect 58.
    #[test]
    fn only_a_registered_coding_makes_a_body_unreadable() {
        for (encodings, coding) in [
            (&[][..], None),
            (&["UTF-8"], None),
            (&["none"], None),
            (&["aws-chunked"], None),
            (&[""], None),
            (&["identity"], None),
            (&["identity, utf-8"], None),
            (&["gzip"], Some("gzip")),
            (&[" GZip "], Some("gzip")),
            (&["aws-chunked,br"], Some("br")),
            (&["identity", "zstd"], Some("zstd")),
            (&["x-compress"], Some("x-compress")),
        ] {
            let mut headers = HeaderMap::new();
            for encoding in encodings {
                headers.append(header::CONTENT_ENCODING, value(encoding));
            }
            assert_eq!(super::coding(&headers), coding, "{encodings:?}");
        }
    }

    fn pause(retry_after: &str, date: Option<&str>) -> Option<Duration> {
        let mut headers = HeaderMap::new();
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
