// A way to the simulator on which a test sees how many connections the client holds: the simulator tells of requests, and not of
// those that are not waited for any more.

import Foundation

/// Another port of the same server, which hands on every byte both ways.
final class Relay: @unchecked Sendable {
    /// The server, by the port of the relay.
    let baseURL: String

    private let listener: Int32
    private let server: sockaddr_in
    private let lock = NSLock()
    private var count = 0

    init(to simulator: Simulator) throws {
        guard let port = URLComponents(string: simulator.baseURL)?.port.flatMap(UInt16.init(exactly:)) else {
            throw Failure(description: "\(simulator.baseURL) names no port")
        }
        server = loopback(port: port)
        let listener = stream()
        var address = loopback(port: 0)
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isListening = withUnsafeMutablePointer(to: &address) { address in
            address.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(listener, $0, size) == 0 && listen(listener, 16) == 0 && getsockname(listener, $0, &size) == 0
            }
        }
        guard isListening else { throw Failure(description: "no port for a relay: errno \(errno)") }
        self.listener = listener
        baseURL = "https://127.0.0.1:\(UInt16(bigEndian: address.sin_port))"
        Thread.detachNewThread { [self] in acceptAll() }
    }

    /// How many connections the client has not ended.
    var openConnections: Int { lock.withLock { count } }

    /// From here on no connection is taken.
    func stop() {
        // Closing alone would leave the thread in `accept`.
        shutdown(listener, Int32(SHUT_RDWR))
    }

    private func acceptAll() {
        while case let client = accept(listener, nil, nil), client >= 0 {
            var address = server
            let onward = stream()
            let isConnected = withUnsafePointer(to: &address) { address in
                address.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    connect(onward, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
                }
            }
            guard isConnected else {
                close(client)
                close(onward)
                continue
            }
            lock.withLock { count += 1 }
            let bothWays = DispatchGroup()
            for (from, to, isFromClient) in [(client, onward, true), (onward, client, false)] {
                bothWays.enter()
                Thread.detachNewThread { [self] in
                    handOn(from: from, to: to)
                    if isFromClient { lock.withLock { count -= 1 } }
                    // Wakes the other way as well.
                    shutdown(client, Int32(SHUT_RDWR))
                    shutdown(onward, Int32(SHUT_RDWR))
                    bothWays.leave()
                }
            }
            bothWays.notify(queue: .global()) {
                close(client)
                close(onward)
            }
        }
        close(listener)
    }

    private func handOn(from: Int32, to: Int32) {
        var buffer = [UInt8](repeating: 0, count: 16_384)
        while case let received = recv(from, &buffer, buffer.count, 0), received > 0 {
            var sent = 0
            while sent < received {
                let more = buffer[sent..<received].withUnsafeBytes { send(to, $0.baseAddress, $0.count, quietly) }
                guard more > 0 else { return }
                sent += more
            }
        }
    }

    private struct Failure: Error, CustomStringConvertible {
        let description: String
    }
}

/// Writing to a connection that is gone fails, and sends no signal.
#if canImport(Darwin)
    private let quietly: Int32 = 0
#else
    private let quietly = Int32(MSG_NOSIGNAL)
#endif

private func stream() -> Int32 {
    #if canImport(Darwin)
        let descriptor = socket(AF_INET, SOCK_STREAM, 0)
        var isQuiet: Int32 = 1
        setsockopt(descriptor, SOL_SOCKET, SO_NOSIGPIPE, &isQuiet, socklen_t(MemoryLayout<Int32>.size))
        return descriptor
    #else
        return socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    #endif
}

private func loopback(port: UInt16) -> sockaddr_in {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    return address
}
