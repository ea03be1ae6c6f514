// What may be read in the log of a communicator, in its errors and in what it prints; and that a sink harms nobody.

import ContactCenter
import Foundation
import XCTest

final class LogScenarioTests: SimulatorTestCase {
    private let secret = "s3cret"

    func testNothingSecretIsLoggedAtTheMostTalkativeLevel() async throws {
        let simulator = try startSimulator()
        let folder = try temporaryFolder()
        let paper = Paper()
        let recorder = Recorder()
        let phone = "16505550123"
        let otherPin = try startSimulator().pin
        let errors = try StandardError(in: folder)
        let settings = ContactCenterConfiguration(
            baseURL: simulator.baseURL, tenantURL: "acme.example.com", appID: "\(secret)-app",
            clientID: "\(secret)-client", extraRootCertificates: [simulator.authority], trustExtraRootsOnly: true,
            storageDirectory: folder.appendingPathComponent("\(secret) store").path)
        // One to which nobody says where to log.
        try makeCommunicator(settings).shutdown()
        let communicator = try makeCommunicator(settings, delegate: recorder)
        try communicator.setLogSink(paper, level: .debug)
        paper.write(shown: settings)

        // The whole conversation, with a secret in every word.
        let request = ContactCenterChatRequest(
            phoneNumber: phone, from: "\(secret) name", parameters: ["email": "\(secret)@example.com"],
            initialMessage: "\(secret) first words")
        paper.write(shown: request)
        let chat = try await communicator.requestChat(request)
        let chatID = chat.chatID
        paper.write(shown: chat, without: chatID)
        try await simulator.agent(of: chatID, "join", ["name": .string("\(secret) agent")])
        try await simulator.agent(of: chatID, "say", ["text": .string("\(secret) reply")])
        try await recorder.wait(for: "the reply") { [secret] in $0.events.texts.contains("\(secret) reply") }
        try await simulator.queue(.refusal(500, code: "5500", words: "\(secret) words"), for: "send_events")
        let message = try await communicator.sendChatMessage(chatID: chatID, message: "\(secret) words")
        try await recorder.wait(for: "the message to be sent") { $0.statuses(of: message).last == .sent }
        try await communicator.chatTyping(chatID: chatID, draft: "\(secret) draft")
        try await simulator.showForm("contact", in: chatID)
        try await recorder.wait(for: "the form") { $0.events.contains { $0.formRequestID != nil } }
        let form = try XCTUnwrap(recorder.calls.events.compactMap(\.formRequestID).last)
        try await communicator.sendFormData(
            chatID: chatID, formRequestID: form, formName: "contact", data: ["name": .string(secret)])
        try await communicator.subscribeForRemoteNotificationsFirebase(
            chatID: chatID, deviceToken: "\(secret)-token")
        let file = try await communicator.uploadData(Data("a letter".utf8), fileName: "\(secret) letter.txt")
        paper.write(shown: file)
        try await communicator.sendChatFile(chatID: chatID, file: file)

        // What is refused, over there and here.
        try await simulator.queue(.refusal(500, code: "5500", words: "\(secret) words"), for: "version")
        paper.write(shown: await failure(of: try await communicator.getVersion()) as Any)
        try await simulator.queue(.refusal(418, code: "7777", words: "\(secret) words"), for: "version")
        paper.write(shown: await failure(of: try await communicator.getVersion()) as Any)
        let typing: Void? = try? await communicator.chatTyping(chatID: "\(secret)/chat")
        XCTAssertNil(typing)
        let failures = [
            await failure(of: try await communicator.getChatHistory(chatID: "\(secret)/..")),
            await failure(of: try await communicator.retryChatMessage(chatID: chatID, messageID: "\(secret) id")),
            await failure(of: try communicator.receivePush(["chatID": "\(secret)/"])),
        ]
        for failure in failures { paper.write(shown: try XCTUnwrap(failure)) }

        try await failToConnect(to: simulator, otherPin: otherPin, showing: paper)

        try await communicator.endChat(chatID: chatID)
        try await recorder.wait(for: "the end") { !$0.closings.isEmpty }
        communicator.shutdown()
        for call in recorder.calls { paper.write(shown: call, without: chatID) }
        paper.write(shown: recorder.calls.events, without: chatID)
        let printed = try errors.restore()

        let lines = paper.lines
        XCTAssertGreaterThan(lines.filter { $0.hasPrefix("debug http") }.count, 10)
        XCTAssertGreaterThan(lines.filter { $0.hasPrefix("debug chat") }.count, 10)
        XCTAssertTrue(lines.contains { $0.hasPrefix("info chat") && $0.contains(chatID.prefix(8)) }, "\(lines)")
        XCTAssertEqual(lines.last { $0.hasPrefix("info") }, "info runtime shut down")
        // Where there is os_log the default sink of a debug build is that.
        #if !canImport(os)
            XCTAssertTrue(printed.contains("contact-center info"), "the default sink of a debug build: \(printed)")
        #endif
        for line in lines + [printed] {
            for word in [secret, phone, chatID, file.fileID, simulator.pin, otherPin] {
                XCTAssertNil(line.range(of: word, options: .caseInsensitive), "\(word) in: \(line)")
            }
        }
    }

