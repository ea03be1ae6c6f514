// What must not stand in an app's log, whichever way it is written there.

import ContactCenter
import XCTest

final class SecretsTests: XCTestCase {
    func testTheLoginOfAnIceServerIsNotPrinted() {
        let server = ContactCenterIceServer(urls: ["turn:t.example.com"], username: "s3cret", credential: "s3cret")
        assertSilent(about: "s3cret", butSaying: "turn:t.example.com", server)
    }

    func testTheClientIdIsNotPrinted() {
        let configuration = ContactCenterConfiguration(
            baseURL: "https://acme.example.com", tenantURL: "acme", appID: "app", clientID: "s3cret")
        assertSilent(about: "s3cret", butSaying: "https://acme.example.com", configuration)
    }

    func testWhatPeopleWroteIsNotPrinted() {
        let message = ContactCenterEvent.chatSessionTyping(partyID: "P", draft: "s3cret", timestamp: nil)
        assertSilent(about: "s3cret", butSaying: "chat_session_typing(…)", message)
        assertSilent(
            about: "s3cret", butSaying: "Image",
            ContactCenterUploadedFile(fileID: "s3cret", fileName: "s3cret.txt", fileType: .image))
        assertSilent(
            about: "s3cret", butSaying: "ContactCenterChatRequest",
            ContactCenterChatRequest(phoneNumber: "s3cret", from: "s3cret"))
        assertSilent(
            about: "s3cret", butSaying: "5005", ContactCenterError.ChatSessionNotFound(reason: "s3cret", status: 404))
    }

    private func assertSilent(about secret: String, butSaying word: String, _ value: some Any) {
        var dumped = ""
        dump(value, to: &dumped)
        for text in ["\(value)", String(reflecting: value), "\([value])", "\(Optional(value) as Any)", dumped] {
            XCTAssertFalse(text.contains(secret), text)
            XCTAssertTrue(text.contains(word), text)
        }
    }
}
