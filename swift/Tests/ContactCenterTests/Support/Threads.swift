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

private func threads() throws -> [ThreadStatus] {
    let tasks = "/proc/self/task"
    try XCTSkipUnless(FileManager.default.fileExists(atPath: tasks), "threads are counted in /proc")
    return try FileManager.default.contentsOfDirectory(atPath: tasks).compactMap(ThreadStatus.init)
}

/// How many threads there are. Skips the test where there is no /proc.
func threadCount() throws -> Int {
    try threads().count
}

/// Makes a communicator whose threads `coreThreadNames` can tell from all others.
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

/// The names of those that the core has started for communicators made `withThreadsToTell`.
func coreThreadNames() throws -> [String] {
    let termination = UInt64(1) << (SIGTERM - 1)
    let names = try threads().filter { $0.blockedSignals & termination == 0 }.map(\.name)
    return names.filter { $0.hasPrefix("contact-center") }
}
