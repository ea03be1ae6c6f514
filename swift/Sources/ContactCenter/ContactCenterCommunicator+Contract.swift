// The contract's calls, each once for both of its forms: the core's call is awaited, or answered to a completion. They take their
// documentation from the contract; those beyond it stand with their protocols.

// swift-format-ignore: AllPublicDeclarationsHaveDocumentation
extension ContactCenterCommunicator {
    public func getVersion(with completion: @escaping (Result<ContactCenterVersion, ContactCenterError>) -> Void) {
        begin(core.getVersion(), completion)
    }

    public func checkAvailability(
        with completion: @escaping (Result<ContactCenterServiceAvailability, ContactCenterError>) -> Void
    ) {
        begin(core.checkAvailability(), completion)
    }

    public func requestChat(
        phoneNumber: String?, from: String, parameters: [String: String],
        with completion: @escaping (Result<ContactCenterChatSessionProperties, ContactCenterError>) -> Void
    ) {
        let request = core.requestChat(phoneNumber: phoneNumber, from: from, parameters: parameters)
        let askedAt = bridge.streams.now
        begin(request) { [bridge] answer in
            if case .success(let chat) = answer { bridge.streams.requested(chat.chatID, askedAt: askedAt) }
            completion(answer)
        }
    }

    public func getChatHistory(
        chatID: String, with completion: @escaping (Result<[ContactCenterEvent], ContactCenterError>) -> Void
    ) {
        begin(core.getChatHistory(chatID: chatID), completion)
    }

    public func getCaseHistory(
        chatID: String, with completion: @escaping (Result<[ContactCenterChatSession], ContactCenterError>) -> Void
    ) {
        begin(core.getCaseHistory(chatID: chatID), completion)
    }

    public func sendChatMessage(
        chatID: String, message: String, with completion: @escaping (Result<String, ContactCenterError>) -> Void
    ) {
        if let refusal: CoreCall<String> = refusalOfLongText(message, "message") { return begin(refusal, completion) }
        handOver(.text(message: message, format: .text), to: chatID, completion)
    }

    public func chatMessageDelivered(
        chatID: String, messageID: String, with completion: @escaping (Result<Void, ContactCenterError>) -> Void
    ) {
        begin(core.chatMessageDelivered(chatID: chatID, messageID: messageID), completion)
    }

    public func chatMessageRead(
        chatID: String, messageID: String, with completion: @escaping (Result<Void, ContactCenterError>) -> Void
    ) {
        begin(core.chatMessageRead(chatID: chatID, messageID: messageID), completion)
    }

    public func chatTyping(chatID: String, with completion: @escaping (Result<Void, ContactCenterError>) -> Void) {
        begin(core.chatTyping(chatID: chatID), completion)
    }

    public func chatNotTyping(chatID: String, with completion: @escaping (Result<Void, ContactCenterError>) -> Void) {
        begin(core.chatNotTyping(chatID: chatID), completion)
    }

    public func closeCase(chatID: String, with completion: @escaping (Result<Void, ContactCenterError>) -> Void) {
        begin(core.closeCase(chatID: chatID), completion)
    }

    public func disconnectChat(chatID: String, with completion: @escaping (Result<Void, ContactCenterError>) -> Void) {
        begin(core.disconnectChat(chatID: chatID), completion)
    }

    public func endChat(chatID: String, with completion: @escaping (Result<Void, ContactCenterError>) -> Void) {
        begin(core.endChat(chatID: chatID), completion)
    }

    public func subscribeForRemoteNotificationsAPNs(
        chatID: String, deviceToken: String, with completion: @escaping (Result<Void, ContactCenterError>) -> Void
    ) {
        begin(subscription(chatID: chatID, deviceToken: deviceToken, appBundleID: nil), completion)
    }

    public func subscribeForRemoteNotificationsFirebase(
        chatID: String, deviceToken: String, with completion: @escaping (Result<Void, ContactCenterError>) -> Void
    ) {
        begin(
            core.subscribeForRemoteNotificationsFirebase(chatID: chatID, deviceToken: deviceToken, platform: .ios),
            completion)
    }

    public func appDidReceiveMessage(_ userInfo: [AnyHashable: Any]) {
        // Errors about pushes of other parts of the app, and about a shutdown, are for `receivePush`.
        try? receivePush(userInfo)
    }

    public func getVersion(isolation: isolated (any Actor)?) async throws -> ContactCenterVersion {
        try await core.getVersion().value()
    }

    public func checkAvailability(isolation: isolated (any Actor)?) async throws -> ContactCenterServiceAvailability {
        try await core.checkAvailability().value()
    }

    public func requestChat(
        phoneNumber: String?, from: String, parameters: [String: String], isolation: isolated (any Actor)?
    ) async throws -> ContactCenterChatSessionProperties {
        try await opened(core.requestChat(phoneNumber: phoneNumber, from: from, parameters: parameters))
    }

