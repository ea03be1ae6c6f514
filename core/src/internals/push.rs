//! Fuzzing of push payloads: each names a chat whose id may stand in a URL, or is refused.

use std::collections::HashMap;

use reqwest::Url;

use super::Reader;
use crate::{
    communicator::chat_of_push, configuration::check_chat_id, http::Endpoints, logging::Short,
    model::ContactCenterError,
};

/// Reads `bytes` as the custom values of a push: texts in pairs, of which the first is about the chat.
pub fn push(bytes: &[u8]) {
    let mut reader = Reader::new(bytes);
    let mut user_info = HashMap::new();
    if !reader.byte().is_multiple_of(8) {
        user_info.insert("chatID".to_owned(), reader.text());
    }
    while !reader.is_at_end() {
        user_info.insert(reader.text(), reader.text());
    }
    match chat_of_push(&user_info) {
        Ok(chat_id) => check_place(chat_id),
        Err(ContactCenterError::InvalidArgument { argument, reason }) => {
            assert_eq!(argument, "user_info");
            assert!(reason.len() < 80, "an outline, not a quotation");
        }
        Err(other) => panic!("refused otherwise: {other}"),
    }
}

/// Of every address that is made of the id, the id is one segment, and it is what it was.
fn check_place(chat_id: &str) {
    assert_eq!(check_chat_id(chat_id), Ok(()));
    assert!(chat_id.bytes().all(|byte| (b' '..=b'~').contains(&byte)), "nothing that ends a line of a header");
    assert!(Short(chat_id).to_string().chars().count() <= 9);
    let base = Url::parse("https://acme.example.com:9443/gate/way").expect("a URL");
    let url = Endpoints::new(&base, "acme.example.com").get(&["chats", chat_id, "events"]);
    assert_eq!(url.origin(), base.origin());
    let segments: Vec<_> = url.path_segments().into_iter().flatten().collect();
    let [prefix @ .., "chats", id, "events"] = &segments[..] else { panic!("another path: {}", segments.len()) };
    assert_eq!(prefix, ["gate", "way", "clientweb", "api", "v2"]);
    assert_eq!(decoded(id), chat_id.as_bytes());
    let names: Vec<_> = url.query_pairs().map(|(name, _)| name.into_owned()).collect();
    assert_eq!(names, ["tenantUrl", "nonce"]);
    assert_eq!(url.fragment(), None);
}

fn decoded(segment: &str) -> Vec<u8> {
    let mut bytes = segment.bytes();
    let mut decoded = Vec::new();
    while let Some(byte) = bytes.next() {
        let digits: String =
            if byte == b'%' { bytes.by_ref().take(2).map(char::from).collect() } else { String::new() };
        decoded.push(if byte == b'%' { u8::from_str_radix(&digits, 16).expect("two digits") } else { byte });
    }
    decoded
}
