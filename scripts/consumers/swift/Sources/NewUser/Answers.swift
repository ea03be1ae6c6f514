// What the agent is told, and what the agent says.

/// What the agent is told.
let question = "Where is my parcel?"

/// What the agent says, for a task to wait for.
struct Answers: Sendable {
    private let stream: AsyncStream<String>
    private let continuation: AsyncStream<String>.Continuation

    init() {
        (stream, continuation) = AsyncStream.makeStream()
    }

    func add(_ text: String) {
        continuation.yield(text)
    }

    /// The first that is wanted. The caller of this program limits how long that may take.
    func first(_ isWanted: (String) -> Bool) async -> String {
        for await text in stream where isWanted(text) { return text }
        return ""
    }
}
