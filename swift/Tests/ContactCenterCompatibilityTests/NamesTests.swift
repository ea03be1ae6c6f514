// Every event and every error, under the name that BPMobileMessaging gave it.

import ContactCenterCompatibility
import XCTest

final class NamesTests: CompatibilityTestCase {
    func testEveryEventThatHasAnOldNameArrivesUnderIt() async throws {
        let simulator = try startSimulator()
        let service = makeCommunicator(for: simulator)
        let listener = Listener()
        service.delegate = listener
        let chatID = try await result { service.requestChat(from: "Anna", parameters: [:], with: $0) }.get().chatID
        let sent: [ContactCenterJSONEvent] = [
            .init("chat_session_message", #""msg_id":"2","msg":"<b>Yes</b>","msg_text":"Yes""#),
            .init("chat_session_message_delivered", #""ref_msg_id":"1""#),
            .init("chat_session_message_read", #""ref_msg_id":"1""#),
            .init("chat_session_status", #""state":"establishing""#),
            .init("chat_session_case_set", #""case_id":"7""#),
            .init("chat_session_party_joined", #""first_name":"Alex","display_name":"Alex A.","type":"msteams""#),
            .init("chat_session_file", #""file_id":"F","file_name":"a.pdf","file_type":"attachment","msg_id":"4""#),
            .init("chat_session_party_left", ""),
            .init("chat_session_typing", ""),
            .init("chat_session_not_typing", ""),
            .init("chat_session_location", #""latitude":"55.5","longitude":"-12.25","msg_id":"8""#),
            .init("chat_session_location", #""latitude":"north","longitude":"west","msg_id":"10""#),
            .init("chat_session_timeout_warning", #""msg":"Are you there?""#),
            .init("chat_session_novelty", ""),
            .init("chat_session_inactivity_timeout", #""msg":"Bye""#),
        ]
        for event in sent { try await simulator.sendEvent(event.json, in: chatID) }
        try await waitUntil("all of them") { listener.names.last == "chatSessionInactivityTimeout" }
        XCTAssertEqual(
            listener.names.filter { $0 != "chatSessionStatus" },
            [
                "chatSessionMessage", "chatSessionMessageDelivered", "chatSessionMessageRead", "chatSessionCaseSet",
                "chatSessionPartyJoined", "chat_session_file", "chatSessionPartyLeft", "chatSessionTyping",
                "chatSessionNotTyping", "chatSessionLocation", "chat_session_location", "chatSessionTimeoutWarning",
                "unknown", "chatSessionInactivityTimeout",
            ])

        let time = Date(timeIntervalSince1970: 1_614_718_748)
        var seen: Set<String> = []
        for event in listener.events {
            switch event {
            case .chatSessionMessage("2", "P", "<b>Yes</b>", "Yes", time): seen.insert("message")
            case .chatSessionMessageDelivered("1", "P", time): seen.insert("delivered")
            case .chatSessionMessageRead("1", "P", time): seen.insert("read")
            case .chatSessionStatus(.connecting, 0): seen.insert("status")
            case .chatSessionCaseSet("7", time): seen.insert("case")
            case .chatSessionPartyJoined("P", "Alex", nil, "Alex A.", .internal, time): seen.insert("joined")
            case .chatSessionPartyLeft("P", time): seen.insert("left")
            case .chatSessionTyping("P", time): seen.insert("typing")
            case .chatSessionNotTyping("P", time): seen.insert("not typing")
            case .chatSessionLocation("P", nil, 55.5, -12.25, time): seen.insert("location")
            case .chatSessionTimeoutWarning("Are you there?", time): seen.insert("warning")
            case .chatSessionInactivityTimeout("Bye", time): seen.insert("timeout")
            default: break
            }
        }
        XCTAssertEqual(seen.count, 12, "\(listener.events)")
        let further = listener.calls.compactMap { call -> String? in
            if case .further(let chatID, _) = call { chatID } else { nil }
        }
        XCTAssertEqual(further, [chatID, chatID, chatID])
    }

    func testWhatAnOldAppDoesNotKnowIsNoBurdenToIt() async throws {
        let simulator = try startSimulator()
        let service = makeCommunicator(for: simulator)
        let app = ChatService { service }
        let texts = Collector<String>()
        app.onEvents = { events in events.texts.forEach(texts.add) }
        let chatID = try await result { service.requestChat(from: "Anna", parameters: [:], with: $0) }.get().chatID
        try await simulator.sendEvent(ContactCenterJSONEvent("chat_session_novelty", "").json, in: chatID)
        try await simulator.agent(of: chatID, "say", ["text": "Hello"])
        try await waitUntil("the message") { texts.all == ["Hello"] }
    }

    func testEveryCodeOfTheServerIsAnErrorOfItsOldName() async throws {
        let simulator = try startSimulator()
        let service = makeCommunicator(for: simulator)
        let names = [
            "1000": "chatSessionBadTenantUrl", "2000": "chatSessionNoAuthHeader",
            "2001": "chatSessionAuthHeaderWrongFormat", "2002": "chatSessionAuthHeaderBadScheme",
            "2003": "chatSessionAuthHeaderMissingAppId", "2004": "chatSessionAuthHeaderMissingClientId",
            "3000": "chatSessionAuthHeaderBadAppId", "5000": "chatSessionServerTimeout",
            "5001": "chatSessionServerNotAvailable", "5003": "chatSessionInvalidJson",
            "5004": "chatSessionServerDisconnected", "5005": "chatSessionNotFound",
            "5006": "chatSessionEntryNotFound", "5500": "chatSessionInternalServerError",
            "5501": "chatSessionUploadSizeLimitExceeded", "5502": "chatSessionFileNotFound",
            "5509": "chatSessionTooManyPollRequests", "5511": "chatSessionNoEvents", "5558": "chatSessionFileError",
            "5955": "chatSessionUnspecifiedServerError", "5601": "chatSessionCaseNotSpecified",
            "5602": "chatSessionCrmServerError", "5603": "chatSessionTooManyParameters",
        ]
        var descriptions: Set<String> = []
        for (code, name) in names {
            try await simulator.queue(.refusal(400, code: code, words: "words"), for: "version")
            let error = await failure(service.getVersion)
            XCTAssertTrue(error is ContactCenterError, "\(code): \(String(describing: error))")
            XCTAssertEqual(error.map { "\($0)" }, name, code)
            descriptions.insert(try XCTUnwrap((error as? any LocalizedError)?.errorDescription, name))
        }
        XCTAssertEqual(descriptions.count, names.count, "two errors say the same of themselves")
    }

    func testAnErrorSaysWhatHappened() {
        let lost = URLError(.networkConnectionLost, userInfo: [NSLocalizedDescriptionKey: "The inner words."])
        let errors: [(ContactCenterError, String)] = [
            (.failedToBuildBaseURL, "base URL"), (.failedToCodeJSON(nestedErrors: [lost]), "The inner words."),
            (.failedToCodeJSON(nestedErrors: []), "could not be read"), (.failedToCreateURLRequest, "refused"),
            (.badStatusCode(statusCode: 502, nil), "502"), (.unexpectedResponse(nil), "does not come"),
            (
                .badStatusCode(statusCode: 418, .init(error_code: "7777", error_message: "s3cret")),
                "HTTP status 418 and code 7777."
            ),
            (.dataEmpty, "empty"), (.failedToCast("a date"), "a date"),
        ]
        for (error, words) in errors {
            // As an app sees it: of an error that says nothing of itself this is a number.
            let description = (error as any Error).localizedDescription
            XCTAssertTrue(description.contains(words), description)
            XCTAssertFalse(description.contains("s3cret"), description)
        }
    }

    func testOtherAnswersAreBadStatusCodesOrUnexpected() async throws {
        let simulator = try startSimulator()
        let service = makeCommunicator(for: simulator)
        try await simulator.queue(.refusal(418, code: "7777", words: "novel"), for: "version")
        guard case ContactCenterError.badStatusCode(418, let response?)? = await failure(service.getVersion) else {
            return XCTFail("an unknown code")
        }
        XCTAssertEqual(response.error_code, "7777")
        XCTAssertEqual(response.error_message, "novel")
        try await simulator.queue(.page(502), for: "version")
        guard case ContactCenterError.badStatusCode(502, nil)? = await failure(service.getVersion) else {
            return XCTFail("a proxy's page")
        }
        try await simulator.queue(.page(200), for: "version")
        guard case ContactCenterError.unexpectedResponse(nil)? = await failure(service.getVersion) else {
            return XCTFail("a page in place of an answer")
        }
        let error = await failure { service.chatTyping(chatID: "d6c1adc2-385b-42e5-9e0a-1883c2bc5f81", with: $0) }
        guard case ContactCenterError.chatSessionNotFound? = error else {
            return XCTFail("a chat that was never requested: \(String(describing: error))")
        }
    }

    func testFailuresOfTheNetworkAreURLErrors() async throws {
        let simulator = try startSimulator()
        let deadPort = ContactCenterCommunicator(
            configuration: configuration(for: simulator, baseURL: "https://127.0.0.1:9"))
        let lost = await failure(deadPort.getVersion)
        XCTAssertEqual((lost as? URLError)?.code, .networkConnectionLost)
        XCTAssertTrue(lost?.localizedDescription.contains("could not be reached") == true)

        let stranger = try startSimulator()
        let distrustful = ContactCenterCommunicator(
            configuration: configuration(for: simulator, extraRootCertificates: [stranger.authority]))
        let distrusted = await failure(distrustful.getVersion)
        XCTAssertEqual((distrusted as? URLError)?.code, .secureConnectionFailed)

        let impatient = ContactCenterCommunicator(
            configuration: configuration(for: simulator, requestTimeoutMs: 1_000))
        try await simulator.queue(.stall, for: "version")
        let late = await failure(impatient.getVersion)
        XCTAssertEqual((late as? URLError)?.code, .timedOut)

        let throughNobody = ContactCenterCommunicator(
            configuration: configuration(for: simulator, proxyURL: "http://127.0.0.1:9"))
        let alone = await failure(throughNobody.getVersion)
        XCTAssertEqual((alone as? URLError)?.code, .cannotConnectToHost)

        let brief = ContactCenterCommunicator(configuration: configuration(for: simulator, maxResponseBytes: 65_536))
        let words = String(repeating: "words ", count: 20_000)
        try await simulator.queue(.refusal(400, code: "5500", words: words), for: "version")
        let long = await failure(brief.getVersion)
        XCTAssertEqual((long as? URLError)?.code, .dataLengthExceedsMaximum)
    }

    func testEverythingElseThatWasAskedReachesItsPlace() async throws {
        let simulator = try startSimulator()
        let service = makeCommunicator(for: simulator)
        let version = try await result(service.getVersion).get()
        XCTAssertTrue(version.serverVersion.hasSuffix("(Simulator)"))
        let availability = try await result(service.checkAvailability).get()
        XCTAssertEqual(availability.estimatedWaitTime, 3)
        let properties = try await result {
            service.requestChat(phoneNumber: "+1 650 555 0100", from: "Anna", parameters: [:], with: $0)
        }.get()
        XCTAssertEqual(properties.phoneNumber, "+1 650 555 0100")
        XCTAssertEqual(properties.state, .queued)
        let chatID = properties.chatID
        _ = try await result {
            service.sendChatMessage(chatID: chatID, message: "<i>Hello</i>", format: .Html, with: $0)
        }.get()
        var chat = try await simulator.chat(chatID)
        XCTAssertEqual(chat.clientEvents.last?.msg, "<i>Hello</i>")
        let noCase = await failure { service.getCaseHistory(chatID: chatID, with: $0) }
        guard case ContactCenterError.chatSessionCaseNotSpecified? = noCase else {
            return XCTFail(String(describing: noCase))
        }
        try await simulator.agent(of: chatID, "set_case", ["case_id": "case-7"])
        try await result { service.closeCase(chatID: chatID, with: $0) }.get()
        chat = try await simulator.chat(chatID)
        XCTAssertTrue(chat.isCaseClosed)
        for token in ["first", "second"] {
            service.subscribeForRemoteNotificationsFirebase(chatID: chatID, deviceToken: token) { _ in }
        }
        try await waitUntil("the last token") {
            try await simulator.chat(chatID).subscription == ["ios_firebase_device_token": "second"]
        }
        let apns = await result {
            service.subscribeForRemoteNotificationsAPNs(chatID: chatID, deviceToken: "0A1B", with: $0)
        }
        if Bundle.main.bundleIdentifier == nil {
            guard case .failure(ContactCenterError.failedToCreateURLRequest) = apns else { return XCTFail("\(apns)") }
        } else {
            try apns.get()
        }
    }
}
