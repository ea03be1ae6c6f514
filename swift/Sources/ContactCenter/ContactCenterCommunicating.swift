// The contract. It is a protocol so that an app can put its own double in the place of the SDK in its tests: a double writes
// the calls with completions, and has those that are awaited from them. What the SDK can do beyond the contract has a protocol
// and a file for each topic, so that a part of an app can ask for no more than it uses. A requirement cannot have default arguments, so
// an extension passes the actor of the caller.

import Foundation

/// A contact center, as an app speaks with it.
///
/// Poll requests are sent repeatedly to get new chat events; the events arrive through a
/// ``ContactCenterEventsDelegating`` or by ``ContactCenterListening``.
/// ``requestChat(phoneNumber:from:parameters:with:)`` comes before any other call for a chat.
///
/// Every call but the last comes twice, with a completion and to be awaited. A bad argument is refused by its name, with
/// ``ContactCenterError/InvalidArgument(argument:reason:)``, before anything is sent.
///
/// ### With a completion
///
/// The call returns at once. What is to be sent goes out in the order of the calls that one thread makes. The completion is
/// called exactly once, on the callback queue of the communicator: the main queue, unless told otherwise. Calls under
/// way at a shutdown, and later ones, complete with ``ContactCenterError/ShutDown``; that is the only word that may come after
/// ``ContactCenterRunning/shutdown()`` has returned. A call that is under way keeps its communicator alive.
///
/// On the main queue, which is the default, a completion that is written in a class of the main actor may use what is
/// the main actor's. For another queue write `{ @Sendable result in … }`, or Swift stops the process when the completion is called.
///
/// ### Awaited
///
/// A call begins on the actor of the caller, before it suspends for the first time. So the tasks of one actor, the main actor for
/// example, send in the order in which they run: two `Task { @MainActor in … }` in the order in which they were made. Tasks without an
/// actor (`Task.detached`, a task group, a `nonisolated` function) run at the same time, and so do two actors: for an order among
/// those, await one call before the next. Uploads and downloads are the exception: they begin off the actor, because they copy.
///
/// Each call is declared twice: with `isolation:`, which a double implements, and without, which passes the actor of the caller.
///
/// The calls throw ``ContactCenterError``. Cancelling the task ends a call of ``ContactCenterCommunicator`` at once with a
/// `CancellationError`, and one that had not begun asks for nothing. What that means for one under way depends on the call:
///
/// - A question (``getVersion(_:)``, ``getChatHistory(chatID:_:)`` …) is dropped together with its request.
/// - What tells something (``sendChatMessage(chatID:message:_:)``, ``endChat(chatID:_:)`` …) or changes something (``requestChat(phoneNumber:from:parameters:_:)``,
///   a subscription) is carried through: only nobody waits for its outcome any more. A message goes out all the same, and
///   ``ContactCenterEventsDelegating/messageStatusChanged(chatID:messageID:status:)`` tells of it.
/// - Uploads and downloads stop; see ``ContactCenterFileTransferring``.
public protocol ContactCenterCommunicating: AnyObject, Sendable {
    /// The server's version, for information.
    func getVersion(with completion: @escaping (Result<ContactCenterVersion, ContactCenterError>) -> Void)

    /// Whether the contact center is open, and perhaps how long the wait is. Says nothing of agents who are logged in.
    func checkAvailability(
        with completion: @escaping (Result<ContactCenterServiceAvailability, ContactCenterError>) -> Void)

    /// Starts a chat, or finds the live one of this client id, and opens it: from now on its events arrive.
    ///
    /// A chat that was live before begins with its history, delivered with the origin ``EventOrigin/history``.
    /// ``ContactCenterInforming/requestChat(_:_:)`` takes everything else that a request may hold.
    ///
    /// - Parameters:
    ///   - phoneNumber: For a callback; `nil` where none is wanted.
    ///   - from: Goes to the scenario variable `$(item.from)`.
    ///   - parameters: Go to the scenario by their names.
    ///   - completion: Is told of the session. Every further call names its id.
    func requestChat(
        phoneNumber: String?, from: String, parameters: [String: String],
        with completion: @escaping (Result<ContactCenterChatSessionProperties, ContactCenterError>) -> Void)

    /// All events of a session, the client's and the server's, in the server's order. They do not go to the delegate.
    func getChatHistory(
        chatID: String, with completion: @escaping (Result<[ContactCenterEvent], ContactCenterError>) -> Void)

