// Tests wait for conditions and never for time to pass. How long they wait at most is said once, here: far longer than
// anything takes on a machine that is busy with other things.

import Foundation

let patience: TimeInterval = 30

/// What was waited for in vain.
struct WaitedInVain: Error, CustomStringConvertible {
    let description: String

    init(for what: String) {
        description = "waited \(Int(patience)) s in vain for \(what)"
    }
}

/// Repeats a check until it is true, on the actor of the caller.
func waitUntil(
    _ what: String, isolation: isolated (any Actor)? = #isolation, _ isTrue: () async throws -> Bool
) async throws {
    let deadline = Date(timeIntervalSinceNow: patience)
    while try await !isTrue() {
        guard Date() < deadline else { throw WaitedInVain(for: what) }
        try await Task.sleep(nanoseconds: 2_000_000)
    }
}

/// A gate at which a callback waits until the test opens it; with a limit, so that a failure is no hang.
struct Gate: Sendable {
    private let semaphore = DispatchSemaphore(value: 0)

    func open() {
        semaphore.signal()
    }

    /// Whether it was opened in time.
    @discardableResult
    func pass() -> Bool {
        semaphore.wait(timeout: .now() + patience) == .success
    }
}
