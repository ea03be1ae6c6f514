// The bridge by itself, called as the core calls it: from a thread that is not the app's.

@testable import ContactCenter
import XCTest

final class EventsBridgeTests: XCTestCase {
    private let states: [ConnectionState] = [.connected, .reconnecting, .offline]

    func testOrderIsKeptOnAConcurrentQueueAndCallsNeverOverlap() async throws {
        let overlaps = Counter()
        let inside = Counter()
        let recorder = Recorder { _ in
            if inside.add(1) > 1 { overlaps.add(1) }
            // Time for another thread to come in, were it let in.
            sched_yield()
            inside.add(-1)
        }
        let queue = DispatchQueue(label: "app", attributes: .concurrent)
        let bridge = EventsBridge(delegate: recorder, callbackQueue: queue)

        let told = (0..<3000).map { states[$0 % 3] }
        for state in told { bridge.connectionStateChanged(chatID: "chat", state: state) }
        try await recorder.wait(for: "all calls") { $0.count == told.count }
        XCTAssertEqual(recorder.calls.connections, told)
        XCTAssertEqual(overlaps.value, 0)
    }

    func testADelegateThatIsGoneLosesTheCallsOfThatTimeAndNoOthers() {
        let queue = DispatchQueue(label: "app")
        var first: Recorder? = Recorder()
        let bridge = EventsBridge(delegate: first, callbackQueue: queue)
        let second = Recorder()

        bridge.connectionStateChanged(chatID: "chat", state: .connected)
        bridge.queue.sync {}
        XCTAssertEqual(first?.calls, [.connection(.connected)])
        first = nil
        XCTAssertNil(bridge.delegate, "the bridge keeps its delegate alive")
        bridge.connectionStateChanged(chatID: "chat", state: .reconnecting)
        bridge.queue.sync {}
        bridge.delegate = second
        bridge.connectionStateChanged(chatID: "chat", state: .offline)
        bridge.queue.sync {}
        XCTAssertEqual(second.calls, [.connection(.offline)])
    }

    func testACallThatIsQueuedWhenTheBridgeStopsIsNotMade() {
        let queue = DispatchQueue(label: "app")
        let recorder = Recorder()
        let bridge = EventsBridge(delegate: recorder, callbackQueue: queue)

        let gate = Gate()
        queue.async { gate.pass() }
        bridge.connectionStateChanged(chatID: "chat", state: .connected)
        bridge.stop()
        gate.open()
        bridge.queue.sync {}
        XCTAssertEqual(recorder.calls, [])
    }

    func testTheCoreIsNeverKeptWaiting() {
        let queue = DispatchQueue(label: "app")
        let recorder = Recorder()
        let bridge = EventsBridge(delegate: recorder, callbackQueue: queue)

        let gate = Gate()
        queue.async { gate.pass() }
        let handedOver = Gate()
        DispatchQueue.global().async {
            bridge.connectionStateChanged(chatID: "chat", state: .connected)
            handedOver.open()
        }
        XCTAssertTrue(handedOver.pass())
        XCTAssertEqual(recorder.calls, [])
        gate.open()
        bridge.queue.sync {}
        XCTAssertEqual(recorder.calls, [.connection(.connected)])
    }

    func testLongTextsThatWaitHoldUpTheCoreBeforeTheyAreAThousand() async throws {
        let queue = DispatchQueue(label: "app")
        let recorder = Recorder()
        let bridge = EventsBridge(delegate: recorder, callbackQueue: queue)
        let gate = Gate()
        queue.async { gate.pass() }
        let long = ContactCenterEvent.unknown(name: "novel", raw: "\"\(String(repeating: "x", count: 1 << 20))\"")
        let handedOver = Counter()
        let core = Thread {
            for _ in 0..<30 {
                bridge.chatSessionEvents(chatID: "chat", origin: .live, events: [long])
                handedOver.add(1)
            }
        }
        core.start()
        try await waitUntil("16 MiB to wait") { handedOver.value == 16 }
        try await Task.sleep(nanoseconds: 20_000_000)
        XCTAssertEqual(handedOver.value, 16, "it did not wait")
        gate.open()
        try await waitUntil("the core to go on") { handedOver.value == 30 }
        // One that alone is longer than all that may wait is delivered like any other.
        let huge = ContactCenterEvent.unknown(name: "novel", raw: "\"\(String(repeating: "x", count: 17 << 20))\"")
        bridge.chatSessionEvents(chatID: "chat", origin: .live, events: [huge])
        bridge.queue.sync {}
        XCTAssertEqual(recorder.calls.count, 31)
    }

    func testWhileAThousandThingsWaitTheCoreWaitsForRoomOrForTheEnd() async throws {
        for isStopped in [false, true] {
            let queue = DispatchQueue(label: "app")
            let recorder = Recorder()
            let bridge = EventsBridge(delegate: recorder, callbackQueue: queue)
            let gate = Gate()
            queue.async { XCTAssertTrue(gate.pass(), "the core went on only when the queue did") }
            for index in 0..<1000 { bridge.connectionStateChanged(chatID: "chat", state: states[index % 3]) }
            let handedOver = Counter()
            let core = Thread {
                bridge.chatSessionClosed(chatID: "chat", reason: .ended)
                handedOver.add(1)
            }
            core.start()
            try await Task.sleep(nanoseconds: 20_000_000)
            XCTAssertEqual(handedOver.value, 0, "it did not wait")
            if isStopped { bridge.stop() } else { gate.open() }
            try await waitUntil("the core to go on") { handedOver.value == 1 }
            gate.open()
            bridge.queue.sync {}
            XCTAssertEqual(recorder.calls.count, isStopped ? 0 : 1001)
        }
    }
}
