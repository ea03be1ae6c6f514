// The contract's calls in the form in which it prints them: with completions.

import ContactCenter
import XCTest

final class CompletionTests: SimulatorTestCase {
    func testEveryCallOfTheContractCompletes() async throws {
        let simulator = try startSimulator()
        // Through the protocol, as an app that has a double for its tests would do it.
        let communicator: any ContactCenterCommunicating = try makeCommunicator(for: simulator)

        let version = try await answer { communicator.getVersion(with: $0) }
        XCTAssertTrue(version.serverVersion.hasSuffix("(Simulator)"))
        let availability = try await answer { communicator.checkAvailability(with: $0) }
        XCTAssertEqual(availability.chat, .available)
        let chat = try await answer {
            communicator.requestChat(phoneNumber: nil, from: "Anna", parameters: ["topic": "billing"], with: $0)
        }
        XCTAssertTrue(chat.isNewChat)
        let chatID = chat.chatID
        try await simulator.agent(of: chatID, "say", ["text": "Hello"])

        let history = try await answer { communicator.getChatHistory(chatID: chatID, with: $0) }
        XCTAssertEqual(history.texts, ["Hello"])
        let agentsMessage = try XCTUnwrap(history.compactMap(\.messageID).last)
        try await simulator.agent(of: chatID, "set_case", ["case_id": "case-7"])
        try await simulator.change(["case_history_with_current": .bool(true)])
        let sessions = try await answer { communicator.getCaseHistory(chatID: chatID, with: $0) }
        XCTAssertEqual(sessions.map(\.chatID), [chatID])
        let created: Date = try XCTUnwrap(sessions.first?.createdTime)
        let said: Date = try XCTUnwrap(sessions.first?.events.compactMap(\.timestamp).last)
        for date in [created, said] { XCTAssertLessThan(abs(date.timeIntervalSinceNow), 600, "is no date of today") }

        let messageID = try await answer {
            communicator.sendChatMessage(chatID: chatID, message: "<Hi>", with: $0)
        }
        XCTAssertEqual(messageID, "\(chatID):1")
        try await answer { communicator.chatMessageDelivered(chatID: chatID, messageID: agentsMessage, with: $0) }
        try await answer { communicator.chatMessageRead(chatID: chatID, messageID: agentsMessage, with: $0) }
        try await answer { communicator.chatTyping(chatID: chatID, with: $0) }
        try await answer { communicator.chatNotTyping(chatID: chatID, with: $0) }
        let sent = try await simulator.sent(in: chatID, count: 5)
        XCTAssertEqual(
            sent.compactMap { $0["event"]?.string },
            [
                "chat_session_message", "chat_session_message_delivered", "chat_session_message_read",
                "chat_session_typing", "chat_session_not_typing",
            ])

        try await answer {
            communicator.subscribeForRemoteNotificationsFirebase(chatID: chatID, deviceToken: "token", with: $0)
        }
        let subscription = try await simulator.chat(chatID).subscription
        XCTAssertEqual(subscription, ["ios_firebase_device_token": "token"])
        let apns: () async throws -> Void = {
            try await answer {
                communicator.subscribeForRemoteNotificationsAPNs(chatID: chatID, deviceToken: "0a", with: $0)
            }
        }
        // On Apple's systems the program that runs the tests has an identifier; elsewhere there is none, and so no topic.
        if Bundle.main.bundleIdentifier == nil {
            let noBundle = await failure(of: try await apns())
            XCTAssertEqual(noBundle, .InvalidArgument(argument: "app_bundle_id", reason: "is empty"))
        } else {
            try await apns()
        }
        communicator.appDidReceiveMessage(["chatID": chatID])

        try await answer { communicator.closeCase(chatID: chatID, with: $0) }
        try await answer { communicator.disconnectChat(chatID: chatID, with: $0) }
        try await answer { communicator.endChat(chatID: chatID, with: $0) }
        let failure = await failure(of: try await answer { communicator.chatTyping(chatID: chatID, with: $0) })
        guard case .ChatSessionClosed = failure else { return XCTFail("\(String(describing: failure))") }
    }

    func testCallsGoOutInTheOrderInWhichTheyAreMade() async throws {
        let simulator = try startSimulator()
        let communicator = try makeCommunicator(for: simulator)
        let chatID = try await communicator.requestChat(from: "Anna").chatID

        let texts = (1...200).map { "message \($0)" }
        let answers = Log<Result<String, ContactCenterError>>()
        for text in texts {
            communicator.sendChatMessage(chatID: chatID, message: text) { answers.append($0) }
        }
        let sent = try await simulator.sent(in: chatID, count: texts.count)
        XCTAssertEqual(sent.compactMap { $0["msg_text"]?.string }, texts)
        try await waitUntil("all answers") { answers.values.count == texts.count }
        let ids = try answers.values.map { try $0.get() }
        XCTAssertEqual(Set(ids), Set((1...texts.count).map { "\(chatID):\($0)" }))
    }

    func testCompletionsComeOnTheCallbackQueue() async throws {
        let simulator = try startSimulator()
        let key = DispatchSpecificKey<String>()
        let queue = DispatchQueue(label: "app")
        queue.setSpecific(key: key, value: "app")
        let onTheirQueue = try makeCommunicator(for: simulator, callbackQueue: queue)
        let onTheMainQueue = try makeCommunicator(for: simulator)

        let places = Log<String>()
        onTheirQueue.getVersion { _ in places.append(DispatchQueue.getSpecific(key: key) ?? "elsewhere") }
        // One that is refused at once is told there too, and never before the call has returned.
        onTheirQueue.getChatHistory(chatID: "") { _ in places.append(DispatchQueue.getSpecific(key: key) ?? "elsewhere")
        }
        onTheMainQueue.getVersion { _ in places.append(Thread.isMainThread ? "main" : "elsewhere") }
        try await waitUntil("the answers") { places.values.count == 3 }
        XCTAssertEqual(places.values.sorted(), ["app", "app", "main"])
    }

