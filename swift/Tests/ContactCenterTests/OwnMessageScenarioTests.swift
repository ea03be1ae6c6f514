// What the app is told of its own messages, and when.

import ContactCenter
import XCTest

final class OwnMessageScenarioTests: SimulatorTestCase, @unchecked Sendable {
    func testOwnMessagesAreToldBeforeTheirStatusesAndCompletions() async throws {
        let simulator = try startSimulator()
        let recorder = Recorder()
        let communicator = try makeCommunicator(for: simulator, delegate: recorder)
        let chatID = try await communicator.requestChat(from: "Anna").chatID
        var expected: [[String]] = []
        for number in stride(from: 1, to: 40, by: 2) {
            let id = try await communicator.sendChatMessage(chatID: chatID, message: "text \(number)")
            communicator.sendChatMessage(chatID: chatID, message: "text \(number + 1)") { answer in
                if case .success(let id) = answer { recorder.completed(id, inChat: chatID) }
            }
            expected += [[id, "text \(number)"], ["\(chatID):\(number + 1)", "text \(number + 1)"]]
        }
        try await recorder.wait(for: "all to be sent") { $0.statuses(of: "\(chatID):40").last == .sent }
        let calls = recorder.calls
        XCTAssertEqual(calls.ownMessages, expected)
        for (number, message) in expected.enumerated() {
            let told = calls.about(message[0])
            guard case .ownMessage(let event) = told[0] else { return XCTFail("\(told)") }
            XCTAssertTrue(event.isFromCustomer(ofChat: chatID))
            XCTAssertEqual(told[1], .message(message[0], .pending))
            XCTAssertEqual(told[2] == .completed(message[0]), number % 2 == 1, "\(told)")
        }
    }

    func testRetriesCompleteBetweenPendingAndTheNextStatus() async throws {
        let simulator = try startSimulator()
        let recorder = Recorder()
        let communicator = try makeCommunicator(for: simulator, delegate: recorder)
        let chatID = try await communicator.requestChat(from: "Anna").chatID
        for number in 1...20 {
            let id = "\(chatID):\(number)"
            try await simulator.queue(.refusal(418, code: "7777", words: "no"), for: "send_events")
            _ = try await communicator.sendChatMessage(chatID: chatID, message: "text")
            try await recorder.wait(for: "the failure") {
                if case .failed = $0.statuses(of: id).last { true } else { false }
            }
            communicator.retryChatMessage(chatID: chatID, messageID: id) { answer in
                if case .success = answer { recorder.completed(id, inChat: chatID) }
            }
            try await recorder.wait(for: "the message to be sent") { $0.statuses(of: id).last == .sent }
            let told = recorder.calls.about(id).suffix(4)
            XCTAssertEqual(
                Array(told), [.message(id, .pending), .completed(id), .message(id, .sending), .message(id, .sent)])
        }
    }

    func testWaitingMessagesAreToldWithTheirTextAfterARestart() async throws {
        let simulator = try startSimulator()
        let configuration = configuration(for: simulator, storageFolder: try temporaryFolder())
        let recorder = Recorder()
        let first = try makeCommunicator(configuration, delegate: recorder)
        let chatID = try await first.requestChat(from: "Anna").chatID
        try await simulator.agent(of: chatID, "say", ["text": "hello"])
        try await recorder.wait(for: "the greeting") { $0.events.texts == ["hello"] }
        first.setNetworkAvailable(false)
        let one = try await first.sendChatMessage(chatID: chatID, message: "one")
        let two = try await first.sendChatMessage(chatID: chatID, message: "two")
        first.shutdown()

        let next = Recorder()
        let second = try makeCommunicator(configuration, delegate: next)
        _ = try await second.requestChat(from: "Anna")
        try await next.wait(for: "the last to be sent") { $0.statuses(of: two).last == .sent }
        XCTAssertEqual(next.calls.ownMessages, [[one, "one"], [two, "two"]])
        let history = try XCTUnwrap(next.calls.firstIndex { if case .events(.history, _) = $0 { true } else { false } })
        let own = try XCTUnwrap(next.calls.firstIndex { if case .ownMessage = $0 { true } else { false } })
        XCTAssertLessThan(history, own)
    }
}
