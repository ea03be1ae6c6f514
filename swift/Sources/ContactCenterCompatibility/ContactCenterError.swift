// The errors of BPMobileMessaging, by its names. Some are never made here; they stay because apps name them.

import Foundation

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

/// Why a call failed.
public enum ContactCenterError: Error, Sendable {
    /// The base URL was refused. Every call of a communicator with it fails with this error.
    case failedToBuildBaseURL
    /// An answer could not be read. The only nested error is that of the module `ContactCenter`.
    case failedToCodeJSON(nestedErrors: [any Error])
    /// An argument was refused, or another setting than the base URL; nothing was sent.
    case failedToCreateURLRequest
    /// The server refused with a code that has no case here, or with none at all.
    case badStatusCode(statusCode: Int, ContactCenterErrorResponse?)
    /// The answer does not come from the API. The response is always `nil`.
    case unexpectedResponse(URLResponse?)
    /// The SDK never reports this error.
    case dataEmpty
    /// The SDK never reports this error: an unreadable event is delivered as an unknown one.
    case failedToCast(String)
    /// 1000: the server does not know the tenant URL.
    case chatSessionBadTenantUrl
    /// 2000: there was no authorization header.
    case chatSessionNoAuthHeader
    /// 2001: the authorization header could not be read.
    case chatSessionAuthHeaderWrongFormat
    /// 2002: the scheme of the authorization header is unknown.
    case chatSessionAuthHeaderBadScheme
    /// 2003: there was no app id.
    case chatSessionAuthHeaderMissingAppId
    /// 2004: there was no client id.
    case chatSessionAuthHeaderMissingClientId
    /// 3000: the server does not know the app id.
    case chatSessionAuthHeaderBadAppId
    /// 5000: the server did not finish in time.
    case chatSessionServerTimeout
    /// 5001: no server can take the request.
    case chatSessionServerNotAvailable
    /// 5003: the server could not read the request.
    case chatSessionInvalidJson
    /// 5004: the server lost a connection of its own.
    case chatSessionServerDisconnected
    /// 5006: there is no such scenario entry.
    case chatSessionEntryNotFound
    /// 5500: an error inside the server.
    case chatSessionInternalServerError
    /// 5501: the file is too large.
    case chatSessionUploadSizeLimitExceeded
    /// 5502: there is no such file.
    case chatSessionFileNotFound
    /// 5509: another poll is still held. The SDK waits and retries, and does not report this error.
    case chatSessionTooManyPollRequests
    /// 5511: there are no events. The SDK does not report this error.
    case chatSessionNoEvents
    /// 5558: the server could not handle the file.
    case chatSessionFileError
    /// 5955: an unspecified error inside the server.
    case chatSessionUnspecifiedServerError
    /// 5005: the session does not exist any more, never existed, or was not requested here.
    case chatSessionNotFound
    /// 5601: the session has no CRM case (yet).
    case chatSessionCaseNotSpecified
    /// 5602: the CRM failed.
    case chatSessionCrmServerError
    /// 5603: push is not set up on the server for this kind of token.
    case chatSessionTooManyParameters
}

/// The body of a refusal by the server.
public struct ContactCenterErrorResponse: Decodable, Sendable {
    /// The error code of the server.
    public let error_code: String
    /// The error text of the server.
    public let error_message: String

    /// Creates a value, for the tests of an app.
    public init(error_code: String, error_message: String) {
        self.error_code = error_code
        self.error_message = error_message
    }
}
