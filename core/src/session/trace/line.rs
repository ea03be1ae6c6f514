//! Records of a trace: one line of JSON each.

use std::{
    borrow::Cow,
    collections::BTreeMap,
    time::{Duration, Instant},
};

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use crate::session::{Key, Restored, machine::Manners};

/// The first line.
#[derive(Serialize, Deserialize)]
pub(super) struct Head<'a> {
    pub(super) contact_center_trace: u64,
    /// The version that recorded it.
    pub(super) sdk: Cow<'a, str>,
    pub(super) os: Cow<'a, str>,
    /// When it began, in milliseconds since 1970 by the device's clock.
    pub(super) began_ms: u64,
}

/// Every other line: something of one chat, or what is missing.
#[derive(Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Line<'a> {
    /// The number of the chat in this trace.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) chat: Option<u64>,
    /// Milliseconds since the recording began, to the nanosecond.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) at_ms: Option<f64>,
    /// A chat that is recorded from its beginning.
    #[serde(borrow, skip_serializing_if = "Option::is_none")]
    pub(super) opens: Option<&'a RawValue>,
    /// A chat that was open when the recording began.
    #[serde(borrow, skip_serializing_if = "Option::is_none")]
    pub(super) joins: Option<&'a RawValue>,
    #[serde(borrow, skip_serializing_if = "Option::is_none")]
    pub(super) input: Option<&'a RawValue>,
    /// Which events of the input the store knew from an earlier run: their place in the list, and all of their keys.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub(super) known: BTreeMap<usize, Vec<Key>>,
    /// None where the machine panicked.
    #[serde(borrow, skip_serializing_if = "Option::is_none")]
    pub(super) effects: Option<&'a RawValue>,
    /// What had to go to keep the bound.
    #[serde(borrow, skip_serializing_if = "Option::is_none")]
    pub(super) dropped: Option<&'a RawValue>,
}

/// What a machine is made of, beside time.
#[derive(Serialize, Deserialize)]
pub(super) struct Opening<R = Restored, M = Manners> {
    /// The beginning of the chat's id, as logs have it.
    pub(super) short: String,
    /// What stands for all of it in this trace.
    pub(super) chat_id: String,
    pub(super) resumed: bool,
    pub(super) seed: u64,
    pub(super) manners: M,
    pub(super) restored: R,
}

/// The first thing that a machine is told, before any input.
#[derive(Serialize, Deserialize)]
pub(super) struct Start {
    pub(super) online: bool,
    pub(super) foreground: bool,
}

/// As `at_ms`.
pub(super) fn ms_between(began: Instant, now: Instant) -> f64 {
    now.saturating_duration_since(began).as_nanos() as f64 / 1e6
}

/// The same time again; none where no recording has it.
pub(super) fn duration_of(ms: f64) -> Option<Duration> {
    const TEN_YEARS: f64 = 10.0 * 366.0 * 86_400_000.0;
    (0.0..TEN_YEARS).contains(&ms).then(|| Duration::from_nanos((ms * 1e6).round() as u64))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_the_same_to_the_nanosecond_after_it_was_written_and_read() {
        let began = Instant::now();
        for nanos in [0, 1, 999_999, 1_000_001, 15_000_123_456_789, 3_600_000_000_000_001, 86_400_000_000_000 * 30 + 7]
        {
            let time = Duration::from_nanos(nanos);
            let written = serde_json::to_string(&ms_between(began, began + time)).expect("a number");
            assert_eq!(duration_of(serde_json::from_str(&written).expect("a number")), Some(time));
        }
        for none in [-1.0, f64::NAN, f64::INFINITY, 1e300] {
            assert_eq!(duration_of(none), None);
        }
    }
}
