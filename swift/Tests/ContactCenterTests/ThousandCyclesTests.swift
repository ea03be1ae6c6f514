// The last scenario of docs/maintainers/scenarios.md. It looks at this whole process, through the eyes of Linux.

import ContactCenter
import XCTest

final class ThousandCyclesTests: SimulatorTestCase {
    func testAThousandCyclesLeaveNoThreadAndNoGrowth() async throws {
        // Before anything else, because it skips the test on other systems.
        _ = try threadCount()
        let simulator = try startSimulator()
        let communicator = try makeCommunicator(for: simulator)
        try await waitUntil("threads with the names of the core's") { coreHasThreads() != false }
        communicator.shutdown()

        // By then every pool of the process has the size that it needs.
        for _ in 1...200 { try await cycle(with: simulator) }
        let memory = try residentKilobytes()
        let threads = try threadCount()
        for _ in 201...1000 { try await cycle(with: simulator) }

        XCTAssertEqual(coreHasThreads(), false)
        // The pools of the system and of its HTTP client breathe by a few threads; 800 cycles would leave hundreds.
        XCTAssertLessThan(try threadCount() - threads, 16)
        // 800 cycles that left 32 KB each would come to 25 MB.
        XCTAssertLessThan(try residentKilobytes() - memory, 8 * 1024)
    }

    private func cycle(with simulator: Simulator) async throws {
        let recorder = Recorder()
        let communicator = try withThreadsToTell {
            try ContactCenterCommunicator(configuration: configuration(for: simulator), delegate: recorder)
        }
        let chatID = try await communicator.requestChat(from: "Anna", parameters: [:]).chatID
        let messageID = try await communicator.sendChatMessage(chatID: chatID, message: "Hello")
        try await recorder.wait(for: "the message to be sent") { $0.statuses(of: messageID).last == .sent }
        try await communicator.endChat(chatID: chatID)
        communicator.shutdown()
    }

    private func residentKilobytes() throws -> Int {
        let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
        let line = try XCTUnwrap(status.split(separator: "\n").first { $0.hasPrefix("VmRSS:") })
        return try XCTUnwrap(line.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap { Int($0) })
    }
}
