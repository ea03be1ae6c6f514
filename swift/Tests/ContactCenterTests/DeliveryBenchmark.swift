// Messages on their way to a Swift app: that they come in order, and, for the benchmark of the core (scripts/bench delivery), when.
// That benchmark starts this test as one of its sides and names its contact center in the environment; then every message is told
// on standard output with the time of its call, until the benchmark ends this process.

import ContactCenter
import Foundation
import XCTest

final class DeliveryBenchmark: SimulatorTestCase {
    func testMessagesArriveInTheOrderInWhichTheyWereSaid() async throws {
        if let benchmark = ProcessInfo.processInfo.environment["CONTACT_CENTER_DELIVERY"] {
            return try await tell(benchmark)
        }
        let simulator = try startSimulator()
        let delegate = Arrivals()
        let communicator = try makeCommunicator(
            for: simulator, delegate: delegate, callbackQueue: DispatchQueue(label: "app"))
        let chat = try await communicator.requestChat(phoneNumber: nil, from: "Ann", parameters: [:])
        var arrivals = delegate.arrivals.makeAsyncIterator()
        var last: UInt64 = 0
        for number in 0..<50 {
            try await simulator.agent(of: chat.chatID, "say", ["text": .string("\(number)")])
            let arrival = await arrivals.next()
            XCTAssertEqual(arrival?.text, "\(number)")
            let time = try XCTUnwrap(arrival?.nanoseconds)
            XCTAssertGreaterThan(time, last)
            last = time
        }
    }

    /// `benchmark` is the base URL of the contact center, a space, and the path of the certificate to trust.
    private func tell(_ benchmark: String) async throws {
        let parts = benchmark.split(separator: " ").map(String.init)
        let configuration = ContactCenterConfiguration(
            baseURL: parts[0], tenantURL: "acme.example.com", appID: "demo-app", clientID: "swift",
            extraRootCertificates: [try Data(contentsOf: URL(fileURLWithPath: parts[1]))], trustExtraRootsOnly: true)
        let delegate = Arrivals()
        let communicator = try makeCommunicator(
            configuration, delegate: delegate, callbackQueue: DispatchQueue(label: "app"))
        let chat = try await communicator.requestChat(phoneNumber: nil, from: "Ann", parameters: [:])
        say("chat \(chat.chatID)")
        for await arrival in delegate.arrivals { say("arrival \(arrival.text) \(arrival.nanoseconds)") }
    }

    private func say(_ line: String) {
        FileHandle.standardOutput.write(Data("\n\(line)\n".utf8))
    }
}

private final class Arrivals: ContactCenterEventsDelegating, Sendable {
    struct Arrival: Sendable {
        let text: String
        /// By the clock of the machine that never jumps.
        let nanoseconds: UInt64
    }

    let arrivals: AsyncStream<Arrival>
    private let continuation: AsyncStream<Arrival>.Continuation

    init() {
        (arrivals, continuation) = AsyncStream.makeStream()
    }

    func chatSessionEvents(chatID: String, origin: EventOrigin, events: [ContactCenterEvent]) {
        let now = DispatchTime.now().uptimeNanoseconds
        for text in events.compactMap(\.messageText) { continuation.yield(Arrival(text: text, nanoseconds: now)) }
    }
}
