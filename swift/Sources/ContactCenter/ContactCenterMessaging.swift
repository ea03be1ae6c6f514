// What is shown as a message beside the contract's plain texts, and what can be done about a message that waits or has failed.

import Foundation

/// Files, places, answers to bots and drafts, and second chances for messages.
public protocol ContactCenterMessaging: AnyObject, Sendable {
    /// Hands over a message like ``ContactCenterCommunicating/sendChatMessage(chatID:message:with:)``, in plain text or in HTML.
    ///
    /// - Parameters:
    ///   - chatID: The chat.
    ///   - message: The text.
    ///   - format: How the text is to be understood.
    ///   - isolation: The actor of the caller.
    /// - Returns: The id of the message.
    /// - Throws: ``ContactCenterError``.
    @discardableResult
    func sendChatMessage(chatID: String, message: String, format: MessageFormat, isolation: isolated (any Actor)?)
        async throws -> String

    /// Answers a question of a bot: a message that says which question it answers. It is sent like any message.
    ///
    /// - Parameters:
    ///   - chatID: The chat.
    ///   - answer: The text, plain.
    ///   - directiveID: That of the question, as its ``ContactCenterEvent`` names it.
    ///   - isolation: The actor of the caller.
    /// - Returns: The id of the message.
    /// - Throws: ``ContactCenterError``.
    @discardableResult
    func sendChatAnswer(chatID: String, answer: String, directiveID: String, isolation: isolated (any Actor)?)
        async throws -> String

    /// Shows the other side a file that was uploaded before. It is sent like any message.
    ///
    /// - Parameters:
    ///   - chatID: The chat.
    ///   - fileID: The file, as ``ContactCenterFileTransferring/uploadFile(at:progress:)`` returns it.
    ///   - fileName: Its name, for the other side to see.
    ///   - fileType: Whether it is shown in the conversation.
    ///   - isolation: The actor of the caller.
    /// - Returns: The id of the message.
    /// - Throws: ``ContactCenterError``.
    @discardableResult
    func sendChatFile(
        chatID: String, fileID: String, fileName: String, fileType: ContactCenterFileType,
        isolation: isolated (any Actor)?
    ) async throws -> String

    /// Shows the other side a place. It is sent like any message.
    ///
    /// - Parameters:
    ///   - chatID: The chat.
    ///   - latitude: Degrees north, -90 to 90.
    ///   - longitude: Degrees east, -180 to 180.
    ///   - url: Leads to a map.
    ///   - isolation: The actor of the caller.
    /// - Returns: The id of the message.
    /// - Throws: ``ContactCenterError``.
    @discardableResult
    func sendLocation(chatID: String, latitude: Double, longitude: Double, url: URL?, isolation: isolated (any Actor)?)
        async throws -> String

    /// Tells the other side which page the customer looks at. Returns when it is queued, like a receipt.
    ///
    /// - Parameters:
    ///   - chatID: The chat.
    ///   - page: Its address, or whatever else names it.
    ///   - title: Its title.
    ///   - isolation: The actor of the caller.
    /// - Throws: ``ContactCenterError``.
    func sendNavigation(chatID: String, page: String, title: String, isolation: isolated (any Actor)?) async throws

    /// Tells the other side that the user is typing, and shows what was typed so far; see
    /// ``ContactCenterCommunicating/chatTyping(chatID:with:)``.
    func chatTyping(chatID: String, draft: String, isolation: isolated (any Actor)?) async throws

    /// Tries a message again that has failed, under the same id; one that waits is tried at once.
    ///
    /// - Throws: ``ContactCenterError/InvalidArgument(argument:reason:)`` where the id names no such message.
    func retryChatMessage(chatID: String, messageID: String, isolation: isolated (any Actor)?) async throws

    /// Forgets a message that has failed or waits. One that is being sent cannot be forgotten.
    ///
    /// - Throws: ``ContactCenterError/InvalidArgument(argument:reason:)`` where the id names no such message.
    func discardChatMessage(chatID: String, messageID: String, isolation: isolated (any Actor)?) async throws

