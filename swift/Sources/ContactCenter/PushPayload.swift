// A push payload is a dictionary of anything, and the core takes texts. Payloads of the contact center keep what the SDK
// needs at their top level, as strings; some gateways turn those that look like numbers into numbers on the way.

import Foundation

enum PushPayload {
    /// The strings and numbers at the top level, as strings.
    static func texts(of userInfo: [AnyHashable: Any]) -> [String: String] {
        var texts: [String: String] = [:]
        for case (let name as String, let value) in userInfo {
            texts[name] = text(of: value)
        }
        return texts
    }

    private static func text(of value: Any) -> String? {
        switch value {
        case let text as String: text
        // Objective-C's numbers, which is what a payload holds on Apple's platforms …
        case let number as NSNumber: number.stringValue
        // … and Swift's own, which are no objects elsewhere.
        case let number as any Numeric: "\(number)"
        default: nil
        }
    }
}
