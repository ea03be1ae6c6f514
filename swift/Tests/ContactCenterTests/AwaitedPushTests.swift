// A push that is waited for is done when the delegate has returned from everything that the push brought, however busy the
// callback queue is.

import ContactCenter
import XCTest

final class AwaitedPushTests: SimulatorTestCase {
    func testAwaitedPushWaitsForDelegateOnBusyMainQueue() async throws {
        try await assertPushWaitsForDelegate(on: .main, awaited)
    }

    func testAwaitedPushWaitsForDelegateOnBusySerialQueue() async throws {
        try await assertPushWaitsForDelegate(on: DispatchQueue(label: "app"), awaited)
    }

    func testAwaitedPushWaitsForDelegateOnConcurrentQueue() async throws {
        try await assertPushWaitsForDelegate(on: DispatchQueue(label: "app", attributes: .concurrent), awaited)
    }

    func testPushWithCompletionWaitsForDelegateOnBusyQueue() async throws {
        try await assertPushWaitsForDelegate(on: .main, completed)
        try await assertPushWaitsForDelegate(on: DispatchQueue(label: "app"), completed)
        try await assertPushWaitsForDelegate(on: DispatchQueue(label: "app", attributes: .concurrent), completed)
    }

    func testPushIsAwaitedInsideCallback() async throws {
        let simulator = try startSimulator()
        let chatID = try await startConversation(with: simulator)
        let communicator = Box<ContactCenterCommunicator>()
        let answers = Log<Result<Bool, any Error>>()
        let recorder = Recorder { call in
            guard case .events = call, let communicator = communicator.value, answers.values.isEmpty else { return }
            Task { answers.append(await Result { try await communicator.handlePush(["chatID": chatID]) }) }
        }
        communicator.value = try makeCommunicator(for: simulator, delegate: recorder)
        addTeardownBlock { communicator.value = nil }
        communicator.value?.setForeground(false)
        try await simulator.agent(of: chatID, "say", ["text": "Hello"])
        communicator.value?.appDidReceiveMessage(["chatID": chatID])
        try await waitUntil("the answer") { !answers.values.isEmpty }
        XCTAssertEqual(try answers.values[0].get(), true)
    }

    func testCancelledPushEndsWhileQueueIsBusy() async throws {
        let (error, gate) = try await errorOfPushOnBusyQueue { _, push in push.cancel() }
        gate.open()
        XCTAssertTrue(error is CancellationError, "\(String(describing: error))")
    }

    func testShutdownEndsPushWhileQueueIsBusy() async throws {
        let (error, gate) = try await errorOfPushOnBusyQueue { communicator, _ in communicator.shutdown() }
        gate.open()
        XCTAssertEqual(error as? ContactCenterError, .ShutDown)
    }

    private typealias HandlePush = @Sendable (ContactCenterCommunicator, String) async throws -> Bool

    private let awaited: HandlePush = { try await $0.handlePush(["chatID": $1]) }
    private let completed: HandlePush = { communicator, chatID in
        try await answer { communicator.handlePush(["chatID": chatID], with: $0) }
    }

    private func assertPushWaitsForDelegate(
        on queue: DispatchQueue, _ handlePush: @escaping HandlePush, file: StaticString = #filePath, line: UInt = #line
    ) async throws {
        let scene = try await begin(on: queue, handlePush)
        try await scene.waitUntilCoreIsDone()
        XCTAssertEqual(scene.returned.value, 0, "the push was done before the delegate", file: file, line: line)
        scene.gate.open()
        let isLive = try await scene.push.value
        XCTAssertTrue(isLive, file: file, line: line)
        XCTAssertEqual(scene.heardAtReturn.values, [["while you were away"]], file: file, line: line)
    }

    private func errorOfPushOnBusyQueue(
        _ end: (ContactCenterCommunicator, Task<Bool, any Error>) -> Void
    ) async throws -> ((any Error)?, Gate) {
        let scene = try await begin(on: DispatchQueue(label: "app"), awaited)
        try await scene.waitUntilCoreIsDone()
        end(scene.communicator, scene.push)
        guard case .failure(let error) = await scene.push.result else { return (nil, scene.gate) }
        return (error, scene.gate)
    }

    /// Hands over a push whose first update keeps the delegate busy until the gate is opened.
    private func begin(on queue: DispatchQueue, _ handlePush: @escaping HandlePush) async throws -> PushScene {
        let simulator = try startSimulator()
        let chatID = try await startConversation(with: simulator)
        try await simulator.agent(of: chatID, "say", ["text": "while you were away"])

        let (gate, entered, heard) = (Gate(), Counter(), Log<Recorder.Call>())
        let recorder = Recorder { call in
            if entered.add(1) == 1 { gate.pass() }
            heard.append(call)
        }
        let communicator = try makeCommunicator(for: simulator, delegate: recorder, callbackQueue: queue)
        communicator.setForeground(false)
        let updates = communicator.events(ofChat: chatID)
        let (returned, heardAtReturn) = (Counter(), Log<[String]>())
        let push = Task {
            defer { returned.add(1) }
            let isLive = try await handlePush(communicator, chatID)
            heardAtReturn.append(heard.values.events.texts)
            return isLive
        }
        return PushScene(
            communicator: communicator, delegate: recorder, updates: updates, gate: gate, push: push,
            returned: returned, heardAtReturn: heardAtReturn)
    }

    /// A chat that an earlier run of the app has begun.
    private func startConversation(with simulator: Simulator) async throws -> String {
        let earlier = try makeCommunicator(for: simulator)
        let chatID = try await earlier.requestChat(from: "Anna").chatID
        earlier.shutdown()
        return chatID
    }
}

private struct PushScene {
    let communicator: ContactCenterCommunicator
    let delegate: Recorder
    let updates: AsyncStream<ChatUpdate>
    let gate: Gate
    let push: Task<Bool, any Error>
    let returned: Counter
    /// The texts from which the delegate had returned when the push was done.
    let heardAtReturn: Log<[String]>

    /// Returns when the core has handed over what the push brought, and has had time to say that it is done.
    func waitUntilCoreIsDone() async throws {
        for await update in updates where !update.events.isEmpty { break }
        for _ in 0..<5 { _ = try await communicator.getVersion() }
    }
}

/// Holds what a callback needs that exists only after the callback.
private final class Box<Value: Sendable>: @unchecked Sendable {
    private let lock = NSLock()
    private var held: Value?

    var value: Value? {
        get { lock.withLock { held } }
        set { lock.withLock { held = newValue } }
    }
}

extension Result where Failure == any Error {
    fileprivate init(_ call: () async throws -> Success) async {
        do { self = .success(try await call()) } catch { self = .failure(error) }
    }
}
