// A log sink for tests, and the search for text that must not be in a log.

import ContactCenter
import Foundation

/// A sink that keeps every line, and everything else that is to be searched.
final class Paper: ContactCenterLogging, @unchecked Sendable {
    private let lock = NSLock()
    private var written: [String] = []
    private let reaction: @Sendable () -> Void

    init(reaction: @escaping @Sendable () -> Void = {}) {
        self.reaction = reaction
    }

    var lines: [String] { lock.withLock { written } }

    func log(level: ContactCenterLogLevel, category: String, message: String) {
        write("\(level) \(category) \(message)")
        reaction()
    }

    /// Whatever an app could print of a value.
    func write(shown value: Any, without id: String = "") {
        var dumped = ""
        dump(value, to: &dumped)
        for text in ["\(value)", String(reflecting: value), dumped] {
            write("shown " + (id.isEmpty ? text : text.replacingOccurrences(of: id, with: "CHAT")))
        }
    }

    private func write(_ line: String) {
        lock.withLock { written.append(line) }
    }
}
