// Awaited calls take effect in the order in which the tasks of one actor make them.

import ContactCenter
import XCTest

final class OrderOfCallsTests: SimulatorTestCase {
    private let tries = 200
    private let callsInOneTry = 5

    func testTasksOfMainActorSendInOrderOfCalls() async throws {
        let simulator = try startSimulator()
        let communicator = try makeCommunicator(for: simulator)
        let chatID = try await communicator.requestChat(from: "Anna").chatID
        let texts = (1...callsInOneTry).map(String.init)
        try await assertInOrder(tries) {
            await beginOnMainActor(texts) { try await communicator.sendChatMessage(chatID: chatID, message: $0) }
        }
    }

    func testTasksOfMainActorSendInOrderThroughProtocol() async throws {
        let simulator = try startSimulator()
        let communicator: any ContactCenterCommunicating = try makeCommunicator(for: simulator)
        let chatID = try await communicator.requestChat(from: "Anna").chatID
        let texts = (1...callsInOneTry).map(String.init)
        try await assertInOrder(tries) {
            await beginOnMainActor(texts) { try await communicator.sendChatMessage(chatID: chatID, message: $0) }
        }
    }

    func testTasksOfMainActorReachDoubleInOrderOfCalls() async throws {
        let double = ContractDouble()
        let communicator: any ContactCenterCommunicating = double
        let texts = (1...(tries * callsInOneTry)).map(String.init)
        let calls = await beginOnMainActor(texts) {
            try await communicator.sendChatMessage(chatID: "double", message: $0)
        }
        for call in calls { _ = try await call.value }
        XCTAssertEqual(double.messages.values, texts)
    }

    func testTasksOfAnyActorSendInOrderOfCalls() async throws {
        let simulator = try startSimulator()
        let sender = Sender(try makeCommunicator(for: simulator))
        let chatID = try await sender.communicator.requestChat(from: "Anna").chatID
        let texts = (1...callsInOneTry).map(String.init)
        try await assertInOrder(tries) { await sender.begin(texts, in: chatID) }
    }

    func testCallsOfEveryKindGoOutInOrder() async throws {
        let simulator = try startSimulator()
        let communicator = try makeCommunicator(for: simulator)
        let chatID = try await communicator.requestChat(from: "Anna").chatID
        let calls: [@MainActor @Sendable () async throws -> String] = [
            { try await communicator.sendChatMessage(chatID: chatID, message: "text") },
            { try await communicator.sendChatMessage(chatID: chatID, message: "<b>HTML</b>", format: .html) },
            { try await communicator.sendChatAnswer(chatID: chatID, answer: "yes", directiveID: "d") },
            { try await communicator.sendChatFile(chatID: chatID, fileID: "f", fileName: "a.png", fileType: .image) },
            { try await communicator.sendLocation(chatID: chatID, latitude: 1, longitude: 1) },
            { try await communicator.answerFormInText(chatID: chatID, formRequestID: "1", text: "no") },
        ]
        try await assertInOrder(tries / 4) { await beginOnMainActor(calls) { try await $0() } }
    }

    func testEveryAwaitedCallButTransfersTakesActorOfCaller() throws {
        let transfers = ["uploadFile", "uploadData", "downloadFile", "downloadFile"]
        XCTAssertEqual(try DeclaredCalls.awaitedWithoutIsolation().sorted(), transfers.sorted())
    }

    /// Makes messages in many tries, and counts those in which their numbers are not in the order of the calls.
    private func assertInOrder(
        _ tries: Int, file: StaticString = #filePath, line: UInt = #line,
        _ begin: () async -> [Task<String, any Error>]
    ) async throws {
        var swapped = 0
        for _ in 0..<tries {
            var numbers: [Int] = []
            for call in await begin() {
                let id = try await call.value
                numbers.append(try XCTUnwrap(id.split(separator: ":").last.flatMap { Int($0) }, id))
            }
            if numbers != numbers.sorted() { swapped += 1 }
        }
        XCTAssertEqual(swapped, 0, "of \(tries) tries", file: file, line: line)
    }
}

/// What a model looks like that is an actor of its own.
private actor Sender {
    let communicator: ContactCenterCommunicator

    init(_ communicator: ContactCenterCommunicator) {
        self.communicator = communicator
    }

    func begin(_ texts: [String], in chatID: String) -> [Task<String, any Error>] {
        texts.map { text in Task { try await send(text, in: chatID) } }
    }

    private func send(_ text: String, in chatID: String) async throws -> String {
        try await communicator.sendChatMessage(chatID: chatID, message: text)
    }
}

/// In one turn of the main actor, as two taps would do it.
@MainActor
private func beginOnMainActor<Argument: Sendable>(
    _ arguments: [Argument], _ call: @escaping @MainActor @Sendable (Argument) async throws -> String
) -> [Task<String, any Error>] {
    arguments.map { argument in Task { @MainActor in try await call(argument) } }
}
