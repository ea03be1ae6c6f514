// What becomes of every call of the communicator that comes after its shutdown.

import ContactCenter
import XCTest

final class CallsAfterShutdownTests: SimulatorTestCase {
    func testEveryCallAfterTheShutdownSaysSoAndAsksForNothing() async throws {
        let simulator = try startSimulator()
        let recorder = Recorder()
        let communicator = try makeCommunicator(for: simulator, delegate: recorder)
        let chatID = try await communicator.requestChat(from: "Anna").chatID
        try await simulator.waitUntilPolled(chatID)
        communicator.shutdown()
        let requests = try await simulator.requests().count
        let told = recorder.calls.count

        for (name, call) in contractsCalls(chatID) + furtherCalls(chatID) + transfers(chatID) {
            do {
                try await call(communicator)
                XCTFail("\(name) succeeded")
            } catch {
                XCTAssertEqual(error as? ContactCenterError, .ShutDown, "\(name): \(error)")
            }
        }
        for (_, call) in callsWithoutAnError(chatID) { await call(communicator) }

        let requestsAfterwards = try await simulator.requests().count
        XCTAssertEqual(requestsAfterwards, requests)
        XCTAssertEqual(recorder.calls.count, told)
    }

    func testNoCallIsMissingInTheTables() throws {
        let names =
            (contractsCalls("") + furtherCalls("") + transfers("")).map(\.0) + callsWithoutAnError("").map(\.0)
        XCTAssertEqual(
            Dictionary(names.map { ($0, 1) }, uniquingKeysWith: +), try DeclaredCalls.ofTheCommunicator())
    }

    private typealias Call = (ContactCenterCommunicator) async throws -> Void

    /// Each in both forms.
    private func contractsCalls(_ chatID: String) -> [(String, Call)] {
        [
            ("getVersion", { _ = try await $0.getVersion() }),
            ("getVersion", { sdk in _ = try await answer { sdk.getVersion(with: $0) } }),
            ("checkAvailability", { _ = try await $0.checkAvailability() }),
            ("checkAvailability", { sdk in _ = try await answer { sdk.checkAvailability(with: $0) } }),
            ("requestChat", { _ = try await $0.requestChat(phoneNumber: nil, from: "Anna", parameters: [:]) }),
            (
                "requestChat",
                { sdk in
                    _ = try await answer { sdk.requestChat(phoneNumber: nil, from: "Anna", parameters: [:], with: $0) }
                }
            ),
            ("getChatHistory", { _ = try await $0.getChatHistory(chatID: chatID) }),
            ("getChatHistory", { sdk in _ = try await answer { sdk.getChatHistory(chatID: chatID, with: $0) } }),
            ("getCaseHistory", { _ = try await $0.getCaseHistory(chatID: chatID) }),
            ("getCaseHistory", { sdk in _ = try await answer { sdk.getCaseHistory(chatID: chatID, with: $0) } }),
            ("sendChatMessage", { try await $0.sendChatMessage(chatID: chatID, message: "Hello") }),
            (
                "sendChatMessage",
                { sdk in _ = try await answer { sdk.sendChatMessage(chatID: chatID, message: "Hello", with: $0) } }
            ),
            ("chatMessageDelivered", { try await $0.chatMessageDelivered(chatID: chatID, messageID: "1") }),
            (
                "chatMessageDelivered",
                { sdk in try await answer { sdk.chatMessageDelivered(chatID: chatID, messageID: "1", with: $0) } }
            ),
            ("chatMessageRead", { try await $0.chatMessageRead(chatID: chatID, messageID: "1") }),
            (
                "chatMessageRead",
                { sdk in try await answer { sdk.chatMessageRead(chatID: chatID, messageID: "1", with: $0) } }
            ),
            ("chatTyping", { try await $0.chatTyping(chatID: chatID) }),
            ("chatTyping", { sdk in try await answer { sdk.chatTyping(chatID: chatID, with: $0) } }),
            ("chatNotTyping", { try await $0.chatNotTyping(chatID: chatID) }),
            ("chatNotTyping", { sdk in try await answer { sdk.chatNotTyping(chatID: chatID, with: $0) } }),
            ("closeCase", { try await $0.closeCase(chatID: chatID) }),
            ("closeCase", { sdk in try await answer { sdk.closeCase(chatID: chatID, with: $0) } }),
            ("disconnectChat", { try await $0.disconnectChat(chatID: chatID) }),
            ("disconnectChat", { sdk in try await answer { sdk.disconnectChat(chatID: chatID, with: $0) } }),
            ("endChat", { try await $0.endChat(chatID: chatID) }),
            ("endChat", { sdk in try await answer { sdk.endChat(chatID: chatID, with: $0) } }),
            (
                "subscribeForRemoteNotificationsAPNs",
                { sdk in
                    do {
                        try await sdk.subscribeForRemoteNotificationsAPNs(chatID: chatID, deviceToken: "0a")
                    } catch ContactCenterError.InvalidArgument("app_bundle_id", _)
                        where Bundle.main.bundleIdentifier == nil
                    {
                        // Without an app around the tests there is no topic, which is refused first.
                        throw ContactCenterError.ShutDown
                    }
                }
            ),
            (
                "subscribeForRemoteNotificationsAPNs",
                { sdk in
                    try await answer {
                        sdk.subscribeForRemoteNotificationsAPNs(chatID: chatID, deviceToken: "0a", with: $0)
                    }
                }
            ),
            (
                "subscribeForRemoteNotificationsFirebase",
                { try await $0.subscribeForRemoteNotificationsFirebase(chatID: chatID, deviceToken: "token") }
            ),
            (
                "subscribeForRemoteNotificationsFirebase",
                { sdk in
                    try await answer {
                        sdk.subscribeForRemoteNotificationsFirebase(chatID: chatID, deviceToken: "token", with: $0)
                    }
                }
            ),
        ]
    }

