// Pushes beyond the contract: tokens as the system hands them over, the end of a subscription, and whose a push is.

import Foundation

/// Remote notifications.
public protocol ContactCenterPushReceiving: AnyObject, Sendable {
    /// Subscribes the chat for pushes through APNs. Call it after every request for a chat, and again when the token changes:
    /// the new token replaces the previous one.
    ///
    /// - Parameters:
    ///   - chatID: The chat.
    ///   - deviceToken: The token in hexadecimal digits.
    ///   - appBundleID: The APNs topic; if `nil`, the bundle identifier of the app, also in an extension.
    ///   - isolation: The actor of the caller.
    /// - Throws: ``ContactCenterError``; ``ContactCenterError/InvalidArgument(argument:reason:)`` for an empty token, and for one
    ///   that is the description of a token.
    func subscribeForRemoteNotificationsAPNs(
        chatID: String, deviceToken: String, appBundleID: String?, isolation: isolated (any Actor)?) async throws

    /// Ends the push subscription of this chat.
    func unsubscribeFromRemoteNotifications(chatID: String, isolation: isolated (any Actor)?) async throws

    /// Passes a push to the SDK like ``ContactCenterCommunicating/appDidReceiveMessage(_:)``, and throws if it cannot be used.
    ///
    /// ```swift
    /// do {
    ///     try communicator.receivePush(userInfo)
    /// } catch ContactCenterError.InvalidArgument {
    ///     // A push of another part of the app.
    /// }
    /// ```
    ///
    /// - Parameter userInfo: The payload as the system passes it, with any content.
    /// - Throws: ``ContactCenterError/InvalidArgument(argument:reason:)`` for a payload without a usable `chatID`, which is
    ///   not the contact center's; ``ContactCenterError/ShutDown``.
    func receivePush(_ userInfo: [AnyHashable: Any]) throws

    /// Handles a push like ``receivePush(_:)``, and completes when the delegate has received the events of the push. Use it in an app
    /// that the system suspends as soon as the push is handled.
    ///
    /// In the foreground it does not wait for events, which the poll brings. Without a network it waits until there is one; the system
    /// gives an app that a push has started about thirty seconds.
    ///
    /// - Parameters:
    ///   - userInfo: The payload as the system passes it, with any content.
    ///   - completion: Called on the callback queue: with `true` if the chat is the live session of this client; with `false` if it
    ///     is not, and the push has no effect. Fails with ``ContactCenterError/InvalidArgument(argument:reason:)`` for a payload
    ///     without a usable `chatID`, and with another error if the contact center could not be reached: the events are delivered
    ///     after the next push, or in the foreground.
    func handlePush(
        _ userInfo: [AnyHashable: Any], with completion: @escaping (Result<Bool, ContactCenterError>) -> Void)
}

/// The token as the system gives it.
extension ContactCenterPushReceiving {
    /// Asks for pushes through APNs. Call it after every request for a chat, and again whenever the token changes.
    ///
    /// - Parameters:
    ///   - chatID: The chat.
    ///   - deviceToken: The token as the system gives it in
    ///     `application(_:didRegisterForRemoteNotificationsWithDeviceToken:)`.
    ///   - appBundleID: The topic; the bundle identifier of the app where it is left out.
    ///   - isolation: The actor of the caller.
    /// - Throws: ``ContactCenterError``.
    public func subscribeForRemoteNotificationsAPNs(
        chatID: String, deviceToken: Data, appBundleID: String? = nil, _ isolation: isolated (any Actor)? = #isolation
    ) async throws {
        let digits = deviceToken.map { byte in
            (byte < 0x10 ? "0" : "") + String(byte, radix: 16)
        }
        try await subscribeForRemoteNotificationsAPNs(
            chatID: chatID, deviceToken: digits.joined(), appBundleID: appBundleID)
    }
}

