// Uploads, downloads and images.

import Foundation

/// Uploads, downloads and images.
///
/// Cancelling the task of an upload or a download stops the transfer and removes an incomplete file. The call then throws
/// `CancellationError`, not ``ContactCenterError/Cancelled``. A transfer that was complete by then returns its result. There
/// is no time limit while bytes move; after ``ContactCenterConfiguration/requestTimeoutMs`` without a byte the transfer fails
/// with ``ContactCenterError/Timeout(reason:)``. The SDK does not retry it.
///
/// Progress is reported on the callback queue, at most ten times a second and once more at the end, and never after the call
/// has returned. A transfer that succeeds waits for its last report, at most 250 ms.
public protocol ContactCenterFileTransferring: AnyObject, Sendable {
    /// Uploads a file of this device, at most 25 MB (25 × 1024 × 1024 bytes). The other side sees it only when
    /// ``ContactCenterMessaging/sendChatFile(chatID:fileID:fileName:fileType:_:)`` names it.
    ///
    /// - Parameters:
    ///   - url: A file URL. The app sees to it that the file can be read (`startAccessingSecurityScopedResource()`).
    ///   - progress: Receives the progress of the transfer.
    /// - Returns: The file on the server.
    /// - Throws: ``ContactCenterError``, for example ``ContactCenterError/InvalidArgument(argument:reason:)`` if the file is
    ///   missing, empty or too large; `CancellationError`.
    func uploadFile(
        at url: URL, progress: (@Sendable (ContactCenterTransferProgress) -> Void)?
    ) async throws -> ContactCenterUploadedFile

    /// Uploads bytes as a file; otherwise like ``uploadFile(at:progress:)``.
    ///
    /// - Parameters:
    ///   - data: The bytes of the file.
    ///   - fileName: The name of the file, whose extension tells the server its type.
    ///   - progress: Receives the progress of the transfer.
    /// - Returns: The file on the server.
    /// - Throws: ``ContactCenterError``; `CancellationError`.
    func uploadData(
        _ data: Data, fileName: String, progress: (@Sendable (ContactCenterTransferProgress) -> Void)?
    ) async throws -> ContactCenterUploadedFile

    /// Downloads a file of a chat, at most 100 MB. It appears in the folder when it is complete. If its name is taken,
    /// `name (2).ext` is used.
    ///
    /// - Parameters:
    ///   - chatID: The chat.
    ///   - fileID: The file, as the event
    ///     ``ContactCenterEvent/chatSessionFile(messageID:partyID:fileID:fileName:fileType:timestamp:)`` names it.
    ///   - directory: An existing folder.
    ///   - fileName: The name of the new file. Characters that cannot be in the name of a visible file are left out.
    ///   - progress: Receives the progress of the transfer.
    /// - Returns: The file on this device, at ``ContactCenterDownloadedFile/url``.
    /// - Throws: ``ContactCenterError``, for example ``ContactCenterError/File(reason:)`` if the disk is full;
    ///   `CancellationError`.
    func downloadFile(
        chatID: String, fileID: String, to directory: URL, fileName: String,
        progress: (@Sendable (ContactCenterTransferProgress) -> Void)?
    ) async throws -> ContactCenterDownloadedFile

    /// Downloads a file of another server, over https only; otherwise like
    /// ``downloadFile(chatID:fileID:to:fileName:progress:)``. The request holds nothing that identifies this client.
    ///
    /// - Parameters:
    ///   - fileURL: The address of the file, as the event
    ///     ``ContactCenterEvent/chatSessionFileUrl(messageID:partyID:fileURL:fileName:fileType:timestamp:)`` says.
    ///   - directory: A folder that exists.
    ///   - fileName: The name that it is to have.
    ///   - progress: Is told how far it has got.
    /// - Returns: The file on this device.
    /// - Throws: ``ContactCenterError``; `CancellationError`.
    func downloadFile(
        from fileURL: URL, to directory: URL, fileName: String,
        progress: (@Sendable (ContactCenterTransferProgress) -> Void)?
    ) async throws -> ContactCenterDownloadedFile

    /// Returns the photo of a party, at most 8 MB; `nil` if the server has none.
    func getPartyPhoto(chatID: String, partyID: String, isolation: isolated (any Actor)?) async throws
        -> ContactCenterImage?

    /// Returns the icon of the chat, shown until an agent joins, at most 8 MB; `nil` if the server has none.
    func getChatIcon(chatID: String, isolation: isolated (any Actor)?) async throws -> ContactCenterImage?
}

/// The shorter forms of some calls.
extension ContactCenterFileTransferring {
    /// Uploads a file of this device; see ``uploadFile(at:progress:)``.
    public func uploadFile(at url: URL) async throws -> ContactCenterUploadedFile {
        try await uploadFile(at: url, progress: nil)
    }

