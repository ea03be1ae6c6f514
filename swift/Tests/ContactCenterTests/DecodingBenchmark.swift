// A history from the core's bytes to Swift's objects: that it is the same, and how long it takes beside Foundation's JSONDecoder on
// the same events. Reading goes through corrected sources, so it is tested; how long it takes depends on the machine, so
// nothing is asserted of it: scripts/bench lets it run more often and shows the figures.

import Foundation
import XCTest

@testable import ContactCenter

final class DecodingBenchmark: XCTestCase {
    private static let events = 10_000
    private static let runs = ProcessInfo.processInfo.environment["CONTACT_CENTER_BENCHMARK"] == nil ? 1 : 61
    private static let customer = "d6c1adc2-385b-42e5-9e0a-1883c2bc5f81"
    private static let agent = "80A8248D-69D7-4DA2-8074-6139AA191D7E"

    func testAHistoryIsTheSameAfterItsWayThroughTheCoresBytes() throws {
        let history = (0..<Self.events).map(Self.event)
        var bytes = [UInt8]()
        for event in history { FfiConverterTypeContactCenterEvent.write(event, into: &bytes) }
        let json = try JSONSerialization.data(withJSONObject: (0..<Self.events).map(Self.json))

        var ours: [Double] = []
        var theirs: [Double] = []
        for _ in 0..<Self.runs {
            ours.append(try Self.nanosecondsPerEvent { try Self.read(bytes).count })
            theirs.append(try Self.nanosecondsPerEvent { try JSONDecoder().decode([Plain].self, from: json).count })
        }
        XCTAssertEqual(try Self.read(bytes), history)
        let (core, decoder) = (Self.median(ours), Self.median(theirs))
        print("ns an event, median of \(Self.runs): from the core \(core), JSONDecoder \(decoder)")
    }

    /// What one would write first.
    private struct Plain: Decodable {
        let event: String
        let msg: String?
        let msg_text: String?
        let msg_id: String?
        let ref_msg_id: String?
        let party_id: String
        let timestamp: String
    }

    private static func read(_ bytes: [UInt8]) throws -> [ContactCenterEvent] {
        try bytes.withUnsafeBytes { data in
            var reader = (data: data, offset: 0)
            return try (0..<events).map { _ in try FfiConverterTypeContactCenterEvent.read(from: &reader) }
        }
    }

    private static func event(_ number: Int) -> ContactCenterEvent {
        let (id, party) = ("\(customer):\(number)", number.isMultiple(of: 3) ? customer : agent)
        let time = Date(timeIntervalSince1970: TimeInterval(1_614_718_748 + number))
        switch number % 10 {
        case 7: return .chatSessionMessageDelivered(messageID: id, partyID: party, timestamp: time)
        case 8: return .chatSessionMessageRead(messageID: id, partyID: party, timestamp: time)
        case 9: return .chatSessionTyping(partyID: party, draft: nil, timestamp: time)
        default:
            return .chatSessionMessage(
                messageID: id, partyID: party, message: html(number), messageText: text(number), directiveID: nil,
                channel: "web", attachments: [], timestamp: time)
        }
    }

    private static func json(_ number: Int) -> [String: String] {
        let party = number.isMultiple(of: 3) ? customer : agent
        var json = ["party_id": party, "timestamp": "\(1_614_718_748 + number)"]
        switch number % 10 {
        case 7: json.merge(["event": "chat_session_message_delivered", "ref_msg_id": "\(customer):\(number)"]) { $1 }
        case 8: json.merge(["event": "chat_session_message_read", "ref_msg_id": "\(customer):\(number)"]) { $1 }
        case 9: json["event"] = "chat_session_typing"
        default:
            json.merge([
                "event": "chat_session_message", "msg": html(number), "msg_text": text(number),
                "msg_id": "\(customer):\(number)", "channel": "web",
            ]) { $1 }
        }
        return json
    }

    private static func html(_ number: Int) -> String {
        "Thank you, we have found order \(number) &amp; its invoice.<br>One moment, please."
    }

    private static func text(_ number: Int) -> String {
        "Thank you, we have found order \(number) & its invoice.\nOne moment, please."
    }

    private static func nanosecondsPerEvent(_ work: () throws -> Int) rethrows -> Double {
        let start = DispatchTime.now().uptimeNanoseconds
        let count = try work()
        precondition(count == events)
        return Double(DispatchTime.now().uptimeNanoseconds - start) / Double(events)
    }

    private static func median(_ times: [Double]) -> Int { Int(times.sorted()[times.count / 2]) }
}