    /// All sessions of the session's CRM case, of which it has none before the event
    /// ``ContactCenterEvent/chatSessionCaseSet(caseID:timestamp:)``: until then the call fails with
    /// ``ContactCenterError/ChatSessionCaseNotSpecified(reason:status:)``.
    func getCaseHistory(
        chatID: String, with completion: @escaping (Result<[ContactCenterChatSession], ContactCenterError>) -> Void)

    /// Hands over a message in plain text and completes as soon as it is in the store.
    ///
    /// From then on it is sent after all that was handed over before it, through failures of the network and restarts of
    /// the process, until the server has it, it expires, or the app discards it.
    /// ``ContactCenterMessaging/sendChatMessage(chatID:message:format:_:)`` sends one in HTML.
    ///
    /// - Parameters:
    ///   - chatID: The chat.
    ///   - message: The text.
    ///   - completion: Is told the id of the message, `chatId:messageNumber`. Delivered and read events refer to it, and
    ///     ``ContactCenterEventsDelegating/messageStatusChanged(chatID:messageID:status:)`` tells how far it has got.
    ///     Fails with ``ContactCenterError/MessageNotSent(reason:)`` where a thousand messages of the chat wait already.
    func sendChatMessage(
        chatID: String, message: String, with completion: @escaping (Result<String, ContactCenterError>) -> Void)

    /// Tells the other side that the app has a message; the user need not have read it.
    ///
    /// Completes when it is queued. Several that wait go in one request, and a message of this app's own is not confirmed.
    func chatMessageDelivered(
        chatID: String, messageID: String, with completion: @escaping (Result<Void, ContactCenterError>) -> Void)

    /// Tells the other side that the user has read a message. Queued like the confirmation of delivery.
    func chatMessageRead(
        chatID: String, messageID: String, with completion: @escaping (Result<Void, ContactCenterError>) -> Void)

    /// Tells the other side that the user is typing.
    ///
    /// Call it for every key: the other side is told at most every 5 s, that the user has stopped after 10 s without a
    /// call, and before a message. Without a network it is dropped.
    func chatTyping(chatID: String, with completion: @escaping (Result<Void, ContactCenterError>) -> Void)

    /// Tells the other side that the user has stopped typing, if it believes otherwise.
    func chatNotTyping(chatID: String, with completion: @escaping (Result<Void, ContactCenterError>) -> Void)

    /// Closes the CRM case of the session.
    func closeCase(chatID: String, with completion: @escaping (Result<Void, ContactCenterError>) -> Void)

    /// Leaves the conversation and keeps the session: the server may go on, with a survey for one. The chat stays open.
    func disconnectChat(chatID: String, with completion: @escaping (Result<Void, ContactCenterError>) -> Void)

    /// Leaves the conversation and completes the session. The chat closes with
    /// ``ChatSessionCloseReason/endedByClient``. Succeeds as well if the chat is over already.
    func endChat(chatID: String, with completion: @escaping (Result<Void, ContactCenterError>) -> Void)

    /// Asks for pushes through APNs, for the bundle identifier of the app. Call it after every request for a chat, and again
    /// whenever the token changes: the new token takes the place of the one before.
    ///
    /// - Parameters:
    ///   - chatID: The chat.
    ///   - deviceToken: The token in hexadecimal digits; ``ContactCenterPushReceiving`` takes it as the system gives it. An
    ///     empty one is refused by its name.
    ///   - completion: Is told when the server has it.
    func subscribeForRemoteNotificationsAPNs(
        chatID: String, deviceToken: String, with completion: @escaping (Result<Void, ContactCenterError>) -> Void)

    /// Asks for pushes through Firebase. Call it after every request for a chat, and again whenever the token changes: the new
    /// token takes the place of the one before.
    ///
    /// - Parameters:
    ///   - chatID: The chat.
    ///   - deviceToken: The token as Firebase gives it in `messaging(_:didReceiveRegistrationToken:)`. An empty one is
    ///     refused by its name.
    ///   - completion: Is told when the server has it.
    func subscribeForRemoteNotificationsFirebase(
        chatID: String, deviceToken: String, with completion: @escaping (Result<Void, ContactCenterError>) -> Void)

    /// Tells the SDK of a push. Returns at once.
    ///
    /// A chat that is open is asked for news unless it is being asked already. Of one that is not, the server is asked
    /// whether it is this client's live session; if so it is opened, beginning with its history.
    ///
    /// Hand over every push that the app gets: one that speaks of no chat is somebody else's, and ignored, and so are all of
    /// them after a shutdown. ``ContactCenterPushReceiving/receivePush(_:)`` does the same and says whose it is.
    ///
    /// - Parameter userInfo: The payload as the system hands it over. Strings and numbers at its top level count, the
    ///   rest is ignored; `chatID` says what chat it is about.
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
