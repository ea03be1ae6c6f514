// Answers to the forms that a contact center asks for.

import Foundation

/// Answers to forms.
///
/// A form is answered while the user looks on: an answer is tried once, and fails at once where there is no connection.
/// One whose outcome is unknown may be given again, because the id of the form's request says that it is the same one.
/// ``answerFormInText(chatID:formRequestID:text:_:)`` alone is queued instead, because it is a message too.
public protocol ContactCenterFormAnswering: AnyObject, Sendable {
    /// Answers a form. Returns when the server has the answer.
    ///
    /// - Parameters:
    ///   - chatID: The chat.
    ///   - formRequestID: That of the event ``ContactCenterEvent/chatSessionFormShow(formRequestID:formName:formTimeout:channel:partyID:timestamp:)``.
    ///   - formName: The name of the form, from the same event.
    ///   - data: What was filled in, by the names of the fields. Without any, the form is left out.
    ///   - isolation: The actor of the caller.
    /// - Throws: ``ContactCenterError``.
    func sendFormData(
        chatID: String, formRequestID: String, formName: String, data: [String: ContactCenterJSON],
        isolation: isolated (any Actor)?) async throws

    /// Tells the server that the app has no such form, so that the scenario goes on. Returns when the server has it.
    func rejectUnknownForm(chatID: String, formRequestID: String, formName: String, isolation: isolated (any Actor)?)
        async throws

    /// Answers a form that has no name. The text goes out as the answer to the form and, after it, as a message.
    ///
    /// Returns when both are queued, in one step. Without a connection they wait, and the answer goes out again until the
    /// server has it. The message survives the process like any other; the answer to the form does not.
    ///
    /// - Returns: The id of the message.
    /// - Throws: ``ContactCenterError``.
    @discardableResult
    func answerFormInText(chatID: String, formRequestID: String, text: String, isolation: isolated (any Actor)?)
        async throws -> String

    /// Gives no answer to a form. Returns when the server has it.
    func cancelForm(chatID: String, formRequestID: String, formName: String, isolation: isolated (any Actor)?)
        async throws

    /// Answers a form with something secret in it. Returns when the server has the answer.
    ///
    /// What was filled in is neither stored nor logged by the SDK, and stands in no error. Of a
    /// ``ContactCenterEvent/chatSessionSecureFormData(formRequestID:formName:partyID:timestamp:)`` in a history nothing that was
    /// filled in is handed on; what the server writes into other events is the server's.
    ///
    /// - Parameters:
    ///   - chatID: The chat.
    ///   - formRequestID: That of the event ``ContactCenterEvent/chatSessionSecureFormShow(formRequestID:formID:partyID:timestamp:)``.
    ///   - formName: The name of the form, by its id in the widget configuration.
    ///   - data: What was filled in, by the names of the fields.
    ///   - isolation: The actor of the caller.
    /// - Throws: ``ContactCenterError``.
    func sendSecureFormData(
        chatID: String, formRequestID: String, formName: String, data: [String: ContactCenterJSON],
        isolation: isolated (any Actor)?) async throws

    /// Gives no answer to a secure form. Returns when the server has it.
    func cancelSecureForm(chatID: String, formRequestID: String, formName: String, isolation: isolated (any Actor)?)
        async throws
}

/// The forms of some calls that take a type of the app's own.
extension ContactCenterFormAnswering {
    /// Answers a form with whatever encodes as a JSON object: a dictionary of texts, a type of the app's own.
    ///
    /// - Throws: ``ContactCenterError``; ``ContactCenterError/InvalidArgument(argument:reason:)`` for `data` that are
    ///   anything but an object.
    public func sendFormData(
        chatID: String, formRequestID: String, formName: String, data: some Encodable & Sendable,
        _ isolation: isolated (any Actor)? = #isolation
    ) async throws {
        try await sendFormData(
            chatID: chatID, formRequestID: formRequestID, formName: formName, data: .init(json: data, argument: "data"))
    }

    /// Answers a secure form with whatever encodes as a JSON object: a dictionary of texts, a type of the app's own.
    ///
    /// - Throws: ``ContactCenterError``; ``ContactCenterError/InvalidArgument(argument:reason:)`` for `data` that are
    ///   anything but an object.
    public func sendSecureFormData(
        chatID: String, formRequestID: String, formName: String, data: some Encodable & Sendable,
        _ isolation: isolated (any Actor)? = #isolation
    ) async throws {
        try await sendSecureFormData(
            chatID: chatID, formRequestID: formRequestID, formName: formName, data: .init(json: data, argument: "data"))
    }
}

