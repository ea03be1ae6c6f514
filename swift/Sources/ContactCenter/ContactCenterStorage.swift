// Where on a device the SDK keeps what must survive the process, in the way in which its system wants such things kept; and
// settings in which that folder and the client id are in place.

import Foundation

/// The folder for what must survive the process.
public enum ContactCenterStorage {
    /// The folder `ContactCenter` in the app's Application Support, made where it is missing.
    ///
    /// It is left out of backups, because a client id is that of one installation, and a message that waits is no message of
    /// the device that the backup is restored to. On iOS its files can be read from the first unlocking of the device
    /// after a start on, so that a push finds them while the device is locked; before that the chat goes on without them.
    ///
    /// An app on macOS need not have a folder of its own there; where it is not in a sandbox, its bundle identifier (or, where
    /// it has none, the name of its process) stands in between.
    ///
    /// - Parameter container: Another folder to make it in, such as that of an app group, so that app and extension find the same.
    ///   Only one communicator of a client uses the store at a time.
    /// - Returns: A file URL.
    /// - Throws: ``ContactCenterError/Storage(reason:)`` where it cannot be made.
    public static func folder(in container: URL? = nil) throws -> URL {
        do {
            let folder = try (container ?? ownContainer()).appendingPathComponent("ContactCenter", isDirectory: true)
            try FileManager.default.createDirectory(
                at: folder, withIntermediateDirectories: true, attributes: attributes)
            // Those of a folder that was there before may be others.
            try FileManager.default.setAttributes(attributes, ofItemAtPath: folder.path)
            return try excludedFromBackup(folder)
        } catch {
            // Errors of the file system name folders of the user; their code says as much as a developer needs.
            let error = error as NSError
            throw ContactCenterError.Storage(reason: "the folder cannot be made (\(error.domain) \(error.code))")
        }
    }

    /// Readable by this user alone, and on devices as soon as somebody has unlocked them once.
    private static var attributes: [FileAttributeKey: Any] {
        var attributes: [FileAttributeKey: Any] = [.posixPermissions: 0o700]
        #if os(iOS) || os(tvOS) || os(watchOS) || os(visionOS)
            attributes[.protectionKey] = FileProtectionType.completeUntilFirstUserAuthentication
        #endif
        return attributes
    }

    private static func ownContainer() throws -> URL {
        let support = try FileManager.default.url(
            for: .applicationSupportDirectory, in: .userDomainMask, appropriateFor: nil, create: true)
        #if os(iOS) || os(tvOS) || os(watchOS) || os(visionOS)
            return support
        #else
            let app = Bundle.main.bundleIdentifier ?? ProcessInfo.processInfo.processName
            return support.appendingPathComponent(app, isDirectory: true)
        #endif
    }

    private static func excludedFromBackup(_ folder: URL) throws -> URL {
        #if canImport(Darwin)
            var folder = folder
            var values = URLResourceValues()
            values.isExcludedFromBackup = true
            try folder.setResourceValues(values)
        #endif
        return folder
    }
}

extension ContactCenterConfiguration {
    /// Settings for this installation: its client id is made the first time and kept, and what waits survives the process.
    ///
    /// Reads nothing: ``clientID`` is empty, and the first call that asks the server reads the id from the folder. A folder that
    /// cannot be used is told by that call, as ``ContactCenterError/Storage(reason:)``.
    ///
    /// ```swift
    /// let configuration = try ContactCenterConfiguration(
    ///     baseURL: baseURL, tenantURL: tenantURL, appID: "…", storageFolder: ContactCenterStorage.folder())
    /// ```
    ///
    /// - Parameters:
    ///   - baseURL: The server, as in `https://acme.example.com:9443`.
    ///   - tenantURL: The tenant's domain, with a scheme or without.
    ///   - appID: The id under which the contact center knows this app.
    ///   - storageFolder: A file URL; ``ContactCenterStorage/folder(in:)`` makes one.
    /// - Throws: ``ContactCenterError/InvalidArgument(argument:reason:)`` for a URL that is none of a file.
    public init(baseURL: URL, tenantURL: URL, appID: String, storageFolder: URL) throws {
        let path = try storageFolder.path(argument: "storage_directory")
        self.init(
            baseURL: baseURL.absoluteString, tenantURL: Self.domain(of: tenantURL), appID: appID,
            clientID: "", storageDirectory: path)
    }

    /// Settings for a client id that the app keeps by itself; nothing survives the process.
    init(baseURL: URL, tenantURL: URL, appID: String, clientID: String) {
        self.init(
            baseURL: baseURL.absoluteString, tenantURL: Self.domain(of: tenantURL), appID: appID, clientID: clientID)
    }

    /// The server knows a tenant by its domain. A URL without a scheme is a path to Foundation, and has no host.
    private static func domain(of tenantURL: URL) -> String {
        tenantURL.host ?? tenantURL.absoluteString
    }
}
