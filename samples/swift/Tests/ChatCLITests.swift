// The chat in a terminal, as a process of its own.

import ContactCenter
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

    func testWhatWaitedWhenTheProcessWasKilledGoesOutOnceAndInOrderInTheNext() async throws {
        let simulator = try Simulator()
        defer { simulator.stop() }
        let store = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        defer { try? FileManager.default.removeItem(at: store) }
        let arguments = try arguments(for: simulator) + ["--store", store.path]
        let first = try Terminal(arguments)
        try await waitUntil("the chat") { first.output.contains(", new") }
        let opening = try XCTUnwrap(first.lines.first { $0.hasPrefix("* chat ") })
        let chatID = String(opening.split(separator: " ")[2].dropLast())
        first.type("before")
        try await waitUntil("the message before") { first.lines.contains("* message 1: sent") }

        // The first that waits has arrived, and its answer never does; the others have not left the device.
        try await simulator.queue(.stall, for: "send_events")
        let waiting = (1...5).map { "waiting \($0)" }
        for text in waiting { first.type(text) }
        try await waitUntil("all to be in the store") { first.lines.contains("* message 6: pending") }
        _ = try await simulator.sent(in: chatID, count: 2)
        try await first.kill()
        let sentBefore = try await simulator.sent(in: chatID)
        XCTAssertEqual(sentBefore.compactMap { $0["msg_text"]?.string }, ["before", waiting[0]])

        let second = try Terminal(arguments)
        defer { second.end() }
        try await waitUntil("the chat") { second.output.contains("* chat \(chatID), resumed") }
        second.type("after")
        try await waitUntil("the message after") { second.lines.contains("* message 7: sent") }
        let sent = try await simulator.sent(in: chatID)
        XCTAssertEqual(sent.compactMap { $0["msg_text"]?.string }, ["before"] + waiting + ["after"])
        XCTAssertEqual(sent.compactMap { $0["msg_id"]?.string }, (1...7).map { "\(chatID):\($0)" })
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
