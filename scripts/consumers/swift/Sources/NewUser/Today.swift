// A conversation with the product ContactCenter.

import ContactCenter
import Foundation

final class Today: ContactCenterEventsDelegating {
    private let communicator: ContactCenterCommunicator
    private let answers = Answers()

    init(baseURL: String, certificate: Data) throws {
        communicator = try ContactCenterCommunicator(
            configuration: ContactCenterConfiguration(
                baseURL: baseURL, tenantURL: "acme.example.com", appID: "app", clientID: "today",
                extraRootCertificates: [certificate], trustExtraRootsOnly: true),
            callbackQueue: DispatchQueue(label: "app"))
        communicator.delegate = self
    }

    func chatSessionEvents(chatID: String, origin: EventOrigin, events: [ContactCenterEvent]) {
        for case .chatSessionMessage(_, _, _, let text, _, _, _, _, _) in events { answers.add(text) }
    }

    /// What the agent says to the question.
    func conversation() async throws -> String {
        let chat = try await communicator.requestChat(from: "Ann")
        try await communicator.sendChatMessage(chatID: chat.chatID, message: question)
        let answer = await answers.first { $0.contains(question) }
        try await communicator.endChat(chatID: chat.chatID)
        communicator.shutdown()
        return answer
    }
}
