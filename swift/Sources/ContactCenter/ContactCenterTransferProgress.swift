// How an upload or a download belongs to the task that awaits it: what the task is told of it, and that cancelling the
// task ends it.

import Foundation

/// The progress of an upload or a download.
public struct ContactCenterTransferProgress: Equatable, Hashable, Sendable {
    /// The number of bytes that were sent, or received and written.
    public let transferredBytes: Int64
    /// The number of bytes of the file, if it is known.
    public let totalBytes: Int64?

    /// The transferred part of the file, from 0 to 1, if its length is known.
    public var fraction: Double? {
        guard let totalBytes, totalBytes > 0 else { return nil }
        return min(1, Double(transferredBytes) / Double(totalBytes))
    }

    public init(transferredBytes: Int64, totalBytes: Int64?) {
        self.transferredBytes = transferredBytes
        self.totalBytes = totalBytes
    }
}

/// How long the end of a transfer waits for its last report: as long as the core does.
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

/// Forwards the progress of one transfer to the app's queue.
private final class ProgressBridge: CoreTransferProgress, @unchecked Sendable {
    private let bridge: EventsBridge
    private let progress: @Sendable (ContactCenterTransferProgress) -> Void
    private let lock = NSLock()
    /// Set once: nothing is reported after that.
    private var isStopped = false

    init(bridge: EventsBridge, progress: @escaping @Sendable (ContactCenterTransferProgress) -> Void) {
        self.bridge = bridge
        self.progress = progress
    }

    /// From here on nothing is reported, not even reports that wait in the app's queue.
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
