// What a call with sound or picture, or browsing together, needs of the chat. The media themselves are the app's affair.

import Foundation

/// Words about calls, and browsing together.
///
/// Both are of the moment: every call is tried once, and returns when the server has it.
public protocol ContactCenterCalling: AnyObject, Sendable {
    /// The servers that help two parties of a call to reach each other.
    func getIceServers(chatID: String, isolation: isolated (any Actor)?) async throws -> [ContactCenterIceServer]

    /// Says a word about a call to a party.
    ///
    /// - Parameters:
    ///   - chatID: The chat.
    ///   - destinationPartyID: To whom.
    ///   - data: What is said.
    ///   - isolation: The actor of the caller.
    /// - Throws: ``ContactCenterError``.
    func sendSignaling(
        chatID: String, destinationPartyID: String, data: ContactCenterSignaling, isolation: isolated (any Actor)?)
        async throws

    /// The customer will not browse together, as
    /// ``ContactCenterEvent/chatSessionCobrowsingRequested(messageID:partyID:timestamp:)`` has asked for.
    func rejectCobrowsing(chatID: String, isolation: isolated (any Actor)?) async throws

    /// The customer browses together from now on.
    ///
    /// - Parameters:
    ///   - chatID: The chat.
    ///   - providerType: Whose co-browsing it is.
    ///   - cobrowsingURL: Where to join.
    ///   - cobrowsingID: The co-browsing session.
    ///   - isolation: The actor of the caller.
    /// - Throws: ``ContactCenterError``.
    func startCobrowsing(
        chatID: String, providerType: String, cobrowsingURL: URL, cobrowsingID: String, isolation: isolated (any Actor)?
    ) async throws

    /// Browsing together is over.
    func endCobrowsing(chatID: String, isolation: isolated (any Actor)?) async throws
}

extension ContactCenterSignaling {
    /// A word that the SDK has no case for, by its members.
    ///
    /// - Throws: ``ContactCenterError/InvalidArgument(argument:reason:)`` for a number that JSON does not have.
    public static func other(_ members: [String: ContactCenterJSON]) throws -> Self {
        .other(raw: try members.text(argument: "data"))
    }
}

/// The awaited calls, on the actor of the caller: the tasks of one actor make them in the order in which they run.
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
