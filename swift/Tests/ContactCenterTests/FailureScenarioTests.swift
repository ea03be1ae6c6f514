// The scenarios of docs/maintainers/scenarios.md in which a call fails, each in its own typed way.

import ContactCenter
import XCTest

final class FailureScenarioTests: SimulatorTestCase {
    func testBadInputIsRefusedByNameBeforeAnythingIsSent() async throws {
        let simulator = try startSimulator()

        let settings = [
            ("base_url", configuration(for: simulator, baseURL: "")),
            ("base_url", configuration(for: simulator, baseURL: "acme.example.com")),
            ("base_url", configuration(for: simulator, baseURL: "http://acme.example.com")),
            ("base_url", configuration(for: simulator, baseURL: "http://127.0.0.1:1")),
            ("tenant_url", configuration(for: simulator, tenantURL: " ")),
            ("app_id", configuration(for: simulator, appID: "a\"b")),
            ("client_id", configuration(for: simulator, clientID: "a\r\nb")),
            ("extra_root_certificates", configuration(for: simulator, extraRootCertificates: [Data("none".utf8)])),
            (
                "extra_root_certificates",
                configuration(for: simulator, extraRootCertificates: [Data("-----BEGIN NONSENSE".utf8)])
            ),
            ("pinned_public_keys", configuration(for: simulator, pinnedPublicKeys: ["sha256/nonsense"])),
            ("proxy_url", configuration(for: simulator, proxyURL: "proxy.example.com")),
            ("poll_timeout_ms", configuration(for: simulator, pollTimeoutMs: 0)),
            ("backoff_max_ms", configuration(for: simulator, backoffMaxMs: 1)),
        ]
        for (argument, configuration) in settings {
            assertRefused(
                await failure(of: try ContactCenterCommunicator(configuration: configuration)), argument)
        }

        let communicator = try makeCommunicator(for: simulator)
        for bad in ["", "a/b", "..", "a\"b", "a,b", "a\nb"] {
            let refusals = [
                await failure(of: try await communicator.getChatHistory(chatID: bad)),
                await failure(of: try await communicator.getCaseHistory(chatID: bad)),
                await failure(of: try await communicator.sendChatMessage(chatID: bad, message: "Hi")),
                await failure(of: try await communicator.chatMessageDelivered(chatID: bad, messageID: "0")),
                await failure(of: try await communicator.chatMessageRead(chatID: bad, messageID: "0")),
                await failure(of: try await communicator.chatTyping(chatID: bad)),
                await failure(of: try await communicator.chatNotTyping(chatID: bad)),
                await failure(of: try await communicator.closeCase(chatID: bad)),
                await failure(of: try await communicator.disconnectChat(chatID: bad)),
                await failure(of: try await communicator.endChat(chatID: bad)),
                await failure(of: try await communicator.unsubscribeFromRemoteNotifications(chatID: bad)),
                await failure(
                    of: try await communicator.subscribeForRemoteNotificationsFirebase(chatID: bad, deviceToken: "t")),
            ]
            for refusal in refusals { assertRefused(refusal, "chat_id") }
            assertRefused(await failure(of: try communicator.receivePush(["chatID": bad])), "user_info")
        }

        let chatID = "d6c1adc2-385b-42e5-9e0a-1883c2bc5f81"
        assertRefused(
            await failure(of: try await communicator.sendChatMessage(chatID: chatID, message: " \n")), "message")
        assertRefused(
            await failure(of: try await communicator.chatMessageDelivered(chatID: chatID, messageID: "")), "message_id")
        assertRefused(
            await failure(of: try await communicator.chatMessageRead(chatID: chatID, messageID: "")), "message_id")
        assertRefused(await failure(of: try communicator.receivePush(["aps": ["badge": 1]])), "user_info")
        for token in ["", "<000a1bff 1234>"] {
            assertRefused(
                await failure(
                    of: try await communicator.subscribeForRemoteNotificationsFirebase(
                        chatID: chatID, deviceToken: token)),
                "device_token")
            assertRefused(
                await failure(
                    of: try await communicator.subscribeForRemoteNotificationsAPNs(
                        chatID: chatID, deviceToken: token, appBundleID: "com.acme.app")),
                "device_token")
        }
        assertRefused(
            await failure(
                of: try await communicator.subscribeForRemoteNotificationsAPNs(
                    chatID: chatID, deviceToken: Data(), appBundleID: "com.acme.app")),
            "device_token")
        assertRefused(
            await failure(
                of: try await communicator.subscribeForRemoteNotificationsAPNs(
                    chatID: chatID, deviceToken: Data([1]), appBundleID: "")),
            "app_bundle_id")

        let requests = try await simulator.requests()
        XCTAssertEqual(requests.map(\.target), [])
    }

