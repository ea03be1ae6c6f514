//! ICE servers.
//!
//! Servers that help two parties of a call to reach each other. Old contact centers list them in plain; new ones encrypt
//! the list for the chat.

use std::{collections::HashSet, num::NonZeroU32};

use base64::{
    Engine,
    alphabet::STANDARD,
    engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig},
};
use ring::{aead, pbkdf2};
use serde_json::value::RawValue;

use crate::{
    model::{ContactCenterError, ContactCenterIceServer},
    wire::{
        body::{decoding, object, text, unexpected, unreadable, within_bounds},
        lenient::Scalar,
        object::{Object, elements},
    },
};

/// The answer to `iceservers`, asked for the chat `chat_id`.
pub(crate) fn ice_servers(
    chat_id: &str,
    status: i32,
    body: &[u8],
) -> Result<Vec<ContactCenterIceServer>, ContactCenterError> {
    let text = text(status, body)?;
    let json = text.trim_ascii();
    match json.as_bytes().first() {
        Some(b'{') => Ok(servers(object(status, json)?.list("servers"))),
        Some(b'[') => list(status, json),
        Some(b'"') => match serde_json::from_str::<Scalar<'_>>(json) {
            Ok(quoted) => encrypted(chat_id, status, quoted.as_str().unwrap_or_default()),
            Err(_) => Err(unexpected(status, body)),
        },
        None | Some(b'<') => Err(unexpected(status, body)),
        Some(_) => encrypted(chat_id, status, json),
    }
}

fn encrypted(chat_id: &str, status: i32, base64: &str) -> Result<Vec<ContactCenterIceServer>, ContactCenterError> {
    let json = decrypted(chat_id, base64)
        .ok_or_else(|| decoding(status, "it is neither a list of servers nor one that was encrypted for this chat"))?;
    list(status, &json)
}

/// Base64 of a salt, an initialisation vector, and the list under AES-256 in Galois/counter mode with its tag. The key is
/// derived from the id of the chat.
fn decrypted(chat_id: &str, base64: &str) -> Option<String> {
    const ROUNDS: NonZeroU32 = NonZeroU32::new(65_536).expect("not zero");
    const BASE64: GeneralPurpose = GeneralPurpose::new(
        &STANDARD,
        GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
    );
    let compact: String = base64.split_ascii_whitespace().collect();
    let bytes = BASE64.decode(compact).ok()?;
    let (salt, rest) = bytes.split_first_chunk::<16>()?;
    let (nonce, sealed) = rest.split_first_chunk::<{ aead::NONCE_LEN }>()?;
    if sealed.len() < aead::AES_256_GCM.tag_len() {
        return None;
    }
    let mut key = [0; 32];
    pbkdf2::derive(pbkdf2::PBKDF2_HMAC_SHA256, ROUNDS, salt, chat_id.as_bytes(), &mut key);
    let key = aead::LessSafeKey::new(aead::UnboundKey::new(&aead::AES_256_GCM, &key).ok()?);
    let mut sealed = sealed.to_vec();
    let plain = key.open_in_place(aead::Nonce::assume_unique_for_key(*nonce), aead::Aad::empty(), &mut sealed).ok()?;
    String::from_utf8(plain.to_vec()).ok()
}

fn list(status: i32, json: &str) -> Result<Vec<ContactCenterIceServer>, ContactCenterError> {
    match serde_json::from_str::<Vec<&RawValue>>(within_bounds(status, json)?) {
        Ok(raws) => Ok(servers(raws)),
        Err(error) => Err(unreadable(status, json, &error)),
    }
}

/// Those that have an address.
fn servers(raws: Vec<&RawValue>) -> Vec<ContactCenterIceServer> {
    let objects = raws.into_iter().filter_map(|raw| Object::read(raw.get()).ok());
    objects.map(|object| server(&object)).filter(|server| !server.urls.is_empty()).collect()
}

