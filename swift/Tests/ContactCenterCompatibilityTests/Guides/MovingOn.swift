// Shown in the guide "Coming from BPMobileMessaging".

import ContactCenterCompatibility

final class MovingOn: ContactCenterEventsDelegating {
    private let service: ContactCenterCommunicator
    private(set) var files: [String] = []

    init(service: ContactCenterCommunicator) {
        self.service = service
        service.delegate = self
    }

    func chatSessionEvents(result: Result<[ContactCenterEvent], Error>) {
        // As before.
    }

    func chatSessionFurtherEvents(chatID: String, events: [ContactCenterFurtherEvent]) {
        for case .chatSessionFile(_, _, let fileID?, _, _, _) in events { files.append(fileID) }
    }

    /// A call that BPMobileMessaging does not have.
    func answerForm(_ data: [String: String], chatID: String, formRequestID: String, formName: String) async throws {
        try await service.contactCenter?.sendFormData(
            chatID: chatID, formRequestID: formRequestID, formName: formName, data: data)
    }
}
