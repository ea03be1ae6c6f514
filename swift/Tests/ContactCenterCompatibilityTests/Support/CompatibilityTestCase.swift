// What the tests of the compatibility product have in common. The app under test sees nothing of it.

import ContactCenterCompatibility
import XCTest

class CompatibilityTestCase: XCTestCase {
    func startSimulator() throws -> Simulator {
        let simulator = try Simulator()
        addTeardownBlock { simulator.stop() }
        return simulator
    }

    func temporaryFolder() throws -> URL {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
        addTeardownBlock { try? FileManager.default.removeItem(at: folder) }
        return folder
    }

    /// Settings with which a client trusts that simulator, and no other.
    func configuration(
        for simulator: Simulator, baseURL: String? = nil, clientID: String = "client",
        extraRootCertificates: [Data]? = nil, proxyURL: String? = nil,
        requestTimeoutMs: Int32 = 30_000, maxResponseBytes: Int32 = 8 << 20, storageDirectory: URL? = nil,
        messageLifetimeMs: Int32 = 3_600_000
    ) -> ContactCenterConfiguration {
        ContactCenterConfiguration(
            baseURL: baseURL ?? simulator.baseURL, tenantURL: "acme.example.com", appID: "app", clientID: clientID,
            extraRootCertificates: extraRootCertificates ?? [simulator.authority], trustExtraRootsOnly: true,
            proxyURL: proxyURL, requestTimeoutMs: requestTimeoutMs, maxResponseBytes: maxResponseBytes,
            storageDirectory: storageDirectory?.path, messageLifetimeMs: messageLifetimeMs)
    }

    func makeCommunicator(for simulator: Simulator) -> ContactCenterCommunicator {
        ContactCenterCommunicator(configuration: configuration(for: simulator))
    }
}

/// What a call with a completion comes to.
func result<Value: Sendable>(
    _ call: (@escaping @Sendable (Result<Value, any Error>) -> Void) -> Void
) async -> Result<Value, any Error> {
    await withCheckedContinuation { continuation in
        call { continuation.resume(returning: $0) }
    }
}

/// The error with which a call with a completion fails.
func failure<Value: Sendable>(
    file: StaticString = #filePath, line: UInt = #line,
    _ call: (@escaping @Sendable (Result<Value, any Error>) -> Void) -> Void
) async -> (any Error)? {
    switch await result(call) {
    case .success(let value):
        XCTFail("succeeded, with \(value)", file: file, line: line)
        return nil
    case .failure(let error):
        return error
    }
}

/// A delegate that writes everything down.
final class Listener: ContactCenterEventsDelegating, @unchecked Sendable {
    enum Call {
        case events([ContactCenterEvent])
        case failure(any Error)
        case further(String, [ContactCenterFurtherEvent])
    }

    private let lock = NSLock()
    private var recorded: [Call] = []

    var calls: [Call] { lock.withLock { recorded } }

    var events: [ContactCenterEvent] {
        calls.flatMap { call in
            if case .events(let events) = call { events } else { [ContactCenterEvent]() }
        }
    }

    var errors: [any Error] {
        calls.compactMap { call in
            if case .failure(let error) = call { error } else { nil }
        }
    }

    /// The names of all events, in the order in which they came.
    var names: [String] {
        calls.flatMap { call in
            switch call {
            case .events(let events): events.map(name)
            case .further(_, let events): events.map(name)
            case .failure: [String]()
            }
        }
    }

    func chatSessionEvents(result: Result<[ContactCenterEvent], any Error>) {
        switch result {
        case .success(let events): record(.events(events))
        case .failure(let error): record(.failure(error))
        }
    }

    func chatSessionFurtherEvents(chatID: String, events: [ContactCenterFurtherEvent]) {
        record(.further(chatID, events))
    }

    private func record(_ call: Call) {
        lock.withLock { recorded.append(call) }
    }
}

/// What an event prints of itself is its name: here that of its case, of a further one that which servers know.
private func name(of event: some Any) -> String {
    String("\(event)".prefix { $0 != "(" })
}

extension [ContactCenterEvent] {
    /// The plain texts of the messages among them.
    var texts: [String] {
        compactMap { event in
            if case .chatSessionMessage(_, _, let message, let text, _) = event { text ?? message } else { nil }
        }
    }
}
