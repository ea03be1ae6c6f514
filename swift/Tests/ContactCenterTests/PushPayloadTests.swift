// Push payloads with any content: the SDK takes its own, and ignores the others.

@testable import ContactCenter
import XCTest

final class PushPayloadTests: SimulatorTestCase {
    private let foreign: [[AnyHashable: Any]] = [
        [:],
        ["aps": ["alert": ["title": "Sale", "body": "Today"], "badge": 1]],
        ["chatID": NSNull()],
        ["chatID": ["d6c1adc2"]],
        ["chatID": ["id": "d6c1adc2"]],
        ["chatID": NSDictionary(dictionary: ["id": "d6c1adc2"])],
        ["chatID": Data("d6c1adc2".utf8)],
        ["chatID": Date()],
        ["chatID": ""],
        ["chatID": "../chats"],
        ["chatID": "a\r\nb"],
        ["chatid": "d6c1adc2"],
        [7: "d6c1adc2", NSNumber(value: 8): NSNull(), UUID(): "d6c1adc2"],
        ["aps": ["chatID": "d6c1adc2"]],
    ]

    func testAPayloadOfAnyShapeIsRefusedByNameAndIgnoredByTheContractsCall() async throws {
        let simulator = try startSimulator()
        let recorder = Recorder()
        let communicator = try makeCommunicator(for: simulator, delegate: recorder)
        for payload in foreign {
            let error = await failure(of: try communicator.receivePush(payload))
            guard case .InvalidArgument("user_info", _) = error else { return XCTFail("\(payload)") }
            communicator.appDidReceiveMessage(payload)
        }
        // The communicator goes on, and none of them has led to a question.
        _ = try await communicator.getVersion()
        let requests = try await simulator.requests()
        XCTAssertEqual(requests.map { $0.path.split(separator: "/").last }, ["version"])
        XCTAssertEqual(recorder.calls, [])
    }

    func testAPayloadFromObjectiveCIsRead() {
        let payload = NSMutableDictionary()
        payload["chatID" as NSString] = "d6c1adc2" as NSString
        payload["count" as NSString] = NSNumber(value: 3)
        payload["nothing" as NSString] = NSNull()
        payload["aps" as NSString] = NSDictionary(dictionary: ["badge": 1])
        var userInfo: [AnyHashable: Any] = [:]
        for (name, value) in payload { if let name = name as? AnyHashable { userInfo[name] = value } }
        XCTAssertEqual(PushPayload.texts(of: userInfo), ["chatID": "d6c1adc2", "count": "3"])
    }

    func testAPushOfAChatThatIsNotOursOpensNothing() async throws {
        let simulator = try startSimulator()
        let recorder = Recorder()
        let communicator = try makeCommunicator(for: simulator, delegate: recorder)
        try communicator.receivePush(["chatID": "d6c1adc2-385b-42e5-9e0a-1883c2bc5f81"])
        try await waitUntil("the question for the live session") {
            try await simulator.requests().contains { $0.path.hasSuffix("/chats/active") && $0.status != nil }
        }
        let error = await failure(of: try await communicator.chatTyping(chatID: "d6c1adc2-385b-42e5-9e0a-1883c2bc5f81"))
        guard case .ChatSessionNotOpen = error else { return XCTFail("\(String(describing: error))") }
        XCTAssertEqual(recorder.calls, [])
    }

    func testWhoWaitsForAPushIsAnsweredWhenTheDelegateHasHadWhatItWasAbout() async throws {
        let simulator = try startSimulator()
        let chatID = try await startConversation(with: simulator)
        try await simulator.agent(of: chatID, "say", ["text": "while you were away"])

        let recorder = Recorder()
        let communicator = try makeCommunicator(for: simulator, delegate: recorder)
        communicator.setForeground(false)
        let isLive = try await communicator.handlePush(["chatID": chatID, "aps": ["badge": 1]])
        XCTAssertTrue(isLive)
        try await simulator.agent(of: chatID, "say", ["text": "and now"])
        let answered = expectation(description: "an answer")
        communicator.handlePush(["chatID": chatID]) { result in
            XCTAssertEqual(result, .success(true))
            XCTAssertEqual(recorder.calls.events.texts, ["while you were away", "and now"])
            answered.fulfill()
        }
        await fulfillment(of: [answered], timeout: 20)

        let isOurs = try await communicator.handlePush(["chatID": "d6c1adc2-385b-42e5-9e0a-1883c2bc5f81"])
        XCTAssertFalse(isOurs)
        let refusal = await failure(of: try await communicator.handlePush(["aps": ["badge": 1]]))
        guard case .InvalidArgument("user_info", _) = refusal else { return XCTFail("\(String(describing: refusal))") }
    }

    /// A chat that an earlier run of the app has begun.
    private func startConversation(with simulator: Simulator) async throws -> String {
        let earlier = try makeCommunicator(for: simulator)
        let chatID = try await earlier.requestChat(from: "Anna").chatID
        earlier.shutdown()
        return chatID
    }

    func testAPushAfterTheShutdownSaysSoAndTheContractsCallIsSilent() async throws {
        let simulator = try startSimulator()
        let communicator = try makeCommunicator(for: simulator)
        let chatID = try await communicator.requestChat(from: "Anna").chatID
        communicator.shutdown()
        let error = await failure(of: try communicator.receivePush(["chatID": chatID]))
        XCTAssertEqual(error, .ShutDown)
        communicator.appDidReceiveMessage(["chatID": chatID])
    }
}
