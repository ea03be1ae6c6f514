// The app that was written for BPMobileMessaging, with a contact center.

import ContactCenterCompatibility
import XCTest

@MainActor
final class MigratedAppTests: CompatibilityTestCase {
    func testAnAppThatWasWrittenForBPMobileMessagingHoldsAConversation() async throws {
        let simulator = try startSimulator()
        try await simulator.change(["case_history_with_current": .bool(true)])
        let communicator = makeCommunicator(for: simulator)
        let service = ChatService { communicator }
        service.deviceToken = "token"
        let chat = ChatViewModel(service: service)

        chat.checkAvailability()
        try await waitUntil("the opening hours") { chat.isChatAvailable }
        chat.requestChat(from: "Anna")
        try await waitUntil("the chat") { chat.currentChatID != nil }
        let chatID = try XCTUnwrap(chat.currentChatID)
        try await waitUntil("the subscription") { try await simulator.chat(chatID).subscription != nil }

        try await simulator.agent(of: chatID, "join", ["name": "Alex Agent"])
        try await simulator.agent(of: chatID, "say", ["text": "Hello"])
        try await waitUntil("the greeting") { chat.lines.last == .theirs("Hello", from: "Alex Agent") }
        XCTAssertTrue(chat.isConnected)
        XCTAssertTrue(chat.lines.contains(.notice("Alex Agent joined")))

        chat.typingChanged(isTyping: true)
        chat.send("Is 1 < 2?\nYes or no")
        try await waitUntil("the message") { chat.lines.last == .mine("Is 1 < 2?\nYes or no", id: "\(chatID):1") }
        try await simulator.agent(of: chatID, "acknowledge_delivered", ["msg_id": .string("\(chatID):1")])
        try await simulator.agent(of: chatID, "acknowledge_read", ["msg_id": .string("\(chatID):1")])
        try await waitUntil("the receipts") { chat.readMessages == ["\(chatID):1"] }
        XCTAssertEqual(chat.deliveredMessages, ["\(chatID):1"])
        let sent = try await simulator.chat(chatID).clientEvents
        XCTAssertEqual(
            sent.map(\.event),
            [
                "chat_session_message_delivered", "chat_session_message_read", "chat_session_typing",
                "chat_session_not_typing", "chat_session_message",
            ])
        XCTAssertEqual(sent.last?.msg, "Is 1 &lt; 2?<br>Yes or no")

        try await simulator.agent(of: chatID, "typing")
        try await waitUntil("the agent's typing") { chat.isAgentTyping }
        try await simulator.agent(of: chatID, "not_typing")
        try await waitUntil("its end") { !chat.isAgentTyping }
        try await simulator.agent(of: chatID, "set_case", ["case_id": "case-7"])
        try await waitUntil("the case") { chat.canShowPastConversations }
        chat.showPastConversations()
        try await waitUntil("the case's history") { chat.pastConversations.map(\.chatID) == [chatID] }
        XCTAssertEqual(chat.pastConversations.first?.events.texts, ["Hello", "Is 1 < 2?\nYes or no"])

        service.userDidReceivePush(["chatID": chatID, "aps": ["badge": 1]])
        service.userDidReceivePush(["aps": ["alert": "somebody else's"]])
        try await simulator.agent(of: chatID, "say", ["text": "Anything else?"])
        try await waitUntil("another message") { chat.lines.last == .theirs("Anything else?", from: "Alex Agent") }

        XCTAssertTrue(chat.errors.isEmpty, "\(chat.errors)")
        chat.endCurrentChat()
        try await waitUntil("the end") { chat.isOver }
        XCTAssertEqual(chat.lines.filter { $0 == .theirs("Hello", from: "Alex Agent") }.count, 1)
    }

    func testTheTestsOfSuchAnAppGoOnWithTheirDoubles() async throws {
        let double = ServiceDouble(delegate: nil, answer: .success("chat:1"))
        let service = ChatService { double }
        let chat = ChatViewModel(service: service)
        chat.checkAvailability()
        chat.requestChat(from: "Anna")
        try await waitUntil("the chat") { chat.currentChatID == "chat" }
        chat.send("Hello")
        try await waitUntil("the message") { chat.lines == [.mine("Hello", id: "chat:1")] }
    }

    func testTheInitialiserIsTheOldOneAndNeverFails() async throws {
        let refused = [
            ("ftp://acme.example.com", "client"), ("acme", "client"),
        ]
        for (baseURL, clientID) in refused {
            let url = try XCTUnwrap(URL(string: baseURL))
            let service = ContactCenterCommunicator(baseURL: url, tenantURL: url, appID: "app", clientID: clientID)
            let error = await failure(service.getVersion)
            guard case ContactCenterError.failedToBuildBaseURL? = error else {
                return XCTFail("\(baseURL): \(String(describing: error))")
            }
        }
        let url = try XCTUnwrap(URL(string: "https://acme.example.com"))
        let service = ContactCenterCommunicator(baseURL: url, tenantURL: url, appID: "app", clientID: "a,b\"c")
        XCTAssertNil(service.contactCenter)
        service.appDidReceiveMessage(["chatID": "d6c1adc2"])
        let errors = [
            await failure(service.checkAvailability),
            await failure { service.requestChat(from: "Anna", parameters: [:], with: $0) },
            await failure { service.sendChatMessage(chatID: "d6c1adc2", message: "Hello", with: $0) },
            await failure { service.endChat(chatID: "d6c1adc2", with: $0) },
        ]
        for error in errors {
            guard case ContactCenterError.failedToCreateURLRequest? = error else {
                return XCTFail(String(describing: error))
            }
        }
        let sound = ContactCenterCommunicator(baseURL: url, tenantURL: url, appID: "app", clientID: "client")
        XCTAssertNotNil(sound.contactCenter)
    }
}
