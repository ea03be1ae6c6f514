//! WebRTC signaling messages: read from an object, or from a string that holds one; written as an object.

use serde_json::{Value, json, value::RawValue};

use super::{
    given_json::object_of,
    object::{Object, unwrapped},
};
use crate::model::{ContactCenterError, ContactCenterSignaling as Signaling, JsonValue};

/// Reads the `data` of an event.
pub(super) fn read(data: Option<&RawValue>) -> Signaling {
    let data = data.unwrap_or(RawValue::NULL);
    let Some(object) = unwrapped(data) else {
        return Signaling::Other { raw: JsonValue::from_raw(data) };
    };
    let word = Object::read(object.get()).ok().and_then(|object| word(&object));
    word.unwrap_or_else(|| Signaling::Other { raw: JsonValue::from_raw(&object) })
}

/// Nothing where the type is unknown, or where the one member is missing without which it says nothing.
fn word(data: &Object<'_>) -> Option<Signaling> {
    let text = |name| data.scalar(name).text();
    let flag = |name| data.scalar(name).flag().unwrap_or(false);
    let said = data.scalar("type").filled();
    Some(match said.as_deref() {
        Some("REQUEST_CALL") => Signaling::RequestCall { offer_video: flag("offerVideo") },
        Some("OFFER_CALL") => Signaling::OfferCall { sdp: text("sdp")?, offer_video: flag("offerVideo") },
        Some("ANSWER_CALL") => Signaling::AnswerCall { sdp: text("sdp")? },
        // One client in use leaves the type of its candidates out.
        Some("ICE_CANDIDATE") | None => Signaling::IceCandidate {
            candidate: text("candidate")?,
            sdp_mid: text("sdpMid"),
            sdp_m_line_index: data.scalar("sdpMLineIndex").seconds(),
        },
        Some("END_CALL") => Signaling::EndCall,
        Some("CALL_REJECTED") => Signaling::CallRejected {
            reason_code: data.scalar("reason_code").filled(),
            reason: data.scalar("reason").filled(),
        },
        Some("CALL_STATE") => {
            Signaling::CallState { audio_enabled: flag("audioEnabled"), video_enabled: flag("videoEnabled") }
        }
        Some("REQUEST_PHONE_CALL") => Signaling::RequestPhoneCall { number: text("number")? },
        Some("REQUEST_SMS") => Signaling::RequestSms { number: text("number")? },
        Some(_) => return None,
    })
}

/// The `data` of an event that we send. What is absent is left out.
pub(crate) fn signaling_data(signaling: &Signaling) -> Result<Value, ContactCenterError> {
    let mut data = match signaling {
        Signaling::RequestCall { offer_video } => json!({ "type": "REQUEST_CALL", "offerVideo": offer_video }),
        Signaling::OfferCall { sdp, offer_video } => {
            json!({ "type": "OFFER_CALL", "sdp": sdp, "offerVideo": offer_video })
        }
        Signaling::AnswerCall { sdp } => json!({ "type": "ANSWER_CALL", "sdp": sdp }),
        Signaling::IceCandidate { candidate, sdp_mid, sdp_m_line_index } => json!({
            "type": "ICE_CANDIDATE", "candidate": candidate, "sdpMid": sdp_mid, "sdpMLineIndex": sdp_m_line_index,
        }),
        Signaling::EndCall => json!({ "type": "END_CALL" }),
        Signaling::CallRejected { reason_code, reason } => {
            json!({ "type": "CALL_REJECTED", "reason_code": reason_code, "reason": reason })
        }
        Signaling::CallState { audio_enabled, video_enabled } => {
            json!({ "type": "CALL_STATE", "audioEnabled": audio_enabled, "videoEnabled": video_enabled })
        }
        Signaling::RequestPhoneCall { number } => json!({ "type": "REQUEST_PHONE_CALL", "number": number }),
        Signaling::RequestSms { number } => json!({ "type": "REQUEST_SMS", "number": number }),
        Signaling::Other { raw } => return object_of("data", raw).map(Value::Object),
    };
    if let Value::Object(members) = &mut data {
        members.retain(|_, member| !member.is_null());
    }
    Ok(data)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Defect 51.
    #[test]
    fn every_word_is_written_to_the_byte_as_the_protocol_asks() {
        let text = || "x".to_owned();
        let other = |json: &str| Signaling::Other { raw: JsonValue::from_text(json.to_owned()) };
        for (word, json) in [
            (Signaling::RequestCall { offer_video: true }, r#"{"offerVideo":true,"type":"REQUEST_CALL"}"#),
            (
                Signaling::OfferCall { sdp: "v=0\r\n".into(), offer_video: false },
                r#"{"offerVideo":false,"sdp":"v=0\r\n","type":"OFFER_CALL"}"#,
            ),
            (Signaling::AnswerCall { sdp: text() }, r#"{"sdp":"x","type":"ANSWER_CALL"}"#),
            (
                Signaling::IceCandidate { candidate: text(), sdp_mid: Some("0".into()), sdp_m_line_index: Some(1) },
                r#"{"candidate":"x","sdpMLineIndex":1,"sdpMid":"0","type":"ICE_CANDIDATE"}"#,
            ),
            (
                Signaling::IceCandidate { candidate: String::new(), sdp_mid: None, sdp_m_line_index: None },
                r#"{"candidate":"","type":"ICE_CANDIDATE"}"#,
            ),
            (Signaling::EndCall, r#"{"type":"END_CALL"}"#),
            (
                Signaling::CallRejected { reason_code: Some("3".into()), reason: Some("busy".into()) },
                r#"{"reason":"busy","reason_code":"3","type":"CALL_REJECTED"}"#,
            ),
            (Signaling::CallRejected { reason_code: None, reason: None }, r#"{"type":"CALL_REJECTED"}"#),
            (
                Signaling::CallState { audio_enabled: true, video_enabled: false },
                r#"{"audioEnabled":true,"type":"CALL_STATE","videoEnabled":false}"#,
            ),
            (Signaling::RequestPhoneCall { number: text() }, r#"{"number":"x","type":"REQUEST_PHONE_CALL"}"#),
            (Signaling::RequestSms { number: text() }, r#"{"number":"x","type":"REQUEST_SMS"}"#),
            (other(r#" {"type":"HOLD","for":null} "#), r#"{"for":null,"type":"HOLD"}"#),
        ] {
            let data = signaling_data(&word).expect("a good word");
            assert_eq!(data.to_string(), json);
            let raw: &RawValue = serde_json::from_str(json).expect("JSON");
            if !matches!(word, Signaling::Other { .. }) {
                assert_eq!(read(Some(raw)), word, "and it is read back");
            }
        }
        for no_object in ["[]", "\"text\"", "null"] {
            let refusal = signaling_data(&other(no_object)).expect_err("no object");
            assert_eq!(refusal, ContactCenterError::invalid("data", "must be a JSON object"));
        }
    }
}
