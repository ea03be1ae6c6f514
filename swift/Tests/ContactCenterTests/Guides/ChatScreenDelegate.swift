// Shown in the guide "Getting started".

import ContactCenter

@MainActor
final class ChatScreenDelegate {
    private(set) var texts: [String] = []
    private(set) var isOnline = false
}

extension ChatScreenDelegate: ContactCenterEventsDelegating {
    nonisolated func chatSessionEvents(chatID: String, origin: EventOrigin, events: [ContactCenterEvent]) {
        MainActor.assumeIsolated { texts += events.compactMap(\.messageText) }
    }

    nonisolated func connectionStateChanged(chatID: String, state: ConnectionState) {
        MainActor.assumeIsolated { isOnline = state == .connected }
    }
}
