// Shown in the guide "Logs and traces".

import ContactCenter
import Foundation

/// What a user hands over who says "it does not work".
final class SupportReport: ContactCenterLogging, @unchecked Sendable {
    private let lock = NSLock()
    private var lines: [String] = []
    private let communicator: ContactCenterCommunicator

    /// Made before a chat is requested, so that all of it is in the report.
    init(communicator: ContactCenterCommunicator) throws {
        self.communicator = communicator
        try communicator.setLogSink(self, level: .debug)
        try communicator.startRecording()
    }

    func log(level: ContactCenterLogLevel, category: String, message: String) {
        lock.withLock { lines.append("\(level) \(category): \(message)") }
    }

    /// The log, and the trace for `contact-center replay`.
    func finish() throws -> (log: String, trace: String?) {
        let trace = communicator.stopRecording()
        try communicator.setLogSink(nil)
        return (lock.withLock { lines.joined(separator: "\n") }, trace)
    }
}
