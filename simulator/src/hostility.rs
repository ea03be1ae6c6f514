//! The ways in which a malicious server can answer.

use serde::{Deserialize, Serialize};

/// One way of doing harm.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Hostility {
    /// Status 302 to another place.
    Redirect(String),
    /// A message that never ends, as fast as the client reads.
    EndlessBody,
    /// The right answer, a byte every tenth of a second.
    SlowDrip,
    /// Under two megabytes that unpack to a quarter of a gigabyte, declared as gzip.
    GzipBomb,
    /// A list of a million events that say nothing.
    MillionEvents,
    /// The right answer behind headers of a megabyte.
    HugeHeaders,
    /// The right answer, but every id in it is full of control characters, slashes and quotes.
    StrangeIds,
}

/// What replaces every id under [`Hostility::StrangeIds`].
pub const STRANGE_ID: &str = "../\r\nX-Injected: 1\u{0}\u{1b}[2J\u{7f}\u{202e}\"',;/\\?#%00";
