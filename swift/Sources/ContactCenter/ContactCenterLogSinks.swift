// Where the log of a communicator goes: to the system's log by default in debug builds, nowhere in release builds, and
// wherever the app likes when it says so.

import Foundation

#if canImport(os)
    import os
#endif

extension ContactCenterCommunicator {
    /// Has `sink` read along, in place of the sink before; with `nil`, nobody does.
    ///
    /// The sink is held until ``shutdown()``, which lets it read what was said until then, for up to 50 ms. It is called on a
    /// thread of its own and cannot delay or harm anything. No line holds a message, a name, a number, a token, the id
    /// of a client or of a file, or more than the beginning of a chat id.
    ///
    /// - Parameters:
    ///   - sink: Who reads along, ``ContactCenterSystemLog`` for one.
    ///   - level: How much it reads: lines of this level and of those that matter more.
    /// - Throws: ``ContactCenterError/ShutDown`` after a shutdown, ``ContactCenterError/Internal(reason:)`` where the system
    ///   gives no thread.
    public func setLogSink(_ sink: (any ContactCenterLogging)?, level: ContactCenterLogLevel = .info) throws {
        try core.setLogSink(sink: sink, level: level)
    }

    /// In debug builds the system's log, in release builds nothing.
    func setDefaultLogSink() {
        #if DEBUG
            // Without a thread for the log there is no log; that must not keep a chat from opening.
            try? setLogSink(ContactCenterSystemLog())
        #endif
    }
}

/// Writes to the system's log on Apple's platforms, and to the standard error elsewhere.
///
/// In Console and Xcode the subsystem is `com.contactcenter.sdk`, and the category is the part of the SDK that speaks.
public final class ContactCenterSystemLog: ContactCenterLogging {
    /// Ready to be handed to ``ContactCenterCommunicator/setLogSink(_:level:)``.
    public init() {}

    /// Writes one line.
    public func log(level: ContactCenterLogLevel, category: String, message: String) {
        #if canImport(os)
            let log = OSLog(subsystem: "com.contactcenter.sdk", category: category)
            // Nothing in it is private: the core has seen to that.
            os_log("%{public}@", log: log, type: level.systemType, message)
        #else
            let line = "contact-center \(level) \(category): \(message)\n"
            try? FileHandle.standardError.write(contentsOf: Data(line.utf8))
        #endif
    }
}

#if canImport(os)
    extension ContactCenterLogLevel {
        /// The system has no warning; its default is what stands between an error and an information.
        fileprivate var systemType: OSLogType {
            switch self {
            case .error: .error
            case .warning: .default
            case .info: .info
            case .debug: .debug
            }
        }
    }
#endif
