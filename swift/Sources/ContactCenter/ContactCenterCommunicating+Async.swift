// The awaited form of each call for whoever writes the other one alone: an app's double. ContactCenterCommunicator has its own,
// which can be cancelled.

// The documentation is the protocol's.
// swift-format-ignore: AllPublicDeclarationsHaveDocumentation
extension ContactCenterCommunicating {
    public func getVersion() async throws -> ContactCenterVersion {
        try await answer { getVersion(with: $0) }
    }

    public func checkAvailability() async throws -> ContactCenterServiceAvailability {
        try await answer { checkAvailability(with: $0) }
    }

    public func requestChat(
        phoneNumber: String?, from: String, parameters: [String: String]
    ) async throws -> ContactCenterChatSessionProperties {
        try await answer { requestChat(phoneNumber: phoneNumber, from: from, parameters: parameters, with: $0) }
    }

    public func getChatHistory(chatID: String) async throws -> [ContactCenterEvent] {
        try await answer { getChatHistory(chatID: chatID, with: $0) }
    }

    public func getCaseHistory(chatID: String) async throws -> [ContactCenterChatSession] {
        try await answer { getCaseHistory(chatID: chatID, with: $0) }
    }

    @discardableResult
    public func sendChatMessage(chatID: String, message: String) async throws -> String {
        try await answer { sendChatMessage(chatID: chatID, message: message, with: $0) }
    }

    public func chatMessageDelivered(chatID: String, messageID: String) async throws {
        try await answer { chatMessageDelivered(chatID: chatID, messageID: messageID, with: $0) }
    }

    public func chatMessageRead(chatID: String, messageID: String) async throws {
        try await answer { chatMessageRead(chatID: chatID, messageID: messageID, with: $0) }
    }

    public func chatTyping(chatID: String) async throws {
        try await answer { chatTyping(chatID: chatID, with: $0) }
    }

    public func chatNotTyping(chatID: String) async throws {
        try await answer { chatNotTyping(chatID: chatID, with: $0) }
    }

    public func closeCase(chatID: String) async throws {
        try await answer { closeCase(chatID: chatID, with: $0) }
    }

    public func disconnectChat(chatID: String) async throws {
        try await answer { disconnectChat(chatID: chatID, with: $0) }
    }

    public func endChat(chatID: String) async throws {
        try await answer { endChat(chatID: chatID, with: $0) }
    }

    public func subscribeForRemoteNotificationsAPNs(chatID: String, deviceToken: String) async throws {
        try await answer { subscribeForRemoteNotificationsAPNs(chatID: chatID, deviceToken: deviceToken, with: $0) }
    }

    public func subscribeForRemoteNotificationsFirebase(chatID: String, deviceToken: String) async throws {
        try await answer { subscribeForRemoteNotificationsFirebase(chatID: chatID, deviceToken: deviceToken, with: $0) }
    }

    /// Starts a chat without a phone number; see ``requestChat(phoneNumber:from:parameters:)``.
    public func requestChat(
        from: String, parameters: [String: String] = [:]
    ) async throws -> ContactCenterChatSessionProperties {
        try await requestChat(phoneNumber: nil, from: from, parameters: parameters)
    }

    private func answer<Value: Sendable>(
        of call: (@escaping (Result<Value, ContactCenterError>) -> Void) -> Void
    ) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            call { continuation.resume(with: $0) }
        }
    }
}
