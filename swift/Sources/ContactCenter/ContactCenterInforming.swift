// What the contact center says of itself and of this client, and a request for a chat with everything that it may hold.

import Foundation

/// What can be learnt before there is a chat, and the whole request for one.
public protocol ContactCenterInforming: AnyObject, Sendable {
    /// The parameters that the scenario expects of a request for a chat.
    func getParameters(isolation: isolated (any Actor)?) async throws -> [ContactCenterParameter]

    /// Forms, and how the contact center wants its chat to look.
    func getWidgetConfiguration(isolation: isolated (any Actor)?) async throws -> ContactCenterWidgetConfiguration

    /// The live session of this client id; `nil` where there is none. Does not open it: a request for a chat does.
    func getActiveChat(isolation: isolated (any Actor)?) async throws -> ContactCenterChatSessionProperties?

    /// Starts a chat, or finds the live one of this client id, and opens it, like
    /// ``ContactCenterCommunicating/requestChat(phoneNumber:from:parameters:with:)``.
    ///
    /// ```swift
    /// let chat = try await communicator.requestChat(
    ///     ContactCenterChatRequest(from: "Anna", initialMessage: "My invoice is wrong."))
    /// ```
    ///
    /// - Returns: The session, and the id of the initial message where the request holds one.
    /// - Throws: ``ContactCenterError``.
    func requestChat(_ request: ContactCenterChatRequest, isolation: isolated (any Actor)?) async throws
        -> ContactCenterChatSessionProperties
}

/// The awaited calls, on the actor of the caller: the tasks of one actor make them in the order in which they run.
extension ContactCenterInforming {
    /// ``getParameters(isolation:)`` on the caller's actor.
    public func getParameters(_ isolation: isolated (any Actor)? = #isolation) async throws -> [ContactCenterParameter]
    {
        try await getParameters(isolation: isolation)
    }

    /// ``getWidgetConfiguration(isolation:)`` on the caller's actor.
    public func getWidgetConfiguration(_ isolation: isolated (any Actor)? = #isolation) async throws
        -> ContactCenterWidgetConfiguration
    {
        try await getWidgetConfiguration(isolation: isolation)
    }

    /// ``getActiveChat(isolation:)`` on the caller's actor.
    public func getActiveChat(_ isolation: isolated (any Actor)? = #isolation) async throws
        -> ContactCenterChatSessionProperties?
    {
        try await getActiveChat(isolation: isolation)
    }

    /// ``requestChat(_:isolation:)`` on the caller's actor.
    public func requestChat(_ request: ContactCenterChatRequest, _ isolation: isolated (any Actor)? = #isolation)
        async throws -> ContactCenterChatSessionProperties
    {
        try await requestChat(request, isolation: isolation)
    }
}

// The documentation is the protocol's.
// swift-format-ignore: AllPublicDeclarationsHaveDocumentation
extension ContactCenterCommunicator {
    public func getParameters(isolation: isolated (any Actor)?) async throws -> [ContactCenterParameter] {
        try await core.getParameters().value()
    }

    public func getWidgetConfiguration(isolation: isolated (any Actor)?) async throws
        -> ContactCenterWidgetConfiguration
    {
        try await core.getWidgetConfiguration().value()
    }

    public func getActiveChat(isolation: isolated (any Actor)?) async throws -> ContactCenterChatSessionProperties? {
        try await core.getActiveChat().value()
    }

    public func requestChat(_ request: ContactCenterChatRequest, isolation: isolated (any Actor)?) async throws
        -> ContactCenterChatSessionProperties
    {
        try await opened(
            refusalOfLongText(request.initialMessage, "initial_message") ?? core.requestChatWith(request: request))
    }
}

extension ContactCenterChatRequest {
    /// A request with parameters that are more than texts.
    ///
    /// ```swift
    /// try ContactCenterChatRequest(
    ///     from: "Anna", parameters: ["topic": "billing"],
    ///     nested: ["location": ["latitude": "55.67", "longitude": "12.57"]])
    /// ```
    ///
    /// - Parameters:
    ///   - phoneNumber: For a callback.
    ///   - from: Goes to the scenario variable `$(item.from)`.
    ///   - parameters: For the scenario, by name.
    ///   - nested: Further ones, put beside them; a name may not stand in both.
    ///   - userPlatform: What the device is.
    ///   - initialMessage: The customer's first message, in plain text.
    /// - Throws: ``ContactCenterError/InvalidArgument(argument:reason:)`` for a number that JSON does not have.
    public init(
        phoneNumber: String? = nil, from: String? = nil, parameters: [String: String] = [:],
        nested: [String: ContactCenterJSON], userPlatform: ContactCenterUserPlatform? = nil,
        initialMessage: String? = nil
    ) throws {
        self.init(
            phoneNumber: phoneNumber, from: from, parameters: parameters,
            nestedParameters: try nested.text(argument: "nested_parameters"), userPlatform: userPlatform,
            initialMessage: initialMessage)
    }
}
