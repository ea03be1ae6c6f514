// Shown in the guide "Getting started".

import ContactCenter
import Foundation

@MainActor
final class SupportChat {
    private let communicator: ContactCenterCommunicator
    private(set) var texts: [String] = []
    private(set) var closeReason: ChatSessionCloseReason?

    init(communicator: ContactCenterCommunicator) {
        self.communicator = communicator
    }

    /// Asks the first question, and listens until the chat is over.
    func ask(_ question: String, as name: String) async throws {
        let (chat, updates) = try await communicator.requestChatAndEvents(ContactCenterChatRequest(from: name))
        try await communicator.sendChatMessage(chatID: chat.chatID, message: question)
        for await update in updates {
            texts += update.events.compactMap(\.messageText)
            if case .closed(_, let reason) = update { closeReason = reason }
        }
    }
}