fn server(object: &Object<'_>) -> ContactCenterIceServer {
    let addresses = ["urls", "url"]
        .into_iter()
        .filter_map(|name| object.raw(name))
        .flat_map(|raw| if raw.get().starts_with('[') { elements(raw) } else { vec![raw] });
    let mut seen = HashSet::new();
    ContactCenterIceServer {
        urls: addresses
            .filter_map(|raw| Scalar::from_raw(raw).filled())
            .filter(|url| seen.insert(url.clone()))
            .collect(),
        username: object.scalar("username").filled(),
        credential: object.scalar("credential").filled(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CHAT: &str = "d6c1adc2-385b-42e5-9e0a-1883c2bc5f81";

    fn read(body: &str) -> Vec<ContactCenterIceServer> {
        ice_servers(CHAT, 200, body.as_bytes()).expect("readable")
    }

    fn expected(urls: &[&str], username: Option<&str>, credential: Option<&str>) -> ContactCenterIceServer {
        ContactCenterIceServer {
            urls: urls.iter().map(|url| (*url).to_owned()).collect(),
            username: username.map(str::to_owned),
            credential: credential.map(str::to_owned),
        }
    }

    #[test]
    fn servers_are_read_in_every_plain_form() {
        for (body, server) in [
            (
                r#"{"servers":[{"url":"turn:t:3478","username":"u","credential":"c"}]}"#,
                expected(&["turn:t:3478"], Some("u"), Some("c")),
            ),
            (r#"{"servers":[{"url":"stun:s"}]}"#, expected(&["stun:s"], None, None)),
            (r#"{"servers":[{"urls":"stun:s","username":""}]}"#, expected(&["stun:s"], None, None)),
            (
                r#"{"servers":[{"urls":["stun:a","stun:b",7]},{"username":"x"},null]}"#,
                expected(&["stun:a", "stun:b", "7"], None, None),
            ),
            (r#"{"servers":[{"url":"stun:a","urls":["stun:a"]}]}"#, expected(&["stun:a"], None, None)),
            (r#" [{"url":"stun:s"}] "#, expected(&["stun:s"], None, None)),
        ] {
            assert_eq!(read(body), [server], "{body}");
        }
        for body in ["{}", r#"{"servers":null}"#, r#"{"servers":{}}"#, "[]"] {
            assert_eq!(read(body), [], "{body}");
        }
    }

    /// Were each compared with all before it, this would take minutes.
    #[test]
    fn a_server_of_very_many_addresses_is_read_once_through() {
        let urls: Vec<_> = (0..45_000).map(|port| format!(r#""turn:turn.example.com:{port}""#)).collect();
        let urls = urls.join(",");
        assert_eq!(read(&format!(r#"[{{"urls":[{urls},{urls}]}}]"#))[0].urls.len(), 45_000);
    }

    /// Seals `json` as a contact center does.
    fn sealed(chat_id: &str, json: &str) -> String {
        let (salt, nonce) = ([7; 16], [9; 12]);
        let mut key = [0; 32];
        let rounds = NonZeroU32::new(65_536).expect("not zero");
        pbkdf2::derive(pbkdf2::PBKDF2_HMAC_SHA256, rounds, &salt, chat_id.as_bytes(), &mut key);
        let key = aead::LessSafeKey::new(aead::UnboundKey::new(&aead::AES_256_GCM, &key).expect("a key"));
        let mut text = json.as_bytes().to_vec();
        let nonce_once = aead::Nonce::assume_unique_for_key(nonce);
        key.seal_in_place_append_tag(nonce_once, aead::Aad::empty(), &mut text).expect("sealed");
        base64::engine::general_purpose::STANDARD.encode([&salt[..], &nonce, &text].concat())
    }

    #[test]
    fn servers_that_were_encrypted_for_the_chat_are_read() {
        let base64 = sealed(CHAT, r#"[{"urls":["turn:t"],"username":"u","credential":"c"}]"#);
        let (start, end) = base64.split_at(40);
        for body in [
            base64.clone(),
            format!("\"{base64}\""),
            format!("{start}\r\n{end}\n"),
            base64.trim_end_matches('=').to_owned(),
        ] {
            assert_eq!(read(&body), [expected(&["turn:t"], Some("u"), Some("c"))], "{body}");
        }
    }

    #[test]
    fn what_was_not_encrypted_for_this_chat_is_a_typed_error() {
        let other = sealed("another-chat", "[]");
        let no_list = sealed(CHAT, "{}");
        for (body, kind) in [
            (other.as_str(), "Decoding"),
            (&no_list, "Decoding"),
            (&other[..20], "Decoding"),
            ("Bad gateway", "Decoding"),
            ("\"\"", "Decoding"),
            ("\"", "UnexpectedResponse"),
            ("", "UnexpectedResponse"),
            ("<html>", "UnexpectedResponse"),
            (r#"{"servers":["#, "Decoding"),
        ] {
            assert_eq!(ice_servers(CHAT, 200, body.as_bytes()).expect_err("unreadable").kind(), kind, "{body}");
        }
    }
}
