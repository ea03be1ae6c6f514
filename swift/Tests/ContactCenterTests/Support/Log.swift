// Callbacks come on other threads than the test; what they write down is written under a lock.

import Foundation

/// What a callback writes down for the test to read.
final class Log<Value: Sendable>: @unchecked Sendable {
    private let lock = NSLock()
    private var written: [Value] = []

    var values: [Value] { lock.withLock { written } }

    func append(_ value: Value) {
        lock.withLock { written.append(value) }
    }
}
