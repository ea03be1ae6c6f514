// The view model of the app, with a contact center.

import ChatModel
import ContactCenter
import XCTest

@MainActor
final class ChatModelTests: XCTestCase, @unchecked Sendable {
    func testAConversationAsTheScreenShowsIt() async throws {
        let simulator = try Simulator()
        defer { simulator.stop() }
        let model = ChatViewModel(communicator: try communicator(for: simulator))
        XCTAssertFalse(model.state.canSend)
        await model.start(name: "Ann")
        let chatID = try XCTUnwrap(model.state.chatID)
        XCTAssertTrue(model.state.canSend)

        try await simulator.agent(of: chatID, "join", ["name": "Alex Agent"])
        try await simulator.agent(of: chatID, "typing")
        try await waitUntil("typing") { model.state.isAgentTyping }
        try await simulator.agent(of: chatID, "say", ["text": "Hello"])
        try await waitUntil("the greeting") { model.state.lines.last?.text == "Hello" }
        XCTAssertFalse(model.state.isAgentTyping)
        XCTAssertEqual(model.state.lines.map(\.author), [.notice, .them("Alex Agent")])
        XCTAssertEqual(model.state.connection, .connected)

        await model.userTypes()
        await model.send("  ")
        await model.send(" Where is my parcel? ")
        try await waitUntil("the message") { model.state.lines.last?.status == .sent }
        let mine = try XCTUnwrap(model.state.lines.last)
        XCTAssertEqual(mine.author, .me)
        XCTAssertEqual(mine.text, "Where is my parcel?")
        try await simulator.agent(of: chatID, "acknowledge_read", ["msg_id": .string(mine.id)])
        try await waitUntil("the receipt") { model.state.lines.last?.status == .read }
        let sent = try await simulator.chat(chatID).clientEvents.map(\.event)
        XCTAssertEqual(sent.filter { $0 == "chat_session_message_read" }.count, 1)

        let greeting = try XCTUnwrap(model.state.lines.first { $0.text == "Hello" })
        try await simulator.edit(greeting.id, text: "Good morning", in: chatID)
        try await waitUntil("the other words") { model.state.lines.contains { $0.text == "Good morning" } }
        try await simulator.delete(greeting.id, in: chatID)
        try await waitUntil("their end") { !model.state.lines.contains { $0.id == greeting.id } }

        await model.end()
        try await waitUntil("the end") { model.state.closeReason == .endedByClient }
        XCTAssertFalse(model.state.canSend)
        XCTAssertNil(model.state.failure)
    }

    func testAResumedChatShowsItsHistoryOnce() async throws {
        let simulator = try Simulator()
        defer { simulator.stop() }
        let ended = try communicator(for: simulator)
        let first = ChatViewModel(communicator: ended)
        await first.start(name: "Ann")
        let chatID = try XCTUnwrap(first.state.chatID)
        try await simulator.agent(of: chatID, "say", ["text": "one"])
        await first.send("two")
        try await waitUntil("both") { first.state.lines.count == 2 }
        try await waitUntil("the message") { first.state.lines.contains { $0.status == .sent } }
        ended.shutdown()

        let second = ChatViewModel(communicator: try communicator(for: simulator))
        await second.start(name: "Ann")
        XCTAssertEqual(second.state.chatID, chatID)
        try await simulator.agent(of: chatID, "say", ["text": "three"])
        try await waitUntil("the third") { second.state.lines.last?.text == "three" }
        XCTAssertEqual(second.state.lines.map(\.text), ["one", "two", "three"])
    }

    func testWaitingMessagesShowWithTheirTextAfterARestart() async throws {
        let simulator = try Simulator()
        defer { simulator.stop() }
        let store = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        defer { try? FileManager.default.removeItem(at: store) }
        let ended = try communicator(for: simulator, storageFolder: store)
        let first = ChatViewModel(communicator: ended)
        await first.start(name: "Ann")
        ended.setNetworkAvailable(false)
        await first.send("Hello?")
        try await waitUntil("the line") { first.state.lines.map(\.text) == ["Hello?"] }
        ended.shutdown()

        let second = ChatViewModel(communicator: try communicator(for: simulator, storageFolder: store))
        await second.start(name: "Ann")
        try await waitUntil("the line, sent") { second.state.lines.last?.status == .sent }
        XCTAssertEqual(second.state.lines.map(\.text), ["Hello?"])
    }

    func testAScreenThatAppearsAgainGoesOnWithItsConversation() async throws {
        let simulator = try Simulator()
        defer { simulator.stop() }
        let model = ChatViewModel(communicator: try communicator(for: simulator))
        // It disappears before there is an answer.
        let appearance = Task { await model.start(name: "Ann") }
        appearance.cancel()
        await appearance.value
        await model.start(name: "Ann")
        let chatID = try XCTUnwrap(model.state.chatID)
        XCTAssertNil(model.state.failure)
        try await simulator.agent(of: chatID, "say", ["text": "one"])
        try await waitUntil("the first") { model.state.lines.map(\.text) == ["one"] }

        await model.start(name: "Ann")
        XCTAssertEqual(model.state.lines.map(\.text), ["one"])
        try await simulator.agent(of: chatID, "say", ["text": "two"])
        try await waitUntil("the second") { model.state.lines.map(\.text) == ["one", "two"] }

        await model.end()
        try await waitUntil("the end") { model.state.closeReason != nil }
        await model.start(name: "Ann")
        XCTAssertNotEqual(model.state.chatID, chatID)
        XCTAssertEqual(model.state.lines, [])
        XCTAssertTrue(model.state.canSend)
    }

    func testAFailureIsShown() async throws {
        let simulator = try Simulator()
        simulator.stop()
        let model = ChatViewModel(communicator: try communicator(for: simulator))
        await model.start(name: "Ann")
        XCTAssertEqual(model.state.failure, "Check the connection to the internet and try again.")
        XCTAssertNil(model.state.chatID)
    }

    private func communicator(
        for simulator: Simulator, storageFolder: URL? = nil
    ) throws -> ContactCenterCommunicator {
        let communicator = try ContactCenterCommunicator(
            configuration: ContactCenterConfiguration(
                baseURL: simulator.baseURL, tenantURL: "acme.example.com", appID: "app", clientID: "client",
                extraRootCertificates: [simulator.authority], trustExtraRootsOnly: true,
                storageDirectory: storageFolder?.path))
        addTeardownBlock { communicator.shutdown() }
        return communicator
    }
}
