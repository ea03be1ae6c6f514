// What an app is told whose native library is not that of these sources. The generator would end the process, in words that
// send their reader to clean a build that is not to blame.

import Foundation

/// The native library of the SDK (`libcontact_center_ffi`) is of another version than this package, and cannot be used.
///
/// A mistake of packaging, which no retry mends; that is why it is no ``ContactCenterError``. Nothing was sent. It is thrown where a
/// communicator is made, and by ``storedClientID(storageDirectory:)`` and ``eraseStorage(storageDirectory:)``. What cannot throw ends
/// the process with the same words. <doc:Errors> tells what is said of a library that is missing, or for another processor.
public struct ContactCenterLibraryError: LocalizedError, CustomStringConvertible, Equatable, Sendable {
    /// What is wrong, and what to do.
    public let description: String

    /// What is wrong, and what to do.
    public var errorDescription: String? { description }

    static let otherVersion = Self(
        description: """
            ContactCenter: the native library (libcontact_center_ffi) is of another version than this package. \
            Take both from the same release, and remove other copies from where libraries are found.
            """)
}
