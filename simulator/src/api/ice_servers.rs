//! ICE servers for calls. Newer installations encrypt them with the chat id.

use std::{num::NonZeroU32, sync::Arc};

use axum::{
    Json,
    extract::State,
    http::Uri,
    response::{IntoResponse, Response},
};
use base64::{Engine, engine::general_purpose::STANDARD};
use ring::{
    aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey},
    pbkdf2::{self, PBKDF2_HMAC_SHA256},
    rand::{SecureRandom, SystemRandom},
};
use serde_json::{Value, json};
use tokio::task::spawn_blocking;

use crate::{IceServersForm, api_error::ApiError, caller::Caller, request_log::query_value, shared_state::SharedState};

const SALT_LENGTH: usize = 16;
const ROUNDS: NonZeroU32 = NonZeroU32::new(65_536).expect("not zero");

/// `GET iceservers`
pub(super) async fn ask(
    State(shared): State<Arc<SharedState>>,
    _caller: Caller,
    uri: Uri,
) -> Result<Response, ApiError> {
    let options = shared.options();
    let password = query_value(&uri, "sessionId").filter(|id| !id.is_empty());
    let is_plain = match options.ice_servers_form {
        IceServersForm::BySession => password.is_none(),
        form => form == IceServersForm::Plain,
    };
    if is_plain {
        return Ok(Json(json!({"servers": options.ice_servers})).into_response());
    }
    let password = password.ok_or(ApiError::bad_json("sessionId is missing in the query"))?;
    let servers = options.ice_servers.clone();
    // The many rounds would block every other request.
    let secret = spawn_blocking(move || encrypted(&servers, &password)).await.expect("encrypting does not panic");
    Ok(match options.ice_servers_form {
        IceServersForm::EncryptedJson => Json(secret).into_response(),
        _ => secret.into_response(),
    })
}

/// Salt, nonce, and the ciphertext with its tag, in Base64.
fn encrypted(servers: &Value, password: &str) -> String {
    let (mut salt, mut nonce, mut key) = ([0; SALT_LENGTH], [0; NONCE_LEN], [0; 32]);
    let random = SystemRandom::new();
    random.fill(&mut salt).and_then(|()| random.fill(&mut nonce)).expect("the system has random numbers");
    pbkdf2::derive(PBKDF2_HMAC_SHA256, ROUNDS, &salt, password.as_bytes(), &mut key);
    let key = LessSafeKey::new(UnboundKey::new(&AES_256_GCM, &key).expect("the key has its length"));
    let mut text = servers.to_string().into_bytes();
    key.seal_in_place_append_tag(Nonce::assume_unique_for_key(nonce), Aad::empty(), &mut text)
        .expect("a list of servers is short enough");
    STANDARD.encode([&salt[..], &nonce[..], &text[..]].concat())
}
