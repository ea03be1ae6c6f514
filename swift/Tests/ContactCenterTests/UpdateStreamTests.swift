// What happens in the chats, read from streams.

@testable import ContactCenter
import XCTest

final class UpdateStreamTests: SimulatorTestCase {
    func testAStreamBringsWhatTheDelegateHearsInTheSameOrder() async throws {
        let simulator = try startSimulator()
        let recorder = Recorder()
        let communicator = try makeCommunicator(for: simulator, delegate: recorder)
        let updates = communicator.events()
        let chatID = try await holdAConversation(with: communicator, of: simulator)
        try await recorder.wait(for: "the end") { !$0.closings.isEmpty }
        communicator.shutdown()

        let told = await updates.reduce(into: []) { $0.append($1) }
        XCTAssertEqual(told.map(Recorder.Call.init), recorder.calls)
        XCTAssertEqual(Set(told.map(\.chatID)), [chatID])
        XCTAssertEqual(told.flatMap(\.events).texts, ["one", "two"])
    }

    func testAStreamNeedsNoDelegateAndLosesNothingHoweverLateItIsRead() async throws {
        let simulator = try startSimulator()
        let communicator = try makeCommunicator(for: simulator)
        let all = communicator.events()
        let (chat, updates) = try await communicator.requestChatAndEvents(ContactCenterChatRequest(from: "Anna"))
        let texts = (1...500).map { "message \($0)" }
        for text in texts { try await simulator.agent(of: chat.chatID, "say", ["text": .string(text)]) }
        try await simulator.waitUntilPolled(chat.chatID)
        try await communicator.endChat(chatID: chat.chatID)

        // The chat's stream ends with the chat; it was not read before.
        let told = await updates.reduce(into: []) { $0.append($1) }
        XCTAssertEqual(told.flatMap(\.events).texts, texts)
        XCTAssertEqual(told.last, .closed(chatID: chat.chatID, reason: .endedByClient))
        XCTAssertEqual(told.first, .connectionChanged(chatID: chat.chatID, state: .connected))
        communicator.shutdown()
        let toldOfAll = await all.reduce(into: []) { $0.append($1) }
        XCTAssertEqual(toldOfAll, told)
    }

    func testEachReaderHasAStreamOfItsOwnAndLeavesItAlone() async throws {
        let simulator = try startSimulator()
        let communicator = try makeCommunicator(for: simulator)
        let chatID = try await communicator.requestChat(from: "Anna").chatID
        try await simulator.waitUntilPolled(chatID)
        let first = communicator.events(ofChat: chatID)
        // The id as other servers spell it.
        let second = communicator.events(ofChat: chatID.uppercased())
        let other = communicator.events(ofChat: "another")

        // Cancelling who reads ends that stream and no other.
        let reading = Log<ChatUpdate>()
        let reader = Task { for await update in first { reading.append(update) } }
        try await simulator.agent(of: chatID, "say", ["text": "one"])
        try await waitUntil("the first message") { !reading.values.flatMap(\.events).isEmpty }
        reader.cancel()
        await reader.value
        try await simulator.agent(of: chatID, "say", ["text": "two"])
        try await simulator.waitUntilPolled(chatID)
        try await communicator.endChat(chatID: chatID)

        let told = await second.reduce(into: []) { $0.append($1) }
        XCTAssertEqual(told.flatMap(\.events).texts, ["one", "two"])
        XCTAssertEqual(reading.values.flatMap(\.events).texts, ["one"])
        communicator.shutdown()
        let toldOfAnother = await other.reduce(into: []) { $0.append($1) }
        XCTAssertEqual(toldOfAnother, [])
    }

    func testAStreamOfAChatThatIsClosedOrOfACommunicatorThatIsShutDownEndsAtOnce() async throws {
        let simulator = try startSimulator()
        let communicator = try makeCommunicator(for: simulator)
        let (chat, updates) = try await communicator.requestChatAndEvents(ContactCenterChatRequest(from: "Anna"))
        try await communicator.endChat(chatID: chat.chatID)
        for await _ in updates {}
        for await update in communicator.events(ofChat: chat.chatID) { XCTFail("\(update)") }

        communicator.shutdown()
        for await update in communicator.events() { XCTFail("\(update)") }
        for await update in communicator.events(ofChat: "another") { XCTFail("\(update)") }
        let error = await failure(
            of: try await communicator.requestChatAndEvents(ContactCenterChatRequest(from: "Anna")).chat)
        XCTAssertEqual(error, .ShutDown)
    }

    func testLettingGoOfTheCommunicatorEndsItsStreams() async throws {
        let simulator = try startSimulator()
        var communicator: ContactCenterCommunicator? = try ContactCenterCommunicator(
            configuration: configuration(for: simulator))
        let updates = try XCTUnwrap(communicator?.events())
        communicator = nil
        for await update in updates { XCTFail("\(update)") }
    }

    func testTheStreamOfARequestBeginsWithTheHistoryOfAChatThatWasLive() async throws {
        let simulator = try startSimulator()
        let before = try makeCommunicator(for: simulator)
        let chatID = try await before.requestChat(from: "Anna").chatID
        before.shutdown()
        try await simulator.agent(of: chatID, "say", ["text": "Are you there?"])

        let communicator = try makeCommunicator(for: simulator)
        let (chat, updates) = try await communicator.requestChatAndEvents(ContactCenterChatRequest(from: "Anna"))
        XCTAssertEqual(chat.chatID, chatID)
        for await update in updates {
            guard case .events(_, let origin, let events) = update else { continue }
            XCTAssertEqual(origin, .history)
            XCTAssertEqual(events.texts, ["Are you there?"])
            break
        }
    }

