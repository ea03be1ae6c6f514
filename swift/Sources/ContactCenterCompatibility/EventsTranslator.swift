// What an app of BPMobileMessaging takes for granted about the order of its callbacks, and ours do not promise: a chat's
// events come after the completion that names the chat, and the completion of a message says what became of it.

import ContactCenter
import Dispatch
import Foundation

/// The delegate of the communicator that does the work.
///
/// Everything in it but the delegate is used on the app's queue alone, which is serial; nothing is locked.
final class EventsTranslator: ContactCenter.ContactCenterEventsDelegating, @unchecked Sendable {
    typealias Completion = @Sendable (Result<String, any Error>) -> Void

    private let queue: DispatchQueue
    private let lock = NSLock()
    private weak var listener: (any ContactCenterEventsDelegating)?

    /// Requests for chats that the app has no answer to yet.
    private var requests = 0
    /// Chats that the app knows.
    private var chatIDs: Set<String> = []
    /// What happened meanwhile in chats that it does not.
    private var held: [(chatID: String, tell: () -> Void)] = []

    /// Messages that have no id yet.
    private var sends = 0
    /// What became of messages before their ids were here.
    private var early: [String: Result<String, any Error>] = [:]
    /// Who waits to hear what becomes of a message.
    private var waiting: [String: Completion] = [:]
    /// Set once, for good: nothing more is heard of any message.
    private var isOver = false

    init(queue: DispatchQueue) {
        self.queue = queue
    }

    var delegate: (any ContactCenterEventsDelegating)? {
        get { lock.withLock { listener } }
        set { lock.withLock { listener = newValue } }
    }

    // Requests for chats

    /// Before the request goes out.
    func requestBegins() {
        queue.async { self.requests += 1 }
    }

    /// On the queue, when the app has been told. `chatID` is `nil` where there is no chat.
    func requestEnded(chatID: String?) {
        requests -= 1
        if let chatID { chatIDs.insert(chatID) }
        let held = held
        self.held = []
        for (chatID, tell) in held { inTurn(of: chatID, tell) }
    }

    /// On the queue.
    private func inTurn(of chatID: String, _ tell: @escaping () -> Void) {
        guard requests == 0 || chatIDs.contains(chatID) else { return held.append((chatID, tell)) }
        tell()
    }

    // Messages

    /// Before the message is handed over.
    func sendBegins() {
        queue.async { self.sends += 1 }
    }

    /// On the queue, when the message has an id, or was refused.
    func sendEnded(_ result: Result<String, any Error>, _ completion: @escaping Completion) {
        sends -= 1
        if let messageID = try? result.get() {
            if let outcome = early.removeValue(forKey: messageID) {
                completion(outcome)
            } else if isOver {
                completion(.failure(over))
            } else {
                waiting[messageID] = completion
            }
        } else {
            completion(result)
        }
        if sends == 0 { early = [:] }
    }

    /// When nothing more will be heard. What waits may be sent by the next run of the app.
    func end() {
        queue.async { [self] in
            isOver = true
            for completion in waiting.values { completion(.failure(over)) }
            waiting = [:]
        }
    }

    private var over: any Error { translated(ContactCenter.ContactCenterError.ShutDown) }

    func messageStatusChanged(chatID: String, messageID: String, status: MessageStatus) {
        switch status {
        case .sent: settle(messageID, .success(messageID))
        case .failed(let error): settle(messageID, .failure(translated(error)))
        case .pending, .sending, .delivered, .read: break
        }
    }

    private func settle(_ messageID: String, _ outcome: Result<String, any Error>) {
        if let completion = waiting.removeValue(forKey: messageID) {
            completion(outcome)
        } else if sends > 0 {
            early[messageID] = outcome
        }
    }

    // Events

    func chatSessionEvents(chatID: String, origin: EventOrigin, events: [ContactCenterFurtherEvent]) {
        // An earlier run was told of them, or the app asks for the history; BPMobileMessaging delivered news alone.
        guard origin == .live else { return }
        inTurn(of: chatID) { [self] in tell(chatID, events) }
    }

    func chatSessionFailed(chatID: String, error: ContactCenter.ContactCenterError) {
        inTurn(of: chatID) { [self] in delegate?.chatSessionEvents(result: .failure(translated(error))) }
    }

    func chatSessionClosed(chatID: String, reason: ChatSessionCloseReason) {
        // Every other end was told by an event, by an error, or is the app's own.
        guard reason == .lost else { return }
        inTurn(of: chatID) { [self] in
            delegate?.chatSessionEvents(result: .failure(ContactCenterError.chatSessionNotFound))
        }
    }

    /// Tells the app in the order in which things happened, in as few calls as that takes.
    private func tell(_ chatID: String, _ events: [ContactCenterFurtherEvent]) {
        let receipt = Date()
        var known: [ContactCenterEvent] = []
        var further: [ContactCenterFurtherEvent] = []
        func flush() {
            if !known.isEmpty { delegate?.chatSessionEvents(result: .success(known)) }
            if !further.isEmpty { delegate?.chatSessionFurtherEvents(chatID: chatID, events: further) }
            known = []
            further = []
        }
        for event in events {
            if let event = ContactCenterEvent(event, receivedAt: receipt) {
                if !further.isEmpty { flush() }
                known.append(event)
            } else {
                if !known.isEmpty { flush() }
                further.append(event)
            }
        }
        flush()
    }
}
