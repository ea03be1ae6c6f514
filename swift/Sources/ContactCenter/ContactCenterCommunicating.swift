// The API that BPMobileMessaging has too, as a protocol, so that the tests of an app can replace the SDK by a test double. A double
// implements the calls with completions, and inherits the async variants. The rest of the API has one protocol and one file per topic,
// so that a part of an app depends only on what it uses. A requirement cannot have default arguments, so an extension passes the actor
// of the caller.

import Foundation

/// The calls of the SDK for one contact center.
///
/// The SDK polls the server for the events of a chat, and delivers them to a ``ContactCenterEventsDelegating`` and to the
/// streams of ``ContactCenterListening``. Call ``requestChat(phoneNumber:from:parameters:with:)`` before any other call for a
/// chat.
///
/// Every call except ``appDidReceiveMessage(_:)`` has a variant with a completion and an `async` variant. A bad argument fails
/// with ``ContactCenterError/InvalidArgument(argument:reason:)``, which names it, before anything is sent.
///
/// ### Calls with a completion
///
/// The call returns at once. Requests are sent in the order of the calls of one thread. The completion is called exactly
/// once, on the callback queue of the communicator, which is the main queue by default. Calls that are running at a shutdown,
/// and later ones, complete with ``ContactCenterError/ShutDown``; these are the only callbacks after
/// ``ContactCenterRunning/shutdown()`` has returned. A running call keeps its communicator alive.
///
/// On the main queue a completion in a class of the main actor may use the state of the main actor. For another queue write
/// `{ @Sendable result in … }`, or Swift stops the process when the completion is called.
///
/// ### Async calls
///
/// A call begins on the actor of the caller, before its first suspension. So the tasks of one actor, for example the main
/// actor, send in the order in which they run: two `Task { @MainActor in … }` in the order of their creation. Tasks without an
/// actor (`Task.detached`, a task group, a `nonisolated` function) run at the same time, and so do two actors. For an order
/// among those, await one call before the next. Uploads and downloads begin off the actor, because they copy data.
///
/// Each call is declared twice: with `isolation:`, which a test double implements, and without, which passes the actor of the
/// caller.
///
/// The calls throw ``ContactCenterError``. Cancelling the task ends a call of ``ContactCenterCommunicator`` at once with a
/// `CancellationError`; a call that has not begun sends nothing. The effect on a running call depends on its kind:
///
/// - A query (``getVersion(_:)``, ``getChatHistory(chatID:_:)`` …) drops its request.
/// - A command (``sendChatMessage(chatID:message:_:)``, ``endChat(chatID:_:)``,
///   ``requestChat(phoneNumber:from:parameters:_:)``, a subscription …) is carried out without the caller. A message is sent,
///   and ``ContactCenterEventsDelegating/messageStatusChanged(chatID:messageID:status:)`` reports it.
/// - An upload or download stops; see ``ContactCenterFileTransferring``.
public protocol ContactCenterCommunicating: AnyObject, Sendable {
    /// Returns the version of the server, for information.
    func getVersion(with completion: @escaping (Result<ContactCenterVersion, ContactCenterError>) -> Void)

    /// Returns whether the contact center is open, and if known the expected wait. It does not depend on logged-in agents.
    func checkAvailability(
        with completion: @escaping (Result<ContactCenterServiceAvailability, ContactCenterError>) -> Void)

    /// Starts a chat, or finds the live chat of this client id, and opens it: from now on its events are delivered.
    ///
    /// A chat that was live before begins with its history, delivered with the origin ``EventOrigin/history``.
    /// ``ContactCenterInforming/requestChat(_:_:)`` takes everything that a request can hold.
    ///
    /// - Parameters:
    ///   - phoneNumber: The customer's number for a callback; `nil` for none.
    ///   - from: The customer's name, for the scenario variable `$(item.from)`.
    ///   - parameters: Values for the scenario, by name.
    ///   - completion: Receives the session, whose id all further calls take.
    func requestChat(
        phoneNumber: String?, from: String, parameters: [String: String],
        with completion: @escaping (Result<ContactCenterChatSessionProperties, ContactCenterError>) -> Void)

