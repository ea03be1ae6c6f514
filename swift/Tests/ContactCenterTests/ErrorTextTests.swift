// What an error says to a developer and to the person who uses the app: one of each class, as it comes out of a call.

import ContactCenter
import XCTest

final class ErrorTextTests: SimulatorTestCase {
    func testErrorsSayWhatHappenedAndWhatToDo() {
        let errors: [(ContactCenterError, String, String?)] = [
            (
                .InvalidArgument(argument: "chat_id", reason: "must not be empty"),
                "The argument or setting chatID was refused, and nothing was sent.", "Correct chatID in the app."
            ),
            (
                .InvalidArgument(argument: "base_url", reason: "must be https"),
                "The argument or setting baseURL was refused, and nothing was sent.", "Correct baseURL in the app."
            ),
            (
                .Transport(reason: "connection refused"),
                "There is no connection to the contact center. Whether it has taken the request is unknown.",
                "Check the connection to the internet and try again."
            ),
            (
                .UnexpectedResponse(reason: "a page", status: 502),
                "The answer does not come from the contact center, but from a proxy, a sign-in page or another server.",
                "Check whether the network wants a sign-in, then try again."
            ),
            (
                .Proxy(reason: "connection refused"),
                "The proxy of the settings did not connect to the contact center. Nothing was sent to the contact center.",
                "Correct the proxy in the app's settings, or try again later."
            ),
            (
                .ResponseTooLarge(reason: "more than 1048576 bytes", status: 200),
                "The answer is larger than the settings allow, and nothing of it was used. Whether the request had an effect is unknown.",
                "Allow for longer answers in the app's settings."
            ),
            (
                .ChatSessionNotFound(reason: "Chat not found", status: 404),
                "The contact center has refused: server code 5005, HTTP status 404.", "Start a new chat."
            ),
            (
                .Server(reason: "No tea", status: 418, code: "7777"),
                "The contact center has refused: server code 7777, HTTP status 418.", nil
            ),
            (.ShutDown, "The communicator was shut down, before the call or during it.", "Make a new communicator."),
        ]
        for (error, reason, suggestion) in errors {
            // As an app meets it.
            let error = error as any Error as NSError
            XCTAssertEqual(error.localizedFailureReason, reason)
            XCTAssertEqual(error.localizedRecoverySuggestion, suggestion)
        }
    }

    func testEveryTLSFailureHasItsOwnReasonAndSaysWhatToDo() {
        let texts = TlsFailure.all.map { ContactCenterError.Tls(reason: "s3cret", failure: $0) }
        XCTAssertEqual(Set(texts.compactMap(\.failureReason)).count, texts.count)
        for error in texts {
            XCTAssertFalse((error.recoverySuggestion ?? "").isEmpty, "\(error)")
            XCTAssertTrue(error.failureReason?.hasSuffix("Nothing was sent.") == true, "\(error)")
        }
    }

    func testNoTextOfAnErrorHoldsWordsOfTheServer() async throws {
        let simulator = try startSimulator()
        let communicator = try makeCommunicator(for: simulator)
        let chatID = try await communicator.requestChat(from: "Anna").chatID
        for code in ["7777", "5005", "5603"] {
            try await simulator.queue(.refusal(418, code: code, words: "s3cret words"), for: "history")
            let error = await failure(of: try await communicator.getChatHistory(chatID: chatID))
            XCTAssertEqual(error?.reason(), "s3cret words")
            let texts = [
                error?.errorDescription, error?.failureReason, error?.recoverySuggestion, error.map { "\($0)" },
            ]
            for text in texts.compactMap(\.self) {
                XCTAssertFalse(text.contains("s3cret"), text)
                XCTAssertFalse(text.isEmpty)
            }
            XCTAssertEqual(
                error?.failureReason, "The contact center has refused: server code \(code), HTTP status 418.")
        }
    }
}

extension TlsFailure {
    /// Every failure: each leads to the next, and one that is added to the core does not compile without its place here.
    fileprivate static var all: [TlsFailure] {
        Array(sequence(first: .expired, next: \.next))
    }

    private var next: TlsFailure? {
        switch self {
        case .expired: .notYetValid
        case .notYetValid: .otherHost
        case .otherHost: .unknownIssuer
        case .unknownIssuer: .revoked
        case .revoked: .pinMismatch
        case .pinMismatch: .protocolTooOld
        case .protocolTooOld: .notTls
        case .notTls: .noCommonAlgorithm
        case .noCommonAlgorithm: .unfitCertificate
        case .unfitCertificate: .other
        case .other: nil
        }
    }
}
