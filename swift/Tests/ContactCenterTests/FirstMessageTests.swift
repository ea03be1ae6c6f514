// What the README shows, run as it stands there.

import ContactCenter
import XCTest

final class FirstMessageTests: SimulatorTestCase {
    func testConfigurationOfReadmeKeepsClientIDInStorageFolder() throws {
        let configuration = try Chat().configuration(host: XCTUnwrap(URL(string: "https://acme.example.com")))
        XCTAssertEqual(configuration.baseURL, "https://acme.example.com")
        XCTAssertEqual(configuration.tenantURL, "acme.example.com")
        XCTAssertEqual(configuration.clientID, "")
        XCTAssertEqual(configuration.storageDirectory, try ContactCenterStorage.folder().path)
    }

    func testTheFirstMessageOfTheReadmeArrives() async throws {
        let simulator = try startSimulator()
        let communicator = try await Chat().start(configuration(for: simulator))
        defer { communicator.shutdown() }
        try await waitUntil("the message") {
            let sent = try await simulator.requests().last { $0.method == "POST" && $0.path.hasSuffix("/events") }
            return sent?.body.contains("Where is my parcel?") ?? false
        }
    }
}
