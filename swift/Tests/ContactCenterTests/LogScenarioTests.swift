// What logs, errors and printed values may contain; and that a slow or failing sink affects nothing else.

import ContactCenter
import Foundation
import XCTest

/// A marker in every value that is personal or a credential.
private let secret = "s3cret"
private let phone = "16505550123"
private let token = "5ec3e75ec3e75ec3e7"
private let (latitude, longitude) = (48.20817, 16.37382)
/// Another chat, of which a push speaks.
private let otherChat = "0f0e0d0c-0000-4000-8000-00000000cafe"

final class LogScenarioTests: SimulatorTestCase {
    func testNothingSecretIsLoggedAtTheMostTalkativeLevel() async throws {
        let simulator = try startSimulator()
        let folder = try temporaryFolder()
        let paper = Paper()
        let recorder = Recorder()
        let otherPin = try startSimulator().pin
        let errors = try StandardError(in: folder)
        let settings = ContactCenterConfiguration(
            baseURL: simulator.baseURL, tenantURL: "acme.example.com", appID: "\(secret)-app",
            clientID: "\(secret)-client", extraRootCertificates: [simulator.authority], trustExtraRootsOnly: true,
            pinnedPublicKeys: [simulator.pin],
            storageDirectory: folder.appendingPathComponent("\(secret) store").path)
        // A communicator without a sink of the app.
        try makeCommunicator(settings).shutdown()
        let communicator = try makeCommunicator(settings, delegate: recorder)
        try communicator.setLogSink(paper, level: .debug)
        paper.write(shown: settings)

        // The whole conversation, with a secret in every word.
        let request = try ContactCenterChatRequest(
            phoneNumber: phone, from: "\(secret) name", parameters: ["email": "\(secret)@example.com"],
            nested: ["location": ["latitude": .string("\(latitude)"), "longitude": .string("\(longitude)")]],
            userPlatform: ContactCenterUserPlatform(os: "iOS 26", model: "\(secret) phone"),
            initialMessage: "\(secret) first words")
        paper.write(shown: request)
        let chat = try await communicator.requestChat(request)
        let chatID = chat.chatID
        paper.write(shown: chat, without: chatID)
        try await simulator.agent(of: chatID, "join", ["name": .string("\(secret) agent")])
        try await simulator.agent(of: chatID, "say", ["text": .string("\(secret) reply")])
        try await recorder.wait(for: "the reply") { $0.events.texts.contains("\(secret) reply") }
        try await simulator.queue(.refusal(500, code: "5500", words: "\(secret) words"), for: "send_events")
        let message = try await communicator.sendChatMessage(chatID: chatID, message: "\(secret) words")
        try await recorder.wait(for: "the message to be sent") { $0.statuses(of: message).last == .sent }
        let talk = Talk(
            communicator: communicator, simulator: simulator, recorder: recorder, paper: paper, chatID: chatID)
        try await talk.sayEverything()
        try await talk.fillInForms()
        try await talk.hearEverything()
        let downloads = folder.appendingPathComponent("\(secret) folder")
        let fileIDs = try await talk.exchangeFiles(in: downloads)
        try await talk.askForEverything()

        // What is refused, over there and here.
        try await simulator.queue(.refusal(500, code: "5500", words: "\(secret) words"), for: "version")
        paper.write(shown: await failure(of: try await communicator.getVersion()) as Any)
        try await simulator.queue(.refusal(418, code: "7777", words: "\(secret) words"), for: "version")
        paper.write(shown: await failure(of: try await communicator.getVersion()) as Any)
        let typing: Void? = try? await communicator.chatTyping(chatID: "\(secret)/chat")
        XCTAssertNil(typing)
        let elsewhere = try XCTUnwrap(URL(string: "https://\(secret)@example.com/"))
        let nothing = folder.appendingPathComponent("\(secret) nothing")
        let failures = [
            await failure(of: try await communicator.getChatHistory(chatID: "\(secret)/..")),
            await failure(of: try await communicator.retryChatMessage(chatID: chatID, messageID: "\(secret) id")),
            await failure(of: try communicator.receivePush(["chatID": "\(secret)/"])),
            await failure(of: try await communicator.uploadFile(at: nothing)),
            await failure(
                of: try await communicator.downloadFile(
                    chatID: chatID, fileID: "\(secret)\n", to: folder, fileName: "a")),
            await failure(of: try await communicator.downloadFile(from: elsewhere, to: folder, fileName: "a")),
            await failure(
                of: try await communicator.subscribeForRemoteNotificationsAPNs(
                    chatID: chatID, deviceToken: "\(secret) token", appBundleID: "com.acme")),
            await failure(of: try storedClientID(storageDirectory: "/dev/null/\(secret)")),
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
        let places = ["\(latitude)", "\(longitude)"]
        let words = [secret, phone, token, chatID, otherChat, simulator.pin, otherPin] + fileIDs + places
        for line in lines + [printed] {
            for word in words {
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
        try await waitUntil("the shutdown") {
            do {
                _ = try await communicator.getVersion()
                return false
            } catch {
                return error as? ContactCenterError == .ShutDown
            }
        }
        XCTAssertEqual(paper.lines.count, 1, "\(paper.lines)")
    }
}

/// A conversation in which everything is said and asked for that the SDK has a call for, with a secret in it.
private struct Talk {
    let communicator: ContactCenterCommunicator
    let simulator: Simulator
    let recorder: Recorder
    let paper: Paper
    let chatID: String

    /// Whatever an app can say in a chat beside messages and forms.
    func sayEverything() async throws {
        try await communicator.chatTyping(chatID: chatID, draft: "\(secret) draft")
        let answer = try await communicator.sendChatAnswer(
            chatID: chatID, answer: "\(secret) answer", directiveID: "\(secret) question")
        let place = try await communicator.sendLocation(
            chatID: chatID, latitude: latitude, longitude: longitude,
            url: XCTUnwrap(URL(string: "https://maps.example.com/\(secret)")))
        try await communicator.sendNavigation(
            chatID: chatID, page: "https://shop.example.com/\(secret)", title: "\(secret) title")
        let party = try XCTUnwrap(recorder.calls.events.compactMap(\.partyID).first)
        let words: [ContactCenterSignaling] = [
            .offerCall(sdp: "\(secret) sdp", offerVideo: true),
            .answerCall(sdp: "\(secret) sdp"),
            .iceCandidate(candidate: "\(secret) candidate", sdpMid: "\(secret) mid", sdpMLineIndex: 0),
            .callRejected(reasonCode: "\(secret) code", reason: "\(secret) reason"),
            .requestPhoneCall(number: "\(phone) \(secret)"),
            try .other(["type": "WAVE", "word": .string(secret)]),
        ]
        for word in words {
            try await communicator.sendSignaling(chatID: chatID, destinationPartyID: party, data: word)
            paper.write(shown: word)
        }
        try await communicator.startCobrowsing(
            chatID: chatID, providerType: "surfly",
            cobrowsingURL: XCTUnwrap(URL(string: "https://browse.example.com/\(secret)")),
            cobrowsingID: "\(secret)-browsing")
        try await communicator.endCobrowsing(chatID: chatID)
        try await communicator.subscribeForRemoteNotificationsFirebase(
            chatID: chatID, deviceToken: "\(secret)-token")
        try await communicator.subscribeForRemoteNotificationsAPNs(
            chatID: chatID, deviceToken: token, appBundleID: "com.acme.\(secret)")
        let subscription = try await simulator.requests().last { $0.isSubscription }?.body
        XCTAssertTrue(subscription?.contains(token) == true, "\(String(describing: subscription))")
        let isOurs = try await communicator.handlePush(["chatID": otherChat, "alert": secret])
        XCTAssertFalse(isOurs)

        try await recorder.wait(for: "what waits to be sent") {
            $0.statuses(of: answer).last == .sent && $0.statuses(of: place).last == .sent
        }
        try await assertServerHasASecret(in: [
            "chat_session_typing", "chat_session_message", "chat_session_location", "chat_session_navigation",
            "chat_session_cobrowsing_started",
        ])
        let signals = try await sentBodies(of: "chat_session_signaling")
        XCTAssertEqual(signals.filter { $0.contains(secret) }.count, words.count)
    }

    func fillInForms() async throws {
        let contact = try await formRequest("show_form", ["form_name": "contact"])
        try await communicator.sendFormData(
            chatID: chatID, formRequestID: contact, formName: "contact", data: ["name": .string(secret)])
        let card = try await formRequest("show_secure_form", ["form_id": "card"])
        try await communicator.sendSecureFormData(
            chatID: chatID, formRequestID: card, formName: "card", data: ["number": .string(secret)])
        let name = "\(secret) form"
        let unknown = try await formRequest("show_form", ["form_name": .string(name)])
        try await communicator.rejectUnknownForm(chatID: chatID, formRequestID: unknown, formName: name)
        let declined = try await formRequest("show_form", ["form_name": .string(name)])
        try await communicator.cancelForm(chatID: chatID, formRequestID: declined, formName: name)
        let nameless = try await formRequest("show_form", ["form_name": ""])
        try await communicator.answerFormInText(chatID: chatID, formRequestID: nameless, text: "\(secret) answer")
        try await assertServerHasASecret(in: [
            "chat_session_form_data", "chat_session_secure_form_data", "chat_form_data_cancel",
        ])
    }

    /// Whatever a contact center can say in a chat.
    func hearEverything() async throws {
        let said = try await simulator.agent(of: chatID, "say", ["text": .string("\(secret) thought")])
        let message = try text("msg_id", of: said)
        try await simulator.edit(message, text: "\(secret) second thought", in: chatID)
        try await simulator.delete(message, in: chatID)
        try await simulator.agent(of: chatID, "typing", ["draft": .string("\(secret) draft")])
        let word = ContactCenterJSON.string(secret)
        let events: [ContactCenterJSON] = [
            [
                "event": "chat_session_message", "party_id": "P", "msg_id": "71", "msg": .string("<b>\(secret)</b>"),
                "msg_text": word, "directive_id": word,
                "attachments": [["id": word, "name": word, "content": ["word": word]]],
            ],
            [
                "event": "chat_session_file_url", "party_id": "P", "msg_id": "72", "file_type": "attachment",
                "file_url": .string("https://files.example.com/\(secret)"), "file_name": .string("\(secret).pdf"),
            ],
            ["event": "chat_session_form_submit", "party_id": "P", "req_id": 1, "form_data": ["name": word]],
            ["event": "chat_session_of_tomorrow", "word": word],
        ]
        for event in events { try await simulator.sendEvent(event, in: chatID) }
        try await simulator.agent(
            of: chatID, "send_location",
            [
                "latitude": .string("\(latitude)"), "longitude": .string("\(longitude)"),
                "url": .string("https://maps.example.com/\(secret)"),
            ])
        try await simulator.signal(["type": "OFFER_CALL", "sdp": word, "offerVideo": false], in: chatID)
        try await simulator.agent(of: chatID, "request_cobrowsing")
        try await simulator.agent(of: chatID, "info", ["service_name": .string("\(secret) service")])
        try await simulator.agent(of: chatID, "warn", ["text": .string("\(secret) warning")])
        try await simulator.agent(of: chatID, "set_case", ["case_id": .string("\(secret)-case")])
        try await simulator.agent(of: chatID, "say", ["text": "that is all"])
        try await recorder.wait(for: "the last word") { $0.events.texts.contains("that is all") }

        // What an event prints of itself is the name that servers know.
        let heard = Set(recorder.calls.events.map { "\($0)".prefix { $0 != "(" } })
        XCTAssertTrue(
            heard.isSuperset(of: [
                "chat_session_form_show", "chat_session_secure_form_show", "chat_session_message_edit",
                "chat_session_message_delete", "chat_session_typing", "chat_session_file_url",
                "chat_session_location", "chat_session_form_submit", "chat_session_signaling",
                "chat_session_cobrowsing_requested", "chat_session_info", "chat_session_timeout_warning",
                "chat_session_case_set", "unknown",
            ]), "\(heard.sorted())")
    }

    /// Returns the ids of the files.
    func exchangeFiles(in folder: URL) async throws -> [String] {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
        let letter = folder.appendingPathComponent("\(secret) letter.txt")
        try Data("\(secret) letter".utf8).write(to: letter)
        let mine = try await communicator.uploadFile(at: letter)
        paper.write(shown: mine)
        try await communicator.sendChatFile(chatID: chatID, file: mine)
        paper.write(
            shown: try await communicator.downloadFile(
                chatID: chatID, fileID: mine.fileID, to: folder, fileName: mine.fileName))

        let report = Data("\(secret) report".utf8)
        try await simulator.sendFile("\(secret) report.pdf", contentType: "application/pdf", report, in: chatID)
        try await recorder.wait(for: "the file") { $0.events.contains { "\($0)".hasPrefix("chat_session_file(") } }
        let theirs = recorder.calls.events.compactMap { event in
            if case .chatSessionFile(_, _, let fileID, let fileName, _, _) = event { (fileID, fileName) } else { nil }
        }
        let (fileID, fileName) = try (XCTUnwrap(theirs.last?.0), XCTUnwrap(theirs.last?.1))
        paper.write(
            shown: try await communicator.downloadFile(chatID: chatID, fileID: fileID, to: folder, fileName: fileName))
        let link = try XCTUnwrap(URL(string: "\(simulator.baseURL)/clientweb/file/\(fileID)"))
        paper.write(
            shown: try await communicator.downloadFile(from: link, to: folder, fileName: "\(secret) copy.pdf"))
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        XCTAssertEqual(names.filter { $0.contains(secret) }.count, 4, "\(names)")
        return [mine.fileID, fileID]
    }

    /// Whatever the contact center knows and can be asked for.
    func askForEverything() async throws {
        try await simulator.change([
            "ice_servers": [
                ["url": "turn:turn.example.com", "username": .string("\(secret)-user"), "credential": .string(secret)]
            ]
        ])
        let servers = try await communicator.getIceServers(chatID: chatID)
        XCTAssertEqual(servers.map(\.username), ["\(secret)-user"])
        XCTAssertEqual(servers.map(\.credential), [secret])
        paper.write(shown: servers)
        try await simulator.change(["ice_servers_form": "encrypted"])
        let decrypted = try await communicator.getIceServers(chatID: chatID)
        XCTAssertEqual(decrypted, servers)

        let history = try await communicator.getChatHistory(chatID: chatID)
        try await simulator.change(["case_history_with_current": .bool(true)])
        let ofCase = try await communicator.getCaseHistory(chatID: chatID)
        XCTAssertEqual(ofCase.map(\.chatID), [chatID])
        XCTAssertEqual(ofCase.first?.events.count, history.count)
        paper.write(shown: history, without: chatID)
        paper.write(shown: ofCase, without: chatID)
        paper.write(shown: try await communicator.getActiveChat() as Any, without: chatID)
        try await communicator.closeCase(chatID: chatID)
        try await communicator.unsubscribeFromRemoteNotifications(chatID: chatID)
    }

    private func formRequest(_ action: String, _ details: [String: ContactCenterJSON]) async throws -> String {
        try text("form_request_id", of: await simulator.agent(of: chatID, action, details))
    }

    private func text(_ name: String, of event: ContactCenterJSON) throws -> String {
        guard case .string(let text) = event[name] else { throw WaitedInVain(for: name) }
        return text
    }

    /// What the client has sent of one kind, word by word.
    private func sentBodies(of event: String) async throws -> [String] {
        try await simulator.requests()
            .filter { $0.method == "POST" && $0.path.hasSuffix("/events") && $0.body.contains("\"\(event)\"") }
            .map(\.body)
    }

    private func assertServerHasASecret(in events: [String]) async throws {
        for event in events {
            let bodies = try await sentBodies(of: event)
            XCTAssertTrue(bodies.contains { $0.contains(secret) }, "\(event): \(bodies)")
        }
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
