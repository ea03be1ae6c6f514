// Events as a server writes them, with the party and the time that most have.

import ContactCenter
import Foundation

struct ContactCenterJSONEvent {
    let json: ContactCenterJSON

    /// - Parameters:
    ///   - name: The event.
    ///   - members: Further members, as they stand between the braces.
    init(_ name: String, _ members: String) {
        let further = members.isEmpty ? "" : ",\(members)"
        let text = #"{"event":"\#(name)","party_id":"P","timestamp":"1614718748"\#(further)}"#
        do {
            json = try ContactCenterJSON(text: text)
        } catch {
            preconditionFailure("no JSON: \(text)")
        }
    }
}
