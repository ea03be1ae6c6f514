// The contact center that the tests talk to: the simulator as a child process, a new one for each test, steered through
// its control API.

import ContactCenter
import Foundation

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

/// A running simulator. It dies with this process even where a test forgets to stop it: it watches its input.
final class Simulator: @unchecked Sendable {
    let baseURL: String
    /// The certificate that a client has to trust.
    let authority: Data
    /// The hash of the server's public key, and of the one whose certificate it sends along.
    let pin: String
    let sentAlongPin: String?

    private let process: Process
    private let input: Pipe
    private let control: URL

    /// Starts the program and waits until it is ready.
    init(_ arguments: [String] = []) throws {
        process = Process()
        process.executableURL = Self.program
        process.arguments = ["--json", "--agent", "manual", "--until-stdin-closes"] + arguments
        input = Pipe()
        process.standardInput = input
        let output = Pipe()
        process.standardOutput = output
        try process.run()

        var line = Data()
        while line.last != UInt8(ascii: "\n") {
            let more = output.fileHandleForReading.availableData
            guard !more.isEmpty else { throw Refusal(description: "the simulator did not start") }
            line += more
        }
        let ready = try Self.decoder.decode(Ready.self, from: line)
        baseURL = ready.baseUrl
        authority = Data(ready.caPem.utf8)
        pin = ready.pin
        sentAlongPin = ready.sentAlongPin
        control = ready.controlUrl.appendingPathComponent("simulator")
    }

    /// Returns when no process listens on the ports any more.
    func stop() {
        try? input.fileHandleForWriting.close()
        process.waitUntilExit()
    }

    // What can be done to it

    /// Lets the agent of a chat do something. Returns the event that it came to.
    @discardableResult
    func agent(
        of chatID: String, _ action: String, _ details: [String: ContactCenterJSON] = [:]
    ) async throws -> ContactCenterJSON {
        let body = try JSONEncoder().encode(details.merging(["do": .string(action)]) { $1 })
        return try await JSONDecoder().decode(
            ContactCenterJSON.self, from: ask("POST", "chats/\(chatID)/agent", body: body))
    }

    /// Lets it behave otherwise from now on.
    func change(_ options: [String: ContactCenterJSON]) async throws {
        try await ask("PATCH", "options", body: JSONEncoder().encode(options))
    }

    /// Queues a mishap for the next requests of one kind.
    func queue(_ fault: Fault, for route: String) async throws {
        let order = Order(route: route, fault: fault)
        try await ask("POST", "faults", body: Self.encoder.encode(order))
    }

    /// Forgets the mishaps that have not struck. One whose request was given up may be among them.
    func clearFaults() async throws {
        try await ask("DELETE", "faults")
    }

    // What can be seen of it

    /// Every request to the API so far, in the order in which they came.
    func requests() async throws -> [Request] {
        try await Self.decoder.decode(Requests.self, from: ask("GET", "requests")).requests
    }

    func chat(_ chatID: String) async throws -> Chat {
        try await Self.decoder.decode(Chat.self, from: ask("GET", "chats/\(chatID)"))
    }

    /// Returns when a poll is held: whatever the agent has done before is on the way to the delegate.
    func waitUntilPolled(_ chatID: String) async throws {
        try await waitUntil("a poll") {
            let chat = try await chat(chatID)
            return chat.isPolled && chat.queuedEvents.isEmpty
        }
    }

    /// What the client has sent in a chat, event by event.
    func sent(in chatID: String) async throws -> [ContactCenterJSON] {
        try await JSONDecoder().decode(SentEvents.self, from: ask("GET", "chats/\(chatID)")).client_events
    }

    /// Returns what the client has sent in a chat, as soon as it is so many events.
    func sent(in chatID: String, count: Int) async throws -> [ContactCenterJSON] {
        try await waitUntil("\(count) events of the client") { try await sent(in: chatID).count >= count }
        return try await sent(in: chatID)
    }

