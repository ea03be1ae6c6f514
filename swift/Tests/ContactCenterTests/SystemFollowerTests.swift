// What the SDK makes of the system's news, told by a system of the test's own: there is none to listen to on Linux.

@testable import ContactCenter
import XCTest

final class SystemFollowerTests: SimulatorTestCase {
    func testTheNewsOfTheSystemReachTheChats() async throws {
        let simulator = try startSimulator()
        let system = FakeSystem()
        let recorder = Recorder()
        let communicator = try ContactCenterCommunicator(
            configuration: configuration(for: simulator), delegate: recorder, callbackQueue: .main, watchers: [system])
        addTeardownBlock { communicator.shutdown() }
        let chatID = try await communicator.requestChat(from: "Anna").chatID
        try await simulator.waitUntilPolled(chatID)

        system.tell(.foreground(false))
        try await waitUntil("the end of the poll") { try await !simulator.chat(chatID).isPolled }
        system.tell(.foreground(true))
        try await simulator.waitUntilPolled(chatID)

        system.tell(.network(interfaces: nil))
        try await recorder.wait(for: "the state without a network") { $0.connections.last == .offline }
        try await simulator.agent(of: chatID, "say", ["text": "Are you there?"])
        system.tell(.network(interfaces: ["en0"]))
        try await recorder.wait(for: "what was missed") { $0.events.texts == ["Are you there?"] }
    }

    func testNothingIsPassedOnAfterTheEnd() throws {
        let system = FakeSystem()
        let heard = Listener()
        let follower = SystemFollower(watchers: [system], listener: heard)
        system.tell(.foreground(false))
        follower.stop()
        system.tell(.foreground(true))
        XCTAssertEqual(heard.words, ["foreground false"])
        XCTAssertEqual(system.isWatched, false)
    }

    func testShutdownAndLettingGoEndTheWatching() async throws {
        let simulator = try startSimulator()
        let systems = [FakeSystem(), FakeSystem()]
        var communicators = try systems.map { system in
            try ContactCenterCommunicator(
                configuration: configuration(for: simulator), delegate: nil, callbackQueue: .main, watchers: [system])
        }
        XCTAssertEqual(systems.map(\.isWatched), [true, true])
        communicators[0].shutdown()
        XCTAssertEqual(systems.map(\.isWatched), [false, true])
        communicators = []
        XCTAssertEqual(systems.map(\.isWatched), [false, false])
    }

    func testConnectionsAreGivenUpWithTheirInterfaceAndNotBefore() {
        let system = FakeSystem()
        let heard = Listener()
        let follower = SystemFollower(watchers: [system], listener: heard)
        defer { follower.stop() }
        system.tell(.network(interfaces: ["pdp_ip0"]))
        XCTAssertEqual(heard.takeWords(), ["network true"])
        // Wi-Fi comes beside mobile data, which goes on; then it goes.
        system.tell(.network(interfaces: ["en0", "pdp_ip0"]))
        system.tell(.network(interfaces: ["en0", "pdp_ip0"]))
        XCTAssertEqual(heard.takeWords(), [])
        system.tell(.network(interfaces: ["en0"]))
        XCTAssertEqual(heard.takeWords(), ["network false", "network true"])
        // From one to the other at once.
        system.tell(.network(interfaces: ["pdp_ip0"]))
        XCTAssertEqual(heard.takeWords(), ["network false", "network true"])
        system.tell(.network(interfaces: nil))
        XCTAssertEqual(heard.takeWords(), ["network false"])
        // Without a word to the chats their next request goes over the Wi-Fi that came beside; both are theirs by then.
        system.tell(.network(interfaces: ["pdp_ip0"]))
        system.tell(.network(interfaces: ["en0", "pdp_ip0"]))
        XCTAssertEqual(heard.takeWords(), ["network true"])
        system.tell(.network(interfaces: ["pdp_ip0"]))
        XCTAssertEqual(heard.takeWords(), ["network false", "network true"])
        // What went before that is forgotten with it.
        system.tell(.network(interfaces: ["en1", "pdp_ip0"]))
        system.tell(.network(interfaces: ["pdp_ip0", "en1"]))
        XCTAssertEqual(heard.takeWords(), [])
        // What was never preferred carries nothing.
        system.tell(.network(interfaces: ["pdp_ip0", "en1", "utun0"]))
        system.tell(.network(interfaces: ["pdp_ip0", "en1"]))
        XCTAssertEqual(heard.takeWords(), [])
        system.tell(.network(interfaces: nil))
        XCTAssertEqual(heard.takeWords(), ["network false"])
        // A network without an interface that has a name is one.
        system.tell(.network(interfaces: []))
        XCTAssertEqual(heard.takeWords(), ["network true"])
    }

    func testTheSystemIsFollowedUnlessTheAppSaysThatItIsNot() async throws {
        let simulator = try startSimulator()
        func communicator(followsSystem: Bool, _ system: FakeSystem) throws -> ContactCenterCommunicator {
            let communicator = try ContactCenterCommunicator(
                configuration: configuration(for: simulator), delegate: nil, callbackQueue: .main,
                followsSystem: followsSystem, systemWatchers: { [system] })
            addTeardownBlock { communicator.shutdown() }
            return communicator
        }
        let systems = [FakeSystem(), FakeSystem()]
        _ = try communicator(followsSystem: true, systems[0])
        let communicator = try communicator(followsSystem: false, systems[1])
        XCTAssertEqual(systems.map(\.isWatched), [true, false])

        // Its chats hear from the app instead.
        let chatID = try await communicator.requestChat(from: "Anna").chatID
        try await simulator.waitUntilPolled(chatID)
        communicator.setForeground(false)
        try await waitUntil("the end of the poll") { try await !simulator.chat(chatID).isPolled }
        communicator.setForeground(true)
        try await simulator.waitUntilPolled(chatID)
    }
}

private final class FakeSystem: SystemWatching, @unchecked Sendable {
    private let lock = NSLock()
    private var listener: (@Sendable (SystemNews) -> Void)?
    private var watched = false

    var isWatched: Bool { lock.withLock { watched } }

    func start(telling tell: @escaping @Sendable (SystemNews) -> Void) {
        lock.withLock {
            listener = tell
            watched = true
        }
    }

    func stop() {
        lock.withLock { watched = false }
    }

    /// Also after the end: a system's last word may be on its way by then.
    func tell(_ news: SystemNews) {
        lock.withLock { listener }?(news)
    }
}

private final class Listener: SystemListening, @unchecked Sendable {
    private let lock = NSLock()
    private var heard: [String] = []

    var words: [String] { lock.withLock { heard } }

    func takeWords() -> [String] {
        lock.withLock {
            defer { heard = [] }
            return heard
        }
    }

    func setNetworkAvailable(available: Bool) {
        lock.withLock { heard.append("network \(available)") }
    }

    func setForeground(foreground: Bool) {
        lock.withLock { heard.append("foreground \(foreground)") }
    }
}
