// The one way from the core to the delegate. The core calls from a single thread, which must not wait for an app; an app
// wants its own queue, a weak delegate, and silence after a shutdown. Here the one becomes the other.

import Dispatch
import Foundation

/// Takes every call of the core and makes it again on the app's queue.
///
/// The queue in between is serial even where the app's is concurrent, so the order of the core is kept. The bridge knows
/// neither the communicator nor the core: both can go while calls are still on their way, and those calls then find the
/// bridge stopped.
final class EventsBridge: CoreEventsDelegating, @unchecked Sendable {
    /// Serial, above the app's.
    let queue: DispatchQueue

    /// Guards everything below, and rings when a call to the delegate has returned. Never held during one.
    private let condition = NSCondition()
    private weak var listener: (any ContactCenterEventsDelegating)?
    /// Set once, for good: no call starts after that.
    private var isStopped = false
    /// Where the delegate is being called right now. One at most, because the queue is serial.
    private var callingThread: pthread_t?

    init(delegate: (any ContactCenterEventsDelegating)?, callbackQueue: DispatchQueue) {
        listener = delegate
        queue = DispatchQueue(label: "com.contactcenter.delegate", target: callbackQueue)
    }

    var delegate: (any ContactCenterEventsDelegating)? {
        get { condition.withLock { listener } }
        set { condition.withLock { listener = newValue } }
    }

    /// From here on no call starts, not even one that has been queued.
    func stop() {
        condition.withLock { isStopped = true }
    }

    /// After `stop`: waits until the call that is under way has returned, at most until `limit`.
    ///
    /// There is nothing to wait for on the thread of that very call. Comparing threads, rather than asking which queue
    /// this is, also gets this right where the call has entered another queue with `sync`, or has run the main thread's
    /// run loop inside itself.
    func waitForCallUnderWay(until limit: Date) {
        condition.withLock {
            while let thread = callingThread, pthread_equal(thread, pthread_self()) == 0 {
                guard condition.wait(until: limit) else { return }
            }
        }
    }

    func chatSessionEvents(chatId: String, origin: EventOrigin, events: [ContactCenterEvent]) {
        handOver { $0.chatSessionEvents(chatID: chatId, origin: origin, events: events) }
    }

    func chatSessionFailed(chatId: String, error: ContactCenterError) {
        handOver { $0.chatSessionFailed(chatID: chatId, error: error) }
    }

    func chatSessionClosed(chatId: String, reason: ChatSessionCloseReason) {
        handOver { $0.chatSessionClosed(chatID: chatId, reason: reason) }
    }

    func connectionStateChanged(chatId: String, state: ConnectionState) {
        handOver { $0.connectionStateChanged(chatID: chatId, state: state) }
    }

    func messageStatusChanged(chatId: String, messageId: String, status: MessageStatus) {
        handOver { $0.messageStatusChanged(chatID: chatId, messageID: messageId, status: status) }
    }

    private func handOver(_ call: @escaping @Sendable (any ContactCenterEventsDelegating) -> Void) {
        queue.async { [self] in
            guard let delegate = beginCall() else { return }
            call(delegate)
            endCall()
        }
    }

    private func beginCall() -> (any ContactCenterEventsDelegating)? {
        condition.withLock {
            guard !isStopped, let listener else { return nil }
            callingThread = pthread_self()
            return listener
        }
    }

    private func endCall() {
        condition.withLock {
            callingThread = nil
            condition.broadcast()
        }
    }
}