    func testADeadPortIsATransportError() async throws {
        // Without TLS, so that the server which opens on the port later needs no certificate known in advance.
        let closed = try startSimulator("--cleartext")
        closed.stop()
        let communicator = try makeCommunicator(
            ContactCenterConfiguration(
                baseURL: closed.baseURL, tenantURL: "acme.example.com", appID: "app", clientID: "client",
                allowCleartextLoopback: true))

        let errors = [
            await failure(of: try await communicator.getVersion()),
            await failure(of: try await communicator.checkAvailability()),
            await failure(of: try await communicator.requestChat(from: "Anna", parameters: [:])),
        ]
        for error in errors {
            guard case .Transport = error else { return XCTFail("\(String(describing: error))") }
        }

        let port = try XCTUnwrap(URL(string: closed.baseURL)?.port)
        _ = try startSimulator("--cleartext", "--port", "\(port)")
        let chat = try await communicator.requestChat(from: "Anna", parameters: [:])
        XCTAssertTrue(chat.isNewChat, "the communicator stays usable")
    }

    func testAWrongCertificateIsATlsError() async throws {
        let simulator = try startSimulator()
        let distrustful = try makeCommunicator(
            ContactCenterConfiguration(
                baseURL: simulator.baseURL, tenantURL: "acme.example.com", appID: "app", clientID: "client"))
        let error = await failure(of: try await distrustful.requestChat(from: "Anna", parameters: [:]))
        guard case .Tls = error else { return XCTFail("\(String(describing: error))") }
        let requests = try await simulator.requests()
        XCTAssertEqual(requests.map(\.target), [])
    }

    func testAnHtmlPageAndAnEmptyBodyAreTypedErrors() async throws {
        let simulator = try startSimulator()
        let recorder = Recorder()
        let communicator = try makeCommunicator(for: simulator, delegate: recorder)

        for (fault, status) in [(Simulator.Fault.page(502), Int32(502)), (.page(200), 200), (.nothing, 200)] {
            try await simulator.queue(fault, for: "availability")
            let error = await failure(of: try await communicator.checkAvailability())
            guard case .UnexpectedResponse(_, status) = error else { return XCTFail("\(String(describing: error))") }
        }

        // An empty poll answer is followed by another poll, and is not reported.
        try await simulator.queue(.nothing, for: "poll")
        let chatID = try await communicator.requestChat(from: "Anna", parameters: [:]).chatID
        try await waitUntil("a poll after the empty one") {
            try await simulator.requests().filter(\.isPoll).count > 1
        }
        try await simulator.agent(of: chatID, "say", ["text": "Hello"])
        try await recorder.wait(for: "a message") { $0.events.texts == ["Hello"] }
        XCTAssertEqual(recorder.calls.connections, [.connected])
    }

    func testARefusalOfTheServerKeepsItsCode() async throws {
        let simulator = try startSimulator()
        let communicator = try makeCommunicator(for: simulator)
        let chatID = try await communicator.requestChat(from: "Anna", parameters: [:]).chatID

        let documented = await failure(of: try await communicator.getCaseHistory(chatID: chatID))
        XCTAssertEqual(documented, .ChatSessionCaseNotSpecified(reason: "Case not specified", status: 406))
        XCTAssertEqual(documented?.code(), "5601")
        XCTAssertEqual(
            documented?.localizedDescription,
            "the session has no case yet; wait for the case-set event (server code 5601, HTTP status 406)")

        try await simulator.queue(.refusal(418, code: "7777", words: "No tea today"), for: "history")
        let novel = await failure(of: try await communicator.getChatHistory(chatID: chatID))
        XCTAssertEqual(novel, .Server(reason: "No tea today", status: 418, code: "7777"))
        XCTAssertEqual(novel?.code(), "7777")
        XCTAssertEqual(
            novel?.localizedDescription, "the server refused (server code 7777, HTTP status 418)",
            "the text of an error never holds the words of the server")
    }

    private func assertRefused(
        _ error: ContactCenterError?, _ expected: String, file: StaticString = #filePath, line: UInt = #line
    ) {
        guard case .InvalidArgument(let argument, let reason) = error else {
            return XCTFail("\(expected): \(String(describing: error))", file: file, line: line)
        }
        XCTAssertEqual(argument, expected, reason, file: file, line: line)
        XCTAssertFalse(reason.isEmpty, file: file, line: line)
    }
}
