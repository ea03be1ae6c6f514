// A test double of the SDK. That it compiles shows that the contract asks for these calls and no others.

import ContactCenter
import Foundation

/// An app's double, with the calls exactly as the contract prints them and no others.
final class ContractDouble: ContactCenterCommunicating {
    /// What was sent, in the order in which the calls came.
    let messages = Log<String>()

    func getVersion(with completion: @escaping (Result<ContactCenterVersion, ContactCenterError>) -> Void) {
        completion(.success(ContactCenterVersion(serverVersion: "1")))
    }

    func checkAvailability(
        with completion: @escaping (Result<ContactCenterServiceAvailability, ContactCenterError>) -> Void
    ) {
        completion(
            .success(
                ContactCenterServiceAvailability(chat: .unavailable, chatValue: "notAvailable", estimatedWaitTime: nil))
        )
    }

    func requestChat(
        phoneNumber: String?, from: String, parameters: [String: String],
        with completion: @escaping (Result<ContactCenterChatSessionProperties, ContactCenterError>) -> Void
    ) {
        completion(
            .success(
                ContactCenterChatSessionProperties(
                    chatID: "double", state: .queued, estimatedWaitTime: nil, isNewChat: true, phoneNumber: phoneNumber,
                    initialMessageID: nil)))
    }

    func getChatHistory(
        chatID: String, with completion: @escaping (Result<[ContactCenterEvent], ContactCenterError>) -> Void
    ) {
        completion(.success([.chatSessionEnded]))
    }

    func getCaseHistory(
        chatID: String, with completion: @escaping (Result<[ContactCenterChatSession], ContactCenterError>) -> Void
    ) {
        completion(.failure(.ChatSessionCaseNotSpecified(reason: "", status: 406)))
    }

    func sendChatMessage(
        chatID: String, message: String, with completion: @escaping (Result<String, ContactCenterError>) -> Void
    ) {
        messages.append(message)
        DispatchQueue.global().async { [completion = Sent(completion)] in completion.take(.success("\(chatID):1")) }
    }

    func chatMessageDelivered(
        chatID: String, messageID: String, with completion: @escaping (Result<Void, ContactCenterError>) -> Void
    ) {
        completion(.success(()))
    }

    func chatMessageRead(
        chatID: String, messageID: String, with completion: @escaping (Result<Void, ContactCenterError>) -> Void
    ) {
        completion(.success(()))
    }

    func chatTyping(chatID: String, with completion: @escaping (Result<Void, ContactCenterError>) -> Void) {
        completion(.success(()))
    }

    func chatNotTyping(chatID: String, with completion: @escaping (Result<Void, ContactCenterError>) -> Void) {
        completion(.success(()))
    }

    func closeCase(chatID: String, with completion: @escaping (Result<Void, ContactCenterError>) -> Void) {
        completion(.success(()))
    }

    func disconnectChat(chatID: String, with completion: @escaping (Result<Void, ContactCenterError>) -> Void) {
        completion(.success(()))
    }

    func endChat(chatID: String, with completion: @escaping (Result<Void, ContactCenterError>) -> Void) {
        completion(.success(()))
    }

    func subscribeForRemoteNotificationsAPNs(
        chatID: String, deviceToken: String, with completion: @escaping (Result<Void, ContactCenterError>) -> Void
    ) {
        completion(.success(()))
    }

    func subscribeForRemoteNotificationsFirebase(
        chatID: String, deviceToken: String, with completion: @escaping (Result<Void, ContactCenterError>) -> Void
    ) {
        completion(.success(()))
    }

    func appDidReceiveMessage(_ userInfo: [AnyHashable: Any]) {}
}

/// Takes a completion to another thread.
private struct Sent<Value>: @unchecked Sendable {
    let take: (Value) -> Void

    init(_ take: @escaping (Value) -> Void) {
        self.take = take
    }
}
