// What the tests against the simulator have in common: a contact center, a client of it, and the clearing up afterwards.

import ContactCenter
import Foundation
import XCTest

class SimulatorTestCase: XCTestCase {
    func startSimulator(_ arguments: String...) throws -> Simulator {
        let simulator = try Simulator(arguments)
        addTeardownBlock { simulator.stop() }
        return simulator
    }

    /// An empty folder that vanishes with the test.
    func temporaryFolder() throws -> URL {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
        addTeardownBlock { try? FileManager.default.removeItem(at: folder) }
        return folder
    }

    /// Settings with which a client trusts that simulator, and no other.
    func configuration(
        for simulator: Simulator,
        baseURL: String? = nil,
        tenantURL: String = "acme.example.com",
        appID: String = "app",
        clientID: String = "client",
        extraRootCertificates: [Data]? = nil,
        pinnedPublicKeys: [String] = [],
        proxyURL: String? = nil,
        pollTimeoutMs: Int32 = 30_000,
        backoffMaxMs: Int32 = 30_000,
        storageFolder: URL? = nil
    ) -> ContactCenterConfiguration {
        ContactCenterConfiguration(
            baseURL: baseURL ?? simulator.baseURL,
            tenantURL: tenantURL,
            appID: appID,
            clientID: clientID,
            extraRootCertificates: extraRootCertificates ?? [simulator.authority],
            trustExtraRootsOnly: true,
            pinnedPublicKeys: pinnedPublicKeys,
            proxyURL: proxyURL,
            pollTimeoutMs: pollTimeoutMs,
            backoffMaxMs: backoffMaxMs,
            storageDirectory: storageFolder?.path
        )
    }

    func makeCommunicator(
        for simulator: Simulator,
        delegate: (any ContactCenterEventsDelegating)? = nil,
        callbackQueue: DispatchQueue = .main
    ) throws -> ContactCenterCommunicator {
        try makeCommunicator(configuration(for: simulator), delegate: delegate, callbackQueue: callbackQueue)
    }

    func makeCommunicator(
        _ configuration: ContactCenterConfiguration,
        delegate: (any ContactCenterEventsDelegating)? = nil,
        callbackQueue: DispatchQueue = .main
    ) throws -> ContactCenterCommunicator {
        let communicator = try withThreadsToTell {
            try ContactCenterCommunicator(
                configuration: configuration, delegate: delegate, callbackQueue: callbackQueue)
        }
        addTeardownBlock { communicator.shutdown() }
        return communicator
    }
}

/// The error with which a call fails.
func failure<T>(
    of call: @autoclosure () async throws -> T, file: StaticString = #filePath, line: UInt = #line
) async -> ContactCenterError? {
    do {
        let value = try await call()
        XCTFail("succeeded, with \(value)", file: file, line: line)
    } catch let error as ContactCenterError {
        return error
    } catch {
        XCTFail("failed with another error: \(error)", file: file, line: line)
    }
    return nil
}

/// What a call with a completion is told.
func answer<Value: Sendable>(
    to call: (@escaping (Result<Value, ContactCenterError>) -> Void) -> Void
) async throws -> Value {
    try await withCheckedThrowingContinuation { continuation in
        call { continuation.resume(with: $0) }
    }
}
