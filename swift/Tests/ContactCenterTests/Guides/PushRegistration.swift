// Shown in the guide "Push notifications".

import ContactCenter
import Foundation

/// Keeps the subscription of the chat in step with the token of the device, whichever comes first.
@MainActor
final class PushRegistration {
    /// Of the one service for which the contact center is set up.
    enum Token {
        /// From `application(_:didRegisterForRemoteNotificationsWithDeviceToken:)`.
        case apns(Data)
        /// From `messaging(_:didReceiveRegistrationToken:)`.
        case firebase(String)
    }

    private let communicator: ContactCenterCommunicator
    private var token: Token?
    private var chatID: String?

    init(communicator: ContactCenterCommunicator) {
        self.communicator = communicator
    }

    /// Call it whenever the system hands over a token, and with the chat's id after every request for a chat.
    func changed(token: Token? = nil, chatID: String? = nil) async throws {
        self.token = token ?? self.token
        self.chatID = chatID ?? self.chatID
        guard let chatID = self.chatID else { return }
        switch self.token {
        case .apns(let token):
            try await communicator.subscribeForRemoteNotificationsAPNs(chatID: chatID, deviceToken: token)
        case .firebase(let token):
            try await communicator.subscribeForRemoteNotificationsFirebase(chatID: chatID, deviceToken: token)
        case nil:
            break
        }
    }
}