    /// The messages of an open chat that wait, are being sent or have failed, those of earlier runs included, in the order in which
    /// they were handed over. They are known here before the delegate is told.
    ///
    /// - Throws: ``ContactCenterError/ChatSessionNotOpen(reason:)`` for a chat that was not opened by this communicator,
    ///   ``ContactCenterError/ChatSessionClosed(reason:)`` for one that is over.
    func getUnsentMessages(chatID: String, isolation: isolated (any Actor)?) async throws
        -> [ContactCenterUnsentMessage]
}

/// The shorter forms of some calls.
extension ContactCenterMessaging {
    /// Shows the other side a file, under the name and the type with which it was uploaded.
    @discardableResult
    public func sendChatFile(
        chatID: String, file: ContactCenterUploadedFile, _ isolation: isolated (any Actor)? = #isolation
    ) async throws -> String {
        try await sendChatFile(chatID: chatID, fileID: file.fileID, fileName: file.fileName, fileType: file.fileType)
    }

    /// Shows the other side a place without a map; see ``sendLocation(chatID:latitude:longitude:url:_:)``.
    @discardableResult
    public func sendLocation(
        chatID: String, latitude: Double, longitude: Double, _ isolation: isolated (any Actor)? = #isolation
    ) async throws -> String {
        try await sendLocation(chatID: chatID, latitude: latitude, longitude: longitude, url: nil)
    }
}

/// The awaited calls, on the actor of the caller: the tasks of one actor make them in the order in which they run.
extension ContactCenterMessaging {
    /// ``sendChatMessage(chatID:message:format:isolation:)`` on the caller's actor.
    @discardableResult
    public func sendChatMessage(
        chatID: String, message: String, format: MessageFormat, _ isolation: isolated (any Actor)? = #isolation
    ) async throws -> String {
        try await sendChatMessage(chatID: chatID, message: message, format: format, isolation: isolation)
    }

    /// ``sendChatAnswer(chatID:answer:directiveID:isolation:)`` on the caller's actor.
    @discardableResult
    public func sendChatAnswer(
        chatID: String, answer: String, directiveID: String, _ isolation: isolated (any Actor)? = #isolation
    ) async throws -> String {
        try await sendChatAnswer(chatID: chatID, answer: answer, directiveID: directiveID, isolation: isolation)
    }

    /// ``sendChatFile(chatID:fileID:fileName:fileType:isolation:)`` on the caller's actor.
    @discardableResult
    public func sendChatFile(
        chatID: String, fileID: String, fileName: String, fileType: ContactCenterFileType,
        _ isolation: isolated (any Actor)? = #isolation
    ) async throws -> String {
        try await sendChatFile(
            chatID: chatID, fileID: fileID, fileName: fileName, fileType: fileType, isolation: isolation)
    }

    /// ``sendLocation(chatID:latitude:longitude:url:isolation:)`` on the caller's actor.
    @discardableResult
    public func sendLocation(
        chatID: String, latitude: Double, longitude: Double, url: URL?, _ isolation: isolated (any Actor)? = #isolation
    ) async throws -> String {
        try await sendLocation(chatID: chatID, latitude: latitude, longitude: longitude, url: url, isolation: isolation)
    }

    /// ``sendNavigation(chatID:page:title:isolation:)`` on the caller's actor.
    public func sendNavigation(
        chatID: String, page: String, title: String, _ isolation: isolated (any Actor)? = #isolation
    ) async throws {
        try await sendNavigation(chatID: chatID, page: page, title: title, isolation: isolation)
    }

