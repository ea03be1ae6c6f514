// What BPMobileMessaging lost, doubled or mixed up, and what its apps take for granted about the order of callbacks.

import XCTest

@testable import ContactCenterCompatibility

final class OrderTests: CompatibilityTestCase {
    func testMessagesGoOutInTheOrderOfTheCalls() async throws {
        let simulator = try startSimulator()
        let service = makeCommunicator(for: simulator)
        let chatID = try await result { service.requestChat(from: "Anna", parameters: [:], with: $0) }.get().chatID
        let ids = Collector<String>()
        for number in 1...60 {
            service.sendChatMessage(chatID: chatID, message: "\(number)") { ids.add((try? $0.get()) ?? "\($0)") }
        }
        try await waitUntil("all of them to be sent") { ids.all.count == 60 }
        XCTAssertEqual(ids.all, (1...60).map { "\(chatID):\($0)" })
        let sent = try await simulator.chat(chatID).clientEvents
        XCTAssertEqual(sent.compactMap(\.msgText), (1...60).map(String.init))
    }

    func testAMessageIsAnsweredWhenTheServerHasItAndOnlyOnce() async throws {
        let simulator = try startSimulator()
        let service = makeCommunicator(for: simulator)
        let listener = Listener()
        service.delegate = listener
        let chatID = try await result { service.requestChat(from: "Anna", parameters: [:], with: $0) }.get().chatID
        try await simulator.waitUntilPolled(chatID)
        try await simulator.queue(.page(503), for: "send_events")
        let messageID = try await result { service.sendChatMessage(chatID: chatID, message: "Hello", with: $0) }.get()
        let sent = try await simulator.chat(chatID).clientEvents
        XCTAssertEqual(sent.map(\.msgId), [messageID], "the answer came before the server had the message, or twice")
        try await simulator.agent(of: chatID, "acknowledge_delivered", ["msg_id": .string(messageID)])
        try await waitUntil("the receipt") { listener.names.contains("chatSessionMessageDelivered") }
    }

    func testAMessageThatIsNotSentAnyMoreIsAnError() async throws {
        let simulator = try startSimulator()
        let service = makeCommunicator(for: simulator)
        let chatID = try await result { service.requestChat(from: "Anna", parameters: [:], with: $0) }.get().chatID
        try await simulator.waitUntilPolled(chatID)
        try await simulator.queue(.refusal(404, code: "5005", words: "gone"), for: "send_events")
        let error = await failure { service.sendChatMessage(chatID: chatID, message: "Hello", with: $0) }
        guard case ContactCenterError.chatSessionNotFound? = error else {
            return XCTFail(String(describing: error))
        }
    }

    func testASessionThatIsGoneIsToldToTheDelegate() async throws {
        let simulator = try startSimulator()
        let service = makeCommunicator(for: simulator)
        let listener = Listener()
        service.delegate = listener
        try await simulator.queue(.refusal(404, code: "5005", words: "gone"), for: "poll")
        _ = try await result { service.requestChat(from: "Anna", parameters: [:], with: $0) }.get()
        try await waitUntil("the error") { !listener.errors.isEmpty }
        guard case ContactCenterError.chatSessionNotFound? = listener.errors.first else {
            return XCTFail("\(listener.errors)")
        }
        XCTAssertEqual(listener.errors.count, 1)
    }

    func testWhatCameWhileTheAppWasGoneIsDeliveredOnce() async throws {
        let simulator = try startSimulator()
        let folder = try temporaryFolder()
        let settings = configuration(for: simulator, storageDirectory: folder)
        let chatID = try await { () async throws -> String in
            let service = ContactCenterCommunicator(configuration: settings)
            let listener = Listener()
            service.delegate = listener
            let chatID = try await result { service.requestChat(from: "Anna", parameters: [:], with: $0) }.get().chatID
            try await simulator.agent(of: chatID, "say", ["text": "one"])
            try await waitUntil("the first") { listener.events.texts == ["one"] }
            return chatID
        }()
        try await simulator.agent(of: chatID, "say", ["text": "two"])

        let service = ContactCenterCommunicator(configuration: settings)
        let listener = Listener()
        service.delegate = listener
        let properties = try await result { service.requestChat(from: "Anna", parameters: [:], with: $0) }.get()
        XCTAssertEqual(properties.chatID, chatID)
        XCTAssertFalse(properties.isNewChat)
        try await simulator.agent(of: chatID, "say", ["text": "three"])
        try await waitUntil("the third") { listener.events.texts.last == "three" }
        XCTAssertEqual(listener.events.texts, ["two", "three"])
        let history = try await result { service.getChatHistory(chatID: chatID, with: $0) }.get()
        XCTAssertEqual(history.texts, ["one", "two", "three"])
    }

