//! WebRTC signaling messages.
//!
//! Words about a call with sound or picture. The SDK carries them between the app's WebRTC and the contact center's; it makes
//! no call itself.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{JsonValue, tag::write_tag};

/// A WebRTC signaling message.
#[derive(Clone, PartialEq, Serialize, Deserialize, uniffi::Enum)]
#[uniffi::export(Debug)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE", tag = "type")]
pub enum ContactCenterSignaling {
    /// A party wishes to be called (`REQUEST_CALL`).
    RequestCall {
        /// Whether the call has video.
        offer_video: bool,
    },
    /// A call is offered (`OFFER_CALL`).
    OfferCall {
        /// The session description of the offer.
        sdp: String,
        /// Whether the call has video.
        offer_video: bool,
    },
    /// The offer is accepted (`ANSWER_CALL`).
    AnswerCall {
        /// The session description of the answer.
        sdp: String,
    },
    /// An ICE candidate (`ICE_CANDIDATE`).
    IceCandidate {
        /// The candidate line.
        candidate: String,
        /// The id of its media section.
        sdp_mid: Option<String>,
        /// The index of its media section.
        sdp_m_line_index: Option<i32>,
    },
    /// The call is over (`END_CALL`).
    EndCall,
    /// The call is declined (`CALL_REJECTED`).
    CallRejected {
        /// The reason as a code.
        reason_code: Option<String>,
        /// The reason as text.
        reason: Option<String>,
    },
    /// The media that a party sends (`CALL_STATE`).
    CallState {
        /// Whether the party sends audio.
        audio_enabled: bool,
        /// Whether the party sends video.
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
    /// Any other signaling message, and any that cannot be read.
    Other {
        /// The whole message as JSON. To send it, it must be an object.
        raw: JsonValue,
    },
}

/// Says which word it is and nothing of what it holds: addresses, phone numbers, a reason in words.
impl fmt::Debug for ContactCenterSignaling {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_tag(self, f)
    }
}
