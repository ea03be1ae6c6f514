// The calls and the delegate of BPMobileMessaging, by their old names and labels. What an app wrote against them stays as
// it is; `@preconcurrency` keeps Swift 5 code free of words about Sendable, and lets Swift 6 code know of them.

import Foundation

/// Receives the events of the chats, as BPMobileMessaging delivered them.
public protocol ContactCenterEventsDelegating: AnyObject {
    /// Receives new events, or a failure that the app should know of.
    ///
    /// It is called one call at a time, in order, on the queue of the communicator, which is a background queue by default. A
    /// list is never empty, and no event is delivered twice. Events from before this run of the app were delivered in an earlier
    /// one, or are in ``ContactCenterCommunicating/getChatHistory(chatID:with:)``.
    ///
    /// - Parameter result: Events in the order of the server; or an error, if retrying cannot help or the session is gone.
    func chatSessionEvents(result: Result<[ContactCenterEvent], any Error>)

    /// Receives events for which BPMobileMessaging has no case: files, forms, edits of messages, co-browsing, calls, and unknown
    /// ones. They are dropped unless an app implements this method. It is called between the lists of
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
    /// The text is plain. Line breaks are kept, and markup in it reaches the other side as it was typed.
    case Text
    /// The text is HTML.
    case Html
}

/// The calls of BPMobileMessaging for one contact center.
///
/// Every completion is called once, on the queue on which the delegate is called, with a value or an error: a
/// ``ContactCenterError``; a `URLError` if the network failed; if BPMobileMessaging has neither, an error of the
/// module `ContactCenter`. Calls for one chat are carried out in the order in which they were made.
public protocol ContactCenterCommunicating {
    /// The delegate, which receives the events. It is held weakly.
    var delegate: (any ContactCenterEventsDelegating)? { get set }

    /// Returns the version of the server, for information.
    @preconcurrency
    func getVersion(with completion: @escaping @Sendable (Result<ContactCenterVersion, any Error>) -> Void)

    /// Returns whether the contact center is open, and if known the expected wait.
    @preconcurrency
    func checkAvailability(
        with completion: @escaping @Sendable (Result<ContactCenterServiceAvailability, any Error>) -> Void)

    /// Starts a chat, or finds the live chat of this client. The delegate receives its events after the completion.
    ///
    /// - Parameters:
    ///   - phoneNumber: The customer's number for a callback.
    ///   - from: The customer's name, for the scenario variable `$(item.from)`.
    ///   - parameters: Values for the scenario, by name.
    ///   - completion: Receives the session, whose id all further calls take.
    @preconcurrency
    func requestChat(
        phoneNumber: String?, from: String, parameters: [String: String],
        with completion: @escaping @Sendable (Result<ContactCenterChatSessionProperties, any Error>) -> Void)

    /// Returns all events of a session, of both sides, in the order of the server.
    @preconcurrency
    func getChatHistory(
        chatID: String, with completion: @escaping @Sendable (Result<[ContactCenterEvent], any Error>) -> Void)

    /// Returns all sessions of the session's CRM case; fails with ``ContactCenterError/chatSessionCaseNotSpecified`` before
    /// ``ContactCenterEvent/chatSessionCaseSet(caseID:timestamp:)``.
    @preconcurrency
    func getCaseHistory(
        chatID: String, with completion: @escaping @Sendable (Result<[ContactCenterChatSession], any Error>) -> Void)

    /// Sends a message.
    ///
    /// The completion receives the id of the message when the server has it, or an error when the SDK gives it up. Until then the
    /// message waits through failures of the network, for an hour at most, and keeps its place in the order. A message in doubt is
    /// resolved from the history. So the app need not send it again before its completion.
    ///
    /// - Parameters:
    ///   - chatID: The chat.
    ///   - message: The text.
    ///   - format: Whether the text is plain text or HTML.
    ///   - completion: Receives the id to which receipts refer, `chatId:messageNumber`.
    @preconcurrency
    func sendChatMessage(
        chatID: String, message: String, format: ContentFormat,
        with completion: @escaping @Sendable (Result<String, any Error>) -> Void)

    /// Sends a delivery receipt: the app has the message, whether the user has read it or not.
    @preconcurrency
    func chatMessageDelivered(
        chatID: String, messageID: String, with completion: @escaping @Sendable (Result<Void, any Error>) -> Void)

    /// Sends a read receipt for a message.
    @preconcurrency
    func chatMessageRead(
        chatID: String, messageID: String, with completion: @escaping @Sendable (Result<Void, any Error>) -> Void)

    /// Sends the typing indicator. May be called for every key.
    @preconcurrency
    func chatTyping(chatID: String, with completion: @escaping @Sendable (Result<Void, any Error>) -> Void)

    /// Withdraws the typing indicator.
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

    /// Subscribes the chat for pushes through APNs, with the token in hexadecimal digits and for the bundle identifier of the app.
    @preconcurrency
    func subscribeForRemoteNotificationsAPNs(
        chatID: String, deviceToken: String, with completion: @escaping @Sendable (Result<Void, any Error>) -> Void)

    /// Subscribes the chat for pushes through Firebase, with the token of Firebase.
    @preconcurrency
    func subscribeForRemoteNotificationsFirebase(
        chatID: String, deviceToken: String, with completion: @escaping @Sendable (Result<Void, any Error>) -> Void)

    /// Passes a push to the SDK. A push that does not come from the contact center is ignored.
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

    /// Sends a message in plain text, like versions of BPMobileMessaging without formats; see
    /// ``sendChatMessage(chatID:message:format:with:)``.
    @preconcurrency
    public func sendChatMessage(
        chatID: String, message: String, with completion: @escaping @Sendable (Result<String, any Error>) -> Void
    ) {
        sendChatMessage(chatID: chatID, message: message, format: .Text, with: completion)
    }
}
