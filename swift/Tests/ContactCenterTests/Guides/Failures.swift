// Shown in the guide "Errors".

import ContactCenter
import Foundation

/// What the app does about a failure.
enum Reaction: Equatable {
    /// Nothing: the app has cancelled the call.
    case none
    /// Show this to the user.
    case show(String)
    /// Ask for a chat anew: this one is over.
    case startOver
    /// The app is set up wrongly; tell its makers.
    case report(String)
}

func reaction(to error: any Error) -> Reaction {
    switch error {
    case is CancellationError, ContactCenterError.Cancelled, ContactCenterError.ShutDown:
        return .none
    case ContactCenterError.ChatSessionNotFound, ContactCenterError.ChatSessionClosed,
        ContactCenterError.ChatSessionNotOpen:
        return .startOver
    case ContactCenterError.InvalidArgument, ContactCenterError.ChatSessionBadTenantUrl,
        ContactCenterError.ChatSessionAuthHeaderBadAppId, ContactCenterError.ChatSessionEntryNotFound,
        ContactCenterError.Tls(_, .pinMismatch), ContactCenterError.ResponseTooLarge:
        return .report(error.localizedDescription)
    case let error as ContactCenterError:
        return .show(error.recoverySuggestion ?? "That did not work. Please try again.")
    default:
        return .show("That did not work. Please try again.")
    }
}