    /// Returns all events of a session, of both sides, in the order of the server. The delegate does not receive them.
    func getChatHistory(
        chatID: String, with completion: @escaping (Result<[ContactCenterEvent], ContactCenterError>) -> Void)

    /// Returns all sessions of the CRM case of this session. Before the event
    /// ``ContactCenterEvent/chatSessionCaseSet(caseID:timestamp:)`` there is no case, and the call fails with
    /// ``ContactCenterError/ChatSessionCaseNotSpecified(reason:status:)``.
    func getCaseHistory(
        chatID: String, with completion: @escaping (Result<[ContactCenterChatSession], ContactCenterError>) -> Void)

    /// Queues a message in plain text, and completes when it is in the store.
    ///
    /// Messages are sent in the order of the calls, through failures of the network and restarts of the process, until the
    /// server has them, they expire, or the app discards them.
    /// ``ContactCenterMessaging/sendChatMessage(chatID:message:format:_:)`` sends HTML.
    ///
    /// - Parameters:
    ///   - chatID: The chat.
    ///   - message: The text.
    ///   - completion: Receives the id of the message, `chatId:messageNumber`. Receipts refer to it, and
    ///     ``ContactCenterEventsDelegating/messageStatusChanged(chatID:messageID:status:)`` reports its status.
    ///     Fails with ``ContactCenterError/MessageNotSent(reason:)`` if a thousand messages of the chat are unsent.
    func sendChatMessage(
        chatID: String, message: String, with completion: @escaping (Result<String, ContactCenterError>) -> Void)

    /// Sends a delivery receipt: the app has the message, whether the user has read it or not.
    ///
    /// Completes when it is queued. Waiting receipts are sent in one request; messages of this app get none.
    func chatMessageDelivered(
        chatID: String, messageID: String, with completion: @escaping (Result<Void, ContactCenterError>) -> Void)

    /// Sends a read receipt for a message. It is queued like a delivery receipt.
    func chatMessageRead(
        chatID: String, messageID: String, with completion: @escaping (Result<Void, ContactCenterError>) -> Void)

    /// Sends the typing indicator.
    ///
    /// Call it for every key: it is sent at most every 5 s, and withdrawn after 10 s without a call and before a message.
    /// Without a network it is dropped.
    func chatTyping(chatID: String, with completion: @escaping (Result<Void, ContactCenterError>) -> Void)

    /// Withdraws the typing indicator, if it was sent.
    func chatNotTyping(chatID: String, with completion: @escaping (Result<Void, ContactCenterError>) -> Void)

    /// Closes the CRM case of the session.
    func closeCase(chatID: String, with completion: @escaping (Result<Void, ContactCenterError>) -> Void)

    /// Leaves the conversation and keeps the session: the server may continue, for example with a survey. The chat stays open.
    func disconnectChat(chatID: String, with completion: @escaping (Result<Void, ContactCenterError>) -> Void)

    /// Leaves the conversation and completes the session. The chat closes with
    /// ``ChatSessionCloseReason/endedByClient``. Succeeds also if the chat is closed already.
    func endChat(chatID: String, with completion: @escaping (Result<Void, ContactCenterError>) -> Void)

    /// Subscribes the chat for pushes through APNs, for the bundle identifier of the app. Call it after every request for a
    /// chat, and again when the token changes: the new token replaces the previous one.
    ///
    /// - Parameters:
    ///   - chatID: The chat.
    ///   - deviceToken: The token in hexadecimal digits, not empty; ``ContactCenterPushReceiving`` takes it as `Data`.
    ///   - completion: Called when the server has the subscription.
    func subscribeForRemoteNotificationsAPNs(
        chatID: String, deviceToken: String, with completion: @escaping (Result<Void, ContactCenterError>) -> Void)

