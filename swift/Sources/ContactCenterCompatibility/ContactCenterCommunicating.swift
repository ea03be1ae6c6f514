// The calls and the delegate of BPMobileMessaging, by their old names and labels. What an app wrote against them stays as
// it is; `@preconcurrency` keeps Swift 5 code free of words about Sendable, and lets Swift 6 code know of them.

import Foundation

/// Receives the events of the chats, as BPMobileMessaging delivered them.
public protocol ContactCenterEventsDelegating: AnyObject {
    /// New events, or something that the app should know.
    ///
    /// Called one after the other, in the order in which things happened, on the queue of the communicator: a background
    /// queue of its own, unless told otherwise. A list is never empty, and no event comes twice. What happened before this
    /// run of the app was told in an earlier one, or is in ``ContactCenterCommunicating/getChatHistory(chatID:with:)``.
    ///
    /// - Parameter result: Events, in order; or an error: where no retry can mend it, where the session is gone.
    func chatSessionEvents(result: Result<[ContactCenterEvent], any Error>)

    /// Events that BPMobileMessaging has no case for: files, forms, edits of messages, co-browsing, calls, and whatever a
    /// server has invented since. Left out unless an app implements this. Called between the lists of
    /// ``chatSessionEvents(result:)``, in order, on the same queue.
    ///
    /// - Parameters:
    ///   - chatID: The chat.
    ///   - events: The events, as the module `ContactCenter` knows them; never empty.
    func chatSessionFurtherEvents(chatID: String, events: [ContactCenterFurtherEvent])
}

extension ContactCenterEventsDelegating {
    /// Does nothing.
    public func chatSessionFurtherEvents(chatID: String, events: [ContactCenterFurtherEvent]) {}
}

/// The format of the text of a message.
public enum ContentFormat: Sendable {
    /// Plain text. Its line breaks are kept, and whatever looks like HTML in it reaches the other side as it was typed.
    case Text
    /// The text is HTML.
    case Html
}

/// The calls of BPMobileMessaging for one contact center.
///
/// Every completion is called once, on the queue on which the delegate is called, with a value or an error: a
/// ``ContactCenterError``; a `URLError` where the network failed; if BPMobileMessaging has neither, an error of the
/// module `ContactCenter`. Calls for one chat are carried out in the order in which they were made.
public protocol ContactCenterCommunicating {
    /// The delegate, which receives the events. It is held weakly.
    var delegate: (any ContactCenterEventsDelegating)? { get set }

    /// The server's version, for information.
    @preconcurrency
    func getVersion(with completion: @escaping @Sendable (Result<ContactCenterVersion, any Error>) -> Void)

    /// Whether the contact center is open, and perhaps how long the wait is.
    @preconcurrency
    func checkAvailability(
        with completion: @escaping @Sendable (Result<ContactCenterServiceAvailability, any Error>) -> Void)

    /// Starts a chat, or finds the live one of this client. Its events come after the completion, to the delegate.
    ///
    /// - Parameters:
    ///   - phoneNumber: For a callback.
    ///   - from: Goes to the scenario variable `$(item.from)`.
    ///   - parameters: Go to the scenario by their names.
    ///   - completion: Is given the session. Every further call names its id.
    @preconcurrency
    func requestChat(
        phoneNumber: String?, from: String, parameters: [String: String],
        with completion: @escaping @Sendable (Result<ContactCenterChatSessionProperties, any Error>) -> Void)

    /// All events of a session, the client's and the server's, in the server's order.
    @preconcurrency
    func getChatHistory(
        chatID: String, with completion: @escaping @Sendable (Result<[ContactCenterEvent], any Error>) -> Void)

    /// All sessions of the session's CRM case; ``ContactCenterError/chatSessionCaseNotSpecified`` before
    /// ``ContactCenterEvent/chatSessionCaseSet(caseID:timestamp:)``.
    @preconcurrency
    func getCaseHistory(
        chatID: String, with completion: @escaping @Sendable (Result<[ContactCenterChatSession], any Error>) -> Void)

    /// Sends a message.
    ///
    /// The completion says what became of it: its id, as soon as the server has it; an error, when it is given up. In between the
    /// message waits through failures of the network, for an hour at most, and keeps its place in the order; where it is unknown
    /// whether the server has it, the history is asked. So there is no need to send it again before its completion.
    ///
    /// - Parameters:
    ///   - chatID: The chat.
    ///   - message: The text.
    ///   - format: How the text is to be understood.
    ///   - completion: Is given the id that delivered and read events refer to, `chatId:messageNumber`.
    @preconcurrency
    func sendChatMessage(
        chatID: String, message: String, format: ContentFormat,
        with completion: @escaping @Sendable (Result<String, any Error>) -> Void)

    /// Tells the other side that the app has a message; the user need not have read it.
    @preconcurrency
    func chatMessageDelivered(
        chatID: String, messageID: String, with completion: @escaping @Sendable (Result<Void, any Error>) -> Void)

    /// Tells the other side that the user has read a message.
    @preconcurrency
    func chatMessageRead(
        chatID: String, messageID: String, with completion: @escaping @Sendable (Result<Void, any Error>) -> Void)

    /// Tells the other side that the user is typing. May be called for every key.
    @preconcurrency
    func chatTyping(chatID: String, with completion: @escaping @Sendable (Result<Void, any Error>) -> Void)

    /// Tells the other side that the user has stopped typing.
    @preconcurrency
    func chatNotTyping(chatID: String, with completion: @escaping @Sendable (Result<Void, any Error>) -> Void)

    /// Closes the CRM case of the session.
    @preconcurrency
    func closeCase(chatID: String, with completion: @escaping @Sendable (Result<Void, any Error>) -> Void)

    /// Leaves the conversation and keeps the session: the server may continue, for example with a survey.
    @preconcurrency
    func disconnectChat(chatID: String, with completion: @escaping @Sendable (Result<Void, any Error>) -> Void)

    /// Leaves the conversation and completes the session.
    @preconcurrency
    func endChat(chatID: String, with completion: @escaping @Sendable (Result<Void, any Error>) -> Void)

    /// Asks for pushes through APNs, with the token in hexadecimal digits and for the bundle identifier of the app.
    @preconcurrency
    func subscribeForRemoteNotificationsAPNs(
        chatID: String, deviceToken: String, with completion: @escaping @Sendable (Result<Void, any Error>) -> Void)

    /// Asks for pushes through Firebase, with the token as Firebase gives it.
    @preconcurrency
    func subscribeForRemoteNotificationsFirebase(
        chatID: String, deviceToken: String, with completion: @escaping @Sendable (Result<Void, any Error>) -> Void)

    /// Tells the SDK of a push. One that is not the contact center's is ignored.
    func appDidReceiveMessage(_ userInfo: [AnyHashable: Any])
}

extension ContactCenterCommunicating {
    /// Starts a chat without a phone number; see ``requestChat(phoneNumber:from:parameters:with:)``.
    @preconcurrency
    public func requestChat(
        from: String, parameters: [String: String],
        with completion: @escaping @Sendable (Result<ContactCenterChatSessionProperties, any Error>) -> Void
    ) {
        requestChat(phoneNumber: nil, from: from, parameters: parameters, with: completion)
    }

    /// Sends a message in plain text, as versions of BPMobileMessaging did that knew no format; see
    /// ``sendChatMessage(chatID:message:format:with:)``.
    @preconcurrency
    public func sendChatMessage(
        chatID: String, message: String, with completion: @escaping @Sendable (Result<String, any Error>) -> Void
    ) {
        sendChatMessage(chatID: chatID, message: message, format: .Text, with: completion)
    }
}