    /// ``chatTyping(chatID:draft:isolation:)`` on the caller's actor.
    public func chatTyping(chatID: String, draft: String, _ isolation: isolated (any Actor)? = #isolation) async throws
    {
        try await chatTyping(chatID: chatID, draft: draft, isolation: isolation)
    }

    /// ``retryChatMessage(chatID:messageID:isolation:)`` on the caller's actor.
    public func retryChatMessage(chatID: String, messageID: String, _ isolation: isolated (any Actor)? = #isolation)
        async throws
    {
        try await retryChatMessage(chatID: chatID, messageID: messageID, isolation: isolation)
    }

    /// ``discardChatMessage(chatID:messageID:isolation:)`` on the caller's actor.
    public func discardChatMessage(chatID: String, messageID: String, _ isolation: isolated (any Actor)? = #isolation)
        async throws
    {
        try await discardChatMessage(chatID: chatID, messageID: messageID, isolation: isolation)
    }

    /// ``getUnsentMessages(chatID:isolation:)`` on the caller's actor.
    public func getUnsentMessages(chatID: String, _ isolation: isolated (any Actor)? = #isolation) async throws
        -> [ContactCenterUnsentMessage]
    {
        try await getUnsentMessages(chatID: chatID, isolation: isolation)
    }
}

// The documentation is the protocol's.
// swift-format-ignore: AllPublicDeclarationsHaveDocumentation
extension ContactCenterCommunicator {
    /// ``ContactCenterMessaging/sendChatMessage(chatID:message:format:isolation:)``, with a completion.
    public func sendChatMessage(
        chatID: String, message: String, format: MessageFormat,
        with completion: @escaping (Result<String, ContactCenterError>) -> Void
    ) {
        if let refusal: CoreCall<String> = refusalOfLongText(message, "message") { return begin(refusal, completion) }
        handOver(.text(message: message, format: format), to: chatID, completion)
    }

    @discardableResult
    public func sendChatMessage(
        chatID: String, message: String, format: MessageFormat, isolation: isolated (any Actor)?
    ) async throws -> String {
        try await self.message(message, in: chatID, format: format).value()
    }

    @discardableResult
    public func sendChatAnswer(chatID: String, answer: String, directiveID: String, isolation: isolated (any Actor)?)
        async throws -> String
    {
        let call =
            refusalOfLongText(answer, "answer")
            ?? core.sendChatAnswer(chatID: chatID, answer: answer, directiveID: directiveID)
        return try await call.value()
    }

    @discardableResult
    public func sendChatFile(
        chatID: String, fileID: String, fileName: String, fileType: ContactCenterFileType,
        isolation: isolated (any Actor)?
    ) async throws -> String {
        try await core.sendChatFile(chatID: chatID, fileID: fileID, fileName: fileName, fileType: fileType).value()
    }

    @discardableResult
    public func sendLocation(
        chatID: String, latitude: Double, longitude: Double, url: URL?, isolation: isolated (any Actor)?
    ) async throws -> String {
        try await core.sendLocation(
            chatID: chatID, latitude: latitude, longitude: longitude, url: url?.absoluteString
        ).value()
    }

    public func sendNavigation(chatID: String, page: String, title: String, isolation: isolated (any Actor)?)
        async throws
    {
        try await core.sendNavigation(chatID: chatID, page: page, title: title).value()
    }

    public func chatTyping(chatID: String, draft: String, isolation: isolated (any Actor)?) async throws {
        let call = refusalOfLongText(draft, "draft") ?? core.chatTypingWithDraft(chatID: chatID, draft: draft)
        try await call.value()
    }

    /// ``ContactCenterMessaging/retryChatMessage(chatID:messageID:isolation:)``, with a completion: it comes in the order of the
    /// delegate's calls, before any status that the message has afterwards but `pending`.
    public func retryChatMessage(
        chatID: String, messageID: String, with completion: @escaping (Result<Void, ContactCenterError>) -> Void
    ) {
        inOrder({ completion($0.map { _ in }) }) {
            try core.retryMessageWithCompletion(chatID: chatID, messageID: messageID, completion: $0)
        }
    }

    public func retryChatMessage(chatID: String, messageID: String, isolation: isolated (any Actor)?) async throws {
        try await core.retryChatMessage(chatID: chatID, messageID: messageID).value()
    }

    public func discardChatMessage(chatID: String, messageID: String, isolation: isolated (any Actor)?) async throws {
        try await core.discardChatMessage(chatID: chatID, messageID: messageID).value()
    }

    public func getUnsentMessages(chatID: String, isolation: isolated (any Actor)?) async throws
        -> [ContactCenterUnsentMessage]
    {
        try await core.getUnsentMessages(chatID: chatID).value()
    }

    func message(_ message: String, in chatID: String, format: MessageFormat) -> CoreCall<String> {
        refusalOfLongText(message, "message") ?? core.sendChatMessage(chatID: chatID, message: message, format: format)
    }
}
