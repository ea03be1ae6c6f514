// The scenarios of docs/maintainers/scenarios.md that are about the delegate and about what can go wrong. The first conversation and
// the thousand cycles have files of their own.

import ContactCenter
import XCTest

final class ScenarioTests: SimulatorTestCase {
    /// In Swift a delegate cannot throw out of a callback; it can be gone.
    func testADelegateThatFailsLosesOnlyThatCall() async throws {
        let simulator = try startSimulator()
        var first: Recorder? = Recorder()
        let communicator = try makeCommunicator(for: simulator, delegate: first)
        let chatID = try await communicator.requestChat(from: "Anna", parameters: [:]).chatID
        try await simulator.agent(of: chatID, "say", ["text": "one"])
        try await first?.wait(for: "the first message") { $0.events.texts == ["one"] }

        first = nil
        try await waitUntil("the end of the delegate") { communicator.delegate == nil }
        try await simulator.agent(of: chatID, "say", ["text": "two"])
        try await simulator.waitUntilPolled(chatID)
        let messageID = try await communicator.sendChatMessage(chatID: chatID, message: "Hello?")
        XCTAssertEqual(messageID, "\(chatID):1")

        let second = Recorder()
        communicator.delegate = second
        try await simulator.agent(of: chatID, "say", ["text": "three"])
        try await second.wait(for: "the third message") { $0.events.texts.contains("three") }
        try await communicator.endChat(chatID: chatID)
        try await second.wait(for: "the end") { !$0.closings.isEmpty }
        // Whether the second message was lost depends on how soon the new delegate came; that it is lost while there is
        // none is shown where nothing races, in EventsBridgeTests.
        XCTAssertEqual(second.calls.events.texts.filter { $0 != "two" }, ["three"])
        XCTAssertEqual(second.calls.closings, [.endedByClient])
    }

    func testASlowDelegateNeverDelaysTheNetwork() async throws {
        let simulator = try startSimulator()
        let gate = Gate()
        let recorder = Recorder { call in
            if case .connection(.connected) = call { gate.pass() }
        }
        let communicator = try makeCommunicator(for: simulator, delegate: recorder)
        let chatID = try await communicator.requestChat(from: "Anna", parameters: [:]).chatID
        try await recorder.wait(for: "the call that blocks") { !$0.isEmpty }

        let texts = (1...20).map { "message \($0)" }
        for text in texts {
            try await simulator.agent(of: chatID, "say", ["text": .string(text)])
            try await simulator.waitUntilPolled(chatID)
            try await communicator.sendChatMessage(chatID: chatID, message: text)
        }
        try await waitUntil("all of them to be sent") {
            try await simulator.chat(chatID).clientEvents.compactMap(\.msgText).count >= texts.count
        }
        let sent = try await simulator.chat(chatID).clientEvents.compactMap(\.msgText)
        XCTAssertEqual(sent, texts)
        XCTAssertEqual(recorder.calls, [.connection(.connected)], "the delegate is still inside its first call")

        gate.open()
        try await recorder.wait(for: "all that has happened meanwhile") { $0.events.texts.count >= texts.count }
        try await communicator.endChat(chatID: chatID)
        try await recorder.wait(for: "the end") { !$0.closings.isEmpty }
        XCTAssertEqual(recorder.calls.events.texts, texts)
    }

