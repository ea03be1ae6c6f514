// What becomes of a call whose task is cancelled: it ends, and what it asked for ends or goes on, as the contract says.

@testable import ContactCenter
import XCTest

final class CancellationTests: SimulatorTestCase {
    func testACancelledQuestionEndsAtOnceAndTheCommunicatorGoesOn() async throws {
        let simulator = try startSimulator()
        let communicator = try makeCommunicator(for: simulator)
        let chatID = try await communicator.requestChat(from: "Anna").chatID

        // The answer would come after the call was cancelled.
        try await simulator.queue(.stall, for: "history")
        let question = Task { try await communicator.getChatHistory(chatID: chatID) }
        try await waitUntil("the question") { try await simulator.requests().contains(where: \.isHistory) }
        try await assertCancelled(question)
        try await simulator.clearFaults()

        let history = try await communicator.getChatHistory(chatID: chatID)
        XCTAssertEqual(history, [])
        try await communicator.sendChatMessage(chatID: chatID, message: "Hello")
        _ = try await simulator.sent(in: chatID, count: 1)
    }

    func testARequestIsDroppedWithTheQuestionThatIsCancelled() async throws {
        let simulator = try startSimulator()
        let relay = try Relay(to: simulator)
        defer { relay.stop() }
        let communicator = try makeCommunicator(configuration(for: simulator, baseURL: relay.baseURL))
        let chatID = try await communicator.requestChat(from: "Anna").chatID
        try await simulator.waitUntilPolled(chatID)

        try await simulator.queue(.stall, for: "history")
        let question = Task { try await communicator.getChatHistory(chatID: chatID) }
        try await waitUntil("the question") { try await simulator.requests().contains(where: \.isHistory) }
        let connections = relay.openConnections
        try await assertCancelled(question)
        try await waitUntil("the end of its connection") { relay.openConnections < connections }
        let chat = try await simulator.chat(chatID)
        XCTAssertTrue(chat.isPolled, "it was the connection of the poll that has ended")
        let isUnanswered = try await simulator.requests().contains { $0.isHistory && $0.status == nil }
        XCTAssertTrue(isUnanswered, "the question was answered")
        _ = try await communicator.getVersion()
    }

    func testACallThatIsCancelledBeforeItBeginsAsksForNothing() async throws {
        let simulator = try startSimulator()
        let communicator = try makeCommunicator(for: simulator)
        let chatID = try await communicator.requestChat(from: "Anna").chatID
        try await simulator.waitUntilPolled(chatID)
        let requests = try await simulator.requests().count

        let calls: [@Sendable () async throws -> Void] = [
            { _ = try await communicator.getVersion() },
            { _ = try await communicator.requestChat(from: "Anna") },
            { try await communicator.sendChatMessage(chatID: chatID, message: "Hello") },
            { try await communicator.endChat(chatID: chatID) },
            { try await communicator.unsubscribeFromRemoteNotifications(chatID: chatID) },
        ]
        for call in calls {
            let late = Task {
                while !Task.isCancelled { await Task.yield() }
                try await call()
            }
            try await assertCancelled(late)
        }
        let afterwards = try await simulator.requests().count
        XCTAssertEqual(afterwards, requests)
        let next = try await communicator.sendChatMessage(chatID: chatID, message: "Hello")
        XCTAssertEqual(next, "\(chatID):1", "a message that was never handed over has taken a number")
    }

    func testWhatTellsSomethingIsCarriedThroughWithoutWhoeverWaited() async throws {
        let simulator = try startSimulator()
        let recorder = Recorder()
        let communicator = try makeCommunicator(for: simulator, delegate: recorder)
        let chatID = try await communicator.requestChat(from: "Anna").chatID

        try await simulator.queue(.late, for: "send_events")
        let end = Task { try await communicator.endChat(chatID: chatID) }
        _ = try await simulator.sent(in: chatID, count: 1)
        try await assertCancelled(end)
        try await recorder.wait(for: "the end") { $0.closings == [.endedByClient] }
    }

    func testAMessageWhoseCallIsCancelledGoesOutAndItsStatusIsTold() async throws {
        let simulator = try startSimulator()
        let recorder = Recorder()
        let communicator = try makeCommunicator(for: simulator, delegate: recorder)
        let chatID = try await communicator.requestChat(from: "Anna").chatID

        // Begun and cancelled in one breath: nothing can have answered in between.
        let call = communicator.core.sendChatMessage(chatID: chatID, message: "Hello", format: .text)
        let outcomes = Log<Bool>()
        call.begin { outcome in
            if case .failure(let error) = outcome { outcomes.append(error is CancellationError) }
        }
        call.cancel()
        try await recorder.wait(for: "the status") { $0.statuses(of: "\(chatID):1").last == .sent }
        let sent = try await simulator.sent(in: chatID)
        XCTAssertEqual(sent.map { $0["msg_text"] }, ["Hello"])
        XCTAssertEqual(outcomes.values.filter { !$0 }, [], "cancelled calls fail with nothing but CancellationError")
    }

    func testCancellingNeverMeetsTheEndOfACallHalfWay() async throws {
        let simulator = try startSimulator()
        let communicator = try makeCommunicator(for: simulator)
        let chatID = try await communicator.requestChat(from: "Anna").chatID

        var cancelled = 0
        var answered = 0
        for round in 0..<1000 {
            let call = Task { try await communicator.chatTyping(chatID: chatID) }
            // At every moment there is, from before the first poll to after the end.
            for _ in 0..<(round % 50) { await Task.yield() }
            call.cancel()
            do {
                try await call.value
                answered += 1
            } catch is CancellationError {
                cancelled += 1
            }
        }
        XCTAssertEqual(answered + cancelled, 1000)
        XCTAssertGreaterThan(cancelled, 0, "there was no race")
        _ = try await communicator.getVersion()
    }

    func testAThousandQuestionsAreCancelledTogether() async throws {
        let simulator = try startSimulator()
        let communicator = try makeCommunicator(for: simulator)
        let chatID = try await communicator.requestChat(from: "Anna").chatID
        let outcomes = await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<1000 {
                group.addTask {
                    do {
                        _ = try await communicator.getChatHistory(chatID: chatID)
                        return true
                    } catch {
                        return error is CancellationError
                    }
                }
            }
            group.cancelAll()
            return await group.reduce(into: []) { $0.append($1) }
        }
        XCTAssertEqual(outcomes.filter { $0 }.count, 1000, "neither answered nor cancelled")
        _ = try await communicator.getVersion()
    }

    func testACallThatIsNeverBegunIsFreed() async throws {
        let simulator = try startSimulator()
        let communicator = try makeCommunicator(for: simulator)
        try await waitUntil("threads") { coreHasThreads() != false }
        for _ in 0..<100 { communicator.core.getVersion().cancel() }
        let requests = try await simulator.requests().count
        XCTAssertEqual(requests, 0)
        communicator.shutdown()
        try await waitUntil("the end of the threads") { coreHasThreads() != true }
    }

    /// Cancels a call, which ends long before the answer that it waits for.
    private func assertCancelled<T>(
        _ call: Task<T, any Error>, file: StaticString = #filePath, line: UInt = #line
    ) async throws {
        let start = Date()
        call.cancel()
        do {
            let value = try await call.value
            XCTFail("succeeded, with \(value)", file: file, line: line)
        } catch is CancellationError {
            XCTAssertLessThan(Date().timeIntervalSince(start), patience / 2, file: file, line: line)
        }
    }
}
