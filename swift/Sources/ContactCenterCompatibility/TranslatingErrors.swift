// The mapping from errors of the module ContactCenter to those of BPMobileMessaging.

import ContactCenter
import Foundation

/// The error that an app of BPMobileMessaging expects.
///
/// What never went wrong there, because nothing like it existed, stays what it is: an error of the module `ContactCenter`, whose
/// description says what to do. So does whatever is no error of ours.
func translated(_ error: any Error) -> any Error {
    guard let error = error as? ContactCenter.ContactCenterError else { return error }
    return switch error {
    case .InvalidArgument("base_url", _): ContactCenterError.failedToBuildBaseURL
    case .InvalidArgument: ContactCenterError.failedToCreateURLRequest
    case .Transport: URLError(.networkConnectionLost, describedBy: error)
    case .Tls: URLError(.secureConnectionFailed, describedBy: error)
    case .Proxy: URLError(.cannotConnectToHost, describedBy: error)
    case .ResponseTooLarge: URLError(.dataLengthExceedsMaximum, describedBy: error)
    case .Timeout: URLError(.timedOut, describedBy: error)
    case .Cancelled: URLError(.cancelled, describedBy: error)
    case .UnexpectedResponse(_, 200..<300): ContactCenterError.unexpectedResponse(nil)
    case .UnexpectedResponse(_, let status): ContactCenterError.badStatusCode(statusCode: Int(status), nil)
    case .Decoding: ContactCenterError.failedToCodeJSON(nestedErrors: [error])
    case .Server(let reason, let status, let code):
        ContactCenterError.badStatusCode(
            statusCode: Int(status), ContactCenterErrorResponse(error_code: code, error_message: reason))
    case .ChatSessionNotOpen, .ChatSessionClosed, .ChatSessionNotFound: ContactCenterError.chatSessionNotFound
    case .ChatSessionBadTenantUrl: ContactCenterError.chatSessionBadTenantUrl
    case .ChatSessionNoAuthHeader: ContactCenterError.chatSessionNoAuthHeader
    case .ChatSessionAuthHeaderWrongFormat: ContactCenterError.chatSessionAuthHeaderWrongFormat
    case .ChatSessionAuthHeaderBadScheme: ContactCenterError.chatSessionAuthHeaderBadScheme
    case .ChatSessionAuthHeaderMissingAppId: ContactCenterError.chatSessionAuthHeaderMissingAppId
    case .ChatSessionAuthHeaderMissingClientId: ContactCenterError.chatSessionAuthHeaderMissingClientId
    case .ChatSessionAuthHeaderBadAppId: ContactCenterError.chatSessionAuthHeaderBadAppId
    case .ChatSessionServerTimeout: ContactCenterError.chatSessionServerTimeout
    case .ChatSessionServerNotAvailable: ContactCenterError.chatSessionServerNotAvailable
    case .ChatSessionInvalidJson: ContactCenterError.chatSessionInvalidJson
    case .ChatSessionServerDisconnected: ContactCenterError.chatSessionServerDisconnected
    case .ChatSessionEntryNotFound: ContactCenterError.chatSessionEntryNotFound
    case .ChatSessionInternalServerError: ContactCenterError.chatSessionInternalServerError
    case .ChatSessionUploadSizeLimitExceeded: ContactCenterError.chatSessionUploadSizeLimitExceeded
    case .ChatSessionFileNotFound: ContactCenterError.chatSessionFileNotFound
    case .ChatSessionTooManyPollRequests: ContactCenterError.chatSessionTooManyPollRequests
    case .ChatSessionNoEvents: ContactCenterError.chatSessionNoEvents
    case .ChatSessionFileError: ContactCenterError.chatSessionFileError
    case .ChatSessionUnspecifiedServerError: ContactCenterError.chatSessionUnspecifiedServerError
    case .ChatSessionCaseNotSpecified: ContactCenterError.chatSessionCaseNotSpecified
    case .ChatSessionCrmServerError: ContactCenterError.chatSessionCrmServerError
    case .ChatSessionTooManyParameters: ContactCenterError.chatSessionTooManyParameters
    case .MessageNotSent, .Storage, .File, .ShutDown, .Internal: error
    }
}

extension URLError {
    /// The system's code, and our words about it.
    fileprivate init(_ code: Code, describedBy error: ContactCenter.ContactCenterError) {
        self.init(code, userInfo: [NSLocalizedDescriptionKey: error.localizedDescription, NSUnderlyingErrorKey: error])
    }
}
