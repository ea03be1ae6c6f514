// A text that is too long for any message is refused by its name before it is copied.

import ContactCenter
import XCTest

final class TextLimitTests: SimulatorTestCase {
    private typealias Call = (ContactCenterCommunicator, String) async throws -> Void

    private let calls: [(argument: String, call: Call)] = [
        ("message", { try await $0.sendChatMessage(chatID: "chat", message: $1) }),
        ("message", { try await $0.sendChatMessage(chatID: "chat", message: $1, format: .html) }),
        (
            "message",
            { sdk, text in _ = try await answer { sdk.sendChatMessage(chatID: "chat", message: text, with: $0) } }
        ),
        ("answer", { try await $0.sendChatAnswer(chatID: "chat", answer: $1, directiveID: "d") }),
        ("draft", { try await $0.chatTyping(chatID: "chat", draft: $1) }),
        ("text", { try await $0.answerFormInText(chatID: "chat", formRequestID: "1", text: $1) }),
        ("initial_message", { _ = try await $0.requestChat(ContactCenterChatRequest(initialMessage: $1)) }),
    ]

    func testTextLongerThanFourMebibytesIsRefusedByName() async throws {
        let simulator = try startSimulator()
        let communicator = try makeCommunicator(for: simulator)
        // Four bytes in UTF-8 each.
        let text = String(repeating: "😊", count: 1 << 20)
        for (argument, call) in calls {
            let error = await failure(of: try await call(communicator, text + "!"))
            XCTAssertEqual(
                error, .InvalidArgument(argument: argument, reason: "is longer than 4194304 bytes"), argument)
        }
        let requests = try await simulator.requests().count
        XCTAssertEqual(requests, 0)
    }

    func testTextOfFourMebibytesReachesCore() async throws {
        let communicator = try makeCommunicator(for: try startSimulator())
        let text = String(repeating: "😊", count: 1 << 20)
        for (argument, call) in calls where argument != "initial_message" {
            let error = await failure(of: try await call(communicator, text))
            guard case .ChatSessionNotOpen = error else { return XCTFail("\(argument): \(String(describing: error))") }
        }
    }
}
