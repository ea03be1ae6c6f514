import ContactCenter

final class Chat: ContactCenterEventsDelegating {
    func chatSessionEvents(chatID: String, origin: EventOrigin, events: [ContactCenterEvent]) {
        for text in events.compactMap(\.messageText) { print(text) }
    }

    func start(_ configuration: ContactCenterConfiguration) async throws -> ContactCenterCommunicator {
        let communicator = try ContactCenterCommunicator(configuration: configuration, delegate: self)
        let chat = try await communicator.requestChat(phoneNumber: nil, from: "Ann", parameters: [:])
        try await communicator.sendChatMessage(chatID: chat.chatID, message: "Where is my parcel?")
        return communicator
    }
}
