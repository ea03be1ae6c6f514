// Callbacks come on other threads than the test; what they count is counted under a lock.

import Foundation

final class Counter: @unchecked Sendable {
    private let lock = NSLock()
    private var count = 0

    var value: Int { lock.withLock { count } }

    @discardableResult
    func add(_ number: Int) -> Int {
        lock.withLock {
            count += number
            return count
        }
    }
}
