// The contract. It is a protocol so that an app can put its own double in the place of the SDK in its tests. What the SDK
// can do beyond the contract has a protocol and a file for each topic, so that a part of an app can ask for no more than
// it uses.

import Foundation

/// A contact centre, as an app speaks with it.
///
/// Poll requests are sent repeatedly to get new chat events; the events arrive through a
/// ``ContactCenterEventsDelegating``. ``requestChat(phoneNumber:from:parameters:)`` comes before any other call for a
/// chat.
///
/// Every call throws a ``ContactCenterError``. A bad argument is refused by its name before anything is sent. Cancelling
/// a task does not take back what it has asked for: the call ends with its answer. Only uploads and downloads stop; see
/// ``ContactCenterFileTransferring``.
public protocol ContactCenterCommunicating:
    ContactCenterInforming, ContactCenterMessaging, ContactCenterFormAnswering, ContactCenterFileTransferring,
    ContactCenterCalling, ContactCenterRecording
{
    /// The server's version, for information.
    func getVersion() async throws -> ContactCenterVersion

    /// Whether the contact centre is open, and perhaps how long the wait is. Says nothing of agents who are logged in.
    func checkAvailability() async throws -> ContactCenterServiceAvailability

    /// Starts a chat, or finds the live one of this client id, and opens it: from now on its events reach the delegate.
    ///
    /// A chat that was live before begins with its history, delivered with the origin ``EventOrigin/history``.
    /// ``ContactCenterInforming/requestChat(_:)`` takes everything else that a request may hold.
    ///
    /// - Parameters:
    ///   - phoneNumber: For a callback.
    ///   - from: Goes to the scenario variable `$(item.from)`.
    ///   - parameters: Go to the scenario by their names.
    /// - Returns: The session. Every further call names its id.
    /// - Throws: ``ContactCenterError``.
    func requestChat(
        phoneNumber: String?, from: String, parameters: [String: String]
    ) async throws -> ContactCenterChatSessionProperties

    /// All events of a session, the client's and the server's, in the server's order. They do not go to the delegate.
    func getChatHistory(chatID: String) async throws -> [ContactCenterEvent]

    /// All sessions of the session's CRM case, of which it has none before the event
    /// ``ContactCenterEvent/chatSessionCaseSet(caseID:timestamp:)``: until then the call throws
    /// ``ContactCenterError/ChatSessionCaseNotSpecified(reason:status:)``.
    func getCaseHistory(chatID: String) async throws -> [ContactCenterChatSession]

    /// Hands over a message and returns as soon as it is in the store.
    ///
    /// From then on it is sent after all that was handed over before it, through failures of the network and restarts of
    /// the process, until the server has it, it expires, or the app discards it.
    ///
    /// - Parameters:
    ///   - chatID: The chat.
    ///   - message: The text.
    ///   - format: How the text is to be understood.
    /// - Returns: The id of the message, `chatId:messageNumber`. Delivered and read events refer to it, and
    ///   ``ContactCenterEventsDelegating/messageStatusChanged(chatID:messageID:status:)`` tells how far it has got.
    /// - Throws: ``ContactCenterError/MessageNotSent(reason:)`` where a thousand messages of the chat wait already.
    @discardableResult
    func sendChatMessage(chatID: String, message: String, format: MessageFormat) async throws -> String

    /// Tells the other side that the app has a message; the user need not have read it.
    ///
    /// Returns when it is queued. Several that wait go in one request, and a message of this app's own is not confirmed.
    func chatMessageDelivered(chatID: String, messageID: String) async throws

    /// Tells the other side that the user has read a message. Queued like the confirmation of delivery.
    func chatMessageRead(chatID: String, messageID: String) async throws

    /// Tells the other side that the user is typing.
    ///
    /// Call it for every key: the other side is told at most every 5 s, that the user has stopped after 10 s without a
    /// call, and before a message. Without a network it is dropped.
    func chatTyping(chatID: String) async throws

    /// Tells the other side that the user has stopped typing, if it believes otherwise.
    func chatNotTyping(chatID: String) async throws

    /// Closes the CRM case of the session.
    func closeCase(chatID: String) async throws

    /// Leaves the conversation and keeps the session: the server may go on, with a survey for one. The chat stays open.
    func disconnectChat(chatID: String) async throws

    /// Leaves the conversation and completes the session. The chat closes with
    /// ``ChatSessionCloseReason/endedByClient``.
    func endChat(chatID: String) async throws

    /// Asks for pushes through APNs. Call it after every request for a chat, and again whenever the token changes.
    ///
    /// - Parameters:
    ///   - chatID: The chat.
    ///   - deviceToken: The token in hexadecimal digits.
    ///   - appBundleID: The topic; the bundle identifier of the app where it is `nil`.
    /// - Throws: ``ContactCenterError``.
    func subscribeForRemoteNotificationsAPNs(chatID: String, deviceToken: String, appBundleID: String?) async throws

    /// Asks for pushes through Firebase. Call it after every request for a chat, and again whenever the token changes.
    ///
    /// - Parameters:
    ///   - chatID: The chat.
    ///   - deviceToken: The token as Firebase gives it in `messaging(_:didReceiveRegistrationToken:)`.
    /// - Throws: ``ContactCenterError``.
    func subscribeForRemoteNotificationsFirebase(chatID: String, deviceToken: String) async throws

    /// Asks for no more pushes for this chat.
    func unsubscribeFromRemoteNotifications(chatID: String) async throws

    /// Tells the SDK of a push. Returns at once.
    ///
    /// A chat that is open is asked for news unless it is being asked already. Of one that is not, the server is asked
    /// whether it is this client's live session; if so it is opened, beginning with its history.
    ///
    /// - Parameter userInfo: The payload as the system hands it over. Strings and numbers at its top level count, the
    ///   rest is ignored; `chatID` says what chat it is about.
    /// - Throws: ``ContactCenterError/InvalidArgument(argument:reason:)`` for a payload without a usable `chatID`.
    func appDidReceiveMessage(_ userInfo: [AnyHashable: Any]) throws

    /// Says what the system says of the network. Returns at once.
    ///
    /// While there is none, no chat asks for news; as soon as there is, each asks without waiting out a pause.
    func setNetworkAvailable(_ isAvailable: Bool)

    /// Says whether the app is on the screen. Returns at once.
    ///
    /// In the background the SDK is quiet: no request, no timer; a push looks once what there is. Back in the foreground
    /// the chats read what they have missed, and go on.
    func setForeground(_ isForeground: Bool)

    /// Stops everything, in under a second, from any thread and also from inside a callback.
    ///
    /// Calls that are under way end with ``ContactCenterError/ShutDown``. The sessions on the server go on:
    /// ``requestChat(phoneNumber:from:parameters:)`` of a new communicator with the same client id finds them. Further
    /// calls of `shutdown` do nothing.
    func shutdown()
}

