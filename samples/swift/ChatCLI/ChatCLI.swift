// A chat in a terminal: what is typed goes out, what happens is written as it happens.

import ContactCenter
import Foundation

@main
struct ChatCLI {
    static func main() async {
        do {
            try await chat(Settings(Array(CommandLine.arguments.dropFirst())))
        } catch is UsageError {
            exit(saying: Settings.usage, status: 2)
        } catch {
            exit(saying: "! \(error.localizedDescription)", status: 1)
        }
    }

    private static func chat(_ settings: Settings) async throws {
        let communicator = try ContactCenterCommunicator(
            configuration: settings.configuration, callbackQueue: DispatchQueue(label: "chat"))
        defer { communicator.shutdown() }
        let (chat, updates) = try await communicator.requestChatAndEvents(ContactCenterChatRequest(from: settings.name))
        say("* chat \(chat.chatID), \(chat.isNewChat ? "new" : "resumed")")

        let typing = Task {
            for await line in typedLines() {
                do {
                    try await obey(line, in: chat.chatID, of: communicator)
                } catch {
                    say("! \(error.localizedDescription)")
                }
            }
            try? await communicator.endChat(chatID: chat.chatID)
        }
        var conversation = Conversation(chatID: chat.chatID)
        for await update in updates {
            conversation.lines(for: update).forEach(say)
        }
        typing.cancel()
    }

    /// Does what a typed line asks for.
    private static func obey(_ line: String, in chatID: String, of communicator: ContactCenterCommunicator) async throws
    {
        switch line {
        case "":
            break
        case "/end":
            try await communicator.endChat(chatID: chatID)
        case "/history":
            var conversation = Conversation(chatID: chatID)
            for event in try await communicator.getChatHistory(chatID: chatID) {
                if let line = conversation.line(for: event) { say("  \(line)") }
            }
        default:
            try await communicator.sendChatMessage(chatID: chatID, message: line)
        }
    }

    /// What is typed, until the input ends. Reading blocks, so it has a thread of its own. Not `readLine()`: it holds a lock while it
    /// waits, for which the end of the process would wait too.
    private static func typedLines() -> AsyncStream<String> {
        AsyncStream { continuation in
            Thread.detachNewThread {
                var rest = Data()
                while case let data = FileHandle.standardInput.availableData, !data.isEmpty {
                    rest += data
                    while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
                        continuation.yield(String(decoding: rest[..<end], as: UTF8.self))
                        rest = Data(rest[(end + 1)...])
                    }
                }
                continuation.finish()
            }
        }
    }

    /// Writes a line at once, also where the output is no terminal.
    private static func say(_ line: String) {
        FileHandle.standardOutput.write(Data("\(line)\n".utf8))
    }

    private static func exit(saying text: String, status: Int32) -> Never {
        FileHandle.standardError.write(Data("\(text)\n".utf8))
        Foundation.exit(status)
    }
}