    func testAChatThatOpensAgainAfterItsEndIsHeardOfAgain() async throws {
        let streams = ChatUpdateStreams()
        streams.post(.closed(chatID: "A", reason: .refused))
        try await expectTheEnd(of: streams.chat("a"))
        let now = streams.now
        streams.requested("a", askedAt: now)
        let updates = streams.chat("a")
        streams.post(.connectionChanged(chatID: "A", state: .connected))
        streams.finish()
        let told = await updates.reduce(into: []) { $0.append($1) }
        XCTAssertEqual(told, [.connectionChanged(chatID: "A", state: .connected)])
    }

    func testAChatThatClosesBeforeItsAnswerArrivesIsClosed() async throws {
        let streams = ChatUpdateStreams()
        streams.post(.closed(chatID: "A", reason: .ended))
        let askedAt = streams.now
        // Answered and closed in its first poll, while the answer still waits for the app's queue.
        streams.post(.connectionChanged(chatID: "A", state: .connected))
        streams.post(.closed(chatID: "A", reason: .refused))
        streams.requested("A", askedAt: askedAt)
        try await expectTheEnd(of: streams.chat("A"))
    }

    func testAChatThatAPushOpensAgainIsHeardOfAgain() async throws {
        let streams = ChatUpdateStreams()
        streams.post(.closed(chatID: "A", reason: .refused))
        // Late words about a message, or the word that the connection has ended, open nothing.
        streams.post(.messageStatusChanged(chatID: "A", messageID: "1", status: .sent))
        streams.post(.connectionChanged(chatID: "A", state: .closed))
        try await expectTheEnd(of: streams.chat("A"))
        streams.post(.connectionChanged(chatID: "A", state: .connected))
        let updates = streams.chat("a")
        streams.post(.closed(chatID: "A", reason: .ended))
        let told = await updates.reduce(into: []) { $0.append($1) }
        XCTAssertEqual(told, [.closed(chatID: "A", reason: .ended)])
    }

    private func expectTheEnd(of updates: AsyncStream<ChatUpdate>, line: UInt = #line) async throws {
        let told = try await reading(updates)
        XCTAssertEqual(told, [], line: line)
    }

    /// All of a stream that has an end; fails where it has none.
    private func reading(_ updates: AsyncStream<ChatUpdate>) async throws -> [ChatUpdate] {
        let told = Log<ChatUpdate>()
        let end = Log<Bool>()
        let reader = Task {
            for await update in updates { told.append(update) }
            end.append(true)
        }
        defer { reader.cancel() }
        try await waitUntil("the end of the stream") {
            await Task.yield()
            return !end.values.isEmpty
        }
        return told.values
    }

    func testWhatWasKeptForAChatWhoseIDWasUnknownComesFirstAndAlone() async throws {
        let streams = ChatUpdateStreams()
        let (id, updates) = streams.undecided()
        streams.post(.connectionChanged(chatID: "other", state: .connected))
        streams.post(.connectionChanged(chatID: "chat", state: .connected))
        streams.settle(id, on: "chat")
        streams.post(.connectionChanged(chatID: "other", state: .offline))
        streams.post(.closed(chatID: "chat", reason: .ended))
        let told = await updates.reduce(into: []) { $0.append($1) }
        XCTAssertEqual(
            told,
            [
                .connectionChanged(chatID: "chat", state: .connected), .closed(chatID: "chat", reason: .ended),
            ])

        // One that has closed by the time its id is known brings that, and ends.
        let (late, lateUpdates) = streams.undecided()
        streams.post(.closed(chatID: "brief", reason: .failed))
        streams.settle(late, on: "brief")
        let toldLate = await lateUpdates.reduce(into: []) { $0.append($1) }
        XCTAssertEqual(toldLate, [.closed(chatID: "brief", reason: .failed)])
    }

    /// Returns the id of a chat that has ended.
    private func holdAConversation(
        with communicator: ContactCenterCommunicator, of simulator: Simulator
    ) async throws -> String {
        let chatID = try await communicator.requestChat(from: "Anna").chatID
        for text in ["one", "two"] {
            try await simulator.agent(of: chatID, "say", ["text": .string(text)])
            try await simulator.waitUntilPolled(chatID)
            try await communicator.sendChatMessage(chatID: chatID, message: text)
        }
        _ = try await simulator.sent(in: chatID, count: 2)
        try await communicator.endChat(chatID: chatID)
        return chatID
    }
}

extension Recorder.Call {
    init(_ update: ChatUpdate) {
        self =
            switch update {
            case .events(_, let origin, let events): .events(origin, events)
            case .failed(_, let error): .failed(error)
            case .closed(_, let reason): .closed(reason)
            case .connectionChanged(_, let state): .connection(state)
            case .ownMessageAdded(_, let message): .ownMessage(message)
            case .messageStatusChanged(_, let messageID, let status): .message(messageID, status)
            }
    }
}
