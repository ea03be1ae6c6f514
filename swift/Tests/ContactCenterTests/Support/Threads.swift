// The threads of this process, as far as the system tells them.

import ContactCenter
import Foundation
import XCTest

/// A thread, as the system describes it.
private struct ThreadStatus {
    let name: String
    /// The signals that it keeps from itself, a bit for each.
    let blockedSignals: UInt64

    /// That of a thread that is still there when it is asked.
    init?(of id: String) {
        let file = "/proc/self/task/\(id)/status"
        guard let status = try? String(contentsOfFile: file, encoding: .utf8) else { return nil }
        let lines = status.split(separator: "\n").map { $0.split(separator: "\t") }
        func value(_ name: String) -> Substring? { lines.first { $0.first == "\(name):" }?.last }
        guard let name = value("Name"), let blocked = value("SigBlk").flatMap({ UInt64($0, radix: 16) })
        else { return nil }
        self.name = String(name)
        blockedSignals = blocked
    }
}

/// `nil` where the system does not tell: there is no /proc on Apple's.
private func threads() -> [ThreadStatus]? {
    try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/task").compactMap(ThreadStatus.init)
}

/// How many threads there are. Skips the test where the system does not tell.
func threadCount() throws -> Int {
    guard let threads = threads() else { throw XCTSkip("threads are counted in /proc") }
    return threads.count
}

/// Makes a communicator whose threads `coreHasThreads` can tell from all others.
///
/// On Linux a thread has its name and the signals that it blocks from the one that started it. So a thread of Dispatch's pool
/// may have the name of the core's thread that called Dispatch; but it blocks every signal on its own account, and this
/// sees to it that the core's threads let one through.
func withThreadsToTell(_ make: () throws -> ContactCenterCommunicator) rethrows -> ContactCenterCommunicator {
    var termination = sigset_t()
    var before = sigset_t()
    sigemptyset(&termination)
    sigaddset(&termination, SIGTERM)
    pthread_sigmask(SIG_UNBLOCK, &termination, &before)
    defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
    return try make()
}

/// Whether there are threads that the core has started for communicators made `withThreadsToTell`; `nil` where the system does
/// not tell, so that a test shows there what it can show without.
func coreHasThreads() -> Bool? {
    let termination = UInt64(1) << (SIGTERM - 1)
    return threads()?.contains { $0.blockedSignals & termination == 0 && $0.name.hasPrefix("contact-center") }
}
