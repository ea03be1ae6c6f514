// The scenario of docs/maintainers/scenarios.md about a recorded session.

import ContactCenter
import XCTest

final class RecordingScenarioTests: SimulatorTestCase {
    func testASessionIsRecordedWithoutSecrets() async throws {
        let least: Int32 = 16 * 1024
        let simulator = try startSimulator()
        let recorder = Recorder()
        let communicator = try makeCommunicator(
            configuration(for: simulator, clientID: "client-7c5e"), delegate: recorder)
        XCTAssertNil(communicator.stopRecording())
        XCTAssertThrowsError(try communicator.startRecording(maxBytes: least - 1)) { error in
            guard case ContactCenterError.InvalidArgument("max_bytes", _) = error else {
                return XCTFail("\(error)")
            }
        }
        try communicator.startRecording()
        let chatID = try await communicator.requestChat(
            phoneNumber: "16508888888", from: "Annabel", parameters: ["email": "annabel@example.com"]
        ).chatID
        try await simulator.agent(of: chatID, "say", ["text": "hello from the agent"])
        try await recorder.wait(for: "the agent") { $0.events.contains { $0.messageText == "hello from the agent" } }
        let messageID = try await communicator.sendChatMessage(chatID: chatID, message: "my card is lost")
        try await simulator.showSecureForm("card", in: chatID)
        try await recorder.wait(for: "the form") { $0.events.contains { $0.formRequestID != nil } }
        let form = try XCTUnwrap(recorder.calls.events.compactMap(\.formRequestID).last)
        try await communicator.sendSecureFormData(
            chatID: chatID, formRequestID: form, formName: "card", data: ["number": "4929 1234"])
        try await communicator.subscribeForRemoteNotificationsAPNs(
            chatID: chatID, deviceToken: "00112233445566", appBundleID: "com.acme.app")
        try await communicator.endChat(chatID: chatID)
        let recording = try XCTUnwrap(communicator.stopRecording())
        XCTAssertNil(communicator.stopRecording())

        for secret in [
            "16508888888", "Annabel", "example.com", "hello from", "my card", "4929", "00112233445566", "client-7c5e",
            chatID, String(chatID.dropFirst(9)), messageID,
        ] {
            XCTAssertFalse(recording.contains(secret), "\(secret) is in the recording")
        }
        for known in [
            "\"contact_center_trace\":1,", "chat_session_message", "\"closed\":\"ended_by_client\"",
        ] {
            XCTAssertTrue(recording.contains(known), "\(known) is not in \(recording)")
        }
        XCTAssertLessThanOrEqual(recording.utf8.count, 1 << 20)

        try communicator.startRecording(maxBytes: least)
        let next = try await communicator.requestChat(from: "Annabel").chatID
        for number in 0..<60 {
            try await simulator.agent(of: next, "say", ["text": .string("message \(number)")])
            try await recorder.wait(for: "message \(number)") { calls in
                calls.events.contains { $0.messageText == "message \(number)" }
            }
        }
        let latest = try XCTUnwrap(communicator.stopRecording())
        XCTAssertLessThanOrEqual(latest.utf8.count, Int(least))
        XCTAssertTrue(latest.contains("{\"dropped\":{"))
    }
}