/// The awaited calls, on the actor of the caller: the tasks of one actor make them in the order in which they run.
extension ContactCenterPushReceiving {
    /// ``subscribeForRemoteNotificationsAPNs(chatID:deviceToken:appBundleID:isolation:)`` on the caller's actor.
    public func subscribeForRemoteNotificationsAPNs(
        chatID: String, deviceToken: String, appBundleID: String?, _ isolation: isolated (any Actor)? = #isolation
    ) async throws {
        try await subscribeForRemoteNotificationsAPNs(
            chatID: chatID, deviceToken: deviceToken, appBundleID: appBundleID, isolation: isolation)
    }

    /// ``unsubscribeFromRemoteNotifications(chatID:isolation:)`` on the caller's actor.
    public func unsubscribeFromRemoteNotifications(chatID: String, _ isolation: isolated (any Actor)? = #isolation)
        async throws
    {
        try await unsubscribeFromRemoteNotifications(chatID: chatID, isolation: isolation)
    }
}

// The documentation is the protocol's.
// swift-format-ignore: AllPublicDeclarationsHaveDocumentation
extension ContactCenterCommunicator {
    public func subscribeForRemoteNotificationsAPNs(
        chatID: String, deviceToken: String, appBundleID: String?, isolation: isolated (any Actor)?
    ) async throws {
        try await subscription(chatID: chatID, deviceToken: deviceToken, appBundleID: appBundleID).value()
    }

    public func unsubscribeFromRemoteNotifications(chatID: String, isolation: isolated (any Actor)?) async throws {
        try await core.unsubscribeFromRemoteNotifications(chatID: chatID).value()
    }

    public func receivePush(_ userInfo: [AnyHashable: Any]) throws {
        try core.appDidReceiveMessage(userInfo: PushPayload.texts(of: userInfo))
    }

    public func handlePush(
        _ userInfo: [AnyHashable: Any], with completion: @escaping (Result<Bool, ContactCenterError>) -> Void
    ) {
        begin(core.handlePush(userInfo: PushPayload.texts(of: userInfo)), completion)
    }

    /// ``ContactCenterPushReceiving/handlePush(_:with:)``, awaited: returns when the delegate has returned from everything that
    /// the push was about. May be awaited in a task that a callback starts.
    ///
    /// - Parameters:
    ///   - userInfo: The payload as the system hands it over; it does not leave the caller's actor.
    ///   - isolation: The caller's actor.
    /// - Returns: `true` if the chat is the live session of this client.
    /// - Throws: ``ContactCenterError``; if the task is cancelled, `CancellationError`, and what has begun goes on.
    public func handlePush(
        _ userInfo: [AnyHashable: Any], isolation: isolated (any Actor)? = #isolation
    ) async throws -> Bool {
        let isLive = try await core.handlePush(userInfo: PushPayload.texts(of: userInfo)).value()
        guard isLive else { return false }
        // The core is done when the bridge has everything; the app's queue may still have to call the delegate.
        await bridge.settle()
        try bridge.checkStillWanted()
        return true
    }

    func subscription(chatID: String, deviceToken: String, appBundleID: String?) -> CoreCall<Void> {
        // Without a bundle (in a command-line tool, say) the empty name goes on to be refused by the core, by its name.
        core.subscribeForRemoteNotificationsApns(
            chatID: chatID, deviceToken: deviceToken, appBundleID: appBundleID ?? identifierOfTheApp() ?? "")
    }
}

/// The bundle identifier of the app, asked for by the app itself or by an extension in it, which has another.
private func identifierOfTheApp() -> String? {
    Bundle(url: appURL(holding: Bundle.main.bundleURL))?.bundleIdentifier ?? Bundle.main.bundleIdentifier
}

/// Where the app lies that holds an extension. Anything else holds itself.
func appURL(holding bundle: URL) -> URL {
    guard bundle.pathExtension == "appex" else { return bundle }
    var folder = bundle
    while folder.pathComponents.count > 1 {
        folder.deleteLastPathComponent()
        if folder.pathExtension == "app" { return folder }
    }
    return bundle
}
