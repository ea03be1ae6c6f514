// What must not stand in an app's log, whichever way it is written there.

import ContactCenterFFI
import XCTest

@testable import ContactCenter

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

    /// What the generated code does with a panic of the core, which nothing else here can bring about.
    func testAPanicInACallIsInternalAndItsWordsAreNobodysBusiness() throws {
        // There is no such error: the core panics over it.
        let nonsense: [UInt8] = [0, 0, 0x27, 0x0f]
        var said = ""
        XCTAssertThrowsError(
            try rustCall { status in
                let buffer = nonsense.withUnsafeBufferPointer { bytes in
                    ffi_contact_center_core_rustbuffer_from_bytes(
                        ForeignBytes(len: Int32(bytes.count), data: bytes.baseAddress), status)
                }
                let kind = uniffi_contact_center_core_fn_method_contactcentererror_kind(buffer, status)
                let words = status.pointee.errorBuf
                said = String(
                    decoding: UnsafeBufferPointer(start: words.data, count: Int(words.len)), as: UTF8.self)
                return kind
            }
        ) { error in
            XCTAssertEqual(error as? ContactCenterError, .Internal(reason: "a call panicked"))
        }
        XCTAssertTrue(said.contains("9999"), "the core said something, and it is not told: \(said)")
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
