//! Pictures of agents and chats, and the way in which bytes stand in JSON.

use serde::{Deserialize, Serialize};

/// A picture as it is served.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Picture {
    /// `image/png`, …
    pub content_type: String,
    /// The picture; `content_base64` in JSON.
    #[serde(rename = "content_base64", with = "base64_bytes")]
    pub bytes: Vec<u8>,
}

impl Picture {
    /// A small PNG: a blue disc on white.
    pub fn sample() -> Self {
        Self { content_type: "image/png".to_owned(), bytes: include_bytes!("image.png").to_vec() }
    }
}

/// Bytes as a string in Base64.
pub(crate) mod base64_bytes {
    use base64::{Engine, engine::general_purpose::STANDARD};
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    pub(crate) fn serialize<S: Serializer>(bytes: &[u8], serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&STANDARD.encode(bytes))
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<u8>, D::Error> {
        STANDARD.decode(String::deserialize(deserializer)?).map_err(D::Error::custom)
    }
}
