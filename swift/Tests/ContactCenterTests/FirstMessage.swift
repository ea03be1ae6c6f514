import ContactCenter
import Foundation

final class Chat: ContactCenterEventsDelegating {
    func configuration(host: URL) throws -> ContactCenterConfiguration {
        try ContactCenterConfiguration(
            baseURL: host, tenantURL: host, appID: "parcels",
            storageFolder: ContactCenterStorage.folder())
    }

    func start(_ settings: ContactCenterConfiguration) async throws -> ContactCenterCommunicator {
        let communicator = try ContactCenterCommunicator(configuration: settings, delegate: self)
        let chat = try await communicator.requestChat(from: "Ann")
        try await communicator.sendChatMessage(chatID: chat.chatID, message: "Where is my parcel?")
        return communicator
    }

    func chatSessionEvents(chatID: String, origin: EventOrigin, events: [ContactCenterEvent]) {
        for text in events.compactMap(\.messageText) { print(text) }
    }
}
