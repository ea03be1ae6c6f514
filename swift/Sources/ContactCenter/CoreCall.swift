// One call of the core that takes time, as Swift needs it. The generator can only await a call: it begins whenever the
// executor comes to it, so that two calls may change places, and Rust never hears of a task that was cancelled. Here a call
// begins where it is made, is awaited or told to a completion, and is cancelled for good.

import ContactCenterFFI
import Dispatch
import Foundation

/// A future of Rust, begun at most once.
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
        guard let future = lock.withLock({ future }) else { return }
        let waiting = Unmanaged.passRetained(
            WaitingForRust { [self] isReady in
                guard isReady else { return begin(completion) }
                let outcome = outcome(of: future)
                free()
                completion(outcome)
            })
        pollFuture(future, rustIsReady, UInt64(UInt(bitPattern: waiting.toOpaque())))
    }

    /// Begins the call and waits for its outcome. Cancelling the task ends it at once, with a `CancellationError`.
    ///
    /// - Parameter onCancel: What to do in place of ending at once, where the call has a way of its own to be cancelled.
    /// - Returns: What the core has answered.
    /// - Throws: `ContactCenterError`; `CancellationError`.
    func value(onCancel: (@Sendable () -> Void)? = nil) async throws -> Value {
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
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

/// What goes on when Rust calls back.
private final class WaitingForRust: Sendable {
    let goOn: @Sendable (_ isReady: Bool) -> Void

    init(_ goOn: @escaping @Sendable (_ isReady: Bool) -> Void) {
        self.goOn = goOn
    }
}

/// Rust calls this exactly once for each poll, from its own thread or from inside the poll; neither is a place to read a long
/// answer, or to call an app.
private func rustIsReady(waiting: UInt64, code: Int8) {
    guard let pointer = UnsafeRawPointer(bitPattern: UInt(waiting)) else { return }
    let waiting = Unmanaged<WaitingForRust>.fromOpaque(pointer).takeRetainedValue()
    DispatchQueue.global().async { waiting.goOn(code == 0) }
}
