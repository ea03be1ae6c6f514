// What the Swift layer promises by itself, beyond the scenarios that it shares with the other languages.

@testable import ContactCenter
import XCTest

final class CommunicatorTests: SimulatorTestCase {
    func testCallbacksComeOnTheMainQueueByDefault() async throws {
        let simulator = try startSimulator()
        let elsewhere = Counter()
        let recorder = Recorder { _ in
            if !Thread.isMainThread { elsewhere.add(1) }
        }
        let communicator = try ContactCenterCommunicator(
            configuration: configuration(for: simulator), delegate: recorder)
        defer { communicator.shutdown() }
        let chatID = try await communicator.requestChat(from: "Anna", parameters: [:]).chatID
        try await communicator.sendChatMessage(chatID: chatID, message: "Hello")
        try await simulator.agent(of: chatID, "say", ["text": "Hello"])
        try await recorder.wait(for: "a message") { !$0.events.isEmpty }
        try await communicator.endChat(chatID: chatID)
        try await recorder.wait(for: "the end") { !$0.closings.isEmpty }
        XCTAssertEqual(elsewhere.value, 0)
    }

    func testAClassOfTheMainActorCanBeTheDelegate() async throws {
        let simulator = try startSimulator()
        let screen = ChatScreen()
        let communicator = try makeCommunicator(for: simulator, delegate: screen)
        let chatID = try await communicator.requestChat(from: "Anna", parameters: [:]).chatID
        try await simulator.agent(of: chatID, "say", ["text": "Hello"])
        let texts = await screen.firstTexts()
        XCTAssertEqual(texts, ["Hello"])
    }

    func testADelegateIsHeldWeakly() async throws {
        let simulator = try startSimulator()
        var recorder: Recorder? = Recorder()
        let communicator = try makeCommunicator(for: simulator, delegate: recorder)
        let chatID = try await communicator.requestChat(from: "Anna", parameters: [:]).chatID
        try await recorder?.wait(for: "a call") { !$0.isEmpty }
        XCTAssertNotNil(communicator.delegate)
        recorder = nil
        try await waitUntil("the end of the delegate") { communicator.delegate == nil }
        try await communicator.endChat(chatID: chatID)
    }

    func testLettingGoOfTheCommunicatorStopsEverything() async throws {
        let simulator = try startSimulator()
        let configuration = configuration(for: simulator)
        let recorder = Recorder()
        let queue = DispatchQueue(label: "app")
        let gate = Gate()
        queue.async { gate.pass() }
        let chatID = try await { () async throws -> String in
            let communicator = try withThreadsToTell {
                try ContactCenterCommunicator(
                    configuration: configuration, delegate: recorder, callbackQueue: queue)
            }
            try await waitUntil("threads") { coreHasThreads() != false }
            let chatID = try await communicator.requestChat(from: "Anna", parameters: [:]).chatID
            try await simulator.waitUntilPolled(chatID)
            return chatID
        }()
        try await waitUntil("the end of the poll") { try await !simulator.chat(chatID).isPolled }
        try await waitUntil("the end of the threads") { coreHasThreads() != true }
        gate.open()
        queue.sync {}
        XCTAssertEqual(recorder.calls, [], "a call that was queued was made after the end")
    }

    func testAPushOpensTheChatThatIsLive() async throws {
        let simulator = try startSimulator()
        let before = try makeCommunicator(for: simulator)
        let chatID = try await before.requestChat(from: "Anna", parameters: [:]).chatID
        before.shutdown()
        try await simulator.agent(of: chatID, "say", ["text": "Are you there?"])

        let recorder = Recorder()
        let communicator = try makeCommunicator(for: simulator, delegate: recorder)
        communicator.appDidReceiveMessage(["chatID": chatID, "aps": ["alert": "A message"]])
        try await recorder.wait(for: "the history") { $0.events.texts == ["Are you there?"] }
        guard case .events(.history, _) = recorder.calls.last else { return XCTFail("\(recorder.calls)") }
    }

    func testShutdownDoesNotWaitForeverForACallback() async throws {
        let simulator = try startSimulator()
        let gate = Gate()
        let recorder = Recorder { _ in gate.pass() }
        let queue = DispatchQueue(label: "app")
        let communicator = try makeCommunicator(for: simulator, delegate: recorder, callbackQueue: queue)
        _ = try await communicator.requestChat(from: "Anna", parameters: [:])
        try await recorder.wait(for: "the callback that blocks") { !$0.isEmpty }
        let start = Date()
        communicator.shutdown()
        XCTAssertLessThan(Date().timeIntervalSince(start), 1)
        gate.open()
    }

