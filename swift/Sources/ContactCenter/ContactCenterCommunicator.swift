// The contract, carried out by the core. Nothing is decided here but what is Swift's own: who holds whom, on which queue
// an app is called, and what a URL, a bundle or a push payload is to the core.

import Dispatch
import Foundation

/// The SDK for one contact centre.
///
/// Make one for a contact centre, give it a delegate, and request a chat:
///
/// ```swift
/// let communicator = try ContactCenterCommunicator(
///     baseURL: baseURL, tenantURL: tenantURL, appID: "…", clientID: installationID)
/// communicator.delegate = self
/// let chat = try await communicator.requestChat(phoneNumber: nil, from: "Anna", parameters: [:])
/// ```
///
/// Every call may be made from any thread. Letting go of the last reference stops everything too, without waiting for
/// it as ``shutdown()`` does.
public final class ContactCenterCommunicator: ContactCenterCommunicating {
    let core: CoreCommunicator
    let bridge: EventsBridge

    /// Who receives what happens in the chats. Held weakly, and called on the callback queue.
    ///
    /// What happens while there is no delegate is told to nobody, so set it before requesting a chat.
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
    ///   - configuration: Which contact centre, as whom, and how patiently.
    ///   - delegate: Who receives what happens in the chats; held weakly.
    ///   - callbackQueue: Where the delegate is called. On a concurrent queue, too, it is called once at a time.
    /// - Throws: ``ContactCenterError/InvalidArgument(argument:reason:)`` for the first setting that is refused.
    public init(
        configuration: ContactCenterConfiguration,
        delegate: (any ContactCenterEventsDelegating)? = nil,
        callbackQueue: DispatchQueue = .main
    ) throws {
        bridge = EventsBridge(delegate: delegate, callbackQueue: callbackQueue)
        core = try CoreCommunicator(configuration: configuration, delegate: bridge)
        setDefaultLogSink()
    }

    /// Checks the settings and gets ready, with every other setting at its default. Sends nothing.
    ///
    /// - Parameters:
    ///   - baseURL: The server, as in `https://acme.example.com:9443`.
    ///   - tenantURL: The tenant's domain, with a scheme or without.
    ///   - appID: The id under which the contact centre knows this app.
    ///   - clientID: The id of this installation: made once, kept for good.
    /// - Throws: ``ContactCenterError/InvalidArgument(argument:reason:)`` for the first setting that is refused.
    public convenience init(baseURL: URL, tenantURL: URL, appID: String, clientID: String) throws {
        try self.init(
            configuration: ContactCenterConfiguration(
                baseURL: baseURL, tenantURL: tenantURL, appID: appID, clientID: clientID))
    }

    deinit {
        bridge.stop()
    }

    // The calls take their documentation from the contract. Those beyond it stand with their protocols.

    public func getVersion() async throws -> ContactCenterVersion {
        try await core.getVersion()
    }

    public func checkAvailability() async throws -> ContactCenterServiceAvailability {
        try await core.checkAvailability()
    }

    public func requestChat(
        phoneNumber: String?, from: String, parameters: [String: String]
    ) async throws -> ContactCenterChatSessionProperties {
        try await core.requestChat(phoneNumber: phoneNumber, from: from, parameters: parameters)
    }

    public func getChatHistory(chatID: String) async throws -> [ContactCenterEvent] {
        try await core.getChatHistory(chatID: chatID)
    }

    public func getCaseHistory(chatID: String) async throws -> [ContactCenterChatSession] {
        try await core.getCaseHistory(chatID: chatID)
    }

    @discardableResult
    public func sendChatMessage(chatID: String, message: String, format: MessageFormat) async throws -> String {
        try await core.sendChatMessage(chatID: chatID, message: message, format: format)
    }

    public func chatMessageDelivered(chatID: String, messageID: String) async throws {
        try await core.chatMessageDelivered(chatID: chatID, messageID: messageID)
    }

    public func chatMessageRead(chatID: String, messageID: String) async throws {
        try await core.chatMessageRead(chatID: chatID, messageID: messageID)
    }

    public func chatTyping(chatID: String) async throws {
        try await core.chatTyping(chatID: chatID)
    }

    public func chatNotTyping(chatID: String) async throws {
        try await core.chatNotTyping(chatID: chatID)
    }

    public func closeCase(chatID: String) async throws {
        try await core.closeCase(chatID: chatID)
    }

    public func disconnectChat(chatID: String) async throws {
        try await core.disconnectChat(chatID: chatID)
    }

    public func endChat(chatID: String) async throws {
        try await core.endChat(chatID: chatID)
    }

    public func subscribeForRemoteNotificationsAPNs(
        chatID: String, deviceToken: String, appBundleID: String?
    ) async throws {
        // Without a bundle (in a command-line tool, say) the empty name goes on to be refused by the core, by its name.
        let topic = appBundleID ?? Bundle.main.bundleIdentifier ?? ""
        try await core.subscribeForRemoteNotificationsApns(
            chatID: chatID, deviceToken: deviceToken, appBundleID: topic)
    }

    public func subscribeForRemoteNotificationsFirebase(chatID: String, deviceToken: String) async throws {
        try await core.subscribeForRemoteNotificationsFirebase(
            chatID: chatID, deviceToken: deviceToken, platform: .ios)
    }

    public func unsubscribeFromRemoteNotifications(chatID: String) async throws {
        try await core.unsubscribeFromRemoteNotifications(chatID: chatID)
    }

    public func appDidReceiveMessage(_ userInfo: [AnyHashable: Any]) throws {
        try core.appDidReceiveMessage(userInfo: PushPayload.texts(of: userInfo))
    }

    public func setNetworkAvailable(_ isAvailable: Bool) {
        core.setNetworkAvailable(available: isAvailable)
    }

    public func setForeground(_ isForeground: Bool) {
        core.setForeground(foreground: isForeground)
    }

    /// Stops everything, in under a second, from any thread and also from inside a callback.
    ///
    /// After it has returned no callback starts, and none is running but the one that it was called from. Only a
    /// callback that does not return within that second is left behind.
    public func shutdown() {
        // The bridge first, lest a call that is queued already slips out while the core stops.
        let limit = Date(timeIntervalSinceNow: 0.7)
        bridge.stop()
        core.shutdown()
        bridge.waitForCallUnderWay(until: limit)
    }
}

extension ContactCenterConfiguration {
    init(baseURL: URL, tenantURL: URL, appID: String, clientID: String) {
        self.init(
            baseURL: baseURL.absoluteString,
            // The server knows a tenant by its domain. A URL without a scheme is a path to Foundation, and has no host.
            tenantURL: tenantURL.host ?? tenantURL.absoluteString,
            appID: appID,
            clientID: clientID
        )
    }
}
