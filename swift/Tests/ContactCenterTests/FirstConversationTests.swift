// The first scenario of docs/maintainers/scenarios.md: one conversation from the opening hours to the end, told in its order.

import ContactCenter
import XCTest

final class FirstConversationTests: SimulatorTestCase {
    func testFirstConversation() async throws {
        let simulator = try startSimulator()
        let recorder = Recorder()
        let communicator = try makeCommunicator(for: simulator, delegate: recorder)

        // The contact center is open.
        let availability = try await communicator.checkAvailability()
        XCTAssertEqual(availability.chat, .available)
        XCTAssertEqual(availability.estimatedWaitTime, 3)

        // Anna asks for a chat.
        let chat = try await communicator.requestChat(
            phoneNumber: "+1 650 555 0100", from: "Anna", parameters: ["topic": "billing"])
        let chatID = chat.chatID
        XCTAssertTrue(chat.isNewChat)
        XCTAssertEqual(chat.state, .queued)
        XCTAssertEqual(chat.phoneNumber, "+1 650 555 0100")

        // The agent joins and greets.
        try await simulator.agent(of: chatID, "join", ["name": "Alex Agent"])
        try await recorder.wait(for: "the agent") { calls in
            calls.events.contains { event in
                guard case .chatSessionPartyJoined(_, "Alex", "Agent", "Alex Agent", .internal, _) = event else {
                    return false
                }
                return true
            }
        }
        try await simulator.agent(of: chatID, "say", ["text": "Hello, how can I help?"])
        try await recorder.wait(for: "the greeting") { $0.events.texts == ["Hello, how can I help?"] }

        // A message out: sent, delivered, read.
        let question = try await communicator.sendChatMessage(chatID: chatID, message: "Is 1 < 2?\nYes or no")
        XCTAssertEqual(question, "\(chatID):1")
        try await recorder.wait(for: "the server to have it") { $0.statuses(of: question).last == .sent }
        try await simulator.agent(of: chatID, "acknowledge_delivered", ["msg_id": .string(question)])
        try await simulator.agent(of: chatID, "acknowledge_read", ["msg_id": .string(question)])
        try await recorder.wait(for: "the receipts") { $0.statuses(of: question).last == .read }
        XCTAssertEqual(recorder.calls.statuses(of: question), [.pending, .sending, .sent, .delivered, .read])

        // A message in: acknowledged.
        try await simulator.agent(of: chatID, "say_html", ["html": "<b>Yes</b>"])
        try await recorder.wait(for: "the answer") { $0.events.texts.last == "Yes" }
        let answer = try XCTUnwrap(recorder.calls.events.compactMap(\.messageID).last)
        try await communicator.chatMessageDelivered(chatID: chatID, messageID: answer)
        try await communicator.chatMessageRead(chatID: chatID, messageID: answer)

        // Typing, both ways.
        try await communicator.chatTyping(chatID: chatID)
        try await communicator.chatNotTyping(chatID: chatID)
        try await simulator.agent(of: chatID, "typing")
        try await simulator.agent(of: chatID, "not_typing")
        try await recorder.wait(for: "the end of typing") { $0.events.last?.name == "not typing" }
        XCTAssertEqual(recorder.calls.events.suffix(2).map(\.name), ["typing", "not typing"])

        try await waitUntil("all of it to be sent") { try await simulator.chat(chatID).clientEvents.count >= 5 }
        let sent = try await simulator.chat(chatID).clientEvents
        XCTAssertEqual(
            sent,
            [
                .init(
                    event: "chat_session_message", msgId: question, msg: "Is 1 &lt; 2?<br>Yes or no",
                    msgText: "Is 1 < 2?\nYes or no"),
                .init(event: "chat_session_message_delivered", refMsgId: answer),
                .init(event: "chat_session_message_read", refMsgId: answer),
                .init(event: "chat_session_typing"),
                .init(event: "chat_session_not_typing"),
            ])

        // A case is set, and has this session.
        try await simulator.agent(of: chatID, "set_case", ["case_id": "case-7"])
        try await recorder.wait(for: "the case") { calls in
            if case .chatSessionCaseSet("case-7", _) = calls.events.last { true } else { false }
        }
        try await simulator.change(["case_history_with_current": .bool(true)])
        let sessions = try await communicator.getCaseHistory(chatID: chatID)
        XCTAssertEqual(sessions.map(\.chatID), [chatID])

        // A push subscription, to the byte.
        try await communicator.subscribeForRemoteNotificationsAPNs(
            chatID: chatID, deviceToken: Data([0x00, 0x0A, 0x1B, 0xFF]), appBundleID: "com.acme.app")
        let subscription = try await simulator.requests().last { $0.isSubscription }
        XCTAssertEqual(
            subscription?.body, #"{"ios_apns_device_token":"000a1bff","ios_app_bundle_id":"com.acme.app"}"#)
        XCTAssertEqual(subscription?.status, 200)

        // A push, while the poll is held: no second one is sent. What Anna does next goes out after the push has been
        // seen to, and any poll beside the held one would have been refused by the time the agent's answer is here.
        try await simulator.waitUntilPolled(chatID)
        let polls = try await simulator.requests().filter(\.isPoll).count
        communicator.appDidReceiveMessage(["chatID": chatID, "aps": ["badge": 1]])
        try await communicator.chatTyping(chatID: chatID)
        let pollsAfterPush = try await simulator.requests().filter(\.isPoll).count
        XCTAssertEqual(pollsAfterPush, polls)
        try await simulator.agent(of: chatID, "say", ["text": "Anything else?"])
        try await recorder.wait(for: "another message") { $0.events.texts.last == "Anything else?" }
        let refusals = try await simulator.requests().filter { $0.isPoll && $0.status == 429 }
        XCTAssertTrue(refusals.isEmpty, "a push started a second poll")

        // The history equals what was seen: of the agent's side event by event, of Anna's message by message.
        let history = try await communicator.getChatHistory(chatID: chatID)
        XCTAssertEqual(history.filter { $0.partyID != chatID }, recorder.calls.events)
        XCTAssertEqual(history.texts, ["Hello, how can I help?", "Is 1 < 2?\nYes or no", "Yes", "Anything else?"])
        XCTAssertEqual(history.filter { $0.partyID == chatID }.compactMap(\.messageID), [question, answer, answer])

        // Anna leaves; the scenario goes on with a survey.
        try await communicator.disconnectChat(chatID: chatID)
        try await recorder.wait(for: "the survey") { calls in
            guard let left = calls.events.lastIndex(where: { $0.name == "party left" }) else { return false }
            return !Array(calls.events[left...]).texts.isEmpty
        }
        XCTAssertEqual(recorder.calls.closings, [], "a chat that was left is still open")

        // The end, once.
        try await communicator.endChat(chatID: chatID)
        try await recorder.wait(for: "the end") { !$0.closings.isEmpty }
        let late = await failure(of: try await communicator.sendChatMessage(chatID: chatID, message: "Wait!"))
        guard case .ChatSessionClosed = late else { return XCTFail("\(String(describing: late))") }
        communicator.shutdown()
        XCTAssertEqual(recorder.calls.closings, [.endedByClient])
        XCTAssertEqual(recorder.calls.last, .closed(.endedByClient))
        XCTAssertEqual(recorder.calls.connections, [.connected, .closed])
        XCTAssertEqual(recorder.chatIDs, [chatID])
    }
}

extension ContactCenterEvent {
    fileprivate var name: String {
        switch self {
        case .chatSessionTyping: "typing"
        case .chatSessionNotTyping: "not typing"
        case .chatSessionPartyLeft: "party left"
        default: "another"
        }
    }
}
