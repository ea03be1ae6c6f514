// What the system says of the network and of the screen, and what of it the core has to know. Everything that can be decided
// without a device is decided here; what asks the system itself is in SystemWatchers+Apple.swift, and as thin as can be.

import Foundation

/// Something that the system says.
enum SystemNews: Equatable, Sendable {
    /// Over which interfaces the network can be reached, the preferred one first; `nil` where it cannot.
    case network(interfaces: [String]?)
    /// Whether the app is on the screen.
    case foreground(Bool)
}

/// Listens to one part of the system, from `start` to `stop`.
protocol SystemWatching: Sendable {
    /// - Parameter tell: May be called on any thread.
    func start(telling tell: @escaping @Sendable (SystemNews) -> Void)
    func stop()
}

/// Who has to know.
protocol SystemListening: AnyObject, Sendable {
    func setNetworkAvailable(available: Bool)
    func setForeground(foreground: Bool)
}

extension CoreCommunicator: SystemListening {}

/// Passes the system's news on, as long as it has not been stopped.
final class SystemFollower: @unchecked Sendable {
    private let watchers: [any SystemWatching]
    /// Held during calls of the listener, which return at once: the order of the news is theirs.
    private let lock = NSLock()
    private weak var listener: (any SystemListening)?
    /// The interfaces that connections may go over: all that were preferred since the network was there. `nil` where it is not.
    private var interfaces: Set<String>?

    init(watchers: [any SystemWatching], listener: any SystemListening) {
        self.watchers = watchers
        self.listener = listener
        for watcher in watchers {
            watcher.start { [weak self] news in self?.hear(news) }
        }
    }

    /// From here on nothing is passed on.
    func stop() {
        lock.withLock { listener = nil }
        for watcher in watchers { watcher.stop() }
    }

    private func hear(_ news: SystemNews) {
        lock.withLock {
            switch news {
            case .foreground(let isForeground): listener?.setForeground(foreground: isForeground)
            case .network(nil): loseNetwork()
            case .network(let interfaces?): use(interfaces)
            }
        }
    }

    private func loseNetwork() {
        interfaces = nil
        listener?.setNetworkAvailable(available: false)
    }

    /// Connections die with their interface without a notice: a poll would go on waiting for an answer that cannot come
    /// (from Wi-Fi to mobile data). A connection is made over what is preferred by then, and keeps to it, whatever comes beside
    /// it; so an interface that has been preferred has to stay.
    private func use(_ available: [String]) {
        if interfaces?.isSubset(of: available) == false { loseNetwork() }
        if interfaces == nil { listener?.setNetworkAvailable(available: true) }
        interfaces = (interfaces ?? []).union(available.prefix(1))
    }
}
