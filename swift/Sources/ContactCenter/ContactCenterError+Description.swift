// What an error says of itself. The words of the server are left out of the text on purpose: they may quote what a
// person wrote, and texts of errors end up in logs. Whoever wants them finds them in `reason`.

import Foundation

extension ContactCenterError: LocalizedError {
    /// What happened, and what to do. Holds no message, no token, no id, and no words of the server.
    public var errorDescription: String? {
        switch self {
        case .InvalidArgument(let argument, let reason):
            "\(argument) \(reason)"
        case .Transport(let reason):
            "the contact centre could not be reached: \(reason)"
        case .Tls(let reason):
            "no trustworthy connection to the contact centre: \(reason)"
        case .Timeout(let reason):
            "the contact centre did not answer in time: \(reason)"
        case .UnexpectedResponse(let reason, let status):
            "not an answer of the API: \(reason) (HTTP status \(status)); check the base URL"
        case .Decoding(let reason, let status):
            "the answer could not be read: \(reason) (HTTP status \(status))"
        case .ChatSessionNotOpen(let reason):
            "the chat is not open here: \(reason)"
        case .ChatSessionClosed(let reason):
            "the chat is closed: \(reason)"
        case .ShutDown:
            "the communicator was shut down"
        case .Internal(let reason):
            "a defect in the SDK: \(reason)"
        default:
            refusal.map { "\($0.text) (server code \($0.code), HTTP status \($0.status))" }
        }
    }

    /// The HTTP status of the answer, where there was one.
    public var status: Int? {
        switch self {
        case .UnexpectedResponse(_, let status), .Decoding(_, let status): Int(status)
        default: (refusal?.status).map(Int.init)
        }
    }

    /// The server's code, where the server gave one.
    public var code: String? {
        refusal?.code
    }

    /// What is known of a refusal of the server. `nil` for everything that the SDK has found out by itself.
    private var refusal: (code: String, status: UInt16, text: String)? {
        switch self {
        case .InvalidArgument, .Transport, .Tls, .Timeout, .UnexpectedResponse, .Decoding, .ChatSessionNotOpen,
            .ChatSessionClosed, .ShutDown, .Internal:
            nil
        case .Server(_, let status, let code):
            (code, status, "the server refused")
        case .ChatSessionBadTenantUrl(_, let status):
            ("1000", status, "the server does not know the tenant URL; check it")
        case .ChatSessionNoAuthHeader(_, let status):
            ("2000", status, "the authorization header did not reach the server; look for a proxy that removes it")
        case .ChatSessionAuthHeaderWrongFormat(_, let status):
            ("2001", status, "the server could not read the authorization header; check app id and client id")
        case .ChatSessionAuthHeaderBadScheme(_, let status):
            ("2002", status, "the server does not know the authorization scheme; check its version")
        case .ChatSessionAuthHeaderMissingAppId(_, let status):
            ("2003", status, "the server found no app id; check it")
        case .ChatSessionAuthHeaderMissingClientId(_, let status):
            ("2004", status, "the server found no client id; check it")
        case .ChatSessionAuthHeaderBadAppId(_, let status):
            ("3000", status, "the server does not know the app id; check it")
        case .ChatSessionServerTimeout(_, let status):
            ("5000", status, "the server did not finish in time; try again")
        case .ChatSessionServerNotAvailable(_, let status):
            ("5001", status, "no server is available; try again later")
        case .ChatSessionInvalidJson(_, let status):
            ("5003", status, "the server could not read the request; please report it")
        case .ChatSessionServerDisconnected(_, let status):
            ("5004", status, "the server lost a connection of its own; try again")
        case .ChatSessionNotFound(_, let status):
            ("5005", status, "the session does not exist any more; request a chat")
        case .ChatSessionEntryNotFound(_, let status):
            ("5006", status, "the server has no scenario entry for this app id; check the set-up")
        case .ChatSessionInternalServerError(_, let status):
            ("5500", status, "an error inside the server; try again")
        case .ChatSessionUploadSizeLimitExceeded(_, let status):
            ("5501", status, "the file is too large for the server")
        case .ChatSessionFileNotFound(_, let status):
            ("5502", status, "the server has no such file")
        case .ChatSessionTooManyPollRequests(_, let status):
            ("5509", status, "another poll for this chat is still held")
        case .ChatSessionNoEvents(_, let status):
            ("5511", status, "there are no events")
        case .ChatSessionFileError(_, let status):
            ("5558", status, "the server could not handle the file")
        case .ChatSessionUnspecifiedServerError(_, let status):
            ("5955", status, "an unspecified error inside the server; try again")
        case .ChatSessionCaseNotSpecified(_, let status):
            ("5601", status, "the session has no case yet; wait for the case-set event")
        case .ChatSessionCrmServerError(_, let status):
            ("5602", status, "the CRM behind the server failed; try again later")
        case .ChatSessionTooManyParameters(_, let status):
            ("5603", status, "push is not set up on the server for this kind of token")
        }
    }
}