/// The awaited calls, on the actor of the caller: the tasks of one actor make them in the order in which they run.
extension ContactCenterFormAnswering {
    /// ``sendFormData(chatID:formRequestID:formName:data:isolation:)`` on the caller's actor.
    public func sendFormData(
        chatID: String, formRequestID: String, formName: String, data: [String: ContactCenterJSON],
        _ isolation: isolated (any Actor)? = #isolation
    ) async throws {
        try await sendFormData(
            chatID: chatID, formRequestID: formRequestID, formName: formName, data: data, isolation: isolation)
    }

    /// ``rejectUnknownForm(chatID:formRequestID:formName:isolation:)`` on the caller's actor.
    public func rejectUnknownForm(
        chatID: String, formRequestID: String, formName: String, _ isolation: isolated (any Actor)? = #isolation
    ) async throws {
        try await rejectUnknownForm(
            chatID: chatID, formRequestID: formRequestID, formName: formName, isolation: isolation)
    }

    /// ``answerFormInText(chatID:formRequestID:text:isolation:)`` on the caller's actor.
    @discardableResult
    public func answerFormInText(
        chatID: String, formRequestID: String, text: String, _ isolation: isolated (any Actor)? = #isolation
    ) async throws -> String {
        try await answerFormInText(chatID: chatID, formRequestID: formRequestID, text: text, isolation: isolation)
    }

    /// ``cancelForm(chatID:formRequestID:formName:isolation:)`` on the caller's actor.
    public func cancelForm(
        chatID: String, formRequestID: String, formName: String, _ isolation: isolated (any Actor)? = #isolation
    ) async throws {
        try await cancelForm(chatID: chatID, formRequestID: formRequestID, formName: formName, isolation: isolation)
    }

    /// ``sendSecureFormData(chatID:formRequestID:formName:data:isolation:)`` on the caller's actor.
    public func sendSecureFormData(
        chatID: String, formRequestID: String, formName: String, data: [String: ContactCenterJSON],
        _ isolation: isolated (any Actor)? = #isolation
    ) async throws {
        try await sendSecureFormData(
            chatID: chatID, formRequestID: formRequestID, formName: formName, data: data, isolation: isolation)
    }

    /// ``cancelSecureForm(chatID:formRequestID:formName:isolation:)`` on the caller's actor.
    public func cancelSecureForm(
        chatID: String, formRequestID: String, formName: String, _ isolation: isolated (any Actor)? = #isolation
    ) async throws {
        try await cancelSecureForm(
            chatID: chatID, formRequestID: formRequestID, formName: formName, isolation: isolation)
    }
}

// The documentation is the protocol's.
// swift-format-ignore: AllPublicDeclarationsHaveDocumentation
extension ContactCenterCommunicator {
    public func sendFormData(
        chatID: String, formRequestID: String, formName: String, data: [String: ContactCenterJSON],
        isolation: isolated (any Actor)?
    ) async throws {
        try await core.sendFormData(
            chatID: chatID, formRequestID: formRequestID, formName: formName, data: data.text(argument: "data")
        ).value()
    }

    public func rejectUnknownForm(
        chatID: String, formRequestID: String, formName: String, isolation: isolated (any Actor)?
    ) async throws {
        try await core.rejectUnknownForm(chatID: chatID, formRequestID: formRequestID, formName: formName).value()
    }

    @discardableResult
    public func answerFormInText(chatID: String, formRequestID: String, text: String, isolation: isolated (any Actor)?)
        async throws -> String
    {
        let call =
            refusalOfLongText(text, "text")
            ?? core.answerFormInText(chatID: chatID, formRequestID: formRequestID, text: text)
        return try await call.value()
    }

    public func cancelForm(chatID: String, formRequestID: String, formName: String, isolation: isolated (any Actor)?)
        async throws
    {
        try await core.cancelForm(chatID: chatID, formRequestID: formRequestID, formName: formName).value()
    }

    public func sendSecureFormData(
        chatID: String, formRequestID: String, formName: String, data: [String: ContactCenterJSON],
        isolation: isolated (any Actor)?
    ) async throws {
        try await core.sendSecureFormData(
            chatID: chatID, formRequestID: formRequestID, formName: formName, data: data.text(argument: "data")
        ).value()
    }

    public func cancelSecureForm(
        chatID: String, formRequestID: String, formName: String, isolation: isolated (any Actor)?
    ) async throws {
        try await core.cancelSecureForm(chatID: chatID, formRequestID: formRequestID, formName: formName).value()
    }
}
