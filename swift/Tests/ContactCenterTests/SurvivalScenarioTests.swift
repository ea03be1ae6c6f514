// The scenarios of docs/maintainers/scenarios.md about what outlasts a network, a process and a token.

import ContactCenter
import XCTest

final class SurvivalScenarioTests: SimulatorTestCase {
    func testAMessageWrittenOfflineGoesOutWhenTheNetworkIsBack() async throws {
        let simulator = try startSimulator()
        let recorder = Recorder()
        let communicator = try makeCommunicator(for: simulator, delegate: recorder)
        let chatID = try await communicator.requestChat(from: "Anna").chatID
        try await simulator.waitUntilPolled(chatID)

        communicator.setNetworkAvailable(false)
        try await recorder.wait(for: "the state without a network") { $0.connections.last == .offline }
        let first = try await communicator.sendChatMessage(chatID: chatID, message: "one")
        let second = try await communicator.sendChatMessage(chatID: chatID, message: "two")
        XCTAssertEqual([first, second], ["\(chatID):1", "\(chatID):2"])
        // What is tried once is not tried without a network, and says so.
        let error = await failure(of: try await communicator.disconnectChat(chatID: chatID))
        guard case .Transport = error else { return XCTFail("\(String(describing: error))") }
        let sentOffline = try await simulator.sent(in: chatID)
        XCTAssertEqual(sentOffline, [])

        communicator.setNetworkAvailable(true)
        try await recorder.wait(for: "the server to have both") { calls in
            [first, second].allSatisfy { calls.statuses(of: $0).last == .sent }
        }
        let sent = try await simulator.sent(in: chatID)
        XCTAssertEqual(sent.map { $0["msg_text"] }, ["one", "two"])
        XCTAssertEqual(sent.map { $0["msg_id"] }, [.string(first), .string(second)])
        XCTAssertEqual(recorder.calls.connections.last, .connected)
    }

    func testWhatWaitedWhenTheProcessEndedGoesOutInTheNext() async throws {
        let simulator = try startSimulator()
        let configuration = configuration(for: simulator, storageFolder: try temporaryFolder())

        // A run without a shutdown: its communicator is released. (One that is killed is in the tests of the samples.)
        let (chatID, waiting) = try await { () async throws -> (String, [String]) in
            let communicator = try withThreadsToTell {
                try ContactCenterCommunicator(configuration: configuration)
            }
            let chatID = try await communicator.requestChat(from: "Anna").chatID
            communicator.setNetworkAvailable(false)
            let first = try await communicator.sendChatMessage(chatID: chatID, message: "one")
            let second = try await communicator.sendChatMessage(chatID: chatID, message: "two")
            return (chatID, [first, second])
        }()
        try await waitUntil("the end of the first run") { coreHasThreads() != true }
        let sentBefore = try await simulator.sent(in: chatID)
        XCTAssertEqual(sentBefore, [])

        let recorder = Recorder()
        let communicator = try makeCommunicator(configuration, delegate: recorder)
        let chat = try await communicator.requestChat(from: "Anna")
        XCTAssertEqual(chat.chatID, chatID)
        XCTAssertFalse(chat.isNewChat)
        let third = try await communicator.sendChatMessage(chatID: chatID, message: "three")
        try await recorder.wait(for: "the server to have all") { calls in
            (waiting + [third]).allSatisfy { calls.statuses(of: $0).last == .sent }
        }
        let sent = try await simulator.sent(in: chatID)
        XCTAssertEqual(sent.map { $0["msg_text"] }, ["one", "two", "three"])
        XCTAssertEqual(sent.compactMap { $0["msg_id"]?.string }, waiting + [third])
    }

    func testAChangedDeviceTokenIsSubscribedAgain() async throws {
        let simulator = try startSimulator()
        let communicator = try makeCommunicator(for: simulator)
        let chatID = try await communicator.requestChat(from: "Anna").chatID

        for token in ["A", "B"] {
            try await communicator.subscribeForRemoteNotificationsFirebase(chatID: chatID, deviceToken: token)
        }
        let empty = await failure(
            of: try await communicator.subscribeForRemoteNotificationsFirebase(chatID: chatID, deviceToken: ""))
        assertRefused(empty, "device_token")
        var subscription = try await simulator.chat(chatID).subscription
        XCTAssertEqual(subscription, ["ios_firebase_device_token": "B"])

        for token in [Data([0x0A]), Data([0x0B, 0xFF])] {
            try await communicator.subscribeForRemoteNotificationsAPNs(
                chatID: chatID, deviceToken: token, appBundleID: "com.acme.app")
        }
        let none = await failure(
            of: try await communicator.subscribeForRemoteNotificationsAPNs(
                chatID: chatID, deviceToken: Data(), appBundleID: "com.acme.app"))
        assertRefused(none, "device_token")
        subscription = try await simulator.chat(chatID).subscription
        XCTAssertEqual(subscription, ["ios_apns_device_token": "0bff", "ios_app_bundle_id": "com.acme.app"])
    }

    func testTwoCommunicatorsDoNotShareAStore() async throws {
        let simulator = try startSimulator()
        let folder = try temporaryFolder()
        let history = Recorder()
        let owner = try makeCommunicator(
            configuration(for: simulator, storageFolder: folder), delegate: history)
        // The first chat opens the store.
        _ = try await owner.requestChat(from: "Anna")

        // The same client once more: it is told, and goes on without the store.
        let recorder = Recorder()
        let second = try makeCommunicator(
            configuration(for: simulator, storageFolder: folder), delegate: recorder)
        let chatID = try await second.requestChat(from: "Anna").chatID
        try await recorder.wait(for: "the word about the store") { calls in
            calls.contains { call in
                if case .failed(.Storage) = call { true } else { false }
            }
        }
        let messageID = try await second.sendChatMessage(chatID: chatID, message: "one")
        try await recorder.wait(for: "the server to have it") { $0.statuses(of: messageID).last == .sent }
        second.shutdown()

        // The owner of the store keeps it.
        try await history.wait(for: "the connection") { $0.connections.contains(.connected) }
        let next = try await owner.sendChatMessage(chatID: chatID, message: "two")
        XCTAssertNotEqual(next, messageID)
        try await history.wait(for: "the server to have it") { $0.statuses(of: next).last == .sent }
        XCTAssertFalse(history.calls.contains { if case .failed = $0 { true } else { false } })

        // Another client in the same folder has a store of its own.
        let other = Recorder()
        let neighbour = try makeCommunicator(
            configuration(for: simulator, clientID: "neighbour", storageFolder: folder), delegate: other)
        let itsChatID = try await neighbour.requestChat(from: "Bob").chatID
        let itsMessageID = try await neighbour.sendChatMessage(chatID: itsChatID, message: "three")
        try await other.wait(for: "the server to have it") { $0.statuses(of: itsMessageID).last == .sent }
        XCTAssertFalse(other.calls.contains { if case .failed = $0 { true } else { false } })
    }

    private func assertRefused(
        _ error: ContactCenterError?, _ expected: String, file: StaticString = #filePath, line: UInt = #line
    ) {
        guard case .InvalidArgument(expected, _) = error else {
            return XCTFail("\(expected): \(String(describing: error))", file: file, line: line)
        }
    }
}
