// What can be asked of every event alike.

import ContactCenter
import XCTest

final class EventFieldsTests: XCTestCase {
    private let all = EveryEvent.inAChatThatGoesOn + EveryEvent.thatEndAChat.map(\.0)

    func testTheTimeOfEveryEventThatHasOneIsKnown() throws {
        let declared = try DeclaredEvents.values()
        XCTAssertEqual(Set(all.map { DeclaredEvents.name(of: $0.event) }), Set(declared.keys), "one of each")
        let time = Date(timeIntervalSince1970: 1_614_718_748)
        for event in all.map(\.event) {
            let values = try XCTUnwrap(declared[DeclaredEvents.name(of: event)])
            XCTAssertEqual(event.timestamp, values.contains("timestamp") ? time : nil, "\(event)")
        }
    }

    func testThePartyAndTheMessageAndTheFormOfEveryEventThatHasThemAreKnown() throws {
        let declared = try DeclaredEvents.values()
        for event in all.map(\.event) {
            let values = try XCTUnwrap(declared[DeclaredEvents.name(of: event)])
            XCTAssertEqual(event.partyID, values.contains("partyID") ? "P" : nil, "\(event)")
            XCTAssertEqual(event.messageID != nil, values.contains("messageID"), "\(event)")
            XCTAssertEqual(event.formRequestID != nil, values.contains("formRequestID"), "\(event)")
            XCTAssertEqual(event.messageText != nil, values.contains("messageText"), "\(event)")
        }
    }

    func testTheCustomersEventsAreTold() {
        let message = { (party: String?) in
            ContactCenterEvent.chatSessionMessage(
                messageID: "1", partyID: party, message: "Hi", messageText: "Hi", directiveID: nil, channel: nil,
                attachments: [], timestamp: nil)
        }
        XCTAssertTrue(message("D6C1ADC2").isFromCustomer(ofChat: "d6c1adc2"))
        XCTAssertFalse(message(nil).isFromCustomer(ofChat: "d6c1adc2"), "the contact center's announcement")
        XCTAssertFalse(message("P").isFromCustomer(ofChat: "d6c1adc2"))
        XCTAssertTrue(ContactCenterEvent.chatSessionDisconnect.isFromCustomer(ofChat: "d6c1adc2"))
        XCTAssertFalse(ContactCenterEvent.chatSessionEnded.isFromCustomer(ofChat: "d6c1adc2"))
        XCTAssertFalse(
            ContactCenterEvent.chatSessionTyping(partyID: nil, draft: nil, timestamp: nil)
                .isFromCustomer(ofChat: "d6c1adc2"))
        XCTAssertFalse(
            ContactCenterEvent.chatSessionNavigation(
                messageID: nil, partyID: nil, page: "page", title: "title", timestamp: nil
            ).isFromCustomer(ofChat: "d6c1adc2"))
    }
}
