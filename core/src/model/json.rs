//! JSON that the SDK carries without understanding it.

use serde::Serialize;
use serde_json::value::RawValue;

use super::ContactCenterError;

/// A JSON value as the server sent it, byte for byte. Swift and Kotlin see its text.
#[derive(Debug, Clone, Serialize)]
#[serde(transparent)]
pub struct JsonValue(Box<RawValue>);

impl JsonValue {
    /// Keeps `raw` as it is.
    pub(crate) fn from_raw(raw: &RawValue) -> Self {
        Self(raw.to_owned())
    }

    /// Takes a JSON text, or refuses it.
    pub fn parse(text: &str) -> Result<Self, ContactCenterError> {
        match RawValue::from_string(text.trim_ascii().to_owned()) {
            Ok(raw) => Ok(Self(raw)),
            Err(_) => Err(ContactCenterError::invalid("json", "is not JSON")),
        }
    }

    /// The JSON text.
    pub fn as_str(&self) -> &str {
        self.0.get()
    }
}

impl PartialEq for JsonValue {
    fn eq(&self, other: &Self) -> bool {
        self.as_str() == other.as_str()
    }
}

impl Eq for JsonValue {}

uniffi::custom_type!(JsonValue, String, {
    try_lift: |text| Ok(JsonValue(RawValue::from_string(text)?)),
    lower: |value| value.as_str().to_owned(),
});
