// The calls of a communicator, read from where they are declared, so that a table of all of them can be held against it.

import Foundation

enum DeclaredCalls {
    /// How many public functions of the communicator have each name.
    static func ofTheCommunicator() throws -> [String: Int] {
        Dictionary(try declarations().map { (name(of: $0), 1) }, uniquingKeysWith: +)
    }

    /// The names of its awaited functions that do not take the actor of the caller, one for each function.
    static func awaitedWithoutIsolation() throws -> [String] {
        try declarations().filter { $0.contains("async") && !$0.contains("isolation: isolated (any Actor)?") }.map(name)
    }

    private static func name(of declaration: String) -> String {
        String(declaration.prefix { $0 != "(" })
    }

    /// The public functions of the communicator, each from its name to its body.
    private static func declarations() throws -> [String] {
        var swift = URL(fileURLWithPath: #filePath)
        for _ in 0..<4 { swift.deleteLastPathComponent() }
        let sources = swift.appendingPathComponent("Sources/ContactCenter")
        return try FileManager.default.contentsOfDirectory(at: sources, includingPropertiesForKeys: nil)
            .filter { $0.pathExtension == "swift" }
            .flatMap { file in
                try String(contentsOf: file, encoding: .utf8).components(separatedBy: "\n}\n")
                    .compactMap {
                        $0.components(separatedBy: "extension ContactCenterCommunicator {\n").dropFirst().last
                    }
                    .flatMap { $0.components(separatedBy: "    public func ").dropFirst() }
                    .map { $0.components(separatedBy: "{\n")[0] }
            }
    }
}
