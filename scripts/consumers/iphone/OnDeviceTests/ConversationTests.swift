// A conversation by each of the two products. The contact center is a program beside the device: the environment says where.

import XCTest

@testable import OnDevice

final class ConversationTests: XCTestCase {
    func testAConversationWithContactCenter() async throws {
        let answer = try await Today(baseURL: baseURL(), certificate: certificate()).conversation()
        XCTAssertTrue(answer.contains(question), answer)
    }

    func testAConversationWithContactCenterCompatibility() async throws {
        let answer = try await Migrated(baseURL: baseURL(), certificate: certificate()).conversation()
        XCTAssertTrue(answer.contains(question), answer)
    }

    private func baseURL() throws -> String {
        try XCTUnwrap(ProcessInfo.processInfo.environment["BASE_URL"], "BASE_URL says which contact center")
    }

    /// A device that is simulated reads the files of its host.
    private func certificate() throws -> Data {
        let path = try XCTUnwrap(ProcessInfo.processInfo.environment["CA_FILE"], "CA_FILE says whom to trust")
        return try Data(contentsOf: URL(fileURLWithPath: path))
    }
}
