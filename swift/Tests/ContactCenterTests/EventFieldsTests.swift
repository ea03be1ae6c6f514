// What can be asked of every event alike.

import ContactCenter
import XCTest

final class EventFieldsTests: XCTestCase {
    private let all = EveryEvent.inAChatThatGoesOn + EveryEvent.thatEndAChat.map(\.0)

    func testTheTimeOfEveryEventThatHasOneIsKnown() {
        let time = Date(timeIntervalSince1970: 1_614_718_748)
        for event in all.map(\.event) {
            XCTAssertEqual(event.timestamp, hasField("timestamp", event) ? time : nil, "\(event)")
        }
    }

    func testThePartyAndTheMessageAndTheFormOfEveryEventThatHasThemAreKnown() {
        for event in all.map(\.event) {
            XCTAssertEqual(event.partyID, hasField("partyID", event) ? "P" : nil, "\(event)")
            XCTAssertEqual(event.messageID != nil, hasField("messageID", event), "\(event)")
            XCTAssertEqual(event.formRequestID != nil, hasField("formRequestID", event), "\(event)")
            XCTAssertEqual(event.messageText != nil, hasField("messageText", event), "\(event)")
        }
    }

    func testTheCustomersEventsAreTold() {
        let message = { (party: String?) in
            ContactCenterEvent.chatSessionMessage(
                messageID: "1", partyID: party, message: "Hi", messageText: "Hi", directiveID: nil, channel: nil,
                attachments: [], timestamp: nil)
        }
        XCTAssertTrue(message("D6C1ADC2").isFromCustomer(ofChat: "d6c1adc2"))
        XCTAssertFalse(message(nil).isFromCustomer(ofChat: "d6c1adc2"), "the contact centre's announcement")
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

    /// Whether the case has a value of that name.
    private func hasField(_ name: String, _ event: ContactCenterEvent) -> Bool {
        guard let values = Mirror(reflecting: event).children.first?.value else { return false }
        return Mirror(reflecting: values).children.contains { $0.label == name }
    }
}