    /// Uploads bytes as a file; see ``uploadData(_:fileName:progress:)``.
    public func uploadData(_ data: Data, fileName: String) async throws -> ContactCenterUploadedFile {
        try await uploadData(data, fileName: fileName, progress: nil)
    }

    /// Downloads a file of a chat; see ``downloadFile(chatID:fileID:to:fileName:progress:)``.
    public func downloadFile(
        chatID: String, fileID: String, to directory: URL, fileName: String
    ) async throws -> ContactCenterDownloadedFile {
        try await downloadFile(chatID: chatID, fileID: fileID, to: directory, fileName: fileName, progress: nil)
    }

    /// Downloads a file that lies elsewhere; see ``downloadFile(from:to:fileName:progress:)``.
    public func downloadFile(
        from fileURL: URL, to directory: URL, fileName: String
    ) async throws -> ContactCenterDownloadedFile {
        try await downloadFile(from: fileURL, to: directory, fileName: fileName, progress: nil)
    }
}

extension ContactCenterDownloadedFile {
    /// Where it lies: the folder that was named, and a name that was free in it.
    public var url: URL {
        URL(fileURLWithPath: path)
    }
}

/// The awaited calls, on the actor of the caller: the tasks of one actor make them in the order in which they run.
extension ContactCenterFileTransferring {
    /// ``getPartyPhoto(chatID:partyID:isolation:)`` on the caller's actor.
    public func getPartyPhoto(chatID: String, partyID: String, _ isolation: isolated (any Actor)? = #isolation)
        async throws -> ContactCenterImage?
    {
        try await getPartyPhoto(chatID: chatID, partyID: partyID, isolation: isolation)
    }

    /// ``getChatIcon(chatID:isolation:)`` on the caller's actor.
    public func getChatIcon(chatID: String, _ isolation: isolated (any Actor)? = #isolation) async throws
        -> ContactCenterImage?
    {
        try await getChatIcon(chatID: chatID, isolation: isolation)
    }
}

// The documentation is the protocol's.
// swift-format-ignore: AllPublicDeclarationsHaveDocumentation
extension ContactCenterCommunicator {
    public func uploadFile(
        at url: URL, progress: (@Sendable (ContactCenterTransferProgress) -> Void)?
    ) async throws -> ContactCenterUploadedFile {
        let path = try url.path(argument: "path")
        return try await bridge.transfer(telling: progress) { [core] transfer in
            core.uploadFile(path: path, transfer: transfer)
        }
    }

    public func uploadData(
        _ data: Data, fileName: String, progress: (@Sendable (ContactCenterTransferProgress) -> Void)?
    ) async throws -> ContactCenterUploadedFile {
        let bytes = try CoreUploadData(length: Int64(data.count))
        bytes.append(piece: data)
        return try await bridge.transfer(telling: progress) { [core] transfer in
            core.uploadGatheredData(data: bytes, fileName: fileName, transfer: transfer)
        }
    }

    public func downloadFile(
        chatID: String, fileID: String, to directory: URL, fileName: String,
        progress: (@Sendable (ContactCenterTransferProgress) -> Void)?
    ) async throws -> ContactCenterDownloadedFile {
        let folder = try directory.path(argument: "directory")
        return try await bridge.transfer(telling: progress) { [core] transfer in
            core.downloadFile(
                chatID: chatID, fileID: fileID, directory: folder, fileName: fileName, transfer: transfer)
        }
    }

    public func downloadFile(
        from fileURL: URL, to directory: URL, fileName: String,
        progress: (@Sendable (ContactCenterTransferProgress) -> Void)?
    ) async throws -> ContactCenterDownloadedFile {
        let folder = try directory.path(argument: "directory")
        return try await bridge.transfer(telling: progress) { [core] transfer in
            core.downloadFileUrl(
                fileURL: fileURL.absoluteString, directory: folder, fileName: fileName, transfer: transfer)
        }
    }

    public func getPartyPhoto(chatID: String, partyID: String, isolation: isolated (any Actor)?) async throws
        -> ContactCenterImage?
    {
        try await core.getPartyPhoto(chatID: chatID, partyID: partyID).value()
    }

    public func getChatIcon(chatID: String, isolation: isolated (any Actor)?) async throws -> ContactCenterImage? {
        try await core.getChatIcon(chatID: chatID).value()
    }
}

extension URL {
    /// The path of a file URL. The path of any other says nothing about this device.
    func path(argument: String) throws -> String {
        guard isFileURL else {
            throw ContactCenterError.InvalidArgument(argument: argument, reason: "must be a file URL")
        }
        return path
    }
}
