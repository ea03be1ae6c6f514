// The platform state (network, foreground) and the shutdown. On Apple platforms the SDK observes the platform state; these calls are
// for apps that set it themselves, and for other platforms.

import Foundation

/// The platform state and the shutdown of a communicator.
///
/// On platforms with UIKit the communicator observes when the app enters and leaves the background, in app extensions too; on macOS
/// there is no background. On platforms with the framework Network it observes whether there is a network, and when another one
/// replaces it. `followsSystem: false` turns both off when the communicator is made. The last value counts, whether the system or the
/// app has set it.
///
/// In code that app extensions may link, the SDK cannot ask the system whether the app is in the background already when the
/// communicator is made. An app that the system starts for a push calls ``setForeground(_:)`` with `false` before it passes the push.
public protocol ContactCenterRunning: AnyObject, Sendable {
    /// Sets whether the device has a network. Returns at once.
    ///
    /// Without one no chat sends requests. When it is back, each chat polls at once, without waiting for a backoff to end.
    func setNetworkAvailable(_ isAvailable: Bool)

    /// Sets whether the app is in the foreground. Returns at once.
    ///
    /// In the background the SDK sends no request and no message, and runs no timer; a push triggers one background fetch. Back in the
    /// foreground the chats fetch the events that they have missed, and go on.
    func setForeground(_ isForeground: Bool)

    /// Stops the communicator in less than a second. May be called from any thread, and inside a callback.
    ///
    /// After it has returned no callback starts, except completions of running calls, which fail with ``ContactCenterError/ShutDown``. No
    /// callback is running, except the one that called it, and one that did not return within that second. Streams end after the updates
    /// that they hold.
    ///
    /// Running and later calls fail with ``ContactCenterError/ShutDown``. The sessions on the server go on:
    /// ``ContactCenterCommunicating/requestChat(phoneNumber:from:parameters:with:)`` of a new communicator with the same client id
    /// finds them. Further calls of `shutdown` do nothing.
    func shutdown()
}

// The documentation is the protocol's.
// swift-format-ignore: AllPublicDeclarationsHaveDocumentation
extension ContactCenterCommunicator {
    public func setNetworkAvailable(_ isAvailable: Bool) {
        core.setNetworkAvailable(available: isAvailable)
    }

    public func setForeground(_ isForeground: Bool) {
        core.setForeground(foreground: isForeground)
    }

    public func shutdown() {
        let limit = Date(timeIntervalSinceNow: 0.7)
        follower.stop()
        // The bridge before the core, lest a call that is queued already slips out while the core stops.
        bridge.stop()
        core.shutdown()
        bridge.waitForCallUnderWay(until: limit)
    }
}