    public func getChatHistory(chatID: String, isolation: isolated (any Actor)?) async throws -> [ContactCenterEvent] {
        try await core.getChatHistory(chatID: chatID).value()
    }

    public func getCaseHistory(chatID: String, isolation: isolated (any Actor)?) async throws
        -> [ContactCenterChatSession]
    {
        try await core.getCaseHistory(chatID: chatID).value()
    }

    @discardableResult
    public func sendChatMessage(chatID: String, message: String, isolation: isolated (any Actor)?) async throws
        -> String
    {
        try await self.message(message, in: chatID, format: .text).value()
    }

    public func chatMessageDelivered(chatID: String, messageID: String, isolation: isolated (any Actor)?) async throws {
        try await core.chatMessageDelivered(chatID: chatID, messageID: messageID).value()
    }

    public func chatMessageRead(chatID: String, messageID: String, isolation: isolated (any Actor)?) async throws {
        try await core.chatMessageRead(chatID: chatID, messageID: messageID).value()
    }

    public func chatTyping(chatID: String, isolation: isolated (any Actor)?) async throws {
        try await core.chatTyping(chatID: chatID).value()
    }

    public func chatNotTyping(chatID: String, isolation: isolated (any Actor)?) async throws {
        try await core.chatNotTyping(chatID: chatID).value()
    }

    public func closeCase(chatID: String, isolation: isolated (any Actor)?) async throws {
        try await core.closeCase(chatID: chatID).value()
    }

    public func disconnectChat(chatID: String, isolation: isolated (any Actor)?) async throws {
        try await core.disconnectChat(chatID: chatID).value()
    }

    public func endChat(chatID: String, isolation: isolated (any Actor)?) async throws {
        try await core.endChat(chatID: chatID).value()
    }

    public func subscribeForRemoteNotificationsAPNs(
        chatID: String, deviceToken: String, isolation: isolated (any Actor)?
    ) async throws {
        try await subscription(chatID: chatID, deviceToken: deviceToken, appBundleID: nil).value()
    }

    public func subscribeForRemoteNotificationsFirebase(
        chatID: String, deviceToken: String, isolation: isolated (any Actor)?
    ) async throws {
        try await core.subscribeForRemoteNotificationsFirebase(
            chatID: chatID, deviceToken: deviceToken, platform: .ios
        ).value()
    }

    /// Waits for the answer to a request for a chat. The chat may have been open before, and have closed.
    func opened(_ request: CoreCall<ContactCenterChatSessionProperties>, isolation: isolated (any Actor)? = #isolation)
        async throws -> ContactCenterChatSessionProperties
    {
        let askedAt = bridge.streams.now
        let chat = try await request.value()
        bridge.streams.requested(chat.chatID, askedAt: askedAt)
        return chat
    }

    /// Begins a call of the core, and gives its answer to a completion on the app's queue. Until then the communicator lives.
    func begin<Value: Sendable>(
        _ call: CoreCall<Value>, _ completion: @escaping (Result<Value, ContactCenterError>) -> Void
    ) {
        nonisolated(unsafe) let completion = completion
        call.begin { [self] answer in
            bridge.answer({ answer in withExtendedLifetime(self) { completion(answer) } }, with: answer)
        }
    }

    /// Hands over a message, and gives its id to a completion on the app's queue, in the order of the delegate's calls: after the
    /// delegate was told of the message, and before any status but `pending`. Until then the communicator lives.
    func handOver(
        _ message: CoreOutgoingMessage, to chatID: String,
        _ completion: @escaping (Result<String, ContactCenterError>) -> Void
    ) {
        inOrder(completion) { try core.handOverMessage(chatID: chatID, message: message, completion: $0) }
    }

    /// Makes a call about a message whose outcome the core tells in the order of the delegate's calls, and gives it to a completion
    /// on the app's queue. Until then the communicator lives.
    func inOrder(
        _ completion: @escaping (Result<String, ContactCenterError>) -> Void,
        _ call: (any CoreMessageCompletion) throws -> Void
    ) {
        nonisolated(unsafe) let completion = completion
        let handover = MessageHandover { [self] answer in
            bridge.answer({ answer in withExtendedLifetime(self) { completion(answer) } }, with: answer)
        }
        do {
            try call(handover)
        } catch {
            handover.failed(error: error as? ContactCenterError ?? .Internal(reason: "the core could not answer"))
        }
    }
}

/// Is told by the core, once and in the order of the delegate's calls, what became of a message.
private final class MessageHandover: CoreMessageCompletion {
    private let answer: @Sendable (Result<String, any Error>) -> Void

    init(_ answer: @escaping @Sendable (Result<String, any Error>) -> Void) {
        self.answer = answer
    }

    func handedOver(messageID: String) {
        answer(.success(messageID))
    }

    func failed(error: ContactCenterError) {
        answer(.failure(error))
    }
}
