//! Subscriptions for remote notifications. One kind of token per chat; the newest replaces what was before.

use std::sync::Arc;

use axum::{
    Json,
    body::Bytes,
    extract::{Path, State},
};
use serde_json::{Map, Value, json};

use super::body;
use crate::{api_error::ApiError, caller::Caller, shared_state::SharedState};

const APNS_TOKEN: &str = "ios_apns_device_token";
const APNS_TOPIC: &str = "ios_app_bundle_id";
const TOKENS: [&str; 3] = [APNS_TOKEN, "ios_firebase_device_token", "android_firebase_device_token"];

/// `POST chats/{id}/notifications`: one token subscribes, an empty object cancels.
pub(super) async fn subscribe(
    State(shared): State<Arc<SharedState>>,
    caller: Caller,
    Path(chat_id): Path<String>,
    body: Bytes,
) -> Result<Json<Value>, ApiError> {
    shared.change(|state| {
        let session = state.live_mut(&caller, &chat_id)?;
        let fields = body::object(&body)?;
        check(&fields)?;
        session.subscription = (!fields.is_empty()).then_some(Value::Object(fields));
        Ok(Json(json!({})))
    })
}

fn check(fields: &Map<String, Value>) -> Result<(), ApiError> {
    match TOKENS.iter().filter(|token| fields.contains_key(**token)).count() {
        0 if fields.is_empty() => return Ok(()),
        0 => return Err(ApiError::bad_json("There is no device token")),
        1 => {}
        _ => return Err(ApiError::TooManyParameters),
    }
    if !fields.values().all(|value| value.as_str().is_some_and(|text| !text.is_empty())) {
        return Err(ApiError::bad_json("A device token is not a string, or is empty"));
    }
    if fields.contains_key(APNS_TOKEN) != fields.contains_key(APNS_TOPIC) {
        return Err(ApiError::bad_json("A token of APNs and a bundle id go together"));
    }
    if fields.get(APNS_TOKEN).and_then(Value::as_str).is_some_and(|token| !is_lower_hex(token)) {
        return Err(ApiError::bad_json("A token of APNs is not in lower-case hexadecimal"));
    }
    Ok(())
}

fn is_lower_hex(token: &str) -> bool {
    token.len().is_multiple_of(2) && token.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}
