// The scenarios of docs/maintainers/scenarios.md about what an app shows and says beside messages: places, pages, calls.

import ContactCenter
import XCTest

final class CallScenarioTests: SimulatorTestCase {
    func testAPlaceAndAPageAreShown() async throws {
        let simulator = try startSimulator()
        let recorder = Recorder()
        let communicator = try makeCommunicator(for: simulator, delegate: recorder)
        let chatID = try await communicator.requestChat(from: "Anna").chatID

        let map = try XCTUnwrap(URL(string: "https://maps.example.com/?q=55.6761,12.5683"))
        let place = try await communicator.sendLocation(
            chatID: chatID, latitude: 55.6761, longitude: -12.5683, url: map)
        try await recorder.wait(for: "the server to have the place") { $0.statuses(of: place).last == .sent }
        try await communicator.sendLocation(chatID: chatID, latitude: -90, longitude: 180)
        try await communicator.sendNavigation(
            chatID: chatID, page: "https://shop.example.com/cart", title: "Your cart")

        let sent = try await simulator.sent(in: chatID, count: 3)
        XCTAssertEqual(
            sent.prefix(2),
            [
                [
                    "event": "chat_session_location", "latitude": "55.6761", "longitude": "-12.5683",
                    "url": "https://maps.example.com/?q=55.6761,12.5683", "msg_id": "\(chatID):1",
                ],
                [
                    "event": "chat_session_location", "latitude": "-90", "longitude": "180",
                    "msg_id": "\(chatID):2",
                ],
            ])
        XCTAssertEqual(sent.last?["event"], "chat_session_navigation")
        XCTAssertEqual(sent.last?["page"], "https://shop.example.com/cart")
        XCTAssertEqual(sent.last?["title"], "Your cart")

        let error = await failure(
            of: try await communicator.sendLocation(chatID: chatID, latitude: 91, longitude: 0))
        guard case .InvalidArgument("latitude", _) = error else { return XCTFail("\(String(describing: error))") }

        // And back again: the history tells the app of both.
        let history = try await communicator.getChatHistory(chatID: chatID)
        let isThere = history.contains { event in
            if case .chatSessionLocation("\(chatID):1", _, map.absoluteString, 55.6761, -12.5683, _) = event {
                true
            } else {
                false
            }
        }
        XCTAssertTrue(isThere, "\(history)")
    }

    func testACallIsSignalled() async throws {
        let simulator = try startSimulator()
        let recorder = Recorder()
        let communicator = try makeCommunicator(for: simulator, delegate: recorder)
        let chatID = try await communicator.requestChat(from: "Anna").chatID
        try await simulator.agent(of: chatID, "join")
        try await recorder.wait(for: "the agent") { !$0.events.compactMap(\.partyID).isEmpty }
        let agent = try XCTUnwrap(recorder.calls.events.compactMap(\.partyID).first)

        // A server says "true" where it means true.
        try await simulator.signal(["type": "OFFER_CALL", "sdp": "v=0", "offerVideo": "true"], in: chatID)
        try await recorder.wait(for: "the offer") { calls in
            guard case .chatSessionSignaling(_, _, _, let data, _) = calls.events.last else { return false }
            return data == .offerCall(sdp: "v=0", offerVideo: true)
        }

        let words: [ContactCenterSignaling] = [
            .answerCall(sdp: "v=1"),
            .iceCandidate(candidate: "candidate:1", sdpMid: "0", sdpMLineIndex: 0),
            .callState(audioEnabled: true, videoEnabled: false),
            try .other(["type": "WAVE", "times": 3]),
            .endCall,
        ]
        for word in words {
            try await communicator.sendSignaling(chatID: chatID, destinationPartyID: agent, data: word)
        }
        try await communicator.startCobrowsing(
            chatID: chatID, providerType: "surfly",
            cobrowsingURL: try XCTUnwrap(URL(string: "https://cobrowse.example.com/s/1")), cobrowsingID: "1")
        try await communicator.endCobrowsing(chatID: chatID)
        try await communicator.rejectCobrowsing(chatID: chatID)

        let sent = try await simulator.sent(in: chatID)
        XCTAssertEqual(
            sent.prefix(words.count).map { $0["data"] },
            [
                ["type": "ANSWER_CALL", "sdp": "v=1"],
                ["type": "ICE_CANDIDATE", "candidate": "candidate:1", "sdpMid": "0", "sdpMLineIndex": 0],
                ["type": "CALL_STATE", "audioEnabled": true, "videoEnabled": false],
                ["type": "WAVE", "times": 3],
                ["type": "END_CALL"],
            ])
        XCTAssertEqual(
            sent.prefix(words.count).map { $0["destination_party_id"] },
            Array(repeating: .string(agent), count: words.count))
        XCTAssertEqual(
            sent.dropFirst(words.count).map { $0["event"] },
            [
                "chat_session_cobrowsing_started", "chat_session_cobrowsing_ended",
                "chat_session_cobrowsing_rejected",
            ])
        XCTAssertEqual(sent[words.count]["cobrowsing_url"], "https://cobrowse.example.com/s/1")
    }
}