    func testAClassOfTheMainActorUsesWhatIsItsOwnInACompletion() async throws {
        let simulator = try startSimulator()
        let screen = await VersionScreen(communicator: try makeCommunicator(for: simulator))
        await screen.load()
        try await waitUntil("the version") { await screen.text.hasSuffix("(Simulator)") }
    }

    func testAfterAShutdownACompletionSaysThatAndNothingElse() async throws {
        let simulator = try startSimulator()
        let queue = DispatchQueue(label: "app")
        let communicator = try makeCommunicator(for: simulator, callbackQueue: queue)
        let chatID = try await communicator.requestChat(from: "Anna").chatID
        let answers = Log<String>()
        func note<Value>(_ call: String) -> (Result<Value, ContactCenterError>) -> Void {
            return { answer in
                switch answer {
                case .success: answers.append("\(call) succeeded")
                case .failure(let error): answers.append("\(call): \(error.kind())")
                }
            }
        }

        // The first answer is there, and waits for the queue; the second never comes.
        let gate = Gate()
        queue.async { gate.pass() }
        communicator.sendChatMessage(chatID: chatID, message: "Hello", with: note("send"))
        _ = try await simulator.sent(in: chatID, count: 1)
        try await simulator.queue(.stall, for: "history")
        communicator.getChatHistory(chatID: chatID, with: note("history"))
        try await waitUntil("the question") {
            try await simulator.requests().contains(where: \.isHistory)
        }
        communicator.shutdown()
        communicator.endChat(chatID: chatID, with: note("late"))
        XCTAssertEqual(answers.values, [])
        gate.open()
        try await waitUntil("the answers") { answers.values.count == 3 }
        queue.sync {}
        XCTAssertEqual(answers.values.sorted(), ["history: ShutDown", "late: ShutDown", "send: ShutDown"])
    }

    func testACallUnderWayKeepsItsCommunicatorAlive() async throws {
        let simulator = try startSimulator()
        let configuration = configuration(for: simulator)
        let version = try await answer { completion in
            do {
                try withThreadsToTell { try ContactCenterCommunicator(configuration: configuration) }
                    .getVersion(with: completion)
            } catch {
                XCTFail("\(error)")
            }
        }
        XCTAssertTrue(version.serverVersion.hasSuffix("(Simulator)"))
        try await waitUntil("the end of the communicator") { coreHasThreads() != true }
    }

    func testACompletionMayShutTheCommunicatorDown() async throws {
        let simulator = try startSimulator()
        let communicator = try makeCommunicator(for: simulator)
        let durations = Log<TimeInterval>()
        communicator.getVersion { _ in
            let start = Date()
            communicator.shutdown()
            durations.append(Date().timeIntervalSince(start))
        }
        try await waitUntil("the shutdown") { !durations.values.isEmpty }
        // So far below the second that it has not waited for the completion that it was called from.
        XCTAssertLessThan(durations.values[0], 0.6)
        let error = await failure(of: try await communicator.getVersion())
        XCTAssertEqual(error, .ShutDown)
    }

    func testADoubleWritesTheCallsOfTheContractAndIsAwaitedForNothing() async throws {
        let double: any ContactCenterCommunicating = ContractDouble()
        let chat = try await double.requestChat(from: "Anna")
        let messageID = try await double.sendChatMessage(chatID: chat.chatID, message: "Hello")
        XCTAssertEqual(messageID, "double:1")
        let error = await failure(of: try await double.getCaseHistory(chatID: chat.chatID))
        XCTAssertEqual(error, .ChatSessionCaseNotSpecified(reason: "", status: 406))
        let version = try await double.getVersion().serverVersion
        let availability = try await double.checkAvailability().chat
        let history = try await double.getChatHistory(chatID: "double")
        XCTAssertEqual(version, "1")
        XCTAssertEqual(availability, .unavailable)
        XCTAssertEqual(history, [.chatSessionEnded])
        try await double.chatMessageDelivered(chatID: "double", messageID: "2")
        try await double.chatMessageRead(chatID: "double", messageID: "2")
        try await double.chatTyping(chatID: "double")
        try await double.chatNotTyping(chatID: "double")
        try await double.closeCase(chatID: "double")
        try await double.disconnectChat(chatID: "double")
        try await double.endChat(chatID: "double")
        try await double.subscribeForRemoteNotificationsAPNs(chatID: "double", deviceToken: "0a")
        try await double.subscribeForRemoteNotificationsFirebase(chatID: "double", deviceToken: "t")
    }
}

/// What a view model looks like that was written before `async`.
@MainActor
private final class VersionScreen {
    private let communicator: any ContactCenterCommunicating
    private(set) var text = ""

    init(communicator: any ContactCenterCommunicating) {
        self.communicator = communicator
    }

    func load() {
        communicator.getVersion { [weak self] result in
            switch result {
            case .success(let version): self?.text = version.serverVersion
            case .failure(let error): self?.text = error.localizedDescription
            }
        }
    }
}
