//! Whether the agent is scripted or manual, and how fast.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::serde_millis;

/// Who plays the agent. In JSON: `"manual"`, or `{"scripted":{"pace_ms":300,"patience_ms":120000}}`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AgentMode {
    /// The test, through [`crate::Chat`] or the control API. Sessions start with an empty queue.
    Manual,
    /// A script: an agent joins every chat, greets, shows what the customer names ([`crate::scripted_words`]), quotes back
    /// everything else, and gives up on one who stays silent.
    Scripted {
        /// Time between two steps of the script; zero is allowed.
        #[serde(rename = "pace_ms", with = "serde_millis")]
        pace: Duration,
        /// How long the agent waits for a message of the customer before a warning, and as long again before the
        /// chat is ended; without limit if there is none.
        #[serde(rename = "patience_ms", with = "serde_millis::optional", default)]
        patience: Option<Duration>,
    },
}

impl AgentMode {
    /// The pace that is comfortable to watch.
    pub const DEFAULT_PACE: Duration = Duration::from_millis(300);

    /// Long enough to look something up.
    pub const DEFAULT_PATIENCE: Duration = Duration::from_secs(120);

    /// The script at its default pace, with its default patience.
    pub fn scripted() -> Self {
        Self::Scripted { pace: Self::DEFAULT_PACE, patience: Some(Self::DEFAULT_PATIENCE) }
    }
}
