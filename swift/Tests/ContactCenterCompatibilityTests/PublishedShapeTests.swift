// What code written for BPMobileMessaging 2.0.0 names and relies on, one test for each difference that such code has met.

import ContactCenterCompatibility
import XCTest

final class PublishedShapeTests: CompatibilityTestCase {
    func testHTTPBaseURLIsTakenAsHTTPS() async throws {
        let simulator = try startSimulator()
        let tenant = try XCTUnwrap(URL(string: "https://acme.example.com"))
        let insecure = simulator.baseURL.replacingOccurrences(of: "https://", with: "http://")
        for spelling in [insecure, insecure.replacingOccurrences(of: "http://", with: "HTTP://")] {
            let baseURL = try XCTUnwrap(URL(string: spelling))
            let service = ContactCenterCommunicator(
                baseURL: baseURL, tenantURL: tenant, appID: "app", clientID: "client")
            // Only TLS can find out that this server's certificate is not one of the system's.
            let error = await failure(service.getVersion)
            XCTAssertEqual((error as? URLError)?.code, .secureConnectionFailed, "\(spelling): \(error as Any)")
        }
    }

    func testAvailabilityHasTheServersRawValues() throws {
        XCTAssertEqual(ContactCenterServiceChatAvailability.available.rawValue, "available")
        XCTAssertEqual(ContactCenterServiceChatAvailability.unavailable.rawValue, "notAvailable")
        XCTAssertNil(ContactCenterServiceChatAvailability(rawValue: "unavailable"))
        struct Answer: Decodable {
            let chat: ContactCenterServiceChatAvailability
        }
        let closed = try JSONDecoder().decode(Answer.self, from: Data(#"{"chat":"notAvailable"}"#.utf8))
        XCTAssertEqual(closed.chat, .unavailable)
    }

    func testCaseHistoryHoldsSessions() {
        let session = ContactCenterChatSession(chatID: "s3cret", createdTime: Date(), events: [.chatSessionEnded])
        let history = ContactCenterCaseHistory(sessions: [session])
        XCTAssertEqual(history.sessions.map(\.chatID), ["s3cret"])
        XCTAssertFalse("\(history)".contains("s3cret"), "\(history)")
    }

    func testMessageTextIsNilUnlessTheServerSentOne() async throws {
        let simulator = try startSimulator()
        let service = makeCommunicator(for: simulator)
        let listener = Listener()
        service.delegate = listener
        let chatID = try await result { service.requestChat(from: "Anna", parameters: [:], with: $0) }.get().chatID
        let sent: [ContactCenterJSONEvent] = [
            .init("chat_session_message", #""msg_id":"2","msg":"<b>Yes</b>","msg_text":"Yes""#),
            .init("chat_session_message", #""msg_id":"4","msg":"<b>No</b>""#),
            .init("chat_session_message", #""msg_id":"6","msg":"<img src=\"map.png\">""#),
            .init("chat_session_message", #""msg_id":"8","msg":"<i>So</i>","msg_text":"""#),
            .init("chat_session_message", #""msg_id":"10","msg_text":"1 < 2""#),
        ]
        for event in sent { try await simulator.sendEvent(event.json, in: chatID) }
        try await waitUntil("all of them") { listener.names.filter { $0 == "chatSessionMessage" }.count == sent.count }
        let history = try await result { service.getChatHistory(chatID: chatID, with: $0) }.get()
        for events in [listener.events, history] {
            var texts: [String?] = []
            var bubbles: [String] = []
            for case .chatSessionMessage(_, _, let message, let messageText, _) in events {
                texts.append(messageText)
                bubbles.append(messageText ?? message)
            }
            XCTAssertEqual(texts, ["Yes", nil, nil, nil, "1 < 2"])
            XCTAssertEqual(bubbles, ["Yes", "<b>No</b>", #"<img src="map.png">"#, "<i>So</i>", "1 < 2"])
        }
    }

    func testMessageCompletesWhenItIsGivenUpOffline() async throws {
        let simulator = try startSimulator()
        let service = ContactCenterCommunicator(configuration: configuration(for: simulator, messageLifetimeMs: 1_000))
        let chatID = try await result { service.requestChat(from: "Anna", parameters: [:], with: $0) }.get().chatID
        simulator.stop()
        let error = await failure { service.sendChatMessage(chatID: chatID, message: "Hello", with: $0) }
        XCTAssertEqual(error?.localizedDescription.contains("the message was not sent"), true, "\(error as Any)")
    }

    func testEmptyFromIsSent() async throws {
        let simulator = try startSimulator()
        let service = makeCommunicator(for: simulator)
        _ = try await result { service.requestChat(from: "", parameters: [:], with: $0) }.get()
        let bodies = try await simulator.requests().filter { $0.method == "POST" && $0.path.hasSuffix("/chats") }
        XCTAssertEqual(bodies.map(\.body), [#"{"from":"","parameters":{}}"#])
    }
}
