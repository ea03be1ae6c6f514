// A delegate that writes everything down, for tests to wait for and to compare.

import ContactCenter
import Foundation

final class Recorder: ContactCenterEventsDelegating, @unchecked Sendable {
    enum Call: Equatable, Sendable {
        case events(EventOrigin, [ContactCenterEvent])
        case failed(ContactCenterError)
        case closed(ChatSessionCloseReason)
        case connection(ConnectionState)
        case ownMessage(ContactCenterEvent)
        /// No call of the delegate: a completion was told the id of a message.
        case completed(String)
        case message(String, MessageStatus)
    }

    private struct Waiter {
        let isDone: @Sendable ([Call]) -> Bool
        let finish: CheckedContinuation<Bool, Never>
    }

    private let lock = NSLock()
    private var recorded: [Call] = []
    private var chats: Set<String> = []
    private var waiters: [UUID: Waiter] = [:]
    private let reaction: @Sendable (Call) -> Void

    /// - Parameter reaction: What this delegate does inside each call, after it has written it down.
    init(reaction: @escaping @Sendable (Call) -> Void = { _ in }) {
        self.reaction = reaction
    }

    var calls: [Call] { lock.withLock { recorded } }
    var chatIDs: Set<String> { lock.withLock { chats } }

    func chatSessionEvents(chatID: String, origin: EventOrigin, events: [ContactCenterEvent]) {
        record(.events(origin, events), of: chatID)
    }

    func chatSessionFailed(chatID: String, error: ContactCenterError) {
        record(.failed(error), of: chatID)
    }

    func chatSessionClosed(chatID: String, reason: ChatSessionCloseReason) {
        record(.closed(reason), of: chatID)
    }

    func connectionStateChanged(chatID: String, state: ConnectionState) {
        record(.connection(state), of: chatID)
    }

    func ownMessageAdded(chatID: String, message: ContactCenterEvent) {
        record(.ownMessage(message), of: chatID)
    }

    func messageStatusChanged(chatID: String, messageID: String, status: MessageStatus) {
        record(.message(messageID, status), of: chatID)
    }

    /// What a test has seen elsewhere, between the calls of the delegate.
    func completed(_ messageID: String, inChat chatID: String) {
        record(.completed(messageID), of: chatID)
    }

    /// Returns when the calls so far are what is waited for.
    func wait(for what: String, _ isDone: @escaping @Sendable ([Call]) -> Bool) async throws {
        let id = UUID()
        let isInTime = await withCheckedContinuation { finish in
            let isDoneAlready = lock.withLock {
                let isDoneAlready = isDone(recorded)
                if !isDoneAlready { waiters[id] = Waiter(isDone: isDone, finish: finish) }
                return isDoneAlready
            }
            guard !isDoneAlready else { return finish.resume(returning: true) }
            DispatchQueue.global().asyncAfter(deadline: .now() + patience) { [weak self] in
                guard let self else { return }
                lock.withLock { waiters.removeValue(forKey: id) }?.finish.resume(returning: false)
            }
        }
        guard isInTime else { throw WaitedInVain(for: "\(what); there was only \(calls)") }
    }

    private func record(_ call: Call, of chatID: String) {
        let satisfied = lock.withLock {
            recorded.append(call)
            chats.insert(chatID)
            let satisfied = waiters.filter { $0.value.isDone(recorded) }
            for id in satisfied.keys { waiters[id] = nil }
            return satisfied.values
        }
        for waiter in satisfied { waiter.finish.resume(returning: true) }
        reaction(call)
    }
}

extension [Recorder.Call] {
    var events: [ContactCenterEvent] {
        flatMap { call in
            if case .events(_, let events) = call { events } else { [ContactCenterEvent]() }
        }
    }

    /// The ids and the texts of the own messages that were told.
    var ownMessages: [[String]] {
        compactMap { call in
            guard case .ownMessage(let message) = call else { return nil }
            return [message.messageID ?? "", message.messageText ?? ""]
        }
    }

    /// What was told about one message, in order.
    func about(_ messageID: String) -> [Recorder.Call] {
        filter { call in
            switch call {
            case .ownMessage(let message): message.messageID == messageID
            case .message(messageID, _), .completed(messageID): true
            default: false
            }
        }
    }

    var closings: [ChatSessionCloseReason] {
        compactMap { call in
            if case .closed(let reason) = call { reason } else { nil }
        }
    }

    var connections: [ConnectionState] {
        compactMap { call in
            if case .connection(let state) = call { state } else { nil }
        }
    }

    func statuses(of messageID: String) -> [MessageStatus] {
        compactMap { call in
            if case .message(messageID, let status) = call { status } else { nil }
        }
    }
}

extension [ContactCenterEvent] {
    /// The plain texts of the messages among them.
    var texts: [String] {
        compactMap { event in
            if case .chatSessionMessage = event { event.messageText } else { nil }
        }
    }
}
