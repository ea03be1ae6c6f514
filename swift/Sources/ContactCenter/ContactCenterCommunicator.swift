// The class that an app makes: the core, and the way from it to the app. Its calls stand beside it, each topic in its file.
// Nothing is decided in any of them but what is Swift's own: who holds whom, on which queue an app is called, and what a URL,
// a bundle or a push payload is to the core.

import Dispatch
import Foundation

/// The SDK for one contact center.
///
/// Make one for a contact center, give it a delegate, and request a chat:
///
/// ```swift
/// let communicator = try ContactCenterCommunicator(
///     baseURL: baseURL, tenantURL: tenantURL, appID: "…", clientID: installationID)
/// communicator.delegate = self
/// let chat = try await communicator.requestChat(phoneNumber: nil, from: "Anna", parameters: [:])
/// ```
///
/// Every call may be made from any thread. Letting go of the last reference stops everything too, without waiting for
/// it as ``ContactCenterRunning/shutdown()`` does.
///
/// What the system says of the network and of the screen is followed by itself; see ``ContactCenterRunning``.
public final class ContactCenterCommunicator:
    ContactCenterCommunicating, ContactCenterListening, ContactCenterInforming, ContactCenterMessaging,
    ContactCenterFormAnswering, ContactCenterFileTransferring, ContactCenterCalling, ContactCenterPushReceiving,
    ContactCenterRunning, ContactCenterRecording
{
    let core: CoreCommunicator
    let bridge: EventsBridge
    let follower: SystemFollower

    /// Who receives what happens in the chats. Held weakly, and called on the callback queue.
    ///
    /// What happens while there is none is told to streams alone, so set it before requesting a chat.
    public var delegate: (any ContactCenterEventsDelegating)? {
        get { bridge.delegate }
        set { bridge.delegate = newValue }
    }

    /// The settings that are in force, defaults included, to be shown or written down for support. "…" stands in place of the
    /// client id and of user and password of the proxy.
    public var configuration: ContactCenterConfiguration { core.configuration() }

    /// Checks the settings and gets ready. Sends nothing.
    ///
    /// - Parameters:
    ///   - configuration: Which contact center, as whom, and how patiently.
    ///   - delegate: Who receives what happens in the chats; held weakly.
    ///   - callbackQueue: Where the delegate and completions are called. On a concurrent queue, too, one call at a time.
    ///   - followsSystem: Whether to follow by itself what the system says of the network (where there is Network) and of the
    ///     screen (where there is UIKit). Where this is `false` the app says so itself, with
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

    /// Checks the settings and gets ready, with every other setting at its default. Sends nothing.
    ///
    /// - Parameters:
    ///   - baseURL: The server, as in `https://acme.example.com:9443`.
    ///   - tenantURL: The tenant's domain, with a scheme or without.
    ///   - appID: The id under which the contact center knows this app.
    ///   - clientID: The id of this installation: made once, kept for good.
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
