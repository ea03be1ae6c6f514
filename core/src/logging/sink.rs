//! The log sink that an app implements, and its levels.

/// How much a line matters; and, as a limit, down to what lines are wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, uniffi::Enum)]
pub enum ContactCenterLogLevel {
    /// Something that should not happen: for example a panic that was contained.
    Error,
    /// Something goes wrong, and the SDK does without.
    Warning,
    /// What happens to a chat as a whole: it opens, it closes, its connection is lost.
    Info,
    /// Every request, delivery and status.
    Debug,
}

/// Receives the lines of one communicator's log; see `setLogSink`.
///
/// Called from one thread of the SDK that does nothing else, one line after the other, with no lock held: calling back into the
/// SDK (`shutdown` included) works. A slow sink delays nothing: where a thousand lines wait further ones are dropped, and their number
/// is told. One that throws or panics loses that one line. No line holds a message, a name, a number, a token, the id of a
/// client or of a file, or more than the first eight characters of a chat id.
#[uniffi::export(foreign)]
pub trait ContactCenterLogging: Send + Sync {
    /// One line. `category` is the part of the SDK that speaks: `chat`, `delegate`, `http`, `runtime` or `store`.
    fn log(&self, level: ContactCenterLogLevel, category: String, message: String);
}
