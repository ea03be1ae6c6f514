// The threads of this process, as far as the system tells them.

import Foundation
import XCTest

/// The names of all threads. Skips the test where there is no /proc.
func threadNames() throws -> [String] {
    let tasks = "/proc/self/task"
    try XCTSkipUnless(FileManager.default.fileExists(atPath: tasks), "threads are counted in /proc")
    return try FileManager.default.contentsOfDirectory(atPath: tasks).compactMap { id in
        // A thread may end between being listed and being asked for its name.
        try? String(contentsOfFile: "\(tasks)/\(id)/comm", encoding: .utf8)
    }
}

/// Those that the core has started.
func coreThreadNames() throws -> [String] {
    try threadNames().filter { $0.hasPrefix("contact-center") }
}
