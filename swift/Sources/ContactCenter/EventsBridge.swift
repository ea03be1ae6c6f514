// The one way from the core to the app. The core calls from a single thread of its own; an app wants its own queue, a weak
// delegate, and silence after a shutdown. Here the one becomes the other.

import Dispatch
import Foundation

/// While so much waits for the app's queue, the core waits as well.
private let mostWaiting = 1000

/// Takes every call of the core and makes it again on the app's queue.
///
/// The queue in between is serial even where the app's is concurrent, so the order of the core is kept. The bridge knows
/// neither the communicator nor the core: both can go while calls are still on their way, and those calls then find the
/// bridge stopped.
final class EventsBridge: CoreEventsDelegating, @unchecked Sendable {
    /// Serial, above the app's.
    let queue: DispatchQueue

    /// Guards everything below, and rings when a call to the app has returned. Never held during one.
    private let condition = NSCondition()
    private weak var listener: (any ContactCenterEventsDelegating)?
    /// How many events, statuses and the like wait for the app's queue.
    private var waiting = 0
    /// Set once, for good: no call starts after that.
    private var isStopped = false
    /// Where the app is being called right now. One at most, because the queue is serial.
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
        condition.withLock {
            isStopped = true
            condition.broadcast()
        }
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

    func chatSessionEvents(chatID: String, origin: EventOrigin, events: [ContactCenterEvent]) {
        tell(events.count) { $0.chatSessionEvents(chatID: chatID, origin: origin, events: events) }
    }

    func chatSessionFailed(chatID: String, error: ContactCenterError) {
        tell { $0.chatSessionFailed(chatID: chatID, error: error) }
    }

    func chatSessionClosed(chatID: String, reason: ChatSessionCloseReason) {
        tell { $0.chatSessionClosed(chatID: chatID, reason: reason) }
    }

    func connectionStateChanged(chatID: String, state: ConnectionState) {
        tell { $0.connectionStateChanged(chatID: chatID, state: state) }
    }

    func messageStatusChanged(chatID: String, messageID: String, status: MessageStatus) {
        tell { $0.messageStatusChanged(chatID: chatID, messageID: messageID, status: status) }
    }

    /// Calls the app, after all calls that were handed over before. Waits while a thousand things wait: the core's thread has
    /// nothing else to do, and the core asks for no more events meanwhile.
    func handOver(_ count: Int = 1, _ call: @escaping @Sendable () -> Void) {
        guard findRoom(for: count) else { return }
        queue.async { [self] in
            giveRoom(of: count)
            guard beginCall() else { return }
            call()
            endCall()
        }
    }

    /// Returns when every call that was handed over before has been made, or has been dropped.
    func settle() async {
        await withCheckedContinuation { continuation in
            queue.async { continuation.resume() }
        }
    }

    private func tell(
        _ count: Int = 1, _ call: @escaping @Sendable (any ContactCenterEventsDelegating) -> Void
    ) {
        handOver(count) { [self] in
            if let delegate { call(delegate) }
        }
    }

    private func findRoom(for count: Int) -> Bool {
        condition.withLock {
            while waiting >= mostWaiting, !isStopped { condition.wait() }
            waiting += count
            return !isStopped
        }
    }

    private func giveRoom(of count: Int) {
        condition.withLock {
            waiting -= count
            condition.broadcast()
        }
    }

    private func beginCall() -> Bool {
        condition.withLock {
            guard !isStopped else { return false }
            callingThread = pthread_self()
            return true
        }
    }

    private func endCall() {
        condition.withLock {
            callingThread = nil
            condition.broadcast()
        }
    }
}
