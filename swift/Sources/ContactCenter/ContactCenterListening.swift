// What happens in the chats, for code that waits for it in a loop rather than being called.

import Foundation

/// Streams of what happens in the chats.
///
/// A stream brings everything that the delegate hears, in the same order, with a delegate or without one. It loses nothing,
/// however slow its reader is: what was not taken yet is kept without a bound. Each call returns a stream of its own, to be read
/// by one reader; ask for as many as there are readers. Cancelling the task that reads ends its stream, and no other.
///
/// After ``ContactCenterRunning/shutdown()`` a stream still holds what was told before it, and then ends.
///
/// ```swift
/// let (chat, updates) = try await communicator.requestChatAndEvents(ContactCenterChatRequest(from: "Ann"))
/// for await update in updates {
///     for text in update.events.compactMap(\.messageText) { print(text) }
/// }
/// ```
public protocol ContactCenterListening: AnyObject, Sendable {
    /// What happens from now on in all chats. Ends at the shutdown.
    ///
    /// Ask for it before requesting a chat, and nothing of that chat is missed.
    func events() -> AsyncStream<ChatUpdate>

    /// What happens from now on in one chat. Ends with ``ChatUpdate/closed(chatID:reason:)``, at once where the chat has closed
    /// before, and at the shutdown.
    ///
    /// What happened between the answer to a request for the chat and this call is not in it; ``requestChatAndEvents(_:_:)``
    /// leaves no such gap.
    func events(ofChat chatID: String) -> AsyncStream<ChatUpdate>

    /// Requests a chat like ``ContactCenterInforming/requestChat(_:_:)``, and listens to it from its first event on.
    ///
    /// - Parameters:
    ///   - request: What is asked for.
    ///   - isolation: The actor of the caller.
    /// - Returns: The session, and what happens in it from the moment of this call; it ends like ``events(ofChat:)``.
    /// - Throws: ``ContactCenterError``; `CancellationError`.
    func requestChatAndEvents(_ request: ContactCenterChatRequest, isolation: isolated (any Actor)?) async throws -> (
        chat: ContactCenterChatSessionProperties, events: AsyncStream<ChatUpdate>
    )
}

/// The awaited calls, on the actor of the caller: the tasks of one actor make them in the order in which they run.
extension ContactCenterListening {
    /// ``requestChatAndEvents(_:isolation:)`` on the caller's actor.
    public func requestChatAndEvents(
        _ request: ContactCenterChatRequest, _ isolation: isolated (any Actor)? = #isolation
    ) async throws -> (chat: ContactCenterChatSessionProperties, events: AsyncStream<ChatUpdate>) {
        try await requestChatAndEvents(request, isolation: isolation)
    }
}

// The documentation is the protocol's.
// swift-format-ignore: AllPublicDeclarationsHaveDocumentation
extension ContactCenterCommunicator {
    public func events() -> AsyncStream<ChatUpdate> {
        bridge.streams.all()
    }

    public func events(ofChat chatID: String) -> AsyncStream<ChatUpdate> {
        bridge.streams.chat(chatID)
    }

    public func requestChatAndEvents(_ request: ContactCenterChatRequest, isolation: isolated (any Actor)?) async throws
        -> (chat: ContactCenterChatSessionProperties, events: AsyncStream<ChatUpdate>)
    {
        let (id, events) = bridge.streams.undecided()
        do {
            let chat = try await requestChat(request)
            bridge.streams.settle(id, on: chat.chatID)
            return (chat, events)
        } catch {
            bridge.streams.forget(id)
            throw error
        }
    }
}
