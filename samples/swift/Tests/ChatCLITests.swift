// The chat in a terminal, as a process of its own.

import XCTest

final class ChatCLITests: XCTestCase {
    func testAConversationInATerminal() async throws {
        let simulator = try Simulator()
        defer { simulator.stop() }
        let terminal = try Terminal(try arguments(for: simulator) + ["--name", "Ann"])
        defer { terminal.end() }
        try await waitUntil("the chat") { terminal.output.contains("* chat ") }
        let opening = try XCTUnwrap(terminal.lines.first { $0.hasPrefix("* chat ") })
        let chatID = opening.split(separator: " ")[2].dropLast()
        try await simulator.agent(of: String(chatID), "join", ["name": "Alex Agent"])
        try await simulator.agent(of: String(chatID), "say", ["text": "Hello"])
        try await waitUntil("the greeting") { terminal.lines.contains("Alex Agent: Hello") }
        terminal.type("Where is my parcel?")
        try await waitUntil("the message") { terminal.lines.contains("* message 1: sent") }
        terminal.type("/history")
        try await waitUntil("the history") { terminal.lines.contains("  you: Where is my parcel?") }
        terminal.type("/end")
        try await waitUntil("the end") { terminal.lines.contains("* the chat is over: endedByClient") }
        let status = try await terminal.status()
        XCTAssertEqual(status, 0)
    }

    func testAChatIsResumedFromTheStoreAndTheEndOfTheInputEndsIt() async throws {
        let simulator = try Simulator()
        defer { simulator.stop() }
        let store = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        defer { try? FileManager.default.removeItem(at: store) }
        let arguments = try arguments(for: simulator) + ["--store", store.path]
        let first = try Terminal(arguments)
        try await waitUntil("the chat") { first.output.contains(", new") }
        try await first.kill()
        let second = try Terminal(arguments)
        try await waitUntil("the chat") { second.output.contains(", resumed") }
        second.end()
        let status = try await second.status()
        XCTAssertEqual(status, 0)
    }

    func testABadCommandLineSaysHowItShouldBe() async throws {
        let incomplete = try await Terminal(["--base-url"]).status()
        XCTAssertEqual(incomplete, 2)
        let cleartext = ["--base-url", "http://acme.example.com", "--tenant-url", "acme", "--app-id", "app"]
        let refused = try await Terminal(cleartext).status()
        XCTAssertEqual(refused, 1)
    }

    private func arguments(for simulator: Simulator) throws -> [String] {
        let authority = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID().uuidString).pem")
        try simulator.authority.write(to: authority)
        addTeardownBlock { try? FileManager.default.removeItem(at: authority) }
        return [
            "--base-url", simulator.baseURL, "--tenant-url", "acme.example.com", "--app-id", "app", "--ca-file",
            authority.path,
        ]
    }
}

/// The program, with somebody in front of it.
private final class Terminal: @unchecked Sendable {
    private let process = Process()
    private let input = Pipe()
    private let lock = NSLock()
    private var received = Data()

    init(_ arguments: [String]) throws {
        process.executableURL = Self.program
        process.arguments = arguments
        process.standardInput = input
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        output.fileHandleForReading.readabilityHandler = { [weak self] handle in
            let data = handle.availableData
            guard let self, !data.isEmpty else { return handle.readabilityHandler = nil }
            lock.withLock { received += data }
        }
        try process.run()
    }

    var output: String { lock.withLock { String(decoding: received, as: UTF8.self) } }
    var lines: [String] { output.split(separator: "\n").map(String.init) }

    func type(_ line: String) {
        input.fileHandleForWriting.write(Data("\(line)\n".utf8))
    }

    /// The end of the input.
    func end() {
        try? input.fileHandleForWriting.close()
    }

    /// As the system does it: without a word.
    func kill() async throws {
        _ = Foundation.kill(process.processIdentifier, SIGKILL)
        try await waitUntil("the end of the program") { !process.isRunning }
    }

    /// Waits for the end of the program.
    func status() async throws -> Int32 {
        try await waitUntil("the end of the program") { !process.isRunning }
        return process.terminationStatus
    }

    /// It lies beside the program that runs the tests, or on macOS beside the bundle of tests.
    private static var program: URL {
        #if canImport(Darwin)
            let folder = Bundle(for: Terminal.self).bundleURL.deletingLastPathComponent()
        #else
            let folder = Bundle.main.bundleURL
        #endif
        return folder.appendingPathComponent("ChatCLI")
    }
}
