// What must not stand in an app's log, whichever way it is written there.

import ContactCenterCompatibility
import XCTest

final class SecretsTests: XCTestCase {
    func testWhatPeopleWroteIsNotPrinted() {
        let message = ContactCenterEvent.chatSessionMessage(
            messageID: "s3cret", partyID: "s3cret", message: "s3cret", messageText: "s3cret", timestamp: nil)
        assertSilent(butSaying: "chatSessionMessage(…)", message)
        let place = ContactCenterEvent.chatSessionLocation(
            partyID: "s3cret", url: "s3cret", latitude: 1, longitude: 2, timestamp: nil)
        assertSilent(butSaying: "chatSessionLocation(…)", Result<_, any Error>.success([place]))
        assertSilent(
            butSaying: "ContactCenterChatSession",
            ContactCenterChatSession(chatID: "s3cret", createdTime: Date(), events: [message]))
        assertSilent(
            butSaying: "queued",
            ContactCenterChatSessionProperties(
                chatID: "s3cret", state: .queued, estimatedWaitTime: nil, isNewChat: true, phoneNumber: "s3cret"))
        let refusal = ContactCenterErrorResponse(error_code: "7777", error_message: "s3cret")
        assertSilent(butSaying: "7777", ContactCenterError.badStatusCode(statusCode: 418, refusal))
    }

    private func assertSilent(butSaying word: String, _ value: some Any) {
        var dumped = ""
        dump(value, to: &dumped)
        for text in ["\(value)", String(reflecting: value), "\([value])", "\(Optional(value) as Any)", dumped] {
            XCTAssertFalse(text.contains("s3cret"), text)
            XCTAssertTrue(text.contains(word), text)
        }
    }
}