    @discardableResult
    func ask(_ method: String, _ path: String, body: Data? = nil) async throws -> Data {
        var request = URLRequest(url: control.appendingPathComponent(path))
        request.httpMethod = method
        request.httpBody = body
        if body != nil { request.setValue("application/json", forHTTPHeaderField: "Content-Type") }
        let (data, response) = try await URLSession.shared.data(for: request)
        guard (response as? HTTPURLResponse)?.statusCode == 200 else {
            throw Refusal(description: "\(method) \(path): \(String(decoding: data, as: UTF8.self))")
        }
        return data
    }

    /// Said by the environment, or beside the library that these tests are linked with, or where cargo leaves it.
    private static let program: URL = {
        let environment = ProcessInfo.processInfo.environment
        if let path = environment["CONTACT_CENTER_SIMULATOR"] {
            return URL(fileURLWithPath: path)
        }
        let name = "contact-center-simulator"
        if let directory = environment["CONTACT_CENTER_LIBRARY_DIR"] {
            return URL(fileURLWithPath: directory).appendingPathComponent(name)
        }
        var root = URL(fileURLWithPath: #filePath)
        for _ in 0..<5 { root.deleteLastPathComponent() }
        return root.appendingPathComponent("target/debug").appendingPathComponent(name)
    }()

    private static let decoder: JSONDecoder = {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        return decoder
    }()

    private static let encoder: JSONEncoder = {
        let encoder = JSONEncoder()
        encoder.keyEncodingStrategy = .convertToSnakeCase
        return encoder
    }()
}

extension Simulator {
    /// A mishap that strikes one request.
    struct Fault: Encodable {
        let kind: String
        var status: Int?
        var body: String?
        var contentType: String?
        var durationMs: Int?

        /// The answer of a proxy in front of the API.
        static func page(_ status: Int) -> Self {
            Self(kind: "status", status: status, body: "<html><h1>\(status)</h1></html>", contentType: "text/html")
        }

        /// A refusal of the API with a code of its own.
        static func refusal(_ status: Int, code: String, words: String) -> Self {
            let body = #"{"error_code":"\#(code)","error_message":"\#(words)"}"#
            return Self(kind: "status", status: status, body: body, contentType: "application/json")
        }

        /// The right answer, but far too late.
        static let stall = Self(kind: "stall", durationMs: Int(patience) * 1000)

        /// The right answer, later than the client's timeout.
        static let late = Self(kind: "stall", durationMs: 500)

        /// Status 200 without a body, at once.
        static let nothing = Self(kind: "status", status: 200)
    }

    struct Request: Decodable {
        let method: String
        let target: String
        let body: String
        /// None while the request waits for its answer.
        let status: Int?

        var path: Substring { target.prefix { $0 != "?" } }
        var isPoll: Bool { method == "GET" && path.hasSuffix("/events") }
        var isHistory: Bool { method == "GET" && path.hasSuffix("/history") }
        var isSubscription: Bool { path.hasSuffix("/notifications") }
        var isUpload: Bool { method == "POST" && path.hasSuffix("/files") }
        var isDownload: Bool { path.contains("/files/") }
        var isRequestForChat: Bool { method == "POST" && path.hasSuffix("/chats") }
    }

    struct Chat: Decodable {
        let isPolled: Bool
        let isCaseClosed: Bool
        let subscription: [String: String]?
        /// What the client sent, exactly as it sent it.
        let clientEvents: [Event]
        /// What no poll has taken yet.
        let queuedEvents: [Event]
    }

    struct Event: Decodable, Equatable {
        let event: String
        var msgId: String?
        var msg: String?
        var msgText: String?
        var refMsgId: String?
    }

    private struct Ready: Decodable {
        let baseUrl: String
        let controlUrl: URL
        let caPem: String
        let pin: String
        let sentAlongPin: String?
    }

    /// Read by their names as they stand: the members of the events inside are not ours to rename.
    private struct SentEvents: Decodable {
        let client_events: [ContactCenterJSON]
    }

    private struct Requests: Decodable {
        let requests: [Request]
    }

    private struct Order: Encodable {
        let route: String
        let fault: Fault
    }

    private struct Refusal: Error, CustomStringConvertible {
        let description: String
    }
}
