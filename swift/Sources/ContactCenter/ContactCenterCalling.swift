// What a call with sound or picture, or browsing together, needs of the chat. The media themselves are the app's affair.

import Foundation

/// Words about calls, and browsing together.
///
/// Both are of the moment: every call is tried once, and returns when the server has it.
public protocol ContactCenterCalling: AnyObject, Sendable {
    /// The servers that help two parties of a call to reach each other.
    func getIceServers(chatID: String) async throws -> [ContactCenterIceServer]

    /// Says a word about a call to a party.
    ///
    /// - Parameters:
    ///   - chatID: The chat.
    ///   - destinationPartyID: To whom.
    ///   - data: What is said.
    /// - Throws: ``ContactCenterError``.
    func sendSignaling(chatID: String, destinationPartyID: String, data: ContactCenterSignaling) async throws

    /// The customer will not browse together, as
    /// ``ContactCenterEvent/chatSessionCobrowsingRequested(messageID:partyID:timestamp:)`` has asked for.
    func rejectCobrowsing(chatID: String) async throws

    /// The customer browses together from now on.
    ///
    /// - Parameters:
    ///   - chatID: The chat.
    ///   - providerType: Whose co-browsing it is.
    ///   - cobrowsingURL: Where to join.
    ///   - cobrowsingID: The co-browsing session.
    /// - Throws: ``ContactCenterError``.
    func startCobrowsing(
        chatID: String, providerType: String, cobrowsingURL: URL, cobrowsingID: String
    ) async throws

    /// Browsing together is over.
    func endCobrowsing(chatID: String) async throws
}

extension ContactCenterSignaling {
    /// A word that the SDK has no case for, by its members.
    ///
    /// - Throws: ``ContactCenterError/InvalidArgument(argument:reason:)`` for a number that JSON does not have.
    public static func other(_ members: [String: ContactCenterJSON]) throws -> Self {
        .other(raw: try members.text(argument: "data"))
    }
}

// The documentation is the protocol's.
// swift-format-ignore: AllPublicDeclarationsHaveDocumentation
extension ContactCenterCommunicator {
    public func getIceServers(chatID: String) async throws -> [ContactCenterIceServer] {
        try await core.getIceServers(chatID: chatID).value()
    }

    public func sendSignaling(
        chatID: String, destinationPartyID: String, data: ContactCenterSignaling
    ) async throws {
        try await core.sendSignaling(chatID: chatID, destinationPartyID: destinationPartyID, data: data).value()
    }

    public func rejectCobrowsing(chatID: String) async throws {
        try await core.rejectCobrowsing(chatID: chatID).value()
    }

    public func startCobrowsing(
        chatID: String, providerType: String, cobrowsingURL: URL, cobrowsingID: String
    ) async throws {
        try await core.startCobrowsing(
            chatID: chatID, providerType: providerType, cobrowsingURL: cobrowsingURL.absoluteString,
            cobrowsingID: cobrowsingID
        ).value()
    }

    public func endCobrowsing(chatID: String) async throws {
        try await core.endCobrowsing(chatID: chatID).value()
    }
}
