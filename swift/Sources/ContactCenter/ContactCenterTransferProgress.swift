// How an upload or a download belongs to the task that awaits it: what the task is told of it, and that cancelling the
// task ends it.

import Foundation

/// How far an upload or a download has got.
public struct ContactCenterTransferProgress: Equatable, Hashable, Sendable {
    /// How many bytes of the file have been sent, or have been received and written.
    public let transferredBytes: Int64
    /// How many the file has, where that is known.
    public let totalBytes: Int64?

    /// The part that has been transferred, from 0 to 1, where it is known how much there is.
    public var fraction: Double? {
        guard let totalBytes, totalBytes > 0 else { return nil }
        return min(1, Double(transferredBytes) / Double(totalBytes))
    }

    public init(transferredBytes: Int64, totalBytes: Int64?) {
        self.transferredBytes = transferredBytes
        self.totalBytes = totalBytes
    }
}

/// How long the end of a transfer waits for its last word to be taken: as long as the core does.
private let lastWordLimit = DispatchTimeInterval.milliseconds(250)

extension EventsBridge {
    /// Carries a transfer out for the task that calls this, which ends it by being cancelled.
    ///
    /// The core then fails with `Cancelled`. Only a task can cancel here, so the call throws `CancellationError`, which task groups
    /// and views expect.
    func transfer<Outcome: Sendable>(
        telling progress: (@Sendable (ContactCenterTransferProgress) -> Void)?,
        _ carryOut: (CoreTransfer) -> CoreCall<Outcome>
    ) async throws -> Outcome {
        let progressBridge = progress.map { ProgressBridge(bridge: self, progress: $0) }
        let transfer = CoreTransfer(progress: progressBridge)
        do {
            // By its own way, which ends only when nothing half-written is left.
            let outcome = try await carryOut(transfer).value { transfer.cancel() }
            // What was told last is still on its way to the app.
            if let progressBridge {
                await settle(within: lastWordLimit)
                progressBridge.stop()
            }
            return outcome
        } catch {
            progressBridge?.stop()
            throw error as? ContactCenterError == .Cancelled ? CancellationError() : error
        }
    }
}

/// Takes what the core tells of one transfer to the app's queue.
private final class ProgressBridge: CoreTransferProgress, @unchecked Sendable {
    private let bridge: EventsBridge
    private let progress: @Sendable (ContactCenterTransferProgress) -> Void
    private let lock = NSLock()
    /// Set once, for good: nothing is told after that.
    private var isStopped = false

    init(bridge: EventsBridge, progress: @escaping @Sendable (ContactCenterTransferProgress) -> Void) {
        self.bridge = bridge
        self.progress = progress
    }

    /// From here on nothing is told, not even what waits in the app's queue.
    func stop() {
        lock.withLock { isStopped = true }
    }

    func transferProgressed(transferredBytes: Int64, totalBytes: Int64?) {
        bridge.handOver { [self] in
            guard !lock.withLock({ isStopped }) else { return }
            progress(ContactCenterTransferProgress(transferredBytes: transferredBytes, totalBytes: totalBytes))
        }
    }
}
