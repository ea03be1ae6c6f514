// What an app is told whose native library is not that of these sources. The generator would end the process, in words that
// send their reader to clean a build that is not to blame.

import Foundation

/// The native library of the SDK (`libcontact_center_ffi`) is of another version than this package, and cannot be used.
///
/// The app is packaged wrongly, so retrying cannot help; therefore it is not a ``ContactCenterError``. Nothing was sent. The
/// initializers of a communicator throw it, and so do ``storedClientID(storageDirectory:)`` and
/// ``eraseStorage(storageDirectory:)``. Calls that cannot throw end the process with the same text. <doc:Errors> lists the errors of
/// a library that is missing, or is for another processor.
public struct ContactCenterLibraryError: LocalizedError, CustomStringConvertible, Equatable, Sendable {
    /// The failure, and what to do about it.
    public let description: String

    /// The failure, and what to do about it.
    public var errorDescription: String? { description }

    static let otherVersion = Self(
        description: """
            ContactCenter: the native library (libcontact_center_ffi) is of another version than this package. \
            Take both from the same release, and remove other copies from where libraries are found.
            """)
}
