// The async variant of each call, for a test double that implements only the calls with completions. ContactCenterCommunicator has
// its own, which can be cancelled.

// The documentation is the protocol's.
// swift-format-ignore: AllPublicDeclarationsHaveDocumentation
extension ContactCenterCommunicating {
    public func getVersion(isolation: isolated (any Actor)?) async throws -> ContactCenterVersion {
        try await answer { getVersion(with: $0) }
    }

    public func checkAvailability(isolation: isolated (any Actor)?) async throws -> ContactCenterServiceAvailability {
        try await answer { checkAvailability(with: $0) }
    }

    public func requestChat(
        phoneNumber: String?, from: String, parameters: [String: String], isolation: isolated (any Actor)?
    ) async throws -> ContactCenterChatSessionProperties {
        try await answer { requestChat(phoneNumber: phoneNumber, from: from, parameters: parameters, with: $0) }
    }

    public func getChatHistory(chatID: String, isolation: isolated (any Actor)?) async throws -> [ContactCenterEvent] {
        try await answer { getChatHistory(chatID: chatID, with: $0) }
    }

    public func getCaseHistory(chatID: String, isolation: isolated (any Actor)?) async throws
        -> [ContactCenterChatSession]
    {
        try await answer { getCaseHistory(chatID: chatID, with: $0) }
    }

    @discardableResult
    public func sendChatMessage(chatID: String, message: String, isolation: isolated (any Actor)?) async throws
        -> String
    {
        try await answer { sendChatMessage(chatID: chatID, message: message, with: $0) }
    }

    public func chatMessageDelivered(chatID: String, messageID: String, isolation: isolated (any Actor)?) async throws {
        try await answer { chatMessageDelivered(chatID: chatID, messageID: messageID, with: $0) }
    }

    public func chatMessageRead(chatID: String, messageID: String, isolation: isolated (any Actor)?) async throws {
        try await answer { chatMessageRead(chatID: chatID, messageID: messageID, with: $0) }
    }

    public func chatTyping(chatID: String, isolation: isolated (any Actor)?) async throws {
        try await answer { chatTyping(chatID: chatID, with: $0) }
    }

    public func chatNotTyping(chatID: String, isolation: isolated (any Actor)?) async throws {
        try await answer { chatNotTyping(chatID: chatID, with: $0) }
    }

    public func closeCase(chatID: String, isolation: isolated (any Actor)?) async throws {
        try await answer { closeCase(chatID: chatID, with: $0) }
    }

    public func disconnectChat(chatID: String, isolation: isolated (any Actor)?) async throws {
        try await answer { disconnectChat(chatID: chatID, with: $0) }
    }

    public func endChat(chatID: String, isolation: isolated (any Actor)?) async throws {
        try await answer { endChat(chatID: chatID, with: $0) }
    }

    public func subscribeForRemoteNotificationsAPNs(
        chatID: String, deviceToken: String, isolation: isolated (any Actor)?
    ) async throws {
        try await answer { subscribeForRemoteNotificationsAPNs(chatID: chatID, deviceToken: deviceToken, with: $0) }
    }

    public func subscribeForRemoteNotificationsFirebase(
        chatID: String, deviceToken: String, isolation: isolated (any Actor)?
    ) async throws {
        try await answer { subscribeForRemoteNotificationsFirebase(chatID: chatID, deviceToken: deviceToken, with: $0) }
    }

    /// Starts a chat without a phone number; see ``requestChat(phoneNumber:from:parameters:_:)``.
    public func requestChat(
        from: String, parameters: [String: String] = [:], _ isolation: isolated (any Actor)? = #isolation
    ) async throws -> ContactCenterChatSessionProperties {
        try await requestChat(phoneNumber: nil, from: from, parameters: parameters)
    }

    private func answer<Value: Sendable>(
        isolation: isolated (any Actor)? = #isolation,
        of call: (@escaping (Result<Value, ContactCenterError>) -> Void) -> Void
    ) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            call { continuation.resume(with: $0) }
        }
    }
}

/// The awaited calls, on the actor of the caller: the tasks of one actor make them in the order in which they run.
extension ContactCenterCommunicating {
    /// ``getVersion(isolation:)`` on the caller's actor.
    public func getVersion(_ isolation: isolated (any Actor)? = #isolation) async throws -> ContactCenterVersion {
        try await getVersion(isolation: isolation)
    }