    private func furtherCalls(_ chatID: String) -> [(String, Call)] {
        [
            ("getParameters", { _ = try await $0.getParameters() }),
            ("getWidgetConfiguration", { _ = try await $0.getWidgetConfiguration() }),
            ("getActiveChat", { _ = try await $0.getActiveChat() }),
            ("requestChat", { _ = try await $0.requestChat(ContactCenterChatRequest(from: "Anna")) }),
            ("requestChatAndEvents", { _ = try await $0.requestChatAndEvents(ContactCenterChatRequest()) }),
            ("sendChatMessage", { try await $0.sendChatMessage(chatID: chatID, message: "<b>Hi", format: .html) }),
            (
                "sendChatMessage",
                { sdk in
                    _ = try await answer {
                        sdk.sendChatMessage(chatID: chatID, message: "<b>Hi", format: .html, with: $0)
                    }
                }
            ),
            ("sendChatAnswer", { try await $0.sendChatAnswer(chatID: chatID, answer: "yes", directiveID: "d") }),
            (
                "sendChatFile",
                { try await $0.sendChatFile(chatID: chatID, fileID: "f", fileName: "a.png", fileType: .image) }
            ),
            ("sendLocation", { try await $0.sendLocation(chatID: chatID, latitude: 1, longitude: 1, url: nil) }),
            ("sendNavigation", { try await $0.sendNavigation(chatID: chatID, page: "page", title: "title") }),
            ("chatTyping", { try await $0.chatTyping(chatID: chatID, draft: "I would") }),
            ("retryChatMessage", { try await $0.retryChatMessage(chatID: chatID, messageID: "\(chatID):1") }),
            (
                "retryChatMessage",
                { sdk in
                    try await answer {
                        sdk.retryChatMessage(chatID: chatID, messageID: "\(chatID):1", with: $0)
                    }
                }
            ),
            ("discardChatMessage", { try await $0.discardChatMessage(chatID: chatID, messageID: "\(chatID):1") }),
            ("getUnsentMessages", { _ = try await $0.getUnsentMessages(chatID: chatID) }),
            (
                "sendFormData",
                { try await $0.sendFormData(chatID: chatID, formRequestID: "1", formName: "contact", data: [:]) }
            ),
            (
                "rejectUnknownForm",
                { try await $0.rejectUnknownForm(chatID: chatID, formRequestID: "1", formName: "contact") }
            ),
            ("answerFormInText", { try await $0.answerFormInText(chatID: chatID, formRequestID: "1", text: "yes") }),
            ("cancelForm", { try await $0.cancelForm(chatID: chatID, formRequestID: "1", formName: "contact") }),
            (
                "sendSecureFormData",
                { try await $0.sendSecureFormData(chatID: chatID, formRequestID: "1", formName: "card", data: [:]) }
            ),
            (
                "cancelSecureForm",
                { try await $0.cancelSecureForm(chatID: chatID, formRequestID: "1", formName: "card") }
            ),
            ("getIceServers", { _ = try await $0.getIceServers(chatID: chatID) }),
            (
                "sendSignaling",
                { try await $0.sendSignaling(chatID: chatID, destinationPartyID: "P", data: .endCall) }
            ),
            ("rejectCobrowsing", { try await $0.rejectCobrowsing(chatID: chatID) }),
            (
                "startCobrowsing",
                {
                    try await $0.startCobrowsing(
                        chatID: chatID, providerType: "surfly", cobrowsingURL: URL(fileURLWithPath: "/"),
                        cobrowsingID: "1")
                }
            ),
            ("endCobrowsing", { try await $0.endCobrowsing(chatID: chatID) }),
            (
                "subscribeForRemoteNotificationsAPNs",
                {
                    try await $0.subscribeForRemoteNotificationsAPNs(
                        chatID: chatID, deviceToken: "0a", appBundleID: "com.acme.app")
                }
            ),
            ("unsubscribeFromRemoteNotifications", { try await $0.unsubscribeFromRemoteNotifications(chatID: chatID) }),
            ("receivePush", { try $0.receivePush(["chatID": chatID]) }),
            ("handlePush", { _ = try await $0.handlePush(["chatID": chatID]) }),
            ("handlePush", { sdk in _ = try await answer { sdk.handlePush(["chatID": chatID], with: $0) } }),
            ("startRecording", { try $0.startRecording(maxBytes: 1 << 20) }),
            ("setLogSink", { try $0.setLogSink(ContactCenterSystemLog()) }),
        ]
    }

