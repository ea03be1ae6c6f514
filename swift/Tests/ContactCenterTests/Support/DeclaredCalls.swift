// The calls of a communicator, read from where they are declared, so that a table of all of them can be held against it.

import Foundation

enum DeclaredCalls {
    /// How many public functions of the communicator have each name.
    static func ofTheCommunicator() throws -> [String: Int] {
        var swift = URL(fileURLWithPath: #filePath)
        for _ in 0..<4 { swift.deleteLastPathComponent() }
        let sources = swift.appendingPathComponent("Sources/ContactCenter")
        var counts: [String: Int] = [:]
        for file in try FileManager.default.contentsOfDirectory(at: sources, includingPropertiesForKeys: nil)
        where file.pathExtension == "swift" {
            var isInside = false
            for line in try String(contentsOf: file, encoding: .utf8).components(separatedBy: "\n") {
                if line == "}" { isInside = false }
                if line.hasPrefix("extension ContactCenterCommunicator {") { isInside = true }
                let declaration = line.components(separatedBy: "    public func ")
                if isInside, declaration.count == 2 {
                    counts[String(declaration[1].prefix { $0 != "(" }), default: 0] += 1
                }
            }
        }
        return counts
    }
}
