// The scenarios of docs/maintainers/scenarios.md about connections, and those that are refused because of their certificate.

import ContactCenter
import XCTest

final class ConnectionScenarioTests: SimulatorTestCase {
    func testACertificateThatIsNotRightSaysWhatIsWrong() async throws {
        let kinds: [(arguments: [String], failure: TlsFailure?)] = [
            (["--certificate", "good"], nil),
            (["--tls", "1.3"], nil),
            (["--tls", "1.2"], nil),
            (["--certificate", "intermediate"], nil),
            (["--certificate", "stranger-sent-along"], nil),
            (["--certificate", "expired"], .expired),
            (["--certificate", "not-yet-valid"], .notYetValid),
            (["--certificate", "other-host"], .otherHost),
            (["--certificate", "self-signed"], .unknownIssuer),
            (["--certificate", "other-authority"], .unknownIssuer),
            (["--certificate", "intermediate-missing"], .unknownIssuer),
            (["--tls", "1.1"], .protocolTooOld),
            (["--tls", "1.1-refusing"], .protocolTooOld),
            (["--cleartext"], .notTls),
        ]
        for (arguments, failure) in kinds {
            try await assertOutcome(failure, with: Simulator(arguments), pins: [], "\(arguments)")
        }
    }

    func testAPinnedKeyIsDemandedOnTopOfTheCertificate() async throws {
        let other = try startSimulator().pin
        let cases: [(kind: String, pins: (Simulator) -> [String?], failure: TlsFailure?)] = [
            ("good", { [$0.pin] }, nil),
            ("good", { [other, $0.pin] }, nil),
            ("good", { _ in [other] }, .pinMismatch),
            ("intermediate", { [$0.sentAlongPin] }, nil),
            ("intermediate", { _ in [other] }, .pinMismatch),
            ("stranger-sent-along", { [$0.sentAlongPin] }, .pinMismatch),
            ("expired", { [$0.pin] }, .expired),
            ("other-host", { [$0.pin] }, .otherHost),
            ("self-signed", { [$0.pin] }, .unknownIssuer),
            ("other-authority", { [$0.pin] }, .unknownIssuer),
        ]
        for (kind, pins, failure) in cases {
            let simulator = try Simulator(["--certificate", kind])
            try await assertOutcome(failure, with: simulator, pins: pins(simulator).compactMap { $0 }, kind)
        }
    }

    func testTheSettingsInForceCanBeReadWithoutASecret() throws {
        let simulator = try startSimulator()
        let communicator = try makeCommunicator(
            ContactCenterConfiguration(
                baseURL: simulator.baseURL, tenantURL: "acme.example.com", appID: "app", clientID: "client",
                pinnedPublicKeys: [simulator.pin], proxyURL: "http://user:secret@proxy.example.com:3128"))
        let configuration = communicator.configuration
        XCTAssertEqual(configuration.baseURL, simulator.baseURL)
        XCTAssertEqual(configuration.pinnedPublicKeys, [simulator.pin])
        XCTAssertEqual(configuration.proxyURL, "http://…@proxy.example.com:3128/")
        XCTAssertEqual(configuration.clientID, "…")
        XCTAssertEqual(configuration.requestTimeoutMs, 30_000, "defaults too")
    }

    /// Asks a question, and stops the simulator.
    private func assertOutcome(
        _ failure: TlsFailure?, with simulator: Simulator, pins: [String], _ what: String
    ) async throws {
        defer { simulator.stop() }
        // The one that speaks no TLS says so in its URL.
        let baseURL = simulator.baseURL.replacingOccurrences(of: "http://", with: "https://")
        let communicator = try makeCommunicator(
            configuration(for: simulator, baseURL: baseURL, pinnedPublicKeys: pins))
        do {
            _ = try await communicator.getVersion()
            XCTAssertNil(failure, what)
        } catch ContactCenterError.Tls(let reason, let told) {
            XCTAssertEqual(told, failure, what)
            XCTAssertFalse(reason.isEmpty)
        }
        let requests = try await simulator.requests()
        XCTAssertEqual(requests.count, failure == nil ? 1 : 0, what)
    }
}