    func testAShutdownWaitsForNoRoomInTheQueueOfTheApp() async throws {
        let simulator = try startSimulator()
        let queue = DispatchQueue(label: "app")
        let gate = Gate()
        // Also where this fails: what waits for the gate would fail long after, in another test.
        defer {
            gate.open()
            queue.sync {}
        }
        queue.async { XCTAssertTrue(gate.pass(), "the core went on only when the queue did") }
        let communicator = try makeCommunicator(for: simulator, callbackQueue: queue)
        let heard = Log<ChatUpdate>()
        let updates = communicator.events()
        let reader = Task { for await update in updates { heard.append(update) } }
        let chatID = try await communicator.requestChat(from: "Anna").chatID
        // Each is pending, sending and sent.
        for number in 0..<400 { try await communicator.sendChatMessage(chatID: chatID, message: "\(number)") }
        try await waitUntil("the core to wait for room") {
            // A stream receives an update before the queue has capacity for it.
            heard.values.dropLast().map { max($0.events.count, 1) }.reduce(0, +) >= 1000
        }
        let start = Date()
        communicator.shutdown()
        XCTAssertLessThan(Date().timeIntervalSince(start), 1)
        try await waitUntil("the end of the threads") { coreHasThreads() != true }
        await reader.value
    }

    func testEveryOtherCallReachesItsPlace() async throws {
        let simulator = try startSimulator()
        let recorder = Recorder()
        let communicator = try makeCommunicator(for: simulator, delegate: recorder)
        let version = try await communicator.getVersion()
        XCTAssertTrue(version.serverVersion.hasSuffix("(Simulator)"))
        let chatID = try await communicator.requestChat(from: "Anna", parameters: [:]).chatID

        try await communicator.sendChatMessage(chatID: chatID, message: "<i>Hello</i>", format: .html)
        try await waitUntil("the message") {
            try await simulator.chat(chatID).clientEvents.last?.msg == "<i>Hello</i>"
        }

        try await communicator.subscribeForRemoteNotificationsFirebase(chatID: chatID, deviceToken: "token:a_b")
        var chat = try await simulator.chat(chatID)
        XCTAssertEqual(chat.subscription, ["ios_firebase_device_token": "token:a_b"])
        try await communicator.subscribeForRemoteNotificationsAPNs(
            chatID: chatID, deviceToken: "0A1B", appBundleID: "com.acme.app")
        chat = try await simulator.chat(chatID)
        XCTAssertEqual(
            chat.subscription, ["ios_apns_device_token": "0a1b", "ios_app_bundle_id": "com.acme.app"])
        try await communicator.unsubscribeFromRemoteNotifications(chatID: chatID)
        chat = try await simulator.chat(chatID)
        XCTAssertNil(chat.subscription)

        try await simulator.agent(of: chatID, "set_case", ["case_id": "case-7"])
        try await communicator.closeCase(chatID: chatID)
        chat = try await simulator.chat(chatID)
        XCTAssertTrue(chat.isCaseClosed)

        communicator.setNetworkAvailable(false)
        try await recorder.wait(for: "the state without a network") { $0.connections.last == .offline }
        communicator.setNetworkAvailable(true)
        try await simulator.agent(of: chatID, "say", ["text": "Hello"])
        try await recorder.wait(for: "the state with a network") { $0.connections.last == .connected }
    }

    func testDraftsAndAnswersToBotsReachTheOtherSide() async throws {
        let simulator = try startSimulator()
        let communicator = try makeCommunicator(for: simulator)
        let chatID = try await communicator.requestChat(from: "Anna").chatID
        try await communicator.chatTyping(chatID: chatID, draft: "I would li")
        let answer = try await communicator.sendChatAnswer(chatID: chatID, answer: "A < B", directiveID: "D")
        let sent = try await simulator.sent(in: chatID, count: 3)
        XCTAssertEqual(
            sent,
            [
                ["event": "chat_session_typing", "msg": "I would li"],
                ["event": "chat_session_not_typing"],
                [
                    "event": "chat_session_message", "msg": "A &lt; B", "msg_text": "A < B",
                    "msg_id": .string(answer), "directive_id": "D",
                ],
            ])
    }

    func testPicturesAreReadWhereThereAreSome() async throws {
        let simulator = try startSimulator()
        let recorder = Recorder()
        let communicator = try makeCommunicator(for: simulator, delegate: recorder)
        let chatID = try await communicator.requestChat(from: "Anna").chatID
        try await simulator.agent(of: chatID, "join")
        try await recorder.wait(for: "the agent") { !$0.events.compactMap(\.partyID).isEmpty }
        let agent = try XCTUnwrap(recorder.calls.events.compactMap(\.partyID).first)

        let png = Data([0x89, 0x50, 0x4E, 0x47])
        let photo = try await communicator.getPartyPhoto(chatID: chatID, partyID: agent)
        XCTAssertEqual(photo?.data.prefix(4), png)
        XCTAssertEqual(photo?.contentType, "image/png")
        let icon = try await communicator.getChatIcon(chatID: chatID)
        XCTAssertEqual(icon?.data.prefix(4), png)
        let none = try await communicator.getPartyPhoto(chatID: chatID, partyID: "nobody")
        XCTAssertNil(none)
    }

