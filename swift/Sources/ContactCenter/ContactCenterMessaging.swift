// What is shown as a message beside the contract's plain texts, and what can be done about a message that waits or has failed.

import Foundation

/// Messages with a format, files, locations, answers to bots, drafts, and unsent messages.
public protocol ContactCenterMessaging: AnyObject, Sendable {
    /// Queues a message like ``ContactCenterCommunicating/sendChatMessage(chatID:message:with:)``, in plain text or in HTML.
    ///
    /// - Parameters:
    ///   - chatID: The chat.
    ///   - message: The text.
    ///   - format: Whether the text is plain text or HTML.
    ///   - isolation: The actor of the caller.
    /// - Returns: The id of the message.
    /// - Throws: ``ContactCenterError``.
    @discardableResult
    func sendChatMessage(chatID: String, message: String, format: MessageFormat, isolation: isolated (any Actor)?)
        async throws -> String

    /// Answers a question of a bot, with a message that names the question. It is queued like any message.
    ///
    /// - Parameters:
    ///   - chatID: The chat.
    ///   - answer: The answer, in plain text.
    ///   - directiveID: The directive id of the question's ``ContactCenterEvent``.
    ///   - isolation: The actor of the caller.
    /// - Returns: The id of the message.
    /// - Throws: ``ContactCenterError``.
    @discardableResult
    func sendChatAnswer(chatID: String, answer: String, directiveID: String, isolation: isolated (any Actor)?)
        async throws -> String

    /// Sends an uploaded file to the other side. It is queued like any message.
    ///
    /// - Parameters:
    ///   - chatID: The chat.
    ///   - fileID: The id of the file, which ``ContactCenterFileTransferring/uploadFile(at:progress:)`` returns.
    ///   - fileName: The name that the other side sees.
    ///   - fileType: Whether the file is shown in the conversation.
    ///   - isolation: The actor of the caller.
    /// - Returns: The id of the message.
    /// - Throws: ``ContactCenterError``.
    @discardableResult
    func sendChatFile(
        chatID: String, fileID: String, fileName: String, fileType: ContactCenterFileType,
        isolation: isolated (any Actor)?
    ) async throws -> String

    /// Sends a location to the other side. It is queued like any message.
    ///
    /// - Parameters:
    ///   - chatID: The chat.
    ///   - latitude: The latitude in degrees north, -90 to 90.
    ///   - longitude: The longitude in degrees east, -180 to 180.
    ///   - url: The address of a map.
    ///   - isolation: The actor of the caller.
    /// - Returns: The id of the message.
    /// - Throws: ``ContactCenterError``.
    @discardableResult
    func sendLocation(chatID: String, latitude: Double, longitude: Double, url: URL?, isolation: isolated (any Actor)?)
        async throws -> String

    /// Sends the page that the customer looks at. Returns when it is queued, like a receipt.
    ///
    /// - Parameters:
    ///   - chatID: The chat.
    ///   - page: The address or the name of the page.
    ///   - title: The title of the page.
    ///   - isolation: The actor of the caller.
    /// - Throws: ``ContactCenterError``.
    func sendNavigation(chatID: String, page: String, title: String, isolation: isolated (any Actor)?) async throws

    /// Sends the typing indicator with the text typed so far; see
    /// ``ContactCenterCommunicating/chatTyping(chatID:with:)``.
    func chatTyping(chatID: String, draft: String, isolation: isolated (any Actor)?) async throws

    /// Retries a failed message, under the same id. A waiting message is sent at once.
    ///
    /// - Throws: ``ContactCenterError/InvalidArgument(argument:reason:)`` if there is no such message.
    func retryChatMessage(chatID: String, messageID: String, isolation: isolated (any Actor)?) async throws

    /// Discards a failed or waiting message. A message that is being sent cannot be discarded.
    ///
    /// - Throws: ``ContactCenterError/InvalidArgument(argument:reason:)`` if there is no such message.
    func discardChatMessage(chatID: String, messageID: String, isolation: isolated (any Actor)?) async throws

    /// Returns the messages of an open chat that wait, are being sent or have failed, in the order of their calls, those of earlier
    /// runs included. A message is in this list before the delegate is told of it.
    ///
    /// - Throws: ``ContactCenterError/ChatSessionNotOpen(reason:)`` for a chat that was not opened by this communicator,
    ///   ``ContactCenterError/ChatSessionClosed(reason:)`` for a closed chat.
    func getUnsentMessages(chatID: String, isolation: isolated (any Actor)?) async throws
        -> [ContactCenterUnsentMessage]
}

/// Variants of some calls with fewer arguments.
extension ContactCenterMessaging {
    /// Sends an uploaded file with the name and the type of its upload.
    @discardableResult
    public func sendChatFile(
        chatID: String, file: ContactCenterUploadedFile, _ isolation: isolated (any Actor)? = #isolation
    ) async throws -> String {
        try await sendChatFile(chatID: chatID, fileID: file.fileID, fileName: file.fileName, fileType: file.fileType)
    }

    /// Sends a location without a map; see ``sendLocation(chatID:latitude:longitude:url:_:)``.
    @discardableResult
    public func sendLocation(
        chatID: String, latitude: Double, longitude: Double, _ isolation: isolated (any Actor)? = #isolation
    ) async throws -> String {
        try await sendLocation(chatID: chatID, latitude: latitude, longitude: longitude, url: nil)
    }
}

/// The async calls, on the actor of the caller: the tasks of one actor make them in the order in which they run.
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
