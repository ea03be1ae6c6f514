// Which values each event has, read from where they are declared: an event shows a mirror nothing of what it holds.

import ContactCenter
import Foundation

enum DeclaredEvents {
    /// The names of the values of each case, by the name of the case.
    static func values() throws -> [String: Set<String>] {
        var swift = URL(fileURLWithPath: #filePath)
        for _ in 0..<4 { swift.deleteLastPathComponent() }
        let file = swift.appendingPathComponent("Sources/ContactCenter/Generated/ContactCenterCore.swift")
        let lines = try String(contentsOf: file, encoding: .utf8).components(separatedBy: "\n")
        let enumeration = lines.drop { !$0.hasPrefix("public enum ContactCenterEvent:") }.prefix { $0 != "}" }
        var values: [String: Set<String>] = [:]
        var name = ""
        for line in enumeration.map({ $0.trimmingCharacters(in: .whitespaces) }) {
            if line.hasPrefix("case ") {
                name = line.dropFirst("case ".count).prefix { $0.isLetter }.lowercased()
                values[name] = []
            } else if line.hasPrefix("*/"), let colon = line.firstIndex(of: ":") {
                // Where its documentation ends a value begins.
                values[name]?.insert(String(line[..<colon].dropFirst("*/".count)))
            }
        }
        return values
    }

    /// The name of an event's case as `values` has it. What an event prints of itself is the name that servers know.
    static func name(of event: ContactCenterEvent) -> String {
        "\(event)".prefix { $0 != "(" }.filter(\.isLetter)
    }
}
