// What happens in the chats, for code that waits for it in a loop rather than being called.

import Foundation

/// Streams of the updates of chats.
///
/// A stream brings the same updates as the delegate, in the same order, with or without a delegate. A slow reader loses
/// nothing: its updates are buffered without a bound. Each call returns a new stream for one reader. Cancelling the task that
/// reads ends its stream, and no other.
///
/// After ``ContactCenterRunning/shutdown()`` a stream still delivers the updates from before it, and then ends.
///
/// ```swift
/// let (chat, updates) = try await communicator.requestChatAndEvents(ContactCenterChatRequest(from: "Ann"))
/// for await update in updates {
///     for text in update.events.compactMap(\.messageText) { print(text) }
/// }
/// ```
public protocol ContactCenterListening: AnyObject, Sendable {
    /// Returns the updates of all chats from now on. Ends at the shutdown.
    ///
    /// Call it before requesting a chat, to miss no update of that chat.
    func events() -> AsyncStream<ChatUpdate>

    /// Returns the updates of one chat from now on. Ends with ``ChatUpdate/closed(chatID:reason:)``, at once if the chat is
    /// closed already, and at the shutdown.
    ///
    /// Updates between the answer to a request for the chat and this call are not in it; ``requestChatAndEvents(_:_:)`` leaves
    /// no such gap.
    func events(ofChat chatID: String) -> AsyncStream<ChatUpdate>

    /// Requests a chat like ``ContactCenterInforming/requestChat(_:_:)``, with a stream of all its updates.
    ///
    /// - Parameters:
    ///   - request: The request.
    ///   - isolation: The actor of the caller.
    /// - Returns: The session, and its updates from this call on; the stream ends like ``events(ofChat:)``.
    /// - Throws: ``ContactCenterError``; `CancellationError`.
    func requestChatAndEvents(_ request: ContactCenterChatRequest, isolation: isolated (any Actor)?) async throws -> (
        chat: ContactCenterChatSessionProperties, events: AsyncStream<ChatUpdate>
    )
}

/// The async calls, on the actor of the caller: the tasks of one actor make them in the order in which they run.
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
