// Shown in the guide "Files, forms and calls".

import ContactCenter

/// Answers the forms of one chat. `fillIn` shows a form and returns the values by the keys of the fields; nil to cancel.
@MainActor
final class FormAnswers {
    private let communicator: ContactCenterCommunicator
    private let fillIn: (ContactCenterForm) async -> [String: String]?

    init(communicator: ContactCenterCommunicator, fillIn: @escaping (ContactCenterForm) async -> [String: String]?) {
        self.communicator = communicator
        self.fillIn = fillIn
    }

    func answer(_ event: ContactCenterEvent, inChat chatID: String) async throws {
        // A form without a name is a question: answer it with answerFormInText.
        guard case .chatSessionFormShow(let request?, let name?, _, _, _, _) = event else { return }
        let forms = try await communicator.getWidgetConfiguration().forms
        guard let form = forms.first(where: { $0.name == name }) else {
            return try await communicator.rejectUnknownForm(chatID: chatID, formRequestID: request, formName: name)
        }
        if let values = await fillIn(form) {
            try await communicator.sendFormData(
                chatID: chatID, formRequestID: request, formName: name, data: values)
        } else {
            try await communicator.cancelForm(chatID: chatID, formRequestID: request, formName: name)
        }
    }
}
