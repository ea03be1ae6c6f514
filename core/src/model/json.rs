//! JSON that the SDK passes on without interpreting it.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize};
use serde_json::value::RawValue;

/// A JSON value as the server sent it, byte for byte. Swift and Kotlin see its text.
///
/// Text that an app hands over and that is no JSON counts as a JSON string, so that it is refused by name where an object is
/// wanted.
#[derive(Clone, Serialize)]
#[serde(transparent)]
pub struct JsonValue(Box<RawValue>);

impl JsonValue {
    /// Keeps `raw` as it is.
    pub(crate) fn from_raw(raw: &RawValue) -> Self {
        Self(raw.to_owned())
    }

    /// JSON that an app hands over.
    pub fn from_text(text: String) -> Self {
        let quoted = |text: &str| RawValue::from_string(serde_json::Value::from(text).to_string());
        let raw = RawValue::from_string(text.clone()).or_else(|_| quoted(&text));
        Self(raw.expect("a quoted string is JSON"))
    }

    /// The JSON text.
    pub fn as_str(&self) -> &str {
        self.0.get()
    }
}

/// Of a value that was read already; not byte for byte as it was written.
impl<'de> Deserialize<'de> for JsonValue {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        serde_json::Value::deserialize(deserializer).map(|value| Self::from_text(value.to_string()))
    }
}

/// It may hold whatever people write, so only its length is shown.
impl fmt::Debug for JsonValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "JsonValue({} bytes)", self.as_str().len())
    }
}

impl PartialEq for JsonValue {
    fn eq(&self, other: &Self) -> bool {
        self.as_str() == other.as_str()
    }
}

impl Eq for JsonValue {}

uniffi::custom_type!(JsonValue, String, {
    try_lift: |text| Ok(JsonValue::from_text(text)),
    lower: |value| value.as_str().to_owned(),
});
