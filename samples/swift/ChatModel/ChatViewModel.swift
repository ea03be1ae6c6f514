// The view model of a chat: what its screen shows and what its user can do, without a word of SwiftUI.

import ContactCenter
import Foundation

#if canImport(Combine)
    import Combine

    extension ChatViewModel: ObservableObject {}
#endif

/// A chat, as its screen sees it. On the main actor, as screens are.
@MainActor
public final class ChatViewModel {
    /// What the screen shows.
    public private(set) var state = ChatState() {
        willSet {
            #if canImport(Combine)
                objectWillChange.send()
            #endif
        }
    }

    private let communicator: ContactCenterCommunicator
    private var starting: Task<Void, Never>?
    private var listening: Task<Void, Never>?

    /// - Parameter communicator: The contact center. It follows the network and the screen by itself.
    public init(communicator: ContactCenterCommunicator) {
        self.communicator = communicator
    }

    deinit {
        listening?.cancel()
    }

    /// Requests the chat, or finds the one that was live when the app was left. Does nothing while there is one, so that it can be
    /// called whenever the screen appears.
    public func start(name: String) async {
        // The request outlives the screen that made it: the history is delivered once, and must not be lost.
        if !state.canSend, starting == nil {
            starting = Task {
                await request(name: name)
                starting = nil
            }
        }
        await starting?.value
    }

    private func request(name: String) async {
        do {
            let (chat, updates) = try await communicator.requestChatAndEvents(ContactCenterChatRequest(from: name))
            state = ChatState()
            state.chatID = chat.chatID
            listening?.cancel()
            listening = Task { [weak self] in
                for await update in updates { self?.follow(update) }
            }
        } catch {
            show(error)
        }
    }

    /// Hands over a message. The updates bring it into the conversation, and say how far it has got.
    public func send(_ text: String) async {
        let text = text.trimmingCharacters(in: .whitespacesAndNewlines)
        guard let chatID = state.chatID, !text.isEmpty else { return }
        await show { [communicator] in
            try await communicator.sendChatMessage(chatID: chatID, message: text)
        }
    }

    /// Tries a message again that has failed.
    public func retry(_ line: ChatLine) async {
        guard let chatID = state.chatID else { return }
        await show { [communicator] in
            try await communicator.retryChatMessage(chatID: chatID, messageID: line.id)
        }
    }

    /// For every key.
    public func userTypes() async {
        guard let chatID = state.chatID else { return }
        try? await communicator.chatTyping(chatID: chatID)
    }

    /// Ends the chat.
    public func end() async {
        guard let chatID = state.chatID else { return }
        await show { [communicator] in try await communicator.endChat(chatID: chatID) }
    }

    /// Tells the SDK of a push.
    public func receivePush(_ userInfo: [AnyHashable: Any]) {
        communicator.appDidReceiveMessage(userInfo)
    }

    private func follow(_ update: ChatUpdate) {
        state.apply(update)
        guard let chatID = state.chatID, case .events(_, .live, let events) = update else { return }
        let seen = events.filter { !$0.isFromCustomer(ofChat: chatID) }.compactMap { event in
            if case .chatSessionMessage = event { event.messageID } else { nil }
        }
        // The screen shows them. Queued, so nothing waits for the network here.
        for messageID in seen {
            communicator.chatMessageRead(chatID: chatID, messageID: messageID) { _ in }
        }
    }

    private func show(_ action: () async throws -> Void) async {
        do {
            try await action()
        } catch {
            show(error)
        }
    }

    private func show(_ error: any Error) {
        state.failure = (error as? any LocalizedError)?.recoverySuggestion ?? error.localizedDescription
    }
}
