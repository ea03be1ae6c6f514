// What a call with sound or picture, or browsing together, needs of the chat. The media themselves are the app's affair.

import Foundation

/// WebRTC signaling and co-browsing messages.
///
/// Each message is sent once, and fails at once without a connection. Methods return when the server has it.
public protocol ContactCenterCalling: AnyObject, Sendable {
    /// Returns the ICE servers (STUN and TURN) for a call.
    func getIceServers(chatID: String, isolation: isolated (any Actor)?) async throws -> [ContactCenterIceServer]

    /// Sends a WebRTC signaling message to a party.
    ///
    /// - Parameters:
    ///   - chatID: The chat.
    ///   - destinationPartyID: The id of the receiving party.
    ///   - data: The signaling message.
    ///   - isolation: The actor of the caller.
    /// - Throws: ``ContactCenterError``.
    func sendSignaling(
        chatID: String, destinationPartyID: String, data: ContactCenterSignaling, isolation: isolated (any Actor)?)
        async throws

    /// Declines the co-browsing of
    /// ``ContactCenterEvent/chatSessionCobrowsingRequested(messageID:partyID:timestamp:)``.
    func rejectCobrowsing(chatID: String, isolation: isolated (any Actor)?) async throws

    /// Reports that co-browsing has started.
    ///
    /// - Parameters:
    ///   - chatID: The chat.
    ///   - providerType: The product that provides the co-browsing.
    ///   - cobrowsingURL: The address at which the session is joined.
    ///   - cobrowsingID: The id of the co-browsing session.
    ///   - isolation: The actor of the caller.
    /// - Throws: ``ContactCenterError``.
    func startCobrowsing(
        chatID: String, providerType: String, cobrowsingURL: URL, cobrowsingID: String, isolation: isolated (any Actor)?
    ) async throws

    /// Reports that co-browsing has ended.
    func endCobrowsing(chatID: String, isolation: isolated (any Actor)?) async throws
}

extension ContactCenterSignaling {
    /// Creates a signaling message for which the SDK has no case, from its members.
    ///
    /// - Throws: ``ContactCenterError/InvalidArgument(argument:reason:)`` for a number that JSON does not have.
    public static func other(_ members: [String: ContactCenterJSON]) throws -> Self {
        .other(raw: try members.text(argument: "data"))
    }
}

/// The async calls, on the actor of the caller: the tasks of one actor make them in the order in which they run.
extension ContactCenterCalling {
    /// ``getIceServers(chatID:isolation:)`` on the caller's actor.
    public func getIceServers(chatID: String, _ isolation: isolated (any Actor)? = #isolation) async throws
        -> [ContactCenterIceServer]
    {
        try await getIceServers(chatID: chatID, isolation: isolation)
    }

    /// ``sendSignaling(chatID:destinationPartyID:data:isolation:)`` on the caller's actor.
    public func sendSignaling(
        chatID: String, destinationPartyID: String, data: ContactCenterSignaling,
        _ isolation: isolated (any Actor)? = #isolation
    ) async throws {
        try await sendSignaling(
            chatID: chatID, destinationPartyID: destinationPartyID, data: data, isolation: isolation)
    }

    /// ``rejectCobrowsing(chatID:isolation:)`` on the caller's actor.
    public func rejectCobrowsing(chatID: String, _ isolation: isolated (any Actor)? = #isolation) async throws {
        try await rejectCobrowsing(chatID: chatID, isolation: isolation)
    }

    /// ``startCobrowsing(chatID:providerType:cobrowsingURL:cobrowsingID:isolation:)`` on the caller's actor.
    public func startCobrowsing(
        chatID: String, providerType: String, cobrowsingURL: URL, cobrowsingID: String,
        _ isolation: isolated (any Actor)? = #isolation
    ) async throws {
        try await startCobrowsing(
            chatID: chatID, providerType: providerType, cobrowsingURL: cobrowsingURL, cobrowsingID: cobrowsingID,
            isolation: isolation)
    }

    /// ``endCobrowsing(chatID:isolation:)`` on the caller's actor.
    public func endCobrowsing(chatID: String, _ isolation: isolated (any Actor)? = #isolation) async throws {
        try await endCobrowsing(chatID: chatID, isolation: isolation)
    }
}

// The documentation is the protocol's.
// swift-format-ignore: AllPublicDeclarationsHaveDocumentation
extension ContactCenterCommunicator {
    public func getIceServers(chatID: String, isolation: isolated (any Actor)?) async throws -> [ContactCenterIceServer]
    {
        try await core.getIceServers(chatID: chatID).value()
    }

    public func sendSignaling(
        chatID: String, destinationPartyID: String, data: ContactCenterSignaling, isolation: isolated (any Actor)?
    ) async throws {
        try await core.sendSignaling(chatID: chatID, destinationPartyID: destinationPartyID, data: data).value()
    }

    public func rejectCobrowsing(chatID: String, isolation: isolated (any Actor)?) async throws {
        try await core.rejectCobrowsing(chatID: chatID).value()
    }

    public func startCobrowsing(
        chatID: String, providerType: String, cobrowsingURL: URL, cobrowsingID: String, isolation: isolated (any Actor)?
    ) async throws {
        try await core.startCobrowsing(
            chatID: chatID, providerType: providerType, cobrowsingURL: cobrowsingURL.absoluteString,
            cobrowsingID: cobrowsingID
        ).value()
    }

    public func endCobrowsing(chatID: String, isolation: isolated (any Actor)?) async throws {
        try await core.endCobrowsing(chatID: chatID).value()
    }
}
