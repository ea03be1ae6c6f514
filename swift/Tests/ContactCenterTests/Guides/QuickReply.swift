// Shown in the guide "Background and network".

import ContactCenter

/// Sends what was answered in a notification, and returns when the contact center has it or the message was given up.
@MainActor
func sendQuickReply(
    _ text: String, inChat chatID: String, with communicator: ContactCenterCommunicator,
    isInBackground: () -> Bool
) async throws {
    let updates = communicator.events(ofChat: chatID)
    communicator.setForeground(true)
    defer {
        // The user may have opened the app meanwhile.
        if isInBackground() { communicator.setForeground(false) }
    }
    let sentID = try await communicator.sendChatMessage(chatID: chatID, message: text)
    for await update in updates {
        guard case .messageStatusChanged(_, sentID, let status) = update else { continue }
        if status != .pending, status != .sending { return }
    }
}
