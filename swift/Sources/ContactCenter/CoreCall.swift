// One call of the core that takes time, as Swift needs it. The generator can only await a call: it begins whenever the
// executor comes to it, so that two calls may change places, and Rust never hears of a task that was cancelled. Here a call
// begins on the actor and in the turn in which it is made, is awaited or told to a completion, and is cancelled for good.

import ContactCenterFFI
import Dispatch
import Foundation

/// A future of Rust, begun at most once. What the core does in order, it queues when the future is polled first.
///
/// It may be cancelled at any time and from any thread, also before it has begun and after it has ended: the future is
/// freed under the same lock under which it is cancelled, so neither meets the other half way.
final class CoreCall<Value: Sendable>: @unchecked Sendable {
    typealias Poll = (UInt64, @escaping UniffiRustFutureContinuationCallback, UInt64) -> Void

    private let pollFuture: Poll
    private let cancelFuture: (UInt64) -> Void
    private let freeFuture: (UInt64) -> Void
    /// Takes the outcome out of a future that is ready, or was cancelled.
    private let takeOutcome: (UInt64) throws -> Value
    private let refusal: ContactCenterError?

    private let lock = NSLock()
    /// `nil` as soon as it is freed.
    private var future: UInt64?

    init(
        future: UInt64, poll: @escaping Poll, cancel: @escaping (UInt64) -> Void, free: @escaping (UInt64) -> Void,
        takeOutcome: @escaping (UInt64) throws -> Value
    ) {
        self.future = future
        pollFuture = poll
        cancelFuture = cancel
        freeFuture = free
        self.takeOutcome = takeOutcome
        refusal = nil
    }

    /// A call that is refused before it reaches the core.
    init(refused error: ContactCenterError) {
        (pollFuture, cancelFuture, freeFuture) = ({ _, _, _ in }, { _ in }, { _ in })
        takeOutcome = { _ in throw error }
        refusal = error
    }

    deinit {
        // One that was never begun. Of one that was, Rust holds this object until it is over.
        free()
    }

    /// Begins the call on this thread, so that calls take effect in the order in which they are begun, and returns.
    ///
    /// - Parameter completion: Is called exactly once, on a thread of the system's, with the value, a `ContactCenterError`
    ///   or a `CancellationError`.
    func begin(_ completion: @escaping @Sendable (Result<Value, any Error>) -> Void) {
        if let refusal { return DispatchQueue.global().async { completion(.failure(refusal)) } }
        guard let future = lock.withLock({ future }) else { return }
        let wait = pendingPolls.insert { [self] isReady in
            guard isReady else { return begin(completion) }
            let outcome = outcome(of: future)
            free()
            completion(outcome)
        }
        pollFuture(future, rustIsReady, wait)
    }

    /// Begins the call on the actor of the caller, before the first suspension, and waits for its outcome. Cancelling the task
    /// ends it at once, with a `CancellationError`.
    ///
    /// - Parameters:
    ///   - isolation: The actor of the caller.
    ///   - onCancel: What to do in place of ending at once, where the call has a way of its own to be cancelled.
    /// - Returns: What the core has answered.
    /// - Throws: `ContactCenterError`; `CancellationError`.
    func value(
        isolation: isolated (any Actor)? = #isolation, onCancel: (@Sendable () -> Void)? = nil
    ) async throws -> Value {
        try await withTaskCancellationHandler {
            // A closure is on the actor only if it captures it.
            _ = isolation
            return try await withCheckedThrowingContinuation { continuation in
                begin { continuation.resume(with: $0) }
            }
        } onCancel: {
            if let onCancel { onCancel() } else { cancel() }
        }
    }

    /// Ends the call with a `CancellationError`, unless it is over.
    func cancel() {
        lock.withLock {
            if let future { cancelFuture(future) }
        }
    }

    private func outcome(of future: UInt64) -> Result<Value, any Error> {
        do {
            return .success(try takeOutcome(future))
        } catch let error where error is ContactCenterError || error is CancellationError {
            return .failure(error)
        } catch {
            // What the generated code throws by itself: a panic of the core, or a library that is not its own.
            return .failure(ContactCenterError.Internal(reason: "the core could not answer"))
        }
    }

    private func free() {
        let freed = lock.withLock {
            defer { future = nil }
            return future
        }
        // Outside the lock: whatever the future holds goes with it.
        if let freed { freeFuture(freed) }
    }
}

/// Refuses a text that is longer than the core takes. The core would say the same, but only of a copy of the text.
///
/// - Parameters:
///   - text: The text.
///   - argument: Its name in the call.
/// - Returns: The call that takes the place of the one with the text; `nil` if the text is short enough.
func refusalOfLongText<Value>(_ text: String?, _ argument: String) -> CoreCall<Value>? {
    guard let text, text.utf8.count > longestText else { return nil }
    return CoreCall(refused: .InvalidArgument(argument: argument, reason: "is longer than \(longestText) bytes"))
}

/// The longest text that a call takes, in bytes: the core's own limit.
private let longestText = Int(maxTextBytes())

/// What goes on when Rust calls back, by numbers that Rust hands through.
///
/// A pointer would do as well, but then nothing that a ThreadSanitizer can see orders the thread that polls before the one
/// that Rust calls back from. Here both take the same lock.
private final class PendingPolls: @unchecked Sendable {
    typealias GoOn = @Sendable (_ isReady: Bool) -> Void

    private let lock = NSLock()
    private var pending: [UInt64: GoOn] = [:]
    private var lastNumber: UInt64 = 0

    func insert(_ goOn: @escaping GoOn) -> UInt64 {
        lock.withLock {
            lastNumber += 1
            pending[lastNumber] = goOn
            return lastNumber
        }
    }

    func remove(_ number: UInt64) -> GoOn? {
        lock.withLock { pending.removeValue(forKey: number) }
    }
}

private let pendingPolls = PendingPolls()

/// Rust calls this exactly once for each poll, from its own thread or from inside the poll; neither is a place to read a long
/// answer, or to call an app.
private func rustIsReady(number: UInt64, code: Int8) {
    guard let goOn = pendingPolls.remove(number) else { return }
    DispatchQueue.global().async { goOn(code == 0) }
}