    private func transfers(_ chatID: String) -> [(String, Call)] {
        let folder = FileManager.default.temporaryDirectory
        let page = URL(string: "https://acme.example.com/a.png")
        return [
            ("uploadFile", { _ = try await $0.uploadFile(at: folder, progress: nil) }),
            ("uploadData", { _ = try await $0.uploadData(Data([1]), fileName: "a", progress: nil) }),
            (
                "downloadFile",
                {
                    _ = try await $0.downloadFile(
                        chatID: chatID, fileID: "f", to: folder, fileName: "a", progress: nil)
                }
            ),
            (
                "downloadFile",
                {
                    _ = try await $0.downloadFile(
                        from: try XCTUnwrap(page), to: folder, fileName: "a", progress: nil)
                }
            ),
            ("getPartyPhoto", { _ = try await $0.getPartyPhoto(chatID: chatID, partyID: "P") }),
            ("getChatIcon", { _ = try await $0.getChatIcon(chatID: chatID) }),
        ]
    }

    /// What has no error to say it with, and does what its documentation says.
    private func callsWithoutAnError(_ chatID: String) -> [(String, (ContactCenterCommunicator) async -> Void)] {
        [
            ("appDidReceiveMessage", { $0.appDidReceiveMessage(["chatID": chatID]) }),
            ("setNetworkAvailable", { $0.setNetworkAvailable(true) }),
            ("setForeground", { $0.setForeground(true) }),
            ("stopRecording", { XCTAssertNil($0.stopRecording()) }),
            ("shutdown", { $0.shutdown() }),
            (
                "events",
                { for await update in $0.events() { XCTFail("a stream brought \(update)") } }
            ),
            (
                "events",
                { for await update in $0.events(ofChat: chatID) { XCTFail("a stream brought \(update)") } }
            ),
        ]
    }
}
