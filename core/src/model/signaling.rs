//! WebRTC signaling messages.
//!
//! Words about a call with sound or picture. The SDK carries them between the app's WebRTC and the contact center's; it makes
//! no call itself.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{JsonValue, tag::write_tag};

/// One word about a call.
#[derive(Clone, PartialEq, Serialize, Deserialize, uniffi::Enum)]
#[uniffi::export(Debug)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE", tag = "type")]
pub enum ContactCenterSignaling {
    /// A party wishes to be called (`REQUEST_CALL`).
    RequestCall {
        /// Whether with picture.
        offer_video: bool,
    },
    /// A call is offered (`OFFER_CALL`).
    OfferCall {
        /// The session description of the offer.
        sdp: String,
        /// Whether with picture.
        offer_video: bool,
    },
    /// The offer is accepted (`ANSWER_CALL`).
    AnswerCall {
        /// The session description of the answer.
        sdp: String,
    },
    /// A way to reach a party (`ICE_CANDIDATE`).
    IceCandidate {
        /// The candidate line.
        candidate: String,
        /// The media section it is for, by its id.
        sdp_mid: Option<String>,
        /// The same, by its index.
        sdp_m_line_index: Option<i32>,
    },
    /// The call is over (`END_CALL`).
    EndCall,
    /// The call is declined (`CALL_REJECTED`).
    CallRejected {
        /// Why, as a code.
        reason_code: Option<String>,
        /// Why, in words.
        reason: Option<String>,
    },
    /// What a party sends at present (`CALL_STATE`).
    CallState {
        /// Whether sound.
        audio_enabled: bool,
        /// Whether picture.
        video_enabled: bool,
    },
    /// A party wishes to be called on the phone (`REQUEST_PHONE_CALL`).
    RequestPhoneCall {
        /// The phone number.
        number: String,
    },
    /// A party wishes to go on by text message (`REQUEST_SMS`).
    RequestSms {
        /// The phone number.
        number: String,
    },
    /// Any other word, and any that made no sense.
    Other {
        /// The whole of it, as JSON. To send it, it must be an object.
        raw: JsonValue,
    },
}

/// Says which word it is and nothing of what it holds: addresses, phone numbers, a reason in words.
impl fmt::Debug for ContactCenterSignaling {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_tag(self, f)
    }
}