    func testEventsWaitForTheCompletionThatNamesTheirChat() {
        let queue = DispatchQueue(label: "app")
        let translator = EventsTranslator(queue: queue)
        let listener = Listener()
        translator.delegate = listener
        translator.requestBegins()
        queue.sync {
            translator.chatSessionEvents(chatID: "chat", origin: .live, events: [.chatSessionEnded])
            translator.chatSessionFailed(chatID: "chat", error: .ChatSessionNotFound(reason: "", status: 404))
            XCTAssertTrue(listener.calls.isEmpty, "told of a chat that the app does not know")
            translator.requestEnded(chatID: "chat")
            XCTAssertEqual(listener.names, ["chatSessionEnded"])
            XCTAssertEqual(listener.errors.count, 1)
            translator.chatSessionEvents(chatID: "chat", origin: .live, events: [.chatSessionDisconnect])
            XCTAssertEqual(listener.names, ["chatSessionEnded", "chatSessionDisconnect"])
        }
    }

    func testAnOutcomeThatComesBeforeTheIdIsKeptForIt() {
        let queue = DispatchQueue(label: "app")
        let translator = EventsTranslator(queue: queue)
        let outcomes = Collector<String>()
        translator.sendBegins()
        queue.sync {
            translator.messageStatusChanged(chatID: "chat", messageID: "chat:1", status: .sent)
            translator.sendEnded(.success("chat:1")) { outcomes.add((try? $0.get()) ?? "\($0)") }
            translator.messageStatusChanged(chatID: "chat", messageID: "chat:1", status: .sent)
        }
        XCTAssertEqual(outcomes.all, ["chat:1"])
    }

    func testAMessageThatGetsItsIdAfterTheEndIsAnsweredToo() {
        let queue = DispatchQueue(label: "app")
        let translator = EventsTranslator(queue: queue)
        let outcomes = Collector<Bool>()
        translator.sendBegins()
        translator.end()
        queue.sync {
            translator.sendEnded(.success("chat:1")) { outcomes.add((try? $0.get()) == nil) }
        }
        XCTAssertEqual(outcomes.all, [true])
    }

    func testLettingGoAnswersWhatWaits() async throws {
        let simulator = try startSimulator()
        var service: ContactCenterCommunicator? = makeCommunicator(for: simulator)
        let requested = await result { service?.requestChat(from: "Anna", parameters: [:], with: $0) }
        let chatID = try requested.get().chatID
        try await simulator.waitUntilPolled(chatID)
        try await simulator.queue(.stall, for: "send_events")
        let outcomes = Collector<String>()
        service?.sendChatMessage(chatID: chatID, message: "Hello") { outcomes.add("\($0)") }
        try await waitUntil("the request") {
            try await simulator.requests().contains { $0.method == "POST" && $0.body.contains("Hello") }
        }
        service = nil
        try await waitUntil("an answer") { !outcomes.all.isEmpty }
        XCTAssertEqual(outcomes.all.count, 1)
        XCTAssertTrue(outcomes.all.first?.contains("failure") == true, "\(outcomes.all)")
    }

    func testCallbacksComeOnTheQueueThatWasNamedAndOtherwiseInTheBackground() async throws {
        let simulator = try startSimulator()
        let settings = configuration(for: simulator)
        let named = ContactCenterCommunicator(configuration: settings, callbackQueue: .main)
        let isMain = Collector<Bool>()
        named.getVersion { _ in isMain.add(Thread.isMainThread) }
        try await waitUntil("the first answer") { isMain.all == [true] }
        // An answer comes, though the communicator is gone by then.
        makeCommunicator(for: simulator).getVersion { _ in isMain.add(Thread.isMainThread) }
        try await waitUntil("the second answer") { isMain.all == [true, false] }
    }

    func testTheDelegateIsHeldWeakly() async throws {
        let simulator = try startSimulator()
        let service = makeCommunicator(for: simulator)
        var listener: Listener? = Listener()
        service.delegate = listener
        let chatID = try await result { service.requestChat(from: "Anna", parameters: [:], with: $0) }.get().chatID
        try await simulator.agent(of: chatID, "say", ["text": "Hello"])
        try await waitUntil("the message") { listener?.events.isEmpty == false }
        listener = nil
        try await waitUntil("the end of the delegate") { service.delegate == nil }
    }
}

/// What callbacks say, collected under a lock.
final class Collector<Element: Sendable>: @unchecked Sendable {
    private let lock = NSLock()
    private var elements: [Element] = []

    var all: [Element] { lock.withLock { elements } }

    func add(_ element: Element) {
        lock.withLock { elements.append(element) }
    }
}
