// Log sinks. The default is the system's log in debug builds and none in release builds; the app can set its own.

import Foundation

#if canImport(os)
    import os
#endif

extension ContactCenterCommunicator {
    /// Sets the log sink, which replaces the previous one; `nil` turns logging off.
    ///
    /// The sink is held until ``shutdown()``, which delivers the remaining lines for up to 50 ms. It is called on a thread of
    /// its own, so a slow or failing sink affects nothing else. No line holds a message, a name, a number, a token, the id of
    /// a client or of a file, or more than the first eight characters of a chat id.
    ///
    /// - Parameters:
    ///   - sink: The sink, for example ``ContactCenterSystemLog``.
    ///   - level: The least severe level that it receives; ``ContactCenterLogLevel/info`` by default.
    /// - Throws: ``ContactCenterError/ShutDown`` after a shutdown; ``ContactCenterError/Internal(reason:)`` if the system
    ///   cannot start a thread.
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

/// A log sink that writes to the system's log on Apple platforms, and to the standard error elsewhere.
///
/// In Console and Xcode the subsystem is `com.contactcenter.sdk`, and the category is the part of the SDK.
public final class ContactCenterSystemLog: ContactCenterLogging {
    /// Creates a sink for ``ContactCenterCommunicator/setLogSink(_:level:)``.
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