/// The shorter forms of some calls.
extension ContactCenterCommunicating {
    /// Starts a chat without a phone number; see ``requestChat(phoneNumber:from:parameters:)``.
    public func requestChat(
        from: String, parameters: [String: String] = [:]
    ) async throws -> ContactCenterChatSessionProperties {
        try await requestChat(phoneNumber: nil, from: from, parameters: parameters)
    }

    /// Sends a message in plain text; see ``sendChatMessage(chatID:message:format:)``.
    @discardableResult
    public func sendChatMessage(chatID: String, message: String) async throws -> String {
        try await sendChatMessage(chatID: chatID, message: message, format: .text)
    }

    /// Asks for pushes through APNs, for the bundle identifier of the app.
    public func subscribeForRemoteNotificationsAPNs(chatID: String, deviceToken: String) async throws {
        try await subscribeForRemoteNotificationsAPNs(chatID: chatID, deviceToken: deviceToken, appBundleID: nil)
    }

    /// Asks for pushes through APNs. Call it after every request for a chat, and again whenever the token changes.
    ///
    /// - Parameters:
    ///   - chatID: The chat.
    ///   - deviceToken: The token as the system gives it in
    ///     `application(_:didRegisterForRemoteNotificationsWithDeviceToken:)`.
    ///   - appBundleID: The topic; the bundle identifier of the app where it is left out.
    /// - Throws: ``ContactCenterError``.
    public func subscribeForRemoteNotificationsAPNs(
        chatID: String, deviceToken: Data, appBundleID: String? = nil
    ) async throws {
        let digits = deviceToken.map { byte in
            (byte < 0x10 ? "0" : "") + String(byte, radix: 16)
        }
        try await subscribeForRemoteNotificationsAPNs(
            chatID: chatID, deviceToken: digits.joined(), appBundleID: appBundleID)
    }
}
