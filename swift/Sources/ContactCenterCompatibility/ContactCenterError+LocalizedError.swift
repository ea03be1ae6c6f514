// What an error says of itself. Without this, `localizedDescription` would be the system's sentence about an unknown error and a number.

import Foundation

extension ContactCenterError: LocalizedError {
    /// The failure in one sentence. Like the texts of the module `ContactCenter` it does not hold the text of the server, which may
    /// quote a person.
    public var errorDescription: String? {
        switch self {
        case .failedToBuildBaseURL: "The base URL was refused."
        case .failedToCodeJSON(let nestedErrors):
            (["The answer could not be read."] + nestedErrors.map(\.localizedDescription)).joined(separator: " ")
        case .failedToCreateURLRequest: "An argument or a setting was refused, and nothing was sent."
        case .badStatusCode(let status, let response):
            "The contact center has refused, with HTTP status \(status) and \(response.map { "code \($0.error_code)" } ?? "no code")."
        case .unexpectedResponse: "The answer does not come from the contact center."
        case .dataEmpty: "The answer was empty."
        case .failedToCast(let text): "A part of the answer could not be read: \(text)"
        case .chatSessionBadTenantUrl: "The contact center does not know the tenant URL."
        case .chatSessionNoAuthHeader: "The authorization did not arrive."
        case .chatSessionAuthHeaderWrongFormat: "The authorization could not be read."
        case .chatSessionAuthHeaderBadScheme: "The contact center does not know this way of authorization."
        case .chatSessionAuthHeaderMissingAppId: "There was no app id."
        case .chatSessionAuthHeaderMissingClientId: "There was no client id."
        case .chatSessionAuthHeaderBadAppId: "The contact center does not know the app id."
        case .chatSessionServerTimeout: "The contact center did not finish in time."
        case .chatSessionServerNotAvailable: "No server of the contact center can take the request."
        case .chatSessionInvalidJson: "The contact center could not read the request."
        case .chatSessionServerDisconnected: "The contact center has lost a connection of its own."
        case .chatSessionEntryNotFound: "The contact center has no such scenario entry."
        case .chatSessionInternalServerError: "There was an error inside the contact center."
        case .chatSessionUploadSizeLimitExceeded: "The file is too large."
        case .chatSessionFileNotFound: "There is no such file."
        case .chatSessionTooManyPollRequests: "Another client polls this chat."
        case .chatSessionNoEvents: "There are no events."
        case .chatSessionFileError: "The contact center could not handle the file."
        case .chatSessionUnspecifiedServerError: "There was an unspecified error inside the contact center."
        case .chatSessionNotFound: "There is no such chat, or it is over."
        case .chatSessionCaseNotSpecified: "The chat has no case yet."
        case .chatSessionCrmServerError: "The CRM of the contact center has failed."
        case .chatSessionTooManyParameters: "Pushes for this kind of token are not set up in the contact center."
        }
    }
}
