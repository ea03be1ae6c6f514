// What the contact center says of itself and of this client, and a request for a chat with everything that it may hold.

import Foundation

/// Queries that need no chat, and the full request for a chat.
public protocol ContactCenterInforming: AnyObject, Sendable {
    /// Returns the parameters that the scenario expects of a request for a chat.
    func getParameters(isolation: isolated (any Actor)?) async throws -> [ContactCenterParameter]

    /// Returns the forms of the contact center, and its settings for the look of the chat.
    func getWidgetConfiguration(isolation: isolated (any Actor)?) async throws -> ContactCenterWidgetConfiguration

    /// Returns the live session of this client id, or `nil`. Does not open it: a request for a chat does.
    func getActiveChat(isolation: isolated (any Actor)?) async throws -> ContactCenterChatSessionProperties?

    /// Starts a chat, or finds the live chat of this client id, and opens it, like
    /// ``ContactCenterCommunicating/requestChat(phoneNumber:from:parameters:with:)``.
    ///
    /// ```swift
    /// let chat = try await communicator.requestChat(
    ///     ContactCenterChatRequest(from: "Anna", initialMessage: "My invoice is wrong."))
    /// ```
    ///
    /// - Returns: The session, and the id of the initial message if the request has one.
    /// - Throws: ``ContactCenterError``.
    func requestChat(_ request: ContactCenterChatRequest, isolation: isolated (any Actor)?) async throws
        -> ContactCenterChatSessionProperties
}

/// The async calls, on the actor of the caller: the tasks of one actor make them in the order in which they run.
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
    /// Creates a request with parameters that are JSON values.
    ///
    /// ```swift
    /// try ContactCenterChatRequest(
    ///     from: "Anna", parameters: ["topic": "billing"],
    ///     nested: ["location": ["latitude": "55.67", "longitude": "12.57"]])
    /// ```
    ///
    /// - Parameters:
    ///   - phoneNumber: The customer's number for a callback.
    ///   - from: The customer's name, for the scenario variable `$(item.from)`.
    ///   - parameters: Values for the scenario, by name.
    ///   - nested: Further values for the scenario. A name may not be in both.
    ///   - userPlatform: The device and its software.
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