    func testAFileThatLiesElsewhereComesDown() async throws {
        let simulator = try startSimulator()
        let communicator = try makeCommunicator(for: simulator)
        let uploaded = try await communicator.uploadData(Data("Hello".utf8), fileName: "note.txt")
        let link = try XCTUnwrap(URL(string: "\(simulator.baseURL)/clientweb/file/\(uploaded.fileID)"))
        let folder = try temporaryFolder()
        let downloaded = try await communicator.downloadFile(from: link, to: folder, fileName: "note.txt")
        XCTAssertEqual(downloaded.url.path, folder.appendingPathComponent("note.txt").path)
        XCTAssertEqual(try Data(contentsOf: downloaded.url), Data("Hello".utf8))
    }

    func testOnlyFileURLsNameFilesOfThisDevice() async throws {
        let simulator = try startSimulator()
        let communicator = try makeCommunicator(for: simulator)
        let page = try XCTUnwrap(URL(string: "https://acme.example.com/photo.png"))
        let errors = [
            await failure(of: try await communicator.uploadFile(at: page)),
            await failure(of: try await communicator.downloadFile(from: page, to: page, fileName: "photo.png")),
        ]
        XCTAssertEqual(
            errors,
            [
                .InvalidArgument(argument: "path", reason: "must be a file URL"),
                .InvalidArgument(argument: "directory", reason: "must be a file URL"),
            ])
        let requests = try await simulator.requests()
        XCTAssertEqual(requests.map(\.target), [])
    }

    func testNothingIsToldOfATransferThatHasFailed() async throws {
        let simulator = try startSimulator()
        let queue = DispatchQueue(label: "app")
        let communicator = try makeCommunicator(for: simulator, callbackQueue: queue)
        let gate = Gate()
        queue.async { gate.pass() }
        let told = Counter()
        try await simulator.queue(.stall, for: "upload")
        let upload = Task {
            try await communicator.uploadData(Data(count: 1_000_000), fileName: "a.bin") { _ in told.add(1) }
        }
        try await waitUntil("the upload") { try await simulator.requests().contains(where: \.isUpload) }
        upload.cancel()
        let outcome = await upload.result
        XCTAssertThrowsError(try outcome.get()) { XCTAssertTrue($0 is CancellationError, "\($0)") }
        gate.open()
        queue.sync {}
        XCTAssertEqual(told.value, 0, "what waited in the queue was told after the end")
    }

    func testTheTenantIsNamedByItsDomain() throws {
        for tenantURL in ["acme.example.com", "https://acme.example.com", "https://acme.example.com/"] {
            let configuration = ContactCenterConfiguration(
                baseURL: try XCTUnwrap(URL(string: "https://acme.example.com:9443/gateway")),
                tenantURL: try XCTUnwrap(URL(string: tenantURL)), appID: "app", clientID: "client")
            XCTAssertEqual(configuration.tenantURL, "acme.example.com")
            XCTAssertEqual(configuration.baseURL, "https://acme.example.com:9443/gateway")
        }
    }

    func testAppsCanStartFromURLs() async throws {
        let tenantURL = try XCTUnwrap(URL(string: "https://acme.example.com"))
        let communicator = try ContactCenterCommunicator(
            baseURL: tenantURL, tenantURL: tenantURL, appID: "app", clientID: "client")
        communicator.shutdown()

        let cleartext = try XCTUnwrap(URL(string: "http://acme.example.com"))
        let error = await failure(
            of: try ContactCenterCommunicator(
                baseURL: cleartext, tenantURL: tenantURL, appID: "app", clientID: "client"))
        XCTAssertEqual(error, .InvalidArgument(argument: "base_url", reason: "must be https"))
    }

    func testOfAPushPayloadStringsAndNumbersAreRead() {
        let userInfo: [AnyHashable: Any] = [
            "chatID": "d6c1adc2", "count": 3, "ratio": 0.5, "number": NSNumber(value: 7), 9: "no name",
            "aps": ["badge": 1], "list": [1],
        ]
        XCTAssertEqual(
            PushPayload.texts(of: userInfo), ["chatID": "d6c1adc2", "count": "3", "ratio": "0.5", "number": "7"])
    }
}

/// What an app's view controller looks like to the SDK.
@MainActor
private final class ChatScreen {
    private var texts: [String] = []
    private var reader: CheckedContinuation<[String], Never>?

    /// Returns as soon as there are any.
    func firstTexts() async -> [String] {
        await withCheckedContinuation { continuation in
            reader = continuation
            tellReader()
        }
    }

    private func tellReader() {
        guard !texts.isEmpty, let waiting = reader else { return }
        reader = nil
        waiting.resume(returning: texts)
    }
}

extension ChatScreen: ContactCenterEventsDelegating {
    nonisolated func chatSessionEvents(chatID: String, origin: EventOrigin, events: [ContactCenterEvent]) {
        MainActor.assumeIsolated {
            texts += events.texts
            tellReader()
        }
    }
}
