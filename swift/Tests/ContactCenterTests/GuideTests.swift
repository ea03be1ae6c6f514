// What the guides show, run as it stands there.

import ContactCenter
import XCTest

@MainActor
final class GuideTests: SimulatorTestCase, @unchecked Sendable {
    func testGettingStartedHoldsAConversation() async throws {
        let simulator = try startSimulator()
        let communicator = try makeCommunicator(for: simulator)
        let chat = SupportChat(communicator: communicator)
        async let conversation: Void = chat.ask("Where is my parcel?", as: "Ann")
        let chatID = try await questionedChat(of: simulator)
        try await simulator.agent(of: chatID, "say", ["text": "On its way."])
        try await waitUntil("the answer") { chat.texts == ["On its way."] }
        try await communicator.endChat(chatID: chatID)
        try await conversation
        XCTAssertEqual(chat.closeReason, .endedByClient)
    }

    func testTheDelegateOfGettingStartedIsCalledOnTheMainActor() async throws {
        let simulator = try startSimulator()
        let screen = ChatScreenDelegate()
        let communicator = try makeCommunicator(for: simulator, delegate: screen)
        let chatID = try await communicator.requestChat(from: "Ann").chatID
        try await simulator.agent(of: chatID, "say", ["text": "Hello"])
        try await waitUntil("the message") { screen.texts == ["Hello"] && screen.isOnline }
    }

    func testThePushRegistrationOfTheGuideFollowsTheToken() async throws {
        let simulator = try startSimulator()
        let communicator = try makeCommunicator(for: simulator)
        let registration = PushRegistration(communicator: communicator)
        try await registration.changed(token: .firebase("first"))
        let chatID = try await communicator.requestChat(from: "Ann").chatID
        try await registration.changed(chatID: chatID)
        var chat = try await simulator.chat(chatID)
        XCTAssertEqual(chat.subscription, ["ios_firebase_device_token": "first"])
        try await registration.changed(token: .firebase("second"))
        chat = try await simulator.chat(chatID)
        XCTAssertEqual(chat.subscription, ["ios_firebase_device_token": "second"])
    }

    func testFilesOfTheGuideAreExchanged() async throws {
        let simulator = try startSimulator()
        let recorder = Recorder()
        let communicator = try makeCommunicator(for: simulator, delegate: recorder)
        let chatID = try await communicator.requestChat(from: "Ann").chatID
        let folder = try temporaryFolder()
        let photo = folder.appendingPathComponent("photo.png")
        try Data("a photo".utf8).write(to: photo)
        let reports = Log<Double>()
        _ = try await sendPhoto(at: photo, inChat: chatID, with: communicator) { reports.append($0) }
        XCTAssertEqual(reports.values.last, 1)

        try await simulator.sendFile("report.pdf", contentType: "application/pdf", Data("a report".utf8), in: chatID)
        try await recorder.wait(for: "the file") { calls in calls.events.contains { $0.isFile } }
        let event = try XCTUnwrap(recorder.calls.events.first { $0.isFile })
        let report = try await download(event, ofChat: chatID, to: folder, with: communicator)
        XCTAssertEqual(try report.map { try String(contentsOf: $0, encoding: .utf8) }, "a report")
        let nothing = try await download(.chatSessionEnded, ofChat: chatID, to: folder, with: communicator)
        XCTAssertNil(nothing)
    }

    func testFormsOfTheGuideAreAnsweredCancelledAndRefused() async throws {
        let simulator = try startSimulator()
        let recorder = Recorder()
        let communicator = try makeCommunicator(for: simulator, delegate: recorder)
        let chatID = try await communicator.requestChat(from: "Ann").chatID
        var values: [[String: String]?] = [["name": "Ann"], nil]
        let answers = FormAnswers(communicator: communicator) { form in
            XCTAssertEqual(form.name, "contact")
            return values.removeFirst()
        }
        let outcomes: [(String, ContactCenterJSON)] = [
            ("contact", ["outcome": "submitted", "data": ["name": "Ann"]]), ("contact", ["outcome": "cancelled"]),
            ("hologram", ["outcome": "submitted", "data": "Form not found"]),
        ]
        for (number, (name, expected)) in outcomes.enumerated() {
            try await simulator.showForm(name, in: chatID)
            try await recorder.wait(for: "form \(number)") { $0.events.compactMap(\.formRequestID).count > number }
            let event = try XCTUnwrap(recorder.calls.events.last { $0.formRequestID != nil })
            try await answers.answer(event, inChat: chatID)
            let request = try XCTUnwrap(event.formRequestID)
            let outcome = try await simulator.outcome(ofForm: request, in: chatID)
            XCTAssertEqual(outcome, expected)
        }
    }

