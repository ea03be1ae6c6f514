//! Lenient scalars.
//!
//! Scalars of the wire, each read from whatever stands in its place: a string, a number, a boolean, null,
//! or nonsense, which counts as absent. Servers send `"ewt":"3"`, `"ewt":3` and `"ewt":""` alike.

use std::{borrow::Cow, fmt};

use serde::{
    Deserialize, Deserializer,
    de::{Error, IgnoredAny, MapAccess, SeqAccess, Visitor},
};
use serde_json::value::RawValue;

use crate::{configuration::MAX_ID_BYTES, model::Timestamp};

/// A scalar, or nothing. Strings are borrowed from the answer where they hold no escapes.
#[derive(Default, Debug, Clone, PartialEq)]
pub(super) struct Scalar<'de>(Option<Cow<'de, str>>);

impl<'de> Scalar<'de> {
    pub(super) const ABSENT: Self = Self(None);

    /// Reads what serde refuses as well: a number that no integer of 64 bits holds keeps its digits, and half of a
    /// character, as a server leaves it that cuts a text short, becomes replacement characters.
    pub(super) fn from_raw(raw: &'de RawValue) -> Self {
        let text = raw.get();
        serde_json::from_str(text).unwrap_or_else(|_| match text.as_bytes().first() {
            Some(b'"') => {
                Self(serde_json::Deserializer::from_str(text).deserialize_bytes(ScalarVisitor).ok().flatten())
            }
            Some(b'-' | b'0'..=b'9') => Self(Some(Cow::Borrowed(text))),
            // A list or an object with such a thing in it.
            _ => Self::ABSENT,
        })
    }

    /// The text, whatever it is.
    pub(super) fn text(self) -> Option<String> {
        self.0.map(Cow::into_owned)
    }

    /// The text, unless it is blank.
    pub(super) fn filled(self) -> Option<String> {
        self.0.filter(|text| !is_blank(text)).map(Cow::into_owned)
    }

    /// The text of an id, unless it is blank or longer than any id that the SDK takes.
    pub(super) fn id(self) -> Option<String> {
        self.filled().filter(|id| id.len() <= MAX_ID_BYTES)
    }

    pub(super) fn as_str(&self) -> Option<&str> {
        self.0.as_deref()
    }

    /// A finite number.
    pub(super) fn number(&self) -> Option<f64> {
        self.as_str()?.trim().parse().ok().filter(|number: &f64| number.is_finite())
    }

    /// Whole seconds, rounded down; negative counts as absent.
    pub(super) fn seconds(&self) -> Option<i32> {
        self.number().filter(|number| (0.0..=f64::from(i32::MAX)).contains(number)).map(|number| number as i32)
    }

    pub(super) fn flag(&self) -> Option<bool> {
        match self.as_str()?.trim().to_ascii_lowercase().as_str() {
            "true" | "1" => Some(true),
            "false" | "0" => Some(false),
            _ => None,
        }
    }

    /// A point in time from seconds or milliseconds: documents promise both, captures show seconds. Up to ten
    /// digits are seconds (until the year 2286), more are milliseconds.
    pub(super) fn timestamp(&self) -> Option<Timestamp> {
        const LAST_SECOND_OF_TEN_DIGITS: f64 = 9_999_999_999.0;
        let number = self.number().filter(|number| (0.0..1e15).contains(number))?;
        let ms = if number <= LAST_SECOND_OF_TEN_DIGITS { number * 1000.0 } else { number };
        Some(Timestamp(ms as i64))
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Scalar<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ScalarVisitor).map(Scalar)
    }
}

/// Unlike trimming, this mostly looks at one character.
pub(super) fn is_blank(text: &str) -> bool {
    text.chars().all(char::is_whitespace)
}

struct ScalarVisitor;

