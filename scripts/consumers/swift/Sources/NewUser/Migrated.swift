// A conversation with the product ContactCenterCompatibility, as an app has it that comes from BPMobileMessaging.

import ContactCenterCompatibility
import Foundation

final class Migrated: ContactCenterEventsDelegating, Sendable {
    private let communicator: ContactCenterCommunicator
    private let answers = Answers()

    init(baseURL: String, certificate: Data) {
        communicator = ContactCenterCommunicator(
            configuration: ContactCenterConfiguration(
                baseURL: baseURL, tenantURL: "acme.example.com", appID: "app", clientID: "migrated",
                extraRootCertificates: [certificate], trustExtraRootsOnly: true))
        communicator.delegate = self
    }

    func chatSessionEvents(result: Result<[ContactCenterEvent], any Error>) {
        guard case .success(let events) = result else { return }
        for case .chatSessionMessage(_, _, let message, let text, _) in events { answers.add(text ?? message) }
    }

    /// What the agent says to the question.
    func conversation() async throws -> String {
        let chatID = try await withCheckedThrowingContinuation { continuation in
            communicator.requestChat(from: "Ann", parameters: [:]) { continuation.resume(with: $0.map(\.chatID)) }
        }
        _ = try await withCheckedThrowingContinuation { continuation in
            communicator.sendChatMessage(chatID: chatID, message: question) { continuation.resume(with: $0) }
        }
        let answer = await answers.first { $0.contains(question) }
        try await withCheckedThrowingContinuation { continuation in
            communicator.endChat(chatID: chatID) { continuation.resume(with: $0) }
        }
        return answer
    }
}
