// The texts of errors, for users and for logs. Without this, Swift would print every field, the text of the server among
// them, which may quote what a person wrote.

import Foundation

/// No text of an error holds a message, a token, an id or the text of the server; that is in
/// ``ContactCenterError/reason()``.
///
/// `errorDescription` is for developers. Show the user `recoverySuggestion` if there is one, and otherwise a text of the
/// app.
extension ContactCenterError: LocalizedError, CustomStringConvertible {
    /// What happened, in one line for a log: with the name of a refused argument, with the server's code and the HTTP status.
    public var errorDescription: String? {
        description
    }

    /// What kind of failure it is, and what it means for what was asked.
    public var failureReason: String? {
        switch self {
        case .InvalidArgument(let argument, _):
            "The argument or setting \(Self.swiftName(of: argument)) was refused, and nothing was sent."
        case .Transport:
            "There is no connection to the contact center. Whether it has taken the request is unknown."
        case .Tls(_, let failure):
            failure.failureReason + " Nothing was sent."
        case .Proxy:
            "The proxy of the settings did not connect to the contact center. Nothing was sent to the contact center."
        case .Timeout:
            "The contact center did not answer in time. Whether it has taken the request is unknown."
        case .UnexpectedResponse:
            "The answer does not come from the contact center, but from a proxy, a sign-in page or another server."
        case .Decoding:
            "The contact center has answered with something that this version of the SDK cannot read."
        case .ResponseTooLarge:
            "The answer is larger than the settings allow, and nothing of it was used. Whether the request had an effect is unknown."
        case .ChatSessionNotOpen:
            "The chat has not been requested from this communicator."
        case .ChatSessionClosed:
            "The chat is over."
        case .MessageNotSent:
            "The message was given up."
        case .Storage:
            "The folder in which messages wait cannot be used. Chats go on, but what waits does not survive the app."
        case .File:
            "A file on this device could not be read or written."
        case .Cancelled:
            "The app has cancelled the call."
        case .ShutDown:
            "The communicator was shut down, before the call or during it."
        case .Internal:
            "Something is wrong in the SDK itself."
        default:
            "The contact center has refused: server code \(code() ?? "none"), HTTP status \(status().map(String.init) ?? "none")."
        }
    }

    /// What can be done about it. `nil` where nothing can but to do without.
    public var recoverySuggestion: String? {
        switch self {
        case .Transport, .Timeout, .ChatSessionServerTimeout, .ChatSessionServerDisconnected:
            "Check the connection to the internet and try again."
        case .Tls(_, let failure):
            failure.recoverySuggestion
        case .Proxy:
            "Correct the proxy in the app's settings, or try again later."
        case .UnexpectedResponse:
            "Check whether the network wants a sign-in, then try again."
        case .ChatSessionServerNotAvailable, .ChatSessionInternalServerError, .ChatSessionUnspecifiedServerError,
            .ChatSessionCrmServerError:
            "The contact center is in trouble. Try again later."
        case .ChatSessionTooManyPollRequests:
            "Try again in a few seconds."
        case .ChatSessionNotOpen, .ChatSessionClosed, .ChatSessionNotFound:
            "Start a new chat."
        case .MessageNotSent:
            "Send the message again or delete it."
        case .File:
            "Check whether there is room on the device, and choose another file or folder."
        case .ChatSessionUploadSizeLimitExceeded:
            "Choose a smaller file."
        case .ChatSessionFileNotFound, .ChatSessionFileError:
            "Choose another file, or ask for the file to be sent again."
        case .Storage:
            "Check whether there is room on the device, and whether another part of the app uses the same folder."
        case .ResponseTooLarge:
            "Allow for longer answers in the app's settings."
        case .InvalidArgument(let argument, _):
            "Correct \(Self.swiftName(of: argument)) in the app."
        case .ChatSessionBadTenantUrl:
            "Correct the tenant URL in the app's settings."
        case .ChatSessionAuthHeaderBadAppId, .ChatSessionAuthHeaderMissingAppId, .ChatSessionEntryNotFound:
            "Correct the app id in the app's settings, or set it up in the contact center."
        case .ChatSessionAuthHeaderMissingClientId, .ChatSessionAuthHeaderWrongFormat:
            "Correct the app id and the client id in the app's settings."
        case .ChatSessionNoAuthHeader:
            "Look for a proxy that removes the authorization."
        case .ChatSessionTooManyParameters:
            "Have pushes for this kind of token set up in the contact center."
        case .ChatSessionCaseNotSpecified:
            "Wait until the contact center has opened a case for this chat."
        case .ShutDown:
            "Make a new communicator."
        case .Decoding, .Internal, .ChatSessionInvalidJson, .ChatSessionAuthHeaderBadScheme:
            "Update the app. If that does not help, report it to its makers."
        case .Cancelled, .Server, .ChatSessionNoEvents:
            nil
        }
    }

    /// Arguments have their names from Rust, so that they are the same in every language.
    private static func swiftName(of argument: String) -> String {
        let words = argument.split(separator: "_").map(String.init)
        let others = words.dropFirst().map { word in
            ["id", "url"].contains(word) ? word.uppercased() : word.prefix(1).uppercased() + word.dropFirst()
        }
        return (words.prefix(1) + others).joined()
    }
}

/// What was wrong with a connection, in words. Without a `default`, so that no failure is added without its text.
extension TlsFailure {
    fileprivate var failureReason: String {
        switch self {
        case .expired: "The server's certificate has expired, or the date of this device is wrong."
        case .notYetValid: "The server's certificate is not valid yet, or the date of this device is wrong."
        case .otherHost: "The server's certificate is for another host."
        case .unknownIssuer: "The server's certificate was issued by an authority that is not trusted here."
        case .revoked: "The server's certificate was revoked."
        case .pinMismatch: "The server's certificate is valid, but holds none of the keys that this app expects."
        case .protocolTooOld: "The server supports neither TLS 1.2 nor TLS 1.3."
        case .notTls: "The answer is not TLS: a network that wants a sign-in, a proxy or the wrong port has answered."
        case .noCommonAlgorithm: "The server and this app have no encryption in common."
        case .unfitCertificate: "The server's certificate cannot be a server's, even if it is trusted."
        case .other: "The secure connection failed, or this device has no certificates to trust."
        }
    }

    fileprivate var recoverySuggestion: String {
        switch self {
        case .expired, .notYetValid:
            "Check the date of this device, then try again. If it is right, the server needs another certificate."
        case .otherHost, .unknownIssuer, .notTls, .other:
            "Check the date of this device and whether the network wants a sign-in, then try again."
        case .pinMismatch:
            "Try another network. If that does not help, update the app."
        case .revoked, .protocolTooOld, .noCommonAlgorithm, .unfitCertificate:
            "Try another network. If that does not help, the server of the contact center has to be set up otherwise."
        }
    }
}