impl<'de> Visitor<'de> for ScalarVisitor {
    type Value = Option<Cow<'de, str>>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<Self::Value, E> {
        Ok(Some(Cow::Borrowed(text)))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Some(Cow::Owned(text.to_owned())))
    }

    fn visit_borrowed_bytes<E: Error>(self, bytes: &'de [u8]) -> Result<Self::Value, E> {
        Ok(Some(String::from_utf8_lossy(bytes)))
    }

    fn visit_bytes<E: Error>(self, bytes: &[u8]) -> Result<Self::Value, E> {
        Ok(Some(Cow::Owned(String::from_utf8_lossy(bytes).into_owned())))
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Self::Value, E> {
        Ok(Some(Cow::Borrowed(if value { "true" } else { "false" })))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Self::Value, E> {
        Ok(Some(Cow::Owned(value.to_string())))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Self::Value, E> {
        Ok(Some(Cow::Owned(value.to_string())))
    }

    /// It may be an id, and two that differ in their last digit may be one and the same `f64`: `from_raw` has the digits.
    fn visit_f64<E: Error>(self, _: f64) -> Result<Self::Value, E> {
        Err(E::custom("a number that must be read as it is written"))
    }

    fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
        while seq.next_element::<IgnoredAny>()?.is_some() {}
        Ok(None)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(None)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scalar(json: &str) -> Scalar<'_> {
        serde_json::from_str(json).expect("JSON")
    }

    #[test]
    fn a_scalar_is_read_from_whatever_stands_in_its_place() {
        for (json, text) in [
            (r#""abc""#, Some("abc")),
            (r#""a\nb""#, Some("a\nb")),
            ("12", Some("12")),
            ("-1", Some("-1")),
            ("true", Some("true")),
            ("null", None),
            ("[1,[2]]", None),
            (r#"{"a":{"b":1}}"#, None),
        ] {
            assert_eq!(scalar(json).text().as_deref(), text, "{json}");
        }
    }

    #[test]
    fn what_serde_refuses_is_read_with_care() {
        let raw = |json| Scalar::from_raw(serde_json::from_str(json).expect("JSON"));
        for (json, text) in [
            (r#""cut \ud83d""#, Some("cut \u{fffd}\u{fffd}\u{fffd}")),
            ("1e999", Some("1e999")),
            ("false", Some("false")),
            ("null", None),
            ("[]", None),
            ("{}", None),
            (r#"{"\ud83d":1}"#, None),
            (r#"{"a":"\ud83d"}"#, None),
            (r#"["\ud83d"]"#, None),
            ("[1e999]", None),
            ("-1e999", Some("-1e999")),
            ("1.50", Some("1.50")),
            ("-0", Some("-0")),
            ("18446744073709551615", Some("18446744073709551615")),
            ("18446744073709551616", Some("18446744073709551616")),
            ("100000000000000000000000000001", Some("100000000000000000000000000001")),
        ] {
            assert_eq!(raw(json).text().as_deref(), text, "{json}");
        }
        assert_eq!(raw("1e999").number(), None);
    }

    #[test]
    fn seconds_come_from_strings_and_numbers_and_are_absent_where_they_make_no_sense() {
        for (json, seconds) in [
            (r#""3""#, Some(3)),
            ("3", Some(3)),
            (r#""1.5""#, Some(1)),
            (r#""""#, None),
            ("-3", None),
            ("1e300", None),
            ("1.5", Some(1)),
            (r#""NaN""#, None),
        ] {
            let raw: &RawValue = serde_json::from_str(json).expect("JSON");
            assert_eq!(Scalar::from_raw(raw).seconds(), seconds, "{json}");
        }
    }

    /// Defect 20.
    #[test]
    fn a_timestamp_is_seconds_up_to_ten_digits_and_milliseconds_from_then_on() {
        for (json, ms) in [
            (r#""1614718748""#, Some(1_614_718_748_000)),
            ("1614718748", Some(1_614_718_748_000)),
            ("1614718748123", Some(1_614_718_748_123)),
            (r#""1614718748123""#, Some(1_614_718_748_123)),
            (r#""""#, None),
            (r#""soon""#, None),
            ("-5", None),
        ] {
            assert_eq!(scalar(json).timestamp(), ms.map(Timestamp), "{json}");
        }
    }

    #[test]
    fn flags_come_as_booleans_strings_and_digits() {
        for (json, flag) in [
            ("true", Some(true)),
            (r#""False""#, Some(false)),
            ("1", Some(true)),
            (r#""perhaps""#, None),
            ("null", None),
        ] {
            assert_eq!(scalar(json).flag(), flag, "{json}");
        }
    }
}
