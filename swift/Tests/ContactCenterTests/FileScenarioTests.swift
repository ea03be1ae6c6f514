// The scenarios of docs/maintainers/scenarios.md about files: up and down, watched, and given up half way.

import ContactCenter
import XCTest

final class FileScenarioTests: SimulatorTestCase {
    /// Large enough for several pieces.
    private let content = Data((0..<1_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31) })

    func testAFileGoesUpWithProgressAndIsShown() async throws {
        let simulator = try startSimulator()
        let recorder = Recorder()
        let communicator = try makeCommunicator(for: simulator, delegate: recorder)
        let chatID = try await communicator.requestChat(from: "Anna").chatID
        let file = try temporaryFolder().appendingPathComponent("photo.png")
        try content.write(to: file)

        let told = Log<ContactCenterTransferProgress>()
        let elsewhere = Counter()
        let uploaded = try await communicator.uploadFile(at: file) { progress in
            if !Thread.isMainThread { elsewhere.add(1) }
            told.append(progress)
        }
        XCTAssertEqual(uploaded.fileName, "photo.png")
        XCTAssertEqual(uploaded.fileType, .image)
        let arrived = try await simulator.content(ofFile: uploaded.fileID)
        XCTAssertEqual(arrived, content)

        XCTAssertEqual(elsewhere.value, 0, "progress is told where the delegate is called")
        let length = Int64(content.count)
        XCTAssertEqual(told.values.last, ContactCenterTransferProgress(transferredBytes: length, totalBytes: length))
        XCTAssertEqual(told.values.last?.fraction, 1)
        XCTAssertEqual(told.values.map(\.transferredBytes), told.values.map(\.transferredBytes).sorted())

        let messageID = try await communicator.sendChatFile(chatID: chatID, file: uploaded)
        XCTAssertEqual(messageID, "\(chatID):1")
        try await recorder.wait(for: "the server to have it") { $0.statuses(of: messageID).last == .sent }
        let sent = try await simulator.sent(in: chatID)
        XCTAssertEqual(
            sent,
            [
                [
                    "event": "chat_session_file", "file_id": .string(uploaded.fileID), "file_type": "image",
                    "file_name": "photo.png", "msg_id": .string(messageID),
                ]
            ])

        let note = try await communicator.uploadData(Data("Hello".utf8), fileName: "note.txt")
        XCTAssertEqual(note.fileType, .attachment)
        let arrivedNote = try await simulator.content(ofFile: note.fileID)
        XCTAssertEqual(arrivedNote, Data("Hello".utf8))
    }

    func testATransferEndsWhereTheQueueOfTheAppWaitsForIt() async throws {
        let simulator = try startSimulator()
        let queue = DispatchQueue(label: "app")
        let communicator = try makeCommunicator(for: simulator, callbackQueue: queue)
        let gate = Gate()
        defer { gate.open() }
        queue.async { XCTAssertTrue(gate.pass(), "the transfer ended only when the queue was free") }
        let told = Counter()
        let file = try await communicator.uploadData(content, fileName: "photo.png") { _ in told.add(1) }
        gate.open()
        queue.sync {}
        XCTAssertEqual(told.value, 0, "told of after the end")
        let arrived = try await simulator.content(ofFile: file.fileID)
        XCTAssertEqual(arrived, content)
    }

    func testAFileComesDownUnderANameThatWasFree() async throws {
        let simulator = try startSimulator()
        let recorder = Recorder()
        let communicator = try makeCommunicator(for: simulator, delegate: recorder)
        let chatID = try await communicator.requestChat(from: "Anna").chatID
        let folder = try temporaryFolder()
        let mine = folder.appendingPathComponent("report.pdf")
        try Data("mine".utf8).write(to: mine)

        let (fileID, fileName) = try await file(sentBy: simulator, in: chatID, seenBy: recorder)
        let told = Log<ContactCenterTransferProgress>()
        let downloaded = try await communicator.downloadFile(
            chatID: chatID, fileID: fileID, to: folder, fileName: fileName
        ) { told.append($0) }

        XCTAssertEqual(downloaded.url.lastPathComponent, "report (2).pdf")
        XCTAssertEqual(downloaded.url.deletingLastPathComponent().path, folder.path)
        XCTAssertEqual(downloaded.size, Int64(content.count))
        XCTAssertEqual(downloaded.contentType, "application/pdf")
        XCTAssertEqual(try Data(contentsOf: downloaded.url), content)
        XCTAssertEqual(try Data(contentsOf: mine), Data("mine".utf8))
        XCTAssertEqual(told.values.last?.transferredBytes, Int64(content.count))
    }

    func testAnUploadIsCancelled() async throws {
        let simulator = try startSimulator()
        let communicator = try makeCommunicator(for: simulator)

        // The answer would come after the call was cancelled.
        try await simulator.queue(.stall, for: "upload")
        let upload = Task { [content] in
            try await communicator.uploadData(content, fileName: "photo.png") { _ in }
        }
        try await waitUntil("the upload") { try await simulator.requests().contains(where: \.isUpload) }
        try await assertCancelled(upload)
        try await simulator.clearFaults()

        // One that is cancelled before it begins sends nothing.
        let uploads = try await simulator.requests().filter(\.isUpload).count
        let late = Task { [content] in
            while !Task.isCancelled { await Task.yield() }
            return try await communicator.uploadData(content, fileName: "photo.png")
        }
        try await assertCancelled(late)
        let uploadsAfterwards = try await simulator.requests().filter(\.isUpload).count
        XCTAssertEqual(uploadsAfterwards, uploads)

        let uploaded = try await communicator.uploadData(content, fileName: "photo.png")
        let arrived = try await simulator.content(ofFile: uploaded.fileID)
        XCTAssertEqual(arrived, content, "the communicator stays usable")
    }

    func testADownloadIsCancelled() async throws {
        let simulator = try startSimulator()
        let recorder = Recorder()
        let communicator = try makeCommunicator(for: simulator, delegate: recorder)
        let chatID = try await communicator.requestChat(from: "Anna").chatID
        let (fileID, fileName) = try await file(sentBy: simulator, in: chatID, seenBy: recorder)
        let folder = try temporaryFolder()

        try await simulator.queue(.stall, for: "download")
        let download = Task {
            try await communicator.downloadFile(chatID: chatID, fileID: fileID, to: folder, fileName: fileName)
        }
        try await waitUntil("the download") { try await simulator.requests().contains(where: \.isDownload) }
        try await assertCancelled(download)
        try await simulator.clearFaults()
        XCTAssertEqual(try FileManager.default.contentsOfDirectory(atPath: folder.path), [])

        let downloaded = try await communicator.downloadFile(
            chatID: chatID, fileID: fileID, to: folder, fileName: fileName)
        XCTAssertEqual(try Data(contentsOf: downloaded.url), content)
    }

    /// Cancels a transfer, which ends long before the answer that it waits for.
    private func assertCancelled<T>(
        _ transfer: Task<T, any Error>, file: StaticString = #filePath, line: UInt = #line
    ) async throws {
        let start = Date()
        transfer.cancel()
        do {
            let value = try await transfer.value
            XCTFail("succeeded, with \(value)", file: file, line: line)
        } catch is CancellationError {
            XCTAssertLessThan(Date().timeIntervalSince(start), patience / 2, file: file, line: line)
        }
    }

    /// A file that the agent sends: its id and its name, from the event that tells of it.
    private func file(
        sentBy simulator: Simulator, in chatID: String, seenBy recorder: Recorder
    ) async throws -> (fileID: String, fileName: String) {
        try await simulator.sendFile("report.pdf", contentType: "application/pdf", content, in: chatID)
        try await recorder.wait(for: "the file") { !$0.events.isEmpty }
        guard case .chatSessionFile(_, _, let fileID?, let fileName?, .attachment, _) = recorder.calls.events.last
        else { throw WaitedInVain(for: "a file; there was \(recorder.calls)") }
        return (fileID, fileName)
    }
}
