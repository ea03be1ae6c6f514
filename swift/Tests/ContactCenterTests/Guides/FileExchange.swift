// Shown in the guide "Files, forms and calls".

import ContactCenter
import Foundation

/// Uploads a photo and sends it. Returns the id of the message.
@MainActor
func sendPhoto(
    at photo: URL, inChat chatID: String, with communicator: ContactCenterCommunicator,
    progress: @escaping @Sendable (Double) -> Void
) async throws -> String {
    let file = try await communicator.uploadFile(at: photo) { report in
        if let fraction = report.fraction { progress(fraction) }
    }
    return try await communicator.sendChatFile(chatID: chatID, file: file)
}

/// Downloads the file of an event, and returns where it is on this device; nil if the event has no file.
@MainActor
func download(
    _ event: ContactCenterEvent, ofChat chatID: String, to folder: URL, with communicator: ContactCenterCommunicator
) async throws -> URL? {
    switch event {
    case .chatSessionFile(_, _, let fileID?, let name, _, _):
        try await communicator.downloadFile(chatID: chatID, fileID: fileID, to: folder, fileName: name ?? "file").url
    case .chatSessionFileUrl(_, _, let address?, let name, _, _):
        if let url = URL(string: address) {
            try await communicator.downloadFile(from: url, to: folder, fileName: name ?? "file").url
        } else {
            nil
        }
    default:
        nil
    }
}
