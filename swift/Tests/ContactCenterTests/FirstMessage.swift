import ContactCenter

final class Chat: ContactCenterEventsDelegating {
    func chatSessionEvents(chatID: String, origin: EventOrigin, events: [ContactCenterEvent]) {
        for case .chatSessionMessage(_, _, let message, let text, _) in events { print(text ?? message) }
    }

    func start(_ configuration: ContactCenterConfiguration) async throws -> ContactCenterCommunicator {
        let communicator = try ContactCenterCommunicator(configuration: configuration, delegate: self)
        let chat = try await communicator.requestChat(phoneNumber: nil, from: "Ann", parameters: [:])
        try await communicator.sendChatMessage(chatID: chat.chatID, message: "Where is my parcel?")
        return communicator
    }
}