    /// A proxy is dead, a key is not the one that is pinned, and neither setting can be read.
    private func failToConnect(to simulator: Simulator, otherPin: String, showing paper: Paper) async throws {
        let nobody = "\(secret)-user:\(secret)-password@127.0.0.1:9"
        let settings = [
            configuration(for: simulator, proxyURL: "http://\(nobody)"),
            configuration(for: simulator, pinnedPublicKeys: [otherPin]),
            configuration(for: simulator, proxyURL: "ftp://\(nobody)"),
            configuration(for: simulator, pinnedPublicKeys: [otherPin, secret]),
        ]
        var kinds: [String] = []
        for settings in settings {
            paper.write(shown: settings)
            let failed = await whatFails(with: settings, showing: paper)
            let error = try XCTUnwrap(failed)
            paper.write(shown: error)
            paper.write(shown: error.reason() as Any)
            kinds.append(error.kind())
        }
        XCTAssertEqual(kinds, ["Proxy", "Tls", "InvalidArgument", "InvalidArgument"])
    }

    private func whatFails(
        with settings: ContactCenterConfiguration, showing paper: Paper
    ) async -> ContactCenterError? {
        await failure(
            of: try await {
                let communicator = try makeCommunicator(settings)
                try communicator.setLogSink(paper, level: .debug)
                paper.write(shown: communicator.configuration)
                paper.write(shown: communicator.configuration.proxyURL as Any)
                return try await communicator.getVersion()
            }())
    }

    func testASinkReadsDownToItsLevelAndAnotherTakesItsPlace() async throws {
        let simulator = try startSimulator()
        let communicator = try makeCommunicator(for: simulator)
        let (first, second) = (Paper(), Paper())
        try communicator.setLogSink(first, level: .info)
        _ = try await communicator.getVersion()
        try communicator.setLogSink(second, level: .debug)
        _ = try await communicator.getVersion()
        try await waitUntil("the line of the request") { !second.lines.isEmpty }
        try communicator.setLogSink(nil)
        _ = try await communicator.getVersion()
        communicator.shutdown()
        XCTAssertEqual(first.lines, [])
        XCTAssertEqual(second.lines.count, 1, "\(second.lines)")
        XCTAssertThrowsError(try communicator.setLogSink(first)) {
            XCTAssertEqual($0 as? ContactCenterError, .ShutDown)
        }
    }

    func testASinkMayShutDownTheCommunicatorThatCallsIt() async throws {
        let simulator = try startSimulator()
        let communicator = try makeCommunicator(for: simulator)
        let paper = Paper { [weak communicator] in communicator?.shutdown() }
        try communicator.setLogSink(paper, level: .debug)
        _ = try? await communicator.getVersion()
        try await waitUntil("the shutdown") { await failure(of: try await communicator.getVersion()) == .ShutDown }
        XCTAssertEqual(paper.lines.count, 1, "\(paper.lines)")
    }
}

/// A sink that keeps every line, and everything else that is to be searched.
private final class Paper: ContactCenterLogging, @unchecked Sendable {
    private let lock = NSLock()
    private var written: [String] = []
    private let reaction: @Sendable () -> Void

    init(reaction: @escaping @Sendable () -> Void = {}) {
        self.reaction = reaction
    }

    var lines: [String] { lock.withLock { written } }

    func log(level: ContactCenterLogLevel, category: String, message: String) {
        write("\(level) \(category) \(message)")
        reaction()
    }

    /// Whatever an app could print of a value.
    func write(shown value: Any, without id: String = "") {
        var dumped = ""
        dump(value, to: &dumped)
        for text in ["\(value)", String(reflecting: value), dumped] {
            write("shown " + (id.isEmpty ? text : text.replacingOccurrences(of: id, with: "CHAT")))
        }
    }

    private func write(_ line: String) {
        lock.withLock { written.append(line) }
    }
}

/// The standard error of this process, into a file: what Rust says of a panic goes there as well.
private struct StandardError {
    private let file: URL
    private let original: Int32

    init(in folder: URL) throws {
        file = folder.appendingPathComponent("standard-error")
        _ = FileManager.default.createFile(atPath: file.path, contents: nil)
        let handle = try FileHandle(forWritingTo: file)
        original = dup(STDERR_FILENO)
        dup2(handle.fileDescriptor, STDERR_FILENO)
    }

    /// What was written there; from here on it goes where it went before.
    func restore() throws -> String {
        dup2(original, STDERR_FILENO)
        close(original)
        return try String(decoding: Data(contentsOf: file), as: UTF8.self)
    }
}
