// Answers to the forms that a contact center asks for.

import Foundation

/// Answers to forms.
///
/// An answer is sent once, and fails at once without a connection. If its outcome is unknown, the app may send it again: the
/// server recognizes it by the id of the form's request. Only ``answerFormInText(chatID:formRequestID:text:_:)`` is queued,
/// because it is a message too.
public protocol ContactCenterFormAnswering: AnyObject, Sendable {
    /// Answers a form. Returns when the server has the answer.
    ///
    /// - Parameters:
    ///   - chatID: The chat.
    ///   - formRequestID: The id of the request, from ``ContactCenterEvent/chatSessionFormShow(formRequestID:formName:formTimeout:channel:partyID:timestamp:)``.
    ///   - formName: The name of the form, from the same event.
    ///   - data: The values by the names of the fields; empty to leave the form out.
    ///   - isolation: The actor of the caller.
    /// - Throws: ``ContactCenterError``.
    func sendFormData(
        chatID: String, formRequestID: String, formName: String, data: [String: ContactCenterJSON],
        isolation: isolated (any Actor)?) async throws

    /// Tells the server that the app has no such form, so that the scenario goes on. Returns when the server has it.
    func rejectUnknownForm(chatID: String, formRequestID: String, formName: String, isolation: isolated (any Actor)?)
        async throws

    /// Answers a form without a name. The text is sent as the answer to the form and then as a message.
    ///
    /// Returns when both are queued, in one step. Without a connection they wait, and the answer is repeated until the
    /// server has it. The message survives the process like any other; the answer to the form does not.
    ///
    /// - Returns: The id of the message.
    /// - Throws: ``ContactCenterError``.
    @discardableResult
    func answerFormInText(chatID: String, formRequestID: String, text: String, isolation: isolated (any Actor)?)
        async throws -> String

    /// Cancels a form. Returns when the server has it.
    func cancelForm(chatID: String, formRequestID: String, formName: String, isolation: isolated (any Actor)?)
        async throws

    /// Answers a secure form. Returns when the server has the answer.
    ///
    /// The SDK neither stores nor logs the values, and no error holds them. A
    /// ``ContactCenterEvent/chatSessionSecureFormData(formRequestID:formName:partyID:timestamp:)`` of a history is delivered
    /// without its values. The SDK does not filter the server's other events.
    ///
    /// - Parameters:
    ///   - chatID: The chat.
    ///   - formRequestID: The id of the request, from ``ContactCenterEvent/chatSessionSecureFormShow(formRequestID:formID:partyID:timestamp:)``.
    ///   - formName: The name of the form, by its id in the widget configuration.
    ///   - data: The values by the names of the fields.
    ///   - isolation: The actor of the caller.
    /// - Throws: ``ContactCenterError``.
    func sendSecureFormData(
        chatID: String, formRequestID: String, formName: String, data: [String: ContactCenterJSON],
        isolation: isolated (any Actor)?) async throws

    /// Cancels a secure form. Returns when the server has it.
    func cancelSecureForm(chatID: String, formRequestID: String, formName: String, isolation: isolated (any Actor)?)
        async throws
}

/// Variants of some calls that take an encodable value.
extension ContactCenterFormAnswering {
    /// Answers a form with a value that encodes as a JSON object, for example a dictionary or a type of the app.
    ///
    /// - Throws: ``ContactCenterError``; ``ContactCenterError/InvalidArgument(argument:reason:)`` if `data` does not
    ///   encode as an object.
    public func sendFormData(
        chatID: String, formRequestID: String, formName: String, data: some Encodable & Sendable,
        _ isolation: isolated (any Actor)? = #isolation
    ) async throws {
        try await sendFormData(
            chatID: chatID, formRequestID: formRequestID, formName: formName, data: .init(json: data, argument: "data"))
    }

    /// Answers a secure form with a value that encodes as a JSON object, for example a dictionary or a type of the app.
    ///
    /// - Throws: ``ContactCenterError``; ``ContactCenterError/InvalidArgument(argument:reason:)`` if `data` does not
    ///   encode as an object.
    public func sendSecureFormData(
        chatID: String, formRequestID: String, formName: String, data: some Encodable & Sendable,
        _ isolation: isolated (any Actor)? = #isolation
    ) async throws {
        try await sendSecureFormData(
            chatID: chatID, formRequestID: formRequestID, formName: formName, data: .init(json: data, argument: "data"))
    }
}

/// The async calls, on the actor of the caller: the tasks of one actor make them in the order in which they run.
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
