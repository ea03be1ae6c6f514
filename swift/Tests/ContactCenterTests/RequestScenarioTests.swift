// The scenarios of docs/maintainers/scenarios.md about what an app can learn of a contact center, and ask of it at the start.

import ContactCenter
import XCTest

final class RequestScenarioTests: SimulatorTestCase {
    func testIceServersParametersAndFormsAreRead() async throws {
        let simulator = try startSimulator()
        let communicator = try makeCommunicator(for: simulator)

        let parameters = try await communicator.getParameters()
        XCTAssertEqual(parameters.map(\.name), ["first_name", "last_name", "email"])
        XCTAssertEqual(parameters.map(\.type), [.firstName, .lastName, .email])

        let configuration = try await communicator.getWidgetConfiguration()
        XCTAssertEqual(configuration.forms.map(\.name), ["contact", "card", "MobileChatSurvey"])
        let contact = try XCTUnwrap(configuration.forms.first)
        XCTAssertEqual(contact.submitButtonText, "Send")
        XCTAssertEqual(contact.cancelButtonText, "Not now")
        XCTAssertEqual(
            contact.fields.map(\.type),
            [
                .label, .name, .email, .phone, .callbackPhone, .date, .text, .multilineText, .numericalRangeSlider,
                .radioButtons, .selectionList, .captcha, .contactButton,
            ])
        XCTAssertEqual(contact.fields.prefix(4).map(\.required), [false, true, true, false])
        let slider = try XCTUnwrap(contact.fields.first { $0.type == .numericalRangeSlider })
        XCTAssertEqual(try ContactCenterJSON(text: slider.raw)["maxValue"], 10)
        XCTAssertNotNil(try ContactCenterJSON(text: configuration.raw)["definition"])

        let none = try await communicator.getActiveChat()
        XCTAssertNil(none)
        let chatID = try await communicator.requestChat(from: "Anna").chatID
        let active = try await communicator.getActiveChat()
        XCTAssertEqual(active?.chatID, chatID)

        let servers = try await communicator.getIceServers(chatID: chatID)
        XCTAssertEqual(
            servers,
            [
                ContactCenterIceServer(urls: ["stun:stun.example.com:3478"], username: nil, credential: nil),
                ContactCenterIceServer(
                    urls: ["turn:turn.example.com:3478?transport=udp"], username: "caller", credential: "example"),
            ])
    }

    func testTheInitialMessageGoesOutWithTheRequest() async throws {
        let simulator = try startSimulator()
        let recorder = Recorder()
        let communicator = try makeCommunicator(for: simulator, delegate: recorder)

        let request = try ContactCenterChatRequest(
            from: "Anna", parameters: ["topic": "billing"],
            nested: ["location": ["latitude": "55.67", "longitude": "12.57"]],
            userPlatform: ContactCenterUserPlatform(os: "iOS 18.1", model: "iPhone16,2"),
            initialMessage: "My invoice is wrong.")
        let chat = try await communicator.requestChat(request)
        let messageID = try XCTUnwrap(chat.initialMessageID)
        try await recorder.wait(for: "the server to have it") { $0.statuses(of: messageID).last == .sent }

        let asked = try await simulator.requests().first(where: \.isRequestForChat)
        let body = try ContactCenterJSON(text: try XCTUnwrap(asked?.body))
        XCTAssertEqual(body["initial_message"]?["event"], "chat_session_message")
        XCTAssertEqual(body["initial_message"]?["msg_text"], "My invoice is wrong.")
        XCTAssertEqual(body["initial_message"]?["msg_id"], .string(messageID))
        XCTAssertEqual(body["parameters"]?["topic"], "billing")
        XCTAssertEqual(body["parameters"]?["location"], ["latitude": "55.67", "longitude": "12.57"])
        XCTAssertEqual(body["parameters"]?["user_platform"], ["os": "iOS 18.1", "model": "iPhone16,2"])

        // It is in the history once, as the customer's, and was sent no second time.
        let history = try await communicator.getChatHistory(chatID: chat.chatID)
        XCTAssertEqual(history.texts, ["My invoice is wrong."])
        XCTAssertEqual(history.map { $0.isFromCustomer(ofChat: chat.chatID) }, [true])
        let sent = try await simulator.sent(in: chat.chatID)
        XCTAssertEqual(sent.count, 1)
    }
}
