// What the agent can do beside talking, each in one place: how it is said to the simulator stands here and nowhere else.

import ContactCenter
import Foundation

extension Simulator {
    /// Sends anything as an event, as it is.
    func sendEvent(_ event: ContactCenterJSON, in chatID: String) async throws {
        try await agent(of: chatID, "send_event", ["event": event])
    }

    /// Shows a form of the configuration; an empty name asks for an answer in text.
    func showForm(_ name: String, timeout seconds: Int64? = nil, in chatID: String) async throws {
        try await agent(
            of: chatID, "show_form",
            ["form_name": .string(name), "timeout_seconds": seconds.map(ContactCenterJSON.integer) ?? .null])
    }

    /// Shows a form with something secret in it.
    func showSecureForm(_ id: String, in chatID: String) async throws {
        try await agent(of: chatID, "show_secure_form", ["form_id": .string(id)])
    }

    /// What became of a form: `{"outcome":"submitted","data":{…}}`, `{"outcome":"cancelled"}` …
    func outcome(ofForm formRequestID: String, in chatID: String) async throws -> ContactCenterJSON {
        try await JSONDecoder().decode(
            ContactCenterJSON.self, from: ask("GET", "chats/\(chatID)/forms/\(formRequestID)"))
    }

    /// Sends a file of the agent's.
    func sendFile(_ name: String, contentType: String, _ content: Data, in chatID: String) async throws {
        try await agent(
            of: chatID, "send_file",
            [
                "name": .string(name), "content_type": .string(contentType),
                "content_base64": .string(content.base64EncodedString()),
            ])
    }

    /// The content of a file that either side has sent.
    func content(ofFile fileID: String) async throws -> Data {
        try await ask("GET", "files/\(fileID)")
    }

    /// Puts a message of the agent's in other words.
    func edit(_ messageID: String, text: String, in chatID: String) async throws {
        try await agent(of: chatID, "edit_message", ["msg_id": .string(messageID), "text": .string(text)])
    }

    /// Takes a message of the agent's back.
    func delete(_ messageID: String, in chatID: String) async throws {
        try await agent(of: chatID, "delete_message", ["msg_id": .string(messageID)])
    }

    /// Says a word about a call.
    func signal(_ data: ContactCenterJSON, in chatID: String) async throws {
        try await agent(of: chatID, "signal", ["data": data])
    }
}