    /// ``checkAvailability(isolation:)`` on the caller's actor.
    public func checkAvailability(_ isolation: isolated (any Actor)? = #isolation) async throws
        -> ContactCenterServiceAvailability
    {
        try await checkAvailability(isolation: isolation)
    }

    /// ``requestChat(phoneNumber:from:parameters:isolation:)`` on the caller's actor.
    public func requestChat(
        phoneNumber: String?, from: String, parameters: [String: String],
        _ isolation: isolated (any Actor)? = #isolation
    ) async throws -> ContactCenterChatSessionProperties {
        try await requestChat(phoneNumber: phoneNumber, from: from, parameters: parameters, isolation: isolation)
    }

    /// ``getChatHistory(chatID:isolation:)`` on the caller's actor.
    public func getChatHistory(chatID: String, _ isolation: isolated (any Actor)? = #isolation) async throws
        -> [ContactCenterEvent]
    {
        try await getChatHistory(chatID: chatID, isolation: isolation)
    }

    /// ``getCaseHistory(chatID:isolation:)`` on the caller's actor.
    public func getCaseHistory(chatID: String, _ isolation: isolated (any Actor)? = #isolation) async throws
        -> [ContactCenterChatSession]
    {
        try await getCaseHistory(chatID: chatID, isolation: isolation)
    }

    /// ``sendChatMessage(chatID:message:isolation:)`` on the caller's actor.
    @discardableResult
    public func sendChatMessage(chatID: String, message: String, _ isolation: isolated (any Actor)? = #isolation)
        async throws -> String
    {
        try await sendChatMessage(chatID: chatID, message: message, isolation: isolation)
    }

    /// ``chatMessageDelivered(chatID:messageID:isolation:)`` on the caller's actor.
    public func chatMessageDelivered(chatID: String, messageID: String, _ isolation: isolated (any Actor)? = #isolation)
        async throws
    {
        try await chatMessageDelivered(chatID: chatID, messageID: messageID, isolation: isolation)
    }

    /// ``chatMessageRead(chatID:messageID:isolation:)`` on the caller's actor.
    public func chatMessageRead(chatID: String, messageID: String, _ isolation: isolated (any Actor)? = #isolation)
        async throws
    {
        try await chatMessageRead(chatID: chatID, messageID: messageID, isolation: isolation)
    }

    /// ``chatTyping(chatID:isolation:)`` on the caller's actor.
    public func chatTyping(chatID: String, _ isolation: isolated (any Actor)? = #isolation) async throws {
        try await chatTyping(chatID: chatID, isolation: isolation)
    }

    /// ``chatNotTyping(chatID:isolation:)`` on the caller's actor.
    public func chatNotTyping(chatID: String, _ isolation: isolated (any Actor)? = #isolation) async throws {
        try await chatNotTyping(chatID: chatID, isolation: isolation)
    }

    /// ``closeCase(chatID:isolation:)`` on the caller's actor.
    public func closeCase(chatID: String, _ isolation: isolated (any Actor)? = #isolation) async throws {
        try await closeCase(chatID: chatID, isolation: isolation)
    }

    /// ``disconnectChat(chatID:isolation:)`` on the caller's actor.
    public func disconnectChat(chatID: String, _ isolation: isolated (any Actor)? = #isolation) async throws {
        try await disconnectChat(chatID: chatID, isolation: isolation)
    }

    /// ``endChat(chatID:isolation:)`` on the caller's actor.
    public func endChat(chatID: String, _ isolation: isolated (any Actor)? = #isolation) async throws {
        try await endChat(chatID: chatID, isolation: isolation)
    }

    /// ``subscribeForRemoteNotificationsAPNs(chatID:deviceToken:isolation:)`` on the caller's actor.
    public func subscribeForRemoteNotificationsAPNs(
        chatID: String, deviceToken: String, _ isolation: isolated (any Actor)? = #isolation
    ) async throws {
        try await subscribeForRemoteNotificationsAPNs(chatID: chatID, deviceToken: deviceToken, isolation: isolation)
    }

    /// ``subscribeForRemoteNotificationsFirebase(chatID:deviceToken:isolation:)`` on the caller's actor.
    public func subscribeForRemoteNotificationsFirebase(
        chatID: String, deviceToken: String, _ isolation: isolated (any Actor)? = #isolation
    ) async throws {
        try await subscribeForRemoteNotificationsFirebase(
            chatID: chatID, deviceToken: deviceToken, isolation: isolation)
    }
}
