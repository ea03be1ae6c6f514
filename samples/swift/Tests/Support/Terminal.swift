// The chat in a terminal, as a process of its own that tests can type to, read from and kill.

import Foundation

/// The program with a scripted user.
final class Terminal: @unchecked Sendable {
    private let process = Process()
    private let input = Pipe()
    private let lock = NSLock()
    private var received = Data()
    private var complaints = Data()

    /// Starts it, with `environment` added to that of this process.
    init(_ arguments: [String], environment: [String: String] = [:]) throws {
        process.executableURL = Self.program
        process.arguments = arguments
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        process.standardInput = input
        let output = Pipe()
        process.standardOutput = output
        let errors = Pipe()
        process.standardError = errors
        output.fileHandleForReading.readabilityHandler = { [weak self] handle in
            let data = handle.availableData
            guard let self, !data.isEmpty else { return handle.readabilityHandler = nil }
            lock.withLock { received += data }
        }
        errors.fileHandleForReading.readabilityHandler = { [weak self] handle in
            let data = handle.availableData
            guard let self, !data.isEmpty else { return handle.readabilityHandler = nil }
            lock.withLock { complaints += data }
        }
        try process.run()
    }

    var output: String { lock.withLock { String(decoding: received, as: UTF8.self) } }
    /// What the program, or the loader if it failed, wrote to the standard error.
    var errors: String { lock.withLock { String(decoding: complaints, as: UTF8.self) } }
    var lines: [String] { output.split(separator: "\n").map(String.init) }

    func type(_ line: String) {
        input.fileHandleForWriting.write(Data("\(line)\n".utf8))
    }

    /// The end of the input.
    func end() {
        try? input.fileHandleForWriting.close()
    }

    /// As the system does it: without a word.
    func kill() async throws {
        _ = Foundation.kill(process.processIdentifier, SIGKILL)
        try await waitUntil("the end of the program") { !process.isRunning }
    }

    /// Waits for the end of the program.
    func status() async throws -> Int32 {
        try await waitUntil("the end of the program") { !process.isRunning }
        return process.terminationStatus
    }

    /// It lies beside the program that runs the tests, or on macOS beside the bundle of tests.
    private static var program: URL {
        #if canImport(Darwin)
            let folder = Bundle(for: Terminal.self).bundleURL.deletingLastPathComponent()
        #else
            let folder = Bundle.main.bundleURL
        #endif
        return folder.appendingPathComponent("ChatCLI")
    }
}