    func testAnAppThatSaysItselfWhenItsChatIsShown() async throws {
        let simulator = try startSimulator()
        let app = try OwnLifecycle(configuration: configuration(for: simulator))
        defer { app.userLogsOut() }
        let chatID = try await app.communicator.requestChat(from: "Ann").chatID
        try await simulator.waitUntilPolled(chatID)
        app.chatIsHidden()
        try await waitUntil("quiet") { try await !simulator.chat(chatID).isPolled }
        app.chatIsShown()
        try await simulator.waitUntilPolled(chatID)
    }

    func testAQuickReplyGoesOutFromTheBackgroundAndLeavesItQuiet() async throws {
        let simulator = try startSimulator()
        let communicator = try makeCommunicator(for: simulator)
        let chatID = try await communicator.requestChat(from: "Ann").chatID
        try await simulator.waitUntilPolled(chatID)
        communicator.setForeground(false)
        try await waitUntil("quiet") { try await !simulator.chat(chatID).isPolled }

        try await sendQuickReply("one", inChat: chatID, with: communicator) { true }
        let sent = try await simulator.sent(in: chatID)
        XCTAssertEqual(sent.map { $0["msg_text"] }, ["one"])
        try await waitUntil("quiet again") { try await !simulator.chat(chatID).isPolled }

        // If the user has opened the app meanwhile, it stays in the foreground.
        try await sendQuickReply("two", inChat: chatID, with: communicator) { false }
        try await simulator.waitUntilPolled(chatID)
    }

    nonisolated func testTheReactionsOfTheGuideToErrors() {
        XCTAssertEqual(reaction(to: CancellationError()), .none)
        XCTAssertEqual(reaction(to: ContactCenterError.ChatSessionNotFound(reason: "", status: 404)), .startOver)
        XCTAssertEqual(
            reaction(to: ContactCenterError.InvalidArgument(argument: "base_url", reason: "must be https")),
            .report("base_url must be https"))
        XCTAssertEqual(
            reaction(to: ContactCenterError.Timeout(reason: "no answer")),
            .show("Check the connection to the internet and try again."))
        XCTAssertEqual(
            reaction(to: ContactCenterError.ResponseTooLarge(reason: "longer than 8 bytes", status: 200)),
            .report("the answer is too large: longer than 8 bytes (HTTP status 200)"))
        // What may pass is for the user to try again; a key that the app does not know is not.
        XCTAssertEqual(
            reaction(to: ContactCenterError.Proxy(reason: "connection refused")),
            .show("Correct the proxy in the app's settings, or try again later."))
        XCTAssertEqual(
            reaction(to: ContactCenterError.Tls(reason: "", failure: .expired)),
            .show(
                "Check the date of this device, then try again. If it is right, the server needs another certificate."))
        guard case .report = reaction(to: ContactCenterError.Tls(reason: "", failure: .pinMismatch)) else {
            return XCTFail("a key that is not pinned needs the app's makers")
        }
    }

    nonisolated func testTheStrictSettingsOfTheGuideAreAccepted() throws {
        let simulator = try startSimulator()
        let communicator = try makeCommunicator(
            strictConfiguration(
                pins: [simulator.pin], ownRoots: [simulator.authority], proxyURL: "http://proxy.example.com:3128",
                storageFolder: temporaryFolder()))
        XCTAssertEqual(communicator.configuration.pinnedPublicKeys, [simulator.pin])
        XCTAssertEqual(communicator.configuration.extraRootCertificates, [simulator.authority])
    }

    func testTheReportOfTheGuideHoldsLogAndTrace() async throws {
        let simulator = try startSimulator()
        let communicator = try makeCommunicator(for: simulator)
        let report = try SupportReport(communicator: communicator)
        let chatID = try await communicator.requestChat(from: "Ann").chatID
        try await communicator.endChat(chatID: chatID)
        let (log, trace) = try report.finish()
        XCTAssertTrue(log.contains("info chat: "), log)
        XCTAssertTrue(trace?.contains("\"closed\":\"ended_by_client\"") == true, trace ?? "no trace")
    }

    /// The chat in which something was asked.
    private func questionedChat(of simulator: Simulator) async throws -> String {
        var chatID: Substring?
        try await waitUntil("the question") {
            let sent = try await simulator.requests().first { $0.body.contains("Where is my parcel?") }
            chatID = sent?.path.split(separator: "/").dropLast().last
            return chatID != nil
        }
        return String(try XCTUnwrap(chatID))
    }
}

extension ContactCenterEvent {
    fileprivate var isFile: Bool {
        if case .chatSessionFile = self { true } else { false }
    }
}