    func testShutdownWorksFromInsideACallback() async throws {
        for callbackQueue in [DispatchQueue.main, DispatchQueue(label: "app")] {
            let simulator = try startSimulator()
            let holder = Holder()
            let gate = Gate()
            let recorder = Recorder { call in
                guard case .events = call else { return }
                gate.pass()
                let start = Date()
                holder.communicator?.shutdown()
                holder.duration = Date().timeIntervalSince(start)
            }
            let communicator = try makeCommunicator(
                for: simulator, delegate: recorder, callbackQueue: callbackQueue)
            holder.communicator = communicator
            let chatID = try await communicator.requestChat(from: "Anna", parameters: [:]).chatID

            // The second message has been fetched, and waits for the callback with the first one to return.
            try await simulator.agent(of: chatID, "say", ["text": "one"])
            try await recorder.wait(for: "the callback") { !$0.events.isEmpty }
            try await simulator.agent(of: chatID, "say", ["text": "two"])
            try await simulator.waitUntilPolled(chatID)
            gate.open()

            try await waitUntil("the callback to return") { holder.duration != nil }
            // So far below the second that it has not waited for the callback that it was called from.
            XCTAssertLessThan(try XCTUnwrap(holder.duration), 0.6)
            try await waitUntil("the end of the poll") { try await !simulator.chat(chatID).isPolled }
            try await simulator.agent(of: chatID, "say", ["text": "three"])
            await turns(of: callbackQueue)
            XCTAssertEqual(recorder.calls, [.connection(.connected), recorder.calls.last])
            XCTAssertEqual(recorder.calls.events.texts, ["one"])
        }
    }

    func testNothingIsCalledAfterShutdown() async throws {
        let simulator = try startSimulator()
        let callbackQueue = DispatchQueue(label: "app")
        let gate = Gate()
        let hasReturned = Holder()
        let recorder = Recorder { call in
            guard case .events = call else { return }
            gate.pass()
            // A callback that takes its time while `shutdown` is already on its way.
            Thread.sleep(forTimeInterval: 0.1)
            hasReturned.duration = 0.1
        }
        let communicator = try makeCommunicator(for: simulator, delegate: recorder, callbackQueue: callbackQueue)
        let chatID = try await communicator.requestChat(from: "Anna", parameters: [:]).chatID
        try await simulator.agent(of: chatID, "say", ["text": "one"])
        try await recorder.wait(for: "the callback") { !$0.events.isEmpty }
        try await simulator.agent(of: chatID, "say", ["text": "two"])
        try await simulator.waitUntilPolled(chatID)

        try await simulator.queue(.stall, for: "send_events")
        async let underWay = failure(of: try await communicator.disconnectChat(chatID: chatID))
        try await waitUntil("the request") { try await !simulator.chat(chatID).clientEvents.isEmpty }

        gate.open()
        let start = Date()
        communicator.shutdown()
        XCTAssertLessThan(Date().timeIntervalSince(start), 1)
        XCTAssertNotNil(hasReturned.duration, "shutdown returned while a callback was running")
        let calls = recorder.calls
        XCTAssertEqual(calls.events.texts, ["one"])

        let errorUnderWay = await underWay
        XCTAssertEqual(errorUnderWay, .ShutDown)
        let laterErrors = [
            await failure(of: try await communicator.getVersion()),
            await failure(of: try await communicator.requestChat(from: "Anna", parameters: [:])),
            await failure(of: try await communicator.sendChatMessage(chatID: chatID, message: "Hello?")),
            await failure(of: try await communicator.endChat(chatID: chatID)),
        ]
        XCTAssertEqual(laterErrors, [.ShutDown, .ShutDown, .ShutDown, .ShutDown])

        communicator.shutdown()
        try await waitUntil("the end of the poll") { try await !simulator.chat(chatID).isPolled }
        try await simulator.agent(of: chatID, "say", ["text": "three"])
        await turns(of: callbackQueue)
        XCTAssertEqual(recorder.calls, calls)
    }

    /// Lets everything have its turn that waits in that queue, and that it puts there in turn.
    private func turns(of queue: DispatchQueue) async {
        for _ in 0..<10 {
            await withCheckedContinuation { continuation in
                queue.async { continuation.resume() }
            }
        }
    }
}

/// What a callback is given, and what it leaves behind.
private final class Holder: @unchecked Sendable {
    private let lock = NSLock()
    private weak var weakCommunicator: ContactCenterCommunicator?
    private var measured: TimeInterval?

    var communicator: ContactCenterCommunicator? {
        get { lock.withLock { weakCommunicator } }
        set { lock.withLock { weakCommunicator = newValue } }
    }

    var duration: TimeInterval? {
        get { lock.withLock { measured } }
        set { lock.withLock { measured = newValue } }
    }
}
