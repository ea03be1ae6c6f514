// The class that an app makes: the core, and the way from it to the app. Its calls stand beside it, each topic in its file.
// Nothing is decided in any of them but what is Swift's own: who holds whom, on which queue an app is called, and what a URL,
// a bundle or a push payload is to the core.

import Dispatch
import Foundation

/// The SDK for one contact center.
///
/// Create one per contact center, set its delegate, and request a chat:
///
/// ```swift
/// let communicator = try ContactCenterCommunicator(
///     baseURL: baseURL, tenantURL: tenantURL, appID: "…", clientID: installationID)
/// communicator.delegate = self
/// let chat = try await communicator.requestChat(phoneNumber: nil, from: "Anna", parameters: [:])
/// ```
///
/// Every method may be called from any thread. Releasing the last reference stops the communicator too, without waiting as
/// ``ContactCenterRunning/shutdown()`` does.
///
/// The communicator observes the network and the foreground of the app; see ``ContactCenterRunning``.
public final class ContactCenterCommunicator:
    ContactCenterCommunicating, ContactCenterListening, ContactCenterInforming, ContactCenterMessaging,
    ContactCenterFormAnswering, ContactCenterFileTransferring, ContactCenterCalling, ContactCenterPushReceiving,
    ContactCenterRunning, ContactCenterRecording
{
    let core: CoreCommunicator
    let bridge: EventsBridge
    let follower: SystemFollower

    /// The delegate, which receives the updates of all chats. It is held weakly, and called on the callback queue.
    ///
    /// Updates without a delegate go to streams alone, so set it before requesting a chat.
    public var delegate: (any ContactCenterEventsDelegating)? {
        get { bridge.delegate }
        set { bridge.delegate = newValue }
    }

    /// The settings in force, defaults included, for example for a support report. "…" replaces the client id, and the user and
    /// the password of the proxy.
    public var configuration: ContactCenterConfiguration { core.configuration() }

    /// Creates a communicator after checking its settings. Sends nothing.
    ///
    /// - Parameters:
    ///   - configuration: Endpoint, credentials and timeouts.
    ///   - delegate: The delegate, which is held weakly.
    ///   - callbackQueue: The queue of the delegate and of completions; the main queue by default. Calls are made one at a time,
    ///     on a concurrent queue too.
    ///   - followsSystem: Whether the communicator observes the network (with the framework Network) and the foreground of the
    ///     app (with UIKit). If it is `false`, the app sets both with
    ///     ``ContactCenterRunning/setNetworkAvailable(_:)`` and ``ContactCenterRunning/setForeground(_:)``.
    /// - Throws: ``ContactCenterError/InvalidArgument(argument:reason:)`` for the first setting that is refused;
    ///   ``ContactCenterLibraryError`` where the native library is of another version.
    public convenience init(
        configuration: ContactCenterConfiguration,
        delegate: (any ContactCenterEventsDelegating)? = nil,
        callbackQueue: DispatchQueue = .main,
        followsSystem: Bool = true
    ) throws {
        try self.init(
            configuration: configuration, delegate: delegate, callbackQueue: callbackQueue,
            followsSystem: followsSystem, systemWatchers: systemWatchers)
    }

    convenience init(
        configuration: ContactCenterConfiguration, delegate: (any ContactCenterEventsDelegating)?,
        callbackQueue: DispatchQueue, followsSystem: Bool, systemWatchers: () -> [any SystemWatching]
    ) throws {
        try self.init(
            configuration: configuration, delegate: delegate, callbackQueue: callbackQueue,
            watchers: followsSystem ? systemWatchers() : [])
    }

    init(
        configuration: ContactCenterConfiguration, delegate: (any ContactCenterEventsDelegating)?,
        callbackQueue: DispatchQueue, watchers: [any SystemWatching]
    ) throws {
        bridge = EventsBridge(delegate: delegate, callbackQueue: callbackQueue)
        core = try CoreCommunicator(configuration: configuration, delegate: bridge, platformRoots: nil)
        follower = SystemFollower(watchers: watchers, listener: core)
        setDefaultLogSink()
    }

    /// Creates a communicator with the defaults of all other settings, after checking the settings. Sends nothing.
    ///
    /// - Parameters:
    ///   - baseURL: The address of the server, for example `https://acme.example.com:9443`.
    ///   - tenantURL: The domain of the tenant, with or without a scheme.
    ///   - appID: The id of this app in the contact center.
    ///   - clientID: The id of this installation, which is generated once and never changes.
    /// - Throws: ``ContactCenterError/InvalidArgument(argument:reason:)`` for the first setting that is refused;
    ///   ``ContactCenterLibraryError`` where the native library is of another version.
    public convenience init(baseURL: URL, tenantURL: URL, appID: String, clientID: String) throws {
        try self.init(
            configuration: ContactCenterConfiguration(
                baseURL: baseURL, tenantURL: tenantURL, appID: appID, clientID: clientID))
    }

    deinit {
        follower.stop()
        bridge.stop()
    }
}
