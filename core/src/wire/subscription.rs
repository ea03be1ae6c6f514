//! The body that subscribes a device to pushes, or cancels the subscription.

use serde::Serialize;

use crate::secret::Secret;

/// Exactly one kind of token per request: the server refuses more (5603).
#[derive(Serialize)]
#[serde(untagged)]
pub(crate) enum Subscription {
    Apns {
        #[serde(rename = "ios_apns_device_token")]
        device_token: Secret<String>,
        #[serde(rename = "ios_app_bundle_id")]
        app_bundle_id: String,
    },
    FirebaseIos {
        #[serde(rename = "ios_firebase_device_token")]
        device_token: Secret<String>,
    },
    FirebaseAndroid {
        #[serde(rename = "android_firebase_device_token")]
        device_token: Secret<String>,
    },
    Cancelled {},
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_subscription_names_one_kind_of_token_and_a_cancellation_none() {
        for (subscription, json) in [
            (
                Subscription::Apns { device_token: "0a1b".to_owned().into(), app_bundle_id: "com.acme".into() },
                r#"{"ios_apns_device_token":"0a1b","ios_app_bundle_id":"com.acme"}"#,
            ),
            (
                Subscription::FirebaseIos { device_token: "T:a".to_owned().into() },
                r#"{"ios_firebase_device_token":"T:a"}"#,
            ),
            (
                Subscription::FirebaseAndroid { device_token: "T:a".to_owned().into() },
                r#"{"android_firebase_device_token":"T:a"}"#,
            ),
            (Subscription::Cancelled {}, "{}"),
        ] {
            assert_eq!(super::super::to_json(&subscription), json.as_bytes());
        }
    }
}
