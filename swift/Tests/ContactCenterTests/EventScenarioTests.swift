// The scenarios of docs/maintainers/scenarios.md about events: each of them arrives as its own case, and what was said can be changed.

import ContactCenter
import XCTest

final class EventScenarioTests: SimulatorTestCase {
    func testEveryEventReachesTheApp() async throws {
        let simulator = try startSimulator()
        let recorder = Recorder()
        let communicator = try makeCommunicator(for: simulator, delegate: recorder)
        let chatID = try await communicator.requestChat(from: "Anna").chatID

        let events = EveryEvent.inAChatThatGoesOn
        for event in events { try await simulator.sendEvent(event.json, in: chatID) }
        try await recorder.wait(for: "all of them") { $0.events.count >= events.count }
        for (arrived, event) in zip(recorder.calls.events, events) { XCTAssertEqual(arrived, event.event) }
        XCTAssertEqual(recorder.calls.events.count, events.count)
        XCTAssertEqual(recorder.calls.closings, [])

        for (event, reason) in EveryEvent.thatEndAChat {
            let simulator = try startSimulator()
            let recorder = Recorder()
            let communicator = try makeCommunicator(for: simulator, delegate: recorder)
            let chatID = try await communicator.requestChat(from: "Anna").chatID
            try await simulator.sendEvent(event.json, in: chatID)
            try await recorder.wait(for: "the end") { !$0.closings.isEmpty }
            XCTAssertEqual(recorder.calls.events, [event.event])
            XCTAssertEqual(recorder.calls.closings, [reason])
        }
    }

    func testAMessageIsEditedAndDeleted() async throws {
        let simulator = try startSimulator()
        let recorder = Recorder()
        let communicator = try makeCommunicator(for: simulator, delegate: recorder)
        let chatID = try await communicator.requestChat(from: "Anna").chatID

        try await simulator.agent(of: chatID, "say", ["text": "It costs 10"])
        try await recorder.wait(for: "the message") { $0.events.texts == ["It costs 10"] }
        let messageID = try XCTUnwrap(recorder.calls.events.last?.messageID)

        try await simulator.edit(messageID, text: "It costs 12", in: chatID)
        try await simulator.edit(messageID, text: "It costs 11", in: chatID)
        try await simulator.delete(messageID, in: chatID)
        try await recorder.wait(for: "the end of the message") { calls in
            if case .chatSessionMessageDelete(messageID, _, _) = calls.events.last { true } else { false }
        }
        let edits = recorder.calls.events.compactMap { event in
            if case .chatSessionMessageEdit(messageID, _, _, let text, _) = event { text } else { nil }
        }
        XCTAssertEqual(edits, ["It costs 12", "It costs 11"])
        XCTAssertEqual(recorder.calls.events.count, 4)
    }
}
