// The storage folder on the device, with the attributes that its system asks for, and configurations that use this folder and the
// client id in it.

import Foundation

/// The storage folder, which holds everything that survives the process.
public enum ContactCenterStorage {
    /// Returns the folder `ContactCenter` in the app's Application Support, and creates it if it is missing.
    ///
    /// It is excluded from backups: the client id and the unsent messages belong to this installation, and not to a device
    /// that the backup is restored to. On iOS its files are readable after the device was unlocked once since its start, so
    /// that a push finds them while the device is locked. Before that, a chat works without the store.
    ///
    /// An app on macOS without a sandbox has no Application Support of its own. There the path contains its bundle identifier,
    /// or the name of its process if it has none.
    ///
    /// - Parameter container: The folder to create it in, for example that of an app group, so that the app and its extension
    ///   share it. Only one communicator of a client uses the store at a time.
    /// - Returns: A file URL.
    /// - Throws: ``ContactCenterError/Storage(reason:)`` if the folder cannot be created.
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

    /// Readable by this user alone, and on devices after they were unlocked once.
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
