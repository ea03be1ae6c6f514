// The scenarios of docs/maintainers/scenarios.md about forms: answered, declined, unknown, without a name, and secret.

import ContactCenter
import XCTest

final class FormScenarioTests: SimulatorTestCase {
    func testAFormIsAnswered() async throws {
        let simulator = try startSimulator()
        let recorder = Recorder()
        let communicator = try makeCommunicator(for: simulator, delegate: recorder)
        let chatID = try await communicator.requestChat(from: "Anna").chatID

        try await simulator.showForm("contact", timeout: 60, in: chatID)
        let answered = try await formRequest(to: recorder, number: 1)
        guard case .chatSessionFormShow(_, "contact", 60, _, _, _) = recorder.calls.events.last else {
            return XCTFail("\(recorder.calls)")
        }
        try await communicator.sendFormData(
            chatID: chatID, formRequestID: answered, formName: "contact",
            data: ["name": "Anna", "stars": 5, "topics": ["billing", "delivery"], "news": true])
        var outcome = try await simulator.outcome(ofForm: answered, in: chatID)
        let filled: ContactCenterJSON = ["name": "Anna", "stars": 5, "topics": ["billing", "delivery"], "news": true]
        XCTAssertEqual(outcome, ["outcome": "submitted", "data": filled])

        // A type of the app's own, as it encodes.
        try await simulator.showForm("contact", in: chatID)
        let typed = try await formRequest(to: recorder, number: 2)
        try await communicator.sendFormData(
            chatID: chatID, formRequestID: typed, formName: "contact", data: Contact(name: "Anna", callsBack: false))
        outcome = try await simulator.outcome(ofForm: typed, in: chatID)
        XCTAssertEqual(outcome, ["outcome": "submitted", "data": ["name": "Anna", "callsBack": false]])

        try await simulator.showForm("contact", in: chatID)
        let declined = try await formRequest(to: recorder, number: 3)
        try await communicator.cancelForm(chatID: chatID, formRequestID: declined, formName: "contact")
        outcome = try await simulator.outcome(ofForm: declined, in: chatID)
        XCTAssertEqual(outcome, ["outcome": "cancelled"])

        try await simulator.showForm("hologram", in: chatID)
        let unknown = try await formRequest(to: recorder, number: 4)
        try await communicator.rejectUnknownForm(chatID: chatID, formRequestID: unknown, formName: "hologram")
        outcome = try await simulator.outcome(ofForm: unknown, in: chatID)
        XCTAssertEqual(outcome, ["outcome": "submitted", "data": "Form not found"])
    }

    func testAFormWithoutANameIsAnsweredInText() async throws {
        let simulator = try startSimulator()
        let recorder = Recorder()
        let communicator = try makeCommunicator(for: simulator, delegate: recorder)
        let chatID = try await communicator.requestChat(from: "Anna").chatID

        try await simulator.showForm("", in: chatID)
        let formRequestID = try await formRequest(to: recorder, number: 1)
        guard case .chatSessionFormShow(_, nil, _, _, _, _) = recorder.calls.events.last else {
            return XCTFail("\(recorder.calls)")
        }
        let messageID = try await communicator.answerFormInText(
            chatID: chatID, formRequestID: formRequestID, text: "Very good")
        XCTAssertEqual(messageID, "\(chatID):1")
        try await recorder.wait(for: "the server to have it") { $0.statuses(of: messageID).last == .sent }
        let sent = try await simulator.sent(in: chatID, count: 2)
        XCTAssertEqual(
            sent,
            [
                [
                    "event": "chat_session_form_data", "form_request_id": .string(formRequestID), "form_name": "",
                    "data": ["text": "Very good"],
                ],
                [
                    "event": "chat_session_message", "msg": "Very good", "msg_text": "Very good",
                    "msg_id": .string(messageID),
                ],
            ])
    }

    func testASecureFormLeavesNoTrace() async throws {
        let simulator = try startSimulator()
        let folder = try temporaryFolder()
        let recorder = Recorder()
        let communicator = try makeCommunicator(
            ContactCenterConfiguration(
                baseURL: simulator.baseURL, tenantURL: "acme.example.com", appID: "app", clientID: "client",
                extraRootCertificates: [simulator.authority], trustExtraRootsOnly: true,
                storageDirectory: folder.path),
            delegate: recorder)
        let paper = Paper()
        try communicator.setLogSink(paper, level: .debug)
        let chatID = try await communicator.requestChat(from: "Anna").chatID
        let secret = "4929 1234 5678 9012"

        try await simulator.showSecureForm("card", in: chatID)
        let formRequestID = try await formRequest(to: recorder, number: 1)
        guard case .chatSessionSecureFormShow(_, "card", _, _) = recorder.calls.events.last else {
            return XCTFail("\(recorder.calls)")
        }
        try await simulator.queue(.refusal(500, code: "5500", words: "Not now"), for: "send_events")
        let error = await failure(
            of: try await communicator.sendSecureFormData(
                chatID: chatID, formRequestID: formRequestID, formName: "card", data: ["number": .string(secret)]))
        XCTAssertFalse("\(String(reflecting: error)) \(String(describing: error?.reason()))".contains(secret))

        try await communicator.sendSecureFormData(
            chatID: chatID, formRequestID: formRequestID, formName: "card", data: ["number": .string(secret)])
        let outcome = try await simulator.outcome(ofForm: formRequestID, in: chatID)
        XCTAssertEqual(outcome, ["outcome": "submitted", "data": ["number": .string(secret)]])

        let history = try await communicator.getChatHistory(chatID: chatID)
        XCTAssertTrue(history.contains { $0.formRequestID == formRequestID })
        // What an event prints of itself would hide it. These two have no value that it could be in.
        let told = Set((history + recorder.calls.events).map { "\($0)".prefix { $0 != "(" } })
        XCTAssertEqual(told, ["chat_session_secure_form_show", "chat_session_secure_form_data"])
        try await waitUntil("the log to tell of both times that it was sent") {
            paper.lines.filter { $0.contains(" POST chats/") && $0.contains("/events: ") }.count == 2
        }
        communicator.shutdown()
        XCTAssertTrue(paper.lines.contains { $0.hasPrefix("debug http") }, "\(paper.lines)")
        for line in paper.lines { XCTAssertFalse(line.contains(secret), line) }
        let kept = try FileManager.default.subpathsOfDirectory(atPath: folder.path)
            .compactMap { FileManager.default.contents(atPath: folder.appendingPathComponent($0).path) }
        XCTAssertFalse(kept.isEmpty)
        XCTAssertFalse(kept.contains { $0.range(of: Data(secret.utf8)) != nil }, "the store holds what was filled in")
    }

    /// The id of the request for a form that comes as that event.
    private func formRequest(to recorder: Recorder, number: Int) async throws -> String {
        try await recorder.wait(for: "form \(number)") { $0.events.compactMap(\.formRequestID).count == number }
        return try XCTUnwrap(recorder.calls.events.compactMap(\.formRequestID).last)
    }
}

private struct Contact: Encodable {
    let name: String
    let callsBack: Bool
}
