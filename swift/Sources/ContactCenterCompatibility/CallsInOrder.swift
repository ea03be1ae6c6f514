// A call with a completion returns at once, so two of them may be made in a row by an app that expects the first to come
// first. Tasks alone do not promise that.

import Foundation

/// Carries out the calls of one sequence, such as those for a chat, one after the other, in the order in which they were made.
///
/// Nearly all of them return when they are queued. Those that leave a chat have the server's answer then, and nothing that an app
/// does after them makes sense before.
final class CallsInOrder: @unchecked Sendable {
    private let lock = NSLock()
    /// The last call of each. It is kept when it is done: there are as many sequences as there were chats, or twice that.
    private var last: [String: Task<Void, Never>] = [:]

    func add(to sequence: String, _ call: @escaping @Sendable () async -> Void) {
        lock.withLock {
            let previous = last[sequence]
            last[sequence] = Task {
                await previous?.value
                await call()
            }
        }
    }
}
