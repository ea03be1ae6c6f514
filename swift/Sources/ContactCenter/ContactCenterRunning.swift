// What the SDK is told of its surroundings, and its end. On Apple's platforms it follows the surroundings by itself; this is for
// apps that would rather say so, and for every other platform.

import Foundation

/// The network, the screen, and the end.
///
/// Where there is UIKit, the communicator hears from the system when the app enters the background and leaves it, app extensions
/// included; on macOS there is no background. Where there is Network, it hears whether there is a network, and when the one in
/// use is gone and another takes its place. `followsSystem: false` turns both off when the communicator is made. What was said last counts,
/// whether the system has said it or the app.
///
/// One thing cannot be asked of the system in code that an app extension may link as well: whether the app is in the background
/// already when the communicator is made. An app that the system starts for a push calls ``setForeground(_:)``
/// with `false` then, before it hands over the push.
public protocol ContactCenterRunning: AnyObject, Sendable {
    /// Says what the system says of the network. Returns at once.
    ///
    /// While there is none, no chat asks for news; as soon as there is, each asks without waiting out a pause.
    func setNetworkAvailable(_ isAvailable: Bool)

    /// Says whether the app is on the screen. Returns at once.
    ///
    /// In the background the SDK is quiet: no request, no timer, no message goes out; a push looks once what there is. Back in the foreground
    /// the chats read what they have missed, and go on.
    func setForeground(_ isForeground: Bool)

    /// Stops everything, in under a second, from any thread and also from inside a callback.
    ///
    /// After it has returned no callback starts, but for completions, which say ``ContactCenterError/ShutDown`` to whoever still
    /// waits for an answer; and none is running but the one that it was called from. Only a callback that does not return within
    /// that second is left behind. Streams end with what they have.
    ///
    /// Awaited calls that are under way, and all later calls, end with ``ContactCenterError/ShutDown``. The sessions on the server go on:
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
