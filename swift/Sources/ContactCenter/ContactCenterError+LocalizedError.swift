// What an error says of itself, to people and to logs. Without this, Swift would print every field of it, the words of
// the server among them, which may quote what a person wrote.

import Foundation

extension ContactCenterError: LocalizedError, CustomStringConvertible {
    /// What happened, and what to do. Holds no message, no token, no id, and no words of the server.
    public var errorDescription: String? {
        description
    }
}
