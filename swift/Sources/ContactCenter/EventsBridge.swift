// The one way from the core to the app. The core calls from a single thread of its own; an app wants its own queue, a weak
// delegate, and silence after a shutdown. Here the one becomes the other.

import Dispatch
import Foundation

/// While so many events, statuses and the like wait for the app's queue, the core waits as well.
private let mostWaiting = 1000
/// The same for their bytes.
private let mostWaitingBytes = 16 << 20

/// Takes every call of the core, gives it to the streams at once, and makes it again on the app's queue, where the answers
/// to calls with a completion arrive as well.
///
/// The queue in between is serial even where the app's is concurrent, so the order of the core is kept. The bridge knows
/// neither the communicator nor the core: both can go while calls are still on their way, and those calls then find the
/// bridge stopped.
final class EventsBridge: CoreEventsDelegating, @unchecked Sendable {
    /// Serial, above the app's.
    let queue: DispatchQueue
    let streams = ChatUpdateStreams()

    /// Guards everything below, and rings when a call to the app has returned. Never held during one.
    private let condition = NSCondition()
    private weak var listener: (any ContactCenterEventsDelegating)?
    /// How many events, statuses and the like wait for the app's queue.
    private var waiting = Weight()
    /// Set once, for good: no call starts after that.
    private var isStopped = false
    /// Where the app is being called right now. One at most, because the queue is serial.
    private var callingThread: pthread_t?
    /// Tasks that wait in `settle`.
    private var settling: [UUID: AsyncStream<Void>.Continuation] = [:]

    init(delegate: (any ContactCenterEventsDelegating)?, callbackQueue: DispatchQueue) {
        listener = delegate
        queue = DispatchQueue(label: "com.contactcenter.delegate", target: callbackQueue)
    }

    var delegate: (any ContactCenterEventsDelegating)? {
        get { condition.withLock { listener } }
        set { condition.withLock { listener = newValue } }
    }

    /// From here on no call starts, not even one that has been queued, and the streams end with what they have.
    func stop() {
        let settled = condition.withLock {
            isStopped = true
            condition.broadcast()
            defer { settling = [:] }
            return settling.values
        }
        for task in settled { task.finish() }
        streams.finish()
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
        tell(.events(chatID: chatID, origin: origin, events: events))
    }

    func chatSessionFailed(chatID: String, error: ContactCenterError) {
        tell(.failed(chatID: chatID, error: error))
    }

    func chatSessionClosed(chatID: String, reason: ChatSessionCloseReason) {
        tell(.closed(chatID: chatID, reason: reason))
    }

    func connectionStateChanged(chatID: String, state: ConnectionState) {
        tell(.connectionChanged(chatID: chatID, state: state))
    }

    func ownMessageAdded(chatID: String, message: ContactCenterEvent) {
        tell(.ownMessageAdded(chatID: chatID, message: message))
    }

    func messageStatusChanged(chatID: String, messageID: String, status: MessageStatus) {
        tell(.messageStatusChanged(chatID: chatID, messageID: messageID, status: status))
    }

    /// Calls the app, after all calls that were handed over before. While a thousand updates or 16 MiB wait it returns only when fewer
    /// do or the bridge is stopped. It holds the core's thread for the delegate meanwhile, so the core asks for no more events.
    func handOver(_ weight: Weight = Weight(count: 1), _ call: @escaping @Sendable () -> Void) {
        guard findRoom(for: weight) else { return }
        queue.async { [self] in
            giveRoom(of: weight)
            guard beginCall() else { return }
            call()
            endCall()
        }
    }

    /// Gives an answer to the completion of a call, after all calls that were handed over before.
    ///
    /// The completion is called in any case. After `stop` it gets the error that the communicator was shut down, whatever the answer was.
    func answer<Value: Sendable>(
        _ completion: @escaping (Result<Value, ContactCenterError>) -> Void, with answer: Result<Value, any Error>
    ) {
        // What an app hands over to be called on a queue of its choice is called there, and only there.
        nonisolated(unsafe) let completion = completion
        // It counts for no bound. An answer that waited would keep a thread of the system's, and there is one for
        // each call that the app has made: the app bounds them by itself.
        queue.async { [self] in
            guard beginCall() else { return completion(.failure(.ShutDown)) }
            completion(answer.mapError { $0 as? ContactCenterError ?? .Cancelled })
            endCall()
        }
    }

    /// Returns when every call that was handed over before has been made or dropped. Ends early with a stop, with the task that
    /// waits, and after `limit`, if there is one: the app's queue may be waiting for the caller.
    func settle(within limit: DispatchTimeInterval? = nil) async {
        let (settled, end) = AsyncStream.makeStream(of: Void.self)
        let id = UUID()
        let isWaiting = condition.withLock {
            if !isStopped { settling[id] = end }
            return !isStopped
        }
        guard isWaiting else { return }
        queue.async { end.finish() }
        if let limit { DispatchQueue.global().asyncAfter(deadline: .now() + limit) { end.finish() } }
        for await _ in settled {}
        condition.withLock { settling[id] = nil }
    }

    /// Throws if there is nothing to wait for any more: after a stop, and in a task that was cancelled.
    func checkStillWanted() throws {
        if condition.withLock({ isStopped }) { throw ContactCenterError.ShutDown }
        try Task.checkCancellation()
    }

    private func tell(_ update: ChatUpdate) {
        streams.post(update)
        handOver(Weight(of: update)) { [self] in delegate?.receive(update) }
    }

    private func findRoom(for weight: Weight) -> Bool {
        condition.withLock {
            while waiting.count >= mostWaiting || waiting.bytes >= mostWaitingBytes, !isStopped { condition.wait() }
            waiting.count += weight.count
            waiting.bytes += weight.bytes
            return !isStopped
        }
    }

    private func giveRoom(of weight: Weight) {
        condition.withLock {
            waiting.count -= weight.count
            waiting.bytes -= weight.bytes
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

/// How much an update counts for the bounds.
struct Weight {
    var count = 0
    var bytes = 0
}

extension Weight {
    fileprivate init(of update: ChatUpdate) {
        switch update {
        case .events(_, _, let events):
            self.init(count: max(events.count, 1), bytes: events.reduce(0) { $0 + size(of: $1) })
        case .ownMessageAdded(_, let message):
            self.init(count: 1, bytes: size(of: message))
        default:
            self.init(count: 1)
        }
    }
}

/// The bytes of an event, as the core hands it over.
private func size(of event: ContactCenterEvent) -> Int {
    var bytes: [UInt8] = []
    FfiConverterTypeContactCenterEvent.write(event, into: &bytes)
    return bytes.count
}
