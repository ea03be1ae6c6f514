// The parts of Apple's systems that the SDK listens to. Nothing is decided here. Nothing here asks for the application
// object, which app extensions may not have.

import Foundation

/// All that there are on this platform.
func systemWatchers() -> [any SystemWatching] {
    var watchers: [any SystemWatching] = []
    #if canImport(Network)
        watchers.append(NetworkWatcher())
    #endif
    #if canImport(UIKit) && !os(watchOS)
        watchers.append(ScreenWatcher())
    #endif
    return watchers
}

#if canImport(Network)
    import Network

    /// Whether there is a network, and over which interfaces.
    private final class NetworkWatcher: SystemWatching, @unchecked Sendable {
        private let monitor = NWPathMonitor()

        func start(telling tell: @escaping @Sendable (SystemNews) -> Void) {
            monitor.pathUpdateHandler = { path in
                // A path that comes up when it is used (a VPN on demand) counts as one: using it is what brings it up.
                let interfaces = path.status == .unsatisfied ? nil : path.availableInterfaces.map(\.name)
                tell(.network(interfaces: interfaces))
            }
            monitor.start(queue: DispatchQueue(label: "com.contactcenter.network"))
        }

        func stop() {
            monitor.cancel()
        }
    }
#endif

#if canImport(UIKit) && !os(watchOS)
    import UIKit

    /// Whether the app, or the app that shows this extension, is on the screen.
    ///
    /// The observers have no queue, so the SDK knows before the system goes on to suspend the process.
    private final class ScreenWatcher: SystemWatching, @unchecked Sendable {
        private let lock = NSLock()
        private var observers: [any NSObjectProtocol] = []

        func start(telling tell: @escaping @Sendable (SystemNews) -> Void) {
            observe(UIApplication.didEnterBackgroundNotification) { tell(.foreground(false)) }
            observe(UIApplication.willEnterForegroundNotification) { tell(.foreground(true)) }
            #if os(iOS)
                observe(.NSExtensionHostDidEnterBackground) { tell(.foreground(false)) }
                observe(.NSExtensionHostWillEnterForeground) { tell(.foreground(true)) }
            #endif
        }

        func stop() {
            let ended = lock.withLock {
                defer { observers = [] }
                return observers
            }
            for observer in ended { NotificationCenter.default.removeObserver(observer) }
        }

        private func observe(_ name: Notification.Name, _ tell: @escaping @Sendable () -> Void) {
            let observer = NotificationCenter.default.addObserver(forName: name, object: nil, queue: nil) { _ in tell()
            }
            lock.withLock { observers.append(observer) }
        }
    }
#endif