    /// Subscribes the chat for pushes through Firebase. Call it after every request for a chat, and again when the token
    /// changes: the new token replaces the previous one.
    ///
    /// - Parameters:
    ///   - chatID: The chat.
    ///   - deviceToken: The token of Firebase's `messaging(_:didReceiveRegistrationToken:)`, not empty.
    ///   - completion: Called when the server has the subscription.
    func subscribeForRemoteNotificationsFirebase(
        chatID: String, deviceToken: String, with completion: @escaping (Result<Void, ContactCenterError>) -> Void)

    /// Passes a push to the SDK, which triggers one background fetch. Returns at once.
    ///
    /// An open chat is polled, unless a poll is running. For another chat the SDK asks the server whether it is the live
    /// session of this client, and if so opens it, beginning with its history.
    ///
    /// Pass every push that the app gets. One without a chat id belongs to another part of the app and is ignored, and so are
    /// all pushes after a shutdown. ``ContactCenterPushReceiving/receivePush(_:)`` throws for those instead.
    ///
    /// - Parameter userInfo: The payload as the system passes it. Strings and numbers at its top level are used, the rest is
    ///   ignored; `chatID` names the chat.
    func appDidReceiveMessage(_ userInfo: [AnyHashable: Any])

    /// ``getVersion(with:)``, awaited.
    func getVersion(isolation: isolated (any Actor)?) async throws -> ContactCenterVersion

    /// ``checkAvailability(with:)``, awaited.
    func checkAvailability(isolation: isolated (any Actor)?) async throws -> ContactCenterServiceAvailability

    /// ``requestChat(phoneNumber:from:parameters:with:)``, awaited.
    func requestChat(phoneNumber: String?, from: String, parameters: [String: String], isolation: isolated (any Actor)?)
        async throws -> ContactCenterChatSessionProperties

    /// ``getChatHistory(chatID:with:)``, awaited.
    func getChatHistory(chatID: String, isolation: isolated (any Actor)?) async throws -> [ContactCenterEvent]

    /// ``getCaseHistory(chatID:with:)``, awaited.
    func getCaseHistory(chatID: String, isolation: isolated (any Actor)?) async throws -> [ContactCenterChatSession]

    /// ``sendChatMessage(chatID:message:with:)``, awaited.
    @discardableResult
    func sendChatMessage(chatID: String, message: String, isolation: isolated (any Actor)?) async throws -> String

    /// ``chatMessageDelivered(chatID:messageID:with:)``, awaited.
    func chatMessageDelivered(chatID: String, messageID: String, isolation: isolated (any Actor)?) async throws

    /// ``chatMessageRead(chatID:messageID:with:)``, awaited.
    func chatMessageRead(chatID: String, messageID: String, isolation: isolated (any Actor)?) async throws

    /// ``chatTyping(chatID:with:)``, awaited.
    func chatTyping(chatID: String, isolation: isolated (any Actor)?) async throws

    /// ``chatNotTyping(chatID:with:)``, awaited.
    func chatNotTyping(chatID: String, isolation: isolated (any Actor)?) async throws

    /// ``closeCase(chatID:with:)``, awaited.
    func closeCase(chatID: String, isolation: isolated (any Actor)?) async throws

    /// ``disconnectChat(chatID:with:)``, awaited.
    func disconnectChat(chatID: String, isolation: isolated (any Actor)?) async throws

    /// ``endChat(chatID:with:)``, awaited.
    func endChat(chatID: String, isolation: isolated (any Actor)?) async throws

    /// ``subscribeForRemoteNotificationsAPNs(chatID:deviceToken:with:)``, awaited.
    func subscribeForRemoteNotificationsAPNs(chatID: String, deviceToken: String, isolation: isolated (any Actor)?)
        async throws

    /// ``subscribeForRemoteNotificationsFirebase(chatID:deviceToken:with:)``, awaited.
    func subscribeForRemoteNotificationsFirebase(chatID: String, deviceToken: String, isolation: isolated (any Actor)?)
        async throws
}
