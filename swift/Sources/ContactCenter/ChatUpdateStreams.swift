// Who listens to what happens in the chats by a stream. Streams hear of an update when the core tells it, before the app's
// queue does; each keeps what its reader has not taken yet, without a bound.

import Foundation

final class ChatUpdateStreams: @unchecked Sendable {
    private enum Interest {
        case everything
        /// By its id in lower case: servers spell ids in both cases.
        case chat(String)
        /// One chat, whose id is not known yet; until then all of it is kept.
        case undecided([ChatUpdate])
    }

    private struct Listener {
        var interest: Interest
        let continuation: AsyncStream<ChatUpdate>.Continuation
    }

    private let lock = NSLock()
    private var listeners: [UUID: Listener] = [:]
    /// Chats that have closed here, each with the number of its closing: there is nothing to hear of them any more.
    private var closedChats: [String: Int] = [:]
    private var closings = 0
    private var isFinished = false

    /// What happens from now on, in all chats.
    func all() -> AsyncStream<ChatUpdate> {
        listen(to: .everything).stream
    }

    /// What happens from now on in one chat; nothing, where it has closed.
    func chat(_ chatID: String) -> AsyncStream<ChatUpdate> {
        listen(to: .chat(chatID.lowercased())).stream
    }

    /// What happens from now on in a chat whose id is said later, by `settle`.
    func undecided() -> (id: UUID, stream: AsyncStream<ChatUpdate>) {
        listen(to: .undecided([]))
    }

    /// Says which chat it is, so that what was kept of it goes on first.
    func settle(_ id: UUID, on chatID: String) {
        let chat = chatID.lowercased()
        let ended = lock.withLock { () -> [AsyncStream<ChatUpdate>.Continuation] in
            guard case .undecided(let kept) = listeners[id]?.interest else { return [] }
            listeners[id]?.interest = .chat(chat)
            return kept.flatMap { hand($0, to: [id]) }
        }
        for continuation in ended { continuation.finish() }
    }

    /// Forgets a listener; its stream ends.
    func forget(_ id: UUID) {
        let listener = lock.withLock { listeners.removeValue(forKey: id) }
        listener?.continuation.finish()
    }

    /// A moment, to be told to `requested`.
    var now: Int { lock.withLock { closings } }

    /// A chat was asked for, so it may be open again after it has closed.
    ///
    /// - Parameters:
    ///   - chatID: The chat.
    ///   - moment: When it was asked for. The answer takes its time, that of the app's queue too; a chat that has closed meanwhile
    ///     stays closed.
    func requested(_ chatID: String, askedAt moment: Int) {
        let chat = chatID.lowercased()
        lock.withLock {
            if let closing = closedChats[chat], closing <= moment { closedChats[chat] = nil }
        }
    }

    func post(_ update: ChatUpdate) {
        let chat = update.chatID.lowercased()
        let ended = lock.withLock {
            if case .closed = update {
                closings += 1
                closedChats[chat] = closings
            } else if update.showsAnOpenChat {
                // A push opens chats that the app has not requested.
                closedChats[chat] = nil
            }
            return hand(update, to: Array(listeners.keys))
        }
        for continuation in ended { continuation.finish() }
    }

    /// Ends all streams, those too that are asked for later.
    func finish() {
        let ended = lock.withLock {
            isFinished = true
            defer { listeners = [:] }
            return listeners.values.map(\.continuation)
        }
        for continuation in ended { continuation.finish() }
    }

    private func listen(to interest: Interest) -> (id: UUID, stream: AsyncStream<ChatUpdate>) {
        let id = UUID()
        let (stream, continuation) = AsyncStream.makeStream(of: ChatUpdate.self, bufferingPolicy: .unbounded)
        continuation.onTermination = { [weak self] _ in self?.forget(id) }
        // Under the same lock as the listeners: between the two a chat could close, and its stream would never end.
        let isTooLate = lock.withLock {
            var isOver = isFinished
            if case .chat(let chat) = interest, closedChats[chat] != nil { isOver = true }
            if !isOver { listeners[id] = Listener(interest: interest, continuation: continuation) }
            return isOver
        }
        if isTooLate { continuation.finish() }
        return (id, stream)
    }

    /// Returns whose streams are over with it. They are ended outside the lock, because that calls back into `forget`.
    private func hand(_ update: ChatUpdate, to ids: [UUID]) -> [AsyncStream<ChatUpdate>.Continuation] {
        ids.compactMap { id in
            guard let listener = listeners[id] else { return nil }
            switch listener.interest {
            case .everything:
                listener.continuation.yield(update)
            case .undecided(let kept):
                listeners[id]?.interest = .undecided(kept + [update])
            case .chat(let chat) where chat == update.chatID.lowercased():
                listener.continuation.yield(update)
                guard case .closed = update else { return nil }
                listeners[id] = nil
                return listener.continuation
            case .chat:
                break
            }
            return nil
        }
    }
}

extension ChatUpdate {
    /// Whether a chat of which this is told can be heard of further: not so for the status of a message of long ago.
    fileprivate var showsAnOpenChat: Bool {
        switch self {
        case .events: true
        case .connectionChanged(_, let state): state != .closed
        case .failed, .closed, .ownMessageAdded, .messageStatusChanged: false
        }
    }
}
