//! Signaling messages in JSON lines.
//!
//! Words about a call as a line has them: in the form in which events print them, or as they stand on the wire.

use contact_center_core::{ContactCenterSignaling as Signaling, JsonValue};
use serde::{Deserialize, Deserializer};
use serde_json::Value;

/// A word in the printed form, whose names the wire spells otherwise. Either spelling is taken. Whatever is not wholly such a word
/// goes out as it stands, so that nothing of it is lost.
pub(crate) fn from_line(data: &Value) -> Signaling {
    Word::deserialize(data).unwrap_or_else(|_| Signaling::Other { raw: raw(data) })
}

/// How the core's type is read; the core itself only prints it.
#[derive(Deserialize)]
#[serde(remote = "Signaling", tag = "type", rename_all = "SCREAMING_SNAKE_CASE", deny_unknown_fields)]
enum Word {
    RequestCall {
        #[serde(alias = "offerVideo")]
        offer_video: bool,
    },
    OfferCall {
        sdp: String,
        #[serde(alias = "offerVideo")]
        offer_video: bool,
    },
    AnswerCall {
        sdp: String,
    },
    IceCandidate {
        candidate: String,
        #[serde(alias = "sdpMid", default)]
        sdp_mid: Option<String>,
        #[serde(alias = "sdpMLineIndex", default)]
        sdp_m_line_index: Option<i32>,
    },
    EndCall {},
    CallRejected {
        #[serde(default)]
        reason_code: Option<String>,
        #[serde(default)]
        reason: Option<String>,
    },
    CallState {
        #[serde(alias = "audioEnabled")]
        audio_enabled: bool,
        #[serde(alias = "videoEnabled")]
        video_enabled: bool,
    },
    RequestPhoneCall {
        number: String,
    },
    RequestSms {
        number: String,
    },
    Other {
        #[serde(deserialize_with = "raw_value")]
        raw: JsonValue,
    },
}

fn raw_value<'de, D: Deserializer<'de>>(deserializer: D) -> Result<JsonValue, D::Error> {
    Value::deserialize(deserializer).map(|value| raw(&value))
}

fn raw(value: &Value) -> JsonValue {
    JsonValue::from_text(value.to_string())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn every_word_is_taken_as_it_is_printed() {
        let text = || Some("x".to_owned());
        for word in [
            Signaling::RequestCall { offer_video: true },
            Signaling::OfferCall { sdp: "v=0".into(), offer_video: true },
            Signaling::AnswerCall { sdp: "v=0".into() },
            Signaling::IceCandidate { candidate: "c".into(), sdp_mid: text(), sdp_m_line_index: Some(1) },
            Signaling::IceCandidate { candidate: "c".into(), sdp_mid: None, sdp_m_line_index: None },
            Signaling::EndCall,
            Signaling::CallRejected { reason_code: text(), reason: None },
            Signaling::CallState { audio_enabled: true, video_enabled: false },
            Signaling::RequestPhoneCall { number: "1".into() },
            Signaling::RequestSms { number: "1".into() },
            Signaling::Other { raw: JsonValue::from_text(r#"{"type":"HOLD"}"#.into()) },
        ] {
            let printed: Value = serde_json::from_str(&serde_json::to_string(&word).expect("it prints")).expect("JSON");
            assert_eq!(from_line(&printed), word, "{printed}");
        }
    }

    #[test]
    fn a_word_may_be_spelled_as_on_the_wire() {
        assert_eq!(
            from_line(&json!({ "type": "ICE_CANDIDATE", "candidate": "c", "sdpMid": "0", "sdpMLineIndex": 1 })),
            Signaling::IceCandidate { candidate: "c".into(), sdp_mid: Some("0".into()), sdp_m_line_index: Some(1) }
        );
        assert_eq!(
            from_line(&json!({ "type": "CALL_STATE", "audioEnabled": true, "videoEnabled": false })),
            Signaling::CallState { audio_enabled: true, video_enabled: false }
        );
        assert_eq!(
            from_line(&json!({ "type": "REQUEST_CALL", "offerVideo": true })),
            Signaling::RequestCall { offer_video: true }
        );
    }

    #[test]
    fn what_is_no_word_or_more_than_one_goes_out_as_it_stands() {
        for data in [
            json!({ "type": "HOLD", "for": null }),
            json!({ "candidate": "c" }),
            json!({ "type": "END_CALL", "of": "tomorrow" }),
            json!({ "type": "ANSWER_CALL", "sdp": "v=0", "codec": "opus" }),
            json!({ "type": "OFFER_CALL", "sdp": "v=0" }),
            json!([1]),
        ] {
            assert_eq!(from_line(&data), Signaling::Other { raw: raw(&data) });
        }
    }
}
